"""Every golden vector on every board, with and without vector instructions."""

import pytest
from board import ROOT, Board

# What the compiler may use, besides what it does for the board.
VARIANTS = [
    ("aarch64", None),
    ("armv7", None),
    ("armv7", "none"),
    ("armv6", None),
    ("amd64", None),
    ("amd64", "avx2"),
]


@pytest.mark.parametrize(("name", "vectors"), VARIANTS)
def test_golden_vectors(name, vectors):
    board = Board(name)
    program = board.build("--replay", *(["--vectors", vectors] if vectors else []))
    folder = ROOT / "Tests/Golden"
    files = sorted([*folder.glob("networks/*.expected"), *folder.glob("frontend/*.golden")])
    assert len(files) > 80
    run = board.run(program, "golden", *(str(file.relative_to(ROOT)) for file in files))
    lines = run.stdout.decode().splitlines()
    assert [line for line in lines if line.startswith("not ok")] == [], run.stderr.decode()
    assert run.returncode == 0
    assert sum(line.startswith("ok ") for line in lines) == len(files)
