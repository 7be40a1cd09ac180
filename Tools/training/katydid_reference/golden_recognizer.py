"""The golden cases of the whole path: small random networks that hear a clip, one behind a front end of each kind.

They recognise nothing, but they make events. Records of `recognizer.golden` and `recognizer-semitone.golden`:
`samples`; a row for every tick of `inputs` (80 or 168), `spikes` (sum of each layer), `readout`, `logits`,
`scores` (each class); and `events`: tick, class, score, time in samples.
"""

import json

import numpy as np

from .decision import ClassScale, DecisionParameters
from .fixed_point import quantize_coupling
from .front_end import FrontEnd
from .model import INPUT, Kind, Model
from .network import Simulation
from .parameters import draw_network
from .random_networks import calibrate
from .recipes import LayerRecipe, Recipe, Route
from .recognizer import Recognizer

_LABELS = ["silence", "unknown", "left", "yes"]
_NEVER_EVENTS = 2


def recognizer_samples(clip):
    """The clip with half a second of silence after it, as a file is recognised."""
    return np.concatenate([clip, np.zeros(8_000, np.int64)])


def recognizer_model(samples, front_end, seed):
    """A network drawn from `seed` behind a front end with the parameters `front_end`; its rate of spikes suits `samples`."""
    inputs = np.array([hop.events for hop in FrontEnd(front_end).push(samples) if hop.events is not None])
    rng = np.random.RandomState(seed)
    layers = [LayerRecipe(Kind.ADLIF, 32), LayerRecipe(Kind.LI, len(_LABELS), largest_count=0)]
    routes = [Route(INPUT, 0), Route(0, 0), Route(0, 1)]
    recipe = Recipe(inputs.shape[1], front_end.limit, layers, routes, longest_time_constant_ticks=10.0)
    network = draw_network(recipe, rng)
    calibrate(network, inputs)
    provenance = {"licence": "CC0-1.0", "recipe": "random weights: for tests, recognises nothing"}
    return Model(
        network,
        labels=_LABELS,
        layer_names=["hidden", "readout"],
        provenance=json.dumps(provenance, sort_keys=True),
        front_end=front_end,
        decision=_decision(network, inputs),
    )


def _decision(network, inputs):
    """Scales that bring the largest potential of each class to six doublings of its odds."""
    simulation = Simulation(network)
    largest = np.ones(len(_LABELS))
    for row in inputs:
        simulation.step(row)
        largest = np.maximum(largest, np.abs(simulation.states[-1].membrane))
    scales = zip(*quantize_coupling(6 * 1024 / largest))
    classes = (ClassScale(int(m), int(s), c >= _NEVER_EVENTS) for c, (m, s) in enumerate(scales))
    return DecisionParameters(tuple(classes), smoothing_ms=100, hold_off_ms=200, threshold=2**14, consecutive_ticks=2)


def recognizer_records(model, samples):
    recognizer = Recognizer(model)
    ticks = list(recognizer.push(samples))
    events = [tick.event for tick in ticks if tick.event is not None]
    return {
        "samples": samples,
        "inputs": [tick.inputs for tick in ticks],
        "spikes": [tick.spikes for tick in ticks],
        "readout": [tick.readout for tick in ticks],
        "logits": [tick.logits for tick in ticks],
        "scores": [tick.scores for tick in ticks],
        "events": [(e.tick, e.class_index, e.score, (e.tick + 1) * recognizer.samples_per_tick) for e in events],
    }
