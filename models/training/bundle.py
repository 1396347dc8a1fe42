"""model.yaml: the head of a bundle; and its weights, read back to go on from."""
import hashlib
import os

import onnx
import torch
import yaml
from onnx import numpy_helper

from .errors import KitError

ORDER = ("schema", "name", "version", "architecture", "origin", "license", "trainingData", "size", "stride", "answerScale",
         "saturation", "embedding", "globalSize", "graphs", "cpuPrecision", "figures")


def sha256(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def write_yaml(folder, card, files):
    """`files`: {graph: {precision: file name}}; checksums are taken from what lies in the folder."""
    graphs = {g: {p: dict(file=n, sha256=sha256(os.path.join(folder, n))) for p, n in sorted(v.items(), key=lambda x: ("fp32", "fp16", "int8").index(x[0]))}
              for g, v in sorted(files.items(), reverse=True, key=lambda x: x[0] == "global")}
    card = dict(card, schema=1, graphs=graphs)
    card.setdefault("cpuPrecision", "fp32")
    rows = {k: card[k] for k in ORDER if card.get(k) is not None}
    with open(os.path.join(folder, "model.yaml"), "w") as f:
        yaml.safe_dump(rows, f, sort_keys=False, width=1000, allow_unicode=True)
    return rows


def network_state(folder):
    """A bundle of this kit as the start of a new run: a state like a checkpoint's, without optimizer.

    The fp32 graphs keep the network's own tensor names. Weights are exact to fp16, as they are stored.
    """
    try:
        with open(os.path.join(folder, "model.yaml")) as f:
            card = yaml.safe_load(f)
        graphs = {g: onnx.load(os.path.join(folder, v["fp32"]["file"])) for g, v in card["graphs"].items()}
    except (OSError, KeyError, yaml.YAMLError) as error:
        raise KitError("%s is no bundle to go on from (%s): it needs model.yaml and the fp32 graphs." % (folder, error))
    if card["architecture"] != "fusion":
        raise KitError("Bundle %s holds a %s network; only fusion bundles can be gone on from: use its checkpoint." % (folder, card["architecture"]))
    weights = {}
    for graph in ("fusion", "global"):
        for tensor in graphs[graph].graph.initializer:
            name = tensor.name.removesuffix("_half")
            name = "global_branch." + name if graph == "global" else name.removeprefix("network.")
            weights[name] = torch.from_numpy(numpy_helper.to_array(tensor).astype("f4"))
    size = {16: "tiny", 256: "s", 512: "l"}.get(card["embedding"])
    return dict(architecture="fusion", size=size, network=weights, ema=weights)
