"""Checkpoints: written beside the old one and renamed, so that a full disk leaves the last good one alone."""
import os

import torch

from .bundle import network_state
from .errors import KitError
from .networks import build


def save(path, state):
    part = path + ".part"
    try:
        with open(part, "wb") as f:
            torch.save(state, f)
            f.flush()
            os.fsync(f.fileno())
        os.replace(part, path)
    except (OSError, RuntimeError) as error:
        if os.path.exists(part):
            os.remove(part)
        raise KitError("Checkpoint %s could not be written (%s): the one before is untouched; make room and resume." % (path, error))


def load(path, architecture=None):
    """Reads a checkpoint, or a bundle's folder; with `architecture` it must be of that kind."""
    if os.path.isdir(path):
        return network_state(path)
    try:
        state = torch.load(path, map_location="cpu")
        kind = state["architecture"]
    except FileNotFoundError:
        raise KitError("No checkpoint at %s." % path)
    except Exception as error:
        raise KitError("%s is no checkpoint of this kit, or is cut short (%s)." % (path, str(error).split("\n")[0][:120]))
    if architecture and kind != architecture:
        raise KitError("Checkpoint %s holds a %s network, not %s: give --architecture %s, or another checkpoint."
                       % (path, kind, architecture, kind))
    return state


def network(state, ema=True):
    """The network of a checkpoint, by default with its averaged weights."""
    net = build(state["architecture"], state["size"])
    net.load_state_dict(state["ema" if ema and state.get("ema") else "network"])
    return net


class Average:
    """Exponential moving average of the weights; starts as a plain mean so that early averages are not stale."""

    def __init__(self, net, decay):
        self.decay, self.count = decay, 0
        self.shadow = {k: v.detach().clone().float() for k, v in net.state_dict().items()}
        self.moving = {k for k, p in net.named_parameters() if p.requires_grad} | {k for k, _ in net.named_buffers()}

    @torch.no_grad()
    def update(self, net):
        self.count += 1
        d = min(self.decay, (1 + self.count) / (10 + self.count))
        for k, v in net.state_dict().items():
            if k not in self.moving:
                continue                     # frozen: nothing to average
            if v.is_floating_point():
                self.shadow[k].lerp_(v.float(), 1 - d)
            else:
                self.shadow[k] = v.clone()
