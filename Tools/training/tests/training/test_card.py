"""The model card: written from figures alone, with all that was measured and nothing that was not."""

import json
import re
import subprocess
import sys

import made_up_card
import numpy as np
import pytest
import soundfile
from helpers import REPOSITORY
from katydid_reference import blob
from katydid_training.card import tools, write_card
from katydid_training.card.__main__ import main as rewrite
from katydid_training.card.babble import write_babble
from katydid_training.card.gate import without_gate
from katydid_training.card.view import CardError, View
from katydid_training.card.write import markdown
from PIL import Image

SHIPPED = REPOSITORY / "Firmware" / "models" / "keywords.kat"
LARGEST_PICTURE_BYTES = 150_000


def card(figures, folder):
    write_card(figures, folder)
    return (folder / "words.md").read_text()


def section(text, title):
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_every_figure_stands_in_the_card():
    text = markdown(View(made_up_card.complete()))
    expected = {
        "What it is": [
            "left, right", "32 adLIF", "80 channels", "54,321", "12,345", "0badcafe", "10 ms", "20 ms",
            "| input → hidden | dense | 2,560 | 2,222 | 86.8 % | 10,079 |",
            "| hidden → hidden (recurrent) | sparse | 103 | 103 | 10.1 % | 10,031 |",
            "| together |  | 2,663 | 2,325 | 64.9 % | 20,110 |", "210 ms", "3 ticks", "640 ms",
        ],
        "Intended use and limits": ["37.5 % of the 8 clips of other words", "52.5 % of the words of check"],
        "Accuracy": [
            "| dev, clean | 80 | 96.2 % | 95.0 % | 62.5 % |",
            "| dev, noise, 20 dB | 80 | 88.8 % | 87.5 % | 62.5 % |",
            "| dev, noise, 10 dB | 80 | 81.2 % | 80.0 % | 62.5 % |",
            "| dev, noise, 5 dB | 80 | 73.8 % | 72.5 % | 62.5 % |",
            "| dev, babble, 10 dB | 80 | 66.2 % | 65.0 % | 62.5 % |",
            "| check, clean | 80 | 83.8 % | 82.5 % | 62.5 % |", "4.1 points",
        ],
        "Each word": [
            "on check", "| left | 40 | 82.5 % | 67.5 % | 52.5 % | 82.5 % |",
            "| right | 40 | 82.5 % | 67.5 % | 52.5 % | 85.0 % |",
        ],
        "Running audio": [
            "80, 4.2", "91.3 %", "2.4 %", "6.3 %", "3 of 8", "11 (157.1 an hour)", "| 7 | 7 |",
            "10.1 min | 5 (29.7 an hour)", "0.73 s", "0.94 s", "the model's is 0.50",
            "| 0.30 | 97.0 % | 5.0 % | 17 | 13 | 3 | 9 | 0.70 s |",
            "| 0.60 | 88.0 % | 5.0 % | 8 | 4 | 3 | 3 | 0.70 s |",
        ],
        "Activity": [
            "| 600 | 410 | 5.0 % | 56,789 | 87.0 % | 15.0 % |", "| 200 | 10 | 0.0 % | 16,789 | 7.0 % | 95.0 % |",
        ],
        "Floating point against integers": ["| dev | 93.3 % | 96.2 % | +2.9 points |"],
        "The gate": ["| dev, clean | 88 | 4 | 45.5 |"],
        "Data": [
            "Made-up Words", "CC0", "Nobody", "none needed", "| dev | 88 | 80 | not known |",
            "| check | 87 | 79 | 23 |",
        ],
        "Seeds": [
            "| 1 | 94.1 % | 89.0 % |", "| mean | 94.2 % | 90.0 % |", "| standard deviation | 0.1 | 1.0 |",
        ],
        "Recipe": ["    Tools/train keywords", "| `epochs` | 77 |", "| `gain_db` | -18 to 3 |"],
        "Commands": ["    katydid-tools evaluate-stream", "    gate", "    katydid-tools simulate speech"],
    }  # fmt: skip
    for title, parts in expected.items():
        for part in parts:
            assert part in section(text, title), f"{title}: {part}"
    assert "Not measured" not in text


def test_the_pictures_of_the_card_are_pictures(tmp_path):
    text = card(made_up_card.complete(), tmp_path)
    named = re.findall(r"!\[.+?\]\((.+?)\)", text)
    assert sorted(named) == sorted(path.name for path in tmp_path.glob("*.png"))
    assert len(named) == 4
    for name in named:
        assert (tmp_path / name).stat().st_size < LARGEST_PICTURE_BYTES
        with Image.open(tmp_path / name) as image:
            pixels = np.asarray(image.convert("L"))
        assert pixels.shape[0] > 200 and pixels.shape[1] > 500
        assert 0.002 < np.mean(pixels < 128) < 0.5, (
            f"{name}: hardly anything, or almost all of it, is dark"
        )


