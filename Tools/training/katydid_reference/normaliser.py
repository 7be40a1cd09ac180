"""The running mean that is taken off each band (`FrontEnd.md`)."""

import numpy as np

from .ranges import within, within_int32


class Normaliser:
    def __init__(self, parameters):
        self.parameters = parameters
        self.mean = None
        """Q25 of log2 units, int64 [40]; None before the first open hop."""

    def update(self, features):
        """The features (Q10) of an open hop without their mean, Q10, int64 [40]."""
        scaled = within(features << 15, 0, 2**30)
        if self.mean is None:
            self.mean = scaled
        else:
            shifts = self.parameters.rise_shift, self.parameters.fall_shift
            shift = np.where(scaled > self.mean, *shifts)
            self.mean = within_int32(self.mean + ((scaled - self.mean) >> shift))
        values = within(features - ((self.mean + 2**14) >> 15), -32_768, 32_767)
        return np.maximum(values, 0) if self.parameters.clamps_at_zero else values
