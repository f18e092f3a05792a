"""Writes the face detector as the product runs it: python3 export.py WEIGHTS.pt OUT.onnx. Debian's python3-torch."""
import sys

import torch
from net import FaceNet

net = FaceNet()
net.load_state_dict(torch.load(sys.argv[1]))
net.eval()
torch.onnx.export(
    net,
    torch.zeros(1, 3, 64, 64),
    sys.argv[2],
    opset_version=13,
    input_names=["x"],
    output_names=["face", "photograph"],
    dynamic_axes={"x": {0: "n", 2: "h", 3: "w"}, "face": {0: "n", 2: "fh", 3: "fw"}, "photograph": {0: "n"}},
)
