"""Writes the NIR files that Tests/ToolsTests reads: python make_nir_fixtures.py ../../Tests/Golden/nir

Needs nir 1.0.8 and h5py. The good files are small enough for their networks to be worked out by hand; each bad one
is wrong in one way. Two are written by nir itself (gzip-compressed, the older layout of HDF5), the others more tightly.
"""

import pathlib
import sys

import h5py
import nir
import numpy as np


def lif(count, tau=0.02, r=1.0, v_leak=0.0, v_threshold=1.0, **others):
    parameters = dict(tau=tau, r=r, v_leak=v_leak, v_threshold=v_threshold, **others)
    return nir.LIF(**{name: np.full(count, value) for name, value in parameters.items()})


def li(count, tau=0.01, r=1.0, v_leak=0.0):
    return nir.LI(tau=np.full(count, tau), r=np.full(count, r), v_leak=np.full(count, v_leak))


def affine(weight, bias):
    return nir.Affine(weight=np.array(weight, np.float32), bias=np.array(bias, np.float32))


def linear(weight):
    return nir.Linear(weight=np.array(weight, np.float32))


def ends(inputs, outputs):
    """Input and Output nodes of the given shapes."""
    return {
        "input": nir.Input({"input": np.array(inputs)}),
        "output": nir.Output({"output": np.array(outputs)}),
    }


def graph(nodes, edges):
    return nir.NIRGraph(nodes, edges, type_check=False)


def chain_of(*names):
    return list(zip(names, names[1:]))


WEIGHT_3_TO_4 = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]
WEIGHT_4_TO_2 = [[1, 0, -1, 0], [0, 2, 0, -2]]


def good():
    """Name and graph of the files that are right."""
    feed_forward = {
        **ends([3], [2]),
        "fc1": affine(WEIGHT_3_TO_4, [0.5, 0, 0, -0.5]),
        "lif1": nir.LIF(
            tau=np.array([0.01, 0.02, 0.04, 0.1]), r=np.array([1.0, 2, 4, 8]), v_leak=np.full(4, 0.5),
            v_threshold=np.array([1.0, 2, 3, 4]), v_reset=np.full(4, 0.25)),
        "fc2": linear(WEIGHT_4_TO_2),
        "li": li(2, v_leak=0.5),
    }
    edges = chain_of("input", "fc1", "lif1", "fc2", "li", "output")
    yield "feed-forward", graph(feed_forward, [edges[i] for i in (3, 0, 4, 2, 1)])

    recurrent = {
        **ends([3], [2]),
        "fc": affine(WEIGHT_3_TO_4, [1, 1, 1, 1]),
        "1.lif": lif(4, tau=0.005, r=50.0),
        "1.w_rec": affine(np.eye(4) * -1, [0, 0, 0, 2]),
        "out": affine(WEIGHT_4_TO_2, [3, -3]),
    }
    loop = [("1.lif", "1.w_rec"), ("1.w_rec", "1.lif")]
    yield "recurrent", graph(recurrent, loop + chain_of("input", "fc", "1.lif", "out", "output"))

    inner = {**ends([4], [4]), "lif": lif(4), "w_rec": linear(np.eye(4) * 0.5)}
    inner_edges = chain_of("input", "lif", "w_rec", "lif", "output")
    nested = {
        **ends([1, 3], [1, 4]),
        "fc": linear(WEIGHT_3_TO_4),
        "rec": graph(inner, inner_edges),
    }
    yield "nested", graph(nested, chain_of("input", "fc", "rec", "output"))

    sums = {
        **ends([3], [2]),
        "a": affine(WEIGHT_3_TO_4, [1, 0, 0, 0]),
        "b": affine(WEIGHT_4_TO_2, [10, 20]),
        "direct": linear([[1, 0, 0], [0, 1, 0]]),
        "lif": lif(2),
        "back": affine([[0, 1], [1, 0]], [100, 200]),
        "probe": linear([[1, 1]]),
        "probed": lif(1),
    }
    edges = chain_of("input", "a", "b", "lif", "back", "lif", "output")
    edges += chain_of("input", "direct", "lif", "probe", "probed")
    yield "sums", graph(sums, edges)

    kinds = {
        **ends([2], [2]),
        "cuba": nir.CubaLIF(
            tau_syn=np.full(2, 0.004), tau_mem=np.full(2, 0.02), r=np.full(2, 20.0), v_leak=np.full(2, 1.0),
            v_threshold=np.full(2, 1.0), v_reset=np.zeros(2), w_in=np.full(2, 4.0)),
        "if": nir.IF(r=np.full(2, 1000.0), v_threshold=np.full(2, 3.0), v_reset=np.full(2, -1.0)),
    }
    yield "kinds", graph(kinds, chain_of("input", "cuba", "if", "output"))

    # Feedback from the second layer to the first, and a branch whose order is free.
    layers = {**ends([2], [2]), "first": lif(2), "second": lif(2), "branch": lif(2), "last": lif(2)}
    for name in ["w_first", "w_second", "w_branch", "w_back", "w_last"]:
        layers[name] = linear(np.eye(2))
    edges = chain_of("input", "w_first", "first", "w_second", "second", "w_last", "last", "output")
    edges += chain_of("second", "w_back", "first") + chain_of("input", "w_branch", "branch", "w_last")
    yield "feedback", graph(layers, edges[::-1])


