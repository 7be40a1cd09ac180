"""What is wrong with the data, for people."""

from collections.abc import Sequence


class DataError(Exception):
    """The data cannot be trained on; the message says what is missing and what to do."""


class MissingError(DataError):
    """A file or folder is not there at all."""


def listed(items: Sequence[str], most: int = 3) -> str:
    """The first of many: `a, b, c and 7 more`."""
    shown = ", ".join(items[:most])
    return f"{shown} and {len(items) - most} more" if len(items) > most else shown


def counted(count: int, noun: str) -> str:
    """`1 clip`, `2,000 clips`."""
    return f"{count:,} {noun}" + "s" * (count != 1)
