import os

import pytest
import torch

from training.networks import build
from training.networks.inception_resnet_v2 import InceptionResNetV2
from training.networks.inception_v3 import InceptionV3
from training.networks.layers import Gray

TABLE = os.path.join(os.path.dirname(__file__), "inception_resnet_v2.txt")


def expected(classes):
    """Names and shapes of timm's state dict, from the table."""
    out = {}
    with open(TABLE) as f:
        rows = [line.split("#")[0].split() for line in f]
    for row in filter(None, rows):
        name, o, i, h, w = row[0], *map(int, row[1:5])
        start, end = map(int, row[5].split("-")) if len(row) > 5 and row[5] != "bias" else (0, 0)
        for k in range(start, end + 1):
            n = name.replace("*", str(k))
            if n == "classif":
                out[n + ".weight"], out[n + ".bias"] = (classes, i), (classes,)
            elif row[-1] == "bias":
                out[n + ".weight"], out[n + ".bias"] = (o, i, h, w), (o,)
            else:
                out[n + ".conv.weight"] = (o, i, h, w)
                for part in ("weight", "bias", "running_mean", "running_var"):
                    out["%s.bn.%s" % (n, part)] = (o,)
                out[n + ".bn.num_batches_tracked"] = ()
    return out


@pytest.mark.parametrize("classes", (1000, 1001))
def test_inception_resnet_v2_has_timms_names_and_shapes(classes):
    state = InceptionResNetV2(classes).state_dict()
    assert {k: tuple(v.shape) for k, v in state.items()} == expected(classes)


def test_inception_resnet_v2_answers_like_timms():
    timm = pytest.importorskip("timm", reason="timm is not installed")
    torch.manual_seed(1)
    theirs = timm.create_model("inception_resnet_v2", pretrained=False).eval()
    ours = InceptionResNetV2(1000).eval()
    ours.load_state_dict(theirs.state_dict(), strict=True)
    x = torch.rand(1, 3, 299, 299) * 2 - 1
    with torch.no_grad():
        assert torch.allclose(ours(x), theirs(x), atol=1e-4)


def test_inception_resnet_v2_size():
    assert sum(p.numel() for p in InceptionResNetV2(1001).parameters()) == pytest.approx(55.81e6 + 0.06e6, rel=2e-3)


@pytest.mark.parametrize("name, classes", (("koalarization", 1001), ("koalarization-softmax", 1000)))
def test_koalarization_is_as_published(name, classes):
    net = build(name).eval()
    trunk = sum(p.numel() for p in net.global_branch.trunk.parameters())
    own = sum(p.numel() for p in net.parameters()) - trunk
    # published count: the fusion is one 1×1 over 256 + classes channels, with one bias; ours is folded and has two
    assert own - 256 == pytest.approx(6.57e6, rel=1e-3)
    assert net.global_branch.trunk.classif.out_features == classes
    with torch.no_grad():
        vector = torch.randn(2, classes)
        folded = net(torch.rand(2, 1, 32, 48) * 100, net.global_branch.fold(vector))
        ab = net.ab(torch.rand(2, 1, 32, 48) * 100, net.global_branch.fold(vector))
    assert folded.shape == ab.shape == (2, 2, 16, 24) and float(ab.abs().max()) <= 127


def test_folded_fusion_equals_tile_and_concat():
    torch.manual_seed(2)
    net = build("koalarization", "tiny").eval()
    features, vector = torch.randn(2, 16, 4, 6), torch.randn(2, 1001)
    weight = torch.cat([net.fusion.weight, net.global_branch.fold.weight[:, :, None, None]], 1)
    tiled = torch.cat([features, vector[:, :, None, None].expand(-1, -1, 4, 6)], 1)
    published = torch.nn.functional.conv2d(tiled, weight, net.fusion.bias + net.global_branch.fold.bias)
    folded = net.fusion(features) + net.global_branch.fold(vector)[:, :, None, None]
    assert torch.allclose(published, folded, atol=1e-4)


def test_fusion_takes_any_multiple_of_16():
    net = build("fusion", "tiny").eval()
    with torch.no_grad():
        for n, h, w in ((1, 32, 48), (3, 64, 16)):
            logits = net(torch.rand(n, 1, h, w) * 100, torch.zeros(n, net.embedding_size))
            assert logits.shape == (n, len(net.bins), h // 4, w // 4)
            assert net.bins.read_out(logits, 0.5).shape == (n, 2, h // 4, w // 4)


def test_frozen_parts_do_not_learn():
    net = build("fusion", "tiny")
    groups = net.parameter_groups(1e-3, 0.1, 0.0)
    assert [g["name"] for g in groups] == ["new", "encoder."] and groups[1]["lr"] == pytest.approx(1e-4)
    assert not any(p.requires_grad for p in net.global_branch.trunk.parameters())


def test_inception_v3_has_10_65_million_parameters_and_1280_features():
    net = InceptionV3().eval()
    assert net.features == 1280
    assert sum(p.numel() for p in net.parameters()) == pytest.approx(10.65e6, rel=1e-3)
    with torch.no_grad():
        assert net(torch.rand(1, 1, 96, 96) * 100).shape == (1, 1280)


def test_gray_polynomial():
    from training.color import LIGHTNESS
    x = Gray()(torch.from_numpy(LIGHTNESS)[None, None, None]).flatten()
    assert float((x - torch.arange(256) / 255).abs().max()) < 0.012
