"""The tables of mel front end, resampler and decision, as lists of integers (`FrontEnd.md`, `Decision.md`).

`make_tables.py` writes them for Swift. They are the only place where real numbers enter, so
`rounded` makes sure that every machine rounds them alike.
"""

import math

BANDS = 40
SAMPLE_RATE_HZ = 16_000
FRAME_SAMPLES = 512
LOWEST_EDGE_HZ, HIGHEST_EDGE_HZ = 20.0, 7_600.0
NO_SEGMENT = 255
"""Stands for the segment of a bin that lies in no band."""

ZERO_CROSSINGS = 24
"""Half the length of the resampler's prototype, in samples of the lower rate."""
STEPS_PER_CROSSING = 128
KAISER_BETA = 6.2
CUTOFF = 0.963
"""The middle of the transition, in units of the lower Nyquist frequency."""

_TIE_MARGIN = 4e-6
"""Above the error of any value here in float64 (the largest is 2^30)."""


def rounded(value):
    """`value` to nearest; refuses a value so close to a tie that another libm could round it otherwise."""
    whole = math.floor(value + 0.5)
    assert abs(abs(value - whole) - 0.5) > _TIE_MARGIN, f"{value} is too close to a tie"
    return whole


def _hann_q14():
    step = 2 * math.pi / FRAME_SAMPLES
    return [rounded(2**13 * (1 - math.cos(step * n))) for n in range(FRAME_SAMPLES // 2 + 1)]


def _sine_q30():
    return [rounded(2**30 * math.sin(math.pi * k / 256)) for k in range(129)]


def mel_edges_hz():
    """The 42 edges of the bands; band b rises from edge b to edge b + 1 and falls to edge b + 2."""
    low, high = (2595 * math.log10(1 + f / 700) for f in (LOWEST_EDGE_HZ, HIGHEST_EDGE_HZ))
    step = (high - low) / (BANDS + 1)
    return [700 * (10 ** ((low + j * step) / 2595) - 1) for j in range(BANDS + 2)]


def _mel_bins():
    """For each of the bins 0...255 its segment, and its weight (Q15) on the rising side there."""
    edges_hz = mel_edges_hz()
    segments, weights = [], []
    for k in range(FRAME_SAMPLES // 2):
        f = k * SAMPLE_RATE_HZ / FRAME_SAMPLES
        inside = [j for j in range(BANDS + 1) if edges_hz[j] <= f < edges_hz[j + 1]]
        j = inside[0] if inside else NO_SEGMENT
        share = (f - edges_hz[j]) / (edges_hz[j + 1] - edges_hz[j]) if inside else 0
        segments.append(j)
        weights.append(rounded(2**15 * share))
    return segments, weights


def bessel_i0(x):
    """The modified Bessel function of the first kind, order 0, by its power series."""
    term, total, k = 1.0, 1.0, 0
    while term > 1e-18 * total:
        k += 1
        term *= (x / (2 * k)) ** 2
        total += term
    return total


def _sinc_q15():
    last = ZERO_CROSSINGS * STEPS_PER_CROSSING
    values = [2**15 - 1]
    for n in range(1, last):
        t = math.pi * CUTOFF * n / STEPS_PER_CROSSING
        window = bessel_i0(KAISER_BETA * math.sqrt(1 - (n / last) ** 2)) / bessel_i0(KAISER_BETA)
        values.append(rounded((2**15 - 1) * window * math.sin(t) / t))
    return [*values, 0]


HANN_Q14 = _hann_q14()
"""w[n] = 0.5 - 0.5 cos(2 pi n / 512) for n = 0...256; the window is symmetric about 256."""
SINE_Q30 = _sine_q30()
"""sin(2 pi k / 512) for k = 0...128."""
MEL_SEGMENT, MEL_RISING_Q15 = _mel_bins()
LOG2_Q16 = [rounded(2**16 * math.log2(1 + i / 64)) for i in range(65)]
EXP2_Q15 = [rounded(2**15 * 2 ** (i / 64)) for i in range(65)]
SINC_Q15 = _sinc_q15()
"""One side of the resampler's prototype, 128 entries for each sample of the lower rate, 32,767 at its centre."""
