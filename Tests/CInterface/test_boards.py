"""The C libraries for boards, under emulation: the same events, the same spikes."""

import subprocess
from pathlib import Path

import pytest
from conftest import HERE, ROOT, WARNINGS
from test_interface import EXAMPLE, GOLDEN, expected_spikes, run

TRIPLES = {"aarch64": "aarch64-linux-gnu", "armv7": "arm-linux-gnueabihf"}
EMULATORS = {"aarch64": "qemu-aarch64-static", "armv7": "qemu-arm-static"}


@pytest.fixture(scope="module", params=TRIPLES)
def board(request, tmp_path_factory):
    """Builds a program with a library for a board; gives the command that runs it here."""
    name, triple = request.param, TRIPLES[request.param]
    folder = tmp_path_factory.mktemp(name)
    subprocess.run(
        ["Tools/build-library", "--board", name, "--prefix", folder], cwd=ROOT, check=True
    )
    emulator = [EMULATORS[name], "-L", f"/usr/{triple}", "-E", f"LD_LIBRARY_PATH={folder}/lib"]

    def build(source: Path | str, static: bool) -> list[str | Path]:
        program = folder / f"{Path(source).stem}-{'static' if static else 'shared'}"
        links = [folder / "lib/libkatydid.a"] if static else [f"-L{folder}/lib", "-lkatydid"]
        command = [f"{triple}-gcc", "-std=c11", *WARNINGS, f"-I{folder}/include", HERE / source]
        subprocess.run([*command, *links, "-o", program], check=True)
        return [*emulator, program]

    return build


@pytest.mark.parametrize("static", [False, True], ids=["shared", "static"])
def test_the_example_hears_what_the_program_hears(board, words, model, expected, static):
    with words.open("rb") as samples:
        printed = run(*board(EXAMPLE, static), model, stdin=samples)
    assert [tuple(line.split("\t")) for line in printed.stdout.splitlines()] == expected


def test_the_whole_interface(board, words, model):
    run(*board("recognizer.c", True), model, words, ROOT / "Tests/Golden/tiny.kat")


def test_networks_spike_as_the_reference(board):
    command = board("network.c", True)
    for path in GOLDEN.glob("*.kat"):
        printed = run(*command, path, path.with_suffix(".input")).stdout
        assert printed.splitlines() == expected_spikes(path.stem), path.stem
