"""The example that is read like a notebook."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "Tools/python/examples/own_network.py"


@pytest.fixture(scope="module")
def run_example():
    subprocess.run(["swift", "build", "--product", "katydid-tools"], cwd=ROOT, check=True)
    path = f"{ROOT / '.build/debug'}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "Tools/python")}

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, EXAMPLE, *arguments], capture_output=True, text=True, env=environment
        )

    return run


def test_the_drawn_network_spikes(run_example):
    ran = run_example()
    assert ran.returncode == 0, ran.stderr
    rates = re.findall(r"neurons, ([\d.]+) spikes a second each", ran.stdout)
    assert len(rates) == 2 and all(1 < float(rate) < 500 for rate in rates)


def test_a_network_of_a_file_is_taken(run_example):
    ran = run_example(ROOT / "Tests/Golden/nir/feed-forward.nir")
    assert ran.returncode == 0, ran.stderr
    assert "lif1: 4 neurons, " in ran.stdout and "li: 2 neurons, " in ran.stdout


def test_what_the_packer_refuses_is_told(run_example):
    ran = run_example(ROOT / "Tests/Golden/nir/bad-tau.nir")
    assert ran.returncode == 65 and "bad-tau.nir" in ran.stderr


def test_a_picture_or_what_it_takes(run_example, tmp_path):
    picture = tmp_path / "raster.png"
    ran = run_example("--picture", picture)
    if importlib.util.find_spec("matplotlib"):
        assert ran.returncode == 0 and picture.read_bytes().startswith(b"\x89PNG")
    else:
        assert ran.returncode != 0 and "pip install matplotlib" in ran.stderr
