"""`python -m katydid_training.chords.card FILE-card.json`: writes a card again from its figures, beside them."""

import argparse
import json
import sys
from pathlib import Path

from .write import CardError, write_card

INPUT_ERROR = 65


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m katydid_training.chords.card",
        description="Write the card of a chord model again from its figures, without measuring.",
    )
    parser.add_argument("figures", type=Path, metavar="FILE-card.json")
    options = parser.parse_args()
    try:
        write_card(json.loads(options.figures.read_text()), options.figures.parent)
    except (OSError, json.JSONDecodeError, CardError) as error:
        print(f"{parser.prog}: {options.figures}: {error}", file=sys.stderr)
        return INPUT_ERROR
    return 0


if __name__ == "__main__":
    sys.exit(main())
