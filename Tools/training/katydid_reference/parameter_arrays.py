"""The parameter arrays of a layer in the order in which a blob stores them (`ModelBlob.md`)."""

from dataclasses import dataclass

import numpy as np

from .fixed_point import MAXIMUM_LEAK, MAXIMUM_STATE
from .model import Kind

HAS_REFRACTORY, HOLDS_IN_REFRACTORY, HAS_LOWER_BOUND = 1, 2, 4
"""Bits of the flags of a layer's record."""

_ALL = frozenset(Kind)
_SPIKING = _ALL - {Kind.LI}


@dataclass(frozen=True)
class ParameterArray:
    """One array of 32-bit elements: a `Layer` attribute of the same name, padded to 16 elements."""

    name: str
    kinds: frozenset
    """The kinds of neurons that have it."""
    low: int
    high: int
    neutral: int
    """What the elements after the last neuron hold."""
    flag: int = 0
    """The flag of the layer that it needs, if any."""

    @property
    def dtype(self):
        return np.dtype("<f4" if self.name == "unit" else "<i4")

    def pack(self, layer):
        values = getattr(layer, self.name)
        assert ((self.low <= values) & (values <= self.high)).all(), f"{self.name} out of range"
        padded = np.full((values.size + 15) & ~15, self.neutral, self.dtype)
        padded[: values.size] = values
        return padded.tobytes()

    def unpack(self, section, offset, neurons):
        values = np.frombuffer(section, self.dtype, neurons, offset)
        return values if self.name == "unit" else values.astype(np.int64)


_M = MAXIMUM_STATE
_PARAMETER_ARRAYS = (
    ParameterArray("unit", _ALL, 0, np.inf, 0),
    ParameterArray("bias", _ALL, -_M, _M, 0),
    ParameterArray("leak", _ALL - {Kind.IF}, 0, MAXIMUM_LEAK, 0),
    ParameterArray("threshold", _SPIKING, -_M, _M, _M),
    ParameterArray("reset", _SPIKING, -_M, _M, 0),
    ParameterArray("refractory_period", _SPIKING, 0, 65_535, 0, HAS_REFRACTORY),
    ParameterArray("current_leak", frozenset({Kind.CUBA_LIF}), 0, MAXIMUM_LEAK, 0),
    ParameterArray("membrane_bias", frozenset({Kind.CUBA_LIF}), -_M, _M, 0),
    ParameterArray("adaptation_leak", frozenset({Kind.ALIF, Kind.ADLIF}), 0, MAXIMUM_LEAK, 0),
    ParameterArray("adaptation_jump", frozenset({Kind.ALIF, Kind.ADLIF}), -_M, _M, 0),
    ParameterArray("coupling_mantissa", frozenset({Kind.ADLIF}), -(2**31), 2**31 - 1, 0),
    ParameterArray("coupling_shift", frozenset({Kind.ADLIF}), 1, 62, 31),
    ParameterArray("lower_bound", _ALL, -_M, 0, 0, HAS_LOWER_BOUND),
)


def flags_of(layer):
    """The flags of a layer's record."""
    flags = HAS_REFRACTORY * (layer.refractory_period is not None)
    flags |= HOLDS_IN_REFRACTORY * layer.holds_in_refractory
    return flags | HAS_LOWER_BOUND * (layer.lower_bound is not None)


def arrays_of(kind, flags):
    """The arrays of a layer of `kind` with `flags`, in order."""
    return [
        array
        for array in _PARAMETER_ARRAYS
        if kind in array.kinds and array.flag & flags == array.flag
    ]
