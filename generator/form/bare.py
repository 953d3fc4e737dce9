"""What a bare table is once it is read, whatever file it stood in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from validators.absence import KOSONG
from validators.findings import NOWHERE, Findings, Place
from validators.values import Unreadable, parse_number

_MOST_DECIMALS: Final = 9
_LONGEST_NUMBER: Final = 60
_BLANKS: Final = re.compile(r"[\s._:*\u00a0\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that holds no value, only a reason: a code of the catalogue and its facts."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])

    def __str__(self) -> str:
        return self.facts.get("nilai", "")


def _nowhere(row: int, column: int) -> Place:
    return NOWHERE


@dataclass(frozen=True, slots=True)
class BareTable:
    """A table as it stands in a file.

    headings: as written. rows: one raw cell per heading: text, int, Decimal, date, time, bool, KOSONG or a `Trouble`.
    heading_places: where the headings stand. found: what was noticed about the table as a whole. source: the file's name.
    place: of a cell, by row and column.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    heading_places: tuple[Place, ...]
    source: str = ""
    found: Findings = Findings()
    place: Callable[[int, int], Place] = field(default=_nowhere)


class RowCells(Mapping[str, Any]):
    """The cells of one row by name; what names them is held once for all rows, so that millions of rows stay small."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: Mapping[str, int], values: tuple[Any, ...]) -> None:
        self._index = index
        self._values = values

    def __getitem__(self, name: str) -> Any:
        return self._values[self._index[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


class RowPlaces(Mapping[tuple[Any, ...], Place]):
    """Where the cells of one row stand, told when it is asked. columns: path -> column, held once for all rows."""

    __slots__ = ("_columns", "_row", "_table")

    def __init__(self, table: BareTable, row: int, columns: Mapping[tuple[Any, ...], int]) -> None:
        self._table = table
        self._row = row
        self._columns = columns

    def __getitem__(self, path: tuple[Any, ...]) -> Place:
        return self._table.place(self._row, self._columns[path])

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def number_of(cell: Any) -> Fraction | None:
    """Return the number that a raw cell holds at first sight, a point before three digits as thousands; None where it holds none."""
    if isinstance(cell, str):
        return _number_in(cell) if len(cell) <= _LONGEST_NUMBER else None
    if cell is KOSONG or isinstance(cell, Trouble | bool):
        return None
    value = parse_number(cell)
    return Fraction(value) if isinstance(value, Decimal) else None


@lru_cache(maxsize=65_536)
def _number_in(text: str) -> Fraction | None:
    plain = text.replace("%", "")
    value = parse_number(plain)
    if isinstance(value, Unreadable) and value.code == "angka-rancu":
        return Fraction(plain.strip().replace(".", "").replace(",", ""))
    return Fraction(value) if isinstance(value, Decimal) else None


def is_rounded(number: Fraction, exact: Fraction | int) -> bool:
    """Tell whether a written number is an exact one: the same, or this rounded to the decimals that the number has, if it has any."""
    return number == exact or (number.denominator != 1 and abs(number - exact) <= Fraction(1, 2 * 10 ** _decimals(number)))


def _decimals(number: Fraction) -> int:
    """Return with how many decimals a number is written, noughts at the end aside; those that a program computed count no further."""
    return next((count for count in range(1, _MOST_DECIMALS) if not 10**count % number.denominator), _MOST_DECIMALS)


@lru_cache(maxsize=4096)
def folded(heading: str) -> str:
    """Return a heading for comparison: case, blanks, dots, underscores and colons make no difference. Forms of a type have the same."""
    return _BLANKS.sub(" ", heading.casefold()).replace(" /", "/").replace("/ ", "/").strip()
