import pytest
import torch

from training import checkpoint
from training.errors import KitError
from training.networks import build


def state(**more):
    net = build("fusion", "tiny")
    return dict(architecture="fusion", size="tiny", network=net.state_dict(), ema=None, step=1, **more)


def test_round_trip(tmp_path):
    path = str(tmp_path / "last.pt")
    torch.manual_seed(1)
    one = state()
    checkpoint.save(path, one)
    net = checkpoint.network(checkpoint.load(path, "fusion"))
    assert all(torch.equal(v, net.state_dict()[k]) for k, v in one["network"].items())


def test_full_disk_leaves_the_last_good_one(tmp_path, monkeypatch):
    path = str(tmp_path / "last.pt")
    checkpoint.save(path, state())
    good = open(path, "rb").read()

    def full(value, file):
        file.write(b"half of it")
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(KitError, match="No space left on device.*the one before is untouched"):
        checkpoint.save(path, state())
    assert open(path, "rb").read() == good and [p.name for p in tmp_path.iterdir()] == ["last.pt"]


def test_checkpoint_of_another_architecture(tmp_path):
    path = str(tmp_path / "last.pt")
    checkpoint.save(path, state())
    with pytest.raises(KitError, match="holds a fusion network, not koalarization"):
        checkpoint.load(path, "koalarization")


def test_damaged_and_missing_checkpoint(tmp_path):
    path = tmp_path / "last.pt"
    with pytest.raises(KitError, match="No checkpoint at"):
        checkpoint.load(str(path))
    checkpoint.save(str(path), state())
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(KitError, match="is no checkpoint of this kit, or is cut short"):
        checkpoint.load(str(path))


def test_unknown_architecture():
    with pytest.raises(ValueError, match="Unknown architecture 'unet'"):
        build("unet")
