"""The text detector: a small fully convolutional net that gives, at a quarter of the resolution, how likely text ink is there."""
import torch
from torch import nn


def block(a, b, stride=1, dilation=1):
    return nn.Sequential(nn.Conv2d(a, b, 3, stride, dilation, dilation, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True))


class TextNet(nn.Module):
    """Input N x 3 x H x W in 0 to 1 (H and W multiples of 8); output N x 1 x H/4 x W/4 logits."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(block(3, 12, 2), block(12, 16))
        self.down = nn.Sequential(block(16, 32, 2), block(32, 32), block(32, 32))
        self.deep = nn.Sequential(block(32, 48, 2), block(48, 48, 1, 2), block(48, 48, 1, 4), block(48, 48, 1, 2))
        self.up = nn.Sequential(nn.Conv2d(48, 32, 1, bias=False), nn.BatchNorm2d(32))
        self.join = nn.Sequential(block(32, 32), nn.Conv2d(32, 1, 1))

    def forward(self, x):
        quarter = self.down(self.stem(x))
        eighth = self.up(self.deep(quarter))
        return self.join(torch.relu(quarter + nn.functional.interpolate(eighth, scale_factor=2.0, mode="nearest")))
