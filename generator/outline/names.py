"""The names of loop variables in an outline."""

from __future__ import annotations

from itertools import chain, count
from typing import Final

_LOOPS: Final = ("baris", "rincian", "anak")
_ITEM: Final = "butir"
_GROUP: Final = "kelompok"


def loop_name(depth: int, taken: frozenset[str]) -> str:
    """Return the variable of a loop with `depth` loops around it, unlike any name of the scope."""
    return _free(_LOOPS[min(depth, len(_LOOPS) - 1)], taken)


def item_name(taken: frozenset[str]) -> str:
    """Return the variable of a loop over a list, unlike any name of the scope."""
    return _free(_ITEM, taken)


def group_name(taken: frozenset[str]) -> str:
    """Return the variable of a loop over the groups of a table, unlike any name of the scope."""
    return _free(_GROUP, taken)


def _free(name: str, taken: frozenset[str]) -> str:
    candidates = chain((name,), (f"{name}_{number}" for number in count(1)))
    return next(candidate for candidate in candidates if candidate not in taken)
