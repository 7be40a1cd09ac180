"""The model card: `measure_card` collects every figure into one dictionary, `write_card` draws and writes from it alone.

The dictionary is kept beside the card as JSON; `python -m katydid_training.card FILE.json` writes the card again
without measuring.
"""

from .measure import measure_card
from .write import write_card

__all__ = ["measure_card", "write_card"]
