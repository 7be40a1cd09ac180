"""What a set of random networks does: proof that it tests something."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from .model import Kind


@dataclass
class Summary:
    """Shares over all networks added; `str` is the report."""

    networks: int = 0
    layers: int = 0
    totals: Counter = field(default_factory=Counter)
    """Sum of each counter."""
    having: Counter = field(default_factory=Counter)
    """Networks in which each counter is above 0, and networks with each trait."""
    rates: list[float] = field(default_factory=list)
    """Share of neurons and ticks with a spike, of spiking layers without extreme parameters."""

    def add(self, recipe, network, inputs, expected):
        """`inputs` is int64 [ticks, channels], `expected` the text of `.expected`."""
        *ticks, last = expected.splitlines()
        self.networks += 1
        self.layers += len(network.layers)
        for name, value in (item.split("=") for item in last.split()[1:]):
            self.totals[name] += int(value)
            self.having[name] += int(value) > 0
        active = np.zeros((len(ticks), len(network.layers)))
        largest = 0
        for row, line in zip(active, ticks):
            for spike in line.split()[0].split(","):
                if spike != "-":
                    layer, _, count = spike.split(":")
                    row[int(layer)] += 1
                    largest = max(largest, int(count))
        most = max(active.max(), np.count_nonzero(inputs, axis=1).max())
        self.having["more than 256 active sources"] += most > 256
        self.having["several spikes in a tick"] += largest > 1
        self.having["255 spikes in a tick"] += largest == 255
        layers = network.layers
        self.having["raised LIF"] += any(layer.kind == Kind.RAISED_LIF for layer in layers)
        self.having["a held potential"] += any(layer.holds_in_refractory for layer in layers)
        self.having["a lower bound"] += any(layer.lower_bound is not None for layer in layers)
        for trait in recipe.traits:
            self.having[trait] += 1
        if not recipe.is_extreme:
            rates = active.mean(axis=0) / [layer.neurons for layer in network.layers]
            is_spiking = [layer.kind != Kind.LI for layer in network.layers]
            self.rates += list(rates[is_spiking])

    def __str__(self):
        rates = np.array(self.rates)
        usual = np.mean((rates >= 0.01) & (rates <= 0.6))
        quartiles = ", ".join(f"{q:.3f}" for q in np.quantile(rates, (0.25, 0.5, 0.75)))
        lines = [
            f"{self.networks} networks, {self.layers} layers",
            f"spike rate of {rates.size} spiking layers: 1 % to 60 % in {usual:.0%}, "
            f"0 in {np.mean(rates == 0):.0%}; quartiles {quartiles}",
        ]
        lines += [f"{name}: {n} in all" for name, n in self.totals.items()]
        shares = {name: n / self.networks for name, n in self.having.items()}
        lines += [f"networks with {name}: {share:.0%}" for name, share in shares.items()]
        return "\n".join(lines)
