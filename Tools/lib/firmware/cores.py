"""The cores that the firmware is built for, and the boards that QEMU has them on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Core:
    """A core: its name is that of its file in `Firmware/cortex-m/toolsets`."""

    name: str
    triple: str
    machine: str
    """What `qemu-system-arm` calls a board with it.

    That of ARMv6-M has a Cortex-M3, which executes this code, too."""


CORES = {
    core.name: core
    for core in (
        Core("cortex-m4", "armv7em-none-none-eabi", "mps2-an386"),
        Core("cortex-m7", "armv7em-none-none-eabi", "mps2-an500"),
        Core("armv6m", "armv6m-none-none-eabi", "mps2-an385"),
    )
}
