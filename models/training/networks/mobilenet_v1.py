"""MobileNet-v1 1.0 up to conv5_5 as a gray-input encoder.

Starts from the public ImageNet weights with folded batch norm (npz with keys LAYER.w, LAYER.b; see the
model card for origin and license). conv1 is summed over its input channels; BGR means are folded into its bias.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .layers import Gray, conv

MEANS = (103.94, 116.78, 123.68)  # BGR, 0..255
SCALE = 0.017
#         name,      inputs, outputs, stride
BLOCKS = (("conv2_1", 32, 64, 1), ("conv2_2", 64, 128, 2), ("conv3_1", 128, 128, 1), ("conv3_2", 128, 256, 2),
          ("conv4_1", 256, 256, 1), ("conv4_2", 256, 512, 2), ("conv5_1", 512, 512, 1), ("conv5_2", 512, 512, 1),
          ("conv5_3", 512, 512, 1), ("conv5_4", 512, 512, 1), ("conv5_5", 512, 512, 1))


class MobileNetV1(nn.Module):
    """L* N×1×H×W → features at 1/4 (128), 1/8 (256) and 1/16 (512), each times `width`."""

    TAPS = ("conv3_1", "conv4_1", "conv5_5")

    def __init__(self, width=1.0):
        super().__init__()
        w = lambda c: max(8, int(c * width))
        self.channels = tuple(w(c) for c in (128, 256, 512))
        self.gray = Gray()
        self.conv1 = conv(1, w(32), 3, 2)
        for name, inputs, outputs, stride in BLOCKS:
            self.add_module(name + "_dw", conv(w(inputs), w(inputs), 3, stride, groups=w(inputs)))
            self.add_module(name + "_sep", conv(w(inputs), w(outputs), 1))

    def forward(self, lightness):
        x = (self.gray(lightness) - 0.45) * (255 * SCALE)
        x = F.relu(self.conv1(x), inplace=True)
        taps = []
        for name, *_ in BLOCKS:
            x = F.relu(getattr(self, name + "_dw")(x), inplace=True)
            x = F.relu(getattr(self, name + "_sep")(x), inplace=True)
            if name in self.TAPS:
                taps.append(x)
        return taps

    @torch.no_grad()
    def load_imagenet(self, path):
        """Loads the npz; width must be 1."""
        weights = np.load(path)
        for name, module in self.named_children():
            if not isinstance(module, nn.Conv2d):
                continue
            w = torch.from_numpy(weights[name + ".w"].astype("f4"))
            b = torch.from_numpy(weights[name + ".b"].astype("f4"))
            if name == "conv1":  # Σ_c w_c (255 v − mean_c) s = (Σ w_c)(v − 0.45) 255 s + Σ_c Σ w_c (0.45·255 − mean_c) s
                offset = (0.45 * 255 - torch.tensor(MEANS)) * SCALE
                b = b + (w.sum((2, 3)) * offset).sum(1)
                w = w.sum(1, keepdim=True)
            module.weight.copy_(w)
            module.bias.copy_(b)
