"""Quantised training: forward is the integer reference to the bit, backward the float one."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from helpers import make_layer, make_network
from katydid_reference.fixed_point import quantize_coupling, quantize_leak
from katydid_reference.model import INPUT, Comparison, Kind, Reset
from katydid_reference.network import Simulation
from katydid_training.backward import RecurrentAdLIF
from katydid_training.quantised import QuantisedNetwork, UnsupportedNetwork

TICKS, SCENES = 120, 5
GREATER_OR_EQUAL = {"comparison": Comparison.GREATER_OR_EQUAL}


def hidden_layer(rng, neurons, bits, *, level, longest, has_bias, **others):
    """Of thresholds about `level` weight steps and leaks up to `longest`."""

    def draw(low, high):
        return rng.uniform(low, high, neurons)

    a, b, threshold = draw(0.3, longest), draw(0.6, longest), level * 2**bits * draw(0.7, 1.3)
    mantissa, shift = quantize_coupling((1 - a) * (1 - b) * draw(-1, 8))
    return make_layer(
        Kind.ADLIF,
        bits,
        neurons,
        leak=quantize_leak(a),
        threshold=np.maximum(threshold, 1).astype(np.int64),
        reset=(has_bias * threshold * draw(-0.2, 0.2)).astype(np.int64),
        bias=(has_bias * threshold * (1 - a) * draw(-0.5, 0.9)).astype(np.int64),
        adaptation_leak=quantize_leak(b),
        adaptation_jump=(threshold * (1 - a) * (1 - b) * draw(-1, 12)).astype(np.int64),
        coupling_mantissa=mantissa,
        coupling_shift=shift,
        **others,
    )


def readout_layer(rng, classes, bits):
    return make_layer(
        Kind.LI,
        bits,
        classes,
        unit=rng.uniform(1e-6, 1e-4, classes).astype(np.float32),
        leak=quantize_leak(rng.uniform(0.5, 0.99, classes)),
        bias=rng.integers(-1000, 1000, classes),
    )


def draw_network(
    seed, sizes, bits=12, level=300, longest=0.99, magnitude=3, has_bias=False, span=127, **others
):
    """`sizes`: channels, neurons of each hidden layer, classes. `span`: largest weight."""
    rng = np.random.default_rng(seed)
    channels, *hidden, classes = sizes
    layers = [
        hidden_layer(rng, n, bits, level=level, longest=longest, has_bias=has_bias, **others)
        for n in hidden
    ]

    def weights(low, high, *shape):
        return np.rint(span * rng.uniform(low, high, shape)).astype(np.int64)

    routes = []
    for index, neurons in enumerate([*hidden, classes]):
        source, sources = (INPUT, channels) if index == 0 else (index - 1, hidden[index - 1])
        routes.append((source, index, weights(-0.7, 1, sources, neurons)))
        # The second layer has no loop.
        if index < len(hidden) and index != 1:
            routes.append((index, index, weights(-0.5, 0.3, neurons, neurons)))
    layers.append(readout_layer(rng, classes, bits))
    return make_network(layers, *routes, channels=channels, magnitude=magnitude)


def draw_events(network, seed, density=0.1):
    """[ticks, scenes, channels], some beyond the magnitude, with long silences."""
    rng = np.random.default_rng(seed)
    shape, limit = (TICKS, SCENES, network.input_channels), network.input_magnitude + 2
    events = rng.integers(-limit // 2, limit, shape) * (rng.random(shape) < density)
    events[10:70, 0] = 0
    events[40:, 1] = 0
    events[::2, 2] = 0
    events[:20, 3] = 0
    return events


def simulate(network, events):
    """By the reference: spikes, real potentials, and the simulations of all scenes."""
    spikes, potentials, simulations = [], [], []
    for scene in events.transpose(1, 0, 2):
        simulation = Simulation(network)
        for row in scene:
            counts = simulation.step(row)
            spikes.append(np.concatenate(counts[:-1]))
            membrane = torch.from_numpy(simulation.states[-1].membrane)
            potentials.append(membrane * torch.from_numpy(network.layers[-1].unit))
        simulations.append(simulation)
    by_scene = (len(simulations), len(events), -1)
    spikes = torch.from_numpy(np.array(spikes)).view(by_scene).transpose(0, 1)
    return spikes, torch.stack(potentials).view(by_scene).transpose(0, 1), simulations


NETWORKS = {
    "small": draw_network(1, (10, 12, 4)),
    "of 64": draw_network(2, (40, 64, 7), level=500),
    "two layers": draw_network(3, (20, 24, 16, 5)),
    "with biases": draw_network(4, (10, 20, 3), has_bias=True, **GREATER_OR_EQUAL),
    "whole steps": draw_network(5, (10, 30, 3), bits=0, **GREATER_OR_EQUAL),
    "coarse": draw_network(6, (10, 30, 3), bits=5),
    "saturating": draw_network(7, (30, 16, 3), magnitude=9000, level=1e4),
}


def require_equal(network, events):
    """Returns the mean rate and the simulations."""
    spikes, potentials, simulations = simulate(network, events)
    with torch.no_grad():
        fast_potentials, fast_spikes = QuantisedNetwork(network)(torch.from_numpy(events))
    assert torch.equal(fast_spikes, spikes.float())
    assert torch.equal(fast_potentials, potentials)
    return fast_spikes.mean(), simulations


@pytest.mark.parametrize("name", NETWORKS)
def test_forward_is_the_integer_reference(name):
    network = NETWORKS[name]
    rate, simulations = require_equal(network, draw_events(network, 11))
    assert 0.01 < rate < 0.7
    if name == "saturating":
        assert sum(s.counters.saturations for s in simulations) > 100


SETTLES, RESTS_BESIDE_ZERO, HEARS_ITSELF = [1, 0, 0, 0, 0, 1], [-1, -1, 1, 0, 1, 0], [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("threshold", "jump", "inputs", "spike_ticks"),
    [
        # Potentials 4, 2, 1 and from there 0, so the second event finds nothing to add to.
        (5, 0, SETTLES, []),
        # -4, -6, 1 by an event, and 1 again: at rest, and 1 + 4 fires.
        (5, 0, RESTS_BESIDE_ZERO, [4]),
        # After the spike its event comes back: adaptation stays at 1, and 4 - 1 does not fire.
        (4, 1, HEARS_ITSELF, [0]),
    ],
)
def test_a_layer_settles_exactly_when_it_is_left_alone(threshold, jump, inputs, spike_ticks):
    """One neuron that forgets half of its state a tick; a weight step is 4 units."""
    hidden = make_layer(
        Kind.ADLIF,
        2,
        leak=[2**30],
        threshold=[threshold],
        adaptation_leak=[2**30],
        adaptation_jump=[jump],
        coupling_mantissa=[0],
        coupling_shift=[31],
        **GREATER_OR_EQUAL,
    )
    readout = make_layer(Kind.LI, 2, leak=[2**30])
    network = make_network([hidden, readout], (INPUT, 0, [[1]]), (0, 0, [[0]]), (0, 1, [[1]]))
    events = np.array(inputs)[:, None, None]
    require_equal(network, events)
    _, spikes = QuantisedNetwork(network)(torch.from_numpy(events))
    assert spikes.flatten().nonzero().flatten().tolist() == spike_ticks


def test_sums_beyond_the_whole_numbers_of_float32_are_exact():
    rng = np.random.default_rng(21)
    network = draw_network(22, (400, 12, 3), bits=4, level=300, magnitude=32_000)
    network.projections[0].weights[:] = 127
    assert network.largest_sum(0) > 2**24
    # Large values that cancel but for a few.
    half = rng.integers(-31_000, 31_000, (TICKS, SCENES, 200))
    few = rng.integers(-1, 2, half.shape) * (rng.random(half.shape) < 0.02)
    rate, _ = require_equal(network, np.concatenate([half, few - half[..., ::-1]], 2))
    assert 0.01 < rate < 0.7


def test_gradients_are_those_of_the_float_network():
    """With 12 fraction bits, and parameters that are exact in both, little else is different."""
    torch.manual_seed(0)
    channels, neurons, classes, level = 10, 24, 4, 300
    network = draw_network(9, (channels, neurons, classes), level=level)
    layer, readout = network.layers
    layer.reset[:] = 0
    weights = [
        torch.from_numpy(p.weights.T.copy()).double().requires_grad_() for p in network.projections
    ]
    per_threshold = torch.from_numpy(4096 / layer.threshold)
    a = torch.from_numpy(layer.leak / 2.0**31)
    b = torch.from_numpy(layer.adaptation_leak / 2.0**31)
    scale = (1 - a) * (1 - b)
    coupling = layer.coupling_mantissa * 0.5**layer.coupling_shift
    p, q = torch.from_numpy(coupling) / scale, torch.from_numpy(layer.adaptation_jump.copy())
    q = q / torch.from_numpy(layer.threshold) / scale
    gain = (per_threshold / (1 - a))[:, None]
    readout.bias[:] = 0
    k = torch.from_numpy(readout.leak / 2.0**31)

    events = torch.from_numpy(draw_events(network, 12)).clamp(-3, 3)
    current = events.double() @ (gain * weights[0]).t()
    spikes = RecurrentAdLIF.apply(current, gain * weights[1], a, b, p, q)
    v, potentials = 0, []
    for drive in spikes @ weights[2].t() * 4096 * torch.from_numpy(readout.unit).double():
        v = k * v + drive
        potentials.append(v)

    quantised = QuantisedNetwork(network)
    fast_potentials, fast_spikes = quantised(events)
    # Otherwise the trajectories are others, and so are the gradients.
    assert torch.equal(fast_spikes, spikes.float())
    torch.testing.assert_close(fast_potentials, torch.stack(potentials).float(), rtol=0, atol=1e-3)

    loss_weights = torch.randn(TICKS, SCENES, classes)
    rate_weights = torch.randn(neurons)
    (fast_potentials * loss_weights).sum().add((fast_spikes * rate_weights).sum()).backward()
    (torch.stack(potentials) * loss_weights).sum().add((spikes * rate_weights).sum()).backward()
    for fast, slow in zip(quantised.weights, weights, strict=True):
        assert slow.grad.abs().max() > 0
        torch.testing.assert_close(
            fast.grad.double(), slow.grad, rtol=1e-2, atol=1e-3 * slow.grad.abs().max().item()
        )


@pytest.mark.parametrize("name", NETWORKS)
def test_gradients_are_finite(name):
    network = QuantisedNetwork(NETWORKS[name])
    potentials, spikes = network(torch.from_numpy(draw_events(network.network, 13)))
    (potentials.square().mean() + spikes.mean()).backward()
    assert all(weight.grad.isfinite().all() for weight in network.weights)
    assert all(weight.grad.any() for weight in network.weights)


def test_training_reduces_a_loss_and_leaves_missing_weights_at_zero():
    torch.manual_seed(0)
    network = draw_network(14, (10, 24, 3))
    is_connected = [torch.rand(p.weights.T.shape) < 0.6 for p in network.projections]
    for projection, connected in zip(network.projections, is_connected, strict=True):
        projection.weights *= connected.T.numpy()
    network.layers[-1].unit[:] = 1e-5
    quantised = QuantisedNetwork(network, is_connected)
    events, classes = torch.from_numpy(draw_events(network, 15)), torch.arange(SCENES) % 3
    optimiser = torch.optim.AdamW(quantised.parameters(), lr=2.0)
    losses = []
    for _ in range(60):
        logits = quantised(events)[0].mean(0)
        loss = torch.nn.functional.cross_entropy(logits, classes)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        quantised.limit()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]
    for whole, connected in zip(quantised.whole_weights(), is_connected, strict=True):
        assert not whole[~connected].any() and whole[connected].any()
        assert torch.equal(whole, whole.round()) and whole.abs().max() <= 127


def test_other_networks_are_refused():
    network = draw_network(16, (4, 5, 3))
    hidden, readout = network.layers

    def refuse(words, **others):
        with pytest.raises(UnsupportedNetwork, match=words):
            QuantisedNetwork(replace(network, **others))

    refuse("layer 0 is not of adLIF", layers=[replace(hidden, reset_rule=Reset.SUBTRACT), readout])
    refuse("threshold", layers=[replace(hidden, threshold=hidden.threshold * 0), readout])
    refuse("must be a readout", layers=[hidden], output_layer=0)
    refuse(
        "acts back",
        projections=[*network.projections, replace(network.projections[2], source=1, target=0)],
    )
    refuse("needs input", projections=network.projections[1:])
    with pytest.raises(ValueError, match="projection 0 has weights where"):
        QuantisedNetwork(
            network, [torch.zeros(p.weights.T.shape, dtype=bool) for p in network.projections]
        )
