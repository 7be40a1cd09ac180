"""The front end's stages against what the page says, one by one."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from helpers import GOLDEN, REPOSITORY

from katydid_reference import fft, levels
from katydid_reference import golden_signals as signals
from katydid_reference.decision_section import decision_arena_bytes
from katydid_reference.encoder import Encoder
from katydid_reference.front_end import FrontEnd, event_list
from katydid_reference.front_end_parameters import FrontEndParameters, GateParameters, SemitoneParameters
from katydid_reference.front_end_section import front_end_arena_bytes, read_front_end, write_front_end
from katydid_reference.gate import Gate
from katydid_reference.golden_front_end import BASE
from katydid_reference.logarithm import log2_q10
from katydid_reference.normaliser import Normaliser
from katydid_reference.semitone_tables import WINDOW_Q14
from katydid_reference.tables import BANDS, HANN_Q14

DOCUMENTATION = REPOSITORY / "Sources" / "Katydid" / "Katydid.docc"
CLIP = signals.clip(GOLDEN / "frontend" / "left.wav")
EXTREMES = {
    "silence": signals.silence(8_000),
    "dc high": signals.constant(8_000, signals.HIGHEST),
    "dc low": signals.constant(8_000, signals.LOWEST),
    "square 100 Hz": signals.square(8_000, 80),
    "square 1 kHz": signals.square(8_000, 8),
    "alternating": signals.square(8_000, 1),
    "impulse": signals.impulse(8_000, 4_001),
    "sine": signals.sine(8_000, 997),
    "noise": signals.noise(8_000, signals.HIGHEST, 1),
}


def run(parameters, samples):
    return list(FrontEnd(parameters).push(samples))


def events_of(hops):
    return event_list(hop.events for hop in hops if hop.events is not None)


def constant_bands(value):
    return np.full(BANDS, value, np.int64)


@pytest.mark.parametrize("name", EXTREMES)
@pytest.mark.parametrize("has_gate", (True, False))
def test_extremes_neither_overflow_nor_stick(name, has_gate):
    # The reference asserts the range of every intermediate result; here: a second later all is as ever.
    parameters = BASE if has_gate else replace(BASE, gate=None)
    lead = np.concatenate([EXTREMES[name], signals.silence(16_000)])
    hops = run(parameters, np.concatenate([lead, CLIP]))[lead.size // 160 :]
    alone = run(parameters, CLIP)
    assert [hop.level for hop in hops] == [hop.level for hop in alone]
    assert [hop.is_open for hop in hops] == [hop.is_open for hop in alone]
    assert all((h.frame.features == a.frame.features).all() for h, a in zip(hops, alone))
    assert len(events_of(hops)) > 0.6 * len(events_of(alone))


def test_chunks_do_not_matter():
    whole = events_of(run(BASE, CLIP))
    front_end = FrontEnd(BASE)
    assert events_of([hop for sample in CLIP for hop in front_end.push([sample])]) == whole


def test_digital_silence_makes_nothing():
    hops = run(BASE, signals.silence(16_000))
    assert not any(hop.is_open for hop in hops) and not events_of(hops)


def test_logarithm():
    rng = np.random.RandomState(1)
    values = [int(rng.randint(1, 2**62)) >> rng.randint(62) or 1 for _ in range(20_000)]
    values += [1 << k for k in range(64)] + [(1 << k) - 1 for k in range(1, 65)]
    errors = [abs(log2_q10(v) / 1024 - math.log2(v)) for v in values]
    assert 4.5e-4 < max(errors) <= 5.6e-4
    assert (log2_q10(0), log2_q10(1), log2_q10(2**63)) == (-1024, 0, 63 * 1024)
    assert sorted(map(log2_q10, values)) == [log2_q10(v) for v in sorted(values)]


@pytest.mark.parametrize("window", (HANN_Q14 + HANN_Q14[-2:0:-1], WINDOW_Q14), ids=("mel", "semitone"))
@pytest.mark.parametrize("name", [n for n in EXTREMES if n != "silence"])
def test_spectrum_against_float(name, window):
    frame = EXTREMES[name][3_744:4_256]
    windowed = fft.windowed(frame, np.array(window, np.int64))
    exponent = fft.block_exponent(windowed)
    re_part, im_part = fft.spectrum(windowed, exponent)
    exact = np.fft.rfft(windowed.astype(np.float64))[1:256] / 512 * 2.0**exponent
    # Roundings of five stages, twiddles included.
    assert np.abs(re_part + 1j * im_part - exact).max() < 4


def test_transform_of_every_single_point():
    for place in range(0, 256, 5):
        re_part, im_part = np.zeros(256, np.int64), np.zeros(256, np.int64)
        re_part[place] = 2**29
        exact = np.exp(-2j * np.pi * place * np.arange(256) / 256) * 2**29 / 256
        made_re, made_im = fft.transform(re_part, im_part)
        assert np.abs(made_re + 1j * made_im - exact).max() < 3


def test_gate_by_hand():
    gate = Gate(GateParameters(floor=7_168, open_margin=1_024, close_margin=512, hang_hops=3, rise=20))
    quiet, loud = signals.noise(160, 4, 1), signals.noise(160, 4_000, 2)
    assert not gate.update(quiet) and gate.background == 7_168
    assert gate.update(loud) and gate.background == 7_188
    assert [gate.update(quiet) for _ in range(3)] == [True, True, False]
    assert gate.update(loud)
    # A loud hop ends the row of quiet ones.
    assert [gate.update(hop) for hop in (quiet, quiet, loud, quiet, quiet, quiet)] == [True] * 5 + [False]


def test_the_gate_closes_on_a_steady_sound_and_opens_above_it():
    hops = run(BASE, np.concatenate([signals.noise(16_000 * 8, 200, 1), 20 * signals.noise(3_200, 200, 2)]))
    assert hops[0].is_open and not hops[-21].is_open
    assert hops[-20].is_open


def test_a_constant_offset_does_not_count():
    noise = signals.noise(160, 100, 3)
    plain, offset = Gate(BASE.gate), Gate(BASE.gate)
    plain.update(noise)
    offset.update(noise + 20_000)
    assert plain.level == offset.level


def test_normaliser_takes_two_time_constants():
    normaliser = Normaliser(replace(BASE, rise_shift=4, fall_shift=1))
    assert (normaliser.update(constant_bands(1_000)) == 0).all()
    assert (normaliser.update(constant_bands(1_160)) == 150).all()
    # 1010 - 55 = 955.
    assert (normaliser.update(constant_bands(900)) == -55).all()
    clamped = Normaliser(replace(BASE, clamps_at_zero=True))
    clamped.update(constant_bands(1_000))
    assert (clamped.update(constant_bands(0)) == 0).all()


def test_encoder_by_hand():
    encoder = Encoder(replace(BASE, step=100, limit=3))

    def tick(*values):
        for value in values:
            encoder.add(constant_bands(value))
        events = encoder.end_tick()
        assert (events[:BANDS] == events[0]).all() and (events[BANDS:] == events[BANDS]).all()
        return events[0], events[BANDS]

    assert tick() == (0, 0)
    assert tick(50, 60) == (0, 0)
    assert tick(154, 154) == (0, 0)
    assert tick(155) == (1, 0)
    # floor(-1 / 2) is -1: 155 - (-1) is 156.
    assert tick(0, -1) == (0, 1)
    assert tick(2_000) == (3, 0)
    assert tick() == (0, 0)


def test_the_first_tick_counts_from_zero_if_values_are_clamped():
    encoder = Encoder(replace(BASE, step=100, clamps_at_zero=True))
    encoder.add(constant_bands(250))
    assert encoder.end_tick()[0] == 2


def test_features_of_a_sine():
    hops = run(BASE, signals.sine(3_200, 1_000))
    # 2^26 in its bin and a quarter of that in both neighbours; the weights of a bin add up to one.
    total = np.log2(np.sum(2.0 ** (hops[-1].frame.features / 1024)))
    assert abs(total - np.log2(1.5 * 2**26)) < 1e-3


def test_floor():
    energies = np.full(BANDS, 2**40)
    assert (levels.features(energies, 0, 2_048) == 7 * 1024).all()
    assert (levels.features(energies, 0, 10 * 1024) == 0).all()
    assert (levels.features(np.zeros(BANDS, np.int64), 0, -65_536) == 0).all()
    assert (levels.features(np.full(BANDS, 2**61), 0, -65_536) == 32_767).all()


@pytest.mark.parametrize("gate", (None, GateParameters(-5, 4, 3, 2, 1)))
def test_section(gate):
    mel = FrontEndParameters(16, -65_536, 1, 2, True, 65_535, 3, gate)
    semitone = SemitoneParameters(16, -65_536, 65_535, 1_000, 3, gate)
    for parameters in (mel, semitone):
        section = write_front_end(parameters)
        assert len(section) == 48 and read_front_end(section) == parameters


def test_the_arena_is_that_of_the_page():
    page = (DOCUMENTATION / "ModelBlob.md").read_text()
    for parameters in (FrontEndParameters(), SemitoneParameters()):
        kind = "semitone" if isinstance(parameters, SemitoneParameters) else "mel"
        (stated,) = re.findall(rf"\+ with a front end, {kind}:\s+([\d,]+)", page)
        assert front_end_arena_bytes(parameters) == int(stated.replace(",", ""))
    (fixed, rows) = re.findall(r"\+ with a decision:\s+(\d+) \+ (\d+) \* a\(4 \* classes\)", page)[0]
    assert decision_arena_bytes(5) == int(fixed) + int(rows) * 32
