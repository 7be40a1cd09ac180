"""What a front end can be told (`FrontEnd.md`), and the values that models are trained with unless they say otherwise."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class GateParameters:
    """When the gate opens and closes. Levels in log2 units (of LSB^2), Q10."""

    floor: int = -3072
    """The background never falls below this."""
    open_margin: int = 1536
    close_margin: int = 768
    hang_hops: int = 30
    """Hops in a row below the close margin that close the gate."""
    rise: int = 41
    """The most that the background rises in a hop."""


@dataclass(frozen=True)
class FrontEndParameters:
    """Levels and steps in log2 units, Q10."""

    hops_per_tick: int = 2
    floor: int = -4 * 1024
    """Level of a band that counts as 0."""
    rise_shift: int = 7
    fall_shift: int = 4
    clamps_at_zero: bool = True
    """Whether negative normalised values become 0."""
    step: int = 1362
    limit: int = 15
    gate: GateParameters | None = field(default_factory=GateParameters)
    """None: every hop is open."""


@dataclass(frozen=True)
class SemitoneParameters:
    """Levels and steps in log2 units, Q10."""

    hops_per_tick: int = 2
    floor: int = 0
    """Level of a band that counts as 0."""
    range: int = 12 * 1024
    """How far below the highest band a band still stands out."""
    step: int = 1024
    limit: int = 15
    gate: GateParameters | None = field(default_factory=lambda: GateParameters(rise=1))
    """None: every hop is open."""
