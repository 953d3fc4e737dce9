"""Two sequences of blocks or rows side by side: what is the same, what is nearly the same, what only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeVar

_MOST: Final = 4000
"""Pairs that are compared word by word; beyond, what differs is taken as a whole."""

T = TypeVar("T")


def aligned(
    mine: Sequence[T], theirs: Sequence[T], key: Callable[[T], str], near: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """Yield the members of two sequences in order, in pairs that belong together; what has no partner stands with None.

    key: by which members are the same; near: from 0 to 1 how alike two are that are not.
    """
    keys = [key(one) for one in mine], [key(one) for one in theirs]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(mine[i1:i2], theirs[j1:j2], strict=True)
        else:
            yield from _nearly(mine[i1:i2], theirs[j1:j2], near)


def _nearly(mine: Sequence[T], theirs: Sequence[T], near: Callable[[T, T], float]) -> Iterator[tuple[T | None, T | None]]:
    """Yield the best pairing of two stretches that differ, in order."""
    if not mine or not theirs or len(mine) * len(theirs) > _MOST:
        yield from ((one, None) for one in mine)
        yield from ((None, one) for one in theirs)
        return
    likeness = [[near(one, other) for other in theirs] for one in mine]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(mine) or j < len(theirs):
        if i < len(mine) and j < len(theirs) and likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield mine[i], theirs[j]
            i, j = i + 1, j + 1
        elif j == len(theirs) or (i < len(mine) and best[i][j] == best[i + 1][j]):
            yield mine[i], None
            i += 1
        else:
            yield None, theirs[j]
            j += 1
