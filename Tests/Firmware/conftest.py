"""What the tests of the firmware share."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tools/lib"))

WORDS = "Firmware/demo/words.flac"


@pytest.fixture(scope="session")
def expected_events():
    """What `katydid recognize --json` prints on this machine for a model and a recording."""
    subprocess.run(["swift", "build", "--product", "katydid"], cwd=ROOT, check=True)

    def events(model: str, recording: str) -> str:
        command = [".build/debug/katydid", "recognize", "--json", "--model", model, recording]
        ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return ran.stdout

    return events


@pytest.fixture
def run_firmware():
    """Runs `Tools/run-firmware`, from the checkout."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["Tools/run-firmware", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    return run
