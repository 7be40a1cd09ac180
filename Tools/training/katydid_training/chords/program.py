"""What `katydid recognize` prints of a recording."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import mir_eval

from ..errors import DataError, MissingError
from ..model import ROOT

PROGRAM = ROOT / ".build" / "release" / "katydid"
"""Tools/evaluate-chords has built it."""


class ProgramError(Exception):
    """The program failed; the message is its own."""

    def __init__(self, message: str, exit_code: int):
        super().__init__(message)
        self.exit_code = exit_code


def printed_labels(
    program: Path, model: str, recording: Path, options: Sequence[str] = ()
) -> list[tuple[float, str]]:
    """Labels with their times in seconds. `model` is a name or a path, `options` are further ones.

    Raises `ProgramError` if the program fails, `DataError` if the model does not name chords.
    """
    command = [program, "recognize", "--model", model, "--json", *options, recording]
    try:
        finished = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise MissingError(
            f"{program}: no such file; run 'swift build -c release --product katydid'"
        ) from error
    if finished.returncode != 0:
        message = finished.stderr.strip() or f"katydid ended with {finished.returncode}"
        raise ProgramError(message, finished.returncode)
    events = [json.loads(line) for line in finished.stdout.splitlines()]
    labels = [(event["time"], event["label"]) for event in events]
    for _, label in labels:
        try:
            mir_eval.chord.validate_chord_label(label)
        except mir_eval.chord.InvalidChordException as error:
            raise DataError(
                f"{model}: its label '{label}' is not a chord in Harte syntax; give a model of chords "
                "with --model"
            ) from error
    return labels