def integers(*shape, seed):
    """Small whole numbers, which lie on a grid."""
    return np.random.default_rng(seed).integers(-4, 5, shape).astype(np.float32)


def convolution(weight, bias, **others):
    given = dict(input_shape=None, stride=1, padding=0, dilation=1, groups=1)
    kind = nir.Conv1d if weight.ndim == 3 else nir.Conv2d
    return kind(weight=weight, bias=np.array(bias, np.float32), **(given | others))


def integrate_and_fire(*shape, v_threshold=4.0):
    return nir.IF(
        r=np.full(shape, 1000.0), v_threshold=np.full(shape, v_threshold), v_reset=np.zeros(shape))


def images():
    """Name and graph of the files with convolutions, poolings and delays."""
    picture = {
        **ends([2, 6, 6], [3]),
        "conv1": convolution(
            integers(4, 1, 3, 3, seed=1), [1, 0, -1, 2], padding=(1, 1), groups=2, input_shape=(6, 6)),
        "if1": integrate_and_fire(4, 6, 6),
        "pool": nir.SumPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
        "conv2": convolution(integers(5, 4, 2, 2, seed=2), np.zeros(5), padding="valid", dilation=(1, 1)),
        "if2": integrate_and_fire(5, 2, 2),
        "mean": nir.AvgPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
        "flatten": nir.Flatten(input_type={"input": np.array([5, 1, 1])}, start_dim=0, end_dim=-1),
        "fc": linear(integers(3, 5, seed=6)),
        "if3": integrate_and_fire(3, v_threshold=2.0),
    }
    yield "picture", graph(picture, chain_of(
        "input", "conv1", "if1", "pool", "conv2", "if2", "mean", "flatten", "fc", "if3", "output"))

    signal = {
        **ends([2, 9], [12]),
        "conv": convolution(
            integers(3, 2, 3, seed=4), [0, 1, 0], padding="same", dilation=2, input_shape=9),
        "scale": nir.Scale(scale=np.array([[1.0], [2.0], [0.5]])),
        "threshold": nir.Threshold(threshold=np.full((3, 9), 2.0)),
        "strided": convolution(integers(4, 3, 3, seed=5), np.zeros(4), stride=3),
        "i": nir.I(r=np.full((4, 3), 1000.0)),
    }
    yield "signal", graph(signal, chain_of(
        "input", "conv", "scale", "threshold", "strided", "i", "output"))

    # 3 ms and 0 ms before the weights, 2 ms and 1 ms behind them, and back after 1 ms and the tick of a cycle.
    delays = {
        **ends([2], [2]),
        "before": nir.Delay(delay=np.array([0.003, 0.0])),
        "w": linear([[1, 2], [3, -1]]),
        "after": nir.Delay(delay=np.array([0.002, 0.001])),
        "if": integrate_and_fire(2, v_threshold=2.0),
        "back": nir.Delay(delay=np.array([0.001, 0.001])),
        "w_back": linear([[0, 1], [-1, 0]]),
        "cuba": nir.CubaLI(
            tau_syn=np.full(2, 0.002), tau_mem=np.full(2, 0.004), r=np.ones(2), v_leak=np.zeros(2),
            w_in=np.full(2, 2.0)),
    }
    edges = chain_of("input", "before", "w", "after", "if", "cuba", "output")
    yield "delays", graph(delays, edges + chain_of("if", "back", "w_back", "if"))


