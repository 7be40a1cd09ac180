"""What the library made for an object of Python, and its end."""

import ctypes
import weakref
from collections.abc import Callable
from typing import Self


class Handle:
    """Something of the library's, given back when it is closed or forgotten.

    For one thread at a time unless its class says otherwise; different objects are independent.
    """

    def _own(self, handle: ctypes.c_void_p, destroy: Callable[[ctypes.c_void_p], None]) -> None:
        self._pointer = handle
        self._finalizer = weakref.finalize(self, destroy, handle)

    @property
    def _handle(self) -> ctypes.c_void_p:
        if not self._finalizer.alive:
            raise ValueError(f"the {type(self).__name__} is closed")
        return self._pointer

    def close(self) -> None:
        """Gives its memory back. It cannot be used afterwards."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
