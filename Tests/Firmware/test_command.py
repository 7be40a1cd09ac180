"""What `Tools/run-firmware` refuses before it builds anything."""

import wave

import pytest
from conftest import WORDS


@pytest.fixture
def recording_of(tmp_path):
    def make(rate_hz: int, seconds: int) -> str:
        path = tmp_path / "sound.wav"
        with wave.open(str(path), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(rate_hz)
            sound.writeframes(bytes(2 * rate_hz * seconds))
        return str(path)

    return make


@pytest.mark.parametrize(
    "arguments", [(), ("z80", WORDS), ("cortex-m4",), ("cortex-m4", WORDS, "--mips", "100")]
)
def test_usage(run_firmware, arguments):
    ran = run_firmware(*arguments)
    assert ran.returncode == 64
    assert "usage: run-firmware" in ran.stderr


def test_missing_files(run_firmware):
    ran = run_firmware("cortex-m4", "nothing.wav")
    assert (ran.returncode, "nothing.wav: no such file" in ran.stderr) == (66, True)
    ran = run_firmware("cortex-m4", WORDS, "--model", "nothing.kat")
    assert (ran.returncode, "nothing.kat: no such model" in ran.stderr) == (66, True)


def test_other_rates(run_firmware, recording_of):
    ran = run_firmware("cortex-m4", recording_of(44_100, 1))
    assert ran.returncode == 65
    assert "convert it: sox" in ran.stderr


def test_long_recordings(run_firmware, recording_of):
    ran = run_firmware("cortex-m4", recording_of(16_000, 99))
    assert ran.returncode == 65
    assert "cut it to 97 s" in ran.stderr


def test_short_models(run_firmware, tmp_path):
    (tmp_path / "short.kat").write_bytes(b"KATY")
    ran = run_firmware("cortex-m4", WORDS, "--model", tmp_path / "short.kat")
    assert (ran.returncode, "not a Katydid model" in ran.stderr) == (65, True)
