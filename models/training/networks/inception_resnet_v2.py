"""Inception-ResNet-v2 with the parameter names and shapes of timm's `inception_resnet_v2`.

Public ImageNet weights of that model load strictly: 1000 classes, or the 1001 of the first port (class 0 is background,
which is what Koalarization's embedding holds).
"""
import torch
from torch import nn
from torch.nn import functional as F


class ConvNorm(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride=1, padding=0):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


def chain(inputs, *layers):
    """layers: (outputs, kernel[, stride]); stride 2 is without padding, all others keep the size."""
    made = []
    for outputs, kernel, *rest in layers:
        stride = rest[0] if rest else 1
        height, width = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        made.append(ConvNorm(inputs, outputs, (height, width), stride, 0 if stride == 2 else (height // 2, width // 2)))
        inputs = outputs
    return made[0] if len(made) == 1 else nn.Sequential(*made)


class Mixed(nn.Module):
    """Branches side by side, their answers concatenated. `pool`: None, "max" (stride 2) or (average, outputs)."""

    def __init__(self, inputs, branches, pool):
        super().__init__()
        self.branches = len(branches)
        for k, layers in enumerate(branches):
            self.add_module("branch%d" % k, chain(inputs, *layers))
        if pool == "max":
            last = nn.MaxPool2d(3, 2)
        else:
            last = nn.Sequential(nn.AvgPool2d(3, 1, 1, count_include_pad=False), ConvNorm(inputs, pool, 1))
        self.add_module("branch%d" % self.branches, last)

    def forward(self, x):
        return torch.cat([getattr(self, "branch%d" % k)(x) for k in range(self.branches + 1)], 1)


class Residual(nn.Module):
    """x + scale · linear(concatenated branches), then ReLU (except after the very last block)."""

    def __init__(self, channels, branches, scale, relu=True):
        super().__init__()
        self.branches, self.scale, self.relu = len(branches), scale, relu
        for k, layers in enumerate(branches):
            self.add_module("branch%d" % k, chain(channels, *layers))
        self.conv2d = nn.Conv2d(sum(layers[-1][0] for layers in branches), channels, 1)

    def forward(self, x):
        parts = torch.cat([getattr(self, "branch%d" % k)(x) for k in range(self.branches)], 1)
        x = self.conv2d(parts) * self.scale + x
        return F.relu(x) if self.relu else x


BLOCK35 = [[(32, 1)], [(32, 1), (32, 3)], [(32, 1), (48, 3), (64, 3)]]
BLOCK17 = [[(192, 1)], [(128, 1), (160, (1, 7)), (192, (7, 1))]]
BLOCK8 = [[(192, 1)], [(192, 1), (224, (1, 3)), (256, (3, 1))]]


class InceptionResNetV2(nn.Module):
    """N×3×299×299 in [−1, 1] → logits."""

    def __init__(self, classes=1000):
        super().__init__()
        self.conv2d_1a = ConvNorm(3, 32, 3, 2)
        self.conv2d_2a = ConvNorm(32, 32, 3)
        self.conv2d_2b = ConvNorm(32, 64, 3, 1, 1)
        self.conv2d_3b = ConvNorm(64, 80, 1)
        self.conv2d_4a = ConvNorm(80, 192, 3)
        self.mixed_5b = Mixed(192, [[(96, 1)], [(48, 1), (64, 5)], [(64, 1), (96, 3), (96, 3)]], 64)
        self.repeat = nn.Sequential(*[Residual(320, BLOCK35, 0.17) for _ in range(10)])
        self.mixed_6a = Mixed(320, [[(384, 3, 2)], [(256, 1), (256, 3), (384, 3, 2)]], "max")
        self.repeat_1 = nn.Sequential(*[Residual(1088, BLOCK17, 0.10) for _ in range(20)])
        self.mixed_7a = Mixed(1088, [[(256, 1), (384, 3, 2)], [(256, 1), (288, 3, 2)], [(256, 1), (288, 3), (320, 3, 2)]], "max")
        self.repeat_2 = nn.Sequential(*[Residual(2080, BLOCK8, 0.20) for _ in range(9)])
        self.block8 = Residual(2080, BLOCK8, 1.0, relu=False)
        self.conv2d_7b = ConvNorm(2080, 1536, 1)
        self.classif = nn.Linear(1536, classes)

    def features(self, x):
        x = self.conv2d_2b(self.conv2d_2a(self.conv2d_1a(x)))
        x = self.conv2d_4a(self.conv2d_3b(F.max_pool2d(x, 3, 2)))
        x = self.repeat(self.mixed_5b(F.max_pool2d(x, 3, 2)))
        x = self.repeat_1(self.mixed_6a(x))
        x = self.block8(self.repeat_2(self.mixed_7a(x)))
        return self.conv2d_7b(x).mean((2, 3))

    def forward(self, x):
        return self.classif(self.features(x))
