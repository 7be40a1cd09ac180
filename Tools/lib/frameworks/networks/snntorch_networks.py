"""Networks of snnTorch."""

from functools import partial
from pathlib import Path

import nir
import snntorch as snn
import torch
from snntorch import utils
from snntorch.export_nir import export_to_nir
from torch import nn

from ..task import CHANNELS, CLASSES
from ..weights import Weights
from .layers import convolution, linear
from .recipe import HIDDEN, IMAGE, OUTPUTS, Recipe


def leaky(weights: Weights, count: int, **options) -> nn.Module:
    return snn.Leaky(
        beta=weights.between(0.75, 1, count + 1)[:count].clamp(max=0.95),
        threshold=weights.between(0.75, 1.25, count),
        init_hidden=True,
        **options,
    )


def synaptic(weights: Weights, count: int, **options) -> nn.Module:
    return snn.Synaptic(
        alpha=weights.between(0.5, 0.75, count),
        beta=weights.between(0.75, 0.9375, count),
        threshold=weights.between(0.75, 1.25, count),
        init_hidden=True,
        **options,
    )


def recurrent(neurons: nn.Module, weights: Weights) -> nn.Module:
    count = neurons.recurrent.out_features
    with torch.no_grad():
        neurons.recurrent.weight.copy_(weights.draw(count, count, scale=0.3, mean=-0.1, same_step=True))
        neurons.recurrent.bias.copy_(weights.biases(count, 0.05))
    return neurons


def rleaky(weights: Weights, count: int, **options) -> nn.Module:
    factors = dict(beta=weights.between(0.75, 0.9375, count), threshold=weights.between(0.75, 1.25, count))
    return recurrent(snn.RLeaky(linear_features=count, init_hidden=True, **factors, **options), weights)


def rsynaptic(weights: Weights, count: int, **options) -> nn.Module:
    factors = dict(
        alpha=weights.between(0.5, 0.75, count),
        beta=weights.between(0.75, 0.9375, count),
        threshold=weights.between(0.75, 1.25, count),
    )
    return recurrent(snn.RSynaptic(linear_features=count, init_hidden=True, **factors, **options), weights)


def dense(weights: Weights, neurons, scale: float = 0.5, **options) -> nn.Module:
    return nn.Sequential(
        linear(weights, CHANNELS, HIDDEN, scale=scale, bias=0.02),
        neurons(weights, HIDDEN, **options),
        linear(weights, HIDDEN, OUTPUTS, scale=scale),
        (neurons if neurons in (leaky, synaptic) else leaky)(weights, OUTPUTS),
    )


def convolutional(weights: Weights) -> nn.Module:
    beta, threshold = torch.tensor(0.875), torch.tensor(1.0)
    return nn.Sequential(
        convolution(weights, IMAGE[0], 4, 3, scale=0.8, padding=1),
        snn.Leaky(beta=beta.expand(4, 8, 8).clone(), threshold=threshold.expand(4, 8, 8).clone(), init_hidden=True),
        nn.AvgPool2d(2),
        convolution(weights, 4, 6, 3, scale=1.0, bias=0.05),
        snn.Leaky(beta=beta.expand(6, 2, 2).clone(), threshold=threshold.expand(6, 2, 2).clone(), init_hidden=True),
        nn.Flatten(),
        linear(weights, 24, OUTPUTS, scale=0.7),
        leaky(weights, OUTPUTS),
    )


def classifier(weights: Weights) -> nn.Module:
    return nn.Sequential(
        linear(weights, CHANNELS, 2 * HIDDEN, scale=0.5, bias=0.02),
        leaky(weights, 2 * HIDDEN),
        linear(weights, 2 * HIDDEN, CLASSES, scale=0.5, bias=0.02),
        leaky(weights, CLASSES),
    )


RECIPES = [
    Recipe("Leaky, subtract", partial(dense, neurons=leaky)),
    Recipe("Leaky, zero", partial(dense, neurons=leaky, reset_mechanism="zero"), ["--reset", "1=zero"]),
    Recipe(
        "Leaky, subtract without delay",
        partial(dense, neurons=leaky, reset_delay=False),
        ["--reset", "1=subtract-immediate"],
    ),
    Recipe("Synaptic, subtract", partial(dense, neurons=synaptic, scale=0.2)),
    Recipe(
        "Synaptic, zero",
        partial(dense, neurons=synaptic, scale=0.2, reset_mechanism="zero"),
        ["--reset", "1=zero-delayed"],
    ),
    Recipe("RLeaky, subtract", partial(dense, neurons=rleaky)),
    Recipe("RLeaky, zero", partial(dense, neurons=rleaky, scale=1, reset_mechanism="zero"), ["--reset", "1.lif=zero-delayed"]),
    Recipe("RSynaptic, subtract", partial(dense, neurons=rsynaptic, scale=0.4)),
    Recipe("Conv2d, AvgPool2d, Leaky", convolutional, shape=IMAGE),
]
CLASSIFIER = Recipe("classifier of Leaky", classifier)


def run(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    utils.reset(model)
    return torch.stack([model(x[:, tick]) for tick in range(x.shape[1])], dim=1)


def export(model: nn.Module, sample: torch.Tensor, path: Path) -> None:
    utils.reset(model)
    nir.write(path, export_to_nir(model, sample, ignore_dims=[0]))
