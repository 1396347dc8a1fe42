"""Precomputes the global branch's raw features of all training pictures with the pre-trained, frozen trunk.

    python3 -m training.embed --data DIR --inception FILE.npz --cache DIR --views 3

--init takes the trunk out of a checkpoint or bundle instead, to go on from it.

View 0 is the whole picture; the others are random crops (40 to 100 % of the area), half of them mirrored,
a third degraded. Training then draws one of the views at random.
"""
import argparse
import os
import sys
import time

import cv2
import numpy as np
import torch

from . import checkpoint, color, degrade
from .data import Pictures
from .errors import guarded
from .networks.inception_v3 import InceptionV3


def view(planes, index, size, rng):
    """The picture as the global graph sees it: size×size lightness."""
    h, w = planes.shape[:2]
    if index == 0:
        gray = np.ascontiguousarray(planes[..., 0])
    else:
        share = np.sqrt(rng.uniform(0.4, 1.0))
        ch, cw = int(h * share), int(w * share)
        y, x = rng.integers(0, h - ch + 1), rng.integers(0, w - cw + 1)
        gray = planes[y:y + ch, x:x + cw, 0]
        gray = np.ascontiguousarray(gray[:, ::-1] if rng.random() < 0.5 else gray)
    gray = cv2.resize(gray, (size, size), interpolation=cv2.INTER_AREA if min(h, w) > size else cv2.INTER_LINEAR)
    if index > 0:
        gray = degrade.degrade(gray, None, rng) if rng.random() < 0.33 else degrade.light(gray, rng)
    return color.lightness(gray)


@torch.no_grad()
def features(trunk, pictures, indices, index, size, seed, batch=32, device="cpu", log=None):
    """rows×1280 float16 for one view of all pictures."""
    rows, start = [], time.time()
    for at in range(0, len(indices), batch):
        chunk = [view(pictures.planes(i), index, size, np.random.default_rng((seed, index, i))) for i in indices[at:at + batch]]
        x = torch.from_numpy(np.stack(chunk))[:, None].to(device).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.split(":")[0], dtype=torch.bfloat16):
            rows.append(trunk(x).float().cpu().numpy().astype("f2"))
        if log and at % (batch * 40) == 0:
            log("view %d: %d of %d, %.1f pictures/s" % (index, at, len(indices), (at + batch) / (time.time() - start)))
    return np.concatenate(rows)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", nargs="+", required=True, help="tar shards or folders")
    start = p.add_mutually_exclusive_group(required=True)
    start.add_argument("--inception", help="ImageNet weights (npz)")
    start.add_argument("--init", help="checkpoint or bundle (a folder) whose trunk is used")
    p.add_argument("--cache", required=True, help="folder for decoded pictures and features")
    p.add_argument("--views", type=int, default=3)
    p.add_argument("--size", type=int, default=192)
    p.add_argument("--short", type=int, default=184, help="short side of the decoded pictures")
    p.add_argument("--blanks", type=int, default=600, help="added pictures that must stay gray; the same as in training")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=0)
    p.add_argument("--device", default="cpu")
    a = p.parse_args()
    if a.threads:
        torch.set_num_threads(a.threads)
    log = lambda text: print(text, flush=True)
    pictures = Pictures.load(a.data, a.short, a.cache).with_blanks(a.blanks)
    log("%d pictures" % len(pictures))
    if a.init:
        trunk = checkpoint.network(checkpoint.load(a.init, "fusion")).global_branch.trunk
    else:
        trunk = InceptionV3()
        trunk.load_imagenet(a.inception)
    trunk = trunk.to(a.device, memory_format=torch.channels_last).eval()
    for v in range(a.views):
        path = os.path.join(a.cache, "features-%d.npy" % v)
        if not os.path.exists(path):
            rows = features(trunk, pictures, range(len(pictures)), v, a.size, a.seed, device=a.device, log=log)
            with open(path + ".part", "wb") as f:
                np.save(f, rows)
            os.replace(path + ".part", path)


if __name__ == "__main__":
    sys.exit(guarded(main))
