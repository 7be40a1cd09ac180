"""How far two runs of a network agree."""

from dataclasses import dataclass

import numpy as np

from .case import Case

LEAST_SAME_TICK = 0.999
LARGEST_RATE_DIFFERENCE = 0.02
LEAST_SAME_DECISIONS = 0.99
LARGEST_MEMBRANE_ERROR = 0.001
FEWEST_SPIKES = 300
"""A network that hardly fires shows nothing."""


@dataclass
class Agreement:
    """A row of the table; None where something cannot be said of the network.

    - spikes: of the output layer, in the framework.
    - same_tick: share of the spikes that both runs have at the same neuron in the same tick, of all that either has.
    - rate_difference: sum over the outputs of how much their spike counts, or the sums of their potentials, differ, by
      the sum of the framework's.
    - membrane_error: largest difference of potentials, by the largest potential.
    - decisions, same_decisions: how many, and the share that is the same.
    """

    ticks: int
    rate_difference: float
    spikes: int | None = None
    same_tick: float | None = None
    membrane_error: float | None = None
    decisions: int | None = None
    same_decisions: float | None = None

    def misses(self, weights: str) -> list[str]:
        """Which bounds the run misses, for people to read."""
        found = []
        if self.spikes is not None and self.spikes < FEWEST_SPIKES:
            found.append(f"{self.spikes} spikes, too few to tell")
        if weights == "grid" and self.same_tick is not None and self.same_tick < LEAST_SAME_TICK:
            found.append(f"{self.same_tick:.2%} of the spikes on the same tick")
        # The potentials of a readout go up and down, so that their sum over all classes says nothing.
        of_rates = weights != "trained" or self.spikes is not None
        if of_rates and self.rate_difference > LARGEST_RATE_DIFFERENCE:
            found.append(f"rates differ by {self.rate_difference:.2%}")
        if weights == "grid" and self.membrane_error is not None and self.membrane_error > LARGEST_MEMBRANE_ERROR:
            found.append(f"potentials differ by {self.membrane_error:.2%}")
        if self.same_decisions is not None and self.same_decisions < LEAST_SAME_DECISIONS:
            found.append(f"{self.same_decisions:.2%} of the decisions are the same")
        return found


def compare(case: Case, packed: np.ndarray) -> Agreement:
    """The framework's output beside [ticks, outputs] of the packed network."""
    ours, theirs = packed.astype(float), case.output.astype(float)
    sums = ours.sum(axis=0), theirs.sum(axis=0)
    agreement = Agreement(len(theirs), float(np.abs(sums[0] - sums[1]).sum() / max(np.abs(sums[1]).sum(), 1)))
    if case.observed == "membrane":
        agreement.membrane_error = float(np.abs(ours - theirs).max() / np.abs(theirs).max())
    else:
        agreement.spikes = int(theirs.sum())
        either = max(np.maximum(ours, theirs).sum(), 1)
        agreement.same_tick = float(np.minimum(ours, theirs).sum() / either)
    if case.decision_ticks:
        same = decisions(ours, case.decision_ticks) == decisions(theirs, case.decision_ticks)
        agreement.decisions, agreement.same_decisions = len(same), float(same.mean())
    return agreement


def decisions(output: np.ndarray, ticks: int) -> np.ndarray:
    """The output that is largest in the sum over each stretch of so many ticks."""
    return output.reshape(-1, ticks, output.shape[1]).sum(axis=1).argmax(axis=1)


def first_difference(case: Case, packed: np.ndarray) -> tuple[int, int] | None:
    """Tick and output where the spikes differ first."""
    where = np.argwhere(packed != case.output)
    return tuple(int(index) for index in where[0]) if len(where) else None
