"""The smoke run: a tiny network, 50 pictures, 20 steps, export, and the worker reads the bundle."""
import csv
import os
import subprocess

import pytest
import torch

from training import checkpoint, data, export, judge, networks, tiny, train
from training.errors import KitError


def run(out, shard, *more):
    train.main(["--out", str(out), "--data", shard, "--network", "tiny", "--pictures", "160", "--batch", "8", "--crop", "64",
                "--low", "64", "--high", "96", "--short", "96", "--hold-out", "plain", "--validate-count", "3",
                "--trunk-factor", "0.1", "--threads", "1", "--blanks", "4", *more])


@pytest.fixture(scope="module")
def trained(tmp_path_factory, shard):
    out = tmp_path_factory.mktemp("run")
    run(out, shard)
    return out


def test_leaves_checkpoint_metrics_and_sheet(trained):
    assert {"last.pt", "best.pt", "metrics.csv", "train.log", "arguments.json", "sheet-000020.png"} <= set(os.listdir(trained))
    with open(trained / "metrics.csv") as f:
        row = list(csv.DictReader(f))[-1]
    assert int(row["step"]) == 20 and float(row["ce"]) > 0 and "gain62" in row
    assert "pictures" in open(trained / "train.log").read()


def test_same_seed_same_weights(trained, shard, tmp_path):
    run(tmp_path, shard)
    one, two = (checkpoint.load(str(p / "last.pt"))["network"] for p in (trained, tmp_path))
    assert all(torch.equal(one[k], two[k]) for k in one)


def test_resumes_where_it_ended(trained, shard, tmp_path):
    run(tmp_path, shard)
    run(tmp_path, shard, "--pictures", "240", "--resume")
    state = checkpoint.load(str(tmp_path / "last.pt"))
    assert state["step"] == 30 and "ETA" in open(tmp_path / "train.log").read()


def test_wants_another_architecture(trained, shard):
    with pytest.raises(KitError, match="holds a fusion network, not koalarization"):
        run(trained, shard, "--architecture", "koalarization", "--init", str(trained / "last.pt"))


@pytest.mark.parametrize("name", ("koalarization", "koalarization-softmax"))
def test_koalarization_trains_and_exports(shard, tmp_path, name):
    """The tiny twin, with a stand-in for the big trunk: the same loop, loss and exporter."""
    from training import networks

    class Trunk(torch.nn.Module):
        def __init__(self, classes):
            super().__init__()
            self.classif = torch.nn.Linear(3, classes)

        def forward(self, x):
            return self.classif(x.mean((2, 3)))
    build = networks.build
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.networks.koalarization.InceptionResNetV2", Trunk)
        run(tmp_path / "run", shard, "--architecture", name, "--pictures", "16", "--trunk-factor", "0", "--online")
        state = checkpoint.load(str(tmp_path / "run" / "best.pt"), name)
        net = checkpoint.network(state).eval()
    card = dict(name="k", version="0.0.1", architecture=name, origin="o", license="l", trainingData="d", size=48, saturation=1.0)
    export.export(net, str(tmp_path / "bundle"), card, 1.0, [tiny.scene(1, 64, 96, 1)], ("fp32", "fp16"))
    assert "answerScale: 2" in open(tmp_path / "bundle" / "model.yaml").read()
    assert networks.build is build


def test_learns_from_teachers(trained, shard, tmp_path):
    teacher = str(trained / "best.pt")
    run(tmp_path, shard, "--teacher", teacher, teacher, "--pictures", "40")
    assert "teacher" in open(tmp_path / "train.log").read()


def test_wants_features_or_trunk(shard, tmp_path):
    with pytest.raises(KitError, match="run training.embed first"):
        run(tmp_path, shard, "--trunk-factor", "0")


