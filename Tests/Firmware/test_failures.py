"""What goes wrong on a board is said, with an exit code: each is provoked here."""

import struct
from pathlib import Path

import pytest
from conftest import ROOT, WORDS
from firmware import build, machine
from firmware.cores import CORES
from firmware.failure import Failure

CORE = CORES["cortex-m4"]
SWIFT_TRAP, UNDEFINED = 0xDEFE, 0xDE00
"""Instructions: `udf #0xFE`, as which Swift traps, and another one that no processor has."""
TIMER_VECTOR = 4 * (16 + 8)


@pytest.fixture(scope="module")
def image() -> Path:
    return build.build(CORE, build.model("keywords"), build.recording(ROOT / WORDS))


def fault(image: Path, mips: int = 125) -> Failure:
    with pytest.raises(Failure) as raised:
        machine.run(image, CORE, mips, 60, lambda event: None)
    return raised.value


def with_instruction(image: Path, instruction: int, folder: Path) -> Path:
    """A copy whose timer interrupt begins with another instruction."""
    data = bytearray(image.read_bytes())
    (first_header,) = struct.unpack_from("<I", data, 28)
    flash = struct.unpack_from("<I", data, first_header + 4)[0]
    (handler,) = struct.unpack_from("<I", data, flash + TIMER_VECTOR)
    struct.pack_into("<H", data, flash + (handler & ~1), instruction)
    copy = folder / "image"
    copy.write_bytes(data)
    return copy


def test_trap(image, tmp_path):
    failure = fault(with_instruction(image, SWIFT_TRAP, tmp_path))
    assert (failure.code, str(failure)[:33]) == (70, "trap: Swift stopped the program a")


def test_fault(image, tmp_path):
    failure = fault(with_instruction(image, UNDEFINED, tmp_path))
    assert (failure.code, str(failure)[:33]) == (70, "fault: the processor could not go")


def test_late_hops(image):
    failure = fault(image, mips=16)
    assert failure.code == 70
    assert "hops took longer than 10 ms" in str(failure)


def test_overrun(image):
    failure = fault(image, mips=4)
    assert failure.code == 70
    assert "the ring overran" in str(failure)


def test_image_that_hangs(image, tmp_path):
    """The interrupt branches to itself."""
    with pytest.raises(Failure, match="did not end within 2 s"):
        machine.run(with_instruction(image, 0xE7FE, tmp_path), CORE, 125, 2, lambda event: None)


def test_stack_overflow(run_firmware):
    ran = run_firmware(CORE.name, WORDS, "--stack-bytes", 2048)
    assert (ran.returncode, ran.stdout) == (70, "")
    assert "stack overflow: the guard below the stack of 2048 bytes" in ran.stderr


def test_broken_model(run_firmware, tmp_path):
    blob = bytearray(build.model("keywords"))
    blob[5000] ^= 1
    (tmp_path / "broken.kat").write_bytes(blob)
    ran = run_firmware(CORE.name, WORDS, "--model", tmp_path / "broken.kat")
    assert (ran.returncode, ran.stdout) == (65, "")
    assert "the checksum does not match" in ran.stderr


def test_model_that_does_not_fit(run_firmware, tmp_path):
    blob = bytearray(build.model("keywords"))
    struct.pack_into("<I", blob, 20, 200_000)
    (tmp_path / "large.kat").write_bytes(blob)
    ran = run_firmware(CORE.name, WORDS, "--model", tmp_path / "large.kat")
    assert ran.returncode == 65
    assert "does not fit the board's ram" in ran.stderr
