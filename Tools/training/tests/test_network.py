"""Routing, counters and rest of a whole network."""

import math

import numpy as np
import pytest
from helpers import HALF, make_layer, make_network, run

from katydid_reference.fixed_point import quantize_leak
from katydid_reference.model import INPUT, Kind, Layout
from katydid_reference.network import Simulation, State, tick
from katydid_reference.parameters import draw_network
from katydid_reference.recipes import draw_recipe


def relay():
    """A neuron that spikes in the tick in which a weight of 1 or more arrives."""
    return make_layer(Kind.LIF, threshold=[0])


def test_forward_has_no_delay_and_every_cycle_a_delay_of_one_tick():
    routes = (INPUT, 0, [[1]]), (0, 1, [[1]]), (0, 2, [[1]]), (2, 0, [[1]])
    network = make_network([relay(), relay(), relay()], *routes)
    _, ticks = run(network, [[1], [0], [0]])
    assert [counts for counts, _ in ticks] == [[[1], [1], [1]]] * 3


def test_a_layer_that_feeds_itself_sees_the_tick_before():
    network = make_network([relay()], (INPUT, 0, [[1]]), (0, 0, [[1]]))
    _, ticks = run(network, [[0], [1], [0]])
    assert [counts for counts, _ in ticks] == [[[0]], [[1]], [[1]]]


def test_events_count_synapses_whatever_their_count_or_value():
    first = make_layer(Kind.IF, neurons=1, threshold=[1], largest_count=9)
    second = make_layer(Kind.LI, neurons=3)
    dense, sparse = [[1, 0, 0]], [[0, 2, 3]]
    routes = (INPUT, 0, [[5], [0]]), (0, 1, dense), (0, 1, sparse, Layout.SPARSE)
    network = make_network([first, second], *routes, channels=2, magnitude=9)
    simulation, ticks = run(network, [[1, 9], [0, 0]])
    assert ticks[0][0][0] == [4]
    assert ticks[0][1][1].membrane.tolist() == [4, 8, 12]
    assert simulation.counters.synaptic_events == 2 + 3 + 2
    assert simulation.counters.spikes == 4


def test_inputs_are_clamped_and_counted():
    network = make_network([make_layer(Kind.IF)], (INPUT, 0, [[1], [1]]), channels=2, magnitude=7)
    simulation, ticks = run(network, [[8, 0], [7, -7], [-32_768, 7]])
    assert [states[0].membrane[0] for _, states in ticks] == [7, 7, 7]
    assert simulation.counters.clamped_inputs == 2


def test_a_layer_rests_once_a_tick_changed_nothing():
    layer = make_layer(Kind.LI, leak=[HALF])
    network = make_network([layer], (INPUT, 0, [[4]]))
    # 4, 2, 1, 1 (0.5 rounds up): the fourth tick changes nothing, so the fifth is skipped.
    simulation, ticks = run(network, [[1], [0], [0], [0], [0], [0], [1]])
    assert [int(states[0].membrane[0]) for _, states in ticks] == [4, 2, 1, 1, 1, 1, 5]
    assert simulation.counters.layers_skipped == 2


def test_nothing_is_at_rest_before_its_first_tick():
    network = make_network([make_layer(Kind.LIF)], (INPUT, 0, [[1]]))
    assert run(network, [[0]])[0].counters.layers_skipped == 0
    assert run(network, [[0], [0]])[0].counters.layers_skipped == 1


def test_an_event_of_weight_zero_disturbs_rest():
    network = make_network([make_layer(Kind.LIF)], (INPUT, 0, [[0]]))
    # Skipped in the third tick; the fourth has an event, the fifth finds rest again.
    simulation, _ = run(network, [[0], [0], [0], [1], [0], [0]])
    assert simulation.counters.layers_skipped == 3


def test_a_neuron_that_spikes_or_counts_is_not_at_rest():
    spiking = make_network([make_layer(Kind.LIF, threshold=[-1])])
    assert run(spiking, [[0]] * 9)[0].counters.layers_skipped == 0
    refractory = make_layer(Kind.IF, threshold=[0], refractory_period=[3])
    counting = make_network([refractory], (INPUT, 0, [[1]]))
    # Spike in tick 0; the counter falls in ticks 1 to 3; tick 4 finds nothing changed.
    assert run(counting, [[1]] + [[0]] * 6)[0].counters.layers_skipped == 2


def test_a_skipped_tick_counts_no_saturation():
    layer = make_layer(Kind.IF, bias=[2**30 - 1], threshold=[2**30 - 1])
    network = make_network([layer])
    # Tick 1 clips and changes nothing: ticks 2 to 4 are skipped.
    simulation, _ = run(network, [[0]] * 6)
    assert simulation.counters.saturations == 1
    assert simulation.counters.layers_skipped == 4


@pytest.mark.parametrize("seed", range(60))
def test_nothing_overflows_int64(seed):
    """The same ticks with Python's integers, which have no size, at the ends of all ranges."""
    rng = np.random.RandomState(seed)
    recipe = draw_recipe(rng)
    recipe.is_extreme = True
    for layer in draw_network(recipe, rng).layers:
        state, unsized = State.zero(layer), State.zero(layer)
        for _ in range(8):
            synaptic_sum = rng.randint(-(2**31) + 1, 2**31, layer.neurons)
            state, counts, saturations = tick(layer, state, synaptic_sum)
            result = tick(layer, unsized, synaptic_sum.astype(object))
            unsized = result[0]
            assert state.equals(unsized)
            assert (counts == result[1]).all() and saturations == result[2]


@pytest.mark.parametrize("time_constant_ticks", [2, 16, 100, 1000])
def test_a_leak_comes_to_rest_at_the_residue_and_after_the_time_stated(time_constant_ticks):
    leak = 1 - 1 / time_constant_ticks
    layer = make_layer(Kind.LI, neurons=2, leak=quantize_leak([leak, leak]).tolist())
    network = make_network([layer], (INPUT, 0, [[1, -1]]), magnitude=1)
    layer.fraction_bits = 12
    simulation, ticks = Simulation(network), 1
    simulation.step(np.array([1]))
    while not simulation.counters.layers_skipped:
        simulation.step(np.array([0]))
        ticks += 1
    assert (np.abs(simulation.states[0].membrane) <= time_constant_ticks / 2).all()
    stated = time_constant_ticks * math.log(2 * 2**12 / time_constant_ticks)
    assert ticks == pytest.approx(stated, rel=0.2, abs=4)
