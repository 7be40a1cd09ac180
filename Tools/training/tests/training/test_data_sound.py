"""Files become the samples that the board would hear."""

import katydid
import numpy as np
import pytest
import soundfile
from data_folders import SAMPLE_RATE, sound, write
from katydid_training.sound import SoundError, loudest_second, mixed_down, read_sound


def test_16_bit_mono_at_16_khz_comes_as_it_is(tmp_path):
    samples = np.concatenate([sound(1), [-32_768, 32_767]])
    for name in ("a.wav", "a.flac"):
        write(tmp_path / name, samples)
        assert np.array_equal(read_sound(tmp_path / name), samples)


def test_several_channels_become_their_mean(tmp_path):
    write(tmp_path / "a.wav", np.array([[1, 3], [1, 2], [2, 3], [-32_768, -32_768]]))
    # Ties go to the even number.
    assert read_sound(tmp_path / "a.wav").tolist() == [2, 2, 2, -32_768]


def test_float_files_are_full_scale_at_one(tmp_path):
    frames = np.array([0, 0.5, -1, 1, 7, -7, np.nan, np.inf], np.float32)
    soundfile.write(tmp_path / "a.wav", frames, SAMPLE_RATE, subtype="FLOAT")
    expected = [0, 16_384, -32_768, 32_767, 32_767, -32_768, 0, 32_767]
    assert read_sound(tmp_path / "a.wav").tolist() == expected
    assert mixed_down(np.array([[1, -1, 0.5]], np.float32)).tolist() == [5461]


@pytest.mark.parametrize("name", ["a.ogg", "a.mp3"])
def test_compressed_files(tmp_path, name):
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(16_000) / SAMPLE_RATE)
    soundfile.write(tmp_path / name, tone, SAMPLE_RATE)
    samples = read_sound(tmp_path / name)
    assert np.sqrt(np.mean(np.square(samples, dtype=float))) == pytest.approx(11_585, rel=0.05)


def test_other_rates_go_through_the_resampler_of_the_board(tmp_path):
    samples = sound(3, 44_100)
    write(tmp_path / "a.wav", samples, 44_100)
    assert np.array_equal(read_sound(tmp_path / "a.wav"), katydid.resample(samples, 44_100))


def test_what_cannot_be_read(tmp_path):
    write(tmp_path / "empty.wav", np.zeros(0))
    with pytest.raises(SoundError, match="has no samples; record it again"):
        read_sound(tmp_path / "empty.wav")
    write(tmp_path / "odd.wav", sound(1), 12_345)
    with pytest.raises(SoundError, match="12345 Hz; convert it to one of 8000, 11025, 16000"):
        read_sound(tmp_path / "odd.wav")
    with pytest.raises(SoundError, match="no such file"):
        read_sound(tmp_path / "nothing.wav")


def test_a_second_or_less_stays_as_it_is():
    for length in (1, 800, 16_000):
        assert loudest_second(samples := sound(1, length)) is samples


def test_of_longer_recordings_the_loudest_second_is_used():
    loud = sound(2, 16_000)
    recording = np.concatenate([sound(1, 40_000) // 50, loud, sound(3, 9000) // 50])
    cut = loudest_second(recording)
    # Others that have hardly less energy are as good.
    (place,) = np.flatnonzero(
        [np.array_equal(cut, recording[s : s + 16_000]) for s in range(49_001)]
    )
    assert place == pytest.approx(40_000, abs=160)


def test_a_short_word_stands_in_the_middle():
    recording = sound(5, 50_000) // 100
    recording[30_000:34_000] = sound(4, 4000)
    heard = np.flatnonzero(np.abs(loudest_second(recording)) > 30)
    assert heard[0] == pytest.approx(6000, abs=100) and heard[-1] == pytest.approx(10_000, abs=100)
