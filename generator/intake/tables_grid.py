"""Grid: the raw cells of one sheet or file, before anybody knows which row holds the headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from validators.findings import Findings, Place


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that holds no value, only a reason: a code of the catalogue and its facts."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])

    def __str__(self) -> str:
        return self.facts.get("nilai", "")


@dataclass(frozen=True, slots=True)
class Grid:
    """Raw cells, row by row, rows perhaps of different length; what is blank is KOSONG.

    place: of a cell by zero-based row and column of `rows`. merged: (top, left, bottom, right), zero-based.
    """

    rows: list[list[Any]]
    place: Callable[[int, int], Place]
    name: str = ""
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    found: Findings = Findings()

    def span(self, top: int, left: int, bottom: int, right: int) -> Place:
        """Return the place of a range of cells: "B3:B5"."""
        first, last = self.place(top, left), self.place(bottom, right)
        return Place(first.file, first.line, first.sheet, f"{first.cell}:{last.cell}" if first.cell else None)
