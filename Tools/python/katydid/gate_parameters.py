"""The parameters of a front end's gate."""

import struct
from dataclasses import dataclass
from typing import Self

from .checked_numbers import LARGEST_U16, q10, whole

HOPS_PER_SECOND = 100.0
_BYTES = struct.Struct("<HiHHH")
# A front end without a gate has fields for one all the same, which have to be valid.
NO_GATE_BYTES = _BYTES.pack(1, 0, 0, 0, 0)


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

    def to_bytes(self) -> bytes:
        """The 12 bytes of the gate in a front end section (ModelBlob.md).

        Raises ValueError naming the parameter that is out of its range.
        """
        if self.close_margin_log2 > self.open_margin_log2:
            raise ValueError(
                f"gate.close_margin_log2 is {self.close_margin_log2}, above gate.open_margin_log2, "
                f"{self.open_margin_log2}"
            )
        return _BYTES.pack(
            whole("gate.hang_hops", self.hang_hops, 1, LARGEST_U16),
            q10("gate.floor_log2", self.floor_log2, -65_536, 65_536),
            q10("gate.open_margin_log2", self.open_margin_log2, 0, LARGEST_U16),
            q10("gate.close_margin_log2", self.close_margin_log2, 0, LARGEST_U16),
            q10(
                "gate.background_rise_log2_per_second", self.background_rise_log2_per_second,
                0, LARGEST_U16, HOPS_PER_SECOND,
            ),
        )  # fmt: skip

    @classmethod
    def from_bytes(cls, gate: bytes) -> Self:
        """The gate in those 12 bytes."""
        hang, floor, open_margin, close_margin, background_rise = _BYTES.unpack(gate)
        return cls(
            floor_log2=floor / 1024,
            open_margin_log2=open_margin / 1024,
            close_margin_log2=close_margin / 1024,
            hang_hops=hang,
            background_rise_log2_per_second=background_rise * HOPS_PER_SECOND / 1024,
        )
