"""What the tests of the boards share: the programs of the boards and of this machine."""

import subprocess
from pathlib import Path

import pytest
from board import BOARDS, ROOT, Board


@pytest.fixture(scope="session", params=BOARDS)
def board(request) -> Board:
    return Board(request.param)


@pytest.fixture(scope="session")
def package(board: Board) -> Path:
    """The package of a board."""
    return board.build()


@pytest.fixture(scope="session")
def root(board: Board, package: Path, tmp_path_factory) -> Path:
    """A folder with what the package of a board holds."""
    folder = tmp_path_factory.mktemp(board.name)
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder


@pytest.fixture(scope="session")
def program(root: Path) -> Path:
    """The program of a board, as it is installed."""
    return root / "usr/bin/katydid"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The program that this machine's own build makes, which is ordinary Swift."""
    command = ["swift", "build", "-c", "release", "--product", "katydid"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run(
        [*command, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Path(shown.stdout.strip()) / "katydid"
