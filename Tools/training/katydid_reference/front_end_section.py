"""The front end section of a blob (`ModelBlob.md`)."""

import struct

from .framer import HOP_SAMPLES
from .front_end_parameters import FrontEndParameters, GateParameters
from .tables import BANDS, FRAME_SAMPLES, SAMPLE_RATE_HZ

FRONT_END_ARENA_BYTES = 15_296
"""Working memory of a front end; a test compares it with the page."""
_SECTION = struct.Struct("<BBBBIHHiBBHHHiHHH14x")
_MEL = 1
_HAS_GATE, _CLAMPS_AT_ZERO = 1, 2
_WITHOUT_GATE = GateParameters(floor=0, open_margin=0, close_margin=0, hang_hops=1, rise=0)


def write_front_end(parameters):
    """The 48 bytes of `parameters`. Without a gate its fields hold the lowest values that are valid."""
    gate = parameters.gate or _WITHOUT_GATE
    flags = _HAS_GATE * (parameters.gate is not None) + _CLAMPS_AT_ZERO * parameters.clamps_at_zero
    shape = (_MEL, BANDS, parameters.hops_per_tick, flags, SAMPLE_RATE_HZ, HOP_SAMPLES, FRAME_SAMPLES)
    bands = (parameters.floor, parameters.rise_shift, parameters.fall_shift, parameters.step, parameters.limit)
    margins = (gate.open_margin, gate.close_margin, gate.rise)
    return _SECTION.pack(*shape, *bands, gate.hang_hops, gate.floor, *margins)


def read_front_end(section):
    kind, bands, hops_per_tick, flags, rate_hz, hop, frame, *others = _SECTION.unpack(section)
    floor, rise_shift, fall_shift, step, limit, hang, gate_floor, open_margin, close_margin, rise = others
    shape = (kind, bands, rate_hz, hop, frame)
    assert shape == (_MEL, BANDS, SAMPLE_RATE_HZ, HOP_SAMPLES, FRAME_SAMPLES), f"{shape} is no front end"
    return FrontEndParameters(
        hops_per_tick=hops_per_tick,
        floor=floor,
        rise_shift=rise_shift,
        fall_shift=fall_shift,
        clamps_at_zero=bool(flags & _CLAMPS_AT_ZERO),
        step=step,
        limit=limit,
        gate=GateParameters(gate_floor, open_margin, close_margin, hang, rise) if flags & _HAS_GATE else None,
    )