def test_views_of_a_picture_come_to_share_an_embedding():
    """Half of the raw features is the picture's, half is the view's: the embedding learns which is which."""
    torch.manual_seed(1)
    net = networks.build("fusion", "tiny")
    picture, width = torch.randn(400, net.label_features // 2), net.label_features
    views = [torch.cat([picture, torch.randn(400, width - width // 2)], 1) for _ in range(2)]
    net.global_branch.narrow.set_components(views[0])
    before = float(net.unsteadiness(*views).detach())
    optimizer = torch.optim.Adam(net.global_branch.narrow.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        net.unsteadiness(*views).backward()
        optimizer.step()
    assert before > 0.5 and float(net.unsteadiness(*views)) < 0.2 * before


def test_steadiness_is_trained_on_features(shard, tmp_path):
    import numpy as np
    for view in range(2):
        np.save(str(tmp_path / ("features-%d.npy" % view)), np.random.default_rng(view).standard_normal((54, networks.build("fusion", "tiny").label_features)).astype("f2"))
    run(tmp_path, shard, "--trunk-factor", "0", "--cache", str(tmp_path), "--steady", "0.5", "--pictures", "16")
    assert "unsteady" in open(tmp_path / "train.log").read()


def test_steadiness_without_features(shard, tmp_path):
    with pytest.raises(KitError, match="--steady compares views by their features in the cache"):
        run(tmp_path, shard, "--steady", "0.5")


def test_features_of_other_pictures(shard, tmp_path):
    import numpy as np
    np.save(str(tmp_path / "features-0.npy"), np.zeros((7, 40), "f2"))
    with pytest.raises(KitError, match="are of 7 pictures, but there are 54: run training.embed again"):
        run(tmp_path, shard, "--trunk-factor", "0", "--cache", str(tmp_path))


def test_the_worker_reads_the_bundle(trained, tmp_path, shard):
    net = checkpoint.network(checkpoint.load(str(trained / "best.pt")))
    card = dict(name="smoke", version="0.0.1", architecture="fusion", origin="Smoke run.", license="Same as the project.",
                trainingData="Synthetic shapes.", size=48, saturation=1.0,
                figures=dict(psnrGain=0.0, colorfulness=0.0, deltaE=0.0, parameters=0, gflop=0.0))
    export.export(net, str(tmp_path), card, 0.5, [tiny.scene(1, 64, 96, s) for s in range(4)])
    assert {"model.yaml", "global.onnx", "fusion.onnx", "fusion.fp16.onnx", "fusion.int8.onnx"} == set(os.listdir(tmp_path))
    exe = os.environ.get("STREAMCOLORIZER_EXE")
    if not exe:
        pytest.skip("exported; STREAMCOLORIZER_EXE does not name the worker, so it was not asked to load the bundle")
    done = subprocess.run([exe, "models", "--model", str(tmp_path)], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr


def test_a_photograph_goes_through(trained, photographs):
    net = checkpoint.network(checkpoint.load(str(trained / "best.pt")))
    result = judge.judge(judge.Colorizer(net, 48), [photographs + "/photos-eval"], 96, (1.0,), limit=3)
    assert result["all"]["count"] == 3


def test_labels_teach_the_trunk(shard):
    from training.labels import Labels
    pictures = data.Pictures.load([shard], 96, workers=1)
    heads = Labels(pictures, 6)
    features = torch.randn(5, 6, requires_grad=True)
    heads(features, [0, 1, 2, 3, 4]).backward()
    moved = features.grad.abs().sum(1) > 0
    assert moved.tolist() == [True, True, True, True, False]        # the fifth source has one class only


def test_features_of_views(shard):
    from training import embed
    from training.networks.inception_v3 import InceptionV3
    pictures = data.Pictures.load([shard], 96, workers=1)
    torch.manual_seed(1)
    trunk = InceptionV3(0.02).eval()
    whole, crops, again = (embed.features(trunk, pictures, range(6), v, 80, 1) for v in (0, 1, 1))
    assert whole.shape == (6, trunk.features) and (crops == again).all() and (whole != crops).any()


def test_sheet_of_a_folder(trained, tmp_path):
    import cv2
    from training import look
    from .conftest import encode, picture
    for k in range(3):
        (tmp_path / ("%d.png" % k)).write_bytes(encode(picture(k)))
    net = checkpoint.network(checkpoint.load(str(trained / "best.pt")))
    images = list(look.pictures([str(tmp_path)], 2, 1))
    assert len(images) == 2
    out = look.sheet(images, judge.Colorizer(net, 48), 1.0, True, height=64)
    assert out.shape[0] == 70 and cv2.imwrite(str(tmp_path / "sheet.jpg"), out)
