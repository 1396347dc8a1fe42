import tarfile

import numpy as np
import pytest

from training import data, degrade
from training.errors import KitError
from training.labels import Labels
from training.sampler import Sampler, batches

from .conftest import encode, picture


def test_pictures_are_the_same_from_cache(shard, tmp_path):
    first = data.Pictures.load([shard], 120, str(tmp_path), workers=1)
    second = data.Pictures.load([shard], 120, str(tmp_path), workers=1)
    assert len(first) == 50 and first.keys == second.keys and np.array_equal(first.flat, second.flat)
    assert min(first.planes(3).shape[:2]) == 120
    assert first.sources[0] == "scenes" and first.classes[0] == "sea"


def test_folders_without_labels(tmp_path):
    (tmp_path / "a.png").write_bytes(encode(picture(1)))
    pictures = data.Pictures.load([str(tmp_path)], 0, workers=1)
    assert pictures.keys == ["a.png"] and pictures.sources == [""]


def test_whole_sources_are_held_out(shard):
    pictures = data.Pictures.load([shard], 96, workers=1)
    train, held = pictures.split(["rooms"])
    assert len(held) == 20 and all(pictures.sources[i] == "rooms" for i in held) and not set(train) & set(held)
    with pytest.raises(KitError, match="No source named attic"):
        pictures.split(["attic"])


def test_truncated_shard(shard, tmp_path):
    cut = tmp_path / "cut.tar"
    with open(shard, "rb") as f:
        cut.write_bytes(f.read()[:40000])
    with pytest.raises(KitError, match="cut.tar is damaged or cut short"):
        data.Pictures.load([str(cut)], 96, workers=1)


def test_unreadable_picture(tmp_path):
    (tmp_path / "broken.png").write_bytes(b"no picture")
    with pytest.raises(KitError, match="broken.png cannot be read"):
        data.Pictures.load([str(tmp_path)], 96, workers=1)


def test_nothing_there(tmp_path):
    with pytest.raises(KitError, match="No pictures under"):
        data.Pictures.load([str(tmp_path)], 96, workers=1)
    with pytest.raises(KitError, match="No shard or folder"):
        data.Pictures.load([str(tmp_path / "none")], 96, workers=1)


def test_unknown_label(shard):
    pictures = data.Pictures.load([shard], 96, workers=1)
    heads = Labels(pictures, 4)
    assert heads.classes == {"rooms": ["bath", "kitchen"], "scenes": ["sea", "wood"]}      # one class: no head
    with pytest.raises(KitError, match="has the label 'kitchen', which the head of 'rooms' does not know"):
        Labels(pictures, 4, known={"rooms": ["bath"], "scenes": ["sea", "wood"]})


def test_batches_do_not_depend_on_workers(shard):
    pictures = data.Pictures.load([shard], 96, workers=1)
    make = lambda: Sampler(pictures, range(50), 64, 66, 90, 0.5, seed=3)
    alone, threads = batches(make(), 8, 2), batches(make(), 8, 2, workers=2)
    for _ in range(3):
        a, b = next(alone), next(threads)
        assert a["index"] == b["index"] and np.array_equal(a["lightness"], b["lightness"]) and np.array_equal(a["ab"], b["ab"])
    threads.close()
    assert a["lightness"].shape == (8, 1, 64, 64) and a["ab"].shape == (8, 2, 16, 16)


def test_targets_are_the_colors_of_the_crop(shard):
    pictures = data.Pictures.load([shard], 96, workers=1)
    planes = pictures.planes(0)
    gray, ab = data.take(planes, (0, 0, 96), 96, False)
    assert np.array_equal(gray, planes[:96, :96, 0])
    assert np.allclose(ab[0, 0], planes[:4, :4, 1:].reshape(-1, 2).astype("f4").mean(0) - 128, atol=0.01)


@pytest.mark.parametrize("step", degrade.STEPS, ids=lambda s: s.__name__)
def test_each_degradation(step):
    gray = data.to_planes(picture(5))[..., 0].astype("f4")
    one = step(gray, np.random.default_rng(1))
    two = step(gray, np.random.default_rng(1))
    assert one.shape == gray.shape and np.array_equal(one, two) and np.isfinite(one).all()
    assert 0.2 < np.abs(one - gray).mean() < 130 or step in (degrade.dust, degrade.scratches, degrade.combing)


def test_degrading_keeps_the_type():
    planes = data.to_planes(picture(5))
    ab = planes[::4, ::4, 1:].astype("f4") - 128
    for seed in range(30):
        out = degrade.degrade(planes[..., 0], ab, np.random.default_rng(seed))
        assert out.dtype == np.uint8 and out.shape == planes.shape[:2]


def test_blanks_are_gray_and_come_last(shard):
    pictures = data.Pictures.load([shard], 96, workers=1)
    more = pictures.with_blanks(20)
    assert len(more) == 70 and more.sources[-1] == "blank" and np.array_equal(more.planes(3), pictures.planes(3))
    assert all((more.planes(i)[..., 1:] == 128).all() for i in range(50, 70))
    assert len({more.planes(i)[..., 0].tobytes() for i in range(50, 70)}) == 20
