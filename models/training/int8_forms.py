"""Parts of an int8 graph in the form in which ONNX Runtime is fast on a CPU; the numbers stay the same.

Its int8 convolutions have the channels last and answer bytes. So pixels are doubled as bytes, by copies of whole rows, and the head,
whose answer must be float, is a product of matrices: as a convolution it would be computed in float, with the channels first.
"""
import numpy as np
from onnx import helper, numpy_helper

CHANNELS_LAST, CHANNELS_FIRST = (0, 2, 3, 1), (0, 3, 1, 2)


class Nodes:
    """The nodes of a graph, found by what they give and by what they take."""

    def __init__(self, graph):
        self.graph = graph
        self.weights = {t.name: t for t in graph.initializer}
        self.giver = {n.output[0]: n for n in graph.node}
        self.takers = {}
        for n in graph.node:
            for name in n.input:
                self.takers.setdefault(name, []).append(n)

    def taker(self, name, kind):
        """The only node that takes it, if it is of that kind."""
        found = self.takers.get(name, [])
        return found[0] if len(found) == 1 and found[0].op_type == kind else None

    def constant(self, name, array):
        if name not in self.weights:
            self.weights[name] = numpy_helper.from_array(array, name)
            self.graph.initializer.append(self.weights[name])
        return name

    def replace(self, old, new):
        """Puts the new nodes in the place of the first old one; removes the old ones."""
        outputs = [n.output[0] for n in old]
        nodes = []
        for node in self.graph.node:
            if node.output[0] == outputs[0]:
                nodes.extend(new)
            if node.output[0] not in outputs:
                nodes.append(node)
        del self.graph.node[:]
        self.graph.node.extend(nodes)


def quicken(model):
    """Changes the int8 model in place."""
    for node in [n for n in model.graph.node if n.op_type == "Resize"]:
        _double(Nodes(model.graph), node)
    for node in [n for n in model.graph.node if n.op_type == "Conv"]:
        _multiply(Nodes(model.graph), node)
    used = {i for n in model.graph.node for i in n.input}
    kept = [t for t in model.graph.initializer if t.name in used]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    return model


def _double(nodes, resize):
    before, after = nodes.giver.get(resize.input[0]), nodes.taker(resize.output[0], "QuantizeLinear")
    if before is None or after is None or before.op_type != "DequantizeLinear" or not _same_numbers(nodes, before, after):
        return
    source, target = before.input[0], after.output[0]

    def node(kind, inputs, part, **keys):
        return helper.make_node(kind, inputs, [resize.name + part], resize.name + part, **keys)
    name = resize.name
    row = nodes.constant("whole_row", np.array([0, 0, -1], "i8"))
    twice = nodes.constant("twice_high_twice_wide", np.array([1, 2, 2, 1], "i8"))
    new = [
        node("Transpose", [source], "/last", perm=CHANNELS_LAST),
        node("Concat", [name + "/last"] * 2, "/columns", axis=3),
        node("Reshape", [name + "/columns", row], "/row"),
        node("Concat", [name + "/row"] * 2, "/rows", axis=2),
        node("Shape", [name + "/last"], "/shape"),
        node("Mul", [name + "/shape", twice], "/size"),
        node("Reshape", [name + "/rows", name + "/size"], "/picture"),
        helper.make_node("Transpose", [name + "/picture"], [target], name + "/first", perm=CHANNELS_FIRST),
    ]
    nodes.replace([resize, after], new)


def _same_numbers(nodes, one, other):
    return all(np.array_equal(numpy_helper.to_array(nodes.weights[a]), numpy_helper.to_array(nodes.weights[b]))
               for a, b in zip(one.input[1:], other.input[1:]))


def _multiply(nodes, head):
    after = nodes.taker(head.output[0], "Transpose")
    weight = nodes.giver.get(head.input[1])
    if after is None or weight is None or weight.op_type != "DequantizeLinear":
        return
    name = head.name
    last, weights = name + "/last", numpy_helper.to_array(nodes.weights[weight.input[0]])
    bytes_ = nodes.constant(name + "/bytes", np.ascontiguousarray(weights[:, :, 0, 0].T))
    row = nodes.constant(name + "/row", np.array([-1, weights.shape[1]], "i8"))
    begin, end = nodes.constant("begin", np.array([0], "i8")), nodes.constant("before_channels", np.array([3], "i8"))
    bins = nodes.constant(name + "/bins", np.array([len(weights)], "i8"))

    def node(kind, inputs, part, **keys):
        return helper.make_node(kind, inputs, [name + part], name + part, **keys)
    new = [
        node("Transpose", [head.input[0]], "/last", perm=CHANNELS_LAST),
        node("Reshape", [last, row], "/rows"),
        node("DequantizeLinear", [bytes_, *weight.input[1:]], "/weight", axis=1),
        node("Gemm", [name + "/rows", name + "/weight", head.input[2]], "/product"),
        node("Shape", [last], "/shape"),
        node("Slice", [name + "/shape", begin, end], "/place"),
        node("Concat", [name + "/place", bins], "/size", axis=0),
        helper.make_node("Reshape", [name + "/product", name + "/size"], [after.output[0]], name + "/logits"),
    ]
    nodes.replace([head, after, weight], new)
