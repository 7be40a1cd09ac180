"""The number formats of `Numbers.md`: one function rounds, one saturates.

Everything works on numpy int64 arrays (or Python integers). The ranges stated there keep every
product and sum within 63 bits, so int64 is exact.
"""

import numpy as np

MAXIMUM_STATE = 2**30 - 1
"""M: largest magnitude of a membrane potential, current or adaptation, in units of the neuron."""

MAXIMUM_LEAK = 2**31 - 1
"""Largest leak in Q31; a leak of one is stored as this."""


def multiply_q31(factor, value):
    """`factor` (Q31) times `value`, rounded to nearest, ties toward plus infinity."""
    return (factor * value + 2**30) >> 31


def multiply(mantissa, value, shift):
    """`mantissa * 2^-shift` times `value`, rounded likewise; `shift` is 1...62.

    For couplings, which may exceed one. `|mantissa| <= 2^31` and `|value| < 2^30`.
    """
    return (mantissa * value + (1 << (shift - 1))) >> shift


def saturate(value):
    """`value` within the range of a state, -M...M."""
    return np.minimum(np.maximum(value, -MAXIMUM_STATE), MAXIMUM_STATE)


def quantize_leak(leak):
    """A real leak 0...1 as Q31 (int64), rounded to nearest, ties to even; 1 becomes 2^31 - 1."""
    return np.minimum(np.rint(np.asarray(leak) * 2.0**31).astype(np.int64), MAXIMUM_LEAK)


def quantize_coupling(coupling):
    """Real couplings of magnitude below 2^30 as (mantissa, shift), both int64.

    The mantissa is normalised to 2^30 <= |mantissa| < 2^31, unless the shift would exceed 62.
    """
    fraction, exponent = np.frexp(np.asarray(coupling, dtype=np.float64))
    shift = np.where(fraction == 0, 31, np.minimum(31 - exponent.astype(np.int64), 62))
    mantissa = np.rint(np.ldexp(coupling, shift)).astype(np.int64)
    # Rounding up to 2^31 needs one bit less.
    carried = np.abs(mantissa) == 2**31
    return np.where(carried, mantissa // 2, mantissa), shift - carried
