"""The decision section of a blob (`ModelBlob.md`)."""

import struct

from .decision import ClassScale, DecisionParameters
from .network_section import align16

_HEADER = struct.Struct("<HHHHH6x")
_CLASS = struct.Struct("<iBBH")
_NEVER_AN_EVENT = 1


def decision_arena_bytes(classes):
    """Working memory of a decision between `classes` classes; a test compares it with the page."""
    return 272 + 2 * align16(4 * classes)


def write_decision(parameters):
    times = (parameters.smoothing_ms, parameters.hold_off_ms)
    header = _HEADER.pack(len(parameters.classes), *times, parameters.threshold, parameters.consecutive_ticks)
    flags = (_NEVER_AN_EVENT * (not scale.is_event) for scale in parameters.classes)
    return header + b"".join(_CLASS.pack(c.mantissa, c.shift, f, 0) for c, f in zip(parameters.classes, flags))


def read_decision(section):
    classes, smoothing_ms, hold_off_ms, threshold, consecutive_ticks = _HEADER.unpack_from(section)
    entries = list(_CLASS.iter_unpack(section[_HEADER.size :]))
    assert len(entries) == classes, f"{classes} classes are stated, {len(entries)} are there"
    scales = (ClassScale(mantissa, shift, not flags & _NEVER_AN_EVENT) for mantissa, shift, flags, _ in entries)
    return DecisionParameters(tuple(scales), smoothing_ms, hold_off_ms, threshold, consecutive_ticks)
