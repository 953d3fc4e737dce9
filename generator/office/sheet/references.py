"""References of formulas and ranges: read from one token, moved by a map of rows, written back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.office.sheet.cells import MAX_COLUMN, MAX_ROW, column_number, letters
from generator.office.sheet.rowmap import RowMap

_POINT = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_ROW = re.compile(r"(\$?)()()([0-9]{1,7})")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})()()")
_WHOLE: Final = re.compile(r"((?:'(?:[^']|'')*'|[^'!:\[\]]+)!)?([^!:]+)(?::((?:'(?:[^']|'')*'|[^'!:\[\]]+)!)?([^!:]+))?")


class CellRect(NamedTuple):
    """A rectangle of cells on a named sheet: rows and columns from 1, both ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def any_meet(these: Iterable[CellRect], those: Sequence[CellRect]) -> bool:
    """Tell whether any of these rectangles has a cell in common with any of those."""
    return any(
        one.sheet == other.sheet
        and one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
        for one in these
        for other in those
    )


@dataclass(frozen=True, slots=True)
class Point:
    """One corner of a reference; row or column 0 stands for a whole column or row."""

    row: int
    column: int
    row_fixed: bool
    column_fixed: bool

    @property
    def is_fixed(self) -> bool:
        """Whether it stays where it is when its formula is copied elsewhere."""
        return (self.row_fixed or not self.row) and (self.column_fixed or not self.column)

    def text(self, row: int) -> str:
        """Return the corner as a formula writes it, at another row."""
        column = ("$" if self.column_fixed else "") + letters(self.column) if self.column else ""
        return column + ("$" if self.row_fixed else "") + str(row) if row else column


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a formula stands: on a sheet, perhaps in one copy of a repeated block of rows."""

    sheet: str
    block: int | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or range that a formula names: its sheet ("" is the formula's own), its text before the corners, its corners.

    grows: whether a single cell in a repeated row stands for all copies (names, series of charts).
    """

    sheet: str
    lead: str
    first: Point
    last: Point | None
    grows: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether it means the same cells wherever it is written ($A$1, $A:$A)."""
        return all(point.is_fixed for point in (self.first, self.last or self.first))

    def moved(self, maps: Mapping[str, RowMap], where: Copy) -> str:
        """Return the reference's text after the rows have been repeated, seen from `where`."""
        top, bottom = self._rows(maps, where)
        if self.last is None:
            start = self.first.text(top)
            return self.lead + (start if bottom == top else f"{start}:{self.first.text(bottom)}")
        if self.first.row > self.last.row:
            top, bottom = bottom, top
        return f"{self.lead}{self.first.text(top)}:{self.last.text(bottom)}"

    def rect(self, maps: Mapping[str, RowMap], where: Copy) -> CellRect:
        """Return the cells meant, after the rows have been repeated, seen from `where`."""
        top, bottom = self._rows(maps, where)
        last = self.last or self.first
        left, right = sorted((self.first.column, last.column))
        return CellRect(self.sheet or where.sheet, top or 1, left or 1, bottom or MAX_ROW, right or MAX_COLUMN)

    def _rows(self, maps: Mapping[str, RowMap], where: Copy) -> tuple[int, int]:
        rows = maps.get(self.sheet or where.sheet)
        upper, lower = self.first, self.last or self.first
        if upper.row > lower.row:
            upper, lower = lower, upper
        if rows is None or not upper.row:
            return upper.row, lower.row
        own = where if where.sheet == (self.sheet or where.sheet) else None
        if own is not None and own.block is not None and rows.surrounds(upper.row, lower.row, own.block):
            own = None
        top = _own(rows, upper, own) or rows.first(upper.row)
        if self.last is None and not (self.grows and rows.block_at(upper.row) is not None):
            return top, top
        bottom = _own(rows, lower, own) or rows.last(lower.row)
        return (top, bottom) if top <= bottom else (bottom, bottom)


def _own(rows: RowMap, point: Point, where: Copy | None) -> int:
    """Return the row of a relative reference in or beside the formula's own copy of its block, 0 when it is elsewhere."""
    if where is None or where.block is None or point.row_fixed:
        return 0
    return rows.beside(point.row, where.block, where.number)


def reference(text: str, *, grows: bool = False) -> Reference | None:
    """Return the reference that one operand of a formula is, None for a name, a table's column or a 3-D range."""
    lead = ":" if text.startswith(":") else ""
    match = _WHOLE.fullmatch(text[len(lead) :])
    if match is None:
        return None
    prefix, start, second_prefix, end = match.groups()
    if second_prefix and second_prefix != prefix:
        return None
    if end is None:
        first, last = _point(start, _POINT), None
        if first is None:
            return None
    else:
        first, last = _corners(start, end)
        if first is None or last is None:
            return None
    return Reference(_sheet_name(prefix), lead + (prefix or ""), first, last, grows)


def _corners(start: str, end: str) -> tuple[Point | None, Point | None]:
    for pattern in (_POINT, _ROW, _COLUMN):
        first, last = _point(start, pattern), _point(end, pattern)
        if first is not None and last is not None:
            return first, last
    return None, None


def _point(text: str, pattern: re.Pattern[str]) -> Point | None:
    match = pattern.fullmatch(text)
    if match is None:
        return None
    dollar, column, second, row = match.groups()
    number = column_number(column) if column else 0
    if number > MAX_COLUMN or int(row or 1) > MAX_ROW or (row and not int(row)):
        return None
    return Point(int(row or 0), number, bool(second if column else dollar), bool(dollar and column))


def _sheet_name(prefix: str | None) -> str:
    if not prefix:
        return ""
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def shifted(found: Reference, rows: int, columns: int) -> Reference:
    """Return the reference as Excel would have filled it down `rows` and right `columns` (shared formulas)."""
    last = None if found.last is None else _shifted(found.last, rows, columns)
    return Reference(found.sheet, found.lead, _shifted(found.first, rows, columns), last, found.grows)


def _shifted(point: Point, rows: int, columns: int) -> Point:
    row = point.row + rows if point.row and not point.row_fixed else point.row
    column = point.column + columns if point.column and not point.column_fixed else point.column
    return Point(row, column, point.row_fixed, point.column_fixed)
