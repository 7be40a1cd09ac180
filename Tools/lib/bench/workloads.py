"""Three seeded networks with input, written in the form that `katydid-tools pack` reads.

    u = 0.9375 u + W x
    spike if u >= threshold + strength a, then u -= threshold
    a = (1 - 1/64) a + spike / 64          adaptive neurons only

where x are the input or the spikes of the layer before, and the layer's own of the tick before.
Weights are whole numbers of -127...127 times 2^-7, so that packing loses nothing. Thresholds are
found by bisection, layer after layer, such that neurons fire at the rate that the workload states.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

WEIGHT_STEP = 2.0**-7
LEAK = 0.9375
ADAPTATION_LEAK = 1 - 1 / 64
ADAPTATION_JUMP = 0.2
"""By how much of itself a spike raises the threshold of an adaptive neuron."""
TUNING_TICKS = 300
SETTLING_TICKS = 50
INPUT_TICKS = 1000


@dataclass(frozen=True)
class Workload:
    name: str
    title: str
    inputs: int
    input_density: float
    hidden: tuple[int, ...]
    """The first layer is recurrent, every further one is fed by the one before."""
    rates: tuple[float, ...]
    readouts: int
    adaptive_share: float = 0.0
    """Of the first layer."""
    connectivity: float = 1.0
    seed: int = 1


WORKLOADS = [
    Workload("W1", "40 inputs, 256 recurrent (half adaptive), 12 readouts",
             40, 0.10, (256,), (0.07,), 12, adaptive_share=0.5, seed=11),
    Workload("W2", "700 inputs, 1024 recurrent, 1024, 20 readouts",
             700, 0.05, (1024, 1024), (0.05, 0.05), 20, seed=12),
    Workload("W3", "as W2 with 5 % of the connections",
             700, 0.05, (1024, 1024), (0.05, 0.05), 20, connectivity=0.05, seed=13),
]  # fmt: skip


@dataclass
class Layer:
    """A layer under construction. Weights are float32 [sources, targets]."""

    name: str
    forward: np.ndarray
    recurrent: np.ndarray | None = None
    strengths: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """Adaptation strength in thresholds, of the adaptive neurons, which come first."""
    threshold: float = 0.0

    @property
    def neurons(self):
        return self.forward.shape[1]


def draw_weights(rng, workload, sources, targets, mean, deviation):
    grid = np.rint(rng.normal(mean, deviation, (sources, targets))).clip(-127, 127)
    grid[grid == 0] = 1
    grid *= rng.random(grid.shape) < workload.connectivity
    return (grid * WEIGHT_STEP).astype(np.float32)


def run(layer, currents):
    """The spikes, bool [ticks, neurons], that `currents`, float32 [ticks, neurons], bring about."""
    potential = np.zeros(layer.neurons, np.float32)
    adaptation = np.zeros(len(layer.strengths), np.float32)
    threshold = np.full(layer.neurons, layer.threshold, np.float32)
    spikes = np.zeros(currents.shape, bool)
    fired = spikes[0]
    for tick, current in enumerate(currents):
        potential = LEAK * potential + current
        if layer.recurrent is not None:
            potential += layer.recurrent[fired].sum(axis=0)
        threshold[: adaptation.size] = layer.threshold * (1 + layer.strengths * adaptation)
        fired = spikes[tick] = potential >= threshold
        potential -= layer.threshold * fired
        adaptation = ADAPTATION_LEAK * adaptation
        adaptation += (1 - ADAPTATION_LEAK) * fired[: adaptation.size]
    return spikes


def tune(layer, currents, rate):
    """Sets the threshold at which the neurons fire at `rate`; returns the spikes."""
    low, high = 0.0, 1000.0
    for _ in range(24):
        layer.threshold = (low + high) / 2
        is_too_busy = run(layer, currents)[SETTLING_TICKS:].mean() > rate
        low, high = (layer.threshold, high) if is_too_busy else (low, layer.threshold)
    return run(layer, currents)


def build(workload):
    """The hidden layers with their thresholds, the readout's weights, and the input.

    The input is uint8 [ticks, inputs].
    """
    rng = np.random.default_rng(workload.seed)
    inputs = rng.random((INPUT_TICKS, workload.inputs)) < workload.input_density
    spikes, layers = inputs[:TUNING_TICKS], []
    for index, (neurons, rate) in enumerate(zip(workload.hidden, workload.rates)):
        mean, deviation = (10, 32) if index == 0 else (5, 24)
        sources = spikes.shape[1]
        layer = Layer(
            f"hidden{index + 1}", draw_weights(rng, workload, sources, neurons, mean, deviation)
        )
        if index == 0:
            layer.recurrent = draw_weights(rng, workload, neurons, neurons, -5, 20)
            adaptive = int(workload.adaptive_share * neurons)
            layer.strengths = np.full(adaptive, ADAPTATION_JUMP / (1 - ADAPTATION_LEAK))
        spikes = tune(layer, spikes.astype(np.float32) @ layer.forward, rate)
        layers.append(layer)
    readout = draw_weights(rng, workload, workload.hidden[-1], workload.readouts, 0, 24)
    return layers, readout, inputs.astype(np.uint8)


def write(workload, folder):
    """Writes NAME.safetensors, NAME.json and NAME.npy; returns the path of the first."""
    layers, readout, inputs = build(workload)
    tensors, described, connections = {}, [], []

    def connect(source, target, weights):
        name = f"{source}-{target}"
        tensors[name] = np.ascontiguousarray(weights.T)
        connections.append({"from": source, "to": target, "weight": name})

    before = "input"
    for layer in layers:
        stated = {
            "name": layer.name, "kind": "lif", "neurons": layer.neurons, "leak": LEAK, "gain": 1,
            "threshold": layer.threshold, "reset": "subtract", "compare": "ge",
        }  # fmt: skip
        if layer.strengths.size:
            strengths = np.zeros(layer.neurons, np.float32)
            strengths[: layer.strengths.size] = layer.strengths * layer.threshold
            tensors[f"{layer.name}-strength"] = strengths
            stated |= {
                "kind": "alif", "adaptation_leak": ADAPTATION_LEAK,
                "adaptation_strength": f"{layer.name}-strength",
            }  # fmt: skip
        described.append(stated)
        connect(before, layer.name, layer.forward)
        if layer.recurrent is not None:
            connect(layer.name, layer.name, layer.recurrent)
        before = layer.name
    described.append(
        {"name": "readout", "kind": "li", "neurons": workload.readouts, "leak": LEAK, "gain": 1}
    )
    connect(before, "readout", readout)

    description = {
        "format": "katydid-network", "version": 1,
        "input": {"channels": workload.inputs, "magnitude": 1},
        "layers": described, "connections": connections, "output": "readout",
    }  # fmt: skip
    stem = Path(folder) / workload.name
    save_file(tensors, stem.with_suffix(".safetensors"))
    stem.with_suffix(".json").write_text(json.dumps(description, indent=2) + "\n")
    np.save(stem.with_suffix(".npy"), inputs)
    return stem.with_suffix(".safetensors")
