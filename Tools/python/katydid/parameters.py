"""The parameters of a front end, in units that people use; `katydid-tools pack --front-end` reads the
same JSON.

Levels and distances are in log2 units of a power: one unit is a factor of 2, 3.01 dB. Levels count from
the power of one LSB of a 16-bit sample. The library holds them in Q10, so they are rounded to 1/1024.
"""

import json
import math
import struct
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

_SECTION = struct.Struct("<BBBBIHHiBBHHHiHHH14x")
_KIND_MEL = 1
_BANDS = 40
_SAMPLE_RATE_HZ = 16_000
_HOP_SAMPLES = 160
_FRAME_SAMPLES = 512
_HOPS_PER_SECOND = _SAMPLE_RATE_HZ / _HOP_SAMPLES
_SHAPE = (_KIND_MEL, _BANDS, _SAMPLE_RATE_HZ, _HOP_SAMPLES, _FRAME_SAMPLES)
_HAS_GATE, _CLAMPS_AT_ZERO = 1, 2
_LARGEST_U16 = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class GateParameters:
    """When frames are worth a look: see "Gate" in FrontEnd.md."""

    floor_log2: float
    """Lowest level of the background, in log2 units of LSB²: what lies below is never heard. -64 to 64."""
    open_margin_log2: float
    """Distance above the background that opens the gate. 0 to 63.999."""
    close_margin_log2: float
    """Distance above the background that keeps it open, at most the open margin. 0 to 63.999."""
    hang_hops: int
    """Hops of 10 ms in a row below the close margin that close the gate. 1 to 65,535."""
    background_rise_log2_per_second: float
    """How fast the background may rise. 0 to 6,399.9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontEndParameters:
    """How samples become input events: see FrontEnd.md."""

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

    def to_bytes(self) -> bytes:
        """The front end section of a blob, 48 bytes (ModelBlob.md).

        Raises ValueError naming the parameter that is out of its range.
        """
        gate = self.gate
        if gate is not None and gate.close_margin_log2 > gate.open_margin_log2:
            raise ValueError(
                f"gate.close_margin_log2 is {gate.close_margin_log2}, above gate.open_margin_log2, "
                f"{gate.open_margin_log2}"
            )
        flags = (_HAS_GATE if gate else 0) | (_CLAMPS_AT_ZERO if self.clamp_at_zero else 0)
        head = (
            _KIND_MEL, _BANDS, _whole("hops_per_tick", self.hops_per_tick, 1, 16), flags,
            _SAMPLE_RATE_HZ, _HOP_SAMPLES, _FRAME_SAMPLES,
            _q10("floor_log2", self.floor_log2, -65_536, 65_536),
            _whole("rise_shift", self.rise_shift, 0, 15),
            _whole("fall_shift", self.fall_shift, 0, 15),
            _q10("step_log2", self.step_log2, 1, _LARGEST_U16),
            _whole("limit", self.limit, 1, 32_767),
        )  # fmt: skip
        # Without a gate its fields have to be valid all the same.
        return _SECTION.pack(*head, *(_gate_fields(gate) if gate else (1, 0, 0, 0, 0)))

    @classmethod
    def from_bytes(cls, section: bytes) -> Self:
        """The parameters in a front end section. Raises ValueError if it is none."""
        if len(section) != _SECTION.size:
            raise ValueError(f"a front end section has {_SECTION.size} bytes, not {len(section)}")
        (
            kind, bands, hops_per_tick, flags, rate_hz, hop, frame, floor, rise_shift, fall_shift,
            step, limit, hang, gate_floor, open_margin, close_margin, background_rise,
        ) = _SECTION.unpack(section)  # fmt: skip
        if (kind, bands, rate_hz, hop, frame) != _SHAPE:
            raise ValueError("not a front end section that this version knows")
        gate = GateParameters(
            floor_log2=gate_floor / 1024,
            open_margin_log2=open_margin / 1024,
            close_margin_log2=close_margin / 1024,
            hang_hops=hang,
            background_rise_log2_per_second=background_rise * _HOPS_PER_SECOND / 1024,
        )
        parameters = cls(
            hops_per_tick=hops_per_tick,
            floor_log2=floor / 1024,
            rise_shift=rise_shift,
            fall_shift=fall_shift,
            clamp_at_zero=bool(flags & _CLAMPS_AT_ZERO),
            step_log2=step / 1024,
            limit=limit,
            gate=gate if flags & _HAS_GATE else None,
        )
        if parameters.to_bytes() != section:
            raise ValueError("a field of the front end section that is not in use is not neutral")
        return parameters

    def to_json(self) -> str:
        """The text of a file for `katydid-tools pack --front-end`."""
        return json.dumps({"kind": "mel", **asdict(self)}, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The parameters in such a text. Raises ValueError naming a key that is missing or unknown."""
        members = _members(json.loads(text), "the text")
        if members.pop("kind", None) != "mel":
            raise ValueError('kind: must be "mel"')
        gate = members.get("gate")
        if gate is not None:
            members["gate"] = _parsed(GateParameters, _members(gate, "gate"), "gate.")
        parameters = _parsed(cls, members, "")
        parameters.to_bytes()
        return parameters


def _gate_fields(gate: GateParameters) -> tuple[int, ...]:
    return (
        _whole("gate.hang_hops", gate.hang_hops, 1, _LARGEST_U16),
        _q10("gate.floor_log2", gate.floor_log2, -65_536, 65_536),
        _q10("gate.open_margin_log2", gate.open_margin_log2, 0, _LARGEST_U16),
        _q10("gate.close_margin_log2", gate.close_margin_log2, 0, _LARGEST_U16),
        _q10(
            "gate.background_rise_log2_per_second", gate.background_rise_log2_per_second,
            0, _LARGEST_U16, _HOPS_PER_SECOND,
        ),
    )


def _whole(name: str, value: int, least: int, most: int) -> int:
    if isinstance(value, bool) or value != int(value) or not least <= value <= most:
        raise ValueError(f"{name} is {value}; it must be a whole number from {least} to {most}")
    return int(value)


def _q10(name: str, value: float, least: int, most: int, unit: float = 1) -> int:
    """`value` of `unit` in Q10, to nearest, ties away from zero."""
    scaled = 1024 * float(value) / unit
    rounded = math.nan
    if math.isfinite(scaled):
        whole = math.floor(abs(scaled))
        rounded = math.copysign(whole + (abs(scaled) - whole >= 0.5), scaled)
    if not least <= rounded <= most:
        raise ValueError(
            f"{name} is {value:g}; it must be from {unit * least / 1024:g} to {unit * most / 1024:g}"
        )
    return int(rounded)


def _members(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name}: must be an object")
    return dict(value)


def _parsed(cls: type, members: dict[str, Any], prefix: str) -> Any:
    types = {field.name: field.type for field in fields(cls)}
    for name in members:
        if name not in types:
            raise ValueError(f"{prefix}{name}: is not a known key; there are: {', '.join(types)}")
    for name, type_ in types.items():
        if name not in members:
            raise ValueError(f"{prefix}{name}: is missing")
        value = members[name]
        if type_ is bool and not isinstance(value, bool):
            raise ValueError(f"{prefix}{name}: must be true or false")
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if type_ in (int, float) and not is_number:
            raise ValueError(f"{prefix}{name}: must be a number")
    return cls(**members)
