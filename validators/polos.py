"""A whole number that is a name rather than an amount: a year, a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


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

    def __reduce__(self) -> tuple[type[Terurut], tuple[Any, ...]]:
        return (Terurut, (str(self), self.rank))


class Bernama(Terurut):
    """A key that prints by its name: its letters are the name ("Kombinasi (blended)"), it equals and is found by its key ("blended")."""

    key: str

    def __new__(cls, text: str, rank: int, key: str = "") -> Bernama:
        """Return `text`, the printed name of `key`, the one at `rank` in its list."""
        made = super().__new__(cls, text, rank)
        assert isinstance(made, Bernama)
        made.key = key
        return made

    def __eq__(self, other: object) -> bool:
        """Whether another text is the key, or the name as it is printed."""
        return isinstance(other, str) and str(other) in (self.key, str(self))

    def __ne__(self, other: object) -> bool:
        """Whether another text is neither the key nor the name."""
        return not self == other

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[type[Terurut], tuple[Any, ...]]:
        return (Bernama, (str(self), self.rank, self.key))


class Baris(Bernama):
    """A text that names a row of a table, and is also the way into it: `row.kisi.indikator`. It sorts by the row's place."""

    rows: Sequence[Mapping[str, Any]]

    def __new__(cls, text: str, rank: int, key: str = "", rows: Sequence[Mapping[str, Any]] = ()) -> Baris:
        """Return `text`, which names by its `key` the one at `rank` among `rows`."""
        made = super().__new__(cls, text, rank, key)
        assert isinstance(made, Baris)
        made.rows = rows
        return made

    @property
    def row(self) -> Mapping[str, Any]:
        """The row that it names."""
        return self.rows[self.rank] if self.rank < len(self.rows) else {}

    def __reduce__(self) -> tuple[Any, ...]:
        # The rows go last, and all of them: they may lead back here, one by one through as many steps as there are rows.
        return (Baris, (str(self), self.rank, self.key), {"rows": self.rows})
