"""Networks of SpikingJelly."""

from functools import partial
from pathlib import Path

import torch
from spikingjelly.activation_based import functional, neuron
from spikingjelly.activation_based.nir_exchange import export_to_nir
from spikingjelly.logger import logger
from torch import nn

from ..task import CHANNELS, CLASSES
from ..weights import Weights
from .layers import convolution, linear
from .recipe import HIDDEN, IMAGE, OUTPUTS, Recipe

logger.remove()  # It reports every export.


def dense(weights: Weights, neurons, scale: float) -> nn.Module:
    return nn.Sequential(
        linear(weights, CHANNELS, HIDDEN, scale=scale, bias=0.02),
        neurons(),
        linear(weights, HIDDEN, OUTPUTS, scale=scale),
        neurons(),
    )


def convolutional(weights: Weights) -> nn.Module:
    return nn.Sequential(
        convolution(weights, IMAGE[0], 4, 3, scale=0.8, padding=1),
        neuron.IFNode(),
        nn.AvgPool2d(2),
        convolution(weights, 4, 6, 3, scale=1, stride=2, padding=1),
        neuron.LIFNode(tau=8.0, decay_input=False),
        nn.Flatten(),
        linear(weights, 24, OUTPUTS, scale=1.2, bias=0.05),
        neuron.IFNode(),
    )


def convolutional_1d(weights: Weights) -> nn.Module:
    def layer(sources: int, targets: int, scale: float, **geometry) -> nn.Module:
        made = nn.Conv1d(sources, targets, 3, **geometry)
        with torch.no_grad():
            made.weight.copy_(weights.draw(targets, sources, 3, scale=scale))
            made.bias.copy_(weights.biases(targets, 0.02))
        return made

    return nn.Sequential(
        layer(2, 6, 0.8, padding=1),
        neuron.LIFNode(tau=8.0, decay_input=False),
        layer(6, 4, 1, stride=2, dilation=2),
        neuron.IFNode(),
    )


def classifier(weights: Weights) -> nn.Module:
    return nn.Sequential(
        linear(weights, CHANNELS, 2 * HIDDEN, scale=0.5, bias=0.02),
        neuron.LIFNode(tau=8.0, decay_input=False),
        linear(weights, 2 * HIDDEN, CLASSES, scale=0.5, bias=0.02),
        neuron.LIFNode(tau=8.0, decay_input=False),
    )


RECIPES = [
    Recipe("IFNode", partial(dense, neurons=neuron.IFNode, scale=0.5)),
    Recipe("LIFNode", partial(dense, neurons=partial(neuron.LIFNode, tau=8.0), scale=4)),
    Recipe(
        "LIFNode, decay_input=False",
        partial(dense, neurons=partial(neuron.LIFNode, tau=10.0, decay_input=False), scale=0.5),
    ),
    Recipe(
        "LIFNode, v_reset=-0.25",
        partial(dense, neurons=partial(neuron.LIFNode, tau=8.0, decay_input=False, v_reset=-0.25), scale=0.5),
    ),
    Recipe("IFNode, v_reset=-0.25", partial(dense, neurons=partial(neuron.IFNode, v_reset=-0.25), scale=0.5)),
    Recipe("ParametricLIFNode", partial(dense, neurons=partial(neuron.ParametricLIFNode, init_tau=8.0), scale=4)),
    Recipe("CUBALIFNode", partial(dense, neurons=partial(neuron.CUBALIFNode, c_decay=0.5, v_decay=0.75), scale=0.5)),
    Recipe("Conv2d, AvgPool2d, IFNode, LIFNode", convolutional, shape=IMAGE),
    Recipe("Conv1d, LIFNode, IFNode", convolutional_1d, shape=(2, 12)),
]
CLASSIFIER = Recipe("classifier of LIFNode", classifier)


def run(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    functional.reset_net(model)
    return torch.stack([model(x[:, tick]) for tick in range(x.shape[1])], dim=1)


def export(model: nn.Module, sample: torch.Tensor, path: Path) -> None:
    functional.reset_net(model)
    export_to_nir(model, sample, save_path=path)
