"""Struck and plucked strings made of decaying partials: instruments that no sample library has.

A few libraries hold a few guitars and pianos; here every player has another one. A string that is
plucked at a place misses the partials with a node there; stiffness makes the others sharp (Fletcher
and Rossing, The Physics of Musical Instruments, 1998, chapters 2 and 12); a second mode, detuned by a
little and slower to decay, gives the sound of two rates of decay that strings on a bridge have
(Weinreich 1977).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .fluidsynth import RATE_HZ, Note

HIGHEST_HZ = 7_800.0
MOST_PARTIALS = 48
LEAST_AMPLITUDE = 2e-3
"""Of a partial, relative to the strongest."""
RELEASE_SECONDS = 0.12
RELEASE_DECAY = 50.0
"""Nepers a second, of a string that is let go or damped."""
ATTACK_SAMPLES = 64
PLUCK_SAMPLES = 960
BODY_HZ = (80.0, 5_000.0)


@dataclass(frozen=True)
class Strings:
    """One instrument."""

    stiffness: float
    """Inharmonicity coefficient at 220 Hz."""
    place: float
    """Where it is plucked, as a share of the length."""
    slope: float
    """Amplitudes fall with this power of the number of the partial."""
    brightness_hz: float
    """Amplitudes fall to 1/e here when the string is struck hard."""
    decay: float
    """Nepers a second of the fundamental at 220 Hz."""
    treble_decay: float
    """Further nepers a second at 1 kHz."""
    second_mode: float
    """Its amplitude relative to the first mode."""
    second_cents: float
    pluck: float
    """Amplitude of the noise of pick, nail or hammer."""
    body_hz: tuple[float, ...]
    body_db: tuple[float, ...]
    """Gains between the frequencies."""

    @classmethod
    def any(cls, rng: np.random.Generator) -> "Strings":
        bumps = int(rng.integers(5, 12))
        return cls(
            stiffness=float(10 ** rng.uniform(-5, -3.5)),
            place=float(rng.uniform(0.06, 0.4)),
            slope=float(rng.uniform(0.4, 1.6)),
            brightness_hz=float(np.exp(rng.uniform(np.log(700), np.log(6000)))),
            decay=float(np.exp(rng.uniform(np.log(0.6), np.log(5)))),
            treble_decay=float(np.exp(rng.uniform(np.log(0.2), np.log(5)))),
            second_mode=float(rng.uniform(0, 0.8)),
            second_cents=float(rng.normal(0, 0.8)),
            pluck=float(10 ** (rng.uniform(-40, -14) / 20)),
            body_hz=tuple(np.sort(np.exp(rng.uniform(*np.log(BODY_HZ), bumps))).tolist()),
            body_db=tuple(rng.normal(0, 5, bumps).tolist()),
        )

    def render(
        self, rng: np.random.Generator, notes: Sequence[Note], seconds: float, cents: np.ndarray
    ) -> np.ndarray:
        """float32 [samples] at 48 kHz; `cents` [128] is the deviation of each key."""
        sound = np.zeros(round(seconds * RATE_HZ), np.float32)
        struck: dict[int, float] = {}
        # From the last: a string that is struck again begins anew.
        for note in sorted(notes, key=lambda note: -note.start):
            note = replace(note, end=min(note.end, struck.get(note.key, note.end)))
            struck[note.key] = note.start
            first = round(note.start * RATE_HZ)
            if 0 <= first < len(sound):
                one = self._note(rng, note, float(cents[note.key]))[: len(sound) - first]
                sound[first : first + len(one)] += one
        return sound

    def _note(self, rng: np.random.Generator, note: Note, cents: float) -> np.ndarray:
        hardness = note.velocity / 127
        fundamental = 440 * 2 ** ((note.key - 69 + cents / 100) / 12)
        stiffness = self.stiffness * (fundamental / 220) ** 0.7
        number = np.arange(1, MOST_PARTIALS + 1)
        hertz = number * fundamental * np.sqrt(1 + stiffness * number**2)
        number, hertz = number[hertz < HIGHEST_HZ], hertz[hertz < HIGHEST_HZ]
        amplitude = np.sin(np.pi * number * self.place) * number**-self.slope
        amplitude *= np.exp(-hertz / (self.brightness_hz * (0.3 + hardness)))
        body_db = np.interp(np.log(hertz), np.log(self.body_hz), self.body_db)
        amplitude *= 10 ** (body_db / 20) * hardness**1.5
        decay = self.decay * (fundamental / 220) ** 0.5 + self.treble_decay * (hertz / 1000) ** 1.5
        other = hertz * 2 ** (self.second_cents / 1200)
        amplitude = np.concatenate([amplitude, amplitude * self.second_mode])
        is_heard = np.abs(amplitude) > LEAST_AMPLITUDE * np.abs(amplitude).max()
        amplitude = amplitude[is_heard]
        sound = decaying_tones(
            amplitude,
            np.concatenate([hertz, other])[is_heard],
            np.concatenate([decay, 0.4 * decay])[is_heard],
            round((max(note.end - note.start, 0.02) + RELEASE_SECONDS) * RATE_HZ),
        )
        sound[:ATTACK_SAMPLES] *= np.linspace(0, 1, ATTACK_SAMPLES, dtype=np.float32)
        released = np.arange(round(RELEASE_SECONDS * RATE_HZ)) / RATE_HZ
        sound[-len(released) :] *= np.exp(-RELEASE_DECAY * released).astype(np.float32)
        length = min(PLUCK_SAMPLES, len(sound))
        level = (
            self.pluck * np.abs(amplitude).sum() * np.exp(-np.arange(length) / rng.uniform(48, 300))
        )
        sound[:length] += (rng.standard_normal(length) * level).astype(np.float32)
        return sound


def decaying_tones(
    amplitude: np.ndarray, hertz: np.ndarray, decay: np.ndarray, count: int
) -> np.ndarray:
    """float32 [count] at 48 kHz: the sum of sines that decay by `decay` nepers a second.

    A complex power of the place in a block times one of the block's number: the sum over the tones is
    a product of two matrices.
    """
    size = int(np.ceil(np.sqrt(count)))
    exponent = (2j * np.pi * hertz - decay) / RATE_HZ
    within = np.exp(np.outer(exponent, np.arange(size)).astype(np.complex64))
    blocks = np.exp(np.outer(np.arange(-(-count // size)) * size, exponent)) * amplitude
    return (blocks.astype(np.complex64) @ within).imag.ravel()[:count]
