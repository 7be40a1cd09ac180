"""What the page says of Norse. Equations in float64, one neuron a column."""

import norse.torch as norse
import numpy as np
import pytest
import torch
from norse.torch.functional.iaf import IAFParameters
from norse.torch.functional.leaky_integrator_box import LIBoxParameters
from norse.torch.functional.lif import LIFParameters
from norse.torch.functional.reset import reset_subtract
from norse.torch.module.iaf import IAFCell
from norse.torch.module.leaky_integrator_box import LIBoxCell

DT = 2.0**-10
U, U_SYN, THRESHOLD = 0.25, 0.5, 1.0
"""dt / tau of the membrane and of the synaptic current."""


def run(cell, currents):
    state, out = None, []
    for row in torch.tensor(currents, dtype=torch.float32):
        output, state = cell(row[None], state)
        out.append(output[0].detach().numpy())
    return np.array(out)


def lif_box(**options):
    rate = torch.tensor(U / DT)
    return norse.LIFBoxCell(norse.LIFBoxParameters(tau_mem_inv=rate, **options), dt=DT)


def box(currents, reset, v_leak=0):
    v, out = v_leak, []
    for x in currents:
        v = v + U * (v_leak - v + x)
        z = v > THRESHOLD
        v = reset(v, z)
        out.append(z)
    return np.array(out)


def test_lif_box(currents):
    x = 4 * currents
    found = run(lif_box(), x)
    assert found.sum() > 500
    assert (found == box(x, lambda v, z: np.where(z, 0, v))).all()
    found = run(lif_box(v_leak=torch.tensor(0.5)), x)
    assert (found == box(x, lambda v, z: np.where(z, 0, v), v_leak=0.5)).all()
    found = run(lif_box(v_reset=torch.tensor(-0.5)), x)
    assert (found == box(x, lambda v, z: np.where(z, -0.5, v))).all()
    found = run(lif_box(reset_method=reset_subtract), x)
    assert (found == box(x, lambda v, z: v - THRESHOLD * z)).all()


def test_lif_cell_takes_all_of_the_input_into_its_current(currents):
    x = 2 * currents
    parameters = LIFParameters(tau_syn_inv=torch.tensor(U_SYN / DT), tau_mem_inv=torch.tensor(U / DT))
    i, v, out = 0, 0, []
    for row in x:
        i = (1 - U_SYN) * i + row
        v = v + U * (0 - v + i)
        z = v > THRESHOLD
        v = np.where(z, 0, v)
        out.append(z)
    found = run(norse.LIFCell(parameters, dt=DT), x)
    assert found.sum() > 500
    assert (found == np.array(out)).all()


def test_iaf_cell(currents):
    v, out = 0, []
    for x in currents:
        v = v + x
        z = v > THRESHOLD
        v = np.where(z, 0, v)
        out.append(z)
    found = run(IAFCell(IAFParameters(), dt=DT), currents)
    assert found.sum() > 500
    assert (found == np.array(out)).all()


def test_li_box_gives_the_potential_after_the_update(currents):
    v, out = 0, []
    for x in currents:
        v = v + U * (0 - v + x)
        out.append(v)
    cell = LIBoxCell(LIBoxParameters(tau_mem_inv=torch.tensor(U / DT)), dt=DT)
    assert np.allclose(run(cell, currents), np.array(out), atol=1e-6)


@pytest.mark.parametrize("dt, factor", [(1.0, 1), (None, 1000)])
def test_time_constants_are_seconds_only_with_a_dt_of_1(stored, dt, factor):
    network = norse.SequentialState(torch.nn.Linear(3, 3, bias=False), norse.LIFBoxCell())
    graph = norse.to_nir(network, torch.zeros(1, 3), **({} if dt is None else {"dt": dt}))
    nodes = stored(graph)
    assert np.isclose(nodes["1"]["tau"] * factor, 0.01)
    assert nodes["1"]["r"] == 1 and "v_reset" not in nodes["1"]
    assert nodes["0"]["type"] == b"Affine" and (nodes["0"]["bias"] == 0).all()


def test_the_jump_of_the_current_is_not_in_the_file(stored):
    network = norse.SequentialState(torch.nn.Linear(3, 3), norse.LIFCell())
    fields = stored(norse.to_nir(network, torch.zeros(1, 3), dt=1.0))["1"]
    assert fields["w_in"] == 1 and np.isclose(fields["tau_syn"], 0.005)


def test_a_convolution_needs_its_shape_inferred(stored):
    network = norse.SequentialState(torch.nn.Conv2d(1, 2, 3), norse.LIFBoxCell())
    with pytest.raises(TypeError):
        stored(norse.to_nir(network, torch.zeros(1, 1, 8, 8)))
    graph = norse.to_nir(network, torch.zeros(1, 8, 8))
    graph.infer_types()
    assert stored(graph)["0"]["input_shape"].tolist() == [8, 8]


@pytest.mark.parametrize("cell", [norse.LIFRecurrentCell(3, 3), norse.LICell()])
def test_what_is_not_exported(cell, stored):
    with pytest.raises(Exception):  # noqa: B017 - an accident inside nirtorch or h5py, different for each.
        stored(norse.to_nir(norse.SequentialState(torch.nn.Linear(3, 3), cell), torch.zeros(1, 3)))
