"""The parameters of a front end, in units that people use; `katydid-tools pack --front-end` reads the
same JSON.

Levels and distances are in log2 units of a power: one unit is a factor of 2, 3.01 dB. Levels count from
the power of one LSB of a 16-bit sample. The library holds them in Q10, so they are rounded to 1/1024.
"""

import struct
from dataclasses import dataclass
from typing import ClassVar, Self

from .checked_numbers import LARGEST_U16, q10, whole
from .gate_parameters import GateParameters
from .section import FrontEndParametersBase


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontEndParameters(FrontEndParametersBase):
    """How samples become input events, kind mel: see FrontEnd.md."""

    kind: ClassVar[str] = "mel"
    bands: ClassVar[int] = 40
    channels: ClassVar[int] = 80
    """Band `b` rises on channel `b` and falls on channel `40 + b`."""

    hops_per_tick: int
    """Hops of 10 ms in one tick of the network. 1 to 16."""
    floor_log2: float
    """Level of a band, in log2 units of LSB², that counts as 0; what lies below is cut off. -64 to 64."""
    rise_shift: int
    """Time constant of the normaliser's mean upwards: `2 ** rise_shift` hops. 0 to 15."""
    fall_shift: int
    """Time constant of the normaliser's mean downwards: `2 ** fall_shift` hops. 0 to 15."""
    clamp_at_zero: bool
    """Whether normalised values below 0 become 0."""
    step_log2: float
    """Change of a band that makes an event of value 1. 1/1024 to 63.999."""
    limit: int
    """Largest value of an event. 1 to 32,767, and at most the network's input magnitude."""
    gate: GateParameters | None
    """None: every hop is looked at."""

    @classmethod
    def defaults(cls) -> Self:
        """What the shipped models begin with."""
        gate = GateParameters(
            floor_log2=-3.0,
            open_margin_log2=1.5,
            close_margin_log2=0.75,
            hang_hops=30,
            background_rise_log2_per_second=4.0,
        )
        return cls(
            hops_per_tick=2,
            floor_log2=-4.0,
            rise_shift=7,
            fall_shift=4,
            clamp_at_zero=True,
            step_log2=1.33,
            limit=15,
            gate=gate,
        )

    _CLAMPS_AT_ZERO: ClassVar[int] = 2

    def _own_flags(self) -> int:
        return self._CLAMPS_AT_ZERO if self.clamp_at_zero else 0

    def _own_bytes(self) -> bytes:
        return bytes(
            (
                whole("rise_shift", self.rise_shift, 0, 15),
                whole("fall_shift", self.fall_shift, 0, 15),
            )
        )

    @classmethod
    def _own_fields(cls, flags: int, own: bytes) -> dict[str, float]:
        return {
            "rise_shift": own[0],
            "fall_shift": own[1],
            "clamp_at_zero": bool(flags & cls._CLAMPS_AT_ZERO),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SemitoneParameters(FrontEndParametersBase):
    """How samples become input events, kind semitone: see FrontEnd.md."""

    kind: ClassVar[str] = "semitone"
    bands: ClassVar[int] = 84
    """Band `b` is centred on MIDI note `33 + b`."""
    channels: ClassVar[int] = 168
    """Band `b` by long frames (the fine view) on channel `b`, by short ones (the quick view) on `84 + b`."""

    hops_per_tick: int
    """Hops of 10 ms in one tick of the network. 1 to 16."""
    floor_log2: float
    """Level of a band, in log2 units of LSB², that counts as 0; what lies below is cut off. -64 to 64."""
    range_log2: float
    """How far below the highest band a band still stands out. 0 to 63.999."""
    step_log2: float
    """By how much a band stands out for an event of value 1. 1/1024 to 63.999."""
    limit: int
    """Largest value of an event. 1 to 32,767, and at most the network's input magnitude."""
    gate: GateParameters | None
    """None: every hop is looked at."""

    @classmethod
    def defaults(cls) -> Self:
        """What the shipped models begin with."""
        gate = GateParameters(
            floor_log2=-3.0,
            open_margin_log2=1.5,
            close_margin_log2=0.75,
            hang_hops=30,
            background_rise_log2_per_second=0.1,
        )
        return cls(
            hops_per_tick=2, floor_log2=0.0, range_log2=12.0, step_log2=1.0, limit=15, gate=gate
        )

    def _own_flags(self) -> int:
        return 0

    def _own_bytes(self) -> bytes:
        return struct.pack("<H", q10("range_log2", self.range_log2, 0, LARGEST_U16))

    @classmethod
    def _own_fields(cls, flags: int, own: bytes) -> dict[str, float]:
        return {"range_log2": int.from_bytes(own, "little") / 1024}
