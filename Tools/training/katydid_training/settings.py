"""Chooses the settings of the decision: on running audio of the split `dev`, and on speech without the words.

The decision is that of `Decision.md` in floating point, many recordings at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from .network import TICK_SECONDS
from .running import Spoken

SMOOTHINGS_MS = (100, 150, 200, 300, 400, 500)
CONSECUTIVE_TICKS = (2, 3, 5, 8, 10)
THRESHOLDS = tuple(round(0.4 + 0.05 * step, 2) for step in range(12))
HOLD_OFF_MS = 700
LONGEST_LATENCY_SECONDS = 0.85
"""From the start of a clip to its event, median, in settings that may be chosen if any is as quick."""
WRONG_WORD_COST = 2.0
"""In missed words."""
FALSE_ALARM_COST = 0.01
"""Of one a ten minutes of speech without the words, as a share of the words that it is worth to miss."""
FILLING = 100.0
"""Potential that no other class comes near."""


@dataclass(frozen=True)
class Settings:
    smoothing_ms: int
    threshold: float
    consecutive_ticks: int
    hold_off_ms: int = HOLD_OFF_MS


@dataclass(frozen=True)
class Outcome:
    settings: Settings
    hits: float
    """Share of the words whose first event names the word."""
    wrong_words: float
    """Share of the words whose first event names another."""
    false_alarms: float
    """Events in ten minutes of speech without the words."""
    latency_seconds: float
    """From the start of a clip to its event, median of the hits."""

    @property
    def worth(self) -> float:
        return self.hits - WRONG_WORD_COST * self.wrong_words - FALSE_ALARM_COST * self.false_alarms

    def __str__(self) -> str:
        s = self.settings
        return (
            f"smoothing {s.smoothing_ms} ms, threshold {s.threshold}, {s.consecutive_ticks} ticks: "
            f"in running audio {100 * self.hits:.1f} % of the words, {100 * self.wrong_words:.1f} % "
            f"taken for another, {self.latency_seconds:.2f} s after their start; "
            f"{self.false_alarms:.1f} false alarms in ten minutes of speech"
        )


@dataclass(frozen=True)
class Scores:
    """Of many recordings at each tick: the best class and its softmax, both [ticks, recordings]."""

    best: np.ndarray
    score: np.ndarray

    @classmethod
    def of(cls, readout: np.ndarray, smoothing_ms: int) -> "Scores":
        """From potentials [ticks, recordings, classes]."""
        share = 1000 * TICK_SECONDS / (smoothing_ms + 1000 * TICK_SECONDS)
        smooth = np.zeros(readout.shape[1:])
        best = np.empty(readout.shape[:2], int)
        score = np.empty(readout.shape[:2])
        for tick, potentials in enumerate(readout):
            smooth += share * (potentials - smooth)
            best[tick] = smooth.argmax(1)
            odds = np.exp(smooth - smooth.max(1, keepdims=True))
            score[tick] = 1 / odds.sum(1)
        return cls(best, score)

    def events(
        self, settings: Settings, words: int
    ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Tick by tick: in which recordings there is an event, of which class, with which score."""
        hold_off_ticks = int(settings.hold_off_ms / (1000 * TICK_SECONDS))
        count = self.best.shape[1]
        run, run_class = np.zeros(count, int), np.full(count, -1)
        has_event, waits = np.zeros(count, bool), np.zeros(count, int)
        for best, score in zip(self.best, self.score, strict=True):
            counts = (score >= settings.threshold) & (best < words)
            goes_on = counts & (best == run_class)
            run = np.where(goes_on, run + 1, counts.astype(int))
            has_event &= goes_on
            run_class = np.where(counts, best, -1)
            is_event = (run >= settings.consecutive_ticks) & ~has_event & (waits == 0)
            waits = np.maximum(waits - 1, 0)
            waits[is_event] = hold_off_ticks
            has_event |= is_event
            yield is_event, best, score


def first_events(
    scores: Scores, settings: Settings, clips: list[list[Spoken]], words: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every clip of a word: its class, the class of its first event (-1: none), and ticks from its start to
    that event. `clips` are those of each recording, in order of time."""
    events: list[list[tuple[int, int]]] = [[] for _ in clips]
    for tick, (is_event, best, _) in enumerate(scores.events(settings, words)):
        for recording in np.flatnonzero(is_event):
            events[recording].append((tick, int(best[recording])))
    rows = [
        (
            clip.label,
            *next(
                ((label, t - clip.start) for t, label in own if clip.start <= t <= clip.last),
                (-1, 0),
            ),
        )
        for own, spoken in zip(events, clips, strict=True)
        for clip in spoken
        if clip.label < words
    ]
    labels, named, ticks = np.array(rows).T
    return labels, named, ticks


def stacked(readouts: list[np.ndarray], words: int) -> np.ndarray:
    """Recordings [ticks, classes] of different lengths as [ticks, recordings, classes]; what is missing is a class
    that is never an event."""
    result = np.zeros((max(map(len, readouts)), len(readouts), readouts[0].shape[1]))
    result[..., words:] = FILLING
    for index, readout in enumerate(readouts):
        result[: len(readout), index] = readout
    return result


def choose(
    readouts: list[np.ndarray], clips: list[list[Spoken]], speech: list[np.ndarray], words: int
) -> Outcome:
    """The settings that are worth most among the quick ones. `readouts`, each [ticks, classes], are of running
    audio with `clips` in it, `speech` of recordings without the words."""
    ten_minutes = sum(len(readout) for readout in speech) * TICK_SECONDS / 600
    running, sentences = stacked(readouts, words), stacked(speech, words)
    outcomes = []
    for smoothing_ms in SMOOTHINGS_MS:
        scores, heard = Scores.of(running, smoothing_ms), Scores.of(sentences, smoothing_ms)
        for threshold, ticks in product(THRESHOLDS, CONSECUTIVE_TICKS):
            settings = Settings(smoothing_ms, threshold, ticks)
            labels, named, delays = first_events(scores, settings, clips, words)
            is_hit = named == labels
            alarms = sum(int(is_event.sum()) for is_event, _, _ in heard.events(settings, words))
            # An event is at the end of its tick.
            latency = TICK_SECONDS * (np.median(delays[is_hit]) + 1) if is_hit.any() else np.inf
            wrong = float(np.mean((named >= 0) & ~is_hit))
            outcomes.append(
                Outcome(settings, float(is_hit.mean()), wrong, alarms / ten_minutes, float(latency))
            )
    allowed = max(LONGEST_LATENCY_SECONDS, min(outcome.latency_seconds for outcome in outcomes))
    return max(
        (outcome for outcome in outcomes if outcome.latency_seconds <= allowed),
        key=lambda outcome: outcome.worth,
    )
