"""The face detector: a fully convolutional net that gives, at a sixteenth of the resolution, how likely a face is there, and how likely the whole is a photograph."""
import torch
from torch import nn


def block(a, b, stride=1, dilation=1):
    return nn.Sequential(nn.Conv2d(a, b, 3, stride, dilation, dilation, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True))


class FaceNet(nn.Module):
    """Input N x 3 x H x W in 0 to 1 (multiples of 16); output logits N x 1 x H/16 x W/16 of faces and N x 1 of photographs."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(block(3, 16, 2), block(16, 24, 2), block(24, 32), block(32, 48, 2), block(48, 48), block(48, 64, 2), block(64, 64, 1, 2), block(64, 64, 1, 3), block(64, 64))
        self.face = nn.Sequential(block(64, 48), nn.Conv2d(48, 1, 1))
        self.photo = nn.Sequential(nn.Linear(128, 48), nn.ReLU(inplace=True), nn.Linear(48, 1))

    def forward(self, x):
        f = self.body(x)
        pooled = torch.cat([f.mean((2, 3)), f.amax((2, 3))], 1)
        return self.face(f), self.photo(pooled)
