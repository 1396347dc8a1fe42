"""Trains a network, or goes on where a checkpoint ended.

    python3 -m training.train --out DIR --data DIR --cache DIR --minutes 60 --mobilenet FILE.npz --inception FILE.npz

The same command runs on a GPU with --device cuda (bf16 autocast, channels_last, --compile where it helps, --workers N
threads that prepare batches from the decoded pictures in memory). With `features-*.npy` in the cache (training.embed) the
global trunk stays frozen and only its features are read; --online runs it, --trunk-factor > 0 runs and fine-tunes it.
--out gets last.pt, best.pt (validation), metrics.csv, sheet-*.png and train.log.
"""
import glob
import json
import math
import os
import sys
import time

import numpy as np
import torch

from . import checkpoint
from .data import Pictures
from .errors import KitError, guarded
from .labels import Labels
from .distil import Teachers
from .losses import ColorLoss, rebalance
from .networks import build
from .options import arguments
from .progress import Log, sheet, validate
from .sampler import Sampler, batches


def histogram(loss, pictures, indices, seed, count=600):
    """How often each bin occurs, from a sample of pictures."""
    device = loss.bins.axis.device
    total = torch.zeros(len(loss.bins), device=device)
    for i in np.random.default_rng(seed).choice(indices, min(count, len(indices)), replace=False):
        ab = torch.from_numpy(pictures.planes(i)[::8, ::8, 1:].reshape(-1, 2).astype("f4") - 128)
        index, weight = loss.bins.encode(ab.to(device))
        total.scatter_add_(0, index.flatten(), weight.flatten())
    return total


