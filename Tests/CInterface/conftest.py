"""What the tests of the C interface share: the libraries, programs that use them, a recording."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "Tools/lib"))

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O1", "-g"]


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Path:
    """A folder with the libraries, made as a user makes it, then moved: it may lie anywhere."""
    made = tmp_path_factory.mktemp("made") / "katydid"
    subprocess.run(["Tools/build-library", "--prefix", made], cwd=ROOT, check=True)
    return made.rename(tmp_path_factory.mktemp("moved") / "katydid")


@pytest.fixture(scope="session")
def flags(library) -> Callable[..., list[str]]:
    """What pkg-config says."""

    def ask(*wishes: str) -> list[str]:
        command = ["pkg-config", *wishes, "katydid"]
        path = {"PKG_CONFIG_PATH": str(library / "lib/pkgconfig"), "PATH": "/usr/bin:/bin"}
        return subprocess.run(
            command, env=path, check=True, capture_output=True, text=True
        ).stdout.split()

    return ask


@pytest.fixture(scope="session")
def build(library, flags, tmp_path_factory) -> Callable[..., Path]:
    """Builds a program from a source, with the shared or the static library."""
    folder = tmp_path_factory.mktemp("programs")

    def compile(
        source: Path | str, compiler: str = "gcc", standard: str = "c11", static: bool = False
    ) -> Path:
        program = folder / f"{Path(source).stem}-{compiler}-{'static' if static else 'shared'}"
        if program.exists():
            return program
        links = (
            [str(library / "lib/libkatydid.a")]
            if static
            else [*flags("--libs"), f"-Wl,-rpath,{library / 'lib'}"]
        )
        subprocess.run(
            [compiler, f"-std={standard}", *WARNINGS, *flags("--cflags"), HERE / source, *links,
             "-o", program], check=True)  # fmt: skip
        return program

    return compile


@pytest.fixture(scope="session")
def words(tmp_path_factory) -> Path:
    """The recording of words as raw samples: 16 bits, 16 kHz, mono."""
    from sound_file import read_sound

    path = tmp_path_factory.mktemp("sound") / "words.s16"
    path.write_bytes(read_sound(ROOT / "Firmware/demo/words.flac"))
    return path


@pytest.fixture(scope="session")
def model() -> Path:
    return ROOT / "Firmware/models/keywords.kat"


@pytest.fixture(scope="session")
def expected(words) -> list[tuple[str, str, str]]:
    """Time, label and score of what `katydid recognize` finds in the recording."""
    subprocess.run(["swift", "build", "--product", "katydid"], cwd=ROOT, check=True)
    with words.open("rb") as samples:
        command = [".build/debug/katydid", "recognize", "--json", "-"]
        printed = subprocess.run(
            command, cwd=ROOT, stdin=samples, check=True, capture_output=True, text=True
        ).stdout
    events = [json.loads(line, parse_float=str) for line in printed.splitlines()]
    assert len(events) > 3
    return [(event["time"], event["label"], event["score"]) for event in events]
