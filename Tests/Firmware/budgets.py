"""What the firmware may cost.

Instructions a hop of 10 ms as QEMU counts them, and bytes: measured, and 3 % more for another
compiler. What was aimed at: on Cortex-M4 250,000 instructions a hop for words, a fifth of it with
the gate closed; 96 KiB of RAM and 256 KiB of flash, which the linker script holds for all.
"""

from dataclasses import dataclass
from pathlib import Path

DEMO = Path("Firmware/demo")


@dataclass(frozen=True)
class Case:
    """A core, and the model that hears the recording of its demonstration on it."""

    core: str
    model: str
    most: dict[str, int]

    @property
    def recording(self) -> str:
        return str(DEMO / {"keywords": "words.flac", "chords": "chords.flac"}[self.model])


CASES = [
    Case(
        "cortex-m4",
        "keywords",
        {
            "worst_hop": 176_000,
            "open_gate_per_hop": 95_000,
            "front_end_per_hop": 70_500,
            "network_per_hop": 26_000,
            "closed_gate_per_hop": 22_300,
            "interrupt_per_hop": 600,
            "flash_bytes": 178_000,
            "ram_bytes": 37_500,
            "stack_bytes": 7_000,
        },
    ),
    Case(
        "cortex-m4",
        "chords",
        {
            "worst_hop": 461_000,
            "open_gate_per_hop": 221_000,
            "closed_gate_per_hop": 13_600,
            "interrupt_per_hop": 600,
            "flash_bytes": 223_000,
            "ram_bytes": 47_000,
            "stack_bytes": 8_400,
        },
    ),
    Case(
        "cortex-m7",
        "keywords",
        {
            "worst_hop": 176_500,
            "open_gate_per_hop": 91_000,
            "front_end_per_hop": 66_000,
            "network_per_hop": 25_700,
            "closed_gate_per_hop": 21_900,
            "interrupt_per_hop": 600,
            "flash_bytes": 176_000,
            "ram_bytes": 37_500,
            "stack_bytes": 7_000,
        },
    ),
    Case(
        "armv6m",
        "keywords",
        {
            "worst_hop": 448_000,
            "open_gate_per_hop": 309_000,
            "front_end_per_hop": 235_000,
            "network_per_hop": 74_000,
            "closed_gate_per_hop": 51_300,
            "interrupt_per_hop": 1_600,
            "flash_bytes": 178_700,
            "ram_bytes": 37_500,
            "stack_bytes": 7_100,
        },
    ),
]
