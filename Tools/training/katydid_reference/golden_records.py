"""Files of named arrays of integers (`.golden`), simple enough to be read in a few lines of any language.

The four bytes `KGV1`, then records up to the end of the file, all little-endian:

    u8   length of the name, then that many bytes of ASCII
    u8   bytes an element: 1, 2, 4 or 8
    u32  number of elements, then the elements, two's complement

Arrays of several dimensions are stored row by row.
"""

import struct

import numpy as np

MAGIC = b"KGV1"


def encode(records):
    """The bytes of `records`, a mapping from names to integers or arrays of them."""
    data = bytearray(MAGIC)
    for name, values in records.items():
        values = np.asarray(values, np.int64).reshape(-1)
        size = _element_bytes(values)
        data += bytes([len(name)]) + name.encode("ascii") + struct.pack("<BI", size, values.size)
        data += values.astype(f"<i{size}").tobytes()
    return bytes(data)


def _element_bytes(values):
    """The fewest bytes that hold every value."""
    for size in (1, 2, 4):
        limit = 2 ** (8 * size - 1)
        if np.all((-limit <= values) & (values < limit)):
            return size
    return 8


def decode(data):
    """The records of a file as int64 arrays of one dimension."""
    assert data[:4] == MAGIC, "not a file of golden vectors"
    records, offset = {}, len(MAGIC)
    while offset < len(data):
        start = offset + 1
        offset = start + data[offset]
        name = data[start:offset].decode("ascii")
        size, count = struct.unpack_from("<BI", data, offset)
        records[name] = np.frombuffer(data, f"<i{size}", count, offset + 5).astype(np.int64)
        offset += 5 + size * count
    return records
