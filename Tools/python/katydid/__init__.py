"""Katydid's audio front end as numpy arrays, exactly as the board computes it.

A front end turns 16 kHz mono samples into the levels of mel or semitone bands and those into the input
events of the network; `Sources/Katydid/Katydid.docc/FrontEnd.md` specifies it to the bit. The work is done by the
shared library that `swift build -c release --product KatydidC` makes, so training sees what the
board will see.

    import katydid

    front_end = katydid.FrontEnd(katydid.FrontEndParameters.defaults())
    events = front_end.events(katydid.resample(samples, rate_hz=44_100))  # int8[ticks, 80]
"""

from .front_end import FrontEnd, Output
from .gate_parameters import GateParameters
from .library import KatydidError, LibraryMissing
from .parameters import FrontEndParameters, SemitoneParameters
from .resampler import RATES_HZ, SAMPLE_RATE_HZ, resample

__all__ = [
    "RATES_HZ",
    "SAMPLE_RATE_HZ",
    "FrontEnd",
    "FrontEndParameters",
    "GateParameters",
    "KatydidError",
    "LibraryMissing",
    "Output",
    "SemitoneParameters",
    "resample",
]
__version__ = "0.1.0"
