"""The bounds of `Numbers.md`, section "How far the integers can drift".

Each class is made for `RealNeurons` and the most spikes in a tick. Its `step` takes the spike
counts [neurons] of a tick and returns the bounds, in units [neurons], of the potential and of the
current or adaptation.
"""

import numpy as np

from katydid_reference.fixed_point import MAXIMUM_STATE
from katydid_reference.model import Kind, Reset

TICKS = 100_000
FLOAT64_SLACK = 0.01
"""Units: what float64 itself may err by, at potentials up to 2^30 and time constants of 10,000."""


class ConstantBound:
    """For all kinds but IF and adLIF; a reset by subtraction adds what it subtracts wrongly."""

    def __init__(self, neurons, largest_count):
        second = forwarded = subtracted = np.zeros(neurons.neurons)
        if neurons.kind == Kind.CUBA_LIF:
            second = forwarded = 1.25 / (1 - neurons.second_leak)
        if neurons.kind == Kind.ALIF:
            second = (0.75 + largest_count / 2) / (1 - neurons.second_leak)
        if neurons.reset_rule != Reset.TO_VALUE:
            subtracted = subtracted + largest_count / 2
        if neurons.reset_rule == Reset.SUBTRACT_ADAPTIVE:
            subtracted = subtracted + largest_count * second
        can_spike = neurons.threshold < MAXIMUM_STATE
        potential = (forwarded + 1.25 + can_spike * subtracted) / (1 - neurons.leak)
        self.limits = potential + FLOAT64_SLACK, second + FLOAT64_SLACK

    def step(self, n):
        return self.limits


class IFBound:
    """Half a unit a tick from the bias, and half a unit for each subtracted reset."""

    def __init__(self, neurons, largest_count):
        self.neurons, self.potential = neurons, np.zeros(neurons.neurons)

    def step(self, n):
        self.potential += 0.5 + n / 2
        if self.neurons.reset_rule == Reset.TO_VALUE:
            self.potential[n > 0] = 0.5
        return [self.potential + FLOAT64_SLACK]


class AdLIFSumBound:
    """The page's sum over k of |A^k| d, for potentials that are never reset to a value."""

    def __init__(self, neurons, largest_count):
        p, n = neurons.coupling, largest_count / 2
        self.neurons, self.drift_of_w = neurons, 1.75 + n
        potential = 1.25 + 0 * p + (0 if neurons.reset_rule == Reset.TO_VALUE else n)
        self.d = np.array([potential, self.drift_of_w + p * potential])
        self.power = np.zeros((2, 2, neurons.neurons))
        self.power[0, 0] = self.power[1, 1] = 1
        self.sums = np.zeros_like(self.d)
        if neurons.reset_rule != Reset.TO_VALUE:
            for _ in range(TICKS):
                self.advance()
            self.limits = self.sums + FLOAT64_SLACK

    def advance(self):
        """Adds |A^k| d and goes on to A^(k + 1)."""
        q, power = self.neurons, self.power
        self.sums += self.transmitted(self.d)
        power[0] = q.leak * power[0] - power[1]
        power[1] = q.coupling * power[0] + q.second_leak * power[1]

    def transmitted(self, error):
        magnitude = np.abs(self.power)
        return magnitude[:, 0] * error[0] + magnitude[:, 1] * error[1]

    def step(self, n):
        return self.limits


class AdLIFResetBound(AdLIFSumBound):
    """The same sum since the last reset to a value, plus |A^k| times the error right after it.

    A reset to a value stops the potential from correcting the error of w, so the sum alone, over
    all ticks, does not bound it.
    """

    def __init__(self, neurons, largest_count):
        super().__init__(neurons, largest_count)
        self.bounds, self.after_reset = np.zeros_like(self.d), np.zeros_like(self.d)

    def step(self, n):
        q, fired = self.neurons, n > 0
        w = q.second_leak * self.bounds[1] + q.coupling / 2 + self.drift_of_w
        self.advance()
        self.after_reset = np.where(fired, [np.full_like(w, 0.5), w], self.after_reset)
        self.sums[:, fired] = 0
        self.power[:, :, fired] = np.eye(2)[:, :, None]
        self.bounds = self.sums + self.transmitted(self.after_reset)
        return self.bounds + FLOAT64_SLACK
