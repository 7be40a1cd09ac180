"""The card of a chord model: `measure_card` collects every figure into one dictionary, `write_card` writes from it
alone.

The dictionary is kept beside the card as JSON; `python -m katydid_training.chords.card FILE-card.json` writes the card
again without measuring.
"""

from .measure import measure_card
from .write import CardError, write_card

__all__ = ["CardError", "measure_card", "write_card"]
