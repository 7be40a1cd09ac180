"""Prints a blob as an annotated hex dump: offset, bytes, and what they mean.

    python -m katydid_reference.hexdump FILE

The dump follows the structure of the blob, so a field starts a line, and a long one goes on in the
next lines without a meaning. Every byte is printed once, in order.
"""

import struct
import sys
from pathlib import Path

from .blob import DECISION, FRONT_END, HEADER, LABELS, LAYER_NAMES, NETWORK, PROVENANCE, SECTION_ENTRY, read
from .model import INPUT, Comparison, Kind, Layout, Reset
from .network_section import (
    IS_DELAYED,
    IS_POOLED,
    LAYER_RECORD,
    NETWORK_HEADER,
    PROJECTION_RECORD,
    SPARSE_BLOCK,
    SPARSE_ROW,
    align16,
)
from .parameter_arrays import arrays_of

_SECTION_NAMES = {
    NETWORK: "network",
    LABELS: "labels",
    LAYER_NAMES: "layer names",
    PROVENANCE: "provenance",
    FRONT_END: "front end",
    DECISION: "decision",
}


class Dump:
    """The lines of the dump, in which no byte is left out."""

    def __init__(self, blob):
        self.blob, self.offset, self.lines = blob, 0, []

    def field(self, size, meaning):
        """The next `size` bytes are one field."""
        for start in range(self.offset, self.offset + size, 16):
            part = self.blob[start : min(start + 16, self.offset + size)]
            is_first = start == self.offset
            line = f"{start:04x}  {part.hex(' '):47}  {meaning if is_first else ''}"
            self.lines.append(line.rstrip())
        self.offset += size

    def padding(self, offset):
        """Whatever lies before `offset`."""
        if offset > self.offset:
            self.field(offset - self.offset, "padding")

    def numbers(self, layout, name, size):
        """The next `size` bytes, named by their values read with the struct format `layout`."""
        values = struct.unpack_from(layout, self.blob, self.offset)
        self.field(size, f"{name}: {', '.join(map(str, values))}" if values else f"{name}: none")


def hexdump(blob):
    """The annotated hex dump of a valid blob, as text."""
    model, dump = read(blob), Dump(blob)
    _, major, minor, length, crc, sections, arena, _, _ = HEADER.unpack_from(blob)
    dump.field(4, "magic KATY")
    dump.field(4, f"version {major}.{minor}")
    dump.field(4, f"total length: {length}")
    dump.field(4, f"CRC-32: {crc:08x}")
    dump.field(4, f"sections: {sections}")
    dump.field(4, f"arena: {arena} bytes")
    dump.field(8, "reserved")
    entries = []
    for _ in range(sections):
        kind, version, flags, offset, length = SECTION_ENTRY.unpack_from(blob, dump.offset)
        name = _SECTION_NAMES.get(kind, f"unknown section {kind}")
        critical = "critical" if flags & 1 else "not critical"
        meaning = f"{name}, version {version}, {critical}: {length} bytes at {offset:04x}"
        dump.field(SECTION_ENTRY.size, meaning)
        entries.append((kind, name, offset, length))
    for kind, name, offset, length in entries:
        dump.padding(offset)
        if kind == NETWORK:
            _dump_network(dump, model.network)
        elif kind in (LABELS, LAYER_NAMES):
            _dump_strings(dump, name)
        elif kind == PROVENANCE:
            dump.field(length, f"{name}: {length} bytes of JSON")
        else:
            dump.field(length, name)
    dump.padding(len(blob))
    return "\n".join(dump.lines) + "\n"


def _dump_strings(dump, name):
    (count,) = struct.unpack_from("<I", dump.blob, dump.offset)
    dump.field(4, f"{name}: {count} strings")
    for _ in range(count):
        size = dump.blob[dump.offset]
        dump.field(1, f"{size} bytes of UTF-8")
        dump.field(size, f'"{dump.blob[dump.offset : dump.offset + size].decode()}"')


def _dump_network(dump, network):
    base = dump.offset
    header = NETWORK_HEADER.unpack_from(dump.blob, base)
    channels, magnitude, layers, projections, output, *_ = header
    dump.field(4, f"input channels: {channels}")
    dump.field(4, f"input magnitude: {magnitude}")
    dump.field(4, f"layers: {layers}")
    dump.field(4, f"projections: {projections}")
    dump.field(4, f"output layer: {output}")
    dump.field(12, "reserved")
    blocks = [_dump_layer_record(dump, index) for index in range(layers)]
    for projection in network.projections:
        blocks += _dump_projection_record(dump, network, projection)
    # The blocks may lie in any order.
    for offset, dump_block in sorted(blocks, key=lambda block: block[0]):
        dump.padding(base + offset)
        dump_block()