class Run:
    def __init__(self, a):
        self.a = a
        os.makedirs(a.out, exist_ok=True)
        if a.threads:
            torch.set_num_threads(a.threads)
        torch.manual_seed(a.seed)
        self.log_file = open(os.path.join(a.out, "train.log"), "a")
        self.pictures = Pictures.load(a.data, a.short, a.cache).with_blanks(a.blanks)
        self.train, self.held = self.pictures.split(a.hold_out)
        self.net = build(a.architecture, a.network)
        uses_global = not a.no_embedding
        features = None
        if uses_global and a.trunk_factor == 0 and not a.online:
            paths = sorted(glob.glob(os.path.join(a.cache or ".", "features-*.npy")))
            if not paths:
                raise KitError("No features-*.npy in the cache: run training.embed first, or give --online, --trunk-factor or --no-embedding.")
            features = [np.load(path, mmap_mode="r") for path in paths]
            if len(features[0]) != len(self.pictures):
                raise KitError("The features in the cache are of %d pictures, but there are %d: run training.embed again with the same "
                               "--data and --blanks." % (len(features[0]), len(self.pictures)))
        if a.steady and features is None:
            raise KitError("--steady compares views by their features in the cache: leave it out, or leave out --trunk-factor, --online and --no-embedding.")
        self.sampler = Sampler(self.pictures, self.train, a.crop, a.low, a.high, a.degraded, a.seed, features,
                               self.net.GLOBAL_SIZE if uses_global else 0, self.net.ANSWER_SCALE, clean=bool(a.teacher), pairs=bool(a.steady))
        self._start(features)
        self.net.to(a.device, memory_format=torch.channels_last)
        self.loss = self.net.criterion() if hasattr(self.net, "criterion") else ColorLoss(self.net.bins, huber=a.huber)
        if isinstance(self.loss, ColorLoss):
            self.loss.class_weight = rebalance(histogram(self.loss, self.pictures, self.train, a.seed), a.power)
        self.loss.to(a.device)
        self.labels = None
        groups = self.net.parameter_groups(a.rate, a.encoder_factor, a.trunk_factor)
        if a.trunk_factor > 0 and a.label_weight > 0 and uses_global and self.net.label_features:
            self.labels = Labels(self.pictures, self.net.label_features).to(a.device)
            groups.append(dict(params=list(self.labels.parameters()), lr=a.rate, name="labels"))
        self.optimizer = torch.optim.AdamW(groups, lr=a.rate, weight_decay=a.decay, betas=(0.9, 0.98))
        self.rates = [g["lr"] for g in self.optimizer.param_groups]
        self.average = checkpoint.Average(self.net, a.ema)
        self.step, self.spent, self.best = 0, 0.0, -1e9
        if a.resume:
            self._resume()
        self.teachers = Teachers(a.teacher, a.architecture, a.device) if a.teacher else None
        self.model = torch.compile(self.net) if a.compile else self.net

    def log(self, text):
        print(text, flush=True)
        print(text, file=self.log_file, flush=True)

    def _start(self, features):
        a = self.a
        if a.resume:
            return
        if a.init:
            state = checkpoint.load(a.init, a.architecture)
            self.net = checkpoint.network(state)
            return
        self.net.pretrained(a.mobilenet, a.inception)
        first = self.sampler.batch(0, min(64, max(8, len(self.train))))
        self.net.initialize(first["lightness"])
        if features is not None:
            rows = np.random.default_rng(a.seed).choice(self.train, min(4000, len(self.train)), replace=False)
            self.net.global_branch.narrow.set_components(torch.from_numpy(features[0][np.sort(rows)].astype("f4")))

    def _resume(self):
        path = os.path.join(self.a.out, "last.pt")
        state = checkpoint.load(path, self.a.architecture)
        self.net.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average.shadow = {k: v.to(self.a.device) for k, v in state["ema"].items()}
        self.average.count = state["step"]
        self.step, self.spent, self.best = state["step"], state["spent"], state["best"]
        torch.set_rng_state(state["random"])
        if self.labels is not None and state.get("labels"):
            if state["labels"]["classes"] != self.labels.classes:
                Labels(self.pictures, 1, known=state["labels"]["classes"])       # names the label that is unknown
            self.labels.load_state_dict(state["labels"]["heads"])

    def save(self, name):
        a = self.a
        state = dict(architecture=a.architecture, size=a.network, network=self.net.state_dict(), ema=self.average.shadow,
                     step=self.step, spent=self.spent, best=self.best, arguments=vars(a), random=torch.get_rng_state())
        if name == "last.pt":
            state["optimizer"] = self.optimizer.state_dict()
            if self.labels is not None:
                state["labels"] = dict(classes=self.labels.classes, heads=self.labels.state_dict())
        checkpoint.save(os.path.join(a.out, name), state)

    def done(self):
        """Share of the run that lies behind."""
        return self.step * self.a.batch / self.a.pictures if self.a.pictures else self.spent / 60 / self.a.minutes

    def forward(self, batch):
        a, move = self.a, lambda x: x.to(self.a.device, non_blocking=True)
        lightness = move(batch["lightness"]).contiguous(memory_format=torch.channels_last)
        extra = 0.0
        if "features" in batch:
            e = self.net.from_raw(move(batch["features"]))
            if a.steady:
                extra = a.steady * self.net.unsteadiness(move(batch["features"]), move(batch["other"]))
        elif "square" in batch:
            with torch.set_grad_enabled(a.trunk_factor > 0):
                f = self.net.raw(move(batch["square"]).contiguous(memory_format=torch.channels_last))
            e = self.net.from_raw(f)
            if self.labels is not None:
                extra = a.label_weight * self.labels(f.float(), batch["index"])
        else:
            e = torch.zeros(len(lightness), self.net.embedding_size, device=a.device)
        return self.model(lightness, e), extra

    def train_step(self, batch):
        a = self.a
        factor = min(1.0, (self.step + 1) / 150) * (a.final_rate + (1 - a.final_rate) * 0.5 * (1 + math.cos(math.pi * min(1.0, self.done()))))
        for group, rate in zip(self.optimizer.param_groups, self.rates):
            group["lr"] = rate * factor
        with torch.autocast(a.device.split(":")[0], dtype=torch.bfloat16, enabled=not a.no_amp):
            logits, extra = self.forward(batch)
        loss, parts = self.loss(logits, batch["ab"].to(a.device, non_blocking=True))
        if a.steady:
            parts["unsteady"] = float(extra.detach()) / a.steady
        if self.teachers is not None:
            taught = self.teachers(logits, batch)
            parts["teacher"] = float(taught.detach())
            extra = extra + a.teacher_weight * taught
        loss = loss + extra
        if not math.isfinite(float(loss)):
            raise KitError("The loss is no longer finite at step %d: resume from last.pt with a lower --rate." % self.step)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for g in self.optimizer.param_groups for p in g["params"] if p.grad is not None], 1.0)
        self.optimizer.step()
        self.average.update(self.net)
        return parts

    def check(self, losses, rate):
        """Validation with the averaged weights, sheet, CSV, checkpoints."""
        row = dict(step=self.step, pictures=self.step * self.a.batch, minutes=self.spent / 60, rate=rate, **losses)
        if self.held:
            net = build(self.a.architecture, self.a.network)
            net.load_state_dict({k: v.cpu() for k, v in self.average.shadow.items()})
            net.to(self.a.device)
            rng = np.random.default_rng(3)
            some = [int(i) for i in rng.permutation(self.held)[:self.a.validate_count]]
            row.update(validate(net, self.pictures, some, device=self.a.device))
            from .judge import Colorizer
            sheet(self.pictures, some[:24], Colorizer(net, device=self.a.device),
                  os.path.join(self.a.out, "sheet-%06d.png" % self.step))
            self.log("  held-out sources: " + ", ".join("%s %+.3f" % (k, row[k]) for k in ("gain62", "deltaE62", "gain", "colorfulness", "deltaE")))
            if row["gain62"] > self.best:
                self.best = row["gain62"]
                self.save("best.pt")
        Log(self.a.out).write(row)
        self.save("last.pt")

    def go(self):
        a = self.a
        with open(os.path.join(a.out, "arguments.json"), "w") as f:
            json.dump(vars(a), f, indent=1)
        self.log("%d pictures to train, %d held out, %.2f M parameters" % (
            len(self.train), len(self.held), sum(p.numel() for p in self.net.parameters()) / 1e6))
        self.net.train()
        last = shown = checked = time.time()
        seen, means, rate = 0, {}, 0.0
        for batch in batches(self.sampler, a.batch, self.step, a.workers):
            parts = self.train_step(batch)
            self.step += 1
            seen += 1
            now = time.time()
            self.spent += now - last
            last = now
            for k, v in parts.items():
                means[k] = 0.98 * means.get(k, v) + 0.02 * v
            end = self.done() >= 1
            if now - shown > 20 or end:
                rate = seen * a.batch / max(1e-6, now - shown)
                eta = self.spent / 60 * (1 / max(1e-6, self.done()) - 1)
                self.log("step %d  %d pictures  %.0f/s  ETA %.0f min  %s" % (self.step, self.step * a.batch, rate, max(0, eta),
                                                                      "  ".join("%s %.3f" % x for x in means.items())))
                shown, seen = now, 0
            if now - checked > a.validate_minutes * 60 or end:
                self.check(means, rate)
                checked = shown = time.time()
                if a.pictures:
                    last = checked            # by wall clock validation counts, by pictures it does not matter
            if end:
                break


def main(argv=None):
    Run(arguments(__doc__, argv)).go()


if __name__ == "__main__":
    sys.exit(guarded(main))
