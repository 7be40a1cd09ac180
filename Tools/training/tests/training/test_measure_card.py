"""The figures of a card, measured on a few made-up clips with the shipped model."""

import csv
import subprocess

import katydid
import numpy as np
import pytest
import soundfile
from helpers import REPOSITORY
from katydid_training.card import measure_card, write_card
from katydid_training.card.activity import activity, digital_silence, faint_noise
from katydid_training.card.babble import write_babble
from katydid_training.model import TOOLS

SHIPPED = REPOSITORY / "Firmware" / "models" / "keywords.kat"


def has_tools():
    if not TOOLS.exists():
        return False
    finished = subprocess.run([TOOLS, "evaluate-stream", "--help"], capture_output=True)
    return finished.returncode == 0


pytestmark = pytest.mark.skipif(
    not has_tools(), reason="build katydid-tools: swift build -c release --product katydid-tools"
)


@pytest.fixture
def data(tmp_path):
    """Bursts of noise, called words; and noise, babble and speech of the same kind."""
    rng = np.random.default_rng(3)

    def noise(seconds, rms):
        return np.rint(rng.standard_normal(int(16_000 * seconds)) * rms).astype(np.int16)

    rows = [["file", "word", "speaker", "split"]]
    for number in range(6):
        clip = np.concatenate([noise(0.3, 20), noise(0.4, 3000), noise(0.3, 20)])
        soundfile.write(tmp_path / f"{number}.flac", clip, 16_000)
        word = "bed" if number == 5 else ("yes", "no")[number % 2]
        rows.append([f"{number}.flac", word, f"speaker {number % 3}", "dev" if number else "train"])
    with (tmp_path / "manifest.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    for name in ("kept-noise", "speech"):
        (tmp_path / name).mkdir()
        soundfile.write(tmp_path / name / "0.flac", noise(4, 400), 16_000)
    write_babble([noise(3, 500)], tmp_path / "babble")
    return tmp_path


def test_a_model_is_measured_and_its_card_written(data):
    figures = measure_card(
        SHIPPED,
        data / "manifest.csv",
        data / "kept-noise",
        data / "babble",
        [data / "speech"],
        training_command="Tools/train keywords --data DIR",
        float_words_percent={"dev": 25.0},
    )
    assert [run["report"]["words"]["clips"] for run in figures["evaluations"]] == [4] * 5
    assert figures["data"] == [
        {"split": "train", "clips": 1, "clips_of_words": 1, "speakers": 1},
        {"split": "dev", "clips": 5, "clips_of_words": 4, "speakers": 3},
    ]
    assert [run["clips"] for run in figures["gate"]] == [5, 5]
    assert figures["streams"][0]["report"]["words"] == 4
    write_card(figures, data / "card")
    card = (data / "card" / "keywords.md").read_text()
    assert str(data) not in card + (data / "card" / "keywords-card.json").read_text()
    assert "Not measured" not in card.replace("Not measured: no figures of several seeds", "")


def test_activity_counts_what_the_model_does(tmp_path):
    samples, rate_hz = soundfile.read(
        REPOSITORY / "Firmware" / "demo" / "words.flac", dtype="int16"
    )
    assert rate_hz == 16_000
    heard = activity(SHIPPED, "words", [samples])
    events = katydid.FrontEnd(SHIPPED).events(samples)
    assert heard["seconds"] == pytest.approx(len(events) / 50)
    assert heard["input_events_per_second"] == pytest.approx(
        np.count_nonzero(events) / (len(events) / 50)
    )
    assert heard["spikes_per_second"] == pytest.approx(50 * heard["spikes_per_tick"])
    assert 0 < heard["open_share"] < 1
    # Each of 256 neurons that spikes reaches the others and the readout, each input event all neurons.
    assert heard["synaptic_events_per_second"] == pytest.approx(
        272 * heard["spikes_per_second"] + 256 * heard["input_events_per_second"], rel=0.02
    )


@pytest.mark.parametrize(
    "samples", [digital_silence(), faint_noise()], ids=["zeros", "faint noise"]
)
def test_silence_costs_nothing(samples):
    silent = activity(SHIPPED, "silence", [samples], 5)
    assert silent["input_events_per_second"] == silent["synaptic_events_per_second"] == 0
    assert silent["open_share"] == 0
    assert silent["layers_skipped_per_tick"] > 1.9
