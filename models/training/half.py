"""Smaller ONNX files: fp16 weights in an fp32 graph, and whole fp16 graphs with float32 at the border."""
import copy

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FEWEST = 128 # smaller tensors stay float32 in the fp32 graph


def _to_half(tensor):
    array = numpy_helper.to_array(tensor)
    limit = np.finfo(np.float16).max
    return numpy_helper.from_array(np.clip(array, -limit, limit).astype(np.float16), tensor.name)


def store_half(model):
    """fp32 graph whose large weights are stored as fp16 and cast at load (constant folding does it once)."""
    model = copy.deepcopy(model)
    graph, casts = model.graph, []
    for k, tensor in enumerate(graph.initializer):
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= FEWEST:
            name = tensor.name
            half = _to_half(tensor)
            half.name = name + "_half"
            graph.initializer[k].CopyFrom(half)
            casts.append(helper.make_node("Cast", [half.name], [name], name + "_cast", to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def to_half(model):
    """The same graph in fp16; inputs and outputs stay float32."""
    model = copy.deepcopy(model)
    graph = model.graph
    keep = {n.input[2] for n in graph.node if n.op_type == "Resize" and len(n.input) > 2}  # scales must be float32
    for k, tensor in enumerate(graph.initializer):
        if tensor.data_type == TensorProto.FLOAT and tensor.name not in keep:
            graph.initializer[k].CopyFrom(_to_half(tensor))
    for node in graph.node:
        if node.op_type == "Constant" and node.output[0] not in keep:
            for a in node.attribute:
                if a.name == "value" and a.t.data_type == TensorProto.FLOAT:
                    a.t.CopyFrom(_to_half(a.t))
    first, last = [], []
    for i in graph.input:
        first.append(helper.make_node("Cast", [i.name], [i.name + "_half"], i.name + "_to_half", to=TensorProto.FLOAT16))
    for o in graph.output:
        last.append(helper.make_node("Cast", [o.name + "_half"], [o.name], o.name + "_to_float", to=TensorProto.FLOAT))
    names = {i.name for i in graph.input} | {o.name for o in graph.output}
    for node in graph.node:
        for names_of in (node.input, node.output):
            for k, n in enumerate(names_of):
                if n in names:
                    names_of[k] = n + "_half"
    nodes = first + list(graph.node) + last
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.value_info[:]
    return model
