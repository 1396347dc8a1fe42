"""Sheets to look at: pictures, folders, shards or clips, gray beside colored.

    python3 -m training.look --checkpoint FILE --out sheet.png INPUT… [--truth] [--count 24] [--saturation 1.2]

Clips give `--frames` frames each, evenly spread. --truth adds the original as a third column.
"""
import argparse
import os
import sys

import cv2
import numpy as np
import torch

from . import checkpoint, color
from .data import EXTENSIONS, decode, find, read, shrink
from .errors import KitError, guarded
from .judge import Colorizer

CLIPS = (".mp4", ".mkv", ".avi", ".mov", ".webm")


def frames(path, count):
    """Evenly spread frames of a clip as RGB."""
    clip = cv2.VideoCapture(path)
    total = int(clip.get(cv2.CAP_PROP_FRAME_COUNT))
    out = []
    for k in range(count):
        clip.set(cv2.CAP_PROP_POS_FRAMES, int((k + 0.5) * total / count))
        ok, bgr = clip.read()
        if ok:
            out.append(bgr[..., ::-1])
    if not out:
        raise KitError("Clip %s gives no frame." % path)
    return out


def pictures(inputs, count, per_clip):
    """RGB pictures of all inputs; evenly chosen where there are more than `count`."""
    for path in inputs:
        names = sorted(os.listdir(path)) if os.path.isdir(path) else [path]
        clips = [os.path.join(path, n) if os.path.isdir(path) else n for n in names if n.lower().endswith(CLIPS)]
        if clips:
            for clip in clips:
                yield from frames(clip, per_clip)
            continue
        if path.lower().endswith(EXTENSIONS):
            with open(path, "rb") as f:
                yield decode(path, f.read())
            continue
        rows = [row for job in find([path]) for row in read(*job)]
        for k in np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(int):
            yield decode(*rows[k])


def sheet(images, colorize, factor, truth, height=150, width=1800):
    rows, row = [], np.zeros((height, 0, 3), "u1")
    for rgb in images:
        rgb = shrink(rgb, 256)
        gray = color.luma(rgb)
        parts = [np.dstack([gray] * 3), color.recompose(gray, colorize(gray) * factor)] + ([rgb] if truth else [])
        w = round(gray.shape[1] * height / gray.shape[0])
        tile = np.pad(np.hstack([cv2.resize(p, (w, height), interpolation=cv2.INTER_AREA) for p in parts]), ((0, 0), (0, 6), (0, 0)))
        if row.shape[1] and row.shape[1] + tile.shape[1] > width:
            rows.append(row)
            row = np.zeros((height, 0, 3), "u1")
        row = np.hstack([row, tile])
    rows.append(row)
    widest = max(r.shape[1] for r in rows)
    return np.vstack([np.pad(r, ((0, 6), (0, widest - r.shape[1]), (0, 0))) for r in rows])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("inputs", nargs="+")
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--count", type=int, default=24)
    p.add_argument("--frames", type=int, default=3)
    p.add_argument("--truth", action="store_true")
    p.add_argument("--saturation", type=float, default=1.2)
    p.add_argument("--temperature", type=float, default=0.5)
    p.add_argument("--size", type=int, default=144)
    a = p.parse_args()
    torch.set_num_threads(1)
    colorize = Colorizer(checkpoint.network(checkpoint.load(a.checkpoint)), a.size, a.temperature)
    cv2.imwrite(a.out, sheet(pictures(a.inputs, a.count, a.frames), colorize, a.saturation, a.truth)[..., ::-1])


if __name__ == "__main__":
    sys.exit(guarded(main))
