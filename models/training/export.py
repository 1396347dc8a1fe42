"""Writes a bundle: global.onnx, fusion.onnx (fp32, fp16, int8) and model.yaml.

    python3 -m training.export --checkpoint FILE --out DIR --name fusion-s --data DIR --saturation 1.2 [--figures FILE]

--data: training pictures (int8 is calibrated on them). --figures: what training.judge wrote with --json.
Weights are rounded to fp16, stored so, and cast at load in the fp32 graphs.
"""
import argparse
import inspect
import io
import json
import os
import sys
import warnings

import cv2
import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

from . import checkpoint, color, half
from .bundle import write_yaml
from .data import Pictures
from .errors import KitError, guarded
from .onnx_run import Graph
from .quantize import to_int8

OPSET = 17


@torch.no_grad()
def round_to_half(module):
    """Large tensors are stored as fp16: rounding them first lets every check compare with what is stored."""
    for p in module.parameters():
        if p.numel() >= half.FEWEST:
            p.copy_(p.half().float())


class FusionGraph(nn.Module):
    """lightness, embedding → ab, read out at the temperature."""

    def __init__(self, network, temperature):
        super().__init__()
        self.network, self.temperature = network, temperature
        round_to_half(network)

    def forward(self, lightness, embedding):
        return self.network.ab(lightness, embedding, self.temperature)


def to_onnx(module, inputs, names, output, axes):
    """Traces the module; returns the checked model."""
    buffer = io.BytesIO()
    module = module.eval()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        keys = dict(dynamo=False) if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}   # newer PyTorch
        torch.onnx.export(module, inputs, buffer, input_names=names, output_names=[output], opset_version=OPSET,
                          dynamic_axes=axes, do_constant_folding=True, **keys)
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
    """Writes the bundle; `card` is the head of model.yaml (a dict, or a function of the graphs), `samples` lightness arrays for calibration."""
    network = network.eval().float().cpu()
    models, e_size, side = {}, getattr(network, "embedding_size", 0), network.GLOBAL_SIZE
    with torch.no_grad():
        graph = FusionGraph(network, temperature).eval()
        models["fusion", "fp32"] = f = fusion_model(graph, e_size)
        if e_size:
            models["global", "fp32"] = global_model(network)

        def feed(lightness):
            d = dict(lightness=torch.from_numpy(lightness))
            if e_size:
                square = F.interpolate(d["lightness"], (side, side), mode="bilinear", align_corners=False)
                d["embedding"] = network.embed(square)
                d["square"] = square
            return d
        fed = [feed(s) for s in samples]
        if e_size:
            check(models["global", "fp32"], fed[0]["embedding"], dict(lightness=fed[0]["square"]),
                  1e-3 * (1 + float(fed[0]["embedding"].abs().max())), "embedding")
        check(f, graph(fed[0]["lightness"], fed[0].get("embedding")), fed[0], 0.05, "ab")
        if "int8" in precisions:
            models["fusion", "int8"] = to_int8(f, fed)
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
    card = card(models) if callable(card) else card
    write_yaml(folder, dict(card, embedding=e_size, stride=network.STRIDE, answerScale=network.ANSWER_SCALE,
                            globalSize=network.GLOBAL_SIZE if e_size else None), files)
    return models


def calibration(paths, short, size, count=48, seed=1):
    """Lightness of some training pictures, at sizes that the graph will see."""
    pictures = Pictures.load(paths, short, workers=1)
    out = []
    for i in np.random.default_rng(seed).permutation(len(pictures))[:count]:
        gray = np.ascontiguousarray(pictures.planes(i)[..., 0])
        h, w = gray.shape
        f = size / min(h, w)
        side = lambda v: max(16, round(v * f / 16) * 16)
        out.append(color.lightness(cv2.resize(gray, (side(w), side(h)), interpolation=cv2.INTER_AREA))[None, None])
    return out


