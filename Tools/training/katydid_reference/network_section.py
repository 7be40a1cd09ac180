"""The network section of a blob (`ModelBlob.md`): its header, records and data blocks.

Where the page leaves room, the writer puts the data blocks in the order of the records that point
to them, without a gap beyond the alignment.
"""

import struct

import numpy as np

from .model import INPUT, Comparison, Kind, Layer, Layout, Network, Projection, Reset
from .parameter_arrays import HOLDS_IN_REFRACTORY, arrays_of, flags_of
from .windows import Shape, read_convolution, write_convolution

NETWORK_HEADER = struct.Struct("<IIIIIIII")
LAYER_RECORD = struct.Struct("<BBBBBBHIIIIII")
PROJECTION_RECORD = struct.Struct("<HHBBHIIIIII")
SPARSE_ROW = struct.Struct("<IHH")
SPARSE_BLOCK = struct.Struct("<H8B8b")
IS_DELAYED, IS_POOLED = 1, 2
BLOCK = 8
"""Synapses of a block of a sparse row."""
LARGEST_OFFSET = 255
"""Largest distance of a target from the first of its block."""


def align16(n):
    return (n + 15) & ~15


def pad16(data):
    """Appends zeros to the bytearray `data` up to a multiple of 16 bytes."""
    data += bytes(-len(data) % 16)


def arena_bytes(network):
    """Working memory in bytes that running `network` takes."""

    def states(layer):
        has_second = layer.kind in (Kind.CUBA_LIF, Kind.ALIF, Kind.ADLIF, Kind.RAISED_LIF)
        return 1 + has_second + (layer.refractory_period is not None)

    def lists(layer):
        return 0 if layer.kind == Kind.LI else 1 if layer.largest_count == 1 else 3

    layers = network.layers
    total = 256 * len(layers) + 64 * len(network.projections)
    total += 3 * align16(2 * network.input_channels)
    total += 4 * max(align16(layer.neurons) for layer in layers)
    for layer in layers:
        total += 4 * align16(layer.neurons) * states(layer)
        total += align16(2 * layer.neurons) * lists(layer)
    for projection in network.projections:
        is_delayed, is_pooled = projection.delay_ticks is not None, projection.pooling is not None
        total += 256 * (projection.layout == Layout.CONVOLUTION)
        total += 320 * (is_delayed or is_pooled)
        if is_delayed:
            is_single = projection.source != INPUT and layers[projection.source].largest_count == 1
            lists_of_tick = align16(2 * projection.delay_ticks.size) * (1 if is_single else 3)
            total += (projection.largest_delay + 1) * (48 + lists_of_tick)
    return total


def write_network(network):
    layers, projections = network.layers, network.projections
    counts = (network.input_channels, network.input_magnitude, len(layers), len(projections))
    records = bytearray(NETWORK_HEADER.pack(*counts, network.output_layer, 0, 0, 0))
    base = NETWORK_HEADER.size
    base += LAYER_RECORD.size * len(layers) + PROJECTION_RECORD.size * len(projections)
    data = bytearray()
    for layer in layers:
        pad16(data)
        flags = flags_of(layer)
        rules = (layer.reset_rule, layer.comparison, layer.fraction_bits, layer.largest_count)
        place = (layer.neurons, base + len(data))
        records += LAYER_RECORD.pack(layer.kind, *rules, flags, 0, *place, 0, 0, 0, 0)
        data += b"".join(array.pack(layer) for array in arrays_of(layer.kind, flags))
    for projection in projections:

        def append(block):
            pad16(data)
            data.extend(block)
            return base + len(data) - len(block)

        delays, pooling = projection.delay_ticks, projection.pooling
        flags = IS_DELAYED * (delays is not None) + IS_POOLED * (pooling is not None)
        weights = _write_weights(projection)
        places = [append(weights), len(weights)]
        places.append(0 if delays is None else append(delays.astype("<u2").tobytes()))
        places.append(0 if pooling is None else append(pooling.pack()))
        route = (projection.source, projection.target, projection.layout, flags)
        records += PROJECTION_RECORD.pack(*route, projection.largest_delay, *places, 0, 0)
    return bytes(records + data)


