"""Where the pages of a printed sheet end: a heading stays with what follows, a chart and a signature are whole, a total is not alone.

Decided when a document is filled, for heights are known then; a sheet whose author set breaks, or that is not printed one page
wide, is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.office.package.xml import Element, elements, parsed
from generator.office.sheet.geometry import column_points
from generator.office.sheet.heights import Letters, rows_for
from generator.render.xlsx.model import TemplateSheet

_SIZES: Final = {"9": (595.3, 841.9), "14": (612.0, 936.0), "": (595.3, 841.9)}
_SAFE: Final = 0.97
_POINTS: Final = 72.0
_SQUEEZED: Final = 1.12
_SMALLEST: Final = 0.7
_LAST: Final = 75.0
"""What a last page has at least, in points: five lines, or so large a part of a small one."""
_PART: Final = 5
_SIGNED: Final = 0.4
"""What a last page with a signature has at least, as a share of its room: rows that a reader signs for, not one with its total."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the output. head: its place among rows whose height follows their text, -1 for none; height: that of the others.

    keeps: whether the next row must stand on its page.
    """

    number: int
    height: float
    head: int = -1
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """How a sheet is printed. room: what a page holds, in points of the sheet; titles: what its repeated rows take of further pages.

    tables: first and last of the rows of those whose heads no page repeats, by their places among the rows. scale: how much smaller the
    sheet is printed. is_signed: whether its last rows are a signature.
    """

    rows: tuple[PrintedRow, ...]
    room: float
    titles: float = 0.0
    tables: tuple[tuple[int, int], ...] = ()
    scale: float = 1.0
    is_signed: bool = False

    @property
    def least(self) -> float:
        """What its last page has at least, in points, repeated rows left out."""
        return max(self.room * _SIGNED - self.titles, 0.0) if self.is_signed else min(_LAST, self.room / _PART)

    def is_one_page(self, height: float) -> bool:
        """Whether rows of a height that are a little more than a page holds are better printed on one, a little smaller."""
        return self.room < height <= self.room * _SQUEEZED and self.scale * self.room / height >= _SMALLEST


@dataclass(frozen=True, slots=True)
class Paper:
    """What a sheet that is printed one page wide is printed on, in points; columns: how wide its used columns are.

    edges: left and right together, top and bottom together. is_lying: whether the page is turned.
    """

    short: float
    long: float
    edges: tuple[float, float]
    columns: float
    is_lying: bool

    @property
    def room(self) -> float:
        """How many points of rows a page holds."""
        return ((self.short if self.is_lying else self.long) - self.edges[1]) / self.scale * _SAFE

    @property
    def scale(self) -> float:
        """How much smaller its columns are printed to fit the page."""
        return min(((self.long if self.is_lying else self.short) - self.edges[0]) / max(self.columns, 1.0), 1.0)

    @property
    def fits_upright(self) -> bool:
        """Whether the columns fit a page that is not turned, as large as they are."""
        return self.columns <= self.short - self.edges[0]


def paper(sheet: TemplateSheet, usual: Letters, hidden: Collection[int] = ()) -> Paper | None:
    """Return the paper of a sheet, None where its pages are not ours to end. hidden: columns that filling hides, which take no width."""
    root = parsed(sheet.frame)
    setup = next(elements(root, "pageSetup"), None)
    fits = any(found.get("fitToPage") in {"1", "true"} for found in elements(root, "pageSetUpPr"))
    margins = next(elements(root, "pageMargins"), None)
    if setup is None or margins is None or not fits or setup.get("paperSize", "") not in _SIZES:
        return None
    if (setup.get("fitToWidth", "1"), setup.get("fitToHeight")) != ("1", "0"):
        return None
    if any(True for found in elements(root, "rowBreaks") if len(found)):
        return None
    left, right, top, bottom = (float(margins.get(side, "0.7")) * _POINTS for side in ("left", "right", "top", "bottom"))
    columns = _width(sheet, root, usual, hidden)
    return Paper(*_SIZES[setup.get("paperSize", "")], (left + right, top + bottom), columns, setup.get("orientation") == "landscape")


def _width(sheet: TemplateSheet, root: Element, usual: Letters, hidden: Collection[int]) -> float:
    """Return how wide the used columns are, in points."""
    last = max((cell.column for row in sheet.rows for cell in row.cells), default=1)
    last = max([last, *(rect.right for rect in sheet.merges)])
    return sum(width for column, width in enumerate(column_points(root, last, usual), start=1) if column not in hidden)


def in_pieces(plan: PrintPlan, heights: Sequence[float]) -> tuple[PrintPlan, list[float]]:
    """Return a plan and the heights of its rows in which what no row can hold is the several rows that it will become."""
    rows: list[PrintedRow] = []
    each: list[float] = []
    firsts: list[int] = []
    for row, height in zip(plan.rows, heights, strict=True):
        firsts.append(len(rows))
        count = rows_for(height)
        rows += [replace(row, keeps=row.keeps and at == count - 1) for at in range(count)]
        each += [height / count] * count
    ends = [*firsts[1:], len(rows)]
    tables = tuple((firsts[first], ends[last] - 1) for first, last in plan.tables)
    return replace(plan, rows=tuple(rows), tables=tables), each


def page_breaks(plan: PrintPlan, heights: Sequence[float]) -> list[int]:
    """Return the rows after which a page must end so that nothing that belongs together is parted. heights: of the plan's rows."""
    found: list[int] = []
    used, room = 0.0, plan.room
    for start, end in _chains(_keeps(plan, heights)):
        height = sum(heights[start:end])
        if used and used + height > room and height <= plan.room - plan.titles:
            if plan.rows[start].number != plan.rows[start - 1].number:
                found.append(plan.rows[start - 1].number)
            used, room = 0.0, plan.room - plan.titles
        for at in range(start, end):
            if used and used + heights[at] > room:
                used, room = 0.0, plan.room - plan.titles
            used += heights[at]
    return found


def _keeps(plan: PrintPlan, heights: Sequence[float]) -> list[bool]:
    """Return which rows stay with the next one: also those of a table that a page has room for, and the last lines of all."""
    keeps = [row.keeps for row in plan.rows]
    used = 0.0
    for at in range(len(keeps) - 1, 0, -1):
        used += heights[at]
        if used >= plan.least:
            break
        keeps[at - 1] = True
    for first, last in plan.tables:
        if sum(heights[first : last + 1]) <= plan.room - plan.titles:
            keeps[first:last] = [True] * (last - first)
    return keeps


def _chains(keeps: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows that belong together."""
    start = 0
    for at, keep in enumerate(keeps):
        if not keep:
            yield start, at + 1
            start = at + 1
    if start < len(keeps):
        yield start, len(keeps)


def breaks_element(rows: Sequence[int]) -> str:
    """Return the XML of page breaks after some rows, "" for none."""
    breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{breaks}</rowBreaks>' if rows else ""
