"""The neutral blocks of a document. They hold Jinja expressions, not values: a template of any kind can be written from them.

Labels are plain text: what writes them into a template takes care of signs that mean something there (`literal`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from generator.fields.decimals import Decimals
from generator.fields.kind import PORTRAIT_CM, Align, Format
from generator.outline.fronts import CentreLine, Contents, Cover, quoted

Form: TypeAlias = Literal["line", "long", "list"]

WIDE: Final = 8
"""A table of more columns lies across the page (TPL-04)."""
_FEW: Final = 5


def cell_format(format_: Format, decimals: int | None) -> str:
    """Return the number format of a workbook's cell; decimals: how many, None for those of its format."""
    if decimals is None:
        return format_.cell
    more = "####" if isinstance(decimals, Decimals) and decimals.is_least else ""
    places = f"0.{'0' * decimals}{more}" if decimals or more else "0"
    return f'[$-421]{places}"%"' if format_ is Format.PERCENT else f"[$-421]{places}"


def digits(decimals: int) -> str:
    """Return the arguments that tell a filter of numbers how many decimals it prints with."""
    return decimals.told if isinstance(decimals, Decimals) else str(decimals)


@dataclass(frozen=True, slots=True)
class Value:
    """What prints in one place.

    expr: the value itself, for a cell that keeps its type. shown: the expression that prints it, where a filter is needed.
    form: on a line, as long text, as a list. unit: printed behind it. width_cm: what it needs in a column; 0 takes what is left.
    cell: the number format of a workbook's cell, where it is not that of its format. is_whole: whether none of its words is parted.
    """

    expr: str
    shown: str = ""
    form: Form = "line"
    format: Format = Format.TEXT
    unit: str = ""
    align: Align = "left"
    width_cm: float = 0.0
    decimals: int | None = None
    cell: str = ""
    is_whole: bool = False

    @property
    def cell_format(self) -> str:
        """The number format of a workbook's cell that holds it."""
        return self.cell or cell_format(self.format, self.decimals)

    @property
    def tag(self) -> str:
        """The tag that prints the value."""
        return f"{{{{ {self.shown or self.expr} }}}}"


DEEPEST: Final = 4
"""The deepest level of a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: fixed words, or `expr` that prints them. level: 1 is the document's title.

    new_page: whether it begins a page. is_front: whether that page stands before a report's chapters. name: what it is called where
    the printed words are not known yet, as a sheet is.
    """

    level: int
    text: str = ""
    expr: str = ""
    new_page: bool = False
    is_front: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the spec's own, with tags in it. is_subtitle: whether it stands under the title."""

    text: str
    is_subtitle: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; left out where `condition` (an expression) does not hold."""

    label: str
    value: Value
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values, a line each."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A long text; label: a line above it, or nothing."""

    expr: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; variable: what an item is called in the loop over `expr`."""

    expr: str
    variable: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. group: the head that spans it and its neighbours. condition: without which it is left out.

    name: the field's, or "" for a column that is none. formula: how it is computed of others, in the words of the spec.
    total: what the last row prints below it. said_cm: its width where the spec says it.
    """

    label: str
    value: Value
    name: str = ""
    group: str = ""
    condition: str = ""
    formula: str = ""
    total: Value | None = None
    said_cm: Decimal = Decimal(0)


SUBTOTAL: Final = "Jumlah"
"""The word before the name of a group in the row of its sums."""


def span_of(columns: Sequence[Column]) -> str:
    """Return how many of the columns there are: a number, or an expression where some come and go."""
    sure = sum(not column.condition for column in columns)
    return " + ".join([str(sure), *(f"(1 if ({column.condition}) else 0)" for column in columns if column.condition)])


def any_of(parts: Iterable[Column | Fact | When | Block]) -> str:
    """Return the condition under which any of some columns, labels or blocks is there; "" where one always is."""
    conditions = [part.condition if isinstance(part, (Column, Fact, When)) else "" for part in parts]
    return "" if "" in conditions else " or ".join(f"({condition})" for condition in conditions)


@dataclass(frozen=True, slots=True)
class Grouping:
    """How the rows of a table stand in groups: under the value of the column `by`, each group called `variable` in its loop.

    subtotals: what a last row of each group prints under the columns of those names.
    """

    by: str
    variable: str
    subtotals: Mapping[str, Value] = field(default_factory=dict[str, Value])

    @property
    def shown(self) -> str:
        """The expression of the value that heads a group."""
        return f"{self.variable}.grouper"

    def groups(self, rows: str) -> str:
        """Return the expression of the groups of some rows."""
        return f"{rows} | kelompok('{self.by}')"

    @property
    def rows(self) -> str:
        """The expression of a group's rows."""
        return f"{self.variable}.list"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a line for each of `rows` (an expression), called `variable`; total_label: what its last row says, if it has one.

    grouping: on a page the rows stand in groups; a workbook keeps their column, so that it can be sorted.
    below: further last rows, a value under each column.
    caption: its numbered title. orientation: "portrait" or "landscape" where the spec says it.
    sheet_rows: what a workbook loops over instead, where sentences of a page are rows of its sheet.
    """

    rows: str
    variable: str
    columns: tuple[Column, ...]
    total_label: str = ""
    below: tuple[tuple[Value, ...], ...] = ()
    grouping: Grouping | None = None
    caption: str = ""
    orientation: str = ""
    sheet_rows: str = ""

    @property
    def page_columns(self) -> tuple[Column, ...]:
        """The columns on a page: the one whose values head the groups is none there."""
        by = self.grouping.by if self.grouping is not None else None
        return tuple(column for column in self.columns if column.name != by)

    @property
    def is_wide(self) -> bool:
        """Whether the table needs the page turned."""
        if self.orientation:
            return self.orientation == "landscape"
        return len(self.page_columns) > WIDE or sum(column.said_cm for column in self.columns) > Decimal(str(PORTRAIT_CM))


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a matrix. rows: what is looped over as `variable`; key: the expression of its key; shown: what prints it.

    known: keys and words where a reference table lists them. most: how many there can be, None where nobody knows. width_cm: what the
    table of its rows says that its key takes. is_whole: whether none of the words it prints is parted.
    """

    label: str
    rows: str
    variable: str
    key: str
    shown: str
    known: tuple[tuple[str, str], ...] = ()
    most: int | None = None
    width_cm: float = 0.0
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Margin:
    """Sums or means beside a matrix. filter: what gives them; across: whether each row has one; below: whether each column has one."""

    label: str
    filter: str
    across: bool
    below: bool


