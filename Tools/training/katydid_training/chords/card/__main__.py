"""`python -m katydid_training.chords.card FILE-card.json`: writes a card again from its figures, beside them."""

import sys

from ...card.rewrite import rewrite
from .write import write_card


def main() -> int:
    return rewrite(
        "python -m katydid_training.chords.card",
        "Write the card of a chord model again from its figures, without measuring.",
        write_card,
    )


if __name__ == "__main__":
    sys.exit(main())
