"""Builds the firmware with a model and a recording."""

import os
import re
import subprocess
from pathlib import Path

from sound_file import RATE_HZ, SoundFileError, read_sound

from .cores import Core
from .failure import BAD_DATA, INTERNAL, NO_INPUT, Failure

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "Firmware/cortex-m"
MODELS = ROOT / "Firmware/models"
BUILT_IN = ("keywords", "chords")
SCRATCH = ROOT / ".build/firmware"

SILENCE_SAMPLES = RATE_HZ // 2
"""What `katydid recognize` hears after a recording, for a word at its end."""
RECORDING_BYTES = 3 << 20
"""The linker script's region for it."""
HEADER_BYTES = 32


def recording(path: Path) -> bytes:
    """What the microphone plays: the samples of a recording, and half a second of silence."""
    if not path.is_file():
        raise Failure(NO_INPUT, f"{path}: no such file; give a recording")
    try:
        samples = read_sound(path)
    except SoundFileError as error:
        advice = f"convert it: sox {path.name} -r {RATE_HZ} -c 1 -b 16 converted.wav"
        raise Failure(BAD_DATA, f"{error}; {advice}") from None
    played = samples + bytes(2 * SILENCE_SAMPLES)
    if len(played) > RECORDING_BYTES:
        seconds = RECORDING_BYTES // (2 * RATE_HZ) - 1
        raise Failure(BAD_DATA, f"{path}: too long for the board's memory; cut it to {seconds} s")
    return played


def model(name: str) -> bytes:
    """The bytes of a built-in model or of a `.kat` file, which the firmware itself validates."""
    path = MODELS / f"{name}.kat" if name in BUILT_IN else Path(name)
    if not path.is_file():
        names = " or ".join(BUILT_IN)
        raise Failure(NO_INPUT, f"{name}: no such model; give {names}, or a .kat file")
    data = path.read_bytes()
    if len(data) < HEADER_BYTES:
        raise Failure(BAD_DATA, f"{name}: not a Katydid model (shorter than its header)")
    return data


def build(core: Core, blob: bytes, played: bytes, stack_bytes: int | None = None) -> Path:
    """The image for a core with a model and a recording, and the linker script's stack or another."""
    scratch = SCRATCH / core.name
    inputs = scratch / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    _update(inputs / "model.kat", blob)
    _update(inputs / "recording.pcm", played)
    linker = ["-T", str(PACKAGE / "mps2.ld")]
    if stack_bytes is not None:
        linker.append(f"--defsym=stack_bytes={stack_bytes}")
    command = ["swift", "build", "--configuration", "release", "--package-path", str(PACKAGE)]
    command += ["--scratch-path", str(scratch), "--triple", core.triple]
    command += ["--toolset", str(PACKAGE / f"toolsets/{core.name}.json")]
    command += ["--product", "KeywordFirmware", "-Xcc", f"--embed-dir={inputs}"]
    for option in linker:
        command += ["-Xlinker", option]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        said = ran.stdout + ran.stderr
        if full := re.search(r"section '\S+' will not fit in region '(\S+)': .*", said):
            where = f"does not fit the board's {full[1]} ({full[0]})"
            raise Failure(BAD_DATA, f"the firmware with this model {where}; take a smaller one")
        raise Failure(INTERNAL, f"{said.strip()}\nthe firmware could not be built")
    return scratch / core.triple / "release/KeywordFirmware"


def _update(path: Path, data: bytes) -> None:
    """Writes a file unless it has these bytes: what is not written is not compiled again."""
    if path.is_file() and path.read_bytes() == data:
        return
    beside = path.with_suffix(".new")
    beside.write_bytes(data)
    os.replace(beside, path)
