import numpy as np
import pytest

from training import color, judge
from training.errors import KitError

from .conftest import encode, picture


@pytest.fixture
def folder(tmp_path):
    for k in range(4):
        (tmp_path / ("%d.png" % k)).write_bytes(encode(picture(k)))
    return str(tmp_path)


def test_truth_and_gray_are_the_ends(folder):
    result = judge.judge(lambda gray: np.zeros(gray.shape + (2,), "f4"), [folder], 0, (1.0, 2.0))["all"]
    assert all(abs(r["gain"]) < 1e-6 and r["deltaE"] == pytest.approx(0, abs=1e-6) for r in result["rows"])
    pictures = iter([color.rgb_to_lab(picture(k))[..., 1:] for k in range(4)])
    result = judge.judge(lambda gray: next(pictures), [folder], 0, (1.0, 2.0))["all"]
    best, strong = result["rows"]
    assert best["gain"] > 3 and best["colorfulness"] == pytest.approx(1, abs=0.1) and best["deltaE"] < -50
    assert strong["colorfulness"] > best["colorfulness"] and strong["gain"] < best["gain"]


def test_curve_is_read_between_its_points():
    rows = [dict(factor=f, gain=g, colorfulness=c, deltaE=0.0) for f, g, c in ((1.0, 1.0, 0.5), (1.4, 0.6, 0.7))]
    assert judge.at_colorfulness(dict(rows=rows), 0.6)["gain"] == pytest.approx(0.8)


def test_gray_truth_is_refused(tmp_path):
    gray = np.repeat(picture(1)[..., :1], 3, 2)
    (tmp_path / "gray.png").write_bytes(encode(gray))
    with pytest.raises(KitError, match="gray.png is gray: there is no color to compare with"):
        judge.judge(lambda g: np.zeros(g.shape + (2,), "f4"), [str(tmp_path)], 0)


def test_psnr_and_ssim_free_reference(folder):
    other = pytest.importorskip("skimage.metrics").peak_signal_noise_ratio
    a, b = picture(1), picture(2)
    assert color.psnr(a, b) == pytest.approx(other(a, b), abs=1e-9)


def test_photographs_gray_reference(photographs):
    """Gray on the first pictures of photos-eval lies where the issue's table has it (22.9 dB in the mean of all)."""
    result = judge.judge(lambda gray: np.zeros(gray.shape + (2,), "f4"), [photographs + "/photos-eval"], 192, (1.0,), limit=24)
    assert 20 < result["all"]["grayPsnr"] < 26
