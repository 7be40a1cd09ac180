"""What a network did."""

import ctypes
from typing import NamedTuple


class Counters(NamedTuple):
    """Since set-up or reset. Overload is counted here."""

    ticks: int
    spikes: int
    """Of all layers."""
    synaptic_events: int
    """Synapses that passed on a spike."""
    layers_skipped: int
    """Layers that were at rest in a tick and cost nothing."""
    saturations: int
    """States that would have left their range."""
    clamped_inputs: int
    """Input values that were limited to the input magnitude."""
    dropped_inputs: int
    """Input events beyond one a channel and tick."""


class CCounters(ctypes.Structure):
    """`katydid_counters`."""

    _fields_ = [(name, ctypes.c_uint64) for name in Counters._fields]

    def counters(self) -> Counters:
        return Counters(*(getattr(self, name) for name in Counters._fields))
