"""Chooses the settings of the decision: on running audio of the split `dev`, and on speech without the words.

The decision is that of `Decision.md` in floating point, many recordings at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from .network import TICK_SECONDS
from .running import Spoken

SMOOTHINGS_MS = (100, 150, 200, 250, 300)
CONSECUTIVE_TICKS = (5, 8, 10, 12)
THRESHOLDS = tuple(round(0.4 + 0.05 * step, 2) for step in range(12))
HOLD_OFFS_MS = (700, 1000)
LONGEST_LATENCY_SECONDS = 0.85
"""From the start of a clip to its event, median, in settings that may be chosen if any is as quick."""
WRONG_WORD_COST = 2.0
"""In missed words."""
FALSE_ALARM_COST = 0.004
"""Of one in ten minutes, as a share of the words that it is worth to miss."""
FILLING = 100.0
"""Potential that no other class comes near."""


@dataclass(frozen=True)
class Settings:
    smoothing_ms: int
    threshold: float
    consecutive_ticks: int
    hold_off_ms: int = 700


@dataclass(frozen=True)
class Outcome:
    settings: Settings
    hits: float
    """Share of the words whose first event names the word."""
    wrong_words: float
    """Share of the words whose first event names another."""
    false_alarms: float
    """Events in ten minutes of speech without the words, and in ten minutes of running audio that belong to no word."""
    latency_seconds: float
    """From the start of a clip to its event, median of the hits."""

    @property
    def worth(self) -> float:
        return self.hits - WRONG_WORD_COST * self.wrong_words - FALSE_ALARM_COST * self.false_alarms

    def __str__(self) -> str:
        s = self.settings
        return (
            f"smoothing {s.smoothing_ms} ms, threshold {s.threshold}, {s.consecutive_ticks} ticks, "
            f"hold-off {s.hold_off_ms} ms: "
            f"in running audio {100 * self.hits:.1f} % of the words, {100 * self.wrong_words:.1f} % "
            f"taken for another, {self.latency_seconds:.2f} s after their start; "
            f"{self.false_alarms:.1f} false alarms in ten minutes of speech and ten between the words"
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


@dataclass(frozen=True)
class Heard:
    """What became of clips in running audio; an entry for every clip of a word."""

    labels: np.ndarray
    """Class of the clip."""
    named: np.ndarray
    """Class of its first event; -1 without one."""
    ticks: np.ndarray
    """From its start to that event."""
    false_alarms: int
    """Events that belong to no clip."""


def hear(scores: Scores, settings: Settings, clips: list[list[Spoken]], words: int) -> Heard:
    """`clips` are those of each recording, in order of time; the first `words` classes are words."""
    events: list[list[tuple[int, int]]] = [[] for _ in clips]
    for tick, (is_event, best, _) in enumerate(scores.events(settings, words)):
        for recording in np.flatnonzero(is_event):
            events[recording].append((tick, int(best[recording])))
    rows: list[tuple[int, int, int]] = []
    false_alarms = 0
    for found, spoken in zip(events, clips, strict=True):
        belonging = 0
        for clip in spoken:
            own = [(t, label) for t, label in found if clip.start <= t <= clip.last]
            belonging += len(own)
            if clip.label < words:
                tick, label = own[0] if own else (clip.start, -1)
                rows.append((clip.label, label, tick - clip.start))
        false_alarms += len(found) - belonging
    labels, named, ticks = np.array(rows).T
    return Heard(labels, named, ticks, false_alarms)


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
    running, sentences = stacked(readouts, words), stacked(speech, words)
    ten_minutes_of = [
        sum(len(readout) for readout in some) * TICK_SECONDS / 600 for some in (readouts, speech)
    ]
    outcomes = []
    for smoothing_ms in SMOOTHINGS_MS:
        scores, talk = Scores.of(running, smoothing_ms), Scores.of(sentences, smoothing_ms)
        for others in product(THRESHOLDS, CONSECUTIVE_TICKS, HOLD_OFFS_MS):
            settings = Settings(smoothing_ms, *others)
            heard = hear(scores, settings, clips, words)
            is_hit = heard.named == heard.labels
            in_speech = sum(int(is_event.sum()) for is_event, _, _ in talk.events(settings, words))
            alarms = (heard.false_alarms, in_speech)
            # An event is at the end of its tick.
            delay = np.median(heard.ticks[is_hit]) + 1 if is_hit.any() else np.inf
            outcomes.append(
                Outcome(
                    settings,
                    hits=float(is_hit.mean()),
                    wrong_words=float(np.mean((heard.named >= 0) & ~is_hit)),
                    false_alarms=sum(n / t for n, t in zip(alarms, ten_minutes_of, strict=True)),
                    latency_seconds=float(TICK_SECONDS * delay),
                )
            )
    allowed = max(LONGEST_LATENCY_SECONDS, min(outcome.latency_seconds for outcome in outcomes))
    return max(
        (outcome for outcome in outcomes if outcome.latency_seconds <= allowed),
        key=lambda outcome: outcome.worth,
    )
