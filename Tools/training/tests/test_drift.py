"""How far the integers drift from the real-valued equations: the bounds of `Numbers.md` hold.

The real-valued neurons run in float64 with the weights of the integer ones, unrounded parameters
otherwise, and spike whenever the integer ones do. Half of the neurons never spike.
"""

import numpy as np
import pytest
from drift_bounds import TICKS, AdLIFResetBound, AdLIFSumBound, ConstantBound, IFBound
from real_neurons import RealNeurons

from katydid_reference.model import Kind, Reset
from katydid_reference.network import State, tick

CASES = [
    (Kind.LIF, Reset.TO_VALUE, 1, TICKS),
    (Kind.LIF, Reset.SUBTRACT, 3, TICKS // 10),
    (Kind.LI, Reset.TO_VALUE, 0, TICKS),
    (Kind.CUBA_LIF, Reset.SUBTRACT, 1, TICKS),
    (Kind.ALIF, Reset.TO_VALUE, 3, TICKS),
    (Kind.ALIF, Reset.SUBTRACT_ADAPTIVE, 1, TICKS // 10),
    (Kind.ADLIF, Reset.SUBTRACT, 1, TICKS),
    (Kind.ADLIF, Reset.TO_VALUE, 1, TICKS // 10),
    (Kind.IF, Reset.SUBTRACT, 3, TICKS),
    (Kind.IF, Reset.TO_VALUE, 1, TICKS // 10),
]


@pytest.mark.parametrize("kind, reset_rule, largest_count, ticks", CASES)
def test_the_integers_stay_within_the_bounds(kind, reset_rule, largest_count, ticks):
    rng = np.random.RandomState(kind)
    real = RealNeurons(kind, reset_rule, rng)
    layer = real.quantized(largest_count)
    state = State.zero(layer)
    is_reset_to_value = reset_rule == Reset.TO_VALUE
    adlif_bound = AdLIFResetBound if is_reset_to_value else AdLIFSumBound
    bound_of_kind = {Kind.IF: IFBound, Kind.ADLIF: adlif_bound}.get(kind, ConstantBound)
    bound = bound_of_kind(real, largest_count)
    worst, spikes = np.zeros(real.neurons), np.zeros(real.neurons)
    for _ in range(0, ticks, 1000):
        for synaptic_sum in rng.randint(-127, 128, (1000, real.neurons)):
            state, n, saturations = tick(layer, state, synaptic_sum)
            real.step(synaptic_sum, n)
            assert saturations == 0
            spikes += n
            limits = bound.step(n)
            np.maximum(worst, np.abs(state.membrane - real.v) / limits[0], out=worst)
            second = state.current if kind == Kind.CUBA_LIF else state.adaptation
            if second is not None:
                np.maximum(worst, np.abs(second - real.second) / limits[1], out=worst)
    print(f"{kind.name}: worst share of the bound {worst.max():.2f}, spikes {spikes.sum():.0f}")
    assert worst.max() <= 1
    assert kind == Kind.LI or spikes.sum() > 1000


def test_a_nonleaky_neuron_with_whole_parameters_does_not_drift():
    rng = np.random.RandomState(0)
    real = RealNeurons(Kind.IF, Reset.SUBTRACT, rng)
    real.bias, real.reset = np.rint(real.bias), np.rint(real.reset)
    layer = real.quantized(largest_count=3)
    state = State.zero(layer)
    for synaptic_sum in rng.randint(-127, 128, (5000, real.neurons)):
        state, n, _ = tick(layer, state, synaptic_sum)
        real.step(synaptic_sum, n)
        assert (state.membrane == real.v).all()
