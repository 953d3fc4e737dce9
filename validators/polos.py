"""A whole number that is a name rather than an amount: a year, a code."""

from __future__ import annotations


class Polos(int):
    """A whole number that prints without thousands points: `2024`. A step up or down from it is one too (`tahun + 1`)."""

    __slots__ = ()


class Terurut(str):
    """A text out of an ordered list: a choice, a key of a reference table, the name of a band. It sorts by its rank, not by its letters."""

    rank: int

    def __new__(cls, text: str, rank: int) -> Terurut:
        """Return `text`, the one at `rank` in its list."""
        made = super().__new__(cls, text)
        made.rank = rank
        return made

    def __reduce__(self) -> tuple[type[Terurut], tuple[str, int]]:
        return (Terurut, (str(self), self.rank))
