"""Shared by the tests: synthetic pictures, and the photographs where STREAMCOLORIZER_DATA names them."""
import io
import os
import tarfile

import cv2
import numpy as np
import pytest
import torch

torch.set_num_threads(1)


def picture(seed, h=160, w=200):
    """A colorful synthetic scene as 8-bit RGB: sky, ground, a few shapes, some texture."""
    rng = np.random.default_rng(seed)
    x = np.zeros((h, w, 3), "f4")
    horizon = int(h * rng.uniform(0.3, 0.7))
    x[:horizon] = (110, 160, 230)
    x[horizon:] = (90, 140, 60)
    for _ in range(5):
        at = (int(rng.integers(0, w)), int(rng.integers(0, h)))
        cv2.circle(x, at, int(rng.integers(8, 36)), [float(v) for v in rng.uniform(20, 240, 3)], -1)
    x += rng.standard_normal((h, w, 1)) * 6
    return np.clip(x, 0, 255).astype("u1")


def encode(rgb, extension=".png"):
    return cv2.imencode(extension, rgb[..., ::-1])[1].tobytes()


@pytest.fixture(scope="session")
def shard(tmp_path_factory):
    """A tar of 50 pictures: SOURCE/CLASS/ID.png with two labelled sources and one without labels."""
    path = str(tmp_path_factory.mktemp("data") / "shard-00000.tar")
    with tarfile.open(path, "w") as tar:
        for k in range(50):
            source, name = [("scenes", "sea"), ("scenes", "wood"), ("rooms", "kitchen"), ("rooms", "bath"), ("plain", "plain")][k % 5]
            data = encode(picture(k))
            member = tarfile.TarInfo("%s/%s/%03d.png" % (source, name, k))
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


@pytest.fixture(scope="session")
def photographs():
    folder = os.environ.get("STREAMCOLORIZER_DATA")
    if not folder:
        pytest.skip("STREAMCOLORIZER_DATA is not set: it names the folder that holds photos-train, photos-eval, clips …")
    return folder
