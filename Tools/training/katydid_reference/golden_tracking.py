"""The golden case of a decision that tracks: a network made by hand names chords of sines.

`tracking.kat` is the model: its readout weighs the semitones of each major and minor triad against all others, and `N` has a small
lead where nothing sounds. Records of `tracking.golden`: `samples`; a row for every tick of `logits` and `scores` (each class);
`current`: the class after every tick; and `events`: tick, class, score, time in samples.
"""

import json

import numpy as np

from . import golden_signals as signals
from .decision import ClassScale, DecisionKind, DecisionParameters
from .fixed_point import quantize_leak
from .front_end_parameters import SemitoneParameters
from .model import INPUT, Kind, Layer, Model, Network, Projection
from .recognizer import Recognizer
from .semitone_tables import BANDS, ROWS

_ROOTS = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
_TRIADS = {"maj": (0, 4, 7), "min": (0, 3, 7)}
_LABELS = ["N"] + [f"{root}:{quality}" for root in _ROOTS for quality in _TRIADS]
_PITCH_CLASS_OF_FIRST_BAND = 9
_SCORE = [("", 2_400), ("C:maj", 4_800), ("A:min", 4_800), ("", 4_800), ("F#:min", 4_800), ("", 6_400)]
"""Chord and duration in samples."""
_IN_CHORD, _OUTSIDE = 4, -2
_TICKS_TO_DECAY = 4
_LEAD_OF_REST = 50
"""In weight steps."""
_FRACTION_BITS = 12


def _triad(label):
    """The pitch classes of a chord, semitones above C."""
    root, quality = label.split(":")
    return [(_ROOTS.index(root) + interval) % 12 for interval in _TRIADS[quality]]


def _chord(label, samples):
    """Sines in the octave from middle C on, together within Int8."""
    sines = [signals.sine(samples, 261.6256 * 2 ** (p / 12), amplitude=40) for p in _triad(label)]
    return np.sum(sines, axis=0)


def tracking_samples():
    return np.concatenate([_chord(label, n) if label else signals.silence(n) for label, n in _SCORE])


def tracking_model():
    leak = np.exp(-1 / _TICKS_TO_DECAY)
    classes = len(_LABELS)
    readout = Layer(
        Kind.LI,
        np.full(classes, 2.0**-_FRACTION_BITS, np.float32),
        bias=np.array([round((1 - leak) * _LEAD_OF_REST * 2**_FRACTION_BITS)] + [0] * (classes - 1)),
        fraction_bits=_FRACTION_BITS,
        leak=quantize_leak([leak] * classes),
        largest_count=0,
    )
    network = Network(ROWS, 15, [readout], [Projection(INPUT, 0, _weights())], output_layer=0)
    # Eight weight steps double the odds.
    scales = tuple(ClassScale(2**30, 30 + _FRACTION_BITS - 7, is_rest=label == "N") for label in _LABELS)
    settings = {"smoothing_ms": 40, "hold_off_ms": 100, "threshold": 20_000, "consecutive_ticks": 2, "rest_ticks": 5}
    provenance = {"licence": "CC0-1.0", "recipe": "made by hand: for tests, names chords of sines"}
    return Model(
        network,
        labels=_LABELS,
        layer_names=["readout"],
        provenance=json.dumps(provenance, sort_keys=True),
        front_end=SemitoneParameters(),
        decision=DecisionParameters(scales, **settings, kind=DecisionKind.TRACKING),
    )


def _weights():
    """int64 [channels, classes]: of the fine view; rest has none."""
    weights = np.zeros((ROWS, len(_LABELS)), np.int64)
    for band in range(BANDS):
        pitch_class = (band + _PITCH_CLASS_OF_FIRST_BAND) % 12
        for index, label in enumerate(_LABELS[1:], 1):
            weights[band, index] = _IN_CHORD if pitch_class in _triad(label) else _OUTSIDE
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
