"""The board's front end: the only way from samples to what the network is trained on."""

from collections.abc import Iterable
from typing import Protocol

import katydid
import numpy as np

__all__ = ["BANDS", "CHANNELS", "PARAMETERS", "FrontEnd", "board_front_end", "stack_events"]

PARAMETERS = katydid.FrontEndParameters.defaults()
"""What the network is trained with is also what is packed beside it."""
BANDS, CHANNELS = PARAMETERS.bands, PARAMETERS.channels


class FrontEnd(Protocol):
    def events(self, samples: np.ndarray) -> np.ndarray:
        """Input events of a recording from a fresh state: int8 [ticks, channels] of int16 [samples].

        Rises of each band first, then falls.
        """


def board_front_end() -> FrontEnd:
    """The library that the board runs; raises `katydid.LibraryMissing` if it is not built."""
    return katydid.FrontEnd(PARAMETERS)


def stack_events(front_end: FrontEnd, recordings: Iterable[np.ndarray]) -> np.ndarray:
    """int8 [recordings, ticks, channels] of recordings of equal length."""
    return np.stack([front_end.events(samples) for samples in recordings])
