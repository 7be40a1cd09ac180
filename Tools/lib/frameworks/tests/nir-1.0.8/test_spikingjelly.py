"""What the page says of SpikingJelly. Equations in float64, one neuron a column."""

import numpy as np
import pytest
import torch
from spikingjelly.activation_based import neuron
from spikingjelly.activation_based.nir_exchange import export_to_nir
from torch import nn

TAU, DT = 4.0, 1e-4


def spikes_of(neurons, currents):
    x = torch.tensor(currents, dtype=torch.float32)
    return np.array([neurons(row[None])[0].detach().numpy() for row in x])


def exported(neurons, currents, stored):
    count = currents.shape[1]
    return stored(export_to_nir(nn.Sequential(nn.Linear(count, count), neurons), torch.zeros(1, count), dt=DT))["_1"]


@pytest.mark.parametrize("v_reset", [0.0, -0.5])
@pytest.mark.parametrize("decay_input", [True, False])
def test_lif(currents, stored, decay_input, v_reset):
    neurons = neuron.LIFNode(tau=TAU, decay_input=decay_input, v_reset=v_reset)
    x_scale = 4 if decay_input else 1
    v, out = v_reset, []
    for x in currents * x_scale:
        v = v + ((x if decay_input else 0) - (v - v_reset)) / TAU + (0 if decay_input else x)
        z = v >= 1
        v = np.where(z, v_reset, v)
        out.append(z)
    found = spikes_of(neurons, currents * x_scale)
    assert found.sum() > 500
    assert (found == np.array(out)).all()

    lif = exported(neuron.LIFNode(tau=TAU, decay_input=decay_input, v_reset=v_reset), currents, stored)
    assert np.allclose(lif["tau"], TAU * DT)
    assert np.allclose(lif["r"], 1 if decay_input else TAU)
    assert (lif["v_leak"] == v_reset).all() and (lif["v_reset"] == v_reset).all()


def test_if_fires_at_the_threshold_and_starts_at_the_reset_potential(currents, stored):
    v, out = np.full(currents.shape[1], -0.25), []
    for x in currents:
        v = v + x
        z = v >= 1
        v = np.where(z, -0.25, v)
        out.append(z)
    found = spikes_of(neuron.IFNode(v_reset=-0.25), currents)
    assert found.sum() > 500
    assert (found == np.array(out)).all()
    fields = exported(neuron.IFNode(v_reset=-0.25), currents, stored)
    assert np.allclose(fields["r"], 1 / DT) and (fields["v_reset"] == -0.25).all()


def test_cuba_lif(currents, stored):
    def made():
        return neuron.CUBALIFNode(c_decay=0.5, v_decay=0.75, v_threshold=1.0)

    c, v, out = 0, 0, []
    for x in currents / 2:
        c = 0.5 * c + x
        v = 0.75 * v + c
        z = v >= 1
        v = np.where(z, 0, v)
        out.append(z)
    found = spikes_of(made(), currents / 2)
    assert found.sum() > 500
    assert (found == np.array(out)).all()
    fields = exported(made(), currents, stored)
    assert np.allclose(fields["w_in"] * DT / fields["tau_syn"], 1)
    assert np.allclose(fields["r"] * DT / fields["tau_mem"], 1)


def test_thresholds_where_none_is_given():
    assert neuron.CUBALIFNode().v_threshold == 0.5
    assert neuron.LIFNode().v_threshold == neuron.IFNode().v_threshold == 1


def test_soft_reset_and_groups_are_refused(currents, stored):
    with pytest.raises(NotImplementedError):
        exported(neuron.IFNode(v_reset=None), currents, stored)
    with pytest.raises(NotImplementedError):
        export_to_nir(nn.Sequential(nn.Conv2d(2, 2, 3, groups=2), neuron.IFNode()), torch.zeros(1, 2, 5, 5))
