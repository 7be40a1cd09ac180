"""Every figure of the card of a chord model, measured with the packed model."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...card.activity import SETTLING_SECONDS, activity, digital_silence, faint_noise, read_folder
from ...card.tools import run_json
from ..conditions import Conditions
from ..development import at_board_rate
from ..labelled_clips import Collection
from ..listening import hear
from ..program import PROGRAM
from ..recordings import build_recordings
from ..results import Heard
from ..scoring import Score, score

FORMAT, VERSION = "katydid-chord-card", 1
NOISE_DB = 10
DETUNED_CENTS = (-40, -20, 20, 40)


def measure_card(
    model: Path,
    real: Sequence[Collection],
    held_out: Sequence[Collection],
    noise: Path | None,
    *,
    training_command: str,
    float_scores: dict[str, Score],
    program: Path = PROGRAM,
) -> dict[str, Any]:
    """Measures `model` and returns what `write_card` takes.

    `real` collections are heard in all conditions, those that were `held_out` of training as they are.
    `noise` is a folder of recordings that training never heard; None: there are none. `float_scores` has by
    collection what the network in floating point reaches on the real ones, clean. Raises `ProgramError`,
    `DataError`, CalledProcessError if a tool fails.
    """
    plans = [(c, True, conditions) for c in real for conditions in _conditions(noise)]
    plans += [(c, False, Conditions()) for c in held_out]
    music = [
        at_board_rate(recording).samples
        for collection in real or held_out
        for recording in build_recordings(collection)
    ]
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": model.stem,
        "model": run_json("inspect", model),
        "training": {
            "command": training_command,
            "float": {name: figures.as_json() for name, figures in float_scores.items()},
        },
        "evaluations": [_evaluation(model, *plan, program) for plan in plans],
        "activity": _activity(model, music, noise),
    }


def _conditions(noise: Path | None) -> list[Conditions]:
    noisy = [] if noise is None else [Conditions(noise_folder=noise, signal_to_noise_db=NOISE_DB)]
    return [Conditions(), *noisy, *(Conditions(detune_cents=cents) for cents in DETUNED_CENTS)]


def _evaluation(
    model: Path, collection: Collection, is_real: bool, conditions: Conditions, program: Path
) -> dict[str, Any]:
    recordings = build_recordings(collection, conditions)
    heard: list[Heard] = hear(recordings, str(model), program=program)
    figures = score([h.recording.truth for h in heard], [h.estimate for h in heard])
    manifest = f"{collection.name}/{collection.manifest.name}"
    command = ["Tools/evaluate-chords", "--model", model.name, "--manifest", manifest]
    snr_db = conditions.signal_to_noise_db if conditions.noise_folder else None
    if conditions.noise_folder:
        command += ["--noise", conditions.noise_folder.name, "--snr", f"{snr_db:g}"]
    if conditions.detune_cents:
        command += ["--detune", f"{conditions.detune_cents:g}"]
    return {
        "collection": collection.name,
        "is_real": is_real,
        "snr_db": snr_db,
        "detune_cents": conditions.detune_cents,
        "command": shlex.join([*command, "--json"]),
        "score": figures.as_json(),
    }


def _activity(model: Path, music: list[np.ndarray], noise: Path | None) -> list[dict[str, Any]]:
    sounds: list[tuple[str, list[np.ndarray], int]] = [("music", music, 0)]
    if noise is not None:
        sounds.append(("noise", list(read_folder(noise)), 0))
    sounds += [
        ("faint steady noise", [faint_noise()], SETTLING_SECONDS),
        ("digital silence", [digital_silence()], 0),
    ]
    return [activity(model, name, recordings, settling) for name, recordings, settling in sounds]
