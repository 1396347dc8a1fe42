"""Blocks that several networks share."""
import torch
from torch import nn

# Least-squares fit (degree 5, off by 0.011 at black, 0.005 in shadows, 0.002 elsewhere) of the 8-bit sRGB gray that has lightness L*.
# Powers of a scaled L* are cheap, exact enough for a network's input, and every ONNX provider has them.
GRAY_FROM_LIGHTNESS = None


def gray_coefficients():
    """Polynomial (lowest power first) that maps L*/100 to the sRGB gray value 0..1."""
    global GRAY_FROM_LIGHTNESS
    if GRAY_FROM_LIGHTNESS is None:
        import numpy as np
        lightness = np.linspace(0, 100, 2001)
        y = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness / 903.2963)
        gray = np.where(y > 0.0031308, 1.055 * np.maximum(y, 1e-9) ** (1 / 2.4) - 0.055, 12.92 * y)
        powers = np.stack([(lightness / 100) ** k for k in range(6)], 1)
        GRAY_FROM_LIGHTNESS = np.linalg.lstsq(powers, gray, rcond=None)[0].tolist()
    return GRAY_FROM_LIGHTNESS


class Gray(nn.Module):
    """L* (0..100) to the sRGB gray value (0..1) as ImageNet networks were trained on it."""

    def __init__(self):
        super().__init__()
        self.coefficients = gray_coefficients()

    def forward(self, lightness):
        x = lightness * 0.01
        y = self.coefficients[-1]
        for c in self.coefficients[-2::-1]:
            y = y * x + c
        return y


def conv(inputs, outputs, kernel=3, stride=1, groups=1):
    """Convolution with 'same' padding and bias; no normalization (folded or never there)."""
    layer = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups)
    nn.init.kaiming_normal_(layer.weight, mode="fan_in", nonlinearity="relu")
    nn.init.zeros_(layer.bias)
    return layer


@torch.no_grad()
def unit_variance(layers, run):
    """Data-dependent start (LSUV): scale each layer so that its output has unit variance, zero mean.

    `layers`: in the order in which the forward pass meets them; `run()` makes one forward pass.
    Takes the place of batch norm, which costs more time on a CPU than the convolutions do.
    """
    for layer in layers:
        seen = {}
        hook = layer.register_forward_hook(lambda m, i, o: seen.update(out=o.detach().float()))
        run()
        hook.remove()
        out = seen["out"]
        axes = [0, 2, 3] if out.dim() == 4 else [0]
        layer.weight.mul_(1 / out.std().clamp_min(1e-4))
        layer.bias.sub_(out.mean(axes)).mul_(1 / out.std().clamp_min(1e-4))
