"""Writes the detector as ONNX: python3 export.py WEIGHTS.pt OUT.onnx. Input `x` N x 3 x H x W in 0 to 1 (multiples of 8), output `y` logits at a quarter."""
import sys

import torch
from net import TextNet

net = TextNet()
net.load_state_dict(torch.load(sys.argv[1]))
net.eval().float()
axes = {"x": {0: "n", 2: "h", 3: "w"}, "y": {0: "n", 2: "h4", 3: "w4"}}
torch.onnx.export(net, torch.zeros(1, 3, 64, 64), sys.argv[2], opset_version=13, input_names=["x"], output_names=["y"], dynamic_axes=axes)
