"""What a model makes of a recording, tick by tick, with the integers of the board.

The front end is the library that the board runs, the network and the decision are the Python reference,
which has the same bits.
"""

from dataclasses import dataclass
from pathlib import Path

import katydid
import numpy as np
from katydid_reference import blob
from katydid_reference.decision import Decision
from katydid_reference.network import Simulation

from ..progress import progress

HOP_SECONDS = 0.01
SILENCE_SECONDS = 0.5
"""Pushed after the end of a recording, as `katydid recognize` does."""


class TraceError(Exception):
    """The model does not recognise sound; the message says what is missing."""


@dataclass(frozen=True)
class Detection:
    """An event of the decision."""

    seconds: float
    """Audio time at the end of its tick."""
    label: str
    score: float


@dataclass(frozen=True)
class Trace:
    samples: np.ndarray
    """int16 at 16 kHz, with the silence after the recording."""
    features: np.ndarray
    """float64 [hops, bands]: log2 units above the floor; NaN where the gate was closed."""
    events: np.ndarray
    """Input events [ticks, channels]: rises of each band, then falls."""
    spikes: list[np.ndarray]
    """Of each layer before the output layer, bool [ticks, neurons]."""
    logits: np.ndarray
    """float64 [ticks, classes], natural: the readout's potentials on one scale."""
    scores: np.ndarray
    """float64 [ticks, classes]: softmax of the smoothed logits, what the decision compares."""
    detections: list[Detection]
    labels: list[str]
    is_word: list[bool]
    """Of each class, whether it may make events."""
    threshold: float
    tick_seconds: float


def trace(samples: np.ndarray, model: Path) -> Trace:
    """Runs int16 samples of 16 kHz from a fresh state. Raises `TraceError` for a bare network, and what
    `katydid.FrontEnd` raises."""
    content = model.read_bytes()
    front_end = katydid.FrontEnd(content)
    parts = blob.read(content)
    if parts.decision is None or parts.labels is None:
        raise TraceError(
            f"{model}: has no decision or no labels; pack it with --decision and labels"
        )
    samples = np.append(samples, np.zeros(int(SILENCE_SECONDS * katydid.SAMPLE_RATE_HZ), np.int16))
    output = front_end.push(samples)
    tick_seconds = HOP_SECONDS * front_end.hops_per_tick

    simulation = Simulation(parts.network)
    decision = Decision(parts.decision, round(1000 * tick_seconds))
    hidden = range(parts.network.output_layer)
    spikes, logits, scores, detections = [], [], [], []
    for row in progress("network", output.events.astype(np.int64), len(output.events)):
        counts = simulation.step(row)
        spikes.append([counts[layer] > 0 for layer in hidden])
        event = decision.step(simulation.states[parts.network.output_layer].membrane)
        logits.append(list(decision.logits))
        scores.append(list(decision.scores))
        if event is not None:
            seconds = (event.tick + 1) * tick_seconds
            label = parts.labels[event.class_index]
            detections.append(Detection(seconds, label, event.score / 2**15))
    return Trace(
        samples=samples,
        features=np.where(output.is_open[:, None], output.features / 1024, np.nan),
        events=output.events,
        spikes=[np.array([row[layer] for row in spikes]) for layer in hidden],
        logits=np.array(logits) / 1024 * np.log(2),
        scores=np.array(scores) / 2**15,
        detections=detections,
        labels=parts.labels,
        is_word=[scale.is_event for scale in parts.decision.classes],
        threshold=parts.decision.threshold / 2**15,
        tick_seconds=tick_seconds,
    )
