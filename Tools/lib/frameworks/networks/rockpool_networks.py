"""Networks of Rockpool."""

from functools import partial
from pathlib import Path

import nir
import numpy as np
import torch
from rockpool.nn.combinators import Sequential
from rockpool.nn.modules import ExpSynTorch, LIFNeuronTorch, LIFTorch, LinearTorch
from rockpool.nn.modules.torch.nir import to_nir
from rockpool.parameters import Constant
from torch import nn

from ..task import CHANNELS, CLASSES
from ..weights import Weights
from .recipe import HIDDEN, OUTPUTS, Recipe

DT = 1e-3
"""Of every module: Rockpool's default."""


def linear(weights: Weights, sources: int, targets: int, scale: float, bias: float = 0, **draw) -> nn.Module:
    layer = LinearTorch((sources, targets), has_bias=bias != 0)
    with torch.no_grad():
        layer.weight.copy_(weights.draw(targets, sources, scale=scale, **draw).T)
        if bias:
            layer.bias.copy_(weights.biases(targets, bias))
    return layer


def lif(weights: Weights, count: int, **options) -> nn.Module:
    return LIFTorch(
        count,
        tau_mem=Constant(weights.between(4e-3, 20e-3, count)),
        tau_syn=Constant(weights.between(2e-3, 6e-3, count)[:, None]),
        threshold=weights.between(0.75, 1.25, count),
        dt=DT,
        **options,
    )


def recurrent(weights: Weights, count: int) -> nn.Module:
    w_rec = weights.draw(count, count, scale=0.05, mean=-0.1, same_step=True)
    return lif(weights, count, has_rec=True, w_rec=w_rec)


def lif_neuron(weights: Weights, count: int, **options) -> nn.Module:
    return LIFNeuronTorch(
        count,
        tau_mem=weights.between(4e-3, 20e-3, count),
        threshold=weights.between(0.75, 1.25, count),
        dt=DT,
        **options,
    )


def exp_syn(weights: Weights, count: int) -> nn.Module:
    return ExpSynTorch(count, tau=Constant(weights.between(8e-3, 20e-3, count)), dt=DT)


def dense(weights: Weights, neurons, outputs, scale: float, **options) -> nn.Module:
    return Sequential(
        linear(weights, CHANNELS, HIDDEN, scale=scale, bias=0.02),
        neurons(weights, HIDDEN, **options),
        linear(weights, HIDDEN, OUTPUTS, scale=scale),
        outputs(weights, OUTPUTS, **({} if outputs is exp_syn else options)),
    )


def classifier(weights: Weights) -> nn.Module:
    return Sequential(
        linear(weights, CHANNELS, 2 * HIDDEN, scale=0.3),
        lif(weights, 2 * HIDDEN),
        linear(weights, 2 * HIDDEN, CLASSES, scale=0.3, mean=0),
        exp_syn(weights, CLASSES),
    )


SINGLE = dict(max_spikes_per_dt=torch.tensor(1.0))
RECIPES = [
    Recipe("LIFTorch", partial(dense, neurons=lif, outputs=lif, scale=0.3)),
    Recipe(
        "LIFTorch, max_spikes_per_dt=1",
        partial(dense, neurons=lif, outputs=lif, scale=0.15, **SINGLE),
        ["--spikes-per-tick", "single"],
    ),
    Recipe("LIFNeuronTorch", partial(dense, neurons=lif_neuron, outputs=lif_neuron, scale=0.5)),
    Recipe("LIFTorch, has_rec, w_rec added to the file", partial(dense, neurons=recurrent, outputs=lif, scale=0.3)),
    Recipe("LIFTorch, ExpSynTorch", partial(dense, neurons=lif, outputs=exp_syn, scale=0.3), observed="membrane"),
]
CLASSIFIER = Recipe("classifier of LIFTorch, ExpSynTorch", classifier, observed="membrane")


def run(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    model.reset_state()
    output, _, _ = model(x)
    return output


def export(model: nn.Module, sample: torch.Tensor, path: Path) -> None:
    model.reset_state()
    graph = to_nir(model, sample[:, None])
    for name, module in model.named_modules():
        if getattr(module, "_has_rec", False):
            graph.nodes[name] = with_recurrence(graph.nodes[name], module.w_rec.detach().numpy())
    nir.write(path, graph)


def with_recurrence(neurons: nir.CubaLIF, w_rec: np.ndarray) -> nir.NIRGraph:
    """What the exporter leaves out, in the layout that Rockpool's importer takes."""
    nodes = {
        "input": nir.Input(np.array([len(w_rec)])),
        "lif": neurons,
        "w_rec": nir.Linear(w_rec.T),
        "output": nir.Output(np.array([len(w_rec)])),
    }
    return nir.NIRGraph(nodes, [("input", "lif"), ("lif", "w_rec"), ("w_rec", "lif"), ("lif", "output")])
