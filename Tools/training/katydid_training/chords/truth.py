"""Which chord sounds when: labels that hold until the next."""

from collections.abc import Sequence

import numpy as np

from .rooms import BOARD_RATE_HZ
from .vocabulary import NO_CHORD

Truth = list[tuple[float, str]]
"""Start in seconds and label, in time; the first starts at 0."""

FRAME_SAMPLES = BOARD_RATE_HZ // 50
ATTACK_FRAMES = 25
DECAYED_DB = -35.0
FLOOR_DB = -6.0
"""Relative to the noise: tones are heard somewhat below it."""
SHORTEST_SECONDS = 0.1


def merged(truth: Sequence[tuple[float, str]], seconds: float) -> Truth:
    """Without what starts at the end or later, ends at once, or repeats the label before."""
    kept: Truth = []
    for start, label in truth:
        if start >= seconds:
            break
        if kept and start <= kept[-1][0]:
            kept.pop()
        if not kept or kept[-1][1] != label:
            kept.append((start, label))
    return kept


def until_decayed(truth: Sequence[tuple[float, str]], music: np.ndarray, noise: float) -> Truth:
    """With `N` from where a chord has decayed by 35 dB, or below the noise.

    `music` is float32 [samples] at 16 kHz without the noise, whose power is `noise`.
    """
    frames = music[: len(music) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    power = np.square(frames).mean(1)
    frame_seconds = FRAME_SAMPLES / BOARD_RATE_HZ
    ends = [start for start, _ in truth[1:]] + [len(music) / BOARD_RATE_HZ]
    found: Truth = []
    for (start, label), end in zip(truth, ends, strict=True):
        found.append((start, label))
        if label == NO_CHORD:
            continue
        first, last = round(start / frame_seconds), int(end / frame_seconds)
        own = power[first:last]
        if not len(own):
            continue
        least = max(
            own[:ATTACK_FRAMES].max() * 10 ** (DECAYED_DB / 10), noise * 10 ** (FLOOR_DB / 10)
        )
        audible = np.flatnonzero(own > least)
        silent = start + frame_seconds * (audible[-1] + 1 if len(audible) else 0)
        if end - silent >= SHORTEST_SECONDS:
            found.append((float(silent), NO_CHORD))
    return found
