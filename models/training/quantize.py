"""int8 (QDQ) variant of a fusion graph for the CPU: weights per channel, activations per tensor, calibrated.

Quantized: convolutions, the additions of skips and residuals, and nearest-neighbor resizing between them. The
read-out (softmax and expectation) stays float.
"""
import copy

import numpy as np
import torch
from onnx import helper, numpy_helper

from .int8_forms import quicken
from .onnx_run import Graph

QUANTIZED = ("Conv", "Add", "Resize", "Relu")


class Range:
    """Keeps a histogram-free estimate of a tensor's range: extremes averaged over calibration runs."""

    def __init__(self):
        self.low, self.high = [], []

    def see(self, x, share=1e-4):
        x = x.float().flatten()
        k = max(1, int(share * x.numel()))
        self.high.append(float(torch.topk(x, k).values[-1]))
        self.low.append(float(-torch.topk(-x, k).values[-1]))

    def scale_zero(self):
        low, high = min(0.0, float(np.mean(self.low))), max(1e-6, float(np.mean(self.high)))
        scale = (high - low) / 255
        return np.float32(scale), np.uint8(np.clip(round(-low / scale), 0, 255))


def _body(graph):
    """Nodes between the input polynomial and the read-out: (first quantized convolution … head)."""
    nodes = list(graph.node)
    end = next((k for k, n in enumerate(nodes) if n.op_type == "Softmax"), len(nodes))
    convolutions = [k for k, n in enumerate(nodes[:end]) if n.op_type == "Conv"]
    return convolutions[1], convolutions[-1]       # the first layer (one channel) and the read-out stay float


def to_int8(model, samples):
    """`samples`: list of input dicts (training pictures)."""
    model = copy.deepcopy(model)
    graph = model.graph
    weights = {t.name: t for t in graph.initializer}
    first, last = _body(graph)
    nodes = list(graph.node)
    activations = []
    for node in nodes[first:last + 1]:
        if node.op_type in ("Conv", "Add", "Resize"):
            for name in node.input[:2 if node.op_type == "Add" else 1]:
                if name and name not in weights and name not in activations:
                    activations.append(name)
    ranges = {n: Range() for n in activations}
    runner = Graph(model)
    for sample in samples:
        for n in activations:
            if n in sample:
                ranges[n].see(torch.as_tensor(sample[n]))
        runner.run(sample, lambda n, x: ranges[n].see(x) if n in ranges else None)

    made, new, quantized = set(), [], {}

    def constant(name, array):
        if name not in made:
            made.add(name)
            graph.initializer.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    for node in nodes[first:last + 1]:
        if node.op_type == "Resize" and node.output[0] in ranges:
            ranges[node.output[0]] = ranges[node.input[0]]          # it repeats its input's numbers
    for n in activations:
        scale, zero = ranges[n].scale_zero()
        quantized[n] = (constant(n + "_scale", scale), constant(n + "_zero", zero), scale)
    # the bias of the fusion arrives through Unsqueeze and is tiny: its Add stays float where the other side is quantized
    for k, node in enumerate(nodes):
        inside = first <= k <= last and node.op_type in QUANTIZED
        if inside:
            for j, name in enumerate(node.input):
                if name in quantized:
                    node.input[j] = name + "_dq"
            if node.op_type == "Conv":
                _quantize_weights(node, weights, constant, new, quantized)
        new.append(node)
        name = node.output[0]
        if name in quantized:
            scale, zero, _ = quantized[name]
            new.append(helper.make_node("QuantizeLinear", [name, scale, zero], [name + "_q"], name + "_quantize"))
            new.append(helper.make_node("DequantizeLinear", [name + "_q", scale, zero], [name + "_dq"], name + "_dequantize"))
    used = {i for n in new for i in n.input}
    kept = [t for t in graph.initializer if t.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    del graph.node[:]
    graph.node.extend(new)
    del graph.value_info[:]
    return quicken(model)


def _quantize_weights(node, weights, constant, new, quantized):
    w = numpy_helper.to_array(weights[node.input[1]])
    name = node.input[1]
    scale = np.maximum(np.abs(w).reshape(len(w), -1).max(1), 1e-8).astype("f4") / 127
    q = np.clip(np.rint(w / scale[:, None, None, None]), -127, 127).astype("i1")
    zero = np.zeros(len(w), "i1")
    new.append(helper.make_node("DequantizeLinear", [constant(name + "_q", q), constant(name + "_scale", scale),
                                                     constant(name + "_zero", zero)], [name + "_dq"], name + "_dequantize", axis=0))
    node.input[1] = name + "_dq"
    if len(node.input) > 2:
        bias = node.input[2]
        source = node.input[0][:-3]
        both = (scale * quantized[source][2]).astype("f4")
        b = np.clip(np.rint(numpy_helper.to_array(weights[bias]).astype("f8") / both), -2 ** 31, 2 ** 31 - 1).astype("i4")
        new.append(helper.make_node("DequantizeLinear", [constant(bias + "_q", b), constant(bias + "_scale", both),
                                                         constant(bias + "_zero", np.zeros(len(w), "i4"))], [bias + "_dq"],
                                    bias + "_dequantize", axis=0))
        node.input[2] = bias + "_dq"
