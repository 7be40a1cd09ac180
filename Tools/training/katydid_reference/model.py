"""What a network is: its layers, projections and parameters as plain integer arrays.

All arrays are numpy. Parameters are int64 [neurons] holding values that fit Int32, in the neuron's
own unit unless stated otherwise; leaks are Q31 (`Numbers.md`).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from .decision import DecisionParameters
from .front_end_parameters import FrontEndParameters

INPUT = 0xFFFF
"""The source of a projection that carries the input channels."""


class Kind(IntEnum):
    """Neuron models; sources in `Numbers.md`."""

    LIF = 1
    CUBA_LIF = 2
    ALIF = 3
    ADLIF = 4
    IF = 5
    LI = 6


class Reset(IntEnum):
    """What a spike does to the membrane potential."""

    TO_VALUE = 0
    SUBTRACT = 1
    SUBTRACT_ADAPTIVE = 2


class Comparison(IntEnum):
    """How a neuron compares its potential with its threshold."""

    GREATER = 0
    GREATER_OR_EQUAL = 1


class Layout(IntEnum):
    """How a projection's weights are stored; only the count of synaptic events depends on it."""

    DENSE = 0
    SPARSE = 1


@dataclass
class Layer:
    """One population of neurons of one kind. Arrays that the kind does not have are None."""

    kind: Kind
    unit: np.ndarray
    """float32 [neurons]: the real value of one unit. No step reads it."""
    bias: np.ndarray
    fraction_bits: int
    """F: a weight contributes `weight << F` units."""
    leak: np.ndarray | None = None
    threshold: np.ndarray | None = None
    reset: np.ndarray | None = None
    """The value to reset to, or the amount to subtract."""
    reset_rule: Reset = Reset.TO_VALUE
    comparison: Comparison = Comparison.GREATER
    largest_count: int = 1
    """The most spikes of a neuron in a tick, 1...255. LI: 0."""
    refractory_period: np.ndarray | None = None
    """Ticks, 0...65,535."""
    current_leak: np.ndarray | None = None
    membrane_bias: np.ndarray | None = None
    adaptation_leak: np.ndarray | None = None
    adaptation_jump: np.ndarray | None = None
    coupling_mantissa: np.ndarray | None = None
    coupling_shift: np.ndarray | None = None

    @property
    def neurons(self):
        return self.unit.size


@dataclass
class Projection:
    """The synapses from one source, INPUT or the index of a layer, to one target layer."""

    source: int
    target: int
    weights: np.ndarray
    """int64 [sources, targets], -127...127, in weight steps of the target neuron."""
    layout: Layout = Layout.DENSE

    def __post_init__(self):
        stored = np.ones(self.weights.shape) if self.layout == Layout.DENSE else self.weights
        self.fan_out = np.count_nonzero(stored, axis=1)
        """int64 [sources]: the synapses of each source: all if dense, those of weights that are not 0 if sparse."""


@dataclass
class Network:
    """Layers in the order of evaluation, and the projections between them."""

    input_channels: int
    input_magnitude: int
    layers: list[Layer]
    projections: list[Projection]
    output_layer: int

    def largest_sum(self, target):
        """The bound on the synaptic sum of layer `target`; at most 2^31 - 1 in a valid blob."""

        def largest_value(source):
            return self.input_magnitude if source == INPUT else self.layers[source].largest_count

        arriving = [p for p in self.projections if p.target == target]
        return sum(p.weights.shape[0] * largest_value(p.source) * 127 for p in arriving)


@dataclass
class Model:
    """A network and what a blob may say about it besides."""

    network: Network
    labels: list[str] | None = None
    """One for each neuron of the output layer."""
    layer_names: list[str] | None = None
    provenance: str | None = None
    """A JSON object with sorted keys, as text."""
    front_end: FrontEndParameters | None = None
    decision: DecisionParameters | None = None