def test_what_was_not_measured_is_said_and_no_number_made_up(tmp_path):
    text = card(made_up_card.minimal(), tmp_path)
    assert "check has not been measured yet" in section(text, "Data")
    absent = "dev, noise, 20 dB; dev, noise, 10 dB; dev, noise, 5 dB; dev, babble, 10 dB"
    assert f"Not measured: {absent}." in section(text, "Accuracy")
    assert "Not measured on dev: noise, 10 dB, babble, 10 dB." in section(text, "Each word")
    assert "babble" not in section(text, "Intended use and limits")
    for title in (
        "Running audio",
        "Floating point against integers",
        "The gate",
        "Seeds",
        "Activity",
    ):
        words = section(text, title)
        assert "Not measured" in words, title
        assert not re.search(r"\d", words), title
    assert not re.search(r"\b(None|nan|inf)\b", text)
    named = re.findall(r"!\[.+?\]\((.+?)\)", text)
    assert named and all((tmp_path / name).exists() for name in named)


def test_a_spread_takes_three_seeds():
    figures = made_up_card.complete()
    figures["training"]["seeds"] = figures["training"]["seeds"][:2]
    text = section(markdown(View(figures)), "Seeds")
    assert "take at least 3 seeds" in text
    assert "| mean |" not in text


def test_the_same_figures_give_the_same_files(tmp_path):
    write_card(made_up_card.complete(), tmp_path / "first")
    written = json.loads((tmp_path / "first" / "words-card.json").read_text())
    write_card(written, tmp_path / "second")
    first, second = sorted((tmp_path / "first").iterdir()), sorted((tmp_path / "second").iterdir())
    assert [path.name for path in first] == [path.name for path in second]
    assert len(first) == 6
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_a_card_is_written_again_from_its_json(tmp_path, monkeypatch, capsys):
    first = card(made_up_card.complete(), tmp_path)
    (tmp_path / "words.md").unlink()
    figures = tmp_path / "words-card.json"
    monkeypatch.setattr(sys, "argv", ["card", str(figures)])
    assert rewrite() == 0
    assert (tmp_path / "words.md").read_text() == first
    figures.write_text("{}")
    assert rewrite() == 65
    assert "not the figures of a model card" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("figures", "reason"),
    [([], "not the figures"), ({"format": "other"}, "not the figures"), ({"version": 2}, "measure again")],
)  # fmt: skip
def test_other_figures_are_refused(figures, reason, tmp_path):
    if "version" in figures:
        figures = made_up_card.minimal() | figures
    with pytest.raises(CardError, match=reason):
        write_card(figures, tmp_path)
    assert not list(tmp_path.iterdir())


def test_results_are_kept_with_their_command_and_without_folders(tmp_path, monkeypatch):
    model, manifest = tmp_path / "a model.kat", tmp_path / "manifest.csv"
    program = tmp_path / "tools"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        "print(json.dumps({'model': sys.argv[2], 'runs': [{'path': sys.argv[3]}], 'json': sys.argv[-1]}))\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(tools, "TOOLS", program)
    result = tools.run_json("evaluate", model, manifest, "--split", "dev")
    assert (
        result["command"] == "katydid-tools evaluate 'a model.kat' manifest.csv --split dev --json"
    )
    assert result["report"]["model"] == "a model.kat"
    assert result["report"]["runs"] == [{"path": "manifest.csv"}]
    assert result["report"]["json"] == "--json"
    program.write_text(f"#!{sys.executable}\nraise SystemExit(65)\n")
    with pytest.raises(subprocess.CalledProcessError):
        tools.run_json("inspect", model)


def test_babble_is_several_voices_and_the_same_every_time(tmp_path):
    rng = np.random.default_rng(0)
    sentences = [
        (rng.standard_normal(16_000 * 3) * rms).astype(np.int16) for rms in (30, 3000, 300)
    ]
    for name in ("first", "second"):
        write_babble(sentences, tmp_path / name)
    files = sorted((tmp_path / "first").iterdir())
    powers = []
    for path in files:
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()
        samples, rate_hz = soundfile.read(path, dtype="int16")
        assert rate_hz == 16_000 and len(samples) == 30 * rate_hz
        powers.append(np.mean(np.square(samples, dtype=np.float64)) / 1000**2)
    # Of voices that do not know each other the powers add up, whatever they were before.
    assert np.allclose(powers, [3, 4] * (len(files) // 2), rtol=0.05)


def test_babble_takes_sentences(tmp_path):
    with pytest.raises(ValueError, match="no sentences"):
        write_babble([np.zeros(100, np.int16)], tmp_path)


def test_without_its_gate_a_model_is_otherwise_the_same():
    model = SHIPPED.read_bytes()
    ungated = without_gate(model)
    before, after = blob.read(model), blob.read(ungated)
    assert before.front_end.gate is not None and after.front_end.gate is None
    after.front_end = before.front_end
    assert blob.write(after) == model
