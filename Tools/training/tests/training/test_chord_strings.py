"""Strings made of decaying partials, and sampled ones that fade."""

import numpy as np
import pytest
from katydid_training.chords.fading import Fading
from katydid_training.chords.fluidsynth import Note
from katydid_training.chords.strings import Strings, decaying_tones

RATE_HZ = 48_000


def test_tones_are_sines_that_decay():
    sound = decaying_tones(
        np.array([0.5, 0.2]), np.array([440.0, 1000.0]), np.array([3.0, 0.0]), 7001
    )
    time = np.arange(7001) / RATE_HZ
    expected = 0.5 * np.exp(-3 * time) * np.sin(2 * np.pi * 440 * time)
    expected += 0.2 * np.sin(2 * np.pi * 1000 * time)
    assert sound == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("cents", [-30.0, 0.0, 25.0])
def test_a_string_has_the_pitch_of_its_key(cents):
    for seed in range(5):
        rng = np.random.default_rng(seed)
        note = Note(0.1, 1.4, 57, 100)
        sound = Strings.any(rng).render(rng, [note], 1.5, np.full(128, cents))
        assert not sound[: int(0.1 * RATE_HZ)].any() and np.isfinite(sound).all()
        size = 1 << 19
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size))
        hertz = np.fft.rfftfreq(size, 1 / RATE_HZ)
        is_near = np.abs(hertz - 220) < 12
        pitch = hertz[is_near][spectrum[is_near].argmax()]
        assert 1200 * np.log2(pitch / 220) == pytest.approx(cents, abs=5)


def test_a_string_rings_until_it_is_let_go():
    rng = np.random.default_rng(0)
    sound = Strings.any(rng).render(rng, [Note(0.0, 0.5, 50, 90)], 1.0, np.zeros(128))
    held, gone = sound[int(0.4 * RATE_HZ) : int(0.5 * RATE_HZ)], sound[int(0.63 * RATE_HZ) :]
    assert np.abs(held).max() > 1e-3 * np.abs(sound).max() and not gone.any()


def test_fading_begins_anew_with_every_stroke():
    notes = [Note(0.0, 2.0, 40, 90), Note(0.03, 2.0, 47, 90), Note(1.0, 2.0, 40, 90)]
    gains = Fading(db_a_second=6.0, prompt_db=0.0).applied(np.ones(2 * RATE_HZ, np.float32), notes)
    decibels = 20 * np.log10(gains[[0, int(0.5 * RATE_HZ), int(0.99 * RATE_HZ), RATE_HZ]])
    assert decibels == pytest.approx([0, -3, -5.94, 0], abs=0.02)
    prompt = Fading(0.0, 4.0).applied(np.ones(RATE_HZ, np.float32), notes[:1])
    assert 20 * np.log10(prompt[-1]) == pytest.approx(-4, abs=0.01)
