"""Python's look for cycles, put off while documents are filled."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holds:
    """How many hold the collector off, in whichever threads: the last one lets it on again, if it was on before the first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._was_on = False

    def take(self) -> None:
        with self._lock:
            if self._count == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._count += 1

    def give_back(self) -> None:
        with self._lock:
            self._count -= 1
            if self._count == 0 and self._was_on:
                gc.enable()


_HOLDS = _Holds()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles for the time being.

    A long table makes hundreds of thousands of objects, none of them in a cycle, and every look takes in all that there are: of a Word
    document of a thousand rows it would take two thirds of the time, of five thousand more.
    """
    _HOLDS.take()
    try:
        yield
    finally:
        _HOLDS.give_back()


@contextmanager
def collecting_again() -> Iterator[None]:
    """Let Python look within `without_collecting`: the layout of pages leaves cycles of megabytes behind."""
    _HOLDS.give_back()
    try:
        yield
    finally:
        _HOLDS.take()
