"""Running audio made of the clips of a split: what the decision will live on.

As `katydid-tools evaluate-stream --level -26` does it: clips in a random order at one level, random
gaps between them, steady noise 20 dB below, and the state carried over from word to word.
"""

from dataclasses import dataclass

import numpy as np
import torch

from .data import SAMPLE_RATE, Recordings
from .front_end import FrontEnd
from .mixing import at_power
from .network import TICK_SECONDS, KeywordNetwork

STREAMS = 12
GAP_SECONDS = (0.8, 2.0)
GRACE_SECONDS = 0.5
"""As long after the clip may its event come."""
LEVEL_DB = -26
"""Mean power of a clip, relative to full scale."""
LARGEST_GAIN = 10
NOISE_BELOW_DB = 20


@dataclass(frozen=True)
class Spoken:
    """A clip in a stream, in ticks; `last` is still its own."""

    start: int
    last: int
    label: int


@dataclass(frozen=True)
class Stream:
    samples: np.ndarray
    """int16"""
    clips: list[Spoken]


def streams(
    recordings: Recordings, split: str, count: int = STREAMS, seed: int = 1
) -> list[Stream]:
    """The clips of a split in so many streams."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(recordings.clips[split]))
    return [_stream(recordings, split, part, rng) for part in np.array_split(order, count)]


def _stream(
    recordings: Recordings, split: str, order: np.ndarray, rng: np.random.Generator
) -> Stream:
    power = 32_768**2 * 10 ** (LEVEL_DB / 10)
    parts: list[np.ndarray] = []
    clips: list[Spoken] = []
    length = 0

    def append(samples: np.ndarray) -> None:
        nonlocal length
        parts.append(samples)
        length += len(samples)

    for index in order:
        append(np.zeros(int(SAMPLE_RATE * rng.uniform(*GAP_SECONDS)), np.float32))
        clip = recordings.clips[split][index]
        start = length
        own = max(float(np.mean(np.square(clip.samples, dtype=np.float64))), 1e-6)
        append(clip.samples * np.float32(min(np.sqrt(power / own), LARGEST_GAIN)))
        last = length + int(SAMPLE_RATE * GRACE_SECONDS)
        clips.append(Spoken(_tick(start), _tick(last), recordings.class_of(clip)))
    append(np.zeros(SAMPLE_RATE, np.float32))
    track = np.concatenate([at_power(noise, 1, 0) for noise in recordings.kept_noise])
    noise = np.resize(np.roll(track, -int(rng.integers(len(track)))), length)
    samples = np.concatenate(parts) + at_power(noise, power, -NOISE_BELOW_DB)
    return Stream(np.clip(np.rint(samples), -32768, 32767).astype(np.int16), clips)


def _tick(sample: int) -> int:
    """The tick that a sample is in."""
    return int(sample / (SAMPLE_RATE * TICK_SECONDS))


@torch.no_grad()
def readouts(network: KeywordNetwork, events: list[np.ndarray]) -> list[np.ndarray]:
    """Potentials [ticks, classes] of recordings of different lengths from a fresh state."""
    network.eval()
    longest = max(map(len, events))
    together = np.stack([np.pad(e, ((0, longest - len(e)), (0, 0))) for e in events], 1)
    device = next(network.parameters()).device
    potentials = network(torch.from_numpy(together).to(device).float())[0].cpu().numpy()
    return [potentials[: len(e), index] for index, e in enumerate(events)]


def input_events(front_end: FrontEnd, recordings: list[np.ndarray]) -> list[np.ndarray]:
    """int8 [ticks, channels] of each."""
    return [front_end.events(samples) for samples in recordings]
