"""How well the float network hears a split it was not trained on.

As `katydid-tools evaluate` does it: each clip from a fresh state, half a second of zeros after it,
noise (if any) over all of that, the class with the largest mean readout.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .augment import TAIL_SAMPLES, TICK_SAMPLES
from .data import CLIP_SAMPLES, Clip, Recordings
from .front_end import FrontEnd, stack_events
from .mixing import add_noise
from .network import KeywordNetwork

SPEECH_TICKS = CLIP_SAMPLES // TICK_SAMPLES
BATCH_SIZE = 256


@dataclass(frozen=True)
class Figures:
    """Accuracies in percent."""

    words: float
    """Clips of the words that were recognised."""
    others: float | None
    """Clips of other words that were taken for `unknown` or `silence`; None without any."""
    spike_rate: float
    """Spikes per neuron and tick of the clips, in percent."""
    events: float
    """Input events a second of the clips."""

    def __str__(self) -> str:
        others = "" if self.others is None else f"other words kept out {self.others:.0f} %, "
        return (
            f"words {self.words:.1f} %, {others}"
            f"spikes per neuron and tick {self.spike_rate:.1f} %, {self.events:.0f} events/s"
        )


class Measurement:
    """The clips of a split as events."""

    def __init__(
        self,
        recordings: Recordings,
        split: str,
        front_end: FrontEnd,
        signal_to_noise_db: float | None = None,
    ):
        clips = recordings.clips[split]
        rng = np.random.default_rng(0)
        scenes = [_scene(clip, recordings, signal_to_noise_db, rng) for clip in clips]
        self.events = torch.from_numpy(stack_events(front_end, scenes))
        self.classes = np.array([recordings.class_of(clip) for clip in clips])
        self.words = len(recordings.words)

    def measure(self, network: KeywordNetwork) -> Figures:
        readouts, rates = [], []
        for potentials, spikes in self._run(network):
            readouts.append(potentials.mean(0))
            rates.append(spikes[:SPEECH_TICKS].mean((0, 2)))
        classes = torch.cat(readouts).argmax(1).numpy()
        is_word = self.classes < self.words
        events = (self.events[:, :SPEECH_TICKS] != 0).sum((1, 2)).float().mean()
        return Figures(
            words=100 * float(np.mean(classes[is_word] == self.classes[is_word])),
            others=100 * float(np.mean(classes[~is_word] >= self.words))
            if not is_word.all()
            else None,
            spike_rate=100 * float(torch.cat(rates).mean()),
            events=float(events),
        )

    @torch.no_grad()
    def _run(self, network: KeywordNetwork) -> Iterator[tuple[Tensor, Tensor]]:
        """Potentials and spikes, some clips at a time, on the processor."""
        network.eval()
        device = next(network.parameters()).device
        for events in self.events.split(BATCH_SIZE):
            potentials, spikes = network(events.to(device).transpose(0, 1).float())
            yield potentials.cpu(), spikes.cpu()


def _scene(
    clip: Clip, recordings: Recordings, signal_to_noise_db: float | None, rng: np.random.Generator
) -> np.ndarray:
    scene = np.pad(clip.samples, (0, CLIP_SAMPLES + TAIL_SAMPLES - len(clip.samples)))
    if signal_to_noise_db is None:
        return scene
    noise = recordings.kept_noise[rng.integers(len(recordings.kept_noise))]
    start = int(rng.integers(len(noise) - len(scene) + 1))
    power = float(np.mean(np.square(clip.samples, dtype=np.float64)))
    return add_noise(scene, noise[start : start + len(scene)], power, signal_to_noise_db)
