"""Scenes to train on: ten seconds of chords and of what is none, with their truth.

Half of the scenes are recordings of single chords cut one after the other, the others are played in
one go. Every scene is drawn from its own seed.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .backdrop import any_backdrop, recorded
from .config import Config
from .ensemble import Ensemble, any_ensemble
from .fluidsynth import Synthesiser
from .nothing import Nothing, alone, any_nothing
from .passages import Segment, Tune, at_unit_power, perform
from .progressions import chords
from .rooms import BOARD_RATE_HZ, any_response, heard
from .sounds import sounds
from .truth import Truth, merged, until_decayed
from .vocabulary import NO_CHORD, Chord, any_chord

JOINED_SHARE = 0.5
OWN_INSTRUMENT_SHARE, OWN_ROOM_SHARE = 0.35, 0.5
"""Of joined scenes: another instrument for each recording; of these, another room."""
OWN_NOISE_SHARE = 0.5
"""Of joined scenes: the noise is as loud as the recording it belongs to."""
CHORD_SECONDS, CLIP_SECONDS = (0.3, 3.0), (0.8, 2.0)
CLIP_SHARE = 0.7
"""Of joined chords with a length between those of `CLIP_SECONDS`."""
BEFORE_ATTACK_SECONDS = 0.06
DAMPED_SHARE, DAMPED_AFTER = 0.15, (0.4, 0.95)
"""Of recordings whose chord is released before their end, and where."""
LEVEL_DB = 4.0
"""Standard deviation, from one joined recording to the next."""
NONE_SECONDS = (0.3, 2.0)
NONE_SHARE = 0.16
"""Of places after a chord where something else or nothing follows."""
RELEASE_SECONDS = (0.1, 0.35)


@dataclass(frozen=True)
class Played:
    """What a scene is made of."""

    instruments: list[dict]
    """Family, program, font and register of each that plays chords, and its detuning in cents."""
    is_joined: bool
    noise: str
    snr_db: float | None


@dataclass(frozen=True)
class Scene:
    samples: np.ndarray
    """int16 [samples] at 16 kHz"""
    truth: Truth
    played: Played


def scene(seed: int, config: Config) -> Scene:
    """The same for the same seed and config. Raises `ConfigError`, `SynthesiserError`."""
    composer = _Composer(seed, config, config.seconds)
    is_joined = composer.rng.random() < JOINED_SHARE
    return composer.finished(composer.joined() if is_joined else composer.played(), is_joined)


def clip(seed: int, config: Config) -> Scene:
    """A recording of a single chord, labelled to its end."""
    rng = np.random.default_rng([seed, 1])
    composer = _Composer(seed, config, rng.uniform(1.2, CLIP_SECONDS[1]))
    chord = any_chord(rng, config.qualities)
    take = composer.clip(composer.ensemble(), any_response(rng), chord, composer.seconds)
    return composer.finished(_Take(take.music, take.others, [(0.0, chord.label)]), False)


@lru_cache(maxsize=1)
def _synthesiser() -> Synthesiser:
    return Synthesiser()


@dataclass(frozen=True)
class _Take:
    """Heard in one go, float32 [samples] at 16 kHz; music has unit power where it sounds."""

    music: np.ndarray
    others: np.ndarray
    truth: Truth


class _Composer:
    def __init__(self, seed: int, config: Config, seconds: float):
        self.rng = np.random.default_rng(seed)
        self.config, self.seconds = config, seconds
        self.sounds = sounds(config.data)
        self.chords = chords(self.rng, config.qualities)
        self.ensembles: list[Ensemble] = []
        self.backdrop = any_backdrop(self.rng, config, self.sounds, seconds)
        self.noise_gains: np.ndarray | None = None

    def finished(self, take: _Take, is_joined: bool) -> Scene:
        noise = self.backdrop.samples
        if self.noise_gains is not None:
            noise = noise * self.noise_gains
        instruments = [
            {
                "family": player.family,
                "program": player.timbre.program,
                "font": player.timbre.font,
                "register": ensemble.register.name.lower(),
                "cents": round(ensemble.detuned_cents, 1),
            }
            for ensemble in self.ensembles
            for player in ensemble.players
        ]
        return Scene(
            samples=recorded(self.rng, take.music + take.others + noise),
            truth=merged(take.truth, self.seconds),
            played=Played(instruments, is_joined, self.backdrop.kind, self.backdrop.snr_db),
        )

    def ensemble(self) -> Ensemble:
        self.ensembles.append(any_ensemble(self.rng, self.config))
        return self.ensembles[-1]

    def played(self) -> _Take:
        """In one go, with phrases and gaps between them."""
        rng = self.rng
        ensemble, response = self.ensemble(), any_response(rng)
        segments: list[Segment] = []
        truth: Truth = [(0.0, NO_CHORD)]
        others = np.zeros(round(self.seconds * BOARD_RATE_HZ), np.float32)
        time = float(rng.uniform(0, 0.5)) if rng.random() < 0.5 else 0.0
        while time < self.seconds:
            chord, length = next(self.chords), self._chord_seconds()
            segments.append(Segment(time, length, chord))
            truth.append((time, chord.label))
            time += length
            if rng.random() >= NONE_SHARE:
                continue
            kind, length = any_nothing(rng, self.sounds), float(rng.uniform(*NONE_SECONDS))
            if kind is not Nothing.SILENCE:
                time += float(rng.uniform(*RELEASE_SECONDS))
                truth.append((time, NO_CHORD))
            if kind is Nothing.TUNE:
                segments.append(Segment(time, length, Tune()))
            elif time < self.seconds:
                first = round(time * BOARD_RATE_HZ)
                other = self._alone(kind, length)[: len(others) - first]
                others[first : first + len(other)] += other
            time += length
        return self._take(ensemble, response, segments, truth, self.seconds, others)

    def joined(self) -> _Take:
        """Recordings of single chords, cut one after the other."""
        rng = self.rng
        ensemble, response = self.ensemble(), any_response(rng)
        changes, changes_room = rng.random() < OWN_INSTRUMENT_SHARE, rng.random() < OWN_ROOM_SHARE
        takes: list[_Take] = []
        gains: list[np.ndarray] = []
        time = 0.0
        while time < self.seconds:
            if changes and takes:
                ensemble = self.ensemble()
                response = any_response(rng) if changes_room else response
            if rng.random() < NONE_SHARE:
                take = self._none(ensemble, response)
            else:
                is_clip = rng.random() < CLIP_SHARE
                seconds = rng.uniform(*CLIP_SECONDS) if is_clip else self._chord_seconds()
                take = self.clip(ensemble, response, next(self.chords), seconds)
            gain = np.float32(10 ** (rng.normal(0, LEVEL_DB) / 20))
            truth = [(time + start, label) for start, label in take.truth]
            takes.append(_Take(gain * take.music, gain * take.others, truth))
            gains.append(np.full(len(take.music), gain))
            time += len(take.music) / BOARD_RATE_HZ
        count = round(self.seconds * BOARD_RATE_HZ)
        if rng.random() < OWN_NOISE_SHARE:
            self.noise_gains = np.concatenate(gains)[:count]
        return _Take(
            np.concatenate([take.music for take in takes])[:count],
            np.concatenate([take.others for take in takes])[:count],
            [entry for take in takes for entry in take.truth],
        )

    def clip(self, ensemble: Ensemble, response: np.ndarray, chord: Chord, seconds: float) -> _Take:
        """A recording that begins shortly before the chord and may end in the middle of it."""
        rng = self.rng
        start = float(rng.uniform(0, min(BEFORE_ATTACK_SECONDS, seconds / 6)))
        held = seconds - start
        if rng.random() < DAMPED_SHARE:
            held *= rng.uniform(*DAMPED_AFTER)
        segments = [Segment(start, held, chord)]
        return self._take(ensemble, response, segments, [(0.0, chord.label)], seconds)

    def _chord_seconds(self) -> float:
        return float(np.exp(self.rng.uniform(*np.log(CHORD_SECONDS))))

    def _none(self, ensemble: Ensemble, response: np.ndarray) -> _Take:
        kind = any_nothing(self.rng, self.sounds)
        seconds = float(self.rng.uniform(*NONE_SECONDS))
        truth = [(0.0, NO_CHORD)]
        if kind is Nothing.TUNE:
            segments = [Segment(0.0, seconds, Tune())]
            return self._take(ensemble, response, segments, truth, seconds)
        other = self._alone(kind, seconds)
        return _Take(np.zeros_like(other), other, truth)

    def _alone(self, kind: Nothing, seconds: float) -> np.ndarray:
        font = self.config.fonts[self.rng.integers(len(self.config.fonts))]
        return alone(self.rng, kind, seconds, self.sounds, _synthesiser(), font)

    def _take(
        self,
        ensemble: Ensemble,
        response: np.ndarray,
        segments: list[Segment],
        truth: Truth,
        seconds: float,
        others: np.ndarray | float = 0.0,
    ) -> _Take:
        """The segments as the microphone hears them; `others` are heard with them."""
        count = round(seconds * BOARD_RATE_HZ)
        # A block more than it takes: what is heard is whole samples of the slower rate.
        sound = perform(self.rng, _synthesiser(), ensemble, segments, seconds + 0.01)
        music = at_unit_power(heard(sound.music, response)[:count])
        beside = np.zeros(count, np.float32) + others
        if sound.drums is not None:
            beside += heard(sound.drums, response)[:count]
        return _Take(music, beside, until_decayed(truth, music, self.backdrop.noise_power))
