"""Checks of the ranges that `FrontEnd.md` and `Decision.md` state."""

import numpy as np


def within(values, low, high):
    """`values` unchanged; an error in the reference or the page if one lies outside `low...high`."""
    assert np.min(values, initial=low) >= low and np.max(values, initial=high) <= high, (
        f"{np.min(values)}...{np.max(values)} is not within {low}...{high}"
    )
    return values


def within_int32(values):
    return within(values, -(2**31), 2**31 - 1)
