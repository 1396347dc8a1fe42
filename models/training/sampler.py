"""Batches of random crops: what the network sees, and what it shall answer."""
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import torch

from . import color, degrade
from .data import crop_box, take
from .embed import view


class Sampler:
    """Endless, deterministic batches: sample k of a run depends on the seed and k alone, so a run can be resumed.

    features: list of rows×F arrays (one a view), or None: then the global branch gets its own view of the picture.
    """

    def __init__(self, pictures, indices, size=128, low=140, high=190, degraded=0.3, seed=1, features=None,
                 global_size=0, answer=4, plain=False, clean=False, pairs=False):
        self.pictures, self.indices = pictures, np.asarray(indices)
        self.size, self.low, self.high = size, low, high
        self.degraded, self.seed, self.features = degraded, seed, features
        self.global_size, self.answer, self.plain, self.clean, self.pairs = global_size, answer, plain, clean, pairs

    def pick(self, k):
        """Which picture sample k shows: a fresh shuffle each epoch."""
        epoch, at = divmod(k, len(self.indices))
        if getattr(self, "_epoch", None) != epoch:
            self._order = np.random.default_rng((self.seed, epoch)).permutation(len(self.indices))
            self._epoch = epoch
        return int(self.indices[self._order[at]])

    def sample(self, k, i):
        rng = np.random.default_rng((self.seed, 7, k))
        planes = self.pictures.planes(i)
        box = crop_box(*planes.shape[:2], self.size, self.low, self.high, rng)
        gray, ab = take(planes, box, self.size, rng.random() < 0.5, self.answer)
        before = gray
        if not self.plain:
            if rng.random() < self.degraded:
                gray = degrade.degrade(gray, ab, rng)
            elif rng.random() < 0.6:
                gray = degrade.light(gray, rng)
        row = dict(lightness=color.lightness(gray), ab=ab)
        if self.clean:
            row["clean"] = color.lightness(before)        # what teachers see
        if self.features is not None:
            one, *other = rng.permutation(len(self.features))[:2]
            row["features"] = self.features[one][i].astype("f4")
            if self.pairs:
                row["other"] = self.features[other[0] if other else one][i].astype("f4")      # another view, for steadiness
        elif self.global_size:
            row["square"] = view(planes, int(rng.random() < 0.67), self.global_size, rng)   # a third: the whole picture
        return row

    def batch(self, step, count, pool=None):
        first = step * count
        jobs = [(k, self.pick(k)) for k in range(first, first + count)]
        rows = list(pool.map(lambda j: self.sample(*j), jobs)) if pool else [self.sample(*j) for j in jobs]
        out = dict(lightness=torch.from_numpy(np.stack([r["lightness"] for r in rows]))[:, None],
                   ab=torch.from_numpy(np.stack([r["ab"] for r in rows])).permute(0, 3, 1, 2),
                   index=[i for _, i in jobs])
        for name in ("features", "other"):
            if name in rows[0]:
                out[name] = torch.from_numpy(np.stack([r[name] for r in rows]))
        for name in ("square", "clean"):
            if name in rows[0]:
                out[name] = torch.from_numpy(np.stack([r[name] for r in rows]))[:, None]
        return out


def batches(sampler, count, first_step=0, workers=0, ahead=8):
    """Yields batches from `first_step` on; with workers, threads prepare them ahead (OpenCV lets go of the GIL)."""
    if workers == 0:
        step = first_step
        while True:
            yield sampler.batch(step, count)
            step += 1
    cv2.setNumThreads(0)
    ready, stop = queue.Queue(ahead), threading.Event()

    def feed():
        with ThreadPoolExecutor(workers) as pool:
            step = first_step
            while not stop.is_set():
                batch = sampler.batch(step, count, pool)
                while not stop.is_set():
                    try:
                        ready.put(batch, timeout=0.5)
                        break
                    except queue.Full:
                        pass
                step += 1
    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    try:
        while True:
            yield ready.get()
    finally:
        stop.set()
