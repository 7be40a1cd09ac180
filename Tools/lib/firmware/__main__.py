"""The command line of `Tools/run-firmware`."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from sound_file import RATE_HZ

from . import build, machine
from .cores import CORES
from .failure import USAGE, Failure
from .report import report


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def arguments() -> argparse.Namespace:
    parser = Parser(
        prog="run-firmware",
        description="Builds the firmware for a core with a recording linked in, runs it on an"
        " emulated board, and prints its events as `katydid recognize --json` does; then one object"
        " with instructions a hop of 10 ms, and bytes.",
        epilog="Exit codes: 65 bad recording or model, 66 no such file, 70 trap, stack overflow or"
        " missed deadline.",
    )
    parser.add_argument("core", choices=CORES, metavar="CORE", help=", ".join(CORES))
    parser.add_argument("file", metavar="FILE", help="a recording: 16 bits, 16 kHz, mono")
    parser.add_argument(
        "--model", default="keywords", help="keywords (the default), chords, or a .kat file"
    )
    parser.add_argument(
        "--mips", type=int, default=125, choices=machine.SPEEDS, metavar="N",
        help="millions of instructions a second of the emulated core, on which its deadlines depend: "
        + ", ".join(map(str, machine.SPEEDS)) + "; 125 unless given",
    )  # fmt: skip
    parser.add_argument(
        "--stack-bytes", type=int, metavar="N", help="size of the stack, unless the linker script's"
    )
    return parser.parse_args()


def progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def event_line(event: str, file: str) -> str:
    """An event as `katydid recognize --json` prints it: with the file, which the firmware does not know."""
    return f'{event.removesuffix("}")}, "file": {json_string(file)}}}'


def json_string(text: str) -> str:
    escaped = (
        f"\\{c}" if c in '"\\' else f"\\u{ord(c):04x}" if c < " " else c
        for c in text
    )  # fmt: skip
    return f'"{"".join(escaped)}"'


def run(options: argparse.Namespace) -> None:
    core = CORES[options.core]
    folder = Path(os.environ.get("KATYDID_CALLED_FROM", "."))
    played = build.recording(folder / options.file)
    name = options.model if options.model in build.BUILT_IN else str(folder / options.model)
    progress(f"building for {core.name}")
    image = build.build(core, build.model(name), played, options.stack_bytes)
    progress("running")
    limit_seconds = 60 + 4 * len(played) / (2 * RATE_HZ)
    measured = machine.run(
        image, core, options.mips, limit_seconds,
        lambda event: print(event_line(event, options.file), flush=True),
    )  # fmt: skip
    print(json.dumps(report(measured, machine.instructions_per_tick(options.mips))))


def main() -> int:
    try:
        run(arguments())
    except Failure as failure:
        print(f"run-firmware: {failure}", file=sys.stderr)
        return failure.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
