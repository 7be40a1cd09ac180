"""A stretch of music with its chords: what an ensemble plays between two cuts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .ensemble import Ensemble, Player
from .fluidsynth import DRUM_BANK, RATE_HZ, Note, Synthesiser
from .playing import Stroke, play
from .timbre import Timbre
from .vocabulary import Chord

SECOND_DB, BASS_DB, MELODY_DB = (-10.0, 0.0), (-8.0, 2.0), (-10.0, -2.0)
DRUMS_DB = (-22.0, -8.0)
MELODY_KEYS = (67, 91)
TUNE_KEYS = (45, 88)
TUNE_SECONDS, MELODY_SECONDS = (0.2, 0.8), (0.18, 0.5)
OCTAVES_SHARE = 0.3
SCALE = (0, 2, 4, 5, 7, 9, 11)
KICK, SNARE, HIHATS, DRUM_SECONDS = 36, 38, (42, 44, 46, 51), (0.18, 0.35)
AUDIBLE_BELOW_PEAK = 0.02


@dataclass(frozen=True)
class Segment:
    """Seconds from the start of the passage."""

    start: float
    seconds: float
    content: "Chord | Tune | None"
    """None: nothing is played."""


@dataclass(frozen=True)
class Tune:
    """Single notes, or octaves, and no chord."""


@dataclass(frozen=True)
class Sound:
    """float32 [samples] at 48 kHz; unit power while something plays."""

    music: np.ndarray
    drums: np.ndarray | None


def perform(
    rng: np.random.Generator,
    synthesiser: Synthesiser,
    ensemble: Ensemble,
    segments: Sequence[Segment],
    seconds: float,
) -> Sound:
    """Players, bass and melody play the segments."""
    chords = [segment for segment in segments if isinstance(segment.content, Chord)]
    tunes = [segment for segment in segments if isinstance(segment.content, Tune)]
    music = np.zeros(round(seconds * RATE_HZ), np.float32)

    def add(timbre: Timbre, notes: list[Note], decibels: tuple[float, float]) -> None:
        gain = np.float32(10 ** (rng.uniform(*decibels) / 20))
        if notes:
            sound = timbre.sound(rng, synthesiser, notes, seconds, ensemble.cents)
            np.add(music, gain * at_unit_power(sound), out=music)

    for number, player in enumerate(ensemble.players):
        notes = [note for s in chords for note in _chord_notes(rng, ensemble, player, s)]
        add(player.timbre, notes, SECOND_DB if number else (0.0, 0.0))
    if ensemble.bass:
        add(ensemble.bass, [n for segment in chords for n in _bass_notes(rng, segment)], BASS_DB)
    if ensemble.melody:
        notes = [note for segment in chords for note in _melody_notes(rng, segment)]
        add(ensemble.melody, notes, MELODY_DB)
    notes = [note for segment in tunes for note in _tune_notes(rng, segment)]
    add(ensemble.melody or ensemble.players[0].timbre, notes, (0.0, 0.0))
    return Sound(music, _drums(rng, synthesiser, ensemble, seconds))


def at_unit_power(sound: np.ndarray) -> np.ndarray:
    """The mean is over what is not silent."""
    power = np.square(sound[: len(sound) // 480 * 480]).reshape(-1, 480).mean(1)
    audible = power[power > AUDIBLE_BELOW_PEAK * power.max(initial=0)]
    return sound / np.float32(np.sqrt(audible.mean())) if len(audible) else sound


def drum_notes(rng: np.random.Generator, start: float, seconds: float) -> list[Note]:
    """A beat of kick, snare and hi-hat, with gaps."""
    interval = rng.uniform(*DRUM_SECONDS)
    hihat = HIHATS[rng.integers(len(HIHATS))]
    notes = []
    for step in range(int(seconds / interval)):
        time = start + step * interval
        struck = [hihat] if rng.random() < 0.8 else []
        if step % 4 == 0 or rng.random() < 0.1:
            struck.append(KICK)
        if step % 4 == 2 or rng.random() < 0.05:
            struck.append(SNARE)
        notes += [Note(time, time + 0.1, key, int(rng.integers(50, 115))) for key in struck]
    return notes


def _drums(
    rng: np.random.Generator, synthesiser: Synthesiser, ensemble: Ensemble, seconds: float
) -> np.ndarray | None:
    if not ensemble.has_drums:
        return None
    notes = drum_notes(rng, float(rng.uniform(0, 0.2)), seconds)
    sound = synthesiser.render(ensemble.drums_font, 0, notes, seconds, bank=DRUM_BANK)
    return at_unit_power(sound) * np.float32(10 ** (rng.uniform(*DRUMS_DB) / 20))


def _chord_notes(
    rng: np.random.Generator, ensemble: Ensemble, player: Player, segment: Segment
) -> list[Note]:
    keys = player.keys(rng, segment.content, ensemble.register)
    shift = rng.uniform(0, 0.015) if player is not ensemble.players[0] else 0.0
    stroke = Stroke(keys, segment.start + shift, segment.seconds, player.feel)
    return play(rng, player.pattern(rng), stroke)


def _bass_notes(rng: np.random.Generator, segment: Segment) -> list[Note]:
    """The root, at times third or fifth later on, once or several times."""
    chord = segment.content
    root = 28 + (chord.root - 28) % 12
    count = int(rng.integers(1, 1 + max(1, round(segment.seconds / 0.4))))
    length = segment.seconds / count
    notes = []
    for number in range(count):
        interval = 0 if number == 0 or rng.random() < 0.6 else rng.choice(chord.intervals)
        start = segment.start + number * length
        notes.append(
            Note(start, start + 0.95 * length, int(root + interval), int(rng.integers(60, 110)))
        )
    return notes


def _melody_notes(rng: np.random.Generator, segment: Segment) -> list[Note]:
    """Tones of the chord, the first and most others, with passing notes between them."""
    chord = segment.content
    low, high = MELODY_KEYS
    tones = [key for key in range(low, high + 1) if key % 12 in chord.pitch_classes]
    key, time, notes = int(rng.choice(tones)), segment.start, []
    while time < segment.start + segment.seconds:
        length = rng.uniform(*MELODY_SECONDS)
        end = min(time + length, segment.start + segment.seconds)
        notes.append(Note(time, end, key, int(rng.integers(50, 110))))
        time += length
        if rng.random() < 0.3:
            key = int(np.clip(key + rng.choice([-2, -1, 1, 2]), low, high))
        else:
            near = [tone for tone in tones if abs(tone - key) <= 7]
            key = int(rng.choice(near))
    return notes


def _tune_notes(rng: np.random.Generator, segment: Segment) -> list[Note]:
    """Steps and small leaps of a scale, one note after the other."""
    tonic = int(rng.integers(12))
    low, high = TUNE_KEYS
    keys = [key for key in range(low, high + 1) if (key - tonic) % 12 in SCALE]
    place, time, notes = int(rng.integers(len(keys))), segment.start, []
    has_octaves = rng.random() < OCTAVES_SHARE
    while time < segment.start + segment.seconds:
        length = rng.uniform(*TUNE_SECONDS)
        end = min(time + length, segment.start + segment.seconds)
        velocity = int(rng.integers(40, 115))
        notes.append(Note(time, end, keys[place], velocity))
        if has_octaves:
            notes.append(Note(time, end, keys[place] - 12, velocity))
        time += length
        place = int(np.clip(place + rng.choice([-2, -1, -1, 0, 1, 1, 2]), 0, len(keys) - 1))
    return notes
