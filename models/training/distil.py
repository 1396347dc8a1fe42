"""Learning from teachers: the student's bins follow the mean of several networks of the same family.

Teachers see the clean crop, the student the degraded one. Averaging several nets is worth about 0.1 dB; distilling
their mean keeps part of that in one network.
"""
import torch

from . import checkpoint


class Teachers:
    """`__call__` gives the cross-entropy of the student's bins against the mean of the teachers' (log-probabilities)."""

    def __init__(self, paths, architecture, device):
        self.device = device
        self.nets = [checkpoint.network(checkpoint.load(p, architecture)).to(device, memory_format=torch.channels_last).eval()
                     for p in paths]

    @torch.no_grad()
    def target(self, batch):
        """N×K×h×w probabilities."""
        move = lambda x: x.to(self.device, non_blocking=True)
        lightness, total = move(batch["clean"]).contiguous(memory_format=torch.channels_last), 0
        for net in self.nets:
            with torch.autocast(self.device.split(":")[0], dtype=torch.bfloat16):
                if "features" in batch:
                    e = net.from_raw(move(batch["features"]))
                else:
                    e = net.embed(move(batch["square"]).contiguous(memory_format=torch.channels_last))
                logits = net(lightness, e)
            total = total + torch.log_softmax(logits.float(), 1)
        return torch.softmax(total / len(self.nets), 1)

    def __call__(self, logits, batch):
        return -(self.target(batch) * torch.log_softmax(logits.float(), 1)).sum(1).mean()
