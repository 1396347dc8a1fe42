"""A small interpreter of the ONNX graphs that the kit writes, on PyTorch: checks exports and calibrates int8.

Debian has no ONNX Runtime for Python. Only the operators that occur in our graphs are known here.
"""
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F

TORCH_TYPES = {1: torch.float32, 10: torch.float16, 2: torch.uint8, 3: torch.int8, 6: torch.int32, 7: torch.int64}


def _attributes(node):
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def _pads(a, x, value=0.0):
    pads = list(a.get("pads", [0, 0, 0, 0]))
    return F.pad(x, (pads[1], pads[3], pads[0], pads[2]), value=value) if any(pads) else x


def _conv(a, x, w, b=None):
    return F.conv2d(_pads(a, x.float()), w.float(), None if b is None else b.float(), tuple(a.get("strides", (1, 1))),
                    0, tuple(a.get("dilations", (1, 1))), a.get("group", 1)).to(x.dtype)


def _resize(a, x, *rest):
    scales = [t for t in rest if t is not None and t.is_floating_point() and t.numel() == 4][0]
    mode = a["mode"].decode()
    keys = {} if mode == "nearest" else dict(align_corners=False)
    mode = {"nearest": "nearest", "linear": "bilinear"}[mode]
    return F.interpolate(x.float(), scale_factor=tuple(float(s) for s in scales[2:]), mode=mode, **keys).to(x.dtype)


def _average(a, x):
    k, s = tuple(a["kernel_shape"]), tuple(a.get("strides", (1, 1)))
    p = a.get("pads", [0, 0, 0, 0])
    return F.avg_pool2d(x.float(), k, s, (p[0], p[1]), count_include_pad=bool(a.get("count_include_pad", 0))).to(x.dtype)


def _channel(v, x, axis):
    if v.numel() == 1:
        return v.reshape(())
    return v.reshape([-1 if d == axis else 1 for d in range(x.dim())])


def _quantize(a, x, scale, zero):
    axis = a.get("axis", 1)
    low, high = (0, 255) if zero.dtype == torch.uint8 else (-128, 127)
    q = torch.round(x / _channel(scale, x, axis)) + _channel(zero.float(), x, axis)
    return q.clamp(low, high).to(zero.dtype)


def _dequantize(a, x, scale, zero=None):
    axis = a.get("axis", 1)
    z = 0.0 if zero is None else _channel(zero.float(), x, axis)
    return (x.float() - z) * _channel(scale, x, axis)


def _gemm(a, x, w, b):
    return (x.float() @ (w.float().t() if a.get("transB") else w.float()) + b.float()).to(x.dtype)


def _slice(a, x, starts, ends, axes=None, steps=None):
    for k in range(len(starts)):
        axis = int(axes[k]) if axes is not None else k
        end = min(int(ends[k]), x.shape[axis])
        x = x.narrow(axis, int(starts[k]), end - int(starts[k]))
    return x


def _unsqueeze(a, x, axes):
    for d in sorted(int(v) for v in axes):
        x = x.unsqueeze(d)
    return x


def _reshape(a, x, shape):
    return x.reshape([x.shape[k] if d == 0 else int(d) for k, d in enumerate(shape)])


OPERATORS = {
    "Conv": _conv, "Relu": lambda a, x: F.relu(x.float()).to(x.dtype), "Add": lambda a, x, y: x + y, "Sub": lambda a, x, y: x - y,
    "Mul": lambda a, x, y: x * y, "Div": lambda a, x, y: x / y, "Sqrt": lambda a, x: torch.sqrt(x.float()).to(x.dtype), "Pow": lambda a, x, y: x ** y,
    "Tanh": lambda a, x: torch.tanh(x),
    "Sigmoid": lambda a, x: torch.sigmoid(x), "Clip": lambda a, x, lo, hi=None: torch.clamp(x, lo, hi),
    "Cast": lambda a, x: x.to(TORCH_TYPES[a["to"]]), "Resize": _resize,
    "Softmax": lambda a, x: torch.softmax(x.float(), a.get("axis", -1)).to(x.dtype),
    "MaxPool": lambda a, x: F.max_pool2d(_pads(a, x.float(), -3e38), tuple(a["kernel_shape"]), tuple(a.get("strides", (1, 1)))).to(x.dtype),
    "AveragePool": _average, "Concat": lambda a, *x: torch.cat(x, a["axis"]), "Gemm": _gemm, "Slice": _slice,
    "MatMul": lambda a, x, y: torch.matmul(x.float(), y.float()).to(x.dtype), "Transpose": lambda a, x: x.permute(*a["perm"]),
    "Shape": lambda a, x: torch.tensor(x.shape), "Reshape": _reshape, "Unsqueeze": _unsqueeze, "Identity": lambda a, x: x,
    "ReduceMean": lambda a, x: x.float().mean(tuple(a["axes"]), keepdim=bool(a.get("keepdims", 1))).to(x.dtype),
    "GlobalAveragePool": lambda a, x: x.float().mean((2, 3), keepdim=True).to(x.dtype),
    "Flatten": lambda a, x: x.flatten(a.get("axis", 1)), "QuantizeLinear": _quantize, "DequantizeLinear": _dequantize,
    "Constant": lambda a: torch.from_numpy(np.array(numpy_helper.to_array(a["value"]))),
}


class Graph:
    """Runs a model file; `run(inputs, watch)` returns the outputs and calls watch(name, tensor) for every tensor."""

    def __init__(self, model):
        self.model = onnx.load(model) if isinstance(model, str) else model
        self.weights = {t.name: torch.from_numpy(np.array(numpy_helper.to_array(t))) for t in self.model.graph.initializer}

    @torch.no_grad()
    def run(self, inputs, watch=None):
        values = dict(self.weights)
        values.update({k: torch.as_tensor(v) for k, v in inputs.items()})
        for node in self.model.graph.node:
            if node.op_type not in OPERATORS:
                raise NotImplementedError("Operator %s (node %s) is not known to the checker." % (node.op_type, node.name))
            args = [values[n] if n else None for n in node.input]
            out = OPERATORS[node.op_type](_attributes(node), *args)
            values[node.output[0]] = out
            if watch:
                watch(node.output[0], out)
        return {o.name: values[o.name] for o in self.model.graph.output}
