"""What is worth knowing of a filled workbook: formulas that come out as an error, numbers that a cell shows a hundred times too large."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.formatting import Persen
from generator.office.sheet.cells import letters
from generator.office.sheet.formula import FormulaError
from generator.render.xlsx.slots import CellSlot, FormulaSlot

_TAG: Final = re.compile(r"<[^>]*>")
_SAYS_SO: Final = re.compile(r"\bNA\(\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FailedFormula:
    """A formula that comes out as an error, the first of its column. alike: how many more there are in the column."""

    sheet: str
    cell: str
    formula: str
    error: str
    alike: int = 0


@dataclass(frozen=True, slots=True)
class ShareCell:
    """A cell of the template, with a format of percentages, that holds a number which is none: it shows a hundred times as much."""

    sheet: str
    cell: str
    value: int | Decimal | Fraction


@dataclass(slots=True)
class Notices:
    """What a filling has met, gathered by who asks for it."""

    formulas: dict[tuple[str, int, str], FailedFormula]
    shares: dict[tuple[str, str], ShareCell]

    @staticmethod
    def none() -> Notices:
        """Return notices of nothing yet."""
        return Notices({}, {})

    def failed(self, slot: FormulaSlot, error: FormulaError) -> None:
        """Note a formula that comes out as an error by itself; not one that says so, as charts want it for a point without a value."""
        here = (slot.sheet, slot.column, error.code)
        first = self.formulas.get(here)
        formula = html.unescape(_TAG.sub("", slot.body))
        if _SAYS_SO.search(formula):
            return
        self.formulas[here] = (
            replace(first, alike=first.alike + 1)
            if first is not None
            else FailedFormula(slot.sheet, f"{letters(slot.column)}{slot.row}", formula, error.code)
        )

    def shown(self, sheet: str, styles: frozenset[int], slots: Sequence[CellSlot], values: Sequence[Any]) -> None:
        """Note the numbers above 1 that are no percentages, in cells whose format (`styles`) is one of percentages."""
        for slot, value in zip(slots, values, strict=True):
            if (
                slot.pattern.style in styles
                and isinstance(value, int | Decimal | Fraction)
                and not isinstance(value, Persen | bool)
                and value > 1
            ):
                self.shares.setdefault((sheet, slot.pattern.cell), ShareCell(sheet, slot.pattern.cell, value))
