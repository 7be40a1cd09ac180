"""The programs of the boards do what the program of this machine does, to the byte."""

import re
import subprocess
from pathlib import Path

import pytest
from board import ROOT, Board

WORDS, CHORDS = "Firmware/demo/words.flac", "Firmware/demo/chords.flac"
HOST = Board("amd64")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", WORDS, "Tests/Golden/frontend/left.wav"],
        ["--format", "csv", WORDS],
        ["--model", "chords", "--json", CHORDS, WORDS],
        ["--model", "chords", "--format", "lab", CHORDS],
        ["--model", "chords", "--format", "csv", CHORDS],
        ["--model", "chords", "--format", "lab", WORDS],
    ],
    ids=" ".join,
)
def test_recordings_give_the_same_bytes(board, program, reference, arguments):
    expected = HOST.run(reference, "recognize", *arguments, check=True).stdout
    run = board.run(program, "recognize", *arguments)
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout == expected and expected


@pytest.mark.parametrize("words", ["--help", "info", "info --json chords", "manual"])
def test_texts_are_the_same(board, program, reference, words):
    assert board.run(program, *words.split(), check=True).stdout == (
        HOST.run(reference, *words.split(), check=True).stdout
    )


def fails_as_reference(board, program, reference, code, *arguments) -> str:
    expected = HOST.run(reference, *arguments)
    run = board.run(program, *arguments)
    assert run.returncode == code == expected.returncode
    assert (run.stdout, run.stderr) == (expected.stdout, expected.stderr)
    return run.stderr.decode()


def test_a_broken_model_is_refused_with_its_place(board, program, reference, tmp_path):
    model = bytearray((ROOT / "Firmware/models/keywords.kat").read_bytes())
    model[5000] ^= 1
    broken = tmp_path / "broken.kat"
    broken.write_bytes(model)
    arguments = ["recognize", "--model", broken, WORDS]
    assert str(broken) in fails_as_reference(board, program, reference, 65, *arguments)


def test_a_missing_file_and_a_wrong_option_are_refused(board, program, reference):
    assert "none.wav" in fails_as_reference(board, program, reference, 66, "recognize", "none.wav")
    assert "--fast" in fails_as_reference(board, program, reference, 64, "listen", "--fast")


def test_a_missing_device_is_refused(board, program):
    run = board.run(program, "listen", "--json", "--exit-on-loss", "--device", "plughw:CARD=None")
    assert run.returncode == 69
    assert "plughw:CARD=None" in run.stderr.decode()


def test_the_version_is_that_of_the_package(board, program, package):
    command = ["dpkg-deb", "-f", package, "Version"]
    version = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    said = board.run(program, "--version", check=True).stdout.decode()
    assert said == f"katydid {re.sub('[+]armv6$', '', version)}\n"
    assert version.endswith("+armv6") == (board.name == "armv6")


def test_the_processor_is_that_of_the_board(board, program: Path):
    """One for ARMv7 would end by SIGILL on a Pi Zero."""
    said = subprocess.run(["readelf", "-hA", program], check=True, capture_output=True, text=True)
    found = re.findall(r"(?:Machine|Tag_CPU_arch): +(.*)", said.stdout)
    expected = {
        "aarch64": ["AArch64"],
        "armv7": ["ARM", "v7"],
        "armv6": ["ARM", "v6"],
        "amd64": ["Advanced Micro Devices X86-64"],
    }
    assert found[: len(expected[board.name])] == expected[board.name]
