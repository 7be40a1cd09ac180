"""Scenes to train on: ten seconds of chords and of what is none, with their truth.

Half of the scenes are recordings of single chords cut one after the other, the others are played in
one go. Every scene is drawn from its own seed.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np

from .config import Config
from .ensemble import Ensemble, any_ensemble
from .fluidsynth import DRUM_BANK, Synthesiser
from .passages import Segment, Tune, at_unit_power, drum_notes, perform
from .progressions import chords
from .rooms import BOARD_RATE_HZ, any_response, heard
from .sounds import Sounds, sounds
from .truth import Truth, merged, until_decayed
from .vocabulary import NO_CHORD, Chord

JOINED_SHARE = 0.5
OWN_INSTRUMENT_SHARE, OWN_ROOM_SHARE = 0.35, 0.5
"""Of joined scenes: another instrument for each recording; of these, another room."""
CHORD_SECONDS, CLIP_SECONDS = (0.3, 3.0), (0.8, 2.0)
CLIP_SHARE = 0.7
"""Of joined chords with a length between those of `CLIP_SECONDS`."""
BEFORE_ATTACK_SECONDS = 0.06
DAMPED_SHARE = 0.15
LEVEL_DB = 4.0
"""Standard deviation, from one joined recording to the next."""
NONE_SECONDS = (0.3, 2.0)
NONE_SHARE = 0.14
"""Of places after a chord where something else or nothing follows."""
RELEASE_SECONDS = (0.1, 0.35)
NOISE_SHARE, SNR_DB = 0.5, (5.0, 35.0)
SPEECH_SHARE, SPEECH_SNR_DB = 0.1, (15.0, 30.0)
FAINT_SHARE, FAINT_SNR_DB = 0.5, (40.0, 60.0)
"""Of scenes without noise: hardly any instead of none."""
OTHER_DB = (-18.0, 3.0)
"""Of drums, speech and noise alone, relative to the music."""
CLIPPED_SHARE, DRIVE = 0.07, (0.6, 2.0)
PEAK_DBFS = (-40.0, -3.0)


class Nothing(Enum):
    """What is heard instead of a chord, and how often."""

    SILENCE = 0.42
    TUNE = 0.28
    DRUMS = 0.1
    SPEECH = 0.1
    NOISE = 0.1


@dataclass(frozen=True)
class Played:
    """What a scene is made of."""

    instruments: list[dict]
    """Family, program, font and register of each that led, and its detuning in cents."""
    is_joined: bool
    noise: str
    snr_db: float


@dataclass(frozen=True)
class Scene:
    samples: np.ndarray
    """int16 [samples] at 16 kHz"""
    truth: Truth
    played: Played


@dataclass(frozen=True)
class _Take:
    """Heard in one go, float32 [samples] at 16 kHz; music has unit power where it sounds."""

    music: np.ndarray
    others: np.ndarray
    truth: Truth


def scene(seed: int, config: Config) -> Scene:
    """The same for the same seed and config. Raises `ConfigError`, `SynthesiserError`."""
    return _Composer(seed, config).scene()


@lru_cache(maxsize=1)
def _synthesiser() -> Synthesiser:
    return Synthesiser()


class _Composer:
    def __init__(self, seed: int, config: Config):
        self.rng = np.random.default_rng(seed)
        self.config = config
        self.sounds: Sounds = sounds(config.data)
        self.chords = chords(self.rng, config.qualities)
        self.ensembles: list[Ensemble] = []
        self.noise, self.noise_kind, self.snr_db = self._noise()

    def scene(self) -> Scene:
        rng = self.rng
        is_joined = rng.random() < JOINED_SHARE
        take = self._joined() if is_joined else self._played()
        mixed = take.music + take.others + self.noise
        if rng.random() < CLIPPED_SHARE:
            mixed = np.tanh(mixed * np.float32(rng.uniform(*DRIVE) / max(mixed.std(), 1e-9)))
        instruments = [
            {
                "family": player.family,
                "program": player.program,
                "font": player.font,
                "register": ensemble.register.name.lower(),
                "cents": round(ensemble.detuned_cents, 1),
            }
            for ensemble in self.ensembles
            for player in ensemble.players
        ]
        return Scene(
            samples=_at_peak(mixed, rng.uniform(*PEAK_DBFS)),
            truth=merged(take.truth, self.config.seconds),
            played=Played(instruments, is_joined, self.noise_kind, round(self.snr_db, 1)),
        )

    def _noise(self) -> tuple[np.ndarray, str, float]:
        """Of the whole scene, its kind, and how far it lies below the unit power of the music."""
        rng, count = self.rng, round(self.config.seconds * BOARD_RATE_HZ)
        if rng.random() < NOISE_SHARE:
            noise, kind = self.sounds.noise(rng, count)
            snr_db = float(rng.uniform(*SNR_DB))
        elif rng.random() < FAINT_SHARE:
            noise, kind = self.sounds.noise(rng, count)
            snr_db = float(rng.uniform(*FAINT_SNR_DB))
        else:
            noise, kind, snr_db = np.zeros(count, np.float32), "none", 200.0
        noise = noise * np.float32(10 ** (-snr_db / 20))
        if self.sounds.sentences and rng.random() < SPEECH_SHARE:
            level = np.float32(10 ** (-rng.uniform(*SPEECH_SNR_DB) / 20))
            noise = noise + level * self.sounds.speech(rng, count)
            kind += " and speech"
        return noise, kind, snr_db

    def _ensemble(self) -> Ensemble:
        self.ensembles.append(any_ensemble(self.rng, self.config))
        return self.ensembles[-1]

    def _chord_seconds(self) -> float:
        low, high = np.log(CHORD_SECONDS)
        return float(np.exp(self.rng.uniform(low, high)))

    def _nothing(self) -> Nothing:
        kinds = [kind for kind in Nothing if kind is not Nothing.SPEECH or self.sounds.sentences]
        weights = np.array([kind.value for kind in kinds])
        return kinds[self.rng.choice(len(kinds), p=weights / weights.sum())]

    def _other(self, kind: Nothing, seconds: float) -> np.ndarray:
        """Drums, speech or noise alone; silence otherwise."""
        rng, count = self.rng, round(seconds * BOARD_RATE_HZ)
        match kind:
            case Nothing.DRUMS:
                fonts = self.config.fonts
                font = fonts[rng.integers(len(fonts))]
                notes = drum_notes(rng, 0.0, seconds)
                sound = _synthesiser().render(font, 0, notes, seconds, bank=DRUM_BANK)
                sound = heard(at_unit_power(sound), np.ones(1, np.float32))[:count]
                sound = np.pad(sound, (0, count - len(sound)))
            case Nothing.SPEECH:
                sound = self.sounds.speech(rng, count)
            case Nothing.NOISE:
                sound, _ = self.sounds.noise(rng, count)
            case _:
                return np.zeros(count, np.float32)
        return sound * np.float32(10 ** (rng.uniform(*OTHER_DB) / 20))

    def _played(self) -> _Take:
        """In one go, with phrases and gaps between them."""
        rng, seconds = self.rng, self.config.seconds
        ensemble, response = self._ensemble(), any_response(rng)
        segments: list[Segment] = []
        truth: Truth = [(0.0, NO_CHORD)]
        others = np.zeros(round(seconds * BOARD_RATE_HZ), np.float32)
        time = rng.uniform(0, 0.5) if rng.random() < 0.5 else 0.0
        while time < seconds:
            chord, length = next(self.chords), self._chord_seconds()
            segments.append(Segment(time, length, chord))
            truth.append((float(time), chord.label))
            time += length
            if rng.random() >= NONE_SHARE:
                continue
            kind, length = self._nothing(), float(rng.uniform(*NONE_SECONDS))
            if kind is not Nothing.SILENCE:
                time += rng.uniform(*RELEASE_SECONDS)
                truth.append((float(time), NO_CHORD))
            if kind is Nothing.TUNE:
                segments.append(Segment(time, length, Tune()))
            elif time < seconds:
                first = round(time * BOARD_RATE_HZ)
                other = self._other(kind, length)[: len(others) - first]
                others[first : first + len(other)] += other
            time += length
        return self._take(ensemble, response, segments, truth, seconds, others)

    def _joined(self) -> _Take:
        """Recordings of single chords, cut one after the other."""
        rng, seconds = self.rng, self.config.seconds
        ensemble, response = self._ensemble(), any_response(rng)
        changes, changes_room = rng.random() < OWN_INSTRUMENT_SHARE, rng.random() < OWN_ROOM_SHARE
        has_own_noise = rng.random() < 0.5
        takes: list[_Take] = []
        gains: list[np.ndarray] = []
        time = 0.0
        while time < seconds:
            if changes and takes:
                ensemble = self._ensemble()
                response = any_response(rng) if changes_room else response
            if rng.random() < NONE_SHARE:
                take = self._none_take(ensemble, response)
            else:
                take = self._clip(ensemble, response, next(self.chords))
            gain = np.float32(10 ** (rng.normal(0, LEVEL_DB) / 20))
            takes.append(
                _Take(gain * take.music, gain * take.others, [(time + s, n) for s, n in take.truth])
            )
            gains.append(np.full(len(take.music), gain))
            time += len(take.music) / BOARD_RATE_HZ
        count = round(seconds * BOARD_RATE_HZ)
        if has_own_noise:
            self.noise = self.noise * np.concatenate(gains)[:count]
        return _Take(
            np.concatenate([take.music for take in takes])[:count],
            np.concatenate([take.others for take in takes])[:count],
            [entry for take in takes for entry in take.truth],
        )

    def _clip(self, ensemble: Ensemble, response: np.ndarray, chord: Chord) -> _Take:
        """A recording that begins shortly before the chord and may end in the middle of it."""
        rng = self.rng
        is_clip = rng.random() < CLIP_SHARE
        seconds = float(rng.uniform(*CLIP_SECONDS)) if is_clip else self._chord_seconds()
        start = float(rng.uniform(0, min(BEFORE_ATTACK_SECONDS, seconds / 6)))
        held = seconds - start
        held = held * rng.uniform(0.4, 0.95) if rng.random() < DAMPED_SHARE else held + 0.3
        segments = [Segment(start, held, chord)]
        return self._take(ensemble, response, segments, [(0.0, chord.label)], seconds)

    def _none_take(self, ensemble: Ensemble, response: np.ndarray) -> _Take:
        kind, seconds = self._nothing(), float(self.rng.uniform(*NONE_SECONDS))
        truth = [(0.0, NO_CHORD)]
        if kind is Nothing.TUNE:
            segments = [Segment(0.0, seconds, Tune())]
            return self._take(ensemble, response, segments, truth, seconds)
        other = self._other(kind, seconds)
        return _Take(np.zeros_like(other), other, truth)

    def _take(
        self,
        ensemble: Ensemble,
        response: np.ndarray,
        segments: list[Segment],
        truth: Truth,
        seconds: float,
        others: np.ndarray | None = None,
    ) -> _Take:
        """The segments as the microphone hears them; `others` are heard with them."""
        count = round(seconds * BOARD_RATE_HZ)
        sound = perform(self.rng, _synthesiser(), ensemble, segments, seconds + 0.01)
        music = heard(sound.music, response)[:count]
        music = at_unit_power(music)
        others = np.zeros(count, np.float32) if others is None else others
        if sound.drums is not None:
            others = others + heard(sound.drums, response)[:count]
        noise = 10 ** (-self.snr_db / 10)
        return _Take(music, others, until_decayed(truth, music, noise))


def _at_peak(samples: np.ndarray, dbfs: float) -> np.ndarray:
    peak = float(np.abs(samples).max())
    scale = 32767 * 10 ** (dbfs / 20) / max(peak, 1e-9)
    return np.rint(samples * np.float32(scale)).astype(np.int16)
