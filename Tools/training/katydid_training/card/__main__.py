"""`python -m katydid_training.card FILE-card.json`: writes a card again from its figures, beside them."""

import sys

from .rewrite import rewrite
from .write import write_card


def main() -> int:
    return rewrite(
        "python -m katydid_training.card",
        "Write a model card again from its figures, without measuring.",
        write_card,
    )


if __name__ == "__main__":
    sys.exit(main())
