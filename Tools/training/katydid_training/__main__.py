"""The command line of `Tools/train`."""

import sys
from subprocess import CalledProcessError

import torch

from .chords.command import add_chords
from .chords.config import ConfigError
from .chords.fluidsynth import SynthesiserError
from .chords.program import ProgramError
from .command_line import Parser
from .data import DataError
from .errors import MissingError
from .keywords_command import add_keywords
from .optimisation import CheckpointError
from .seeds import SeedFailed

INPUT_ERROR = 65
MISSING = 66
TOOL_FAILED = 70
INTERRUPTED = 130


def main() -> int:
    parser = Parser(prog="Tools/train", description="Trains networks.")
    commands = parser.add_subparsers(required=True, metavar="keywords|chords")
    add_keywords(commands)
    add_chords(commands)
    options = parser.parse_args()

    # One thread: the same sums in the same order on every run, and hardly slower.
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    try:
        options.start(options, " ".join(["Tools/train", *sys.argv[1:]]))
    except (MissingError, SynthesiserError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return MISSING
    except (DataError, ConfigError, CheckpointError, SeedFailed) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return INPUT_ERROR
    except ProgramError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except CalledProcessError as error:
        print(f"{parser.prog}: failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return TOOL_FAILED
    except KeyboardInterrupt:
        print(
            f"\n{parser.prog}: stopped; --resume goes on after the last checkpoint", file=sys.stderr
        )
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
