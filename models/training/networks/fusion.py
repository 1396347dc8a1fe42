"""The family that ships: local encoder + global branch + fusion + decoder with skips and a bins head.

    lightness ─ MobileNet-v1 ─┬─ 1/16 ─ 1×1 + embedding ─ residual ─┐
                              ├─ 1/8  ──────────── lateral 1×1 ─ up + ─ residual ─┐
                              └─ 1/4  ───────────────────────── lateral 1×1 ─ up + ─ residual ─ bins ─ ab
    lightness ─ Inception-v3 ─ mean ─ whiten, narrow to 64 ─ hidden ─ embedding (the bias that the fusion adds)
"""
import torch
from torch import nn
from torch.nn import functional as F

from ..losses import Bins
from .inception_v3 import InceptionV3
from .layers import conv, unit_variance
from .mobilenet_v1 import MobileNetV1

SIZES = {
    #          encoder   trunk    widths at 1/16, 1/8, 1/4   narrow
    "tiny": dict(width=0.0625, trunk=0.02, widths=(16, 12, 8), narrow=8),
    "s": dict(width=1.0, trunk=1.0, widths=(256, 128, 64), narrow=64),
    "l": dict(width=1.0, trunk=1.0, widths=(512, 256, 128), narrow=96),
}


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.one = conv(channels, channels)
        self.two = conv(channels, channels)

    def forward(self, x):
        return F.relu(x + self.two(F.relu(self.one(x), inplace=True)))


class Narrow(nn.Module):
    """Global features → embedding. Whitened principal components first: the raw vector overfits in five epochs."""

    def __init__(self, features, narrow, outputs, noise=0.4, dropout=0.3, null=0.1):
        super().__init__()
        self.components = nn.Linear(features, narrow)   # started as PCA with whitening (see set_components)
        self.hidden = nn.Linear(narrow, 2 * narrow)
        self.out = nn.Linear(2 * narrow, outputs)
        self.noise, self.dropout, self.null = noise, dropout, null

    def forward(self, features, clean=False):
        z = self.components(features)
        if self.training and not clean:
            z = F.dropout(z + self.noise * torch.randn_like(z), self.dropout)
            z = z * (torch.rand(len(z), 1, device=z.device) >= self.null)
        return self.out(F.relu(self.hidden(z)))

    @torch.no_grad()
    def set_components(self, features):
        """PCA with whitening from a sample of features (rows)."""
        mean = features.mean(0)
        _, s, v = torch.linalg.svd(features - mean, full_matrices=False)
        k = self.components.out_features
        scale = len(features) ** 0.5 / s[:k].clamp_min(1e-3 * float(s[0]))
        self.components.weight.copy_(v[:k] * scale[:, None])
        self.components.bias.copy_(-(v[:k] * scale[:, None]) @ mean)


class Global(nn.Module):
    """The global graph: lightness N×1×S×S → embedding N×E."""

    def __init__(self, trunk, narrow):
        super().__init__()
        self.trunk, self.narrow = trunk, narrow

    def forward(self, lightness):
        return self.narrow(self.trunk(lightness))


class Fusion(nn.Module):
    """`forward` gives bin logits at 1/4; `ab` reads them out."""

    STRIDE, ANSWER_SCALE, GLOBAL_SIZE = 16, 4, 192

    def __init__(self, size="s", step=None):
        super().__init__()
        cfg = SIZES[size]
        wide, middle, fine = cfg["widths"]
        self.bins = Bins()
        self.encoder = MobileNetV1(cfg["width"])
        c4, c8, c16 = self.encoder.channels
        self.embedding_size = wide
        self.fuse = conv(c16, wide, 1)
        self.deep = Residual(wide)
        self.down8, self.skip8, self.mid = conv(wide, middle, 1), conv(c8, middle, 1), Residual(middle)
        self.down4, self.skip4, self.end = conv(middle, fine, 1), conv(c4, fine, 1), Residual(fine)
        self.head = conv(fine, len(self.bins), 1)
        trunk = InceptionV3(cfg["trunk"])
        self.global_branch = Global(trunk, Narrow(trunk.features, cfg["narrow"], wide))

    def forward(self, lightness, embedding):
        f4, f8, f16 = self.encoder(lightness)
        x = F.relu(self.fuse(f16) + embedding[:, :, None, None])
        x = self.deep(x)
        x = self.mid(F.relu(self._up(self.down8(x)) + self.skip8(f8)))
        x = self.end(F.relu(self._up(self.down4(x)) + self.skip4(f4)))
        return self.head(x)

    @staticmethod
    def _up(x):
        return F.interpolate(x, scale_factor=2.0, mode="nearest")

    @property
    def label_features(self):
        """Width of the raw features that class heads may use."""
        return self.global_branch.trunk.features

    def raw(self, lightness):
        """What the trunk says: N×1280. `from_raw` makes the embedding of it; together they are the global graph."""
        return self.global_branch.trunk(lightness)

    def from_raw(self, raw):
        return self.global_branch.narrow(raw)

    def unsteadiness(self, one, other):
        """Features of two views of the same pictures → variance of the embedding within a picture ÷ that between pictures.

        A camera's scene should keep its embedding while people walk through it: the ratio of linear discriminant analysis.
        """
        a, b = (self.global_branch.narrow(f, clean=True) for f in (one, other))
        within = 0.5 * (a - b).square().sum(1).mean()
        return within / (0.5 * (a + b)).var(0).sum()

    def embed(self, lightness):
        return self.global_branch(lightness)

    def ab(self, lightness, embedding, temperature=0.5):
        return self.bins.read_out(self(lightness, embedding), temperature)

    @torch.no_grad()
    def initialize(self, lightness):
        """Sets the scale of the new layers on a batch of real lightness (the encoder keeps its own)."""
        e = torch.zeros(len(lightness), self.embedding_size, device=lightness.device)
        layers = [self.fuse, self.deep.one, self.deep.two, self.down8, self.skip8, self.mid.one, self.mid.two,
                  self.down4, self.skip4, self.end.one, self.end.two]
        unit_variance(layers, lambda: self(lightness, e))
        for second in (self.deep.two, self.mid.two, self.end.two):
            second.weight.mul_(0.3)
        self.head.weight.mul_(0.1)
        self.global_branch.narrow.out.weight.mul_(0.5)

    def pretrained(self, mobilenet=None, inception=None):
        """Starts the two encoders from public ImageNet weights where given."""
        if mobilenet:
            self.encoder.load_imagenet(mobilenet)
        if inception:
            self.global_branch.trunk.load_imagenet(inception)

    def parameter_groups(self, rate, encoder_factor, trunk_factor):
        """Pre-trained parts learn more slowly; a factor of 0 freezes."""
        groups, rest = [], []
        parts = {"encoder.": encoder_factor, "global_branch.trunk.": trunk_factor}
        named = {p: [] for p in parts}
        for name, p in self.named_parameters():
            part = next((x for x in parts if name.startswith(x)), None)
            (named[part] if part else rest).append(p)
        groups.append(dict(params=rest, lr=rate, name="new"))
        for part, factor in parts.items():
            for p in named[part]:
                p.requires_grad_(factor > 0)
            if factor > 0:
                groups.append(dict(params=named[part], lr=rate * factor, name=part))
        return groups
