"""Quick judge: PSNR, CIEDE2000 and colorfulness against gray, and the curve over the saturation.

    python3 -m training.judge --checkpoint FILE --data DIR [--short 192] [--curve] [--degraded] [--people LIST]

Protocol: the picture at short side --short (0: as stored) is reduced to full-range BT.601 luma (8 bit); the network
sees short side --size; L* of that luma is kept and ab upsampled (bilinear). Gray is (Y', 128, 128). All means over pictures;
colorfulness (signed) is mean of output ÷ mean of truth.
"""
import argparse
import json
import sys

import cv2
import numpy as np
import torch

from . import checkpoint, color, degrade
from .data import decode, find, read, shrink
from .errors import KitError, guarded

FACTORS = (0.85, 1.0, 1.15, 1.3, 1.45, 1.6, 2.0)


class Colorizer:
    """gray (H×W uint8) → ab (H×W×2) with a network of the kit, as the product does it."""

    def __init__(self, net, size=144, temperature=0.5, device="cpu"):
        self.net, self.size, self.temperature, self.device = net.eval(), size, temperature, device

    def small(self, gray):
        h, w = gray.shape
        f, s = self.size / min(h, w), self.net.STRIDE
        return cv2.resize(gray, (max(s, round(w * f / s) * s), max(s, round(h * f / s) * s)),
                          interpolation=cv2.INTER_AREA if f < 1 else cv2.INTER_LINEAR)

    @torch.no_grad()
    def embed(self, gray):
        s = self.net.GLOBAL_SIZE
        square = cv2.resize(gray, (s, s), interpolation=cv2.INTER_AREA)
        return self.net.embed(torch.from_numpy(color.lightness(square))[None, None].to(self.device))

    @torch.no_grad()
    def logits(self, gray):
        """The head's answer before the read-out, so that several temperatures cost one pass."""
        x = torch.from_numpy(color.lightness(self.small(gray)))[None, None].to(self.device)
        return self.net(x, self.embed(gray)).float()

    @torch.no_grad()
    def answer(self, gray, embedding=None):
        x = torch.from_numpy(color.lightness(self.small(gray)))[None, None].to(self.device)
        e = self.embed(gray) if embedding is None else embedding
        return self.net.ab(x, e, self.temperature)[0].permute(1, 2, 0).float().cpu().numpy()

    def __call__(self, gray):
        return cv2.resize(self.answer(gray), gray.shape[::-1], interpolation=cv2.INTER_LINEAR)


class Comparator:
    """A convolutional Y → Cb, Cr network given as an npz of `0.w`, `0.b` … (10 layers, pooled ×4, upsampled ×4, 256²)."""

    def __init__(self, path):
        self.w = {k: torch.from_numpy(v.astype("f4")) for k, v in np.load(path).items()}

    @torch.no_grad()
    def __call__(self, gray):
        F = torch.nn.functional
        g = cv2.resize(gray, (256, 256), interpolation=cv2.INTER_AREA).astype("f4")
        y = torch.from_numpy((16 + g * 219 / 255) / 255)[None, None]
        for i in range(10):
            y = F.relu(F.conv2d(y, self.w["%d.w" % i], self.w["%d.b" % i], padding=1))
            if i < 4:
                y = F.avg_pool2d(y, 2)
            elif i < 8:
                y = F.interpolate(y, scale_factor=2, mode="bilinear", align_corners=False)
        cb, cr = (y * 255 - 128)[0].numpy()
        rgb = np.clip(np.dstack([g + 1.596 * cr, g - 0.392 * cb - 0.813 * cr, g + 2.017 * cb]) / 255, 0, 1).astype("f4")
        return cv2.resize(color.rgb_to_lab(rgb)[..., 1:], gray.shape[::-1], interpolation=cv2.INTER_CUBIC)


def measure(truth, gray, ab, factors):
    """Rows of (psnr, ΔE00, colorfulness) for gray, each factor, and the truth's colorfulness last."""
    lab = color.rgb_to_lab(truth)
    rows = []
    for f in (0.0,) + tuple(factors):
        out = np.dstack([gray] * 3) if f == 0 else color.recompose(gray, ab * f)
        rows.append((color.psnr(out, truth), float(color.delta_e(color.rgb_to_lab(out), lab).mean()), color.colorfulness(out)))
    rows.append((0.0, 0.0, color.colorfulness(truth)))
    return np.array(rows)


def summary(tables, factors):
    """Means over pictures: gray's row and one a factor with gain (dB), colorfulness ratio and ΔE00 change (%)."""
    m = np.mean(tables, 0)
    gray = m[0]
    rows = [dict(factor=f, gain=m[k + 1, 0] - gray[0], colorfulness=m[k + 1, 2] / m[-1, 2],
                 deltaE=100 * (m[k + 1, 1] / gray[1] - 1)) for k, f in enumerate(factors)]
    return dict(count=len(tables), grayPsnr=gray[0], grayDeltaE=gray[1], rows=rows)


