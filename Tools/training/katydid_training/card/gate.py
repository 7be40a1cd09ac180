"""What the gate of the front end changes: decisions with it, and of the same network without it."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from katydid_reference import blob

from .tools import run_json


def without_gate(model: bytes) -> bytes:
    """The blob of the same model with the gate always open."""
    parts = blob.read(model)
    return blob.write(replace(parts, front_end=replace(parts.front_end, gate=None)))


def gate_effect(model: Path, manifest: Path, split: str, *options: Path | str) -> dict[str, Any]:
    """{"clips", "changed", "commands"} of a split: in how many clips the decision differs without the gate.

    `options` are further ones of `katydid-tools evaluate`.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        ungated = folder / f"{model.stem}-without-gate.kat"
        ungated.write_bytes(without_gate(model.read_bytes()))
        predictions, commands = [], []
        for which in (model, ungated):
            table = folder / f"{which.stem}.csv"
            arguments = ["evaluate", "--model", which, manifest, "--split", split, *options]
            commands.append(run_json(*arguments, "--predictions", table)["command"])
            predictions.append(_predicted(table))
    changed = sum(a != b for a, b in zip(*predictions, strict=True))
    return {"clips": len(predictions[0]), "changed": changed, "commands": commands}


def _predicted(table: Path) -> Sequence[tuple[str, str]]:
    with table.open(newline="") as file:
        return [(row["file"], row["predicted"]) for row in csv.DictReader(file)]