def _write_weights(projection):
    match projection.layout:
        case Layout.DENSE:
            return _write_dense(projection)
        case Layout.SPARSE:
            return _write_sparse(projection)
        case Layout.CONVOLUTION:
            return write_convolution(projection.shape, projection.weights)


def _write_dense(projection):
    sources, targets = projection.weights.shape
    rows = np.zeros((sources, align16(targets)), np.int64)
    rows[:, :targets] = projection.weights
    rows[:, 0::2] += 128
    return rows.astype(np.uint8).tobytes()


def _write_sparse(projection):
    rows, blocks = bytearray(), bytearray()
    for row in projection.weights:
        first = len(blocks) // SPARSE_BLOCK.size
        targets = row.nonzero()[0]
        fan_out = targets.size
        while targets.size:
            base = targets[0]
            fits = np.searchsorted(targets[:BLOCK], base + LARGEST_OFFSET, "right")
            block, targets = targets[:fits], targets[fits:]
            padding = (0, BLOCK - fits)
            blocks += SPARSE_BLOCK.pack(base, *np.pad(block - base, padding), *np.pad(row[block], padding))
        rows += SPARSE_ROW.pack(first, len(blocks) // SPARSE_BLOCK.size - first, fan_out)
    pad16(rows)
    return bytes(rows + blocks)


def read_network(section):
    header = NETWORK_HEADER.unpack_from(section)
    channels, magnitude, layer_count, projection_count, output, *_ = header
    offset, layers, projections = NETWORK_HEADER.size, [], []
    for _ in range(layer_count):
        layers.append(_read_layer(section, LAYER_RECORD.unpack_from(section, offset)))
        offset += LAYER_RECORD.size
    for _ in range(projection_count):
        record = PROJECTION_RECORD.unpack_from(section, offset)
        sources = channels if record[0] == INPUT else layers[record[0]].neurons
        projections.append(_read_projection(section, record, sources, layers[record[1]].neurons))
        offset += PROJECTION_RECORD.size
    return Network(channels, magnitude, layers, projections, output)


def _read_projection(section, record, sources, targets):
    source, target, layout, flags, largest_delay, start, length, delay_start, pooling_start, *_ = record
    stages = {}
    if flags & IS_DELAYED:
        delays = np.frombuffer(section, "<u2", sources, delay_start).astype(np.int64)
        stages = dict(delay_ticks=delays, largest_delay=largest_delay)
    if flags & IS_POOLED:
        stages["pooling"] = Shape.unpack(section, pooling_start)
        sources = stages["pooling"].targets
    block = section[start : start + length]
    match Layout(layout):
        case Layout.DENSE:
            weights = _read_dense(block, sources, targets)
        case Layout.SPARSE:
            weights = _read_sparse(block, sources, targets)
        case Layout.CONVOLUTION:
            stages["shape"], weights = read_convolution(block)
    return Projection(source, target, weights, Layout(layout), **stages)


def _read_layer(section, record):
    kind, reset, comparison, fraction_bits, largest_count, flags, _, neurons, offset, *_ = record
    arrays = {}
    for array in arrays_of(kind, flags):
        arrays[array.name] = array.unpack(section, offset, neurons)
        offset += 4 * align16(neurons)
    return Layer(
        Kind(kind),
        fraction_bits=fraction_bits,
        reset_rule=Reset(reset),
        comparison=Comparison(comparison),
        largest_count=largest_count,
        holds_in_refractory=flags & HOLDS_IN_REFRACTORY != 0,
        **arrays,
    )


def _read_dense(block, sources, targets):
    rows = np.frombuffer(block, np.uint8).reshape(sources, align16(targets))
    weights = rows.view(np.int8).astype(np.int64)
    weights[:, 0::2] = rows[:, 0::2].astype(np.int64) - 128
    return weights[:, :targets]


def _read_sparse(block, sources, targets):
    weights = np.zeros((sources, targets), np.int64)
    for source in range(sources):
        first, count, _ = SPARSE_ROW.unpack_from(block, SPARSE_ROW.size * source)
        for index in range(first, first + count):
            at = align16(SPARSE_ROW.size * sources) + SPARSE_BLOCK.size * index
            base, *entries = SPARSE_BLOCK.unpack_from(block, at)
            for offset, weight in zip(entries[:BLOCK], entries[BLOCK:]):
                if weight:
                    weights[source, base + offset] = weight
    return weights
