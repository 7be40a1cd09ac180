"""Katydid on numpy arrays, exactly as the board computes it: the work is done by its shared library.

    import katydid

    # Samples to what was recognised.
    for event in katydid.Recognizer("words.kat", rate_hz=44_100).recognize(samples):
        print(event.time_seconds, event.label, event.score)

    # Input spikes to output spikes and potentials.
    spikes, membrane = katydid.Network("net.kat").run(inputs)  # [ticks, channels] to [ticks, neurons]

    # Samples to the input events of a network, for training.
    front_end = katydid.FrontEnd(katydid.FrontEndParameters.defaults())
    events = front_end.events(katydid.resample(samples, rate_hz=44_100))  # int8[ticks, 80]

What is computed is specified to the bit in `Sources/Katydid/Katydid.docc`.
"""

from .counters import Counters
from .front_end import FrontEnd, Output
from .gate_parameters import GateParameters
from .library import KatydidError, LibraryMissing
from .model import Model
from .network import Network, Recording
from .parameters import FrontEndParameters, SemitoneParameters
from .recognizer import Event, Recognizer, Settings
from .resampler import RATES_HZ, SAMPLE_RATE_HZ, resample

__all__ = [
    "RATES_HZ",
    "SAMPLE_RATE_HZ",
    "Counters",
    "Event",
    "FrontEnd",
    "FrontEndParameters",
    "GateParameters",
    "KatydidError",
    "LibraryMissing",
    "Model",
    "Network",
    "Output",
    "Recognizer",
    "Recording",
    "SemitoneParameters",
    "Settings",
    "resample",
]
__version__ = "0.1.0"
