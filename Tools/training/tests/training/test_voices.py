"""Other tempos, voices and rooms."""

import numpy as np
import pytest
from katydid_training.voices import VoiceVariation, change_tempo

RATE = 16_000


def tone(hertz, seconds=1.0):
    return np.sin(2 * np.pi * hertz * np.arange(int(RATE * seconds)) / RATE).astype(np.float32)


def loudest_hertz(sound):
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 17))
    return spectrum.argmax() * RATE / (1 << 17)


@pytest.mark.parametrize("factor", [0.8, 1.0, 1.3, 1.5])
def test_tempo_changes_the_length_and_not_the_pitch(factor):
    changed = change_tempo(tone(200), factor)
    assert len(changed) == pytest.approx(RATE / factor, abs=600)
    assert loudest_hertz(changed) == pytest.approx(200, rel=0.015)
    assert changed[600:-600].std() == pytest.approx(np.sqrt(0.5), rel=0.03)


def test_speed_changes_length_and_pitch_together():
    variation = VoiceVariation()
    variation.hurried_share = variation.equalised_share = variation.reverberant_share = 0
    variation.varied_share = 1
    for seed in range(8):
        varied = variation.vary(tone(400), np.random.default_rng(seed))
        speed = RATE / len(varied)
        assert 0.84 < speed < 1.19
        assert loudest_hertz(varied) == pytest.approx(400 * speed, rel=0.01)
        assert np.abs(varied).max() == pytest.approx(1, abs=0.15)


def test_a_room_goes_on_sounding_and_an_equaliser_does_not():
    click = np.zeros(RATE, np.float32)
    click[1000] = 1000
    variation = VoiceVariation()
    variation.hurried_share = variation.varied_share = variation.equalised_share = 0
    variation.reverberant_share = 1
    in_room = variation.vary(click, np.random.default_rng(1))
    assert np.square(in_room[1100:3000]).sum() > 0.01 * np.square(in_room).sum()
    variation.reverberant_share, variation.equalised_share = 0, 1
    equalised = variation.vary(click, np.random.default_rng(1))
    assert np.square(equalised[2000:]).sum() < 1e-3 * np.square(equalised).sum()
    assert not np.allclose(equalised, click, atol=10)
    variation.equalised_share = 0
    assert variation.vary(click, np.random.default_rng(1)) is click
