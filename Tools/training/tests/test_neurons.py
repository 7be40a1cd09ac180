"""Each kind of neuron for a few ticks, worked out by hand from the table of `Numbers.md`."""

import numpy as np
import pytest
from helpers import HALF, make_layer

from katydid_reference.model import Comparison, Kind, Reset
from katydid_reference.network import State, tick


def trajectory(layer, sums):
    """(membrane potential, spike count) of the only neuron after each tick of synaptic sums."""
    state, result = State.zero(layer), []
    for synaptic_sum in sums:
        state, counts, saturations = tick(layer, state, np.array([synaptic_sum]))
        assert saturations == 0
        result.append((int(state.membrane[0]), int(counts[0])))
    return result


def test_lif_rounds_ties_up_and_resets_to_a_value():
    layer = make_layer(Kind.LIF, fraction_bits=1, leak=[HALF], bias=[3], threshold=[19], reset=[-3])
    # 5 * 2 + 3 = 13; 6.5 -> 7 + 13 = 20 > 19: reset to -3; -1.5 -> -1 + 13 = 12; 6 + 3 = 9.
    assert trajectory(layer, [5, 5, 5, 0]) == [(13, 0), (-3, 1), (12, 0), (9, 0)]


@pytest.mark.parametrize("comparison, fires", [(Comparison.GREATER, 0), (Comparison(1), 1)])
def test_the_threshold_itself(comparison, fires):
    layer = make_layer(Kind.LIF, threshold=[7], reset=[7], comparison=comparison)
    assert trajectory(layer, [7]) == [(7, fires)]


def test_a_negative_threshold_lets_a_neuron_at_rest_spike():
    layer = make_layer(Kind.LIF, threshold=[-1])
    assert trajectory(layer, [0, 0]) == [(0, 1), (0, 1)]


def test_li_never_spikes():
    layer = make_layer(Kind.LI, leak=[HALF], bias=[-1])
    # 9; 4.5 -> 5 - 1 = 4; 2 - 1 = 1; 0.5 -> 1 - 1 = 0; -1; -0.5 -> 0 - 1 = -1.
    assert [v for v, _ in trajectory(layer, [10, 0, 0, 0, 0, 0])] == [9, 4, 1, 0, -1, -1]


def test_cuba_lif_resets_the_potential_but_not_the_current():
    layer = make_layer(
        Kind.CUBA_LIF, leak=[HALF], current_leak=[HALF], bias=[1], membrane_bias=[2],
        threshold=[15], reset=[0],
    )  # fmt: skip
    # i = 9, 6 (4.5 -> 5 + 1), 4 (3 + 1), 3 (2 + 1)
    # v = 11; 6 (5.5) + 6 + 2 = 14; 7 + 4 + 2 = 13; 7 (6.5) + 3 + 2 = 12
    assert trajectory(layer, [8, 0, 0, 0]) == [(11, 0), (14, 0), (13, 0), (12, 0)]
    layer.threshold[:] = 13
    # As above up to v = 14 > 13; then 0 + 4 + 2 = 6; 3 + 3 + 2 = 8.
    assert trajectory(layer, [8, 0, 0, 0]) == [(11, 0), (0, 1), (6, 0), (8, 0)]


def test_if_keeps_what_it_has():
    layer = make_layer(Kind.IF, bias=[-1], threshold=[10], reset=[10], reset_rule=Reset.SUBTRACT)
    assert trajectory(layer, [8, 0, 8, 0]) == [(7, 0), (6, 0), (3, 1), (2, 0)]


def alif(**parameters):
    defaults = dict(leak=[HALF], threshold=[10], adaptation_leak=[HALF], adaptation_jump=[8])
    return make_layer(Kind.ALIF, **(defaults | parameters))


def test_alif_compares_with_the_adaptation_of_the_previous_tick():
    # v = 11 > 10 + 0: a = 8; 12 <= 10 + 8: a = 4; 6 + 12 = 18 > 10 + 4: a = 2 + 8.
    assert trajectory(alif(), [11, 12, 12]) == [(0, 1), (12, 0), (0, 1)]


