"""The real-valued neurons of `Numbers.md` in float64, from which the integers may drift."""

import numpy as np
from helpers import make_layer

from katydid_reference.fixed_point import MAXIMUM_STATE, quantize_coupling, quantize_leak
from katydid_reference.model import Kind, Reset

TIME_CONSTANTS_TICKS = np.array([1, 2, 10, 100, 1_000, 10_000])
LEAKS = 1 - 1 / TIME_CONSTANTS_TICKS
SECOND_LEAKS = np.exp(-1 / TIME_CONSTANTS_TICKS)
"""Of the synaptic current or the adaptation: the other usual discretisation."""
COUPLING_PULL = 0.5
"""p of adLIF: how strongly the adaptation follows the potential, before gains."""


class RealNeurons:
    """Real parameters of `neurons` neurons, and the equations of `Numbers.md` in float64.

    Every leak meets every second leak, a small and a large potential, and both a reachable and an
    unreachable threshold.
    """

    def __init__(self, kind, reset_rule, rng):
        # adLIF overshoots what it settles at.
        levels = {Kind.ADLIF: [2.0**16, 2.0**29], Kind.IF: [2.0**10, 2.0**20]}
        levels = levels.get(kind, [2.0**16, 0.95 * 2.0**30])
        axes = np.meshgrid(LEAKS, SECOND_LEAKS, levels, [False, True], indexing="ij")
        self.kind, self.reset_rule = kind, reset_rule
        self.leak, self.second_leak, level, can_spike = (axis.ravel() for axis in axes)
        if kind == Kind.IF:
            self.leak = np.ones_like(self.leak)
        self.neurons = self.leak.size
        gain = 1e-3 if kind == Kind.IF else 1 - self.leak
        fraction = rng.random_sample((5, self.neurons))
        self.bias = level * gain + fraction[0]
        self.membrane_bias = fraction[1]
        self.threshold = np.where(can_spike.astype(bool), np.rint(level / 2), MAXIMUM_STATE)
        scale = 0.1 if reset_rule == Reset.TO_VALUE else 1.0
        self.reset = scale * level / 2 + fraction[2]
        self.jump = self.coupling = 0 * level
        if kind == Kind.CUBA_LIF:
            # Half: the largest time constants make 1e8 of the fraction.
            self.bias = level / 2 * gain * (1 - self.second_leak) + fraction[0]
        if kind == Kind.ALIF:
            self.jump = (1 - self.second_leak) * level / 8 + fraction[3]
        if kind == Kind.ADLIF:
            self.jump = gain * (1 - self.second_leak) * level / 8 + fraction[3]
            self.coupling = gain * (1 - self.second_leak) * COUPLING_PULL
        self.v, self.second = np.zeros(self.neurons), np.zeros(self.neurons)

    def quantized(self, largest_count):
        """The integer layer that a packer would make of these."""

        def whole(values):
            return np.rint(values).astype(np.int64)

        arrays = dict(bias=whole(self.bias))
        if self.kind != Kind.IF:
            arrays["leak"] = quantize_leak(self.leak)
        if self.kind != Kind.LI:
            arrays |= dict(threshold=whole(self.threshold), reset=whole(self.reset))
            arrays |= dict(reset_rule=self.reset_rule, largest_count=largest_count)
        if self.kind == Kind.CUBA_LIF:
            arrays["current_leak"] = quantize_leak(self.second_leak)
            arrays["membrane_bias"] = whole(self.membrane_bias)
        if self.kind in (Kind.ALIF, Kind.ADLIF):
            arrays["adaptation_leak"] = quantize_leak(self.second_leak)
            arrays["adaptation_jump"] = whole(self.jump)
        if self.kind == Kind.ADLIF:
            mantissa, shift = quantize_coupling(self.coupling)
            arrays |= dict(coupling_mantissa=mantissa, coupling_shift=shift)
        return make_layer(self.kind, neurons=self.neurons, **arrays)

    def step(self, synaptic_sum, n):
        """One tick; neurons with `n` > 0 spike whatever their potential."""
        v, second = self.v, self.second
        drive = synaptic_sum + self.bias
        match self.kind:
            case Kind.CUBA_LIF:
                second = self.second_leak * second + drive
                v = self.leak * v + second + self.membrane_bias
            case Kind.ADLIF:
                v = self.leak * v + drive - second
            case _:
                v = self.leak * v + drive
        match self.reset_rule:
            case Reset.TO_VALUE:
                v = np.where(n > 0, self.reset, v)
            case Reset.SUBTRACT:
                v = v - n * self.reset
            case Reset.SUBTRACT_ADAPTIVE:
                v = v - n * (self.reset + second)
        if self.kind == Kind.ALIF:
            second = self.second_leak * second + n * self.jump
        if self.kind == Kind.ADLIF:
            second = self.second_leak * second + self.coupling * v + n * self.jump
        self.v, self.second = v, second
