"""What is known of a template once it is read: sheets, rows, cells, and the other parts that follow its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.office.package.parts import Member
from generator.office.sheet.formula import Formula, Solver, Value
from generator.office.sheet.references import CellRect
from generator.office.sheet.rowmap import RowBlock
from generator.office.sheet.styles import SheetStyles
from generator.render.xlsx.tags import CellText

ROWS_MARK: Final = "<?borang rows?>"
BREAKS_MARK: Final = "<?borang breaks?>"
_AROUND: Final = 54.0
_BAR: Final = 24.0
_TALLEST: Final = 610.0


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula: its pieces, what evaluates it (None: the evaluator does not know it), attributes of <f>, an array's range.

    names: defined names and tables' columns that it reads, in lower case.
    """

    formula: Formula
    solve: Solver | None
    names: tuple[str, ...]
    attributes: str
    array: Formula | None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """One cell of the template.

    attributes: all but r and t, as text. body: the rest of a static cell's element, from t on. tags: None without any.
    """

    column: int
    attributes: str
    style: int
    body: str
    value: Value
    formula: FormulaCell | None = None
    tags: CellText | None = None


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row of the template; attributes: all but r, ht and customHeight; height in points."""

    number: int
    attributes: str = ""
    height: float | None = None
    fixed_height: bool = False
    hidden: bool = False
    cells: tuple[TemplateCell, ...] = ()
    tail: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nobody would miss its element."""
        return not (self.cells or self.tail or self.attributes or self.height or self.hidden)


@dataclass(frozen=True, slots=True)
class Loop:
    """A repeated block of rows and the cell in which its {%tr for %} stands."""

    block: RowBlock
    cell: str
    text: CellText


@dataclass(frozen=True, slots=True, eq=False)
class TemplateSheet:
    """One worksheet.

    frame: its XML with ROWS_MARK where the rows belong. widths: column widths in digits of the usual font; heights in
    points. reads: other sheets that its formulas read; "*" among them when they use names, tables or unknown words.
    """

    name: str
    part: str
    frame: bytes
    rows: tuple[TemplateRow, ...]
    loops: tuple[Loop, ...]
    widths: Mapping[int, float]
    default_width: float
    default_height: float
    merges: tuple[CellRect, ...]
    reads: frozenset[str]
    touched: bool = False

    @property
    def blocks(self) -> tuple[RowBlock, ...]:
        """The repeated blocks of rows, in the order in which they open."""
        return tuple(loop.block for loop in self.loops)

    @property
    def holders(self) -> tuple[int, ...]:
        """The indexes of the loops in which others stand."""
        return tuple(at for at, loop in enumerate(self.loops) if any(_holds(loop.block, other.block) for other in self.loops))

    def depth(self, loop: int) -> int:
        """Return in how many loops a loop stands."""
        return sum(_holds(other.block, self.loops[loop].block) for other in self.loops)

    def inner(self, loop: int) -> tuple[int, ...]:
        """Return the indexes of all loops that stand in a loop."""
        return tuple(at for at, other in enumerate(self.loops) if _holds(self.loops[loop].block, other.block))

    def loop_at(self, row: int) -> int | None:
        """Return the index of the innermost loop whose pattern rows hold `row`."""
        return next(
            (at for at in reversed(range(len(self.loops))) if self.loops[at].block.opening < row < self.loops[at].block.closing), None
        )

    def is_control(self, row: int) -> bool:
        """Tell whether a row holds {%tr for %} or {%tr endfor %}."""
        return any(row in (loop.block.opening, loop.block.closing) for loop in self.loops)


def _holds(outer: RowBlock, inner: RowBlock) -> bool:
    return outer.opening < inner.opening and inner.closing < outer.closing


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """The rows of a sheet over which a chart stands, both included. source: sheet and loop whose rows are its horizontal bars, or None."""

    sheet: str
    top: int
    bottom: int
    source: tuple[str, int] | None = None
    series: int = 1

    @property
    def rows(self) -> int:
        """How many rows it stands over."""
        return self.bottom - self.top + 1

    def height(self, copies: int) -> float:
        """Return how high it must be, in points, for so many bars to be told apart."""
        return min(_AROUND + _BAR * copies * max(self.series, 1) ** 0.5, _TALLEST)


@dataclass(frozen=True, slots=True, eq=False)
class TemplateBook:
    """A template workbook, read once.

    parts: every part unpacked. owners: for parts that belong to one sheet (tables, drawings, comments), its name.
    charts: parts that draw cells of this workbook; growing: those that draw repeated rows; linked: drawings whose shapes may
    show the text of a cell. names: defined names by sheet ("" for the whole workbook) and lower-case name. places: the rows that charts stand over.
    """

    file: str
    members: tuple[Member, ...]
    parts: Mapping[str, bytes]
    workbook: str
    sheets: tuple[TemplateSheet, ...]
    styles: SheetStyles
    from_1904: bool
    owners: Mapping[str, str]
    charts: tuple[str, ...] = ()
    growing: frozenset[str] = frozenset()
    linked: tuple[str, ...] = ()
    names: Mapping[str, Mapping[str, Formula]] = field(default_factory=dict)
    places: tuple[ChartPlace, ...] = ()

    @property
    def touched(self) -> tuple[TemplateSheet, ...]:
        """The sheets that are written anew."""
        return tuple(sheet for sheet in self.sheets if sheet.touched)
