"""Pictures from tar shards or folders, decoded once and kept in memory.

A picture's key is its path inside the shard or folder: SOURCE/CLASS/ID.ext where there are labels, else just a name.
Decoded pictures (8-bit luma and 8-bit a, b + 128, short side at most `short`) may be kept in a cache folder.
"""
import hashlib
import json
import os
import tarfile
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np

from . import blanks, color
from .errors import KitError

EXTENSIONS = (".webp", ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")


def find(paths):
    """Shards and folders under `paths`, sorted: a list of ('tar', path) and ('dir', path)."""
    found = []
    for path in paths:
        if os.path.isfile(path) and path.endswith(".tar"):
            found.append(("tar", path))
        elif os.path.isdir(path):
            shards = sorted(f for f in os.listdir(path) if f.endswith(".tar"))
            found += [("tar", os.path.join(path, f)) for f in shards] or [("dir", path)]
        else:
            raise KitError("No shard or folder at %s: give a .tar file or a folder of pictures." % path)
    return found


def read(kind, path):
    """Yields (key, bytes) of one shard or folder."""
    if kind == "dir":
        for folder, _, names in sorted(os.walk(path)):
            for name in sorted(names):
                if name.lower().endswith(EXTENSIONS):
                    full = os.path.join(folder, name)
                    with open(full, "rb") as f:
                        yield os.path.relpath(full, path), f.read()
        return
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                if member.isfile() and member.name.lower().endswith(EXTENSIONS):
                    data = tar.extractfile(member).read()
                    if len(data) != member.size:
                        raise tarfile.ReadError("unexpected end of data")
                    yield member.name, data
    except (tarfile.TarError, EOFError) as error:
        raise KitError("Shard %s is damaged or cut short (%s): copy it again, or leave it out." % (path, error))


def decode(key, data):
    """Bytes of a picture file → 8-bit RGB."""
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if bgr is None:
        raise KitError("Picture %s cannot be read (%d bytes): remove it from its shard or folder." % (key, len(data)))
    return np.ascontiguousarray(bgr[..., ::-1])


def shrink(rgb, short):
    """Scales down so that the short side is at most `short` (0: as it is)."""
    h, w = rgb.shape[:2]
    if not short or min(h, w) <= short:
        return rgb
    f = short / min(h, w)
    return cv2.resize(rgb, (round(w * f), round(h * f)), interpolation=cv2.INTER_AREA)


def to_planes(rgb):
    """8-bit RGB → H×W×3 uint8: luma, a + 128, b + 128."""
    ab = color.rgb_to_lab(rgb)[..., 1:]
    return np.dstack([color.luma(rgb), np.clip(np.rint(ab) + 128, 0, 255).astype("u1")])


def _decode_all(job):
    kind, path, short = job
    return [(key, to_planes(shrink(decode(key, data), short))) for key, data in read(kind, path)]


class Pictures:
    """All pictures, decoded, in one flat array. `planes(i)` is H×W×3 uint8 (luma, a + 128, b + 128)."""

    def __init__(self, keys, shapes, flat):
        self.keys, self.shapes, self.flat = keys, shapes, flat
        self.start = np.concatenate([[0], np.cumsum([h * w * 3 for h, w in shapes])]).astype("i8")
        self.sources = [k.split("/")[0] if k.count("/") >= 2 else "" for k in keys]
        self.classes = [k.split("/")[1] if k.count("/") >= 2 else "" for k in keys]

    def __len__(self):
        return len(self.keys)

    def planes(self, i):
        h, w = self.shapes[i]
        return self.flat[self.start[i]:self.start[i + 1]].reshape(h, w, 3)

    @staticmethod
    def load(paths, short=184, cache=None, workers=2):
        """Decodes what is under `paths`; with `cache`, a second call reads the decoded array."""
        jobs = [(kind, path, short) for kind, path in find(paths)]
        stamp = hashlib.sha256(json.dumps([(os.path.abspath(p), os.path.getsize(p), s) for _, p, s in jobs]).encode()).hexdigest()[:16]
        base = os.path.join(cache, "pictures-%s" % stamp) if cache else None
        if base and os.path.exists(base + ".json"):
            with open(base + ".json") as f:
                index = json.load(f)
            return Pictures(index["keys"], [tuple(s) for s in index["shapes"]], np.load(base + ".npy"))
        # A fork takes locks of other threads along as they are: none where there is nothing to share out.
        if min(workers, len(jobs)) > 1:
            with ProcessPoolExecutor(workers) as pool:
                parts = list(pool.map(_decode_all, jobs))
        else:
            parts = [_decode_all(j) for j in jobs]
        rows = [row for part in parts for row in part]
        if not rows:
            raise KitError("No pictures under %s: looked for %s." % (", ".join(paths), " ".join(EXTENSIONS)))
        keys, shapes = [k for k, _ in rows], [p.shape[:2] for _, p in rows]
        flat = np.concatenate([p.reshape(-1) for _, p in rows])
        if base:
            os.makedirs(cache, exist_ok=True)
            np.save(base + ".npy", flat)
            with open(base + ".json", "w") as f:
                json.dump(dict(keys=keys, shapes=shapes), f)
        return Pictures(keys, shapes, flat)

    def with_blanks(self, count):
        """The same pictures and, at the end, `count` that must stay gray."""
        if not count:
            return self
        more = [blanks.planes(k) for k in range(count)]
        return Pictures(self.keys + ["blank/blank/%d" % k for k in range(count)], self.shapes + [p.shape[:2] for p in more],
                        np.concatenate([self.flat] + [p.reshape(-1) for p in more]))

    def split(self, held_out):
        """Indices (train, validation): whole sources are held out."""
        missing = set(held_out) - set(self.sources)
        if missing:
            raise KitError("No source named %s among the pictures: there are %s."
                           % (", ".join(sorted(missing)), ", ".join(sorted(set(self.sources)))))
        validation = [i for i, s in enumerate(self.sources) if s in held_out]
        return [i for i, s in enumerate(self.sources) if s not in held_out], validation


def crop_box(h, w, size, low, high, rng):
    """A random square that becomes size×size when the short side is scaled to low..high: (y, x, side)."""
    side = min(h, w) * size / rng.uniform(low, high)
    side = int(round(min(side, h, w)))
    return rng.integers(0, h - side + 1), rng.integers(0, w - side + 1), side


def take(planes, box, size, mirror, answer=4):
    """Cuts the box: (luma size×size uint8, ab size/answer float32)."""
    y, x, side = box
    cut = planes[y:y + side, x:x + side]
    if mirror:
        cut = cut[:, ::-1]
    cut = np.ascontiguousarray(cut)
    how = cv2.INTER_AREA if side > size else cv2.INTER_LINEAR
    gray = cv2.resize(cut[..., 0], (size, size), interpolation=how)
    ab = cv2.resize(cut[..., 1:].astype("f4"), (size // answer, size // answer), interpolation=cv2.INTER_AREA)
    return gray, ab - 128
