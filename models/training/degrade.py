"""What old film and cheap cameras do to luma, on 8-bit gray arrays. Applied to the network's input only."""
import cv2
import numpy as np


def grain(x, rng):
    h, w = x.shape
    scale = rng.uniform(1, 2.5)
    noise = rng.standard_normal((int(h / scale) + 1, int(w / scale) + 1)).astype("f4")
    noise = cv2.resize(noise, (w, h), interpolation=cv2.INTER_LINEAR)
    return x + noise * rng.uniform(2, 14)


def blur(x, rng):
    return cv2.GaussianBlur(x, (0, 0), rng.uniform(0.4, 2.2))


def contrast(x, rng):
    return (x - 128) * rng.uniform(0.55, 1.5) + 128 + rng.uniform(-25, 25)


def gamma(x, rng):
    return 255 * np.power(np.clip(x, 0, 255) / 255, np.exp(rng.uniform(-0.55, 0.55)))


def fading(x, rng):
    """Blacks lifted, whites dulled, uneven over the picture."""
    h, w = x.shape
    field = cv2.resize(rng.uniform(0, 1, (3, 3)).astype("f4"), (w, h), interpolation=cv2.INTER_CUBIC)
    low, high = rng.uniform(0, 45), rng.uniform(0, 45)
    return low * field + x * (1 - (low + high) * field / 255)


def flicker(x, rng):
    """Exposure of one frame against its neighbors, and a slow band across it."""
    h, _ = x.shape
    band = np.sin(np.arange(h) / h * rng.uniform(1, 6) + rng.uniform(0, 6)).astype("f4")
    return x * (rng.uniform(0.8, 1.2) + rng.uniform(0, 0.06) * band[:, None])


def dust(x, rng):
    x = x.copy()
    h, w = x.shape
    for _ in range(rng.integers(1, 14)):
        shade = float(rng.choice([rng.uniform(0, 60), rng.uniform(190, 255)]))
        at = (int(rng.integers(0, w)), int(rng.integers(0, h)))
        cv2.ellipse(x, at, (int(rng.integers(1, 4)), int(rng.integers(1, 3))), float(rng.uniform(0, 180)), 0, 360, shade, -1)
    return x


def scratches(x, rng):
    x = x.copy()
    h, w = x.shape
    for _ in range(rng.integers(1, 4)):
        at, drift = int(rng.integers(0, w)), int(rng.integers(-4, 5))
        shade = float(rng.choice([rng.uniform(0, 70), rng.uniform(180, 255)]))
        cv2.line(x, (at, 0), (at + drift, h - 1), shade, 1, cv2.LINE_AA)
    return x


def compression(x, rng):
    ok, data = cv2.imencode(".jpg", np.clip(x, 0, 255).astype("u1"), [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(12, 60))])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype("f4")


def combing(x, rng):
    """Interlace: every other line comes from a moment later (shifted sideways)."""
    x = x.copy()
    x[1::2] = np.roll(x[1::2], int(rng.integers(1, 4)), 1)
    return x


def low_light(x, rng):
    level = rng.uniform(0.25, 0.7)
    noise = rng.standard_normal(x.shape).astype("f4")
    dark = x * level
    return dark + noise * np.sqrt(np.maximum(dark, 1)) * rng.uniform(0.3, 1.2)


def vignette(x, rng):
    h, w = x.shape
    y, z = np.mgrid[-1:1:h * 1j, -1:1:w * 1j].astype("f4")
    return x * (1 - rng.uniform(0.1, 0.6) * np.clip((y - rng.uniform(-.2, .2)) ** 2 + (z - rng.uniform(-.2, .2)) ** 2, 0, 2) / 2)


def gate(x, rng):
    """The film gate: dark, soft-edged borders with rounded corners."""
    h, w = x.shape
    mask = np.zeros((h, w), "f4")
    left, right, top, bottom = rng.integers(0, 12, 4)
    r = int(rng.integers(1, 14))
    cv2.rectangle(mask, (int(left) + r, int(top)), (w - 1 - int(right) - r, h - 1 - int(bottom)), 1.0, -1)
    cv2.rectangle(mask, (int(left), int(top) + r), (w - 1 - int(right), h - 1 - int(bottom) - r), 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.6, 3.0))
    return x * mask + rng.uniform(0, 30) * (1 - mask)


STEPS = (grain, blur, contrast, gamma, fading, flicker, dust, scratches, compression, combing, low_light, vignette, gate)


def infrared(gray, ab, rng):
    """A response that leans to red and near infrared: foliage and skin get lighter, sky gets darker.

    `ab` is at the answer's size; greens are taken as near-infrared bright."""
    h, w = gray.shape
    ab = cv2.resize(ab, (w, h), interpolation=cv2.INTER_LINEAR)
    a, b = ab[..., 0], ab[..., 1]
    lift = 0.35 * np.maximum(-a, 0) + 0.5 * np.maximum(a, 0) + 0.7 * np.minimum(b, 0)
    return gray + rng.uniform(0.5, 2.0) * lift


def degrade(gray, ab, rng, most=3):
    """One to `most` of the steps in random order; sometimes the infrared-like response first. uint8 in and out."""
    x = gray.astype("f4")
    if ab is not None and rng.random() < 0.12:
        x = infrared(x, ab, rng)
    for k in rng.choice(len(STEPS), rng.integers(1, most + 1), replace=False):
        x = np.clip(STEPS[k](x, rng), 0, 255).astype("f4")
    return np.clip(x + 0.5, 0, 255).astype("u1")


def light(gray, rng):
    """The mild variant for most samples: a little gamma and contrast, as cameras differ."""
    table = np.arange(256, dtype="f4") / 255
    table = 255 * np.power(table, np.exp(rng.uniform(-0.2, 0.2)))
    table = (table - 128) * rng.uniform(0.88, 1.12) + 128 + rng.uniform(-8, 8)
    return cv2.LUT(gray, np.clip(table + 0.5, 0, 255).astype("u1"))
