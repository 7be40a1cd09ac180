"""The golden cases of the front end of kind semitone.

Records of a case, beside those that `golden_front_end.py` has for every front end:

    features, values           168 for every tick whose last hop is open, in order: features, and their contrast
    chosen                     the hops of which the following are stored, each under `name.hop`; they end such a tick
    frames.N, exponents.N      512 samples of each of the 5 streams, and 5; an exponent is -1 where the frame is empty
    re.N, im.N                 spectra of the 5 streams, bins 1...255 each (no band needs those from 227 on)
    energies.N                 168
"""

from dataclasses import replace

import numpy as np

from . import golden_signals as signals
from .front_end_parameters import GateParameters, SemitoneParameters

SEMITONE_BASE = SemitoneParameters(
    hops_per_tick=2,
    floor=0,
    range=12 * 1024,
    step=1024,
    limit=15,
    gate=GateParameters(floor=-3_072, open_margin=1_536, close_margin=768, hang_hops=30, rise=1),
)
"""Written out, so that the cases stay when the defaults are tuned."""

A_MINOR_STRUM = signals.strum(6_400, (45, 52, 57, 60, 64), amplitude=3_000)
_HIGH_F_MAJOR = (89, 93, 96)


def semitone_cases():
    """(name, parameters, samples) of each case."""
    without_gate = replace(SEMITONE_BASE, gate=None)
    quick_gate = replace(SEMITONE_BASE, gate=replace(SEMITONE_BASE.gate, hang_hops=5))
    strum = A_MINOR_STRUM
    quiet, pause = signals.strum(3_200, _HIGH_F_MAJOR, amplitude=40), signals.silence(1_600)
    hissing = strum[:4_800] + signals.noise(4_800, 3_000, 6)
    # The lowest band and the highest, too.
    three = sum(signals.sine(3_200, hz, amplitude=5_000) for hz in (55, 329.63, 6_644.9))
    return [
        ("semitone-silence", SEMITONE_BASE, signals.silence(1_600)),
        ("semitone-dc", without_gate, signals.constant(1_600, signals.LOWEST)),
        ("semitone-square", SEMITONE_BASE, signals.square(3_200, 40)),
        ("semitone-alternating-extremes", without_gate, signals.square(1_600, 1)),
        ("semitone-impulse", SEMITONE_BASE, signals.impulse(3_200, 1_000)),
        ("semitone-noise", SEMITONE_BASE, signals.noise(3_200, signals.HIGHEST, 5)),
        ("semitone-sine", SEMITONE_BASE, signals.sine(3_200, 440)),
        ("semitone-sine-between", SEMITONE_BASE, signals.sine(3_200, 110 * 2 ** (1 / 24))),
        ("semitone-three-sines", SEMITONE_BASE, three),
        ("semitone-chirp", SEMITONE_BASE, signals.chirp(4_800, 50, 7_900)),
        ("semitone-strum", SEMITONE_BASE, strum),
        ("semitone-detuned", SEMITONE_BASE, signals.strum(3_200, _HIGH_F_MAJOR, amplitude=500, cents=35)),
        ("semitone-reopened", quick_gate, np.concatenate([pause, quiet, 3 * pause, strum[:3_300], pause])),
        ("semitone-one-hop-a-tick", replace(SEMITONE_BASE, hops_per_tick=1, step=300, limit=200), strum[:2_400]),
        ("semitone-three-hops-a-tick", replace(quick_gate, hops_per_tick=3, range=3_000), strum[1_000:4_500]),
        ("semitone-low-floor", replace(without_gate, floor=-16_384, range=65_535, step=1, limit=32_767), hissing),
        ("semitone-high-floor", replace(without_gate, floor=8 * 1024, range=2_000, step=99, limit=3), strum[:1_600]),
    ]


def semitone_stages(hops, every_step):
    """The records of what ticks compute; on request every step of the last."""
    ends = [index for index, hop in enumerate(hops) if hop.frame is not None]
    frames = [hops[index].frame for index in ends]
    records = {
        "features": [frame.features for frame in frames],
        "values": [frame.values for frame in frames],
        "chosen": ends[-1:] if every_step else [],
    }
    for index in records["chosen"]:
        frame = hops[index].frame
        records[f"frames.{index}"] = frame.samples
        records[f"exponents.{index}"] = [-1 if s is None else s for s in frame.exponents]
        records[f"re.{index}"], records[f"im.{index}"] = frame.re, frame.im
        records[f"energies.{index}"] = frame.energies
    return records
