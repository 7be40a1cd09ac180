"""The program of a board, run on this machine by qemu-user."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOARDS = ("aarch64", "armv7", "armv6", "amd64")
ALSA = "/usr/share/alsa/alsa.conf"

EMULATORS = {
    "aarch64": ["qemu-aarch64-static"],
    "armv7": ["qemu-arm-static", "-cpu", "cortex-a7"],
    # Refuses every instruction that a Raspberry Pi Zero does not have.
    "armv6": ["qemu-arm-static", "-cpu", "arm1176", "/lib/ld-linux.so.3"],
    "amd64": [],
}


class BuildError(Exception):
    """A program could not be built; the message says why."""


@dataclass(frozen=True)
class Board:
    name: str

    def build(self, *options: str) -> Path:
        """What `Tools/build-board` makes: the path in its last line."""
        command = ["Tools/build-board", self.name, *options]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if run.returncode:
            raise BuildError(f"{' '.join(command)}\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
        return ROOT / run.stdout.splitlines()[-1]

    def command(self, program: Path) -> list[str]:
        """What runs a program of the board on this machine."""
        runnable = with_soft_float_libraries(program) if self.name == "armv6" else program
        return [*EMULATORS[self.name], str(runnable)]

    def run(self, program: Path, *arguments: str, **options) -> subprocess.CompletedProcess:
        environment = os.environ | {"ALSA_CONFIG_PATH": ALSA} | options.pop("environment", {})
        return subprocess.run(
            [*self.command(program), *map(str, arguments)],
            cwd=ROOT, env=environment, capture_output=True, timeout=300, **options,
        )  # fmt: skip


def with_soft_float_libraries(program: Path) -> Path:
    """A copy of a program for ARMv6 that says to be of the ABI `armel`.

    Debian's libraries for `armhf` are made of ARMv7 instructions, those for `armel` of older ones.
    The two differ in how floating-point numbers are passed to functions, and the program passes
    none to a library.
    """
    copy = program.with_name(program.name + "-armel")
    if copy.exists() and copy.stat().st_mtime >= program.stat().st_mtime:
        return copy
    shutil.copy(program, copy)
    # e_flags of the ELF header: EF_ARM_ABI_FLOAT_SOFT in place of EF_ARM_ABI_FLOAT_HARD.
    with open(copy, "r+b") as file:
        file.seek(0x24)
        flags = int.from_bytes(file.read(4), "little")
        file.seek(0x24)
        file.write((flags & ~0x400 | 0x200).to_bytes(4, "little"))
    return copy
