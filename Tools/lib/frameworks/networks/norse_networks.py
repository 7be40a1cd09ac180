"""Networks of Norse."""

from functools import partial
from pathlib import Path

import nir
import norse.torch as norse
import torch
from norse.torch.functional.iaf import IAFParameters
from norse.torch.functional.leaky_integrator_box import LIBoxParameters
from norse.torch.functional.lif import LIFParameters
from norse.torch.functional.reset import reset_subtract
from norse.torch.module.iaf import IAFCell
from norse.torch.module.leaky_integrator_box import LIBoxCell
from torch import nn

from ..task import CHANNELS, CLASSES
from ..weights import Weights
from .layers import convolution, linear
from .recipe import HIDDEN, IMAGE, OUTPUTS, Recipe

DT = 1e-3
"""Of every cell: Norse's default."""


def rates(weights: Weights, count: int, shortest_ticks: float, longest_ticks: float) -> torch.Tensor:
    """Inverse time constants in 1/s, whose parts of a tick lie on a grid."""
    return weights.between(1 / longest_ticks, 1 / shortest_ticks, count) / DT


def lif_box(weights: Weights, count: int, v_leak: float = 0, **options) -> nn.Module:
    parameters = norse.LIFBoxParameters(
        tau_mem_inv=rates(weights, count, 4, 16),
        v_leak=torch.full((count,), float(v_leak)),
        v_th=weights.between(0.75, 1.25, count),
        **options,
    )
    return norse.LIFBoxCell(parameters, dt=DT)


def lif(weights: Weights, count: int) -> nn.Module:
    parameters = LIFParameters(
        tau_syn_inv=rates(weights, count, 2, 4),
        tau_mem_inv=rates(weights, count, 4, 16),
        v_leak=torch.zeros(count),
        v_th=weights.between(0.75, 1.25, count),
        alpha=torch.tensor(10.0),  # of the surrogate gradient: 100, the default, hardly learns.
    )
    return norse.LIFCell(parameters, dt=DT)


def iaf(weights: Weights, count: int) -> nn.Module:
    return IAFCell(IAFParameters(v_th=weights.between(0.75, 1.25, count)), dt=DT)


def li_box(weights: Weights, count: int) -> nn.Module:
    parameters = LIBoxParameters(tau_mem_inv=rates(weights, count, 8, 16), v_leak=torch.zeros(count))
    return LIBoxCell(parameters, dt=DT)


def dense(weights: Weights, neurons, outputs, scale: float, **options) -> nn.Module:
    return norse.SequentialState(
        linear(weights, CHANNELS, HIDDEN, scale=scale, bias=0.05),
        neurons(weights, HIDDEN, **options),
        linear(weights, HIDDEN, OUTPUTS, scale=scale, bias=0.05),
        outputs(weights, OUTPUTS, **options),
    )


def convolutional(weights: Weights) -> nn.Module:
    return norse.SequentialState(
        convolution(weights, IMAGE[0], 4, 3, scale=5, padding=1, stride=2),
        norse.LIFBoxCell(dt=DT),
        convolution(weights, 4, 5, 3, scale=5),
        norse.LIFBoxCell(dt=DT),
    )


def classifier(weights: Weights) -> nn.Module:
    return norse.SequentialState(
        linear(weights, CHANNELS, 2 * HIDDEN, scale=2, bias=0.02),
        lif(weights, 2 * HIDDEN),
        linear(weights, 2 * HIDDEN, CLASSES, scale=4, mean=0, bias=0.02),
        li_box(weights, CLASSES),
    )


RECIPES = [
    Recipe("LIFBoxCell", partial(dense, neurons=lif_box, outputs=lif_box, scale=4)),
    Recipe(
        "LIFBoxCell, reset_subtract",
        partial(dense, neurons=lif_box, outputs=lif_box, scale=4, reset_method=reset_subtract),
        ["--reset", "subtract"],
    ),
    Recipe(
        "LIFBoxCell, v_leak=0.5",
        partial(dense, neurons=lif_box, outputs=lif_box, scale=3, v_leak=0.5),
    ),
    Recipe("LIFCell", partial(dense, neurons=lif, outputs=lif, scale=2)),
    Recipe("IAFCell", partial(dense, neurons=iaf, outputs=iaf, scale=0.5), ["--from", "norse"]),
    Recipe("LIFCell, LIBoxCell", partial(dense, neurons=lif, outputs=li_box, scale=2), observed="membrane"),
    Recipe("Conv2d, LIFBoxCell", convolutional, shape=IMAGE),
]
CLASSIFIER = Recipe("classifier of LIFCell, LIBoxCell", classifier, observed="membrane")


def run(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    state, outputs = None, []
    for tick in range(x.shape[1]):
        output, state = model(x[:, tick], state)
        outputs.append(output)
    return torch.stack(outputs, dim=1)


def export(model: nn.Module, sample: torch.Tensor, path: Path) -> None:
    """With the exporter's own `dt`, which makes time constants 1000 times too short."""
    if sample.dim() == 2:
        nir.write(path, norse.to_nir(model, sample))
        return
    # Convolutions come without the shape of their input, which nir then refuses to write; nir can infer it, but takes a
    # batch for an axis of the image.
    graph = norse.to_nir(model, sample[0])
    graph.infer_types()
    nir.write(path, graph)
