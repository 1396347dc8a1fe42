import numpy as np
import torch
from torch.nn import functional as F

from training.color import rgb_to_lab
from training.losses import Bins, ColorLoss, rebalance


def colors(count=400, seed=1):
    rgb = np.random.default_rng(seed).integers(0, 256, (1, count, 3)).astype("u1")
    return torch.from_numpy(rgb_to_lab(rgb)[0, :, 1:].copy())


def test_labels_average_to_the_color():
    bins, ab = Bins(), colors(5000)
    index, weight = bins.encode(ab)
    assert torch.allclose(weight.sum(1), torch.ones(len(ab)), atol=1e-5)
    assert torch.allclose((weight[..., None] * bins.centers[index]).sum(1), ab.clamp(-103.9, 103.9), atol=1e-3)


def test_gradient_by_hand_is_the_true_one():
    torch.manual_seed(1)
    bins = Bins()
    loss = ColorLoss(bins, torch.rand(len(bins)) + 0.5, huber=2.0)
    logits = torch.randn(2, len(bins), 4, 5, requires_grad=True)
    ab = colors(40).reshape(2, 4, 5, 2).permute(0, 3, 1, 2).contiguous()
    total, _ = loss(logits, ab)
    total.backward()
    by_hand = logits.grad.clone()
    logits.grad = None
    rows = logits.permute(0, 2, 3, 1).reshape(-1, len(bins))
    target = ab.permute(0, 2, 3, 1).reshape(-1, 2)
    index, weight = bins.encode(target)
    row = (loss.class_weight[index] * weight).sum(1)
    log_p = torch.log_softmax(rows, 1)
    ce = -(row * (weight * log_p.gather(1, index)).sum(1)).mean()
    huber = F.smooth_l1_loss(log_p.exp() @ bins.centers / 10, target / 10, reduction="none").sum(1).mean()
    (ce + 2.0 * huber).backward()
    assert torch.allclose(total, ce + 2.0 * huber, rtol=1e-5)
    assert torch.allclose(by_hand, logits.grad, atol=1e-7)


def test_low_temperature_reads_the_mode():
    bins = Bins()
    logits = torch.zeros(1, len(bins), 1, 1)
    logits[0, 17] = 4
    assert torch.allclose(bins.read_out(logits, 0.05, certainty=0)[0, :, 0, 0], bins.centers[17], atol=0.1)
    assert bins.read_out(logits, 10.0, certainty=0)[0, :, 0, 0].norm() < bins.centers[17].norm()


def test_rebalancing_has_mean_one():
    h = torch.rand(50) ** 4
    w = rebalance(h)
    assert abs(float((w * h / h.sum()).sum()) - 1) < 1e-5
    assert w[h.argmax()] < w[h.argmin()]


def peaks(bins, *colors):
    """Logits of one place where each of the nodes nearest the colors is likely alike."""
    logits = torch.full((1, len(bins), 1, 1), -20.0)
    for color in colors:
        logits[0, (bins.centers - torch.tensor(color)).norm(dim=1).argmin()] = 5.0
    return logits


def test_doubt_between_two_hues_reads_as_pale():
    bins = Bins()
    sure = bins.read_out(peaks(bins, (0.0, -41.0)), 0.5)
    torn = bins.read_out(peaks(bins, (0.0, -41.0), (0.0, 28.0)), 0.5)
    alike = bins.read_out(peaks(bins, (0.0, -41.0), (0.0, -28.0)), 0.5)
    assert torch.allclose(sure.flatten(), torch.tensor([0.0, -41.0]), atol=0.1)
    assert torch.allclose(alike.flatten(), torch.tensor([0.0, -34.5]), atol=0.1)
    assert float(torn.norm()) < 0.5 * 6.5                     # the plain expectation is (0, -6.5)
    assert torch.allclose(bins.read_out(peaks(bins, (0.0, -41.0), (0.0, 28.0)), 0.5, certainty=0).flatten(), torch.tensor([0.0, -6.5]), atol=0.1)
