"""The front end of kind mel behind the gate: frames to bands to changes of bands (`FrontEnd.md`)."""

from dataclasses import dataclass

import numpy as np

from . import fft, mel
from .encoder import Encoder
from .levels import features
from .normaliser import Normaliser
from .tables import HANN_Q14

_WINDOW = np.array(HANN_Q14 + HANN_Q14[-2:0:-1], np.int64)


@dataclass
class MelFrame:
    """What an open hop computes; int64 arrays."""

    windowed: np.ndarray
    """[512], Q14."""
    exponent: int | None
    """The block exponent s; None if the frame is empty."""
    re: np.ndarray
    im: np.ndarray
    """[255], bins 1...255."""
    energies: np.ndarray
    """[40]."""
    features: np.ndarray
    """[40], Q10."""
    values: np.ndarray
    """[40], Q10: without the running mean."""


class MelAnalysis:
    def __init__(self, parameters):
        self.frame = None
        """Of the last open hop."""
        self._floor = parameters.floor
        self._normaliser = Normaliser(parameters)
        self._encoder = Encoder(parameters)

    def take_hop(self, samples, opens):
        """Takes the frame of an open hop."""
        windowed = fft.windowed(samples, _WINDOW)
        exponent = fft.block_exponent(windowed)
        re, im = fft.spectrum(windowed, exponent or 0)
        energies = mel.band_energies(re, im)
        levels = features(energies, exponent or 0, self._floor)
        values = self._normaliser.update(levels)
        self._encoder.add(values)
        self.frame = MelFrame(windowed, exponent, re, im, energies, levels, values)

    def end_tick(self, is_open):
        """The events of the tick: values per channel, int64 [80]."""
        return self._encoder.end_tick()
