"""What the parameters of every kind of front end share: the bytes of the section and the JSON."""

import json
import struct
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, ClassVar, Self, cast

from .checked_numbers import LARGEST_U16, members_of, parsed, q10, whole
from .gate_parameters import NO_GATE_BYTES, GateParameters

_CODES = {"mel": 1, "semitone": 2}
_SAMPLE_RATE_HZ = 16_000
_HOP_SAMPLES = 160
_FRAME_SAMPLES = 512
_HAS_GATE = 1

# Kind, bands, hops a tick, flags, rate, hop, frame, floor, two bytes of the kind's own, step, limit, gate, reserved.
_SECTION = struct.Struct("<BBBBIHHi2sHH12s14x")


class FrontEndParametersBase:
    """Of every kind of front end."""

    __slots__ = ()
    kind: ClassVar[str]
    bands: ClassVar[int]
    channels: ClassVar[int]
    """Input channels of a network behind the front end."""

    hops_per_tick: int
    floor_log2: float
    step_log2: float
    limit: int
    gate: GateParameters | None

    def _own_flags(self) -> int:
        raise NotImplementedError

    def _own_bytes(self) -> bytes:
        """The two bytes whose meaning is the kind's own."""
        raise NotImplementedError

    @classmethod
    def _own_fields(cls, flags: int, own: bytes) -> dict[str, float]:
        """The parameters in these."""
        raise NotImplementedError

    def to_bytes(self) -> bytes:
        """The front end section of a blob, 48 bytes (ModelBlob.md).

        Raises ValueError naming the parameter that is out of its range.
        """
        return _SECTION.pack(
            _CODES[self.kind], self.bands, whole("hops_per_tick", self.hops_per_tick, 1, 16),
            (_HAS_GATE if self.gate else 0) | self._own_flags(),
            _SAMPLE_RATE_HZ, _HOP_SAMPLES, _FRAME_SAMPLES,
            q10("floor_log2", self.floor_log2, -65_536, 65_536),
            self._own_bytes(),
            q10("step_log2", self.step_log2, 1, LARGEST_U16),
            whole("limit", self.limit, 1, 32_767),
            self.gate.to_bytes() if self.gate else NO_GATE_BYTES,
        )  # fmt: skip

    @classmethod
    def from_bytes(cls, section: bytes) -> Self:
        """The parameters in a front end section of this kind. Raises ValueError if it is none."""
        if len(section) != _SECTION.size:
            raise ValueError(f"a front end section has {_SECTION.size} bytes, not {len(section)}")
        (
            code, bands, hops_per_tick, flags, rate_hz, hop, frame, floor, own, step, limit, gate,
        ) = _SECTION.unpack(section)  # fmt: skip
        shape = (_CODES[cls.kind], cls.bands, _SAMPLE_RATE_HZ, _HOP_SAMPLES, _FRAME_SAMPLES)
        if (code, bands, rate_hz, hop, frame) != shape:
            raise ValueError(f"not a front end section of kind {cls.kind} that this version knows")
        make: Callable[..., Self] = cls
        parameters = make(
            hops_per_tick=hops_per_tick,
            floor_log2=floor / 1024,
            step_log2=step / 1024,
            limit=limit,
            gate=GateParameters.from_bytes(gate) if flags & _HAS_GATE else None,
            **cls._own_fields(flags, own),
        )
        if parameters.to_bytes() != section:
            raise ValueError("a field of the front end section that is not in use is not neutral")
        return parameters

    def to_json(self) -> str:
        """The text of a file for `katydid-tools pack --front-end`."""
        return json.dumps({"kind": self.kind, **asdict(cast(Any, self))}, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The parameters in such a text. Raises ValueError naming a key that is missing or unknown."""
        members = members_of(json.loads(text), "the text")
        if members.pop("kind", None) != cls.kind:
            raise ValueError(f'kind: must be "{cls.kind}"')
        gate = members.get("gate")
        if gate is not None:
            members["gate"] = parsed(GateParameters, members_of(gate, "gate"), "gate.")
        parameters: Self = parsed(cls, members, "")
        parameters.to_bytes()
        return parameters