@dataclass(frozen=True, slots=True)
class MatrixGrid:
    """A table with a cell for each pair of two sides; cell: the value of `matrix` under both keys. margins: its sums and means.

    columns: of the table that its rows are of, behind the cells and the margins.
    """

    matrix: str
    label: str
    down: Side
    across: Side
    format: Format = Format.TEXT
    decimals: int | None = None
    margins: tuple[Margin, ...] = ()
    caption: str = ""
    orientation: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def beside(self) -> tuple[Margin, ...]:
        """The margins that stand in columns of their own."""
        return tuple(margin for margin in self.margins if margin.across)

    @property
    def below(self) -> tuple[Margin, ...]:
        """The margins that stand in last rows."""
        return tuple(margin for margin in self.margins if margin.below)

    def of_row(self, margin: Margin, row: str) -> str:
        """Return the expression that prints a row's margin."""
        return self._margin(f"{self.matrix}[{row}] | {margin.filter}")

    def of_column(self, margin: Margin, column: str) -> str:
        """Return the expression that prints a column's margin."""
        return self._margin(f"{self.matrix} | {margin.filter}(attribute={column})")

    def corner(self, margin: Margin, beside: Margin) -> str:
        """Return the expression that prints where two margins meet: over all cells, where both are of one kind."""
        return self._margin(f"{self.matrix} | {margin.filter}") if margin.filter == beside.filter else ""

    def _margin(self, expr: str) -> str:
        decimals = "" if self.decimals is None else f"({digits(self.decimals)})"
        named = {Format.MONEY: " | rupiah", Format.PERCENT: f" | persen{decimals}"}
        return expr + named.get(self.format, f" | angka{decimals}" if decimals else "")

    def printed(self, row: str, column: str) -> str:
        """Return the expression that prints the cell at two keys."""
        cell = self.cell(row, column)
        return cell if self.decimals is None else f"{cell} | angka({digits(self.decimals)})"

    def cell(self, row: str, column: str) -> str:
        """Return the expression of the cell at two keys, which are expressions too."""
        return f"{self.matrix}[{row}][{column}]"

    @property
    def most_columns(self) -> int:
        """How many columns there may be beside the first; where nobody says (`max_rows`, `max_items`), a few."""
        return len(self.across.known) or self.across.most or _FEW

    @property
    def behind(self) -> int:
        """How many columns stand behind the cells."""
        return len(self.beside) + len(self.columns)

    @property
    def is_wide(self) -> bool:
        """Whether the table may need the page turned."""
        return self.orientation == "landscape" if self.orientation else self.most_columns + len(self.columns) + 1 > WIDE


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart by its name in the scope; it is not there where its data are not."""

    chart: str


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs: the expression of the group with name, position and the rest; label: where no position is given.

    lead: words above the position.
    more: expressions of what else stands below the name.
    """

    label: str
    expr: str
    condition: str = ""
    has_position: bool = True
    has_number: bool = False
    lead: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """The signatures, the chief one first; place, date: expressions, or ""."""

    signers: tuple[Signer, ...]
    place: str = ""
    date: str = ""

    @property
    def call(self) -> str:
        """The expression that prints the block; templates of every kind call it."""
        chief, *others = self.signers
        people = ", ".join(_person(signer) for signer in (*others, chief))
        place, date = (expr or "''" for expr in (self.place, self.date))
        return f"tanda_tangan([{people}], {place}, {date})"


def _person(signer: Signer) -> str:
    label, lead = quoted(signer.label), quoted(signer.lead)
    position = f"{signer.expr}.jabatan | atau('{label}')" if signer.has_position else f"'{label}'"
    said = f"'{lead}', " if lead else ""
    more = f", baris=[{', '.join(signer.more)}]" if signer.more else ""
    return f"penanda({signer.expr}, {said}jabatan={position}{more})" + (f" if {signer.condition} else {{}}" if signer.condition else "")


@dataclass(frozen=True, slots=True)
class ForEach:
    """Blocks that come once for each of `rows`, called `variable`."""

    rows: str
    variable: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class When:
    """Blocks that come only where `condition` (an expression) holds."""

    condition: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Cover | Contents | CentreLine | Heading | Sentence | Facts | Text | Items | Grid | MatrixGrid | Picture | Signature | ForEach | When
)
