"""Every figure of a model card, measured with the packed model."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..sound import read_sound
from .activity import SETTLING_SECONDS, activity, digital_silence, faint_noise, read_folder
from .gate import gate_effect
from .tools import run_json

FORMAT, VERSION = "katydid-card", 1
CLEAN, NOISE, BABBLE = "clean", "noise", "babble"
CONDITIONS = ((CLEAN, None), (NOISE, 20), (NOISE, 10), (NOISE, 5), (BABBLE, 10))
"""What is added to clips, and how many dB below their mean power."""
GATE_CONDITIONS = ((CLEAN, None), (NOISE, 20))
STREAM_SNR_DB = 20
STREAM_LEVEL_DB = -26


def measure_card(
    model: Path,
    manifest: Path,
    kept_noise: Path,
    babble: Path | None,
    speech: Sequence[Path] = (),
    splits: Sequence[str] = ("dev",),
    *,
    training_command: str,
    seeds: Sequence[dict[str, float]] = (),
    float_words_percent: dict[str, float] | None = None,
) -> dict[str, Any]:
    """Measures `model` and returns what `write_card` takes.

    `manifest` is as `katydid-tools evaluate` reads it. `kept_noise`, `babble` (see `write_babble`) are
    folders of recordings that training never heard; `speech` are folders of speech without the words, the first for the
    figures of activity. `splits` come in the order in which the
    card shows them, the one that counts last. Of each seed that was trained, `seeds` has {"seed", "dev_words",
    "dev_words_10_db"}, in percent by the mean readout; `float_words_percent` has for a split what the network in
    floating point reaches on its clean clips. What is None or empty is left out of the card, which says so.
    Raises CalledProcessError if a tool fails.
    """
    rows = _rows(manifest)
    inspected = run_json("inspect", model)
    noises = {NOISE: kept_noise, BABBLE: babble}
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": model.stem,
        "model": inspected,
        "training": {
            "command": training_command,
            "seeds": list(seeds),
            "float_words_percent": float_words_percent or {},
        },
        "data": _data(rows, _words(inspected["report"])),
        "splits": list(splits),
        "evaluations": [
            {"split": split, "condition": condition, "snr_db": snr_db}
            | run_json("evaluate", "--model", model, manifest, "--split", split, *options)
            for split in splits
            for condition, snr_db, options in _conditions(CONDITIONS, noises)
        ],
        "gate": [
            {"split": split, "condition": condition, "snr_db": snr_db}
            | gate_effect(model, manifest, split, *options)
            for split in splits
            for condition, snr_db, options in _conditions(GATE_CONDITIONS, noises)
        ],
        "streams": [
            {"split": split} | _stream(model, manifest, split, kept_noise, speech)
            for split in splits
        ],
        "activity": _activity(model, manifest, rows, inspected["report"], kept_noise, speech),
    }


def _conditions(
    conditions: Sequence[tuple[str, int | None]], noises: dict[str, Path | None]
) -> Iterator[tuple[str, int | None, list[Path | str]]]:
    """Those for which there are recordings, with the options of `katydid-tools evaluate`."""
    for condition, snr_db in conditions:
        if condition == CLEAN:
            yield condition, None, []
        elif (folder := noises[condition]) is not None:
            yield condition, snr_db, ["--noise", folder, "--snr", str(snr_db)]


def _stream(
    model: Path, manifest: Path, split: str, kept_noise: Path, speech: Sequence[Path]
) -> dict[str, Any]:
    options = [option for folder in (*speech, kept_noise) for option in ("--negative", folder)]
    noise = ("--noise", kept_noise, "--snr", str(STREAM_SNR_DB), "--level", str(STREAM_LEVEL_DB))
    return run_json(
        "evaluate-stream", "--model", model, manifest, "--split", split, *noise, *options
    )


def _activity(
    model: Path,
    manifest: Path,
    rows: list[dict[str, str]],
    inspected: dict[str, Any],
    kept_noise: Path,
    speech: Sequence[Path],
) -> list[dict[str, Any]]:
    """Words are those of the split dev: no choice is made by it, so one split is enough."""
    words = _words(inspected)
    clips = [
        manifest.parent / row["file"]
        for row in rows
        if row["split"] == "dev" and row["word"] in words
    ]
    sounds: list[tuple[str, list[np.ndarray], int]] = [
        ("words", [read_sound(clip) for clip in clips], 0)
    ]
    if speech:
        sounds.append(("speech", list(read_folder(speech[0])), 0))
    sounds += [
        ("noise", list(read_folder(kept_noise)), 0),
        ("faint steady noise", [faint_noise()], SETTLING_SECONDS),
        ("digital silence", [digital_silence()], 0),
    ]
    return [activity(model, name, recordings, settling) for name, recordings, settling in sounds]


def _words(inspected: dict[str, Any]) -> list[str]:
    never = inspected["decision"]["neverEvents"]
    return [label for label in inspected["labels"] if label not in never]


def _rows(manifest: Path) -> list[dict[str, str]]:
    """With the column `word`, which may be called label."""
    with manifest.open(newline="") as file:
        return [{"word": row.get("label", "")} | row for row in csv.DictReader(file)]


def _data(rows: list[dict[str, str]], words: list[str]) -> list[dict[str, Any]]:
    """Of each split its clips, those of the words, and the speakers, None where they are not known."""
    result = []
    for split in sorted({row["split"] for row in rows}, key=_order):
        clips = [row for row in rows if row["split"] == split]
        speakers = {row["speaker"] for row in clips if row.get("speaker")}
        result.append(
            {
                "split": split,
                "clips": len(clips),
                "clips_of_words": sum(row["word"] in words for row in clips),
                "speakers": len(speakers) or None,
            }
        )
    return result


def _order(split: str) -> tuple[int, str]:
    usual = ("train", "dev", "check")
    return usual.index(split) if split in usual else len(usual), split
