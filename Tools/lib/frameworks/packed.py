"""Packing a file and running it, with katydid-tools."""

import json
import subprocess
from pathlib import Path

import numpy as np

from .case import Case


class Failure(Exception):
    """Ends a case, with a message for people."""


def pack_and_run(tools: Path, file: Path, case: Case) -> tuple[np.ndarray, dict]:
    """The output of the packed network on the input of the case, [ticks, outputs], and the report of `pack`."""
    model, source, target = (file.with_suffix(suffix) for suffix in (".kat", ".in.npy", ".out.npy"))
    report = run(tools, "pack", file, "-o", model, "--json", *case.options)
    np.save(source, case.input)
    kind = "--membrane" if case.observed == "membrane" else "--output"
    run(tools, "simulate", "--model", model, "--input", source, kind, target)
    return np.load(target), json.loads(report)


def run(tools: Path, *arguments: object) -> str:
    result = subprocess.run([tools, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode:
        complaint = result.stderr.strip().splitlines()
        raise Failure(f"{arguments[0]}: {complaint[-1] if complaint else result.returncode}")
    return result.stdout
