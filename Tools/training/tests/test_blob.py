"""Blobs as bytes: what is written is read, and looks as `ModelBlob.md` says."""

import struct
import zlib

import numpy as np
import pytest
from helpers import GOLDEN, make_layer, make_network

from katydid_reference import blob
from katydid_reference.decision import ClassScale, DecisionParameters
from katydid_reference.decision_section import decision_arena_bytes
from katydid_reference.front_end_parameters import FrontEndParameters
from katydid_reference.front_end_section import front_end_arena_bytes
from katydid_reference.model import INPUT, Kind, Layout, Model, Projection
from katydid_reference.network_section import arena_bytes
from katydid_reference.parameters import draw_network
from katydid_reference.recipes import draw_recipe
from katydid_reference.tiny import tiny_model


def network_section(data):
    _, _, _, offset, length = blob.SECTION_ENTRY.unpack_from(data, 32)
    return data[offset : offset + length]


@pytest.mark.parametrize("seed", range(100))
def test_what_is_written_is_read(seed):
    rng = np.random.RandomState(seed)
    network = draw_network(draw_recipe(rng), rng)
    labels = ["höher"] * network.layers[network.output_layer].neurons
    names = [f"layer {index}" for index in range(len(network.layers))]
    data = blob.write(Model(network, labels, names, provenance='{"recipe": "none"}'))
    model = blob.read(data)
    assert (model.labels, model.layer_names) == (labels, names)
    for written, read in zip(network.projections, model.network.projections):
        assert np.array_equal(written.weights, read.weights)
    for written, read in zip(network.layers, model.network.layers):
        assert all(np.array_equal(v, getattr(read, name)) for name, v in vars(written).items())
    assert blob.write(model) == data


def test_header():
    data = blob.write(tiny_model())
    assert data[:8] == b"KATY\x01\x00\x00\x00"
    length, crc, sections, arena = struct.unpack_from("<4I", data, 8)
    assert (length, crc, sections) == (len(data), zlib.crc32(data[32:]), 4)
    assert data[24:32] == bytes(8)
    # 2 layers, 3 projections, inputs, largest P; ALIF with two states and one list; LI.
    assert arena == 512 + 192 + 3 * 16 + 64 + (128 + 16) + 64


def test_arena_counts_states_and_lists():
    refractory = make_layer(Kind.CUBA_LIF, neurons=17, refractory_period=[1] * 17, largest_count=2)
    network = make_network([refractory], channels=9)
    assert arena_bytes(network) == 256 + 3 * 32 + 4 * 32 + 4 * 32 * 3 + 48 * 3


def test_dense_rows_offset_even_columns():
    weights = np.array([[127, -127, -127, 127, 1]])
    network = make_network([make_layer(Kind.LI, neurons=5)], (INPUT, 0, weights))
    row = network_section(blob.write(Model(network)))[-16:]
    assert row == bytes([255, 129, 1, 127, 129, 0] + [128, 0] * 5)


def test_sparse_rows_are_cut_into_blocks():
    weights = np.zeros((3, 600), np.int64)
    weights[0, [3, 258, 259]] = 1, 2, 3
    weights[2, 590:599] = -4
    layer = make_layer(Kind.LI, neurons=600)
    network = make_network([layer], (INPUT, 0, weights, Layout.SPARSE), channels=3)
    data = network_section(blob.write(Model(network)))[-32 - 4 * 18 :]
    # A block reaches 255 beyond its base and has at most eight synapses.
    assert [struct.unpack_from("<IHH", data, 8 * row) for row in range(3)] == [(0, 2, 3), (2, 0, 0), (2, 2, 9)]
    blocks = [data[32 + 18 * index :][:18] for index in range(4)]
    assert blocks[0] == struct.pack("<H", 3) + bytes([0, 255] + [0] * 6 + [1, 2] + [0] * 6)
    assert blocks[1] == struct.pack("<H", 259) + bytes([0] * 8 + [3] + [0] * 7)
    assert blocks[2] == struct.pack("<H", 590) + bytes(list(range(8)) + [252] * 8)
    assert blocks[3] == struct.pack("<H", 598) + bytes([0] * 8 + [252] + [0] * 7)
    assert network.projections[0].fan_out.tolist() == [3, 0, 9]


def test_front_end_and_decision_are_sections_that_need_memory():
    model = tiny_model()
    bare = struct.unpack_from("<I", blob.write(model), 20)[0]
    model.front_end = FrontEndParameters()
    model.decision = DecisionParameters((ClassScale(5, 1), ClassScale(6, 2, is_event=False)))
    data = blob.write(model)
    read = blob.read(data)
    assert (read.front_end, read.decision) == (model.front_end, model.decision)
    assert blob.write(read) == data
    sections = [struct.unpack_from("<HHI", data, 32 + 16 * index) for index in range(6)]
    assert sections == [(kind, 1, kind == 1) for kind in range(1, 7)]
    (arena,) = struct.unpack_from("<I", data, 20)
    assert arena == bare + front_end_arena_bytes(model.front_end) + decision_arena_bytes(2)


def test_damage_is_refused():
    data = blob.write(tiny_model())
    for wrong in (
        b"KATZ" + data[4:],
        data[:4] + b"\x02" + data[5:],
        data[:-1],
        data[:100] + b"\xff" + data[101:],
        b"",
    ):
        with pytest.raises(blob.BlobError):
            blob.read(wrong)


def test_unknown_sections_are_skipped_unless_critical():
    data = bytearray((GOLDEN / "tiny.kat").read_bytes())
    provenance = 32 + 3 * 16
    struct.pack_into("<H", data, provenance, 99)
    struct.pack_into("<I", data, 12, zlib.crc32(data[32:]))
    assert blob.read(bytes(data)).provenance is None
    struct.pack_into("<I", data, provenance + 4, 1)
    struct.pack_into("<I", data, 12, zlib.crc32(data[32:]))
    with pytest.raises(blob.BlobError):
        blob.read(bytes(data))
