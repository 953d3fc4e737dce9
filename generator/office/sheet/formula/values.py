"""What a cell can hold while formulas are evaluated, and how Excel turns one kind into another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from generator.office.sheet.formula.parse import UnsolvedError
from generator.office.sheet.references import CellRect

_DIGITS = re.compile(r"\s*[+-]?[0-9]+\s*")
_LOOKS_NUMERIC = re.compile(r"[\s+\-$(]*[0-9.,]")
_COLUMN_BITS: Final = 15
_LARGEST_AS_DIGITS: Final = 10**15


class FormulaError(NamedTuple):
    """An error value of a cell, such as #DIV/0!."""

    code: str


class CellFaultError(Exception):
    """An error value on its way through an evaluation."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnknownValue(NamedTuple):
    """The value of a formula that the evaluator does not know."""


UNKNOWN: Final = UnknownValue()
Number = int | Fraction
Value = int | Fraction | str | bool | FormulaError | UnknownValue | None


def key(row: int, column: int) -> int:
    """Return the number under which a sheet's values hold a cell."""
    return row << _COLUMN_BITS | column


def split_key(number: int) -> tuple[int, int]:
    """Return the row and column of a cell's `key`."""
    return number >> _COLUMN_BITS, number & ((1 << _COLUMN_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Area:
    """The values of a range or of an array, row by row.

    clipped: whether the range reaches beyond the sheet's last used cell; what lies there is blank and left out.
    """

    rows: Sequence[Sequence[Value]]
    clipped: bool = False

    def __iter__(self) -> Iterator[Value]:
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class CellGrid:
    """The values of a workbook's cells by sheet and `key`, and each sheet's last used row and column.

    A Decimal may stand among the values; it is read as the exact number it is.
    """

    values: Mapping[str, Mapping[int, Value | Decimal]]
    extent: Mapping[str, tuple[int, int]]

    def cell(self, rect: CellRect) -> Value:
        """Return the value of the rectangle's first cell. Raises UnsolvedError for a sheet that is not there."""
        name, top, left, _, _ = rect
        sheet = self.values.get(name)
        if sheet is None:
            raise UnsolvedError(name)
        value = sheet.get(top << _COLUMN_BITS | left)
        return exact(value) if isinstance(value, Decimal) else value

    def area(self, rect: CellRect) -> Area:
        """Return the values of a rectangle, cut at the sheet's last used cell."""
        if rect.sheet not in self.values:
            raise UnsolvedError(rect.sheet)
        found, clipped = self.clip(rect)
        return Area(self.whole_area(found).rows, clipped)

    def whole_area(self, rect: CellRect) -> Area:
        """Return the values of a rectangle to its last cell, used or not."""
        sheet = self.values.get(rect.sheet)
        if sheet is None:
            raise UnsolvedError(rect.sheet)
        columns = range(rect.left, rect.right + 1)
        rows = range(rect.top, rect.bottom + 1)
        held = ((sheet.get(row << _COLUMN_BITS | column) for column in columns) for row in rows)
        return Area([[exact(value) if isinstance(value, Decimal) else value for value in row] for row in held])

    def clip(self, rect: CellRect) -> tuple[CellRect, bool]:
        """Return the rectangle cut at the sheet's last used cell, and whether that took anything away."""
        last_row, last_column = self.extent.get(rect.sheet, (1, 1))
        bottom, right = min(rect.bottom, max(last_row, rect.top)), min(rect.right, max(last_column, rect.left))
        return CellRect(rect.sheet, rect.top, rect.left, bottom, right), (bottom, right) != (rect.bottom, rect.right)


def exact(value: Value | Decimal) -> Value:
    """Return a value with a Decimal as the int or Fraction that it is."""
    if type(value) is int or not isinstance(value, Decimal):
        return value
    top, bottom = value.as_integer_ratio()
    return top if bottom == 1 else Fraction(top, bottom)


def known(value: Value | Area) -> int | Fraction | str | bool | None:
    """Return a single sound value, of a range of one cell that cell's.

    Raises CellFaultError for an error value, UnsolvedError for a wider range or an unknown.
    """
    if isinstance(value, Area) and not value.clipped and [len(row) for row in value.rows] == [1]:
        value = value.rows[0][0]
    if type(value) is int or type(value) is str or value is None:
        return value
    if isinstance(value, FormulaError):
        raise CellFaultError(value.code)
    if isinstance(value, UnknownValue | Area):
        raise UnsolvedError("range where one value is needed")
    return value


def number(value: Value | Area) -> Number:
    """Return a value as a number: blank is 0, TRUE is 1, text of digits counts, other text is #VALUE!.

    Text that is a number in one language's spelling only ("1,5") is refused by UnsolvedError.
    """
    if type(value) is int or type(value) is Fraction:
        return value
    value = known(value)
    if isinstance(value, int | Fraction):
        return int(value) if isinstance(value, bool) else value
    if value is None:
        return 0
    if _DIGITS.fullmatch(value):
        return int(value)
    if _LOOKS_NUMERIC.match(value):
        raise UnsolvedError(value)
    raise CellFaultError("#VALUE!")


def truth(value: Value | Area) -> bool:
    """Return a value as a condition: a number is true unless 0, text is #VALUE!."""
    value = known(value)
    if isinstance(value, str):
        if value.upper() in {"TRUE", "FALSE"}:
            raise UnsolvedError(value)
        raise CellFaultError("#VALUE!")
    return bool(value)


def text(value: Value | Area) -> str:
    """Return a value as text. A fraction is refused: its spelling depends on the reader's language."""
    if type(value) is str:
        return value
    value = known(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if (isinstance(value, Fraction) and value.denominator != 1) or abs(value) >= _LARGEST_AS_DIGITS:
        raise UnsolvedError("number in text")
    return str(int(value))
