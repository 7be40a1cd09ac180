"""What is exported computes what was trained, and the integers follow it."""

import numpy as np
import torch
from helpers import make_layer
from katydid_reference.fixed_point import quantize_coupling, quantize_leak
from katydid_reference.model import INPUT, Kind, Network, Projection
from katydid_reference.network import Simulation
from katydid_training import export
from katydid_training.network import TICK_SECONDS, KeywordNetwork

CHANNELS, NEURONS, CLASSES, TICKS = 20, 30, 5, 300
FRACTION_BITS = 8


def trained_network():
    """With statistics of normalisation, as training leaves them."""
    torch.manual_seed(0)
    network = KeywordNetwork(CHANNELS, NEURONS, CLASSES)
    network.hidden.normalisation.power.uniform_(0.1, 0.3)
    return network.eval()


def events():
    rng = np.random.default_rng(1)
    return rng.integers(1, 4, (TICKS, CHANNELS)) * (rng.random((TICKS, CHANNELS)) < 0.1)


def spikes_of(network, x):
    with torch.no_grad():
        _, spikes = network(torch.from_numpy(x).float()[:, None])
    return spikes[:, 0].numpy()


def test_the_folded_weights_give_the_same_spikes_by_the_equations():
    network, x = trained_network(), events()
    t = {name: value.astype(np.float64) for name, value in export.tensors(network).items()}
    a = np.exp(-TICK_SECONDS / t["hidden.tau"])
    b = np.exp(-TICK_SECONDS / t["hidden.adaptation_tau"])
    v, w, s = np.zeros(NEURONS), np.zeros(NEURONS), np.zeros(NEURONS)
    spikes = []
    for row in x:
        drive = t["hidden.input"] @ row + t["hidden.recurrent"] @ s
        v = a * v + (1 - a) * (drive - w)
        s = (v > 1).astype(float)
        v = np.where(s > 0, 0, v)
        w = b * w + (1 - b) * (t["hidden.p"] * v + t["hidden.q"] * s)
        spikes.append(s)
    expected = spikes_of(network, x)
    assert expected.mean() > 0.02
    # A potential within rounding of the threshold may fall on either side.
    assert np.mean(np.array(spikes) != expected) < 1e-3


def integer_layer(t):
    """The hidden layer in integers, and the weights of its two projections: as the packer does it."""
    a = np.exp(-TICK_SECONDS / t["hidden.tau"])
    b = np.exp(-TICK_SECONDS / t["hidden.adaptation_tau"])
    weights = np.hstack([t["hidden.input"], t["hidden.recurrent"]]) * (1 - a)[:, None]
    step = np.abs(weights).max(1) / 127
    unit = step * 2.0**-FRACTION_BITS

    def in_units(values):
        return np.rint(values / unit).astype(np.int64)

    mantissa, shift = quantize_coupling((1 - a) * (1 - b) * t["hidden.p"])
    layer = make_layer(
        Kind.ADLIF,
        FRACTION_BITS,
        NEURONS,
        leak=quantize_leak(a),
        bias=in_units(np.zeros(NEURONS)),
        threshold=in_units(np.ones(NEURONS)),
        reset=in_units(np.zeros(NEURONS)),
        adaptation_leak=quantize_leak(b),
        adaptation_jump=in_units((1 - a) * (1 - b) * t["hidden.q"]),
        coupling_mantissa=mantissa,
        coupling_shift=shift,
    )
    quantised = np.rint(weights / step[:, None]).astype(np.int64).T
    return layer, quantised[:CHANNELS], quantised[CHANNELS:]


def test_the_integers_fire_at_the_rates_of_the_float_network():
    network, x = trained_network(), events()
    tensors = {name: value.astype(np.float64) for name, value in export.tensors(network).items()}
    layer, from_input, recurrent = integer_layer(tensors)
    projections = [Projection(INPUT, 0, from_input), Projection(0, 0, recurrent)]
    simulation = Simulation(Network(CHANNELS, 3, [layer], projections, 0))
    integer = np.array([simulation.step(row)[0].copy() for row in x])
    expected = spikes_of(network, x)
    assert simulation.counters.saturations == 0
    assert abs(integer.mean() - expected.mean()) < 0.05 * expected.mean()
    assert np.abs(integer.mean(0) - expected.mean(0)).mean() < 0.2 * expected.mean()


def test_the_description_names_tensors_that_are_there():
    network = trained_network()
    tensors = export.tensors(network)
    labels = [f"class {n}" for n in range(CLASSES)]
    stated = export.description(CHANNELS, 3, NEURONS, labels, {"data": "none"})
    named = {connection["weight"] for connection in stated["connections"]}
    for layer in stated["layers"]:
        named |= {value for key, value in layer.items() if key not in ("name", "kind", "neurons")}
    assert named == set(tensors)
