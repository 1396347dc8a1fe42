"""The fusion graph as PyTorch runs it, with the bundle's own weights: fp16 and channels last on a GPU.

    torch_fusion.py BUNDLE BATCH HEIGHT WIDTH SECONDS [DEVICE]     prints frames per second; DEVICE: cuda (default) or cpu

As in the worker, lightness and embedding come from main memory for each batch, and ab goes back to it.
"""
import os
import sys
import time

import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "models"))
from training import checkpoint  # noqa: E402


def rate(run, batch, seconds):
    """Frames per second."""
    begin, runs = time.perf_counter(), 0
    while (passed := time.perf_counter() - begin) < seconds:
        run()
        runs += 1
    return batch * runs / passed


def main(bundle, batch, height, width, seconds, device="cuda"):
    if device == "cuda" and not torch.cuda.is_available():
        sys.exit("PyTorch finds no CUDA device.")
    kind = torch.float16 if device == "cuda" else torch.float32
    torch.backends.cudnn.benchmark = True
    network = checkpoint.network(checkpoint.load(bundle)).eval().to(device, kind, memory_format=torch.channels_last)
    lightness, embedding = torch.rand(batch, 1, height, width) * 100, torch.randn(batch, network.embedding_size)
    if device == "cuda":
        lightness, embedding = lightness.pin_memory(), embedding.pin_memory()

    def run():
        seen = lightness.to(device, kind, non_blocking=True).contiguous(memory_format=torch.channels_last)
        return network.ab(seen, embedding.to(device, kind, non_blocking=True)).float().cpu()

    with torch.inference_mode():
        rate(run, batch, seconds / 2)
        print("%.1f" % rate(run, batch, seconds))


if __name__ == "__main__":
    if len(sys.argv) not in (6, 7):
        sys.exit(__doc__)
    main(sys.argv[1], *(int(a) for a in sys.argv[2:6]), *sys.argv[6:])
