"""A colorizer as tutorials write it: OpenCV reads, cv2.dnn runs both graphs for every frame, a Lab merge, OpenCV writes.

    tutorial.py BUNDLE INPUT OUTPUT HEIGHT WIDTH      colors INPUT into OUTPUT (FFV1)

The graphs are the bundle's own, with fixed shapes and float32 weights, which is all that cv2.dnn reads.
"""
import os
import sys

import cv2
import numpy as np
import onnx
import yaml
from onnx import numpy_helper, shape_inference


def fixed(path, shapes):
    """The graph with fixed input shapes and float32 weights, as bytes."""
    model = onnx.load(path)
    graph = model.graph
    weights = {t.name: t for t in graph.initializer}
    for node in [n for n in graph.node if n.op_type == "Cast" and n.input[0] in weights]:
        half = weights[node.input[0]]
        graph.initializer.append(numpy_helper.from_array(numpy_helper.to_array(half).astype(np.float32), node.output[0]))
        graph.initializer.remove(half)
        graph.node.remove(node)
    for tensor in graph.input:
        for dim, size in zip(tensor.type.tensor_type.shape.dim, shapes[tensor.name]):
            dim.dim_value = size
    return shape_inference.infer_shapes(model).SerializeToString()


def main():
    bundle, source, target, height, width = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    with open(os.path.join(bundle, "model.yaml")) as f:
        card = yaml.safe_load(f)
    side = card["globalSize"]
    graphs = {name: os.path.join(bundle, card["graphs"][name]["fp32"]["file"]) for name in ("global", "fusion")}
    style = cv2.dnn.readNetFromONNX(np.frombuffer(fixed(graphs["global"], {"lightness": (1, 1, side, side)}), np.uint8))
    fusion = cv2.dnn.readNetFromONNX(np.frombuffer(fixed(
        graphs["fusion"], {"lightness": (1, 1, height, width), "embedding": (1, card["embedding"])}), np.uint8))
    capture = cv2.VideoCapture(source)
    size = int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT))
    writer = cv2.VideoWriter(target, cv2.VideoWriter_fourcc(*"FFV1"), capture.get(cv2.CAP_PROP_FPS), size)
    frames = 0
    while True:
        ok, frame = capture.read()
        if not ok:
            break
        lab = cv2.cvtColor(frame.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
        lightness = lab[:, :, 0]
        style.setInput(cv2.resize(lightness, (side, side))[None, None])
        embedding = style.forward()
        fusion.setInput(cv2.resize(lightness, (width, height))[None, None], "lightness")
        fusion.setInput(embedding, "embedding")
        ab = fusion.forward()[0].transpose(1, 2, 0) * card["saturation"]
        lab[:, :, 1:] = cv2.resize(ab, size)
        bgr = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), 0, 1)
        writer.write((bgr * 255).round().astype(np.uint8))
        frames += 1
    writer.release()
    print(frames)


if __name__ == "__main__":
    main()
