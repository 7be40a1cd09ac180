"""A front end from a model, and models that are refused."""

import struct
import zlib
from pathlib import Path

import pytest

import katydid

GOLDEN = Path(__file__).resolve().parents[3] / "Tests" / "Golden"


def test_a_model_without_a_front_end():
    with pytest.raises(katydid.KatydidError, match=r"tiny.kat: .*the model has no front end"):
        katydid.FrontEnd(GOLDEN / "tiny.kat")


def test_a_damaged_model_names_the_byte():
    blob = bytearray((GOLDEN / "tiny.kat").read_bytes())
    blob[200] ^= 1
    with pytest.raises(katydid.KatydidError, match="byte 12: the checksum does not match"):
        katydid.FrontEnd(bytes(blob))


def test_a_bad_front_end_in_a_model_names_its_byte():
    section = bytearray(katydid.FrontEndParameters.defaults().to_bytes())
    section[2] = 0
    blob = with_front_end((GOLDEN / "tiny.kat").read_bytes(), bytes(section))
    with pytest.raises(katydid.KatydidError, match="a number is outside its range") as refused:
        katydid.FrontEnd(blob)
    offset = int(str(refused.value).split("byte ")[1].split(":")[0])
    assert blob[offset - 2 : offset + 46] == section


def with_front_end(blob, section):
    """The blob with one more section at its end."""
    count = struct.unpack_from("<I", blob, 16)[0]
    shift = 16  # one entry more; everything moves by its size
    entries = [list(struct.unpack_from("<HHIII", blob, 32 + 16 * i)) for i in range(count)]
    for entry in entries:
        entry[3] += shift
    body = bytearray(blob[32 + 16 * count :])
    body += bytes(-len(body) % 16)
    entries.append([5, 1, 0, 32 + 16 * (count + 1) + len(body), len(section)])
    content = b"".join(struct.pack("<HHIII", *entry) for entry in entries) + body + section
    head = bytearray(blob[:32])
    struct.pack_into("<IIII", head, 8, 32 + len(content), zlib.crc32(content), count + 1, 1 << 20)
    return bytes(head) + content
