"""Logarithm and power of two in integers, by table and linear interpolation (`FrontEnd.md`, `Decision.md`)."""

from .ranges import within
from .tables import EXP2_Q15, LOG2_Q16

LOG2_OF_ZERO_Q10 = -1024


def log2_q10(value):
    """log2 of a Python integer 0...2^64 - 1, Q10."""
    if value == 0:
        return LOG2_OF_ZERO_Q10
    k = value.bit_length() - 1
    mantissa = (value << 63 >> k) & (2**63 - 1)
    i, r = mantissa >> 57, mantissa >> 41 & 0xFFFF
    t = LOG2_Q16[i] + (((LOG2_Q16[i + 1] - LOG2_Q16[i]) * r + 2**15) >> 16)
    return within(((k << 16) + t + 2**5) >> 6, 0, 64 * 1024)


def exp2_q15(exponent):
    """2 to the power of `exponent` (Q10, at most 0), Q15 in 0...32768."""
    k, f = -(exponent >> 10), exponent & 1023
    if k >= 16:
        return 0
    i, r = f >> 4, f & 15
    return within((EXP2_Q15[i] + (((EXP2_Q15[i + 1] - EXP2_Q15[i]) * r + 8) >> 4)) >> k, 0, 2**15)
