"""The front end section of a blob (`ModelBlob.md`): bytes that all kinds share around those of the kind."""

import struct

from . import semitone_tables, tables
from .framer import HOP_SAMPLES
from .front_end_parameters import FrontEndParameters, GateParameters, SemitoneParameters
from .tables import FRAME_SAMPLES, SAMPLE_RATE_HZ

_HEAD = struct.Struct("<BBBBIHHi")
_MEL_SHIFTS = struct.Struct("<BB")
_SEMITONE_RANGE = struct.Struct("<H")
_TAIL = struct.Struct("<HHHiHHH14x")
_MEL, _SEMITONE = 1, 2
_BANDS = {_MEL: tables.BANDS, _SEMITONE: semitone_tables.BANDS}
_ARENA_BYTES = {_MEL: 15_296, _SEMITONE: 23_552}
"""A test compares them with the page."""
_HAS_GATE, _CLAMPS_AT_ZERO = 1, 2
_WITHOUT_GATE = GateParameters(floor=0, open_margin=0, close_margin=0, hang_hops=1, rise=0)


def _kind(parameters):
    return _SEMITONE if isinstance(parameters, SemitoneParameters) else _MEL


def front_end_arena_bytes(parameters):
    """Working memory of a front end with `parameters`."""
    return _ARENA_BYTES[_kind(parameters)]


def write_front_end(parameters):
    """The 48 bytes of `parameters`. Without a gate its fields hold the lowest values that are valid."""
    kind = _kind(parameters)
    gate = parameters.gate or _WITHOUT_GATE
    flags = _HAS_GATE * (parameters.gate is not None)
    if kind == _MEL:
        flags |= _CLAMPS_AT_ZERO * parameters.clamps_at_zero
        own = _MEL_SHIFTS.pack(parameters.rise_shift, parameters.fall_shift)
    else:
        own = _SEMITONE_RANGE.pack(parameters.range)
    shape = (kind, _BANDS[kind], parameters.hops_per_tick, flags, SAMPLE_RATE_HZ, HOP_SAMPLES, FRAME_SAMPLES)
    margins = (gate.open_margin, gate.close_margin, gate.rise)
    tail = _TAIL.pack(parameters.step, parameters.limit, gate.hang_hops, gate.floor, *margins)
    return _HEAD.pack(*shape, parameters.floor) + own + tail


def read_front_end(section):
    kind, bands, hops_per_tick, flags, rate_hz, hop, frame, floor = _HEAD.unpack_from(section)
    step, limit, hang, gate_floor, open_margin, close_margin, rise = _TAIL.unpack_from(section, _HEAD.size + 2)
    shape = (bands, rate_hz, hop, frame)
    assert shape == (_BANDS.get(kind), SAMPLE_RATE_HZ, HOP_SAMPLES, FRAME_SAMPLES), f"{kind}, {shape} is no front end"
    common = {
        "hops_per_tick": hops_per_tick,
        "floor": floor,
        "step": step,
        "limit": limit,
        "gate": GateParameters(gate_floor, open_margin, close_margin, hang, rise) if flags & _HAS_GATE else None,
    }
    if kind == _SEMITONE:
        (level_range,) = _SEMITONE_RANGE.unpack_from(section, _HEAD.size)
        return SemitoneParameters(range=level_range, **common)
    rise_shift, fall_shift = _MEL_SHIFTS.unpack_from(section, _HEAD.size)
    clamps_at_zero = bool(flags & _CLAMPS_AT_ZERO)
    return FrontEndParameters(rise_shift=rise_shift, fall_shift=fall_shift, clamps_at_zero=clamps_at_zero, **common)
