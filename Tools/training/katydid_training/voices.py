"""Other voices, microphones and rooms than those that were recorded, made of the recordings."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

SAMPLE_RATE = 16_000
BLOCK = 64
"""Lengths of transforms are multiples of it, whose factors are small enough."""
PIECE_SAMPLES = 512
REACH_SAMPLES, REACH_STEP = 160, 8
"""How far from its place, and in which steps, a piece may be looked for when the tempo changes."""


def change_tempo(sound: np.ndarray, factor: float) -> np.ndarray:
    """`sound`, float32, faster by `factor` at the same pitch.

    By waveform similarity overlap-add (Verhelst and Roelands, ICASSP 1993): each piece is taken from
    where it goes on best from the one before, near the place that the tempo asks for.
    """
    window = np.hanning(PIECE_SAMPLES + 1)[:-1].astype(np.float32)
    hop = PIECE_SAMPLES // 2
    padded = np.pad(sound, (REACH_SAMPLES, PIECE_SAMPLES + 2 * REACH_SAMPLES))
    pieces = max(1, int(len(sound) / factor) // hop)
    result = np.zeros((pieces + 1) * hop, np.float32)
    position = REACH_SAMPLES
    for number in range(pieces):
        target = REACH_SAMPLES + int(number * hop * factor)
        if number:
            following = padded[position + hop : position + 2 * hop]
            first = target - REACH_SAMPLES
            candidates = sliding_window_view(padded[first : target + REACH_SAMPLES + hop], hop)
            likeness = candidates[::REACH_STEP] @ following
            position = first + REACH_STEP * int(likeness.argmax())
        piece = padded[position : position + PIECE_SAMPLES]
        start = number * hop
        result[start : start + PIECE_SAMPLES] += window * piece
    return result


class VoiceVariation:
    """What is varied, and by how much.

    A factor on speed raises or lowers pitch and formants too, as another speaker would (Ko et al.
    2015, speed perturbation); one on tempo leaves them, as the same speaker in a hurry would; an
    equaliser of random gains at some frequencies stands for the microphone, noise that dies away
    for the room.
    """

    hurried_share = 0.5
    log_tempo = (-0.2, 0.4)

    varied_share = 0.7
    largest_log_speed = 0.16
    equalised_share = 0.5
    equaliser_hz = np.array([60, 200, 500, 1200, 3000, 7500])
    equaliser_db = 4.0
    """Standard deviation of the gain at each of the frequencies."""
    reverberant_share = 0.25
    reverberation_seconds = (0.08, 0.45)
    """Until the room's answer is 60 dB down."""
    direct_to_reverberant_db = (0.0, 15.0)

    def vary(self, word: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """float32 [samples] of float32 [samples], longer or shorter by the factor of the speed."""
        if rng.random() < self.hurried_share:
            word = change_tempo(word, float(np.exp(rng.uniform(*self.log_tempo))))
        speed, is_equalised, room = 1.0, False, None
        if rng.random() < self.varied_share:
            speed = float(np.exp(rng.uniform(-self.largest_log_speed, self.largest_log_speed)))
        if rng.random() < self.equalised_share:
            is_equalised = True
        if rng.random() < self.reverberant_share:
            room = self._room(rng)
        if speed == 1 and not is_equalised and room is None:
            return word
        reach = len(word) + (0 if room is None else len(room))
        size = -(-(reach + BLOCK) // BLOCK) * BLOCK
        spectrum = np.fft.rfft(word, size)
        if room is not None:
            spectrum *= np.fft.rfft(room, size)
        if is_equalised:
            spectrum *= self._equaliser(rng, len(spectrum))
        if speed == 1:
            return np.fft.irfft(spectrum, size)[: len(word)].astype(np.float32)
        new_size = round(size / speed / BLOCK) * BLOCK
        bins = min(len(spectrum), new_size // 2 + 1)
        resized = np.zeros(new_size // 2 + 1, spectrum.dtype)
        resized[:bins] = spectrum[:bins]
        varied = np.fft.irfft(resized, new_size) * (new_size / size)
        return varied[: round(len(word) * new_size / size)].astype(np.float32)

    def _equaliser(self, rng: np.random.Generator, bins: int) -> np.ndarray:
        hertz = np.linspace(0, SAMPLE_RATE / 2, bins)
        decibels = rng.normal(0, self.equaliser_db, len(self.equaliser_hz))
        octaves = np.log2(np.maximum(hertz, self.equaliser_hz[0]))
        return 10 ** (np.interp(octaves, np.log2(self.equaliser_hz), decibels) / 20)

    def _room(self, rng: np.random.Generator) -> np.ndarray:
        seconds = rng.uniform(*self.reverberation_seconds)
        samples = int(seconds * SAMPLE_RATE)
        answer = rng.standard_normal(samples) * 10 ** (-3 * np.arange(samples) / samples)
        level = 10 ** (-rng.uniform(*self.direct_to_reverberant_db) / 20)
        answer *= level / np.sqrt(np.sum(np.square(answer)))
        answer[0] = 1
        return answer
