"""Options of training.train."""
import argparse

from .errors import KitError


def arguments(description, argv=None):
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = p.add_argument
    add("--out", required=True, help="folder of this run")
    add("--data", nargs="+", required=True, help="tar shards or folders")
    add("--cache", help="folder for decoded pictures; features-*.npy there are used")
    add("--architecture", default="fusion")
    add("--network", default="s", help="size of the network: tiny, s, l")
    add("--mobilenet", help="ImageNet weights of the local encoder (npz)")
    add("--inception", help="ImageNet weights of the global trunk (npz)")
    add("--init", help="checkpoint whose averaged weights are the start (a new run), or the folder of a bundle")
    add("--resume", action="store_true", help="go on from last.pt in --out")
    add("--minutes", type=float, default=0, help="length by wall clock; --pictures is deterministic")
    add("--pictures", type=int, default=0, help="length in samples")
    add("--batch", type=int, default=32)
    add("--crop", type=int, default=128)
    add("--low", type=float, default=136, help="short side of the scaled picture, least")
    add("--high", type=float, default=184, help="… most")
    add("--short", type=int, default=184, help="short side of the decoded pictures")
    add("--rate", type=float, default=1e-3)
    add("--encoder-factor", type=float, default=0.2, help="learning rate of the pre-trained encoder, relative; 0 freezes")
    add("--trunk-factor", type=float, default=0.0, help="learning rate of the global trunk, relative; 0: use its features")
    add("--label-weight", type=float, default=0.05, help="class loss on the global features (only with --trunk-factor)")
    add("--steady", type=float, default=0.0, help="weight of: two views of a picture shall have one embedding (with features)")
    add("--decay", type=float, default=0.02, help="weight decay")
    add("--huber", type=float, default=1.0)
    add("--power", type=float, default=0.35, help="rebalancing: class weights ∝ p^-power")
    add("--degraded", type=float, default=0.3, help="share of samples with film degradations")
    add("--online", action="store_true", help="run the frozen trunk on every batch instead of reading its features")
    add("--blanks", type=int, default=600, help="added pictures that must stay gray: leader, walls, titles")
    add("--no-embedding", action="store_true", help="train the local part alone (zero embedding)")
    add("--ema", type=float, default=0.9995)
    add("--teacher", nargs="*", default=[], help="checkpoints whose averaged answer is learnt beside the truth")
    add("--teacher-weight", type=float, default=1.0)
    add("--hold-out", nargs="*", default=[], help="sources for validation only")
    add("--validate-minutes", type=float, default=8)
    add("--validate-count", type=int, default=240)
    add("--final-rate", type=float, default=0.01, help="end of the cosine, relative")
    add("--seed", type=int, default=1)
    add("--device", default="cpu")
    add("--threads", type=int, default=0)
    add("--workers", type=int, default=0, help="threads that prepare batches; 0: inline")
    add("--compile", action="store_true")
    add("--no-amp", action="store_true")
    a = p.parse_args(argv)
    if not a.minutes and not a.pictures:
        raise KitError("Give the length of the run: --minutes or --pictures.")
    return a
