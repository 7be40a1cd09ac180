"""The one rounding and the one saturation, against integers without a size."""

import numpy as np
import pytest

from katydid_reference.fixed_point import (
    MAXIMUM_LEAK,
    MAXIMUM_STATE,
    multiply,
    multiply_q31,
    quantize_coupling,
    quantize_leak,
    saturate,
)


@pytest.mark.parametrize(
    "value, rounded", [(0, 0), (1, 1), (2, 1), (3, 2), (-1, 0), (-2, -1), (-3, -1)]
)
def test_half_of_a_value_rounds_ties_toward_plus_infinity(value, rounded):
    assert multiply_q31(2**30, np.int64(value)) == rounded
    for shift in range(1, 32):
        assert multiply(np.int64(1 << (shift - 1)), np.int64(value), np.int64(shift)) == rounded


@pytest.mark.parametrize("value", [MAXIMUM_STATE, -MAXIMUM_STATE, 12_345, -1])
@pytest.mark.parametrize("mantissa", [2**31 - 1, -(2**31), 2**30, -1])
@pytest.mark.parametrize("shift", [1, 2, 31, 61, 62])
def test_products_do_not_overflow_int64(value, mantissa, shift):
    expected = (mantissa * value + 2 ** (shift - 1)) // 2**shift
    assert multiply(np.int64(mantissa), np.int64(value), np.int64(shift)) == expected


def test_saturation_is_symmetric():
    values = np.array([2**30, 2**30 - 1, -(2**30), -(2**30) + 1, 2**62, -(2**62), 0])
    m = MAXIMUM_STATE
    assert saturate(values).tolist() == [m, m, -m, -m, m, -m, 0]


def test_a_leak_of_one_is_the_largest_leak():
    assert quantize_leak([0, 0.5, 1]).tolist() == [0, 2**30, MAXIMUM_LEAK]


@pytest.mark.parametrize("coupling", [0.25, 1, -1, 1e-6, 2**29 + 0.1, 1 - 2**-40, 2**-33, 0])
def test_couplings_are_normalised(coupling):
    mantissa, shift = quantize_coupling([coupling])
    assert 1 <= shift[0] <= 62
    assert coupling == 0 or shift[0] == 62 or 2**30 <= abs(mantissa[0]) < 2**31
    assert abs(mantissa[0] * 2.0 ** -shift[0] - coupling) <= max(abs(coupling) * 2**-31, 2**-63)
