"""Validation while training: metrics on held-out sources to a CSV, and a sample sheet."""
import csv
import os

import cv2
import numpy as np

from . import color
from .judge import Colorizer, at_colorfulness, measure, summary

FACTORS = (0.8, 1.0, 1.25, 1.6)


def sheet(pictures, indices, colorize, path, factor=1.15, height=128):
    """Rows of gray | colored | truth, three pictures a row."""
    tiles = []
    for i in indices:
        p = pictures.planes(i)
        gray = np.ascontiguousarray(p[..., 0])
        truth = color.recompose(gray, p[..., 1:].astype("f4") - 128)
        parts = [np.dstack([gray] * 3), color.recompose(gray, colorize(gray) * factor), truth]
        w = round(gray.shape[1] * height / gray.shape[0])
        tiles.append(np.hstack([cv2.resize(t, (w, height), interpolation=cv2.INTER_AREA) for t in parts]))
    width = 3 * max(t.shape[1] for t in tiles)
    rows, row = [], np.zeros((height, 0, 3), "u1")
    for t in tiles + [None]:
        if t is None or row.shape[1] + t.shape[1] > width:
            rows.append(np.pad(row, ((0, 4), (0, width - row.shape[1]), (0, 0))))
            row = np.zeros((height, 0, 3), "u1")
        if t is not None:
            row = np.hstack([row, t])
    cv2.imwrite(path, np.vstack(rows)[..., ::-1])


def validate(net, pictures, indices, temperature=0.5, device="cpu"):
    """Gain (dB) and ΔE00 change at colorfulness 0.62, and both with colorfulness at ×1."""
    colorize = Colorizer(net, temperature=temperature, device=device)
    tables = []
    for i in indices:
        p = pictures.planes(i)
        gray = np.ascontiguousarray(p[..., 0])
        truth = color.recompose(gray, p[..., 1:].astype("f4") - 128)
        tables.append(measure(truth, gray, colorize(gray), FACTORS))
    s = summary(tables, FACTORS)
    equal, plain = at_colorfulness(s), s["rows"][1]
    return dict(gain62=equal["gain"], deltaE62=equal["deltaE"], gain=plain["gain"], colorfulness=plain["colorfulness"],
                deltaE=plain["deltaE"])


class Log:
    """metrics.csv, one row a validation."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "metrics.csv")

    def write(self, row):
        new = not os.path.exists(self.path)
        with open(self.path, "a", newline="") as f:
            w = csv.DictWriter(f, list(row))
            if new:
                w.writeheader()
            w.writerow({k: round(v, 5) if isinstance(v, float) else v for k, v in row.items()})