def bad():
    """Name and graph of the files in which something is wrong that nir allows."""
    def network(weight=WEIGHT_3_TO_4, inputs=3, **others):
        return {**ends([inputs], [4]), "fc": linear(weight), "lif1": lif(4), **others}

    edges = chain_of("input", "fc", "lif1", "output")
    weight = np.array(WEIGHT_3_TO_4, float)
    weight[2, 1] = np.nan
    yield "bad-nan", graph(network(weight), edges)
    taus = nir.LIF(
        tau=np.array([0.02, 0.02, 0.02, 0]), r=np.ones(4), v_leak=np.zeros(4), v_threshold=np.ones(4))
    yield "bad-tau", graph(network(lif1=taus), edges)
    yield "bad-short-tau", graph(network(lif1=lif(4, tau=2e-5)), edges)
    yield "bad-shape", graph(network(inputs=5), edges)
    wide = convolution(np.ones((1, 1, 3, 3)), np.zeros(1))
    yield "bad-kernel", graph(network(conv=wide, inputs=3), edges + chain_of("input", "conv", "lif1"))
    late = network(fc=affine(WEIGHT_3_TO_4, [0, 0, 1, 0]), delay=nir.Delay(delay=np.full(4, 0.002)))
    yield "bad-late-bias", graph(late, chain_of("input", "fc", "delay", "lif1", "output"))
    pool = nir.SumPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0]))
    yield "bad-pool", graph(network(pool=pool), chain_of("input", "fc", "pool", "lif1", "output"))
    fed_by_none = network(fc2=linear(np.eye(4)))
    yield "bad-not-fed", graph(fed_by_none, edges + [("fc2", "lif1")])
    yield "bad-not-reached", graph(network(), edges[:1] + edges[2:])
    yield "bad-two-outputs", graph(network(lif2=lif(4)), edges + chain_of("fc", "lif2", "output"))
    yield "bad-only-input", graph(ends([3], [3]), [("input", "output")])
    feeding = network(li=li(4), fc2=linear(np.eye(4)))
    yield "bad-li-feeds", graph(feeding, chain_of("input", "fc", "li", "fc2", "lif1", "output"))
    cycle = network(w1=linear(np.eye(4)), w2=linear(np.eye(4)))
    yield "bad-cycle", graph(cycle, edges + chain_of("fc", "w1", "w2", "w1", "lif1"))


def write_plain(path, fields, version="1.0.4"):
    """Writes a graph, given as a dictionary, without compression and in HDF5's newer, smaller file layout."""
    def write(group, fields):
        for name, value in fields.items():
            if isinstance(value, dict):
                write(group.create_group(name), value)
            elif name == "edges":
                group["edges"] = np.array(value, dtype="S16")
            elif value is not None:
                group[name] = value

    with h5py.File(path, "w", libver="latest") as file:
        file["version"] = version
        write(file.create_group("node"), fields)


def norse(**replaced):
    """What Norse writes: scalar parameters, no v_reset, a batch axis."""
    nodes = {
        "input": {"type": "Input", "shape": [1, 3]},
        "0": {"type": "Affine", "weight": np.array(WEIGHT_3_TO_4, np.int8), "bias": np.float32(0)},
        "1": {"type": "LIF", "tau": 0.01, "r": 1.0, "v_leak": 0.0, "v_threshold": 1.0},
        "output": {"type": "Output", "shape": [1, 4]},
    }
    graph = {"type": "NIRGraph", "edges": chain_of("input", "0", "1", "output"), "nodes": nodes}
    return {**graph, **replaced}


def refused_by_nir(folder):
    """Writes the files that nir refuses to write."""
    write_plain(folder / "scalars.nir", norse())
    write_plain(folder / "bad-edge.nir", norse(edges=[("input", "0"), ("0", "2")]))
    write_plain(folder / "bad-type.nir", norse(type="LIF"))

    unknown = norse()
    unknown["nodes"]["1"]["type"] = "Sigmoid"
    write_plain(folder / "bad-node.nir", unknown)

    incomplete = norse()
    del incomplete["nodes"]["1"]["v_leak"]
    write_plain(folder / "bad-missing.nir", incomplete)

    # A graph that contains itself.
    write_plain(folder / "bad-endless.nir", norse())
    with h5py.File(folder / "bad-endless.nir", "r+", libver="latest") as file:
        file["node/nodes/again"] = file["node"]

    # Four tebibytes of weights, of which none are stored.
    write_plain(folder / "bad-huge.nir", norse())
    with h5py.File(folder / "bad-huge.nir", "r+", libver="latest") as file:
        del file["node/nodes/0/weight"]
        file["node/nodes/0"].create_dataset(
            "weight", shape=(1 << 20, 1 << 20), dtype="f4", chunks=(64, 64))


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in [*good(), *images(), *bad()]:
        path = folder / f"{name}.nir"
        if name in ["feed-forward", "nested"]:
            nir.write(path, content)
        else:
            write_plain(path, content.to_dict(), version=nir.version)
    refused_by_nir(folder)


if __name__ == "__main__":
    main()
