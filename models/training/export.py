"""Writes a bundle: global.onnx, fusion.onnx (fp32, fp16, int8) and model.yaml.

    python3 -m training.export --checkpoint FILE --out DIR --name fusion-s --data DIR [--figures FILE]

The read-out temperature is folded into the head; weights are stored as fp16 and cast at load in the fp32 graphs.
"""
import argparse
import io
import json
import os
import sys
import warnings

import numpy as np
import onnx
import torch
from torch import nn

from . import half
from .bundle import write_yaml
from .errors import KitError, guarded
from .onnx_run import Graph
from .quantize import to_int8

OPSET = 17


@torch.no_grad()
def round_to_half(module):
    """Weights are stored as fp16: rounding them first lets every check compare with what is stored."""
    for p in module.parameters():
        p.copy_(p.half().float())


class FusionGraph(nn.Module):
    """lightness, embedding → ab, with the temperature folded into the head's weights."""

    def __init__(self, network, temperature):
        super().__init__()
        self.network = network
        with torch.no_grad():
            network.head.weight.mul_(1 / temperature)
            network.head.bias.mul_(1 / temperature)
        round_to_half(network)

    def forward(self, lightness, embedding):
        return self.network.bins.read_out(self.network(lightness, embedding), 1.0)


def to_onnx(module, inputs, names, output, axes):
    """Traces the module; returns the checked model."""
    buffer = io.BytesIO()
    module = module.eval()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, inputs, buffer, input_names=names, output_names=[output], opset_version=OPSET,
                          dynamic_axes=axes, do_constant_folding=True)
    model = onnx.load_from_string(buffer.getvalue())
    _unshare(model.graph)
    onnx.checker.check_model(model)
    return model


def _unshare(graph):
    """Equal tensors (zero biases) are exported once, with Identity nodes: give each user a tensor of its own."""
    alias = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "Identity"}
    tensors, used = {t.name: t for t in graph.initializer}, set()
    nodes = [n for n in graph.node if n.op_type != "Identity"]
    for node in nodes:
        for k, name in enumerate(node.input):
            own = name
            while name in alias:
                name = alias[name]
            if name in tensors and name in used:
                copy = onnx.TensorProto()
                copy.CopyFrom(tensors[name])
                copy.name = name = own if own not in used and own != name else "%s_of_%s" % (name, node.output[0])
                graph.initializer.append(copy)
            used.add(name)
            node.input[k] = name
    del graph.node[:]
    graph.node.extend(nodes)


def global_model(network):
    size = network.GLOBAL_SIZE
    return to_onnx(network.global_branch, (torch.rand(2, 1, size, size) * 100,), ["lightness"], "embedding",
                   {"lightness": {0: "n"}, "embedding": {0: "n"}})


def fusion_model(graph, embedding):
    h, w = 48, 64
    inputs, names = [torch.rand(2, 1, h, w) * 100], ["lightness"]
    axes = {"lightness": {0: "n", 2: "h", 3: "w"}, "ab": {0: "n", 2: "answer_h", 3: "answer_w"}}
    if embedding:
        inputs.append(torch.randn(2, embedding))
        names.append("embedding")
        axes["embedding"] = {0: "n"}
    return to_onnx(graph, tuple(inputs), names, "ab", axes)


def check(model, expected, inputs, limit, what):
    """The written graph must answer like PyTorch, and finitely."""
    got = list(Graph(model).run(inputs).values())[0].float()
    if not bool(torch.isfinite(expected).all()) or not bool(torch.isfinite(got).all()):
        raise KitError("The network's %s holds NaN or infinity: nothing was exported; train on from an earlier checkpoint." % what)
    error = float((got - expected).abs().max())
    if error > limit:
        raise KitError("The exported %s differs from PyTorch by %.3f (limit %.3f): nothing was exported." % (what, error, limit))
    return error


def export(network, folder, card, temperature, samples, precisions=("fp32", "fp16", "int8")):
    """Writes the bundle; `card` is the head of model.yaml (a dict), `samples` lightness arrays for calibration."""
    network = network.eval().float().cpu()
    models = {}
    with torch.no_grad():
        e_size = getattr(network, "embedding_size", 0)
        probe = torch.from_numpy(samples[0])
        if e_size:
            square = torch.nn.functional.interpolate(probe, (network.GLOBAL_SIZE, network.GLOBAL_SIZE), mode="bilinear", align_corners=False)
            models["global", "fp32"] = g = global_model(network)
            expected = network.global_branch(square)
            check(g, expected, dict(lightness=square), 1e-3 * (1 + float(expected.abs().max())), "embedding")
        graph = FusionGraph(network, temperature).eval()
        models["fusion", "fp32"] = f = fusion_model(graph, e_size)

        def feed(lightness):
            d = dict(lightness=torch.from_numpy(lightness))
            if e_size:
                s = torch.nn.functional.interpolate(d["lightness"], (network.GLOBAL_SIZE,) * 2, mode="bilinear", align_corners=False)
                d["embedding"] = network.global_branch(s)
            return d
        inputs = feed(samples[0])
        check(f, graph(**inputs), inputs, 0.05, "ab")
        if "int8" in precisions:
            models["fusion", "int8"] = to_int8(f, [feed(s) for s in samples])
    if "fp16" in precisions:
        models["fusion", "fp16"] = half.to_half(f)
    for key in list(models):
        if key[1] == "fp32":
            models[key] = half.store_half(models[key])
    os.makedirs(folder, exist_ok=True)
    files = {}
    for (graph_name, precision), model in sorted(models.items()):
        onnx.checker.check_model(model)
        name = graph_name + {"fp32": "", "fp16": ".fp16", "int8": ".int8"}[precision] + ".onnx"
        onnx.save(model, os.path.join(folder, name))
        files.setdefault(graph_name, {})[precision] = name
    write_yaml(folder, dict(card, embedding=e_size, stride=network.STRIDE, answerScale=network.ANSWER_SCALE,
                            globalSize=network.GLOBAL_SIZE if e_size else None), files)
    return models
