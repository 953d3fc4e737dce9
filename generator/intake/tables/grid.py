"""Grid: the raw cells of one sheet or file, before anybody knows which row holds the headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from validators.findings import Findings, Place


class MergedCells(NamedTuple):
    """Merged cells: the first and last row among the rows of the grid, the first and last column, where they stand."""

    top: int
    left: int
    bottom: int
    right: int
    place: Place


@dataclass(frozen=True, slots=True)
class RawGrid:
    """The rows that hold something, perhaps of different length; what is blank in them is KOSONG.

    place: of a cell by zero-based row and column of `rows`. after_blank: rows with a blank row right above.
    hidden_columns: first and last of each hidden range. separator: of a text file, "" elsewhere.
    """

    rows: list[list[Any]]
    place: Callable[[int, int], Place]
    name: str = ""
    is_hidden: bool = False
    after_blank: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    merged: tuple[MergedCells, ...] = ()
    separator: str = ""
    found: Findings = Findings()
