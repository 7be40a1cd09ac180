"""The command line of `Tools/train`."""

import argparse
import sys
from pathlib import Path
from subprocess import CalledProcessError

import torch

from .data import DataError
from .keywords import Run, train_keywords
from .train import CheckpointError, Recipe

INPUT_ERROR = 65
TOOL_FAILED = 70
INTERRUPTED = 130


def main() -> int:
    parser = argparse.ArgumentParser(prog="Tools/train", description="Trains networks.")
    commands = parser.add_subparsers(dest="command", required=True)
    keywords = commands.add_parser(
        "keywords",
        help="words in audio",
        description="Trains a keyword network, packs it and evaluates it on the split dev.",
    )
    keywords.add_argument(
        "--data", type=Path, required=True, metavar="DIR",
        help="has keywords/manifest.csv (file, word, speaker, split), noise/ and, if possible, speech/",
    )  # fmt: skip
    keywords.add_argument(
        "--out", type=Path, default=Path("build/keywords"), metavar="DIR",
        help="for checkpoints, weights and the model (default: build/keywords)",
    )  # fmt: skip
    keywords.add_argument("--seed", type=int, default=Recipe.seed, metavar="N")
    keywords.add_argument(
        "--epochs", type=int, default=Recipe.epochs, metavar="N",
        help=f"times through the recordings (default: {Recipe.epochs})",
    )  # fmt: skip
    keywords.add_argument(
        "--neurons", type=int, default=Recipe.neurons, metavar="N",
        help=f"of the hidden layer (default: {Recipe.neurons})",
    )  # fmt: skip
    keywords.add_argument(
        "--resume", action="store_true", help="go on after the last epoch that was finished"
    )
    keywords.add_argument(
        "--no-pack", action="store_true", help="stop when the trained weights are written"
    )
    options = parser.parse_args()

    # One thread: the same sums in the same order on every run, and hardly slower.
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    recipe = Recipe(seed=options.seed, epochs=options.epochs, neurons=options.neurons)
    run = Run(options.data, options.out, recipe, options.resume, not options.no_pack)
    try:
        train_keywords(run)
    except (DataError, CheckpointError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return INPUT_ERROR
    except CalledProcessError as error:
        print(f"{parser.prog}: failed: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return TOOL_FAILED
    except KeyboardInterrupt:
        print(f"\n{parser.prog}: stopped; --resume goes on after the last epoch", file=sys.stderr)
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
