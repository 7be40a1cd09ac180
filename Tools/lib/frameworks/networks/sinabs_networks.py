"""Networks of Sinabs."""

from functools import partial
from pathlib import Path

import nir
import sinabs.activation
import sinabs.layers as sl
import torch
from sinabs.nir import to_nir
from torch import nn

from ..task import CHANNELS, CLASSES
from ..weights import Weights
from .layers import convolution, linear
from .recipe import HIDDEN, IMAGE, OUTPUTS, Recipe

SINGLE = dict(spike_fn=sinabs.activation.SingleSpike)


def lif(weights: Weights, count: int, **options) -> nn.Module:
    layer = sl.LIF(
        tau_mem=weights.between(4, 20, count), spike_threshold=weights.between(0.75, 1.25, count), **options
    )
    layer.tau_mem.requires_grad_(False)
    return layer


def iaf(weights: Weights, count: int, **options) -> nn.Module:
    return sl.IAF(spike_threshold=weights.between(0.75, 1.25, count), **options)


def exp_leak(weights: Weights, count: int, **options) -> nn.Module:
    return sl.ExpLeak(tau_mem=weights.between(8, 20, count), norm_input=True)


def dense(weights: Weights, neurons, outputs=None, scale: float = 0.5, **options) -> nn.Module:
    return nn.Sequential(
        linear(weights, CHANNELS, HIDDEN, scale=scale, bias=0.02),
        neurons(weights, HIDDEN, **options),
        linear(weights, HIDDEN, OUTPUTS, scale=scale, bias=0.02),
        (outputs or neurons)(weights, OUTPUTS, **options),
    )


class Convolutional(nn.Module):
    """Convolutions see ticks as a batch; neurons see [batch, ticks, ...]."""

    def __init__(self, weights: Weights):
        super().__init__()
        squeezed = dict(batch_size=1, min_v_mem=None)
        self.layers = nn.Sequential(
            convolution(weights, IMAGE[0], 4, 3, scale=0.5, padding=1),
            sl.IAFSqueeze(**squeezed),
            sl.SumPool2d(2),
            convolution(weights, 4, 6, 3, scale=0.25),
            sl.LIFSqueeze(tau_mem=torch.tensor(12.0), norm_input=False, **squeezed),
            nn.Flatten(),
            linear(weights, 24, OUTPUTS, scale=2, bias=0.05),
            sl.IAFSqueeze(**squeezed),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x)


def classifier(weights: Weights) -> nn.Module:
    return nn.Sequential(
        linear(weights, CHANNELS, 2 * HIDDEN, scale=0.5, bias=0.02),
        lif(weights, 2 * HIDDEN, norm_input=False),
        linear(weights, 2 * HIDDEN, CLASSES, scale=0.5, bias=0.02),
        lif(weights, CLASSES, norm_input=False),
    )


JUMP = ["--gain", "jump"]
RECIPES = [
    Recipe("LIF", partial(dense, neurons=lif, scale=4)),
    Recipe("LIF, norm_input=False", partial(dense, neurons=lif, norm_input=False), JUMP),
    Recipe(
        "LIF, SingleSpike", partial(dense, neurons=lif, scale=7, **SINGLE), ["--spikes-per-tick", "single"]
    ),
    Recipe(
        "LIF, MembraneReset",
        partial(dense, neurons=lif, scale=4, reset_fn=sinabs.activation.MembraneReset(), **SINGLE),
        ["--spikes-per-tick", "single", "--reset", "zero"],
    ),
    Recipe(
        "LIF, min_v_mem",
        partial(dense, neurons=lif, norm_input=False, min_v_mem=-0.25),
        [*JUMP, "--lower-bound", "-0.25"],
    ),
    Recipe("IAF", partial(dense, neurons=iaf), ["--from", "sinabs"]),
    Recipe("LIF, ExpLeak", partial(dense, neurons=lif, outputs=exp_leak, scale=4), observed="membrane"),
    Recipe("Conv2d, SumPool2d, IAF, LIF", Convolutional, ["--gain", "layers.4=jump"], shape=IMAGE),
]
CLASSIFIER = Recipe("classifier of LIF, norm_input=False", classifier, JUMP)


def run(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    for layer in model.modules():
        if isinstance(layer, sl.StatefulLayer):
            layer.reset_states()
    if isinstance(model, Convolutional):
        return model(x.flatten(0, 1)).unflatten(0, x.shape[:2])
    return model(x)


def export(model: nn.Module, sample: torch.Tensor, path: Path) -> None:
    sample = sample if isinstance(model, Convolutional) else sample[:, None]
    graph = to_nir(model, sample)
    graph.infer_types()
    nir.write(path, graph)
