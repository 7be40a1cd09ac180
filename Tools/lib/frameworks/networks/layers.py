"""Layers of weights, which every framework takes from PyTorch."""

import torch
from torch import nn

from ..weights import Weights


def _fill(layer: nn.Module, weights: Weights, scale: float, bias: float, **draw) -> nn.Module:
    with torch.no_grad():
        layer.weight.copy_(weights.draw(*layer.weight.shape, scale=scale, **draw))
        if layer.bias is not None:
            layer.bias.copy_(weights.biases(len(layer.bias), bias))
    return layer


def linear(weights: Weights, sources: int, targets: int, scale: float, bias: float = 0, **draw) -> nn.Linear:
    """Without a bias if that is 0."""
    return _fill(nn.Linear(sources, targets, bias=bias != 0), weights, scale, bias, **draw)


def convolution(
    weights: Weights, sources: int, targets: int, kernel: int, scale: float, bias: float = 0.02, **geometry
) -> nn.Conv2d:
    """Always with a bias, without which Norse exports none."""
    return _fill(nn.Conv2d(sources, targets, kernel, **geometry), weights, scale, bias)
