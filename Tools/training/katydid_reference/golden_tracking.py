"""The golden case of a decision that tracks: a network made by hand names low, middle and high tones as chords.

`tracking.kat` is the model; its readout adds up what rises and falls in the lower, middle and upper bands, and `N` has a small
lead where nothing sounds. Records of `tracking.golden`: `samples`; a row for every tick of `logits` and `scores` (each class);
`current`: the class after every tick; and `events`: tick, class, score, time in samples.
"""

import json

import numpy as np

from . import golden_signals as signals
from .decision import ClassScale, DecisionKind, DecisionParameters
from .fixed_point import quantize_leak
from .front_end_parameters import FrontEndParameters
from .model import INPUT, Kind, Layer, Model, Network, Projection
from .recognizer import Recognizer
from .tables import BANDS

_LABELS = ["N", "C:maj", "A:min", "F#:min"]
_LOW, _MIDDLE, _HIGH = 250, 1_600, 5_000
_SCORE = [(0, 2_400), (_LOW, 4_000), (_MIDDLE, 4_000), (0, 4_000), (_HIGH, 4_000), (_LOW, 2_400), (0, 3_200)]
"""Frequency in Hz (0: silence) and duration in samples."""
_TICKS_TO_DECAY = 100
_LEAD_OF_REST = 6
"""In steps of the encoder."""
_WEIGHT, _FRACTION_BITS = 16, 12
_STEP_UNITS = _WEIGHT << _FRACTION_BITS


def tracking_samples():
    tones = [signals.sine(n, f, amplitude=100) if f else signals.silence(n) for f, n in _SCORE]
    return np.concatenate(tones)


def tracking_model():
    leak = np.exp(-1 / _TICKS_TO_DECAY)
    classes = len(_LABELS)
    readout = Layer(
        Kind.LI,
        np.full(classes, 1 / _STEP_UNITS, np.float32),
        bias=np.array([round((1 - leak) * _LEAD_OF_REST * _STEP_UNITS)] + [0] * (classes - 1)),
        fraction_bits=_FRACTION_BITS,
        leak=quantize_leak([leak] * classes),
        largest_count=0,
    )
    network = Network(2 * BANDS, 15, [readout], [Projection(INPUT, 0, _weights())], output_layer=0)
    # A step doubles the odds.
    scale = {"mantissa": 2**30, "shift": 30 + _STEP_UNITS.bit_length() - 1 - 10}
    scales = tuple(ClassScale(**scale, is_rest=label == "N") for label in _LABELS)
    settings = {"smoothing_ms": 40, "hold_off_ms": 100, "threshold": 20_000, "consecutive_ticks": 2}
    front_end = FrontEndParameters(
        floor=2 * 1024, rise_shift=15, fall_shift=15, clamps_at_zero=False, step=1024, gate=None
    )
    provenance = {"licence": "CC0-1.0", "recipe": "made by hand: for tests, names three tones as chords"}
    return Model(
        network,
        labels=_LABELS,
        layer_names=["readout"],
        provenance=json.dumps(provenance, sort_keys=True),
        front_end=front_end,
        decision=DecisionParameters(scales, **settings, kind=DecisionKind.TRACKING),
    )


def _weights():
    """A third of the bands for each chord, none for rest; int64 [channels, classes]."""
    weights = np.zeros((2 * BANDS, len(_LABELS)), np.int64)
    for band in range(BANDS):
        chord = 1 + 3 * band // BANDS
        weights[band, chord], weights[BANDS + band, chord] = _WEIGHT, -_WEIGHT
    return weights


def tracking_records(model, samples):
    recognizer = Recognizer(model)
    ticks = list(recognizer.push(samples))
    events = [tick.event for tick in ticks if tick.event is not None]
    return {
        "samples": samples,
        "logits": [tick.logits for tick in ticks],
        "scores": [tick.scores for tick in ticks],
        "current": [tick.current for tick in ticks],
        "events": [(e.tick, e.class_index, e.score, (e.tick + 1) * recognizer.samples_per_tick) for e in events],
    }
