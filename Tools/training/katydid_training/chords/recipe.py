"""How the chord network is trained; the standard values are the recipe of the shipped model."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    seed: int = 1
    scenes: int = 3600
    steps: int = 12_000
    batch_size: int = 32
    window_ticks: int = 150
    """What is seen of a scene at a time, from anywhere in it."""
    kinds: int = 24
    """Of hidden neurons, of which there are twelve each."""
    connectivity: float = 1.0
    """Share of the tied input and recurrent weights that are connections, by DEEP R if below 1."""
    drift: float = 1e-3
    temperature: float = 0.0
    dropout: float = 0.1
    learning_rate: float = 1e-2
    warm_up_share: float = 0.15
    weight_decay: float = 1e-4
    largest_gradient: float = 2.0
    label_smoothing: float = 0.02
    settling_ticks: int = 5
    """At the start of a window, from a fresh state: not judged."""
    ignored_ticks: int = 2
    """After a change of the chord: not judged."""
    onset_ticks: int = 10
    """After a change to a chord: judged with another weight."""
    onset_weight: float = 2.0
    none_weight: float = 1.0
    """Of ticks at which no chord sounds."""
    target_rate: float = 0.06
    """Spikes per neuron and tick."""
    least_rate: float = 0.012
    rate_weight: float = 0.1
