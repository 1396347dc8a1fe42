"""Inception-v3 up to mixed_8: the global branch.

Layer names are those of Google's graph of 2015-12-05; batch norm is folded, so every layer is convolution,
bias, ReLU. Starts from the public ImageNet weights (npz with keys LAYER.w, LAYER.b; see the model card).
`width` < 1 gives a small random twin for tests.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .layers import Gray

STEM = (("conv", 1, 32, 3, 2, 0), ("conv_1", 32, 32, 3, 1, 0), ("conv_2", 32, 64, 3, 1, 1),
        ("conv_3", 64, 80, 1, 1, 0), ("conv_4", 80, 192, 3, 1, 0))


def block_a(pool):
    """35×35 blocks: branches of (kernel height, kernel width, outputs); the last is behind the average pool."""
    return [[(1, 1, 64)], [(1, 1, 48), (5, 5, 64)], [(1, 1, 64), (3, 3, 96), (3, 3, 96)], [(1, 1, pool)]]


def block_b(c):
    """17×17 blocks with factorized 7×7."""
    return [[(1, 1, 192)], [(1, 1, c), (1, 7, c), (7, 1, 192)],
            [(1, 1, c), (7, 1, c), (1, 7, c), (7, 1, c), (1, 7, 192)], [(1, 1, 192)]]


BLOCKS = (("mixed", block_a(32), False), ("mixed_1", block_a(64), False), ("mixed_2", block_a(64), False),
          ("mixed_3", [[(3, 3, 384)], [(1, 1, 64), (3, 3, 96), (3, 3, 96)]], True),
          ("mixed_4", block_b(128), False), ("mixed_5", block_b(160), False), ("mixed_6", block_b(160), False),
          ("mixed_7", block_b(192), False),
          ("mixed_8", [[(1, 1, 192), (3, 3, 320)], [(1, 1, 192), (1, 7, 192), (7, 1, 192), (3, 3, 192)]], True))
TOWERS = ("", "_tower", "_tower_1", "_tower_2")


class InceptionV3(nn.Module):
    """L* N×1×S×S → mean of mixed_8, N×1280 (times width)."""

    def __init__(self, width=1.0):
        super().__init__()
        w = lambda c: c if c == 1 else max(4, int(c * width))
        self.gray = Gray()
        for name, inputs, outputs, kernel, stride, padding in STEM:
            self._add(name, w(inputs), w(outputs), (kernel, kernel), stride, padding)
        channels = w(192)
        self.branches = []
        for name, towers, down in BLOCKS:
            rows, total = [], channels if down else 0
            for index, tower in enumerate(towers):
                prefix = name + (TOWERS[index + 1] if name == "mixed_8" else TOWERS[index])
                inputs, layers = channels, []
                for k, (kh, kw, outputs) in enumerate(tower):
                    last_down = down and k == len(tower) - 1
                    layer = prefix + ("_conv" if k == 0 else "_conv_%d" % k)
                    self._add(layer, inputs, w(outputs), (kh, kw), 2 if last_down else 1,
                              0 if last_down else (kh // 2, kw // 2))
                    inputs = w(outputs)
                    layers.append(layer)
                total += inputs
                rows.append(layers)
            self.branches.append((rows, down))
            channels = total
        self.features = channels

    def _add(self, name, inputs, outputs, kernel, stride, padding):
        layer = nn.Conv2d(inputs, outputs, kernel, stride, padding)
        nn.init.kaiming_normal_(layer.weight, mode="fan_in", nonlinearity="relu")
        nn.init.zeros_(layer.bias)
        self.add_module(name, layer)

    def _chain(self, x, names):
        for name in names:
            x = F.relu(getattr(self, name)(x), inplace=True)
        return x

    def forward(self, lightness):
        x = (self.gray(lightness) * 255 - 128) * (1 / 128)
        x = F.max_pool2d(self._chain(x, ("conv", "conv_1", "conv_2")), 3, 2)
        x = F.max_pool2d(self._chain(x, ("conv_3", "conv_4")), 3, 2)
        for rows, down in self.branches:
            if down:
                parts = [self._chain(x, r) for r in rows] + [F.max_pool2d(x, 3, 2)]
            else:
                pooled = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
                parts = [self._chain(x, r) for r in rows[:3]] + [self._chain(pooled, rows[3])]
            x = torch.cat(parts, 1)
        return x.mean((2, 3))

    @torch.no_grad()
    def load_imagenet(self, path):
        """Loads the npz strictly; width must be 1. The first layer is summed over R, G, B."""
        weights = np.load(path)
        layers = {n: m for n, m in self.named_children() if isinstance(m, nn.Conv2d)}
        names = {k[:-2] for k in weights.files}
        if names != set(layers):
            raise ValueError("%s: layers differ: %s" % (path, sorted(names ^ set(layers))[:6]))
        for name, module in layers.items():
            w = torch.from_numpy(weights[name + ".w"].astype("f4"))
            module.weight.copy_(w.sum(1, keepdim=True) if name == "conv" else w)
            module.bias.copy_(torch.from_numpy(weights[name + ".b"].astype("f4")))
