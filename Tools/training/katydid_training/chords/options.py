"""What `Tools/evaluate-chords` is told."""

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from ..command_line import USAGE_ERROR
from ..model import ROOT
from .attack import LEAD_SECONDS
from .comparison import SETTLING_SECONDS
from .conditions import Conditions
from .recordings import CLIPS_PER_RECORDING, LONGEST_SECONDS

PROG = "Tools/evaluate-chords"
MOST_CENTS = 1200
DATA = ROOT.parent / "shared" / "data"

DESCRIPTION = f"""\
Plays recordings of single chords to katydid, one right after the other (at most {LONGEST_SECONDS} s
of each, about {CLIPS_PER_RECORDING} in a recording, in random order), and scores the labels that it
prints with mir_eval. A label holds until the next one; before the first there is none (N).
Clips begin at most {1000 * LEAD_SECONDS:g} ms before their attack, the first 10 ms whose peak is over a tenth (-20 dB)
of the largest in the clip: what is quiet before it is cut off, so that no chord is due before it
sounds."""

FIGURES = f"""\
figures:
  recall         share of the time at which the label is right (mir_eval's majmin), latency included
  from {SETTLING_SECONDS:g} s    the same without the first {SETTLING_SECONDS:g} s of each chord
  at end         share of the chords at whose end the label is right
  latency        from the start of a chord until its label is printed, median; chords whose label stands
                 already do not count, those that are never right count as infinitely late
  changes        of the label, for each chord
"""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE_ERROR, f"{self.prog}: {message}; --help lists the options\n")


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Of the process by default. Ends it with `USAGE_ERROR` and a message if they are wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.snr is not None and options.noise is None:
        parser.error("--snr says how loud the noise is: give --noise DIR, too")
    if options.latencies and not options.latencies.absolute().parent.is_dir():
        parser.error(f"--latencies {options.latencies}: its folder is not there; make it first")
    return options


def conditions(options: argparse.Namespace) -> Conditions:
    return Conditions(
        detune_cents=options.detune,
        noise_folder=options.noise,
        signal_to_noise_db=Conditions.signal_to_noise_db if options.snr is None else options.snr,
        gain_db=options.gain,
    )


def _parser() -> Parser:
    parser = Parser(
        prog=PROG,
        description=DESCRIPTION,
        epilog=FIGURES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--model", default="chords", metavar="NAME|FILE.kat", help="default: chords")
    add(
        "--manifest", type=Path, nargs="+", action="extend", metavar="FILE.csv",
        help="clips to play: columns file, label in Harte syntax (C:maj, F#:min, N) and perhaps note, by which they "
        "are grouped (default: every chords/NAME/manifest.csv of --data)",
    )  # fmt: skip
    add(
        "--data", type=Path, default=DATA, metavar="DIR",
        help="a folder with the folder chords (default: ../shared/data beside the checkout)",
    )  # fmt: skip
    add(
        "--noise", type=Path, metavar="DIR",
        help="play recordings of noise from this folder at the same time",
    )  # fmt: skip
    add(
        "--snr", type=_number, metavar="DB",
        help="how far it lies below the mean power of the recording "
        f"(default: {Conditions.signal_to_noise_db:g})",
    )  # fmt: skip
    add("--gain", type=_number, default=0, metavar="DB", help="make everything louder or quieter")
    add(
        "--detune", type=_cents, default=0, metavar="CENTS",
        help="tune the instruments higher or lower",
    )  # fmt: skip
    add("--seed", type=_seed, default=1, metavar="N", help="of the order of the clips (default: 1)")
    add(
        "--hold", type=_number, metavar="S",
        help="least time a label stands, for katydid (default: the model's)",
    )  # fmt: skip
    add("--json", action="store_true", help="print all figures, and each label's, as JSON")
    add(
        "--lab", type=Path, metavar="DIR",
        help="write each recording (.wav), its truth and what was printed (.lab) into this folder",
    )  # fmt: skip
    add(
        "--latencies", type=Path, metavar="FILE.csv",
        help="write a line for each clip: truth, latency (empty: the label stood already; inf: it never came), "
        "changes, label at its end",
    )  # fmt: skip
    return parser


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number")
    return number


def _cents(text: str) -> float:
    cents = _number(text)
    if abs(cents) > MOST_CENTS:
        raise argparse.ArgumentTypeError(f"{text} is more than an octave, {MOST_CENTS} cents")
    return cents


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 on")
    return int(text)
