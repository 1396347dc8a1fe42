"""Makes tests/assets/tiny-bundle: a tiny random fusion network with golden inputs and answers.

    python3 -m training.tiny --out ../tests/assets/tiny-bundle

The random network is made lively: smooth, answers of some 10 to 40 ab units, and a different one for another embedding.
"""
import argparse
import json
import os
import sys

import numpy as np
import torch

from .errors import guarded
from .export import export, round_to_half
from .networks import build

SIDE = 80
SHAPES = ((2, 48, 80), (1, 64, 32))


def scene(n, h, w, seed):
    """Smooth shapes as lightness N×1×H×W."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:h, 0:w].astype("f4")
    out = np.zeros((n, 1, h, w), "f4")
    for k in range(n):
        z = 50 + 30 * np.sin(x / w * rng.uniform(2, 6) + rng.uniform(0, 6)) * np.cos(y / h * rng.uniform(2, 6))
        z = z + 15 * (((x - w * rng.uniform(.3, .7)) ** 2 + (y - h * rng.uniform(.3, .7)) ** 2) < (min(h, w) * .3) ** 2)
        out[k, 0] = np.clip(z, 0, 100)
    return out


@torch.no_grad()
def network(seed=4):
    torch.manual_seed(seed)
    net = build("fusion", "tiny").eval()
    net.GLOBAL_SIZE = SIDE
    batch = torch.from_numpy(scene(48, 64, 64, seed))
    for block in (net.deep, net.mid, net.end):      # box kernels: smooth answers
        for layer in (block.one, block.two):
            layer.weight.copy_(layer.weight.mean((2, 3), keepdim=True).expand_as(layer.weight) * 3)
    net.initialize(batch)
    for skip in (net.skip4, net.skip8):
        skip.weight.mul_(0.15)
    trunk = net.global_branch.trunk
    square = torch.nn.functional.interpolate(batch, (SIDE, SIDE), mode="bilinear", align_corners=False)
    net.global_branch.narrow.set_components(trunk(square))
    net.global_branch.narrow.out.weight.mul_(4)
    # a head that points at a color: logits of a Gaussian around a random projection of the features
    centers, gamma = net.bins.centers, 1 / (2 * 12.0 ** 2)
    features = {}
    hook = net.head.register_forward_hook(lambda m, i, o: features.update(x=i[0]))
    net(batch, net.embed(square))
    hook.remove()
    x = features["x"].permute(0, 2, 3, 1).reshape(-1, net.head.in_channels)
    project = torch.randn(2, net.head.in_channels)
    project *= (14 / (x @ project.t()).std(0))[:, None]
    net.head.weight.copy_((2 * gamma * centers @ project)[:, :, None, None])
    shift = -(x @ project.t()).mean(0) + torch.tensor([6.0, 10.0])
    net.head.bias.copy_(2 * gamma * centers @ shift - gamma * (centers ** 2).sum(1))
    round_to_half(net)
    return net


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    net = network()
    samples = [scene(1, 64, 96, s) for s in range(12)]
    card = dict(name="tiny", version="1.0.0", architecture="fusion", origin="Random weights, made by training.tiny for tests.",
                license="Same as the project.", trainingData="None: never trained.", size=48, saturation=1.0,
                figures=dict(psnrGain=0.0, colorfulness=0.0, deltaE=0.0, parameters=sum(q.numel() for q in net.parameters()), gflop=0.0))
    export(net, a.out, card, 1.0, samples)
    net.eval()
    golden = []
    with torch.no_grad():
        for k, (n, h, w) in enumerate(SHAPES):
            g, f = scene(n, SIDE, SIDE, 50 + k), scene(n, h, w, 70 + k)
            e = net.global_branch(torch.from_numpy(g))
            ab = net.bins.read_out(net(torch.from_numpy(f), e), 1.0)
            row = {}
            for what, array in (("globalLightness", g), ("embedding", e.numpy()), ("lightness", f), ("ab", ab.numpy())):
                name = "golden-%d-%s.f32" % (k, what)
                np.ascontiguousarray(array, "<f4").tofile(os.path.join(a.out, name))
                row[what] = dict(file=name, shape=list(array.shape))
            golden.append(row)
            other = net.bins.read_out(net(torch.from_numpy(f), torch.flip(e, (1,))), 1.0)
            print("ab of %s: mean |ab| %.1f, max %.1f; with another embedding it moves by %.1f" % (
                tuple(ab.shape), ab.norm(dim=1).mean(), ab.abs().max(), (other - ab).norm(dim=1).mean()))
            s = (ab[..., 1:] - ab[..., :-1]).norm(dim=1).mean()
            print("  step to the neighbor: %.2f" % s)
    with open(os.path.join(a.out, "golden.json"), "w") as f:
        json.dump(golden, f, indent=1)
        f.write("\n")
    print("%d bytes" % sum(os.path.getsize(os.path.join(a.out, n)) for n in os.listdir(a.out)))


if __name__ == "__main__":
    sys.exit(guarded(main))
