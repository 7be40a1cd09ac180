"""What the page says of snnTorch. Equations in float64, one neuron a column."""

import numpy as np
import pytest
import snntorch as snn
import torch
from snntorch.export_nir import export_to_nir

BETA, ALPHA, THRESHOLD = 0.875, 0.5, 1.0


def spikes_of(neurons, currents):
    x = torch.tensor(currents, dtype=torch.float32)
    return np.array([neurons(row[None])[0].detach().numpy() for row in x])


def made(kind, currents, **options):
    count = currents.shape[1]
    factors = {"beta": torch.full((count,), BETA), "threshold": torch.full((count,), THRESHOLD)}
    if kind in (snn.Synaptic, snn.RSynaptic):
        factors["alpha"] = torch.full((count,), ALPHA)
    neurons = kind(**factors, init_hidden=True, **options)
    return neurons


def subtract_a_tick_later(currents):
    v, z, out = 0, 0, []
    for x in currents:
        v = BETA * v + x - THRESHOLD * z
        z = v > THRESHOLD
        out.append(z)
    return np.array(out)


def subtract_at_once(currents, amount):
    v, out = 0, []
    for x in currents:
        v = BETA * v + x
        z = v > THRESHOLD
        v = v - amount * z
        out.append(z)
    return np.array(out)


def test_subtract_acts_a_tick_later_and_past_the_decay(currents):
    found = spikes_of(made(snn.Leaky, currents), currents)
    assert found.sum() > 1000
    assert (found == subtract_a_tick_later(currents)).all()
    assert (found == subtract_at_once(currents, THRESHOLD / BETA)).all()
    assert (found != subtract_at_once(currents, THRESHOLD)).mean() > 0.01


def test_subtract_without_delay_keeps_an_account(currents):
    neurons = made(snn.Leaky, currents, reset_delay=False)
    v, out = 0, []
    for x in currents:
        pending = v > THRESHOLD
        v = BETA * v + x - THRESHOLD * pending
        z = v > THRESHOLD
        v = v - THRESHOLD * (z.astype(float) - pending)
        out.append(z)
    found = spikes_of(neurons, currents)
    assert (found == np.array(out)).all()
    # As katydid computes it: one threshold more where the potential was left above the threshold.
    v, out = 0, []
    for x in currents:
        raised = THRESHOLD * (1 + (v > THRESHOLD))
        v = BETA * v + x
        z = v > raised
        v = v - THRESHOLD * z
        out.append(z)
    assert (found == np.array(out)).all()
    assert (found != subtract_at_once(currents, THRESHOLD)).any()


def test_zero_of_leaky_is_immediate(currents):
    v, out = 0, []
    for x in currents:
        v = BETA * v + x
        z = v > THRESHOLD
        v = np.where(z, 0, v)
        out.append(z)
    for delay in (True, False):
        neurons = made(snn.Leaky, currents, reset_mechanism="zero", reset_delay=delay)
        assert (spikes_of(neurons, currents) == np.array(out)).all()


def test_zero_of_synaptic_takes_the_input_of_the_next_tick(currents):
    v, i, z, out = 0, 0, 0, []
    for x in currents / 2:
        i = ALPHA * i + x
        v = np.where(z, 0, BETA * v + i)
        z = v > THRESHOLD
        out.append(z)
    found = spikes_of(made(snn.Synaptic, currents, reset_mechanism="zero"), currents / 2)
    assert found.sum() > 500
    assert (found == np.array(out)).all()


@pytest.mark.parametrize("reset", ["subtract", "zero"])
@pytest.mark.parametrize("kind", [snn.RLeaky, snn.RSynaptic])
def test_recurrence_comes_a_tick_later_with_its_bias_at_once(currents, kind, reset):
    count = currents.shape[1]
    neurons = made(kind, currents, linear_features=count, reset_mechanism=reset)
    rng = np.random.default_rng(2)
    w, bias = rng.integers(-3, 4, (count, count)) / 32, rng.integers(-2, 3, count) / 16
    with torch.no_grad():
        neurons.recurrent.weight.copy_(torch.tensor(w))
        neurons.recurrent.bias.copy_(torch.tensor(bias))
    v, i, z, out = 0, 0, np.zeros(count), []
    for x in currents / 2:
        x = x + w @ z + bias
        i = ALPHA * i + x if kind is snn.RSynaptic else x
        v = BETA * v + i - THRESHOLD * z if reset == "subtract" else np.where(z, 0, BETA * v + i)
        z = (v > THRESHOLD).astype(float)
        out.append(z)
    found = spikes_of(neurons, currents / 2)
    assert found.sum() > 500
    assert (found == np.array(out)).all()


@pytest.mark.parametrize("reset", ["subtract", "zero"])
def test_the_file_has_a_tick_of_a_tenth_of_a_millisecond_and_no_reset(currents, stored, reset):
    neurons = made(snn.Leaky, currents, reset_mechanism=reset, output=True)
    count = currents.shape[1]
    network = torch.nn.Sequential(torch.nn.Linear(count, count), neurons)
    lif = stored(export_to_nir(network, torch.zeros(1, count), ignore_dims=[0]))["1"]
    assert np.allclose(1e-4 / lif["tau"], 1 - BETA)
    assert np.allclose(lif["r"] * 1e-4 / lif["tau"], 1, atol=1e-6)
    assert (lif["v_reset"] == 0).all()


def test_recurrence_is_a_cycle_of_two_nodes(currents, stored):
    count = currents.shape[1]
    neurons = made(snn.RLeaky, currents, linear_features=count)
    network = torch.nn.Sequential(torch.nn.Linear(count, count), neurons)
    nodes = stored(export_to_nir(network, torch.zeros(1, count), ignore_dims=[0]))
    assert {"1.lif", "1.w_rec"} <= set(nodes)
    assert nodes["1.w_rec"]["type"] == b"Affine"
