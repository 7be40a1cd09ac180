"""Reads and writes `.kat` blobs as `ModelBlob.md` specifies them.

The writer is deterministic: one model has one blob. Where the page leaves room, it writes the
sections by rising kind and nothing after the last byte of the last one. The reader trusts the
contents of a blob whose checksum is right; complete validation is the work of the runtime.
"""

import struct
import zlib

from .decision_section import decision_arena_bytes, read_decision, write_decision
from .front_end_section import front_end_arena_bytes, read_front_end, write_front_end
from .model import Model
from .network_section import align16, arena_bytes, pad16, read_network, write_network

MAGIC = b"KATY"
VERSION = (1, 0)
HEADER = struct.Struct("<4sHHIIIIII")
SECTION_ENTRY = struct.Struct("<HHIII")
SECTION_VERSION = 1
CRITICAL = 1
NETWORK, LABELS, LAYER_NAMES, PROVENANCE, FRONT_END, DECISION = 1, 2, 3, 4, 5, 6
_KNOWN = (NETWORK, LABELS, LAYER_NAMES, PROVENANCE, FRONT_END, DECISION)


class BlobError(ValueError):
    """The bytes are not a blob that this reader reads."""


def write(model):
    """The blob of `model`."""
    sections = [(NETWORK, CRITICAL, write_network(model.network))]
    if model.labels is not None:
        sections.append((LABELS, 0, _write_strings(model.labels)))
    if model.layer_names is not None:
        sections.append((LAYER_NAMES, 0, _write_strings(model.layer_names)))
    if model.provenance is not None:
        sections.append((PROVENANCE, 0, model.provenance.encode()))
    if model.front_end is not None:
        sections.append((FRONT_END, 0, write_front_end(model.front_end)))
    if model.decision is not None:
        sections.append((DECISION, 0, write_decision(model.decision)))

    table, data = bytearray(), bytearray()
    base = HEADER.size + SECTION_ENTRY.size * len(sections)
    for kind, flags, body in sections:
        pad16(data)
        table += SECTION_ENTRY.pack(kind, SECTION_VERSION, flags, base + len(data), len(body))
        data += body
    body = bytes(table + data)
    length, crc = HEADER.size + len(body), zlib.crc32(body)
    arena = model_arena_bytes(model)
    return HEADER.pack(MAGIC, *VERSION, length, crc, len(sections), arena, 0, 0) + body


def model_arena_bytes(model):
    """Working memory in bytes that running `model` takes."""
    total = arena_bytes(model.network)
    if model.front_end is not None:
        total += front_end_arena_bytes(model.front_end)
    if model.decision is not None:
        total += decision_arena_bytes(len(model.decision.classes))
    return total


def _write_strings(strings):
    encoded = [string.encode() for string in strings]
    return struct.pack("<I", len(encoded)) + b"".join(bytes([len(e)]) + e for e in encoded)


def read(blob):
    """The model in `blob`; raises `BlobError` for what is plainly not one."""
    if len(blob) < HEADER.size or blob[:4] != MAGIC:
        raise BlobError("not a Katydid model: it does not begin with KATY")
    _, major, _, length, crc, section_count, _, _, _ = HEADER.unpack_from(blob)
    if major != VERSION[0]:
        raise BlobError(f"major version {major} is not {VERSION[0]}")
    if length != len(blob):
        raise BlobError(f"states {length} bytes and has {len(blob)}")
    if crc != zlib.crc32(blob[HEADER.size :]):
        raise BlobError("the checksum does not match")
    sections = dict(_read_section_table(blob, section_count))
    if NETWORK not in sections:
        raise BlobError("no network")

    def decoded(kind, decode):
        return decode(sections[kind]) if kind in sections else None

    return Model(
        network=read_network(sections[NETWORK]),
        labels=decoded(LABELS, _read_strings),
        layer_names=decoded(LAYER_NAMES, _read_strings),
        provenance=decoded(PROVENANCE, bytes.decode),
        front_end=decoded(FRONT_END, read_front_end),
        decision=decoded(DECISION, read_decision),
    )


def _read_section_table(blob, section_count):
    """Yields (kind, bytes) of each section that this reader knows."""
    end = HEADER.size + SECTION_ENTRY.size * section_count
    for index in range(section_count):
        entry = HEADER.size + SECTION_ENTRY.size * index
        kind, version, flags, offset, length = SECTION_ENTRY.unpack_from(blob, entry)
        is_placed = offset % 16 == 0 and offset >= end and 1 <= length <= len(blob) - offset
        if flags & ~CRITICAL or not is_placed:
            raise BlobError(f"section entry at {entry} is not valid")
        end = align16(offset + length)
        if kind in _KNOWN and version == SECTION_VERSION:
            yield kind, blob[offset : offset + length]
        elif flags & CRITICAL:
            raise BlobError(f"section of unknown kind {kind} or version {version} is critical")


def _read_strings(section):
    (count,) = struct.unpack_from("<I", section)
    strings, offset = [], 4
    for _ in range(count):
        end = offset + 1 + section[offset]
        strings.append(section[offset + 1 : end].decode())
        offset = end
    return strings
