"""The bins head: soft labels, rebalanced cross-entropy, the read-out, and Huber on the expectation."""
import torch
from torch import nn
from torch.nn import functional as F

# How much color fades where the network doubts the hue (Bins.read_out); 0: not at all.
CERTAINTY = 0.5

# Bin edges of one axis: fine near gray, where most of the world is, coarse where color is strong.
AXIS = (-104, -78, -57, -41, -28, -17, -8, 0, 8, 17, 28, 41, 57, 78, 104)


def in_gamut():
    """Pairs (a, b) of the grid that lie in, or next to a cell of, the sRGB gamut: found from a 17³ sample of sRGB."""
    import numpy as np
    from .color import rgb_to_lab
    axis = np.array(AXIS, "f4")
    level = np.linspace(0, 255, 33).round().astype("u1")
    rgb = np.stack(np.meshgrid(level, level, level, indexing="ij"), -1).reshape(1, -1, 3)
    ab = rgb_to_lab(rgb)[0, :, 1:]
    low = np.clip(np.searchsorted(axis, ab, side="right") - 1, 0, len(axis) - 2)
    used = np.zeros((len(axis), len(axis)), bool)
    for da in (0, 1):
        for db in (0, 1):
            used[low[:, 0] + da, low[:, 1] + db] = True
    return used


class Bins(nn.Module):
    """A grid of (a, b) nodes. Labels are bilinear (four nodes), so their expectation is the color exactly."""

    def __init__(self):
        super().__init__()
        used = torch.from_numpy(in_gamut())
        axis = torch.tensor(AXIS, dtype=torch.float32)
        index = torch.full(used.shape, -1, dtype=torch.long)
        index[used] = torch.arange(int(used.sum()))
        centers = torch.stack([axis[:, None].expand_as(used)[used], axis[None].expand_as(used)[used]], 1)
        self.register_buffer("axis", axis, persistent=False)
        self.register_buffer("index", index, persistent=False)
        self.register_buffer("centers", centers, persistent=False)

    def __len__(self):
        return len(self.centers)

    def encode(self, ab):
        """ab: rows×2 → (indices rows×4, weights rows×4)."""
        ab = ab.clamp(-103.9, 103.9).contiguous()
        low = (torch.bucketize(ab, self.axis, right=True) - 1).clamp(0, len(self.axis) - 2)
        start, end = self.axis[low], self.axis[low + 1]
        t = (ab - start) / (end - start)
        i, w = [], []
        for da in (0, 1):
            for db in (0, 1):
                wa = t[:, 0] if da else 1 - t[:, 0]
                wb = t[:, 1] if db else 1 - t[:, 1]
                i.append(self.index[low[:, 0] + da, low[:, 1] + db])
                w.append(wa * wb)
        i, w = torch.stack(i, 1), torch.stack(w, 1)
        outside = i < 0                       # only by rounding at the rim of the gamut
        return i.clamp_min(0), torch.where(outside, torch.zeros_like(w), w)

    def read_out(self, logits, temperature, certainty=CERTAINTY):
        """N×K×h×w logits → N×2×h×w: the sharpened expectation, paler where the network doubts which color it is.

        Sharpened: the expectation under p^(1/temperature) ("annealed mean", Zhang and others 2016). It alone splits a plain
        sky into blue and brown where both are likely. So its length is multiplied by R^certainty, where R = |E ab| / E |ab|
        under p is the mean resultant length of directional statistics (Mardia and Jupp 2000, section 2.3.1), weighted by
        chroma: 1 where all likely colors agree in hue, 0 where they cancel.
        """
        # Colors last: ONNX Runtime's softmax over the middle axis took 60 % of the int8 graph's time.
        p = torch.softmax(logits.permute(0, 2, 3, 1), -1)
        q = p * p if temperature == 0.5 else p ** (1 / temperature)
        sharp = q @ torch.cat([self.centers, torch.ones_like(self.centers[:, :1])], 1)
        plain = p @ torch.cat([self.centers, self.centers.norm(dim=1, keepdim=True)], 1)
        a, b = plain[..., 0:1], plain[..., 1:2]
        agreement = torch.sqrt(a * a + b * b) / (plain[..., 2:3] + 0.01)
        if certainty != 1:
            agreement = agreement.sqrt() if certainty == 0.5 else agreement ** certainty
        return (sharp[..., 0:2] * (agreement / sharp[..., 2:3])).permute(0, 3, 1, 2)


def rebalance(histogram, power=0.35, mix=0.1):
    """Class weights ∝ p^−power of a smoothed histogram, with mean one under the histogram."""
    p = histogram / histogram.sum()
    smooth = (1 - mix) * p + mix / len(p)
    w = smooth ** -power
    return w / (p * w).sum()


class _SoftmaxLoss(torch.autograd.Function):
    """Cross-entropy on four-node labels + Huber on the expectation, both on rows, with the gradient by hand.

    One softmax for both terms and no second copy of rows × bins: on a CPU this halves the loss's share of a step.
    """

    @staticmethod
    def forward(ctx, logits, index, weight, row_weight, target, centers, huber, delta):
        x = logits.float()
        log_z = torch.logsumexp(x, 1, keepdim=True)
        p = torch.exp(x - log_z)
        picked = x.gather(1, index)
        ce = (weight * (log_z - picked)).sum(1)
        mean = p @ centers
        error = (mean - target) / delta
        slope = error.clamp(-1, 1)
        hub = (slope * (error - 0.5 * slope)).sum(1)
        n = len(x)
        ctx.save_for_backward(p, index, weight, row_weight, slope, centers, mean)
        ctx.huber, ctx.delta, ctx.dtype = huber, delta, logits.dtype
        return (row_weight * ce).sum() / n, hub.sum() / n

    @staticmethod
    def backward(ctx, g_ce, g_hub):
        p, index, weight, row_weight, slope, centers, mean = ctx.saved_tensors
        n = len(p)
        w = (row_weight * weight.sum(1))[:, None]
        g = slope * (g_hub / (n * ctx.delta))                  # d/d mean
        inner = g @ centers.t() - (g * mean).sum(1, keepdim=True)
        grad = p * (inner + w * (g_ce / n))
        grad.scatter_add_(1, index, -(row_weight[:, None] * weight) * (g_ce / n))
        return grad.to(ctx.dtype), None, None, None, None, None, None, None


class ColorLoss(nn.Module):
    """logits N×K×h×w and true ab N×2×h×w → (loss, dict of its parts)."""

    def __init__(self, bins, class_weight=None, huber=1.0, delta=10.0):
        super().__init__()
        self.bins, self.huber, self.delta = bins, huber, delta
        self.register_buffer("class_weight", class_weight if class_weight is not None else torch.ones(len(bins)))

    def forward(self, logits, ab):
        rows = logits.permute(0, 2, 3, 1).reshape(-1, logits.shape[1])
        target = ab.permute(0, 2, 3, 1).reshape(-1, 2)
        index, weight = self.bins.encode(target)
        row_weight = (self.class_weight[index] * weight).sum(1)
        ce, hub = _SoftmaxLoss.apply(rows, index, weight, row_weight, target, self.bins.centers, self.huber, self.delta)
        return ce + self.huber * hub, dict(ce=float(ce.detach()), huber=float(hub.detach()))
