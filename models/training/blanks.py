"""Pictures that must stay gray: leader, blank walls, title cards, credits.

A network that never saw them takes a flat field for sky. They join the training pictures as the source `blank`.
"""
import cv2
import numpy as np

WORDS = "THE END PART TWO A FILM BY SCENE ONE MEANWHILE LATER THAT NIGHT DIRECTED PRODUCED STARRING CHAPTER 1924".split()
FONTS = (cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX)


def blank(rng, h=184, w=256):
    """One of them as 8-bit luma."""
    level = float(rng.choice([rng.uniform(0, 40), rng.uniform(0, 255)]))
    x = np.full((h, w), level, "f4")
    if rng.random() < 0.3:                                   # uneven light
        y, z = np.mgrid[-1:1:h * 1j, -1:1:w * 1j].astype("f4")
        x *= 1 - rng.uniform(0.05, 0.35) * (y ** 2 + z ** 2) / 2
    if rng.random() < 0.5:                                   # a title, light on dark or dark on light
        shade = rng.uniform(170, 255) if level < 110 else rng.uniform(0, 60)
        font, lines = FONTS[rng.integers(len(FONTS))], int(rng.integers(1, 7))
        size = rng.uniform(0.5, 1.6) if lines < 3 else rng.uniform(0.35, 0.8)
        for k in range(lines):
            text = " ".join(rng.choice(WORDS, int(rng.integers(1, 5))))
            at = (int(rng.integers(2, w // 3)), int(h * (k + 1) / (lines + 1)) + 8)
            cv2.putText(x, text, at, font, size, shade, int(rng.integers(1, 3)), cv2.LINE_AA)
    if rng.random() < 0.15:                                  # black borders
        x[:, :int(rng.integers(1, 40))] = 0
        x[:, w - int(rng.integers(1, 40)):] = 0
    if rng.random() < 0.6:
        x += rng.standard_normal((h, w)).astype("f4") * rng.uniform(0.5, 10)
    return np.clip(x + 0.5, 0, 255).astype("u1")


def planes(index, seed=1):
    """Blank number `index` as H×W×3: luma, a + 128, b + 128."""
    gray = blank(np.random.default_rng((seed, 31, index)))
    return np.dstack([gray, np.full_like(gray, 128), np.full_like(gray, 128)])
