"""The command line: `python -m katydid_training.chords scenes|clips --out DIR`."""

import sys
from pathlib import Path

from ..command_line import Parser
from .config import FONTS, Config, ConfigError
from .fluidsynth import SynthesiserError
from .instruments import FAMILIES
from .keyboard import Register
from .store import make_clips, make_scenes
from .vocabulary import MAJOR_AND_MINOR, QUALITIES

NO_INPUT = 66


def main() -> int:
    parser = Parser(prog="katydid_training.chords", description="Renders chords with their truth.")
    add = parser.add_argument
    add("kind", choices=("scenes", "clips"), help="to train on; single chords to measure on")
    add("--out", type=Path, required=True, metavar="DIR", help="for FLAC files and their labels")
    add("--count", type=int, default=100, metavar="N", help="(default: 100)")
    add("--seed", type=int, default=0, metavar="N", help="of the first one (default: 0)")
    add("--processes", type=int, default=1, metavar="N", help="(default: 1)")
    add("--data", type=Path, metavar="DIR", help="with folders noise and speech")
    add("--seconds", type=float, default=Config.seconds, metavar="S", help="of a scene")
    add(
        "--font", dest="fonts", action="append", metavar="FILE",
        help=f"a sound font; may be repeated (default: {', '.join(FONTS)})",
    )  # fmt: skip
    add(
        "--family", dest="families", action="append", metavar="NAME",
        help=f"who plays; may be repeated (default: all of {', '.join(FAMILIES)})",
    )  # fmt: skip
    add(
        "--without-family", dest="left_out", action="append", default=[], metavar="NAME",
        help="who does not play; may be repeated",
    )  # fmt: skip
    registers = [register.name.lower() for register in Register]
    add(
        "--register", dest="registers", action="append", choices=registers,
        help="of the lowest key of a chord: below C4, below C5, above; may be repeated (default: all)",
    )  # fmt: skip
    add(
        "--quality", dest="qualities", action="append", metavar="NAME",
        help=f"of chords; may be repeated (default: {', '.join(MAJOR_AND_MINOR)}; "
        f"there are {', '.join(QUALITIES)})",
    )  # fmt: skip
    add(
        "--noise-share", type=float, default=Config.noise_share, metavar="SHARE",
        help=f"of what is noisy (default: {Config.noise_share:g})",
    )  # fmt: skip
    add(
        "--snr", type=float, nargs=2, default=Config.snr_db, metavar=("LOW", "HIGH"),
        help="of the noise, in dB (default: {:g} {:g})".format(*Config.snr_db),
    )  # fmt: skip
    options = parser.parse_args()
    if options.count < 1 or options.processes < 1 or options.seed < 0:
        parser.error("--count and --processes start at 1, --seed at 0")
    if unknown := set(options.left_out) - set(FAMILIES):
        parser.error(f"no family {', '.join(unknown)}: there are {', '.join(FAMILIES)}")
    if options.data is not None and not options.data.is_dir():
        print(f"{parser.prog}: --data {options.data}: no such folder", file=sys.stderr)
        return NO_INPUT
    try:
        config = Config(
            fonts=tuple(options.fonts or FONTS),
            families=tuple(
                name for name in options.families or FAMILIES if name not in options.left_out
            ),
            registers=tuple(Register[name.upper()] for name in options.registers or registers),
            qualities=tuple(options.qualities or MAJOR_AND_MINOR),
            seconds=options.seconds,
            noise_share=options.noise_share,
            snr_db=tuple(options.snr),
            data=options.data,
        )
    except ConfigError as error:
        parser.error(str(error))
    seeds = range(options.seed, options.seed + options.count)
    make = make_scenes if options.kind == "scenes" else make_clips
    try:
        make(options.out, config, seeds, options.processes)
    except ConfigError as error:
        parser.error(str(error))
    except SynthesiserError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return NO_INPUT
    return 0


if __name__ == "__main__":
    sys.exit(main())
