"""How the files of a batch are named: each document apart from all others as the least discerning disk sees them, before any is made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.deliver import folded, numbered


class Names:
    """The names that a batch has given out. reserved: names that no document may have."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {folded(name) for name in reserved}
        self._last: dict[str, int] = {}

    def apart(self, targets: Mapping[str, str]) -> tuple[dict[str, str], int]:
        """Return safe names that no document before had, and the number behind them: 1 where none is needed. targets: by output."""
        first = folded(next(iter(targets.values()), ""))
        number = self._last.get(first, 0) + 1
        while any(folded(numbered(name, number)) in self._taken for name in targets.values()):
            number += 1
        self._last[first] = number
        named = {output: numbered(name, number) for output, name in targets.items()}
        self._taken |= {folded(name) for name in named.values()}
        return named, number


def present(folder: Path) -> frozenset[str]:
    """Return the names of what is in a folder already, as a disk may compare them."""
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)  # noqa: PTH208 - names, not paths
    return frozenset(map(folded, names))
