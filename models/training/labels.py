"""Class labels: one small head a labelled source. The sources' labels are not one taxonomy, so they share no head.

Sources with a single class, or with classes of too few pictures (ImageNet's one each), carry no class loss.
"""
from collections import Counter

import torch
from torch import nn
from torch.nn import functional as F

from .errors import KitError

FEWEST = 8


class Labels(nn.Module):
    """features N×F, picture indices → mean cross-entropy over the pictures that have a label."""

    def __init__(self, pictures, features, known=None):
        super().__init__()
        counts = Counter((s, c) for s, c in zip(pictures.sources, pictures.classes) if s)
        self.classes = known or {}
        if known is None:
            for (source, name), n in sorted(counts.items()):
                if n >= FEWEST:
                    self.classes.setdefault(source, []).append(name)
            self.classes = {s: c for s, c in self.classes.items() if len(c) > 1}
        self.of = {}
        for i, (source, name) in enumerate(zip(pictures.sources, pictures.classes)):
            if source in self.classes:
                if name not in self.classes[source]:
                    if known is not None:
                        raise KitError("Picture %s has the label '%s', which the head of '%s' does not know: it knows %s."
                                       % (pictures.keys[i], name, source, ", ".join(self.classes[source])))
                    continue
                self.of[i] = (source, self.classes[source].index(name))
        self.heads = nn.ModuleDict({s: nn.Linear(features, len(c)) for s, c in self.classes.items()})

    def forward(self, features, index):
        rows = {}
        for row, i in enumerate(index):
            if i in self.of:
                source, label = self.of[i]
                rows.setdefault(source, []).append((row, label))
        total, count = features.sum() * 0, 0
        for source, pairs in rows.items():
            at = torch.tensor([r for r, _ in pairs], device=features.device)
            label = torch.tensor([v for _, v in pairs], device=features.device)
            total = total + F.cross_entropy(self.heads[source](features[at]), label, reduction="sum")
            count += len(pairs)
        return total / max(1, count)
