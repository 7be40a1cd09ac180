"""Listening to a pipe, by libasound's plug-in `file` over its device `null`."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from board import ROOT, Board

sys.path.insert(0, str(ROOT / "Tools/lib"))
from sound_file import RATE_HZ, read_sound  # noqa: E402

# Nothing of this machine's: its plug-ins are for its own processor.
CONFIGURATION = """pcm.null {{ type null }}
pcm.tape {{ type file slave.pcm "null" file "/dev/null" infile "{pipe}" format "raw" }}
"""
STEP_SECONDS = 0.1
SPEED = 2
"""Faster than a microphone, and slow enough for an emulated one."""


class Player(threading.Thread):
    """Plays samples into a pipe, then silence until it is stopped."""

    def __init__(self, pipe, samples: bytes):
        super().__init__(daemon=True)
        self.pipe, self.samples = pipe, samples
        self.is_wanted = True

    def run(self):
        size = 2 * int(RATE_HZ * STEP_SECONDS)
        try:
            with open(self.pipe, "wb", buffering=0) as pipe:
                position = 0
                while self.is_wanted:
                    step = self.samples[position : position + size]
                    pipe.write(step.ljust(size, b"\0"))
                    position += size
                    time.sleep(STEP_SECONDS / SPEED)
        except BrokenPipeError:
            pass


@pytest.mark.parametrize(
    ("model", "recording", "seconds"),
    [("keywords", "Firmware/demo/words.flac", 4), ("chords", "Firmware/demo/chords.flac", 3)],
)
def test_what_is_heard_live_is_what_is_in_the_file(
    board, program, reference, tmp_path, model, recording, seconds
):
    samples = read_sound(ROOT / recording)[: 2 * seconds * RATE_HZ]
    part = tmp_path / "part.raw"
    part.write_bytes(samples)
    command = [reference, "recognize", "--model", model, "--json", "-"]
    with open(part, "rb") as file:
        said = Board("amd64").run(reference, *command[1:], stdin=file, check=True).stdout
    expected = [json.loads(line) for line in said.splitlines()]
    expected = [(event["time"], event["label"]) for event in expected]
    assert len(expected) >= 2

    pipe, configuration = tmp_path / "pipe", tmp_path / "asound.conf"
    os.mkfifo(pipe)
    configuration.write_text(CONFIGURATION.format(pipe=pipe))
    player = Player(pipe, samples)
    player.start()
    process = subprocess.Popen(
        [*board.command(program), "listen", "--json", "--model", model, "--device", "tape"],
        env=os.environ | {"ALSA_CONFIG_PATH": str(configuration)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    heard, statuses = [], []
    for line in process.stdout:
        item = json.loads(line)
        if "label" in item:
            heard.append((item["time"], item["label"]))
            if len(heard) == len(expected):
                process.send_signal(signal.SIGINT)
        else:
            statuses.append(item["status"])
    watchdog.cancel()
    player.is_wanted = False
    errors = process.stderr.read()
    assert process.wait() in (0, 128 + signal.SIGINT, -signal.SIGINT), errors
    assert heard == expected, errors
    assert statuses[0] == "listening" and "overrun" not in statuses


def test_a_microphone_is_measured_as_on_this_machine(board, program, reference, tmp_path):
    tape, configuration = tmp_path / "tape.raw", tmp_path / "asound.conf"
    tape.write_bytes(read_sound(ROOT / "Firmware/demo/words.flac")[: 4 * RATE_HZ])
    configuration.write_text(CONFIGURATION.format(pipe=tape))
    environment = {"ALSA_CONFIG_PATH": str(configuration)}
    command = ["check-mic", "--device", "tape", "--seconds", "1"]
    expected = Board("amd64").run(reference, *command, environment=environment, check=True).stdout
    assert json.loads(expected)["noiseFloorDBFS"] < 0
    assert board.run(program, *command, environment=environment, check=True).stdout == expected
