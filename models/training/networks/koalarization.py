"""Deep Koalarization (Baldassarre, González Morín, Rodés-Guirao 2017) as published, and the follow-up's softmax variant.

Encoder 64 s2, 128, 128 s2, 256, 256 s2, 512, 512, 256; fusion 1×1 of features and tiled 1001-vector; decoder 128, up, 64, 64,
up, 32, 2 tanh, up. No normalization, no dropout; L' = 2L/100 − 1, ab' = ab/127; mean squared error.
The embedding is Inception-ResNet-v2's 1001 logits of the gray picture at 299² in [−1, 1]; the follow-up takes the softmax over
1000 classes. The fusion's share of the embedding is linear, so it is folded into the global graph: E = 256.
The network answers at half size: the last ×2 of the decoder (nearest) is left to the painter, which does it along edges.
"""
import torch
from torch import nn
from torch.nn import functional as F

from .inception_resnet_v2 import InceptionResNetV2
from .layers import Gray, conv

ENCODER = ((64, 2), (128, 1), (128, 2), (256, 1), (256, 2), (512, 1), (512, 1), (256, 1))


class Embedding(nn.Module):
    """lightness N×1×S×S → the bias that the fusion adds, N×256."""

    def __init__(self, softmax, depth):
        super().__init__()
        self.gray, self.softmax = Gray(), softmax
        self.trunk = InceptionResNetV2(1000 if softmax else 1001)
        self.fold = nn.Linear(self.trunk.classif.out_features, depth)

    def vector(self, lightness):
        x = self.gray(lightness) * 2 - 1
        x = torch.cat([x, x, x], 1)
        logits = self.trunk(x)
        return torch.softmax(logits, 1) if self.softmax else logits

    def forward(self, lightness):
        return self.fold(self.vector(lightness))


class Squared(nn.Module):
    """Mean squared error on ab / 127."""

    def forward(self, answer, ab):
        loss = F.mse_loss(answer.float(), ab / 127)
        return loss, dict(mse=float(loss.detach()))


class Koalarization(nn.Module):
    STRIDE, ANSWER_SCALE, GLOBAL_SIZE = 8, 2, 299

    def __init__(self, size="s", softmax=False):
        super().__init__()
        d = 16 if size == "tiny" else 1            # the tiny twin is for tests: its trunk is built on demand only
        layers, inputs = [], 1
        for outputs, stride in ENCODER:
            layers.append(conv(inputs, outputs // d, 3, stride))
            inputs = outputs // d
        self.encoder = nn.ModuleList(layers)
        self.embedding_size = 256 // d
        self.fusion = conv(256 // d, 256 // d, 1)
        w = (256 // d, 128 // d, 64 // d, 64 // d, 32 // d, 2)
        self.decoder = nn.ModuleList([conv(a, b) for a, b in zip(w, w[1:])])
        self.global_branch = Embedding(softmax, self.embedding_size)

    def forward(self, lightness, embedding):
        x = lightness * 0.02 - 1
        for layer in self.encoder:
            x = F.relu(layer(x), inplace=True)
        x = F.relu(self.fusion(x) + embedding[:, :, None, None])
        one, two, three, four, five = self.decoder
        up = lambda t: F.interpolate(t, scale_factor=2.0, mode="nearest")
        x = up(F.relu(one(x), inplace=True))
        x = up(F.relu(three(F.relu(two(x), inplace=True)), inplace=True))
        return torch.tanh(five(F.relu(four(x), inplace=True)))

    label_features = 0          # published without class loss

    def raw(self, lightness):
        return self.global_branch.vector(lightness)

    def from_raw(self, raw):
        return self.global_branch.fold(raw)

    def embed(self, lightness):
        return self.global_branch(lightness)

    def ab(self, lightness, embedding, temperature=1.0):
        return self(lightness, embedding).float() * 127

    def criterion(self):
        return Squared()

    def initialize(self, lightness):
        pass

    def pretrained(self, mobilenet=None, inception=None):
        """`inception`: timm's state dict (.pth) of inception_resnet_v2."""
        if inception:
            self.global_branch.trunk.load_state_dict(torch.load(inception, map_location="cpu"), strict=True)

    def parameter_groups(self, rate, encoder_factor, trunk_factor):
        trunk = list(self.global_branch.trunk.parameters())
        own = {id(p) for p in trunk}
        for p in trunk:
            p.requires_grad_(trunk_factor > 0)
        groups = [dict(params=[p for p in self.parameters() if id(p) not in own], lr=rate, name="new")]
        return groups + ([dict(params=trunk, lr=rate * trunk_factor, name="trunk")] if trunk_factor > 0 else [])
