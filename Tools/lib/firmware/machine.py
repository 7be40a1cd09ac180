"""Runs an image on an emulated board."""

import json
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

from .cores import Core
from .failure import INTERNAL, Failure

SPEEDS = {round(1000 / 2**shift): shift for shift in range(1, 9)}
"""By millions of instructions a second of the emulated core: `shift`, one takes `2^shift` ns."""
STOPWATCH_NS = 40
"""A tick of the timer that the firmware measures with."""
ERROR = "error: "
"""How a line of the firmware begins that says why it ends."""
MEASURED = '{"hops_per_tick"'
"""How the one with its figures begins."""


def run(
    image: Path, core: Core, mips: int, limit_seconds: float, on_event: Callable[[str], None]
) -> dict:
    """Runs an image, hands each event on as the line that it is, and returns what the firmware measured.

    Raises `Failure` with the firmware's own message and exit code if it failed.
    """
    command = ["qemu-system-arm", "-machine", core.machine]
    # Every instruction takes the same time, and none passes while the processor sleeps: repeatable to the instruction.
    command += ["-icount", f"shift={SPEEDS[mips]},sleep=off"]
    command += ["-display", "none", "-monitor", "none", "-serial", "stdio", "-semihosting"]
    command += ["-kernel", str(image)]
    measured, error = None, None
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as board:
        watchdog = threading.Timer(limit_seconds, board.kill)
        watchdog.start()
        for line in board.stdout:
            text = line.rstrip("\n")
            if text.startswith(ERROR):
                error = text.removeprefix(ERROR)
            elif text.startswith(MEASURED):
                measured = json.loads(text)
            else:
                on_event(text)
        watchdog.cancel()
        said = board.stderr.read().strip()
        status = board.wait()
    if error is not None:
        raise Failure(status, error)
    if status < 0:
        raise Failure(INTERNAL, f"the firmware did not end within {limit_seconds:.0f} s")
    if status or measured is None:
        raise Failure(INTERNAL, f"the emulator ended with exit code {status}: {said}")
    return measured


def instructions_per_tick(mips: int) -> float:
    """Instructions in a tick of the firmware's stopwatch."""
    return STOPWATCH_NS / 2 ** SPEEDS[mips]
