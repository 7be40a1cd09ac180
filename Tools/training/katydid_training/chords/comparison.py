"""One recording's printed labels beside its truth. `mir_eval` says which are right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import mir_eval
import numpy as np

Segment = tuple[float, float, str]
"""Start and end in seconds, and a label in Harte syntax."""
NO_CHORD = mir_eval.chord.NO_CHORD
SETTLING_SECONDS = 0.15
"""From an onset until a listener may be expected to have heard the chord."""
_SAME_TIME_SECONDS = 1e-6


@dataclass(frozen=True)
class Comparison:
    """A recording cut into spans wherever the truth or the printed label changes, and
    `SETTLING_SECONDS` after each onset."""

    truth: list[Segment]
    chord: np.ndarray
    """int [spans]: index of the segment of the truth."""
    start_seconds: np.ndarray
    duration_seconds: np.ndarray
    printed: list[str]
    """[spans]"""
    right: np.ndarray
    """float [spans]: 1 right, 0 wrong, -1 where the truth is neither major, minor, nor none."""
    is_settled: np.ndarray
    """bool [spans]"""


def hold_labels(changes: Iterable[tuple[float, str]], end_seconds: float) -> list[Segment]:
    """Segments from 0 to `end_seconds` of labels (time, label) that hold until the next; none before
    the first. `changes` are in the order of time; those from `end_seconds` on are left out."""
    segments: list[Segment] = []
    start, label = 0.0, NO_CHORD
    for time, following in changes:
        if time >= end_seconds:
            break
        if time > start:
            segments.append((start, time, label))
        start, label = time, following
    return [*segments, (start, end_seconds, label)]


def compare(truth: Sequence[Segment], estimate: Sequence[Segment]) -> Comparison:
    """Each without gaps or overlaps; outside of its segments the estimate is no chord.

    Raises `ValueError` on gaps and overlaps, `mir_eval.chord.InvalidChordException` on a label that
    is not in Harte syntax.
    """
    halves = [half for index, segment in enumerate(truth) for half in _at_settling(index, segment)]
    intervals = _intervals([segment for segment, _ in halves], "truth")
    estimate_intervals, labels = mir_eval.util.adjust_intervals(
        _intervals(estimate, "estimate"),
        [label for _, _, label in estimate],
        intervals[0, 0],
        intervals[-1, 1],
        NO_CHORD,
        NO_CHORD,
    )
    spans, sources, printed = mir_eval.util.merge_labeled_intervals(
        intervals, [source for _, source in halves], estimate_intervals, labels
    )
    chord = np.array([index for index, _ in sources])
    return Comparison(
        truth=list(truth),
        chord=chord,
        start_seconds=spans[:, 0],
        duration_seconds=mir_eval.util.intervals_to_durations(spans),
        printed=printed,
        right=mir_eval.chord.majmin([truth[index][2] for index in chord], printed),
        is_settled=np.array([is_settled for _, is_settled in sources]),
    )


def _at_settling(index: int, segment: Segment) -> list[tuple[Segment, tuple[int, bool]]]:
    """The segment cut in two, each part with its source: the index, and whether it is settled."""
    start, end, label = segment
    settled = start + SETTLING_SECONDS
    if settled >= end:
        return [(segment, (index, False))]
    return [((start, settled, label), (index, False)), ((settled, end, label), (index, True))]


def _intervals(segments: Sequence[Segment], name: str) -> np.ndarray:
    """float64 [segments, 2] seconds; each starts where the one before it ends, to the bit."""
    if not segments:
        raise ValueError(f"the {name} has no segments")
    intervals = np.array([(start, end) for start, end, _ in segments], np.float64)
    apart = np.abs(intervals[1:, 0] - intervals[:-1, 1]) > _SAME_TIME_SECONDS
    if apart.any():
        later = intervals[1:][apart][0, 0]
        raise ValueError(f"the {name} has a gap or an overlap before {later:.3f} s")
    if (intervals[:, 1] <= intervals[:, 0]).any():
        raise ValueError(f"the {name} has a segment that does not end after its start")
    intervals[:-1, 1] = intervals[1:, 0]
    return intervals