def gflop(model, inputs):
    """2 × multiply-adds of all convolutions for the given inputs."""
    graph, total, shapes = Graph(model), 0, {}
    graph.run(inputs, lambda n, x: shapes.update({n: x.shape}))
    dims = {k: v.shape for k, v in graph.weights.items()}
    dims.update(shapes)
    for node in graph.model.graph.node:
        if node.op_type == "Conv":
            o, w = shapes[node.output[0]], dims[node.input[1]]
            total += 2 * o[2] * o[3] * w[0] * w[1] * w[2] * w[3]
    return total / 1e9


def compare(models, a, b, samples, embeddings):
    """Mean CIEDE2000 between two precisions of the fusion graph, on the answers."""
    one, two, out = Graph(models["fusion", a]), Graph(models["fusion", b]), []
    for lightness, e in zip(samples, embeddings):
        feed = dict(lightness=torch.from_numpy(lightness), embedding=e)
        lab = []
        for g in (one, two):
            ab = g.run(feed)["ab"][0].permute(1, 2, 0).numpy()
            l = cv2.resize(lightness[0, 0], ab.shape[1::-1], interpolation=cv2.INTER_AREA)
            lab.append(np.dstack([l, ab]))
        out.append(color.delta_e(*lab).mean())
    return float(np.mean(out))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = p.add_argument
    add("--checkpoint", required=True)
    add("--out", required=True)
    add("--name", required=True)
    add("--version", default="1.0.0")
    add("--data", nargs="+", required=True, help="training pictures for calibration")
    add("--temperature", type=float, default=0.5)
    add("--saturation", type=float, default=1.0)
    add("--size", type=int, default=144)
    add("--figures", help="json of training.judge; the row nearest --saturation is written")
    add("--origin", default="Trained with this project's kit (models/training); see models/README.md.")
    add("--license", default="Research use until retrained on own data: parts of the training data are research-only (models/README.md).")
    add("--training-data", default="14,149 public photographs from 25 sources, listed with their terms in models/README.md.")
    add("--cpu-precision", default="fp32", choices=("fp32", "fp16", "int8"), help="what the CPU takes by default")
    add("--no-int8", action="store_true")
    a = p.parse_args()
    torch.set_num_threads(1)
    state = checkpoint.load(a.checkpoint)
    net = checkpoint.network(state).eval()
    samples = calibration(a.data, 184, a.size)
    parameters = sum(q.numel() for q in net.parameters())
    figures = dict(psnrGain=0.0, colorfulness=0.0, deltaE=0.0)
    if a.figures:
        with open(a.figures) as f:
            rows = json.load(f)["all"]["rows"]
        row = min(rows, key=lambda r: abs(r["factor"] - a.saturation))
        figures = dict(psnrGain=round(row["gain"], 3), colorfulness=round(row["colorfulness"], 3), deltaE=round(row["deltaE"], 2))
    card = dict(name=a.name, version=a.version, architecture=state["architecture"], origin=a.origin, license=a.license,
                trainingData=a.training_data, size=a.size, saturation=a.saturation,
                cpuPrecision=a.cpu_precision)
    precisions = ("fp32", "fp16") if a.no_int8 else ("fp32", "fp16", "int8")
    wide = dict(lightness=torch.rand(1, 1, 144, 256) * 100)
    if getattr(net, "embedding_size", 0):
        wide["embedding"] = torch.zeros(1, net.embedding_size)

    def finish(models):
        figures.update(parameters=parameters, gflop=round(gflop(models["fusion", "fp32"], wide), 2))
        return dict(card, figures=figures)
    models = export(net, a.out, finish, a.temperature, samples, precisions)
    print("%.2f M parameters, fusion %.2f GFLOP at 256×144" % (parameters / 1e6, figures["gflop"]))
    print("bundle: %.1f MB" % (sum(os.path.getsize(os.path.join(a.out, n)) for n in os.listdir(a.out)) / 1e6))
    some = samples[:16]
    e = [net.embed(F.interpolate(torch.from_numpy(s), (net.GLOBAL_SIZE,) * 2, mode="bilinear", align_corners=False)).detach() for s in some]
    for other in precisions[1:]:
        print("%s against fp32: mean ΔE00 %.3f" % (other, compare(models, "fp32", other, some, e)))


if __name__ == "__main__":
    sys.exit(guarded(main))