@pytest.mark.parametrize(
    "rule, last", [(Reset.SUBTRACT, 17 - 10), (Reset.SUBTRACT_ADAPTIVE, 17 - 10 - 4)]
)
def test_alif_subtracts_with_or_without_adaptation(rule, last):
    layer = alif(reset=[10], reset_rule=rule)
    # v = 11 - 10 = 1 (a was 0), a = 8; 0.5 -> 1, a = 4; 0.5 -> 1 + 16 = 17 > 14.
    assert trajectory(layer, [11, 0, 16]) == [(1, 1), (1, 0), (last, 1)]


def test_alif_with_negative_adaptation_spikes_at_least_once():
    layer = alif(adaptation_jump=[-40], largest_count=5)
    # a = -40, threshold in force -30: -5 > -30, one spike; a = -20 - 40, -50: 100 // 1 is capped.
    assert trajectory(layer, [11, -5, 100]) == [(0, 1), (0, 1), (0, 5)]


def test_adlif_adapts_to_the_potential_after_reset():
    layer = make_layer(
        Kind.ADLIF, leak=[HALF], threshold=[20], reset=[4], adaptation_leak=[HALF],
        adaptation_jump=[3], coupling_mantissa=[2**30], coupling_shift=[32],
    )  # fmt: skip
    # v = 16, w = 16 / 4 = 4; v = 8 + 17 - 4 = 21 > 20, reset to 4, w = 2 + 1 + 3 = 6;
    # v = 2 + 0 - 6 = -4, w = 3 - 1 = 2; v = -2 - 2 = -4, w = 1 - 1 = 0; v = -2, w = -0.5 -> 0.
    expected = [(16, 0), (4, 1), (-4, 0), (-4, 0), (-2, 0)]
    assert trajectory(layer, [16, 17, 0, 0, 0]) == expected


@pytest.mark.parametrize(
    "comparison, drive, count",
    [(0, 10, 0), (0, 11, 1), (0, 20, 1), (0, 21, 2), (0, 99, 4), (1, 9, 0), (1, 10, 1), (1, 20, 2)],
)
def test_several_spikes_in_a_tick(comparison, drive, count):
    rules = dict(comparison=Comparison(comparison), largest_count=4, reset_rule=Reset.SUBTRACT)
    layer = make_layer(Kind.IF, threshold=[10], reset=[10], **rules)
    assert trajectory(layer, [drive]) == [(drive - 10 * count, count)]


def test_a_refractory_neuron_integrates_but_does_not_spike():
    layer = make_layer(Kind.IF, threshold=[0], reset=[0], refractory_period=[2])
    # Two silent ticks after each spike.
    expected = [(0, 1), (5, 0), (10, 0), (0, 1), (5, 0)]
    assert trajectory(layer, [5] * 5) == expected


def test_a_refractory_period_of_zero_changes_nothing():
    layer = make_layer(Kind.IF, threshold=[0], refractory_period=[0])
    assert trajectory(layer, [5] * 3) == [(0, 1)] * 3


def test_every_value_that_saturates_is_counted():
    m = 2**30 - 1
    layer = make_layer(Kind.CUBA_LIF, neurons=2, bias=[m, m], current_leak=[0, 0])
    layer.membrane_bias = np.array([1, 0])
    layer.threshold[:], layer.reset[:], layer.reset_rule = m - 1, -m, Reset.SUBTRACT
    # Neuron 0: current m + 1 and potential m + 1 saturate, and m - (-m). Neuron 1: the last only.
    state, counts, saturations = tick(layer, State.zero(layer), np.array([1, 0]))
    assert (counts.tolist(), saturations) == ([1, 1], 4)
    assert state.membrane.tolist() == [m, m] and state.current.tolist() == [m, m]
