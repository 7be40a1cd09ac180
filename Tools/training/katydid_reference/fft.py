"""Window and real FFT with a block exponent (`FrontEnd.md`). Complex numbers are pairs (re, im) of int64 arrays."""

import numpy as np

from .ranges import within, within_int32
from .tables import FRAME_SAMPLES, SINE_Q30

_POINTS = FRAME_SAMPLES // 2
_LARGEST_PART = int(2**29.5) + 16


def _exponential(step):
    """exp(-2 pi i step / 512) for an array of steps 0...511, parts in Q30."""
    step = np.asarray(step) % FRAME_SAMPLES
    quarter = np.array(SINE_Q30, np.int64)
    half = np.concatenate([quarter, quarter[-2:0:-1]])
    sine = np.concatenate([half, -half])
    return sine[(step + FRAME_SAMPLES // 4) % FRAME_SAMPLES], -sine[step]


def rotate(value, factor):
    """`value` times `factor` (Q30): exact in 64 bits, rounded once."""
    (v_re, v_im), (w_re, w_im) = value, factor
    re = (v_re * w_re - v_im * w_im + 2**29) >> 30
    im = (v_re * w_im + v_im * w_re + 2**29) >> 30
    return within(re, -_LARGEST_PART, _LARGEST_PART), within(im, -_LARGEST_PART, _LARGEST_PART)


def _twiddles():
    """For each stage, exp(-2 pi i m p span / 256) as [groups, 1], for m = 1, 2, 3."""
    for span in (1, 4, 16, 64):
        groups = 64 // span
        p = np.arange(groups)[:, None]
        yield groups, span, [_exponential(2 * m * p * span) for m in (1, 2, 3)]


_STAGES = list(_twiddles())
_BINS = np.arange(1, _POINTS)
# -i exp(-2 pi i k / 512), where i (a + i b) = -b + i a.
_SPLIT = (_exponential(_BINS)[1], -_exponential(_BINS)[0])


def windowed(frame, window):
    """`frame` times `window` (0...2^14), Q14, int64 [512]."""
    return within(frame * window, -(2**29), 2**29)


def block_exponent(windowed_frame):
    """How far left the frame can be shifted, or None where it is empty."""
    peak = int(np.abs(windowed_frame).max())
    return max(0, 28 - (peak.bit_length() - 1)) if peak else None


def transform(re, im):
    """DFT / 256 of 256 complex values with parts of magnitude up to 2^29."""
    for groups, span, twiddles in _STAGES:
        re, im = _stage(re, im, groups, span, twiddles)
    return re, im


def _stage(re, im, groups, span, twiddles):
    a_re, b_re, c_re, d_re = (re.reshape(4, groups, span) + 2) >> 2
    a_im, b_im, c_im, d_im = (im.reshape(4, groups, span) + 2) >> 2
    even_re, even_im = a_re + c_re, a_im + c_im
    odd_re, odd_im = b_re + d_re, b_im + d_im
    # -i (b - d), where -i (x + i y) = y - i x.
    side_re, side_im = b_im - d_im, d_re - b_re
    outputs = [
        (even_re + odd_re, even_im + odd_im),
        rotate((a_re - c_re + side_re, a_im - c_im + side_im), twiddles[0]),
        rotate((even_re - odd_re, even_im - odd_im), twiddles[1]),
        rotate((a_re - c_re - side_re, a_im - c_im - side_im), twiddles[2]),
    ]
    re = np.stack([part for part, _ in outputs], axis=1).reshape(-1)
    im = np.stack([part for _, part in outputs], axis=1).reshape(-1)
    return within(re, -_LARGEST_PART, _LARGEST_PART), within(im, -_LARGEST_PART, _LARGEST_PART)


def spectrum(windowed_frame, exponent):
    """X[k], k = 1...255: 2^(14 + exponent) times the DFT / 512 of the windowed samples in LSB."""
    shifted = within(windowed_frame << exponent, -(2**29), 2**29)
    re, im = transform(shifted[0::2], shifted[1::2])
    a_re, a_im = (re[_BINS] + 1) >> 1, (im[_BINS] + 1) >> 1
    b_re, b_im = (re[_POINTS - _BINS] + 1) >> 1, (-im[_POINTS - _BINS] + 1) >> 1
    turned_re, turned_im = rotate((a_re - b_re, a_im - b_im), _SPLIT)
    return (within_int32(a_re + b_re + turned_re) + 1) >> 1, (within_int32(a_im + b_im + turned_im) + 1) >> 1
