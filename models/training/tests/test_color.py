import numpy as np
import pytest

from training import color

# Rows of Sharma, Wu, Dalal 2005 (the published test data of CIEDE2000).
SHARMA = (((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425), ((50, 0, 0), (50, -1, 2), 2.3669),
          ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792), ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
          ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461), ((50, 2.5, 0), (73, 25, -18), 27.1492),
          ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644), ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082))


@pytest.mark.parametrize("one, two, expected", SHARMA)
def test_ciede2000_of_published_pairs(one, two, expected):
    assert color.delta_e(np.array(one), np.array(two)) == pytest.approx(expected, abs=5e-5)


def test_ciede2000_like_scikit_image():
    other = pytest.importorskip("skimage.color").deltaE_ciede2000
    rng = np.random.default_rng(1)
    a, b = rng.uniform((0, -90, -90), (100, 90, 90), (2, 500, 3))
    assert np.allclose(color.delta_e(a, b), other(a, b), atol=1e-6)


def test_lab_of_known_colors():
    lab = color.rgb_to_lab(np.array([[[255, 0, 0], [64, 128, 192], [200, 150, 100]]], "u1"))[0]
    assert np.allclose(lab, [(53.2406, 80.0942, 67.2015), (52.2105, 0.0968, -39.488), (65.7601, 12.7607, 33.5622)], atol=0.2)      # OpenCV interpolates a table


def test_lightness_is_that_of_the_gray():
    gray = np.arange(256, dtype="u1")[None]
    assert np.allclose(color.lightness(gray), color.rgb_to_lab(np.dstack([gray] * 3))[..., 0], atol=0.35)      # OpenCV interpolates a table


def test_colorfulness_of_known_pictures():
    four = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [128, 128, 128]]], "u1")
    assert color.colorfulness(four) == pytest.approx(238.530658, abs=1e-5)
    assert color.colorfulness(np.array([[[200, 150, 100], [100, 150, 200]]], "u1")) == pytest.approx(90.138782, abs=1e-5)


def test_luma_is_kept_by_recomposition():
    rng = np.random.default_rng(2)
    gray = rng.integers(40, 216, (32, 32)).astype("u1")
    ab = np.full((32, 32, 2), 8, "f4")
    out = color.rgb_to_lab(color.recompose(gray, ab))
    assert np.abs(out[..., 0] - color.lightness(gray)).max() < 0.6


def test_neutral_stays_neutral():
    gray = np.arange(256, dtype="u1")[None]
    out = color.recompose(gray, np.zeros((1, 256, 2), "f4"))
    assert np.ptp(out.astype(int), axis=2).max() == 0
