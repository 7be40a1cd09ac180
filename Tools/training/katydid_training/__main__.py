"""The command line of `Tools/train`."""

import argparse
import sys
from pathlib import Path
from subprocess import CalledProcessError

import torch

from .data import DataError
from .fine_tune import FineTuneRecipe
from .keywords import Run, train_keywords
from .seeds import SeedFailed
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
        description="Trains a keyword network on recordings of words, packs it, and writes its model card.",
        epilog="Everything is chosen on the split dev. The split check is measured only with --check, once, at the end.",
    )
    add = keywords.add_argument
    add(
        "--data", type=Path, required=True, metavar="DIR",
        help="a folder with a folder of recordings for each word, or a manifest .csv (file, word, maybe speaker "
        "and split); noise/ and speech/ beside it",
    )  # fmt: skip
    add(
        "--words", type=lambda text: text.split(","), metavar="A,B,…",
        help="what to recognise (default: every word with enough recordings)",
    )  # fmt: skip
    add(
        "--out", type=Path, default=Path("build/keywords"), metavar="DIR",
        help="for checkpoints, the model and its card (default: build/keywords)",
    )  # fmt: skip
    add(
        "--seeds", type=int, default=3, metavar="N",
        help="networks to train, side by side; the best on dev is packed (default: 3)",
    )  # fmt: skip
    add("--seed", type=int, default=Recipe.seed, metavar="N", help="the first one (default: 1)")
    add(
        "--epochs", type=int, default=Recipe.epochs, metavar="N",
        help=f"times through the recordings (default: {Recipe.epochs})",
    )  # fmt: skip
    add(
        "--neurons", type=int, default=Recipe.neurons, metavar="N",
        help=f"of the hidden layer (default: {Recipe.neurons})",
    )  # fmt: skip
    add(
        "--connectivity", type=float, default=Recipe.connectivity, metavar="SHARE",
        help="of input and recurrent weights that are connections, by DEEP R "
        f"(default: {Recipe.connectivity:g}; 1: all)",
    )  # fmt: skip
    add(
        "--fine-tuning", type=int, default=FineTuneRecipe.epochs, metavar="N",
        help=f"epochs in the integers of the board (default: {FineTuneRecipe.epochs})",
    )  # fmt: skip
    add(
        "--origin", type=Path, metavar="FILE.json",
        help="data, author, licence and attribution of the recordings, for model and card",
    )  # fmt: skip
    add("--check", action="store_true", help="measure the split check, too")
    add("--resume", action="store_true", help="go on after the last epochs that were finished")
    options = parser.parse_args()
    if not 0 < options.connectivity <= 1:
        parser.error("--connectivity is a share above 0 and up to 1")
    if min(options.seeds, options.epochs, options.neurons) < 1 or options.fine_tuning < 0:
        parser.error("--seeds, --epochs and --neurons start at 1, --fine-tuning at 0")
    if options.origin and not options.origin.is_file():
        parser.error(f"--origin {options.origin}: no such file")

    # One thread: the same sums in the same order on every run, and hardly slower.
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    recipe = Recipe(
        seed=options.seed,
        epochs=options.epochs,
        neurons=options.neurons,
        connectivity=options.connectivity,
    )
    run = Run(
        data=options.data,
        out=options.out,
        words=options.words,
        recipe=recipe,
        fine_tuning=FineTuneRecipe(epochs=options.fine_tuning),
        seeds=options.seeds,
        splits=("dev", "check") if options.check else ("dev",),
        origin=options.origin,
        command=" ".join(["Tools/train", *sys.argv[1:]]),
        resumes=options.resume,
    )
    try:
        train_keywords(run)
    except (DataError, CheckpointError, SeedFailed) as error:
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
