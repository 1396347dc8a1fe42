"""Color arithmetic in numpy: luma, sRGB ↔ CIELAB (D65), CIEDE2000, colorfulness.

The constants are the row sums of the sRGB matrix, so that neutral gray has a = b = 0 exactly.
"""
import cv2
import numpy as np


def luma(rgb):
    """Full-range BT.601 luma, 8 bit, of 8-bit RGB (H×W×3)."""
    y = rgb.astype("f4") @ np.array([0.299, 0.587, 0.114], "f4")
    return np.clip(y + 0.5, 0, 255).astype("u1")


def _lightness_table():
    v = np.arange(256) / 255
    y = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    return np.where(y > 216 / 24389, 116 * np.cbrt(y) - 16, y * 24389 / 27).astype("f4")


LIGHTNESS = _lightness_table()  # L* of the gray that an 8-bit luma stands for


def lightness(gray):
    return LIGHTNESS[gray]


def rgb_to_lab(rgb):
    """8-bit or 0..1 float RGB → float32 L*, a, b."""
    x = rgb.astype("f4") / 255 if rgb.dtype == np.uint8 else rgb.astype("f4")
    return cv2.cvtColor(x, cv2.COLOR_RGB2Lab)


def lab_to_rgb(lab):
    """L*, a, b → 8-bit RGB, clipped to the gamut."""
    rgb = cv2.cvtColor(np.ascontiguousarray(lab, "f4"), cv2.COLOR_Lab2RGB)
    return np.clip(rgb * 255 + 0.5, 0, 255).astype("u1")


def recompose(gray, ab):
    """8-bit luma H×W and ab H×W×2 → 8-bit RGB: L* of the gray is kept."""
    return lab_to_rgb(np.dstack([lightness(gray), ab]))


def colorfulness(rgb):
    """Hasler and Süsstrunk 2003 with signed opponent channels."""
    r, g, b = (rgb[..., i].astype("f8") for i in range(3))
    rg, yb = r - g, (r + g) / 2 - b
    return float(np.hypot(rg.std(), yb.std()) + 0.3 * np.hypot(rg.mean(), yb.mean()))


def psnr(x, y):
    mse = np.mean((x.astype("f8") - y.astype("f8")) ** 2)
    return float("inf") if mse == 0 else float(10 * np.log10(255 ** 2 / mse))


def delta_e(lab1, lab2):
    """CIEDE2000 (kL = kC = kH = 1) of two arrays ...×3."""
    l1, a1, b1 = (lab1[..., i].astype("f8") for i in range(3))
    l2, a2, b2 = (lab2[..., i].astype("f8") for i in range(3))
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 1.5 - 0.5 * np.sqrt(c7 / (c7 + 25.0 ** 7))
    a1, a2 = a1 * g, a2 * g
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    both = c1 * c2 > 0
    dh = np.where(both, (h2 - h1 + 180) % 360 - 180, 0.0)
    dh = np.where(both & (np.abs(h2 - h1) == 180), h2 - h1, dh)
    big_dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    total = h1 + h2
    hm = np.where(np.abs(h1 - h2) <= 180, total / 2, np.where(total < 360, total / 2 + 180, total / 2 - 180))
    hm = np.where(both, hm, total)
    t = (1 - 0.17 * np.cos(np.radians(hm - 30)) + 0.24 * np.cos(np.radians(2 * hm))
         + 0.32 * np.cos(np.radians(3 * hm + 6)) - 0.20 * np.cos(np.radians(4 * hm - 63)))
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rc = 2 * np.sqrt(cm ** 7 / (cm ** 7 + 25.0 ** 7))
    rt = -np.sin(np.radians(60 * np.exp(-((hm - 275) / 25) ** 2))) * rc
    x, y, z = (l2 - l1) / sl, (c2 - c1) / sc, big_dh / sh
    return np.sqrt(np.maximum(x * x + y * y + z * z + rt * y * z, 0))
