"""One line of progress on standard error: drawn over and over on a terminal, else only when done."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
WIDTH = 30
REDRAW_SECONDS = 0.2


def progress(title: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    is_terminal = sys.stderr.isatty()
    start = drawn = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if is_terminal and (now - drawn >= REDRAW_SECONDS or count == total):
            drawn = now
            filled = WIDTH * count // total
            left = (now - start) / count * (total - count)
            bar = "#" * filled + "." * (WIDTH - filled)
            line = f"\r{title} [{bar}] {count}/{total}, {left:.0f} s left "
            print(line, end="", file=sys.stderr, flush=True)
    if is_terminal:
        print("\r\033[K", end="", file=sys.stderr)
    print(f"{title}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
