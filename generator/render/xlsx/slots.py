"""Places in a sheet's XML that wait for values: cells to fill, formulas to compute, rows whose height follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.office.sheet.cells import letters
from generator.office.sheet.formula import Solver, Value, split_key
from generator.office.sheet.heights import Fit, rounded_height
from generator.office.sheet.references import CellRect
from generator.render.xlsx.breaks import PrintPlan
from generator.render.xlsx.model import TemplateSheet


@dataclass(frozen=True, slots=True, eq=False)
class CellPattern:
    """What all copies of one of the template's tagged cells share.

    cell: its address in the template. easy: so many letters surely fit without a higher row. looks: properties of the runs of
    its text. loose: whether whole numbers print without the decimals that its format has for others.
    """

    cell: str
    style: int
    easy: int
    fit: Fit
    looks: tuple[str, ...]
    loose: bool = False


class CellSlot(NamedTuple):
    """A cell to fill; a tuple, because a long table has a hundred thousand of them.

    position: where its element goes in the sheet's chunks; head: the chunk of its row's opening tag, -1 if that is fixed.
    key: under which formulas find its value. styled: its element's start with address and format.
    """

    position: int
    head: int
    key: int
    styled: str
    pattern: CellPattern

    def opening(self, style: int) -> str:
        """Return its element's start with another format."""
        row, column = split_key(self.key)
        return f'<c r="{letters(column)}{row}" s="{style}"'


@dataclass(frozen=True, slots=True)
class FormulaSlot:
    """A formula whose value is written beside it.

    opening: its element's start with address and style, without type; body: its <f>; rects: what its references mean;
    reads: those and what its names mean.
    """

    sheet: str
    row: int
    column: int
    position: int
    opening: str
    body: str
    solve: Solver
    rects: tuple[CellRect, ...]
    reads: tuple[CellRect, ...]


def silenced(body: str) -> str:
    """Return a formula's <f> so that it stays empty while it has nothing to compute from, as the mean of no rows.

    When somebody fills the blank row in, it speaks.
    """
    start = body.index(">") + 1
    return f'{body[:start]}IFERROR({body[start : -len("</f>")]},"")</f>'


@dataclass(frozen=True, slots=True)
class RowHead:
    """A row whose height follows its text: its number, the start of its opening tag, and the heights it has anyway, in points.

    least: what its untagged text needs; author_height: what the author fixed; usual: what a row of the sheet has.
    """

    number: int
    start: str
    least: float
    author_height: float | None
    usual: float

    def height(self, needed: float) -> float:
        """Return how high the row is for text that needs `needed` points."""
        if self.author_height is not None:
            return max(self.author_height, needed)
        return max(needed, self.least, self.usual)

    def text(self, needed: float, *, merged: bool) -> str:
        """Return the opening tag for text that needs `needed` points; merged: whether no program measures it by itself."""
        if self.author_height is not None:
            height = rounded_height(max(self.author_height, needed)) if needed > self.author_height else self.author_height
            return f'{self.start} ht="{height:g}" customHeight="1">'
        needed = max(needed, self.least)
        if needed <= self.usual + 0.5:
            return self.start + ">"
        fixed = ' customHeight="1"' if merged else ""
        return f'{self.start} ht="{rounded_height(needed):g}"{fixed}>'


@dataclass(frozen=True, slots=True)
class SheetArrangement:
    """One sheet, ready but for its values: `chunks` joined are its XML.

    heads: rows whose height follows their text, by their place in `chunks`. values: what untagged cells hold.
    unknown: cells, by key, of formulas that the evaluator does not know. spare: columns that hold nothing but tags, one of them
    outside every loop, with the keys of their cells. page_ends: the chunk in which page breaks belong. plan: how it is printed,
    None where its pages are not ours to end.
    """

    sheet: TemplateSheet
    chunks: tuple[str, ...]
    slots: tuple[CellSlot, ...]
    formulas: tuple[FormulaSlot, ...]
    heads: Mapping[int, RowHead]
    values: Mapping[int, Value]
    extent: tuple[int, int]
    unknown: tuple[int, ...]
    spare: Mapping[int, tuple[int, ...]]
    page_ends: int
    plan: PrintPlan | None = None
