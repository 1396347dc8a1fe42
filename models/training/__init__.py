"""The training kit of StreamColorizer: data, networks, training, export and a quick judge.

Run it from the folder `models/`:

    python3 -m training.embed  --help     precompute the global branch's features
    python3 -m training.train  --help     train or resume
    python3 -m training.export --help     write a bundle (model.yaml + ONNX)
    python3 -m training.judge  --help     PSNR, colorfulness and the curve of a checkpoint

Everything works on Debian's PyTorch 1.13 on a CPU and on a current PyTorch on a GPU.
"""
