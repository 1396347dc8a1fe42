"""model.yaml: the head of a bundle."""
import hashlib
import os

import yaml

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
