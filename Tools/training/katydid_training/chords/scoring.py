"""How well the labels printed while chords were played agree with the truth: `score`.

Everything is judged by `mir_eval`'s comparison `majmin` (Raffel et al., "mir_eval: a transparent
implementation of common MIR metrics", ISMIR 2014): root and triad must agree, in any spelling; what
is neither major, minor, nor none in the truth is left out.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import mir_eval
import numpy as np

from .comparison import Comparison, Segment, compare

SHARPS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


@dataclass(frozen=True)
class ChordOutcome:
    """What became of one segment of the truth."""

    truth: Segment
    latency_seconds: float | None
    """From its start until the right label is first printed. Infinite: never. None: the right label
    stood already at the start."""
    changes: int
    """Of the printed label from its start to its end."""
    label_at_end: str
    is_right_at_end: bool


@dataclass(frozen=True)
class Score:
    """Of all segments (chords, and none) that can be compared, in all recordings. Recalls are shares of
    the seconds (weighted chord symbol recall); not a number where there are no seconds to score."""

    chords: int
    not_compared: int
    """Segments whose truth is neither major, minor, nor none."""
    seconds: float
    recall: float
    """Latency included: a label holds until the next is printed."""
    settled_recall: float
    """Without the first `SETTLING_SECONDS` of each segment."""
    right_at_end: float
    """Share of the segments at whose end the right label stands."""
    median_latency_seconds: float
    """Over the segments at whose start the right label does not stand; those that were never right
    count as infinite, so the median may be."""
    never_right: int
    changes_per_chord: float
    label_recall: dict[str, float]
    """`settled_recall` of each label of the truth, spelled with sharps."""
    confusion_seconds: dict[str, dict[str, float]]
    """Settled seconds by label of the truth and printed label, spelled with sharps."""

    def as_json(self) -> dict[str, Any]:
        """For `json.dumps`; what is not finite is null."""
        return {
            "chords": self.chords,
            "notCompared": self.not_compared,
            "seconds": round(self.seconds, 3),
            "recall": _finite(self.recall),
            "settledRecall": _finite(self.settled_recall),
            "rightAtEnd": _finite(self.right_at_end),
            "medianLatencySeconds": _finite(self.median_latency_seconds),
            "neverRight": self.never_right,
            "changesPerChord": _finite(self.changes_per_chord),
            "labelRecall": {label: _finite(share) for label, share in self.label_recall.items()},
            "confusionSeconds": {
                truth: {label: round(seconds, 3) for label, seconds in row.items()}
                for truth, row in self.confusion_seconds.items()
            },
        }


def score(truths: Sequence[Sequence[Segment]], estimates: Sequence[Sequence[Segment]]) -> Score:
    """Pooled over recordings, each with its truth and its estimate: segments without gaps.

    Raises `ValueError` if nothing can be compared, and what `compare` raises.
    """
    comparisons = [compare(*pair) for pair in zip(truths, estimates, strict=True)]
    outcomes = [outcome for comparison in comparisons for outcome in chord_outcomes(comparison)]
    if not outcomes:
        raise ValueError("no segment of the truth is a major or minor chord or none")
    right = np.concatenate([comparison.right for comparison in comparisons])
    seconds = np.concatenate([comparison.duration_seconds for comparison in comparisons])
    is_settled = np.concatenate([comparison.is_settled for comparison in comparisons])
    labels = np.array([with_sharps(c.truth[chord][2]) for c in comparisons for chord in c.chord])
    printed = [with_sharps(label) for comparison in comparisons for label in comparison.printed]
    latencies = [o.latency_seconds for o in outcomes if o.latency_seconds is not None]

    is_counted = is_settled & (right >= 0)
    confusion: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for index in np.flatnonzero(is_counted):
        confusion[str(labels[index])][printed[index]] += float(seconds[index])
    return Score(
        chords=len(outcomes),
        not_compared=sum(map(len, truths)) - len(outcomes),
        seconds=float(seconds[right >= 0].sum()),
        recall=_recall(right, seconds),
        settled_recall=_recall(right[is_settled], seconds[is_settled]),
        right_at_end=float(np.mean([outcome.is_right_at_end for outcome in outcomes])),
        median_latency_seconds=float(np.median(latencies)) if latencies else math.nan,
        never_right=sum(map(math.isinf, latencies)),
        changes_per_chord=float(np.mean([outcome.changes for outcome in outcomes])),
        label_recall={
            label: _recall(*(part[is_counted & (labels == label)] for part in (right, seconds)))
            for label in sorted(confusion)
        },
        confusion_seconds={
            truth: dict(sorted(confusion[truth].items())) for truth in sorted(confusion)
        },
    )


def chord_outcomes(comparison: Comparison) -> list[ChordOutcome]:
    """Of each segment of the truth that can be compared."""
    printed = comparison.printed
    is_change = np.array([False] + [a != b for a, b in zip(printed, printed[1:], strict=False)])
    outcomes = []
    for chord, truth in enumerate(comparison.truth):
        spans = np.flatnonzero(comparison.chord == chord)
        right = comparison.right[spans]
        if right[0] < 0:
            continue
        latency = None
        if right[0] == 0:
            firsts = comparison.start_seconds[spans[right > 0]]
            latency = float(firsts[0] - truth[0]) if len(firsts) else math.inf
        outcomes.append(
            ChordOutcome(
                truth=truth,
                latency_seconds=latency,
                changes=int(is_change[spans].sum()),
                label_at_end=printed[spans[-1]],
                is_right_at_end=bool(right[-1] > 0),
            )
        )
    return outcomes


@cache
def with_sharps(label: str) -> str:
    """`Db:maj` and `C#` as `C#:maj`; what has no root as it is."""
    if label in (mir_eval.chord.NO_CHORD, mir_eval.chord.X_CHORD):
        return label
    root, quality, degrees, bass = mir_eval.chord.split(label)
    root = SHARPS[mir_eval.chord.pitch_class_to_semitone(root) % 12]
    return mir_eval.chord.join(root, quality, sorted(degrees), bass)


def _recall(right: np.ndarray, seconds: np.ndarray) -> float:
    if not seconds[right >= 0].sum():
        return math.nan
    return float(mir_eval.chord.weighted_accuracy(right, seconds))


def _finite(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None
