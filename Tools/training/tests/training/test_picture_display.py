"""The picture of a terminal shows what a command drew on it."""

import subprocess

import pytest
from helpers import REPOSITORY
from PIL import Image


def take(output, command, seconds=5.0):
    return subprocess.run(
        [REPOSITORY / "Tools" / "picture-display", "-o", output, "--seconds", str(seconds), "--"]
        + ["sh", "-c", command],
        capture_output=True, text=True,
    )  # fmt: skip


def test_the_text_of_the_screen(tmp_path):
    output = tmp_path / "screen.txt"
    script = r"printf 'one\ntwo\n\033[1A\033[2m22\033[0m\033[K'; stty size"
    assert take(output, script).returncode == 0
    prompt, *lines = output.read_text().splitlines()
    assert prompt.startswith("$ sh -c ") and lines[-2:] == ["one", "2230 100"]


def test_a_picture_has_the_colours(tmp_path):
    output = tmp_path / "screen.png"
    assert take(output, r"printf '\033[32m\342\226\210\342\240\201\033[0m'").returncode == 0
    image = Image.open(output).convert("RGB")
    assert image.width == 100 * 14 + 2 * 24
    colours = {colour for _, colour in image.getcolors(1 << 16)}
    assert {(0x7F, 0xBF, 0x6A), (0x16, 0x18, 0x1D)} <= colours


def test_blocks_join(tmp_path):
    output = tmp_path / "screen.png"
    # A full block, and its two halves below.
    script = r"printf '\033[32m\342\226\210\342\226\204\n\342\226\200\342\226\210\033[0m'"
    assert take(output, script).returncode == 0
    image = Image.open(output).convert("RGB")
    filled = [
        [image.getpixel((24 + x, y)) == (0x7F, 0xBF, 0x6A) for y in range(image.height)]
        for x in range(28)
    ]
    assert all(sum(column) == 29 + 29 // 2 for column in filled[:14])
    assert all(sum(column) == 29 + 29 - 29 // 2 for column in filled[14:])
    for column in filled:
        first = column.index(True)
        assert all(column[first : first + sum(column)])


def test_a_command_that_goes_on_is_interrupted(tmp_path):
    output, mark = tmp_path / "screen.txt", tmp_path / "mark"
    script = f"trap 'echo end; touch {mark}; exit' INT; while :; do echo on; sleep 0.1; done"
    assert take(output, script, seconds=0.5).returncode == 0
    assert "\non\n" in output.read_text() and "\nend" not in output.read_text()
    assert mark.exists()


@pytest.mark.parametrize(
    ("name", "command", "status"), [("a.gif", "true", 64), ("a.png", "echo broken; exit 3", 70)]
)
def test_what_gives_no_picture(tmp_path, name, command, status):
    result = take(tmp_path / name, command)
    assert result.returncode == status and result.stderr.startswith("picture-display: ")
    assert not (tmp_path / name).exists()
