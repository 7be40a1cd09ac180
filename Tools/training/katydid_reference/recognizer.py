"""The whole path: samples to front end to network to decision to events."""

from dataclasses import dataclass

import numpy as np

from .decision import Decision, Event
from .framer import HOP_SAMPLES
from .front_end import FrontEnd
from .network import Simulation
from .tables import SAMPLE_RATE_HZ


@dataclass
class Tick:
    """What one tick of the network came to."""

    inputs: np.ndarray
    """The values of the 80 input channels, int64."""
    spikes: list[int]
    """The sum of the spike counts of each layer."""
    readout: list[int]
    """Potentials of the output layer in each neuron's unit."""
    logits: list[int]
    """Q10 in units of log 2."""
    scores: list[int]
    """Softmax of the smoothed logits, Q15."""
    event: Event | None
    current: int | None
    """The current class of a decision that tracks."""


class Recognizer:
    """From a fresh state; `model` has a front end and a decision."""

    def __init__(self, model):
        hops_per_tick = model.front_end.hops_per_tick
        self.samples_per_tick = hops_per_tick * HOP_SAMPLES
        """An event's time is `(tick + 1) * samples_per_tick` samples."""
        self._front_end = FrontEnd(model.front_end)
        self._simulation = Simulation(model.network)
        self._decision = Decision(model.decision, 1000 * self.samples_per_tick // SAMPLE_RATE_HZ)

    def push(self, samples):
        """Yields a Tick for every tick that `samples` (16 kHz, Int16) complete."""
        for hop in self._front_end.push(samples):
            if hop.events is not None:
                yield self._tick(hop.events)

    def _tick(self, inputs):
        counts = self._simulation.step(inputs)
        output = self._simulation.network.output_layer
        readout = self._simulation.states[output].membrane.tolist()
        event = self._decision.step(readout)
        spikes = [int(c.sum()) for c in counts]
        decision = self._decision
        return Tick(inputs, spikes, readout, list(decision.logits), list(decision.scores), event, decision.current)
