import cv2
import numpy as np
import onnx
import pytest
import torch
import yaml

from training import checkpoint, quantize, tiny
from training.bundle import sha256
from training.errors import KitError
from training.export import FusionGraph, compare, export, fusion_model, gflop
from training.networks import build
from training.onnx_run import Graph

CARD = dict(name="t", version="1.0.0", architecture="fusion", origin="o", license="l", trainingData="d", size=48,
            saturation=1.0, figures=dict(psnrGain=0.0, colorfulness=0.0, deltaE=0.0, parameters=0, gflop=0.0))


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    net = tiny.network()
    models = export(net, str(folder), CARD, 0.5, [tiny.scene(1, 64, 96, s) for s in range(6)])
    return net, folder, models


def plain(net):
    return fusion_model(FusionGraph(net, 0.5).eval(), net.embedding_size)


def feed(net, n, h, w):
    return dict(lightness=torch.from_numpy(tiny.scene(n, h, w, 9)), embedding=torch.randn(n, net.embedding_size))


@pytest.mark.parametrize("n, h, w", ((1, 32, 48), (3, 64, 32)))
def test_written_graphs_answer_like_pytorch(bundle, n, h, w):
    net, folder, _ = bundle
    inputs = feed(net, n, h, w)
    with torch.no_grad():
        expected = net.ab(temperature=0.5, **inputs)
    for name, limit in (("fusion.onnx", 0.05), ("fusion.fp16.onnx", 2.5)):
        got = Graph(str(folder / name)).run(inputs)["ab"]
        assert got.dtype == torch.float32 and got.shape == (n, 2, h // 4, w // 4)
        assert float((got - expected).abs().max()) < limit
    square = torch.from_numpy(tiny.scene(2, net.GLOBAL_SIZE, net.GLOBAL_SIZE, 4))
    with torch.no_grad():
        expected = net.embed(square)
    got = Graph(str(folder / "global.onnx")).run(dict(lightness=square))["embedding"]
    assert float((got - expected).abs().max()) < 1e-3


def test_int8_keeps_the_border_and_most_of_the_answer(bundle):
    net, folder, models = bundle
    model = onnx.load(str(folder / "fusion.int8.onnx"))
    assert {i.type.tensor_type.elem_type for i in list(model.graph.input) + list(model.graph.output)} == {1}
    weights = [t for t in model.graph.initializer if t.data_type == onnx.TensorProto.INT8 and len(t.dims) == 4]
    assert len(weights) >= 30
    samples = [tiny.scene(1, 64, 96, s) for s in range(3)]
    e = [torch.zeros(1, net.embedding_size)] * 3
    assert compare(models, "fp32", "int8", samples, e) < 12          # a random network; trained ones are held to 0.5


def test_int8_forms_change_no_number(bundle, monkeypatch):
    net, *_ = bundle
    samples = [feed(net, 2, 48, 64)]
    fast = quantize.to_int8(plain(net), samples)
    monkeypatch.setattr(quantize, "quicken", lambda model: model)
    slow = quantize.to_int8(plain(net), samples)
    kinds = lambda model: [n.op_type for n in model.graph.node]
    assert kinds(slow).count("Resize") == 2 and "Gemm" not in kinds(slow)
    assert "Resize" not in kinds(fast) and kinds(fast).count("Gemm") == 1
    inputs = feed(net, 3, 32, 80)
    one, other = ({}, {})
    got = Graph(fast).run(inputs, one.__setitem__)["ab"]
    expected = Graph(slow).run(inputs, other.__setitem__)["ab"]
    same = [n for n in one if n.endswith("_q") and n in other]
    assert len(same) > 30 and all(torch.equal(one[n], other[n]) for n in same)
    assert float((got - expected).abs().max()) < 1e-3


def test_opencv_answers_like_pytorch(bundle, tmp_path):
    """An implementation that is not ours: OpenCV's dnn on the fp32 graph."""
    net = build("koalarization", "tiny").eval()
    graph = FusionGraph(net, 1.0).eval()
    path = str(tmp_path / "k.onnx")
    onnx.save(fusion_model(graph, net.embedding_size), path)
    inputs = feed(net, 1, 48, 64)
    try:
        other = cv2.dnn.readNetFromONNX(path)
    except cv2.error as error:
        pytest.skip("this OpenCV cannot read the graph: %s" % str(error).split("\n")[0][:100])
    for k, v in inputs.items():
        other.setInput(v.numpy(), k)
    with torch.no_grad():
        expected = graph(**inputs).numpy()
    assert np.abs(other.forward() - expected).max() < 0.05


def test_training_goes_on_from_a_bundle(bundle):
    net, folder, _ = bundle                                   # its weights were rounded to fp16 by the export
    again = checkpoint.network(checkpoint.load(str(folder), "fusion"))
    assert again.state_dict().keys() == net.state_dict().keys()
    assert all(torch.equal(v, again.state_dict()[k]) for k, v in net.state_dict().items())


def test_a_folder_that_is_no_bundle(tmp_path):
    with pytest.raises(KitError, match="is no bundle to go on from"):
        checkpoint.load(str(tmp_path))


def test_card(bundle):
    _, folder, _ = bundle
    with open(folder / "model.yaml") as f:
        card = yaml.safe_load(f)
    assert list(card) == ["schema", "name", "version", "architecture", "origin", "license", "trainingData", "size", "stride",
                          "answerScale", "saturation", "embedding", "globalSize", "graphs", "cpuPrecision", "figures"]
    for graph in card["graphs"].values():
        for row in graph.values():
            assert sha256(str(folder / row["file"])) == row["sha256"]
    assert set(card["graphs"]["fusion"]) == {"fp32", "fp16", "int8"}


def test_operators_and_opset(bundle):
    _, folder, _ = bundle
    for name in ("global.onnx", "fusion.onnx", "fusion.fp16.onnx"):
        model = onnx.load(str(folder / name))
        assert model.opset_import[0].version <= 17
        assert all(n.domain == "" for n in model.graph.node)


def test_nan_is_refused(tmp_path):
    net = tiny.network()
    with torch.no_grad():
        net.head.weight[3, 2] = float("nan")
    with pytest.raises(KitError, match="ab holds NaN or infinity: nothing was exported"):
        export(net, str(tmp_path / "none"), CARD, 0.5, [tiny.scene(1, 64, 96, 1)])
    assert not (tmp_path / "none").exists()


def test_arithmetic_is_counted(bundle):
    net, _, models = bundle
    one = gflop(models["fusion", "fp32"], feed(net, 1, 32, 32))
    assert gflop(models["fusion", "fp32"], feed(net, 1, 64, 32)) == pytest.approx(2 * one, rel=0.01)
