"""The options of `Tools/train keywords`."""

import argparse
from pathlib import Path

from .fine_tune import FineTuneRecipe
from .keywords import Run, train_keywords
from .train import Recipe


def add_keywords(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "keywords",
        help="words in audio",
        description="Trains a keyword network on recordings of words, packs it, and writes its model card.",
        epilog="Everything is chosen on the split dev. The split check is measured only with --check, once, at "
        "the end.",
    )
    parser.set_defaults(start=lambda options, command: _start(parser, options, command))
    add = parser.add_argument
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


def _start(parser: argparse.ArgumentParser, options: argparse.Namespace, command: str) -> None:
    if not 0 < options.connectivity <= 1:
        parser.error("--connectivity is a share above 0 and up to 1")
    if min(options.seeds, options.epochs, options.neurons) < 1 or options.fine_tuning < 0:
        parser.error("--seeds, --epochs and --neurons start at 1, --fine-tuning at 0")
    if options.origin and not options.origin.is_file():
        parser.error(f"--origin {options.origin}: no such file")
    recipe = Recipe(
        seed=options.seed,
        epochs=options.epochs,
        neurons=options.neurons,
        connectivity=options.connectivity,
    )
    train_keywords(
        Run(
            data=options.data,
            out=options.out,
            words=options.words,
            recipe=recipe,
            fine_tuning=FineTuneRecipe(epochs=options.fine_tuning),
            seeds=options.seeds,
            splits=("dev", "check") if options.check else ("dev",),
            origin=options.origin,
            command=command,
            resumes=options.resume,
        )
    )
