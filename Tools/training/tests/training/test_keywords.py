"""The whole run, from a folder of one's own words to a model and its card."""

import json
import subprocess
import sys

import numpy as np
import pytest
from data_folders import SAMPLE_RATE, write, write_background
from helpers import REPOSITORY
from katydid_training.model import TOOLS

pytestmark = pytest.mark.skipif(
    not TOOLS.exists(), reason="build katydid-tools: swift build -c release --product katydid-tools"
)
TRAIN = [sys.executable, "-m", "katydid_training", "keywords"]


def run(*options, cwd):
    paths = f"{REPOSITORY}/Tools/training:{REPOSITORY}/Tools/python"
    # Without espeak-ng, which takes a minute.
    environment = {"PATH": "/nowhere", "PYTHONPATH": paths, "HOME": str(cwd)}
    command = [*TRAIN, *map(str, options)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


def chirp(rises, rng):
    """A made-up word: half a second of a tone that rises or falls."""
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    start, end = (300, 3000) if rises else (3000, 300)
    phase = 2 * np.pi * np.cumsum(start + (end - start) * time / time[-1]) / SAMPLE_RATE
    sound = np.zeros(SAMPLE_RATE)
    sound[4000 : 4000 + len(time)] = 6000 * rng.uniform(0.5, 1) * np.sin(phase)
    return sound + rng.normal(0, 20, SAMPLE_RATE)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    rng = np.random.default_rng(0)
    for word in ("rise", "fall"):
        for number in range(60):
            write(
                folder / "data" / word / f"s{number % 20}_{word}_{number}.wav",
                chirp(word == "rise", rng),
            )
    write_background(folder / "data")
    options = ["--data", "data", "--out", "out", "--epochs", "2", "--seeds", "2", "--neurons", "16",
               "--connectivity", "0.5", "--fine-tuning", "1"]  # fmt: skip
    return folder, run(*options, cwd=folder)


def test_a_folder_of_words_becomes_a_model_with_a_card(trained):
    folder, finished = trained
    assert finished.returncode == 0, finished.stderr
    for name in ("keywords.kat", "keywords.md", "keywords-card.json", "seed-1.json", "seed-2.json"):
        assert (folder / "out" / name).stat().st_size > 0
    assert "seed 2, epoch 2 of 2" in finished.stdout
    inspected = subprocess.run(
        [TOOLS, "inspect", "--json", folder / "out" / "keywords.kat"],
        capture_output=True,
        text=True,
    )
    assert json.loads(inspected.stdout)["labels"] == ["fall", "rise", "unknown", "silence"]
    card = (folder / "out" / "keywords.md").read_text()
    assert "fall, rise" in card and "check" in card
    assert not list((folder / "out").glob("*unfinished*"))


def test_a_finished_run_is_resumed_at_once(trained):
    folder, _ = trained
    before = (folder / "out" / "seed-1.pt").stat().st_mtime_ns
    options = ["--data", "data", "--out", "out", "--epochs", "2", "--seeds", "2", "--neurons", "16",
               "--connectivity", "0.5", "--fine-tuning", "1", "--resume", "--check"]  # fmt: skip
    finished = run(*options, cwd=folder)
    assert finished.returncode == 0, finished.stderr
    assert (folder / "out" / "seed-1.pt").stat().st_mtime_ns == before
    assert "| check, clean |" in (folder / "out" / "keywords.md").read_text()


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--data", "nowhere"], 65, "nowhere"),
        (["--data", ".", "--connectivity", "0"], 64, "--connectivity"),
        (["--data", ".", "--seeds", "0"], 64, "--seeds"),
        (["--data", ".", "--origin", "none.json"], 64, "none.json: no such file"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, options, status, message):
    finished = run(*options, cwd=tmp_path)
    assert finished.returncode == status
    assert message in finished.stderr and "Traceback" not in finished.stderr
