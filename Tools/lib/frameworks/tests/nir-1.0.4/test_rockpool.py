"""What the page says of Rockpool. Equations in float32, as exponentials are not exact; one neuron a column."""

import numpy as np
import pytest
import torch
from rockpool.nn.combinators import Sequential
from rockpool.nn.modules import ExpSynTorch, LIFNeuronTorch, LIFTorch, LinearTorch
from rockpool.nn.modules.torch.nir import to_nir
from rockpool.parameters import Constant

DT, TAU_MEM, TAU_SYN = 1e-3, 8e-3, 4e-3
ALPHA, BETA = np.exp(np.float32(-DT / TAU_MEM)), np.exp(np.float32(-DT / TAU_SYN))
LEAST_SAME = 0.999


def run(layer, currents):
    with torch.no_grad():
        output, _, _ = layer(torch.tensor(currents, dtype=torch.float32)[None])
    return output[0].numpy()


def equations(currents, synaptic=True, most=np.inf, w_rec=None, bias=0):
    count = currents.shape[1]
    v, i, z, out = np.zeros(count, np.float32), np.zeros(count, np.float32), np.zeros(count), []
    for x in currents.astype(np.float32):
        x = x if w_rec is None else x + z.astype(np.float32) @ w_rec
        i = BETA * (i + x) if synaptic else x
        v = ALPHA * v + i + np.float32(bias)
        z = np.minimum(np.where(v >= 1, np.floor(v), 0), most)
        v = (v - z).astype(np.float32)
        out.append(z)
    return np.array(out)


def lif(count, **options):
    return LIFTorch(count, tau_mem=TAU_MEM, tau_syn=TAU_SYN, threshold=1.0, dt=DT, **options)


@pytest.mark.parametrize("most", [1.0, 2.0**16])
def test_lif(currents, most):
    x = currents / 2
    found = run(lif(x.shape[1], max_spikes_per_dt=torch.tensor(most)), x)
    assert found.sum() > 500 and found.max() == (1 if most == 1 else found.max())
    assert (found == equations(x, most=most)).mean() > LEAST_SAME


def test_the_bias_is_added_to_the_membrane_and_lost(currents, stored):
    x = currents / 4
    found = run(lif(x.shape[1], bias=0.125), x)
    assert (found == equations(x, bias=0.125)).mean() > LEAST_SAME
    network = Sequential(LinearTorch((3, 3), has_bias=False), lif(3, bias=0.125))
    assert (stored(to_nir(network))["1_LIFTorch"]["v_leak"] == 0).all()


def test_recurrence_comes_a_tick_later_and_is_lost(currents, stored):
    x, count = currents / 4, currents.shape[1]
    w_rec = (np.random.default_rng(2).integers(-8, 9, (count, count)) / 128).astype(np.float32)
    found = run(lif(count, has_rec=True, w_rec=torch.tensor(w_rec)), x)
    assert found.sum() > 500
    assert (found == equations(x, w_rec=w_rec)).mean() > LEAST_SAME
    assert (found != equations(x)).mean() > 0.01

    network = Sequential(LinearTorch((3, 3), has_bias=False), lif(3, has_rec=True))
    nodes = stored(to_nir(network))
    assert sorted(nodes) == ["0_LinearTorch", "1_LIFTorch", "input", "output"]


def test_lif_neuron(currents):
    x = currents
    layer = LIFNeuronTorch(x.shape[1], tau_mem=TAU_MEM, threshold=1.0, dt=DT)
    expected = equations(x, synaptic=False)
    assert expected.sum() > 500
    assert (run(layer, x) == expected).mean() > LEAST_SAME


def test_exp_syn(currents):
    v, out = 0, []
    for x in currents:
        v = BETA * (v + x)
        out.append(v)
    assert np.allclose(run(ExpSynTorch(currents.shape[1], tau=TAU_SYN, dt=DT), currents), np.array(out), atol=1e-4)


def test_r_tells_the_tick(stored):
    network = Sequential(LinearTorch((3, 3), has_bias=False), lif(3), ExpSynTorch(3, tau=Constant(TAU_SYN), dt=DT))
    nodes = stored(to_nir(network))
    for fields, tau in ((nodes["1_LIFTorch"], TAU_MEM), (nodes["2_ExpSynTorch"], TAU_SYN)):
        u = DT / tau
        assert np.allclose(fields["r"], np.exp(-u) / u)
    assert (nodes["1_LIFTorch"]["w_in"] == 1).all()
