"""The options of `Tools/train chords`."""

import argparse
import json
from pathlib import Path

from .config import FONTS, Config, ConfigError
from .instruments import FAMILIES
from .recipe import Recipe
from .run import Run, train_chords
from .vocabulary import MAJOR_AND_MINOR, QUALITIES

DESCRIPTION = """Renders scenes of chords with FluidSynth, trains a network on them, packs it, and
writes its model card."""
EPILOG = """Recordings of real chords (chords/NAME/manifest.csv of --data) are for choosing the settings
of the decision and for measuring, never for training."""


def add_chords(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "chords", help="chords in music", description=DESCRIPTION, epilog=EPILOG
    )
    parser.set_defaults(start=lambda options, command: _start(parser, options, command))
    add = parser.add_argument
    add(
        "--data", type=Path, metavar="DIR",
        help="a folder with folders chords (real ones, to choose by), noise and speech (default: none; noise is "
        "then made, and settings are chosen on rendered chords)",
    )  # fmt: skip
    add(
        "--out", type=Path, default=Path("build/chords"), metavar="DIR",
        help="for scenes, checkpoint, the model and its card (default: build/chords)",
    )  # fmt: skip
    for option, value, text in (
        ("scenes", Recipe.scenes, "of ten seconds, to train on"),
        ("steps", Recipe.steps, f"of {Recipe.batch_size} windows each"),
        ("kinds", Recipe.kinds, "of hidden neurons; there are twelve of each"),
    ):
        add(f"--{option}", type=int, default=value, metavar="N", help=f"{text} (default: {value})")
    add("--seed", type=int, default=Recipe.seed, metavar="N", help="(default: 1)")
    add(
        "--connectivity", type=float, default=Recipe.connectivity, metavar="SHARE",
        help="of input and recurrent weights that are connections, by DEEP R "
        f"(default: {Recipe.connectivity:g}; 1: all)",
    )  # fmt: skip
    add(
        "--quality", dest="qualities", action="append", metavar="NAME",
        help=f"of chords; may be repeated (default: {', '.join(MAJOR_AND_MINOR)}; "
        f"there are {', '.join(QUALITIES)})",
    )  # fmt: skip
    add(
        "--without-family", dest="left_out", action="append", default=[], metavar="NAME",
        help=f"instruments to hold out; may be repeated (there are {', '.join(FAMILIES)})",
    )  # fmt: skip
    add(
        "--font", dest="fonts", action="append", metavar="FILE",
        help=f"a sound font to render with; may be repeated (default: {', '.join(FONTS)})",
    )  # fmt: skip
    add(
        "--held-out", type=Path, action="append", default=[], metavar="FILE.csv",
        help="clips that the card measures, too; may be repeated (python -m katydid_training.chords clips "
        "renders some)",
    )  # fmt: skip
    add(
        "--origin", type=Path, metavar="FILE.json",
        help="what the noise and the speech of --data are, for model and card",
    )  # fmt: skip
    add("--resume", action="store_true", help="go on after the last checkpoint")


def _start(parser: argparse.ArgumentParser, options: argparse.Namespace, command: str) -> None:
    if not 0 < options.connectivity <= 1:
        parser.error("--connectivity is a share above 0 and up to 1")
    if min(options.scenes, options.steps, options.kinds) < 1 or options.seed < 0:
        parser.error("--scenes, --steps and --kinds start at 1, --seed at 0")
    if unknown := set(options.left_out) - set(FAMILIES):
        parser.error(f"no family {', '.join(sorted(unknown))}: there are {', '.join(FAMILIES)}")
    if options.data is not None and not options.data.is_dir():
        parser.error(f"--data {options.data}: no such folder")
    try:
        origin = json.loads(options.origin.read_text()) if options.origin else {}
    except (OSError, ValueError) as error:
        parser.error(f"--origin {options.origin}: {error}")
    try:
        config = Config(
            fonts=tuple(options.fonts or FONTS),
            families=tuple(name for name in FAMILIES if name not in options.left_out),
            qualities=tuple(options.qualities or MAJOR_AND_MINOR),
            data=options.data,
        )
    except ConfigError as error:
        parser.error(str(error))
    recipe = Recipe(
        seed=options.seed,
        scenes=options.scenes,
        steps=options.steps,
        kinds=options.kinds,
        connectivity=options.connectivity,
    )
    train_chords(
        Run(
            config=config,
            recipe=recipe,
            out=options.out,
            held_out=options.held_out,
            origin=origin,
            command=command,
            resumes=options.resume,
        )
    )
