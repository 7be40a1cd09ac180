"""Counts instructions: they are repeatable where seconds are not."""

import os
import re
import subprocess


class Failure(Exception):
    """Ends the run with a message."""


def call(command, **options):
    """What a command prints; a failure with all that it said if it fails."""
    ran = subprocess.run(command, capture_output=True, text=True, **options)
    if ran.returncode:
        said = (ran.stdout + ran.stderr).strip()
        raise Failure(f"{said}\n{' '.join(map(str, command))}: exit code {ran.returncode}")
    return ran


def instructions(command, within=None):
    """Instructions that a command executes from start to end, or within functions of a name (with wildcards)."""
    # Swift seeds its hashes at random; then even set-up would not be repeatable.
    environment = os.environ | {"SWIFT_DETERMINISTIC_HASHING": "1"}
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    if within:
        tool.append(f"--toggle-collect={within}")
    ran = call([*tool, *map(str, command)], env=environment)
    return int(re.search(r"Collected : (\d+)", ran.stderr)[1])


def per_tick(command, first, last):
    """Instructions a tick from tick `first` to tick `last`; `command(n)` is a run of n ticks."""
    return (instructions(command(last)) - instructions(command(first))) / (last - first)
