"""The golden cases of the front end and the resampler.

Records of a case of every front end:

    section                      the 48 bytes of its parameters, as integers 0...255
    samples
    level, background, open      for every hop
    events                       tick, channel, value of every event

and of one of kind mel (`golden_semitone.py` has the other):

    features, values             40 for every open hop, in order: features, and these without their mean
    chosen                       the hops of which the following are stored, each under `name.hop`
    windowed.N, exponent.N       512 and 1; the exponent is -1 where the frame is empty
    re.N, im.N                   spectrum, bins 1...255 (no band needs those from 244 on)
    energies.N                   40

Records of a case of the resampler: `rate` in Hz, `input`, `output`.
"""

from dataclasses import replace

import numpy as np

from . import golden_signals as signals
from .front_end import FrontEnd, event_list
from .front_end_parameters import FrontEndParameters, GateParameters, SemitoneParameters
from .front_end_section import write_front_end
from .golden_semitone import SEMITONE_BASE, semitone_stages
from .resampler import RATES_HZ, Resampler

BASE = FrontEndParameters(
    hops_per_tick=2,
    floor=0,
    rise_shift=6,
    fall_shift=6,
    clamps_at_zero=False,
    step=1365,
    limit=15,
    gate=GateParameters(floor=7 * 1024, open_margin=1024, close_margin=512, hang_hops=30, rise=20),
)
"""Written out, so that the cases stay when the defaults are tuned."""


def front_end_cases(left, yes):
    """(name, parameters, samples) of each case; `left` and `yes` are real clips of one second."""
    high, low = signals.HIGHEST, signals.LOWEST
    levels = [(1_600, 2), (3_200, 300), (3_200, 20), (3_200, 8_000), (8_000, 120)]
    noise = np.concatenate([signals.noise(n, a, seed) for seed, (n, a) in enumerate(levels)])
    hissing = np.concatenate([signals.silence(800), signals.noise(800, 1, 7), yes[5_000:8_000]])
    word = yes[4_000:10_400]
    without_gate = replace(BASE, gate=None)
    noise_floor = replace(BASE, rise_shift=9, fall_shift=3, clamps_at_zero=True)
    quick_gate = replace(BASE.gate, hang_hops=5, rise=60)
    return [
        ("silence", BASE, signals.silence(3_200)),
        ("dc-high", without_gate, signals.constant(1_600, high)),
        ("dc-low", without_gate, signals.constant(1_600, low)),
        ("square-100hz", BASE, signals.square(3_200, 80)),
        ("square-1khz", BASE, signals.square(3_200, 8)),
        ("alternating-extremes", BASE, signals.square(1_600, 1)),
        ("impulse", BASE, signals.impulse(3_200, 1_000)),
        ("sine", BASE, signals.sine(3_200, 1_234.5)),
        ("noise-levels", replace(BASE, gate=quick_gate), noise),
        ("chirp", BASE, signals.chirp(6_400, 50, 7_900)),
        ("left", BASE, left),
        ("yes", BASE, yes),
        ("no-gate", without_gate, hissing),
        ("noise-floor", replace(noise_floor, floor=-6 * 1024), word),
        ("one-hop-a-tick", replace(BASE, hops_per_tick=1, step=512, limit=2), word),
        ("three-hops-a-tick", replace(BASE, hops_per_tick=3, floor=5_000), word),
        ("mean-follows-at-once", replace(BASE, rise_shift=0, fall_shift=0), word[:3_200]),
        ("mean-rises-at-once", replace(BASE, rise_shift=0, fall_shift=15, step=1, limit=127), word[:3_200]),
    ]


def front_end_records(parameters, samples):
    hops = list(FrontEnd(parameters).push(samples))
    if isinstance(parameters, SemitoneParameters):
        stages = semitone_stages(hops, every_step=parameters == SEMITONE_BASE)
    else:
        stages = _mel_stages(hops, every_step=parameters == BASE)
    records = {
        "section": list(write_front_end(parameters)),
        "samples": samples,
        "level": [hop.level for hop in hops],
        "background": [hop.background for hop in hops],
        "open": [hop.is_open for hop in hops],
        "features": stages.pop("features"),
        "values": stages.pop("values"),
        "events": event_list(hop.events for hop in hops if hop.events is not None),
    }
    return records | stages


def _mel_stages(hops, every_step):
    """The records of what open hops compute: of one where the window is full; on request also of the first and the last."""
    opened = [index for index, hop in enumerate(hops) if hop.is_open]
    frames = [hops[index].frame for index in opened]
    chosen = opened[len(opened) // 2 :][:1]
    if every_step:
        chosen = sorted({*opened[:1], *chosen, *opened[-1:]})
    records = {
        "features": [frame.features for frame in frames],
        "values": [frame.values for frame in frames],
        "chosen": chosen,
    }
    for index in chosen:
        frame = hops[index].frame
        records[f"windowed.{index}"] = frame.windowed
        records[f"exponent.{index}"] = -1 if frame.exponent is None else frame.exponent
        records[f"re.{index}"], records[f"im.{index}"] = frame.re, frame.im
        records[f"energies.{index}"] = frame.energies
    return records


def resampler_records(rate_hz):
    """20 ms of a chirp over the whole band, then of full-scale noise."""
    count = rate_hz // 50
    chirp = signals.chirp(count, 0, rate_hz / 2, rate_hz)
    noise = signals.noise(count, signals.HIGHEST, seed=rate_hz)
    samples = np.concatenate([chirp, noise])
    return {"rate": rate_hz, "input": samples, "output": Resampler(rate_hz).run(samples)}


RESAMPLER_CASES = [(f"resampler-{rate_hz}", rate_hz) for rate_hz in RATES_HZ]
