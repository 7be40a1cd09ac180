"""Brings another sample rate to 16 kHz: a polyphase filter in integers (`FrontEnd.md`, Resampler)."""

from math import gcd

import numpy as np

from .tables import SAMPLE_RATE_HZ, SINC_Q15, STEPS_PER_CROSSING, ZERO_CROSSINGS

RATES_HZ = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000)
_LAST = ZERO_CROSSINGS * STEPS_PER_CROSSING


class Resampler:
    """The filter for one input rate. Stateless: `run` takes a recording as a whole."""

    def __init__(self, rate_hz):
        if rate_hz not in RATES_HZ:
            raise ValueError(f"{rate_hz} Hz is not supported; these rates are: {RATES_HZ}")
        common = gcd(SAMPLE_RATE_HZ, rate_hz)
        self.up, self.down = SAMPLE_RATE_HZ // common, rate_hz // common
        slower = max(self.up, self.down)
        self.half = 4 * -(-ZERO_CROSSINGS * slower // (4 * self.up))
        self.coefficients = self._make_coefficients(slower)
        """Q15, int64 [phases, taps]."""

    def _make_coefficients(self, slower):
        prototype = np.array([*SINC_Q15, 0], np.int64)
        phase = np.arange(self.up)[:, None]
        position = STEPS_PER_CROSSING * np.abs(self._taps() * self.up - phase)
        entry, rest = position // slower, position % slower
        is_inside = entry < _LAST
        entry = np.minimum(entry, _LAST)
        values = prototype[entry] * slower + (prototype[entry + 1] - prototype[entry]) * rest
        values = np.where(is_inside, values, 0)
        total = values.sum(axis=1, keepdims=True)
        coefficients = (2**16 * values + total) // (2 * total)
        largest = coefficients.argmax(axis=1)
        coefficients[np.arange(self.up), largest] += 2**15 - coefficients.sum(axis=1)
        assert np.abs(coefficients).max() < 2**15
        for side in (coefficients[:, : self.half], coefficients[:, self.half :]):
            assert np.abs(side).sum(axis=1).max() * 2**15 < 2**31
        return coefficients

    def _taps(self):
        return np.arange(1 - self.half, self.half + 1)

    def run(self, samples):
        """All output samples that `samples` (int16 or int64 [n]) suffice for, int64 in Int16's range."""
        if self.up == self.down:
            return np.asarray(samples, np.int64)
        samples = np.asarray(samples, np.int64)
        # Outputs k with floor(k * down / up) + half < n.
        count = max(0, -(-(samples.size - self.half) * self.up // self.down))
        time = np.arange(count) * self.down
        first = time // self.up
        padded = np.concatenate([np.zeros(self.half, np.int64), samples])
        sums = np.empty(count, np.int64)
        for start in range(0, count, 4096):
            part = slice(start, start + 4096)
            window = padded[first[part, None] + self.half + self._taps()]
            sums[part] = (window * self.coefficients[time[part] % self.up]).sum(axis=1)
        return np.clip((sums + 2**14) >> 15, -(2**15), 2**15 - 1)
