"""What the tests of the Swift package share."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tools/lib"))


def output_of(*command: str | Path, **options) -> str:
    """What a command prints; its errors are shown if it fails."""
    words = [str(word) for word in command]
    ran = subprocess.run(words, capture_output=True, text=True, **options)
    assert ran.returncode == 0, f"{' '.join(words)}\n{ran.stdout[-4000:]}{ran.stderr[-4000:]}"
    return ran.stdout


@pytest.fixture(scope="session")
def version() -> str:
    program = (ROOT / "Sources/KatydidProgram/Program.swift").read_text()
    return program.split('static let version = "')[1].split('"')[0]