def _dump_layer_record(dump, index):
    record = LAYER_RECORD.unpack_from(dump.blob, dump.offset)
    kind, reset, comparison, fraction_bits, largest, flags, _, neurons, offset, *_ = record
    rules = f"reset {_name(Reset(reset))}, {_name(Comparison(comparison))}, F = {fraction_bits}"
    dump.field(4, f"layer {index}: {Kind(kind).name}, {rules}")
    dump.field(4, f"largest count {largest}, flags {flags}, reserved")
    dump.field(4, f"neurons: {neurons}")
    dump.field(4, f"parameters at {offset:04x} of the section")
    dump.field(16, "reserved")

    def dump_parameters():
        for array in arrays_of(kind, flags):
            element = "f" if array.name == "unit" else "i"
            name = f"layer {index}, {array.name.replace('_', ' ')}"
            dump.numbers(f"<{neurons}{element}", name, 4 * align16(neurons))

    return offset, dump_parameters


def _dump_projection_record(dump, network, projection):
    record = PROJECTION_RECORD.unpack_from(dump.blob, dump.offset)
    source, target, layout, flags, largest_delay, offset, length, delays, pooling, *_ = record
    origin = "input" if source == INPUT else f"layer {source}"
    sources = network.input_channels if source == INPUT else network.layers[source].neurons
    targets = network.layers[target].neurons
    name = f"{origin} to layer {target}"
    dump.field(4, f"projection: {name}")
    dump.field(4, f"{_name(Layout(layout))}, flags {flags}, largest delay {largest_delay}")
    dump.field(8, f"{length} bytes at {offset:04x} of the section")
    dump.field(8, f"delays at {delays:04x}, pooling at {pooling:04x} of the section" if flags else "no stages")
    dump.field(8, "reserved")

    def dump_dense():
        for row in range(sources):
            weights = dump.blob[dump.offset : dump.offset + targets]
            values = [w - 128 if c % 2 == 0 else (w ^ 128) - 128 for c, w in enumerate(weights)]
            listed = ", ".join(map(str, values))
            dump.field(align16(targets), f"{name}, weights of source {row}: {listed}")

    def dump_sparse():
        rows = SPARSE_ROW.iter_unpack(dump.blob[dump.offset : dump.offset + SPARSE_ROW.size * sources])
        for source, (first, count, fan_out) in enumerate(rows):
            what = f"{count} blocks from {first}, {fan_out} synapses"
            dump.field(SPARSE_ROW.size, f"{name}, source {source}: {what}")
        end = dump.offset + length - SPARSE_ROW.size * sources
        dump.padding(dump.offset + -dump.offset % 16)
        while dump.offset < end:
            block = SPARSE_BLOCK.unpack_from(dump.blob, dump.offset)
            dump.field(2, f"{name}, block: base {block[0]}")
            dump.numbers("<8B", "offsets", 8)
            dump.numbers("<8b", "weights", 8)

    def dump_convolution():
        end = dump.offset + length
        dump_shape("convolution")
        outputs = projection.shape.output[0] // projection.shape.groups
        while dump.offset < end:
            dump.numbers(f"<{outputs}b", f"{name}, kernels", outputs)

    def dump_shape(what):
        dump.numbers("<8H", f"{name}, {what}: input, output, groups", 16)
        dump.numbers("<8H", "vertical and horizontal kernel, stride, dilation, padding", 16)

    weights = {Layout.DENSE: dump_dense, Layout.SPARSE: dump_sparse, Layout.CONVOLUTION: dump_convolution}
    blocks = [(offset, weights[layout])]
    if flags & IS_DELAYED:
        all_delays = f"<{sources}H"
        blocks.append((delays, lambda: dump.numbers(all_delays, f"{name}, delays", 2 * sources)))
    if flags & IS_POOLED:
        sources = projection.pooling.targets
        blocks.append((pooling, lambda: dump_shape("pooling")))
    return blocks


def _name(code):
    return code.name.lower().replace("_", " ")


if __name__ == "__main__":
    print(hexdump(Path(sys.argv[1]).read_bytes()), end="")
