"""What the page says of Sinabs. Equations in float32, as exponentials are not exact; one neuron a column."""

import numpy as np
import pytest
import sinabs.activation
import sinabs.layers as sl
import torch
from sinabs.nir import to_nir
from torch import nn

TAU, THRESHOLD = 6.0, np.float32(1)
DECAY = np.exp(np.float32(-1 / TAU))
LEAST_SAME = 0.999


def run(layer, currents):
    with torch.no_grad():
        return layer(torch.tensor(currents, dtype=torch.float32)[None])[0].numpy()


def equations(currents, gain, reset="subtract", most=np.inf, floor=-np.inf):
    v, out = np.zeros(currents.shape[1], np.float32), []
    for x in currents.astype(np.float32):
        v = DECAY * v + np.float32(gain) * x
        z = np.minimum(np.where(v >= THRESHOLD, np.floor(v / THRESHOLD), 0), most)
        v = v - z * THRESHOLD if reset == "subtract" else np.where(z > 0, 0, v)
        v = np.maximum(v, floor)
        out.append(z)
    return np.array(out)


SINGLE = dict(spike_fn=sinabs.activation.SingleSpike)


@pytest.mark.parametrize(
    "options, same",
    [
        (dict(), dict(gain=1 - DECAY)),
        (dict(norm_input=False), dict(gain=1)),
        (dict(norm_input=False, **SINGLE), dict(gain=1, most=1)),
        (
            dict(norm_input=False, reset_fn=sinabs.activation.MembraneReset(), **SINGLE),
            dict(gain=1, most=1, reset="zero"),
        ),
        (dict(norm_input=False, min_v_mem=-0.25), dict(gain=1, floor=-0.25)),
    ],
)
def test_lif(currents, options, same, stored):
    x = currents * (8 if same["gain"] != 1 else 1)
    layer = sl.LIF(tau_mem=TAU, **options)
    expected = equations(x, **same)
    assert expected.sum() > 500
    assert (run(layer, x) == expected).mean() > LEAST_SAME

    # The file is the same for all of them.
    network = nn.Sequential(nn.Linear(3, 3, bias=False), sl.LIF(tau_mem=TAU, **options))
    nodes = stored(to_nir(network, torch.zeros(1, 1, 3)))
    assert nodes["1"]["type"] == b"LIF" and nodes["1"]["tau"] == TAU and nodes["1"]["r"] == 1
    assert nodes["0"]["type"] == b"Affine"


def test_the_threshold_itself_fires_and_several_times(currents):
    v, out = 0, []
    for x in 2 * currents:
        v = v + x
        z = np.where(v >= 1, np.floor(v), 0)
        v = v - z
        out.append(z)
    found = run(sl.IAF(), 2 * currents)
    assert found.max() > 1
    assert (found == np.array(out)).all()


def test_exp_leak(currents):
    v, out = 0, []
    for x in currents:
        v = DECAY * v + (1 - DECAY) * x
        out.append(v)
    found = run(sl.ExpLeak(tau_mem=TAU, norm_input=True), currents)
    assert np.allclose(found, np.array(out), atol=1e-5)


def test_the_synaptic_current_is_not_in_the_file(currents, stored):
    network = nn.Sequential(nn.Linear(3, 3), sl.LIF(tau_mem=TAU, tau_syn=3.0))
    assert stored(to_nir(network, torch.zeros(1, 1, 3)))["1"]["type"] == b"LIF"


def test_a_convolution_needs_its_shape_inferred(stored):
    network = nn.Sequential(nn.Conv2d(1, 2, 3), sl.IAFSqueeze(batch_size=1))
    graph = to_nir(network, torch.zeros(1, 1, 8, 8))
    with pytest.raises(TypeError):
        stored(graph)
    graph.infer_types()
    assert stored(graph)["0"]["input_shape"].tolist() == [8, 8]


def test_the_time_axis_stays_in_the_input(stored):
    network = nn.Sequential(nn.Linear(3, 3), sl.IAF())
    assert stored(to_nir(network, torch.zeros(1, 1, 3)))["input"]["shape"].tolist() == [1, 3]


def test_recurrence_is_refused():
    network = nn.Sequential(nn.Linear(3, 3), sl.LIFRecurrent(tau_mem=TAU, rec_connect=nn.Linear(3, 3)))
    with pytest.raises(NotImplementedError):
        to_nir(network, torch.zeros(1, 1, 3))