def at_colorfulness(result, target=0.62):
    """Gain and ΔE change where the curve passes the target (linear between factors; extrapolated at its ends)."""
    rows = sorted(result["rows"], key=lambda r: r["colorfulness"])
    k = int(np.clip(np.searchsorted([r["colorfulness"] for r in rows], target), 1, len(rows) - 1))
    a, b = rows[k - 1], rows[k]
    t = (target - a["colorfulness"]) / max(1e-6, b["colorfulness"] - a["colorfulness"])
    mix = lambda n: (1 - t) * a[n] + t * b[n]
    return dict(factor=mix("factor"), gain=mix("gain"), deltaE=mix("deltaE"))


def judge(colorize, paths, short=192, factors=FACTORS, harm=False, seed=1, limit=0):
    """{group: summary}; groups are the sources and 'all'."""
    groups = {}
    for kind, path in find(paths):
        for n, (key, data) in enumerate(read(kind, path)):
            if limit and n >= limit:
                break
            rgb = shrink(decode(key, data), short)
            gray = color.luma(rgb)
            if np.ptp(rgb.astype(int), axis=2).max() <= 2:
                raise KitError("Picture %s is gray: there is no color to compare with; leave it out." % key)
            seen = degrade.degrade(gray, color.rgb_to_lab(rgb)[..., 1:], np.random.default_rng((seed, n))) if harm else gray
            table = measure(rgb, gray, colorize(seen), factors)
            groups.setdefault("all", []).append(table)
            groups.setdefault(key.split("/")[0], []).append(table)
    if not groups:
        raise KitError("No pictures to judge under %s." % ", ".join(paths))
    return {g: summary(t, factors) for g, t in groups.items()}


def sweep(colorizer, pictures, indices, temperatures, factors=(0.8, 1.0, 1.2, 1.4, 1.6)):
    """{temperature: summary} on decoded pictures (held-out sources): where to put the read-out."""
    tables = {t: [] for t in temperatures}
    for i in indices:
        p = pictures.planes(i)
        gray = np.ascontiguousarray(p[..., 0])
        truth = color.recompose(gray, p[..., 1:].astype("f4") - 128)
        logits = colorizer.logits(gray)
        for t in temperatures:
            ab = colorizer.net.bins.read_out(logits, t)[0].permute(1, 2, 0).cpu().numpy()
            ab = cv2.resize(ab, gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
            tables[t].append(measure(truth, gray, ab, factors))
    return {t: summary(rows, factors) for t, rows in tables.items()}


def lines(result):
    for group, s in result.items():
        yield "%s: %d pictures, gray %.2f dB, ΔE00 %.2f" % (group, s["count"], s["grayPsnr"], s["grayDeltaE"])
        for r in s["rows"]:
            yield "  × %.2f  %+.2f dB  colorfulness %.2f  ΔE00 %+.1f %%" % (r["factor"], r["gain"], r["colorfulness"], r["deltaE"])
        c = at_colorfulness(s)
        yield "  at colorfulness 0.62 (× %.2f): %+.2f dB, ΔE00 %+.1f %%" % (c["factor"], c["gain"], c["deltaE"])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--checkpoint", help="checkpoint of the kit")
    p.add_argument("--comparator", help="npz of the public comparator network instead of a checkpoint")
    p.add_argument("--data", nargs="+", required=True)
    p.add_argument("--short", type=int, default=192)
    p.add_argument("--size", type=int, default=144)
    p.add_argument("--temperature", type=float, default=0.5)
    p.add_argument("--degraded", action="store_true", help="film degradations on the input, fixed seed")
    p.add_argument("--null", action="store_true", help="zero embedding")
    p.add_argument("--limit", type=int, default=0)
    p.add_argument("--factors", type=float, nargs="+", default=FACTORS, help="saturations of the curve")
    p.add_argument("--groups", action="store_true", help="every source apart")
    p.add_argument("--cache", help="folder of decoded pictures (with --sweep)")
    p.add_argument("--sweep", nargs="+", metavar="SOURCE", help="sweep temperatures on these (held-out) sources of --data instead")
    p.add_argument("--json")
    a = p.parse_args()
    torch.set_num_threads(1)
    if a.sweep:
        from .data import Pictures
        pictures = Pictures.load(a.data, 184, a.cache)
        held = np.random.default_rng(5).permutation(pictures.split(a.sweep)[1])[:a.limit or 200]
        colorize = Colorizer(checkpoint.network(checkpoint.load(a.checkpoint)), a.size)
        for t, s in sweep(colorize, pictures, held, (0.35, 0.45, 0.55, 0.7, 1.0)).items():
            print("T %.2f" % t)
            print("\n".join(list(lines({"held out": s}))[1:]))
        return
    if a.comparator:
        colorize = Comparator(a.comparator)
    else:
        net = checkpoint.network(checkpoint.load(a.checkpoint))
        colorize = Colorizer(net, a.size, a.temperature)
        if a.null:
            colorize.embed = lambda gray: torch.zeros(1, net.embedding_size)
    result = judge(colorize, a.data, a.short, a.factors, harm=a.degraded, limit=a.limit)
    if not a.groups:
        result = {"all": result["all"]}
    print("\n".join(lines(result)))
    if a.json:
        with open(a.json, "w") as f:
            json.dump(result, f, indent=1)


if __name__ == "__main__":
    sys.exit(guarded(main))
