"""The decision section of a blob (`ModelBlob.md`)."""

import struct

from .decision import ClassScale, DecisionKind, DecisionParameters
from .network_section import align16

_HEADER = struct.Struct("<HHHHHBxH2x")
_CLASS = struct.Struct("<iBBH")
_NEVER_AN_EVENT, _REST = 1, 2


def decision_arena_bytes(classes):
    """Working memory of a decision between `classes` classes; a test compares it with the page."""
    return 272 + 2 * align16(4 * classes)


def write_decision(parameters):
    p = parameters
    times = (p.smoothing_ms, p.hold_off_ms)
    header = _HEADER.pack(len(p.classes), *times, p.threshold, p.consecutive_ticks, p.kind, p.rest_ticks)
    return header + b"".join(_CLASS.pack(c.mantissa, c.shift, _flags(c), 0) for c in p.classes)


def _flags(scale):
    return _NEVER_AN_EVENT * (not scale.is_event) + _REST * scale.is_rest


def read_decision(section):
    classes, *settings, kind, rest_ticks = _HEADER.unpack_from(section)
    entries = list(_CLASS.iter_unpack(section[_HEADER.size :]))
    assert len(entries) == classes, f"{classes} classes are stated, {len(entries)} are there"
    scales = (ClassScale(m, s, not flags & _NEVER_AN_EVENT, bool(flags & _REST)) for m, s, flags, _ in entries)
    return DecisionParameters(tuple(scales), *settings, DecisionKind(kind), rest_ticks)
