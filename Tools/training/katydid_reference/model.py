"""What a network is: its layers, projections and parameters as plain integer arrays.

All arrays are numpy. Parameters are int64 [neurons] holding values that fit Int32, in the neuron's
own unit unless stated otherwise; leaks are Q31 (`Numbers.md`).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from .decision import DecisionParameters
from .front_end_parameters import FrontEndParameters
from .windows import Shape

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
    RAISED_LIF = 7


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
    CONVOLUTION = 2


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
    holds_in_refractory: bool = False
    """Whether the potential stays as it is while the refractory counter is above 0."""
    current_leak: np.ndarray | None = None
    membrane_bias: np.ndarray | None = None
    adaptation_leak: np.ndarray | None = None
    adaptation_jump: np.ndarray | None = None
    coupling_mantissa: np.ndarray | None = None
    coupling_shift: np.ndarray | None = None
    lower_bound: np.ndarray | None = None
    """What the potential is raised to at the end of a tick, -M...0, if the layer has such a bound."""

    @property
    def neurons(self):
        return self.unit.size


@dataclass
class Projection:
    """The synapses from one source, INPUT or the index of a layer, to one target layer."""

    source: int
    target: int
    weights: np.ndarray
    """int64 [sources or outputs of the pooling, targets], -127...127, in weight steps of the target neuron;
    of a convolution its kernels, see `Shape.kernel_shape`."""
    layout: Layout = Layout.DENSE
    shape: Shape | None = None
    """Of a convolution."""
    pooling: Shape | None = None
    """Of the sum pooling before the weights, if there is one."""
    delay_ticks: np.ndarray | None = None
    """int64 [sources], 0...65,535: the ticks by which a source's events come later, if there are delays."""
    largest_delay: int = 0
    """At least the largest of them; a runtime remembers as many ticks."""

    def __post_init__(self):
        match self.layout:
            case Layout.DENSE:
                matrix, synapses = self.weights, np.ones(self.weights.shape, np.int64)
            case Layout.SPARSE:
                matrix, synapses = self.weights, (self.weights != 0).astype(np.int64)
            case Layout.CONVOLUTION:
                matrix, synapses = self.shape.matrix(self.weights), self.shape.ones()
        self.fan_out = synapses.sum(axis=1)
        """int64 [sources]: the synapses of each source: of dense weights all, of sparse ones those that are not 0, of
        a convolution the targets that its kernels reach."""
        self.matrix = matrix
        """int64 [sources, targets]: what an event adds to each target."""
        if self.pooling is not None:
            spread = self.pooling.ones()
            self.matrix, self.fan_out = spread @ matrix, spread @ self.fan_out


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
        return sum(_largest_fan_in(p) * largest_value(p.source) * 127 for p in arriving)


def _largest_fan_in(projection):
    """The bound on the events that reach a neuron in a tick."""
    pooling, shape = projection.pooling, projection.shape
    from_all = projection.matrix.shape[0] * (pooling.largest_cover() if pooling else 1)
    if projection.source == INPUT or not (pooling or shape):
        return from_all
    inputs = shape.input[0] // shape.groups * shape.area if shape else projection.weights.shape[0]
    return min(from_all, inputs * (pooling.area if pooling else 1))


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
