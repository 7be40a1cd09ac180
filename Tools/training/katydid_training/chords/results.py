"""Scores of recordings by collection and group, as text, JSON and CSV; recordings as .lab files."""

import csv
import io
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import soundfile

from ..errors import DataError
from ..files import write_text
from .attack import LEAD_SECONDS
from .comparison import SETTLING_SECONDS, Segment, compare
from .recordings import Recording
from .scoring import Score, chord_outcomes, score

COLUMNS = (
    *("chords", "recall", f"from {SETTLING_SECONDS:g} s", "at end", "latency", "changes"),
    "never right",
)
CLIP_COLUMNS = ("file", "recording", "start", "end", "truth", "latency", "changes", "label_at_end",
                "right_at_end")  # fmt: skip
MOST_CONFUSIONS = 5


@dataclass(frozen=True)
class Heard:
    """A recording and the segments of what was printed while it was heard."""

    recording: Recording
    estimate: list[Segment]


@dataclass(frozen=True)
class Row:
    collection: str | None
    """None: all of them."""
    group: str | None
    """None: all of the collection."""
    score: Score

    @property
    def title(self) -> tuple[str, str]:
        return self.collection or "all", "" if self.group is None else self.group or "no note"

    def as_json(self) -> dict[str, Any]:
        return {"collection": self.collection, "group": self.group, **self.score.as_json()}


def rows_of(heard: Sequence[Heard]) -> list[Row]:
    """A row for each group, for each collection, and for all; none that would only repeat another."""
    by_collection: dict[str, dict[str, list[Heard]]] = {}
    for one in heard:
        groups = by_collection.setdefault(one.recording.collection, {})
        groups.setdefault(one.recording.group, []).append(one)
    rows = []
    for collection, groups in by_collection.items():
        if len(groups) > 1:
            rows += [Row(collection, group, _score(part)) for group, part in groups.items()]
        rows.append(
            Row(collection, None, _score([one for part in groups.values() for one in part]))
        )
    if len(by_collection) > 1:
        rows.append(Row(None, None, _score(heard)))
    return rows


def table(rows: Sequence[Row]) -> str:
    """For people: a line for each row, where clips begin, then what was taken for what in each collection."""
    lines = [("", "", *COLUMNS)]
    lines += [(*row.title, *_cells(row.score)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = []
    for line in lines:
        cells = zip(line, widths, strict=True)
        justified = [c.rjust(w) if i > 1 else c.ljust(w) for i, (c, w) in enumerate(cells)]
        text.append("  ".join(justified).rstrip())
    text += ["", f"Clips begin at most {1000 * LEAD_SECONDS:g} ms before their attack."]
    for row in rows:
        confusions = most_confused(row.score)
        if row.collection and row.group is None and confusions:
            named = [f"{truth} as {label} {s:.1f} s" for truth, label, s in confusions]
            text += ["", f"Most often wrong in {row.collection}: {', '.join(named)}"]
    return "\n".join(text)


def most_confused(figures: Score) -> list[tuple[str, str, float]]:
    """Label of the truth, label printed and settled seconds: the longest first."""
    wrong = [
        (truth, label, seconds)
        for truth, row in figures.confusion_seconds.items()
        for label, seconds in row.items()
        if label != truth
    ]
    return sorted(wrong, key=lambda entry: -entry[2])[:MOST_CONFUSIONS]


def clip_table(heard: Sequence[Heard]) -> str:
    """CSV with a line for each clip that can be compared."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CLIP_COLUMNS)
    for one in heard:
        recording = one.recording
        clips = dict(zip(recording.truth, recording.clips, strict=True))
        for outcome in chord_outcomes(compare(recording.truth, one.estimate)):
            start, end, label = outcome.truth
            latency = outcome.latency_seconds
            writer.writerow([
                clips[outcome.truth], recording.name, f"{start:.4f}", f"{end:.4f}", label,
                "" if latency is None else f"{latency:.4f}", outcome.changes, outcome.label_at_end,
                "yes" if outcome.is_right_at_end else "no",
            ])  # fmt: skip
    return text.getvalue().rstrip("\n")


def write_labs(heard: Sequence[Heard], folder: Path) -> None:
    """NAME.wav, NAME.truth.lab and NAME.estimate.lab of each recording."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in heard:
        name = one.recording.name
        write_wav(one.recording, folder / f"{name}.wav")
        write_text(_lab(one.recording.truth), folder / f"{name}.truth.lab")
        write_text(_lab(one.estimate), folder / f"{name}.estimate.lab")


def write_wav(recording: Recording, path: Path) -> None:
    temporary = path.with_name(path.name + ".part")
    soundfile.write(temporary, recording.samples, recording.rate_hz, "PCM_16", format="WAV")
    os.replace(temporary, path)


def _score(heard: Sequence[Heard]) -> Score:
    try:
        return score([one.recording.truth for one in heard], [one.estimate for one in heard])
    except ValueError as error:
        raise DataError(f"{heard[0].recording.name}: {error}; leave such clips out") from error


def _cells(figures: Score) -> tuple[str, ...]:
    latency = figures.median_latency_seconds
    return (
        f"{figures.chords:,}",
        f"{figures.recall:.3f}",
        "-" if math.isnan(figures.settled_recall) else f"{figures.settled_recall:.3f}",
        f"{figures.right_at_end:.3f}",
        "-" if math.isnan(latency) else "never" if math.isinf(latency) else f"{latency:.3f} s",
        f"{figures.changes_per_chord:.2f}",
        f"{figures.never_right}",
    )


def _lab(segments: Sequence[Segment]) -> str:
    return "\n".join(f"{start:.6f}\t{end:.6f}\t{label}" for start, end, label in segments)
