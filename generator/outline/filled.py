"""An outline filled with values: conditions decided, loops run, every expression printed.

What writes a document without a template language - typst, a page in a browser - writes it from these blocks; the words are those of
the shared page, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeAlias, assert_never

from generator import formatting
from generator.fields.kind import PORTRAIT_CM, Align, Format
from generator.outline.blocks import (
    SUBTOTAL,
    Block,
    CentreLine,
    Column,
    Contents,
    Cover,
    Facts,
    ForEach,
    Form,
    Grid,
    Heading,
    Items,
    Margin,
    MatrixGrid,
    Picture,
    Sentence,
    Side,
    Signature,
    Text,
    Value,
    When,
)
from generator.outline.widths import column_widths, letter_size
from validators.expressions import ExactEnvironment, compile_expression, compile_text


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as it prints: the value itself, its text, and how it stands.

    printed: what prints, before it is text: a long text, a picture, a list; unit: what stands behind it. is_whole: whether none of
    its words is parted.
    """

    value: Any
    text: str
    form: Form = "line"
    format: Format = Format.TEXT
    align: Align = "left"
    printed: Any = None
    unit: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading; level: 1 is the document's title. new_page: whether it begins a page; is_front: one before a report's chapters."""

    level: int
    text: str
    new_page: bool = False
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The cover of a report, as what the document calls for it gives it."""

    cover: Any


@dataclass(frozen=True, slots=True)
class MiddleLine:
    """A line in the middle of the page."""

    text: str


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """The contents list, the lists of tables and figures below it."""


@dataclass(frozen=True, slots=True)
class FactLines:
    """Labels and values, a line each."""

    rows: tuple[tuple[str, ShownValue], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A long text, as typed; label: a line above it, or nothing. is_sentence: one of the spec's own, is_subtitle: under the title."""

    text: str
    label: str = ""
    is_sentence: bool = False
    is_subtitle: bool = False


@dataclass(frozen=True, slots=True)
class ItemLines:
    """A list; label: a line above it, or nothing."""

    items: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Where a group of rows begins, what stands above it, and the row of its sums; () for none. sums_from: the column of the first sum."""

    first: int
    name: str
    total: tuple[ShownValue, ...] = ()
    sums_from: int = 0


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table. columns: those that are printed; total: the last row, its label in the first cell that has no sum; () for none.

    caption: its title; whoever writes it numbers it.
    groups: of a table in groups, each with the number of its first row, what heads it, and its row of sums.
    below: the last rows of a matrix, its sums and means. sums_from: the column of the first sum in the last row.
    shares: how wide the columns are among themselves, () for all alike; size: of the letters, in points; is_matrix: each row has a head.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[ShownValue, ...], ...]
    total: tuple[ShownValue, ...] = ()
    caption: str = ""
    groups: tuple[RowGroup, ...] = ()
    below: tuple[tuple[ShownValue, ...], ...] = ()
    sums_from: int = 0
    shares: tuple[float, ...] = ()
    size: int = 10
    is_matrix: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart."""

    chart: Any


@dataclass(frozen=True, slots=True)
class SignedBy:
    """The signatures, as what the document calls for them gives them."""

    signatures: Any


Filled: TypeAlias = CoverPage | ContentsPage | MiddleLine | HeadingLine | FactLines | Passage | ItemLines | TableRows | Drawing | SignedBy
Leaf: TypeAlias = Heading | Sentence | Facts | Text | Items | Grid | MatrixGrid | Picture | Signature
_EMPTY: Final = ShownValue("", "")
_MATRIX_COLUMNS: Final = 8
_FIGURE: Final = Value("", format=Format.NUMBER, align="right")
Head: TypeAlias = tuple[str, str, dict[str, Any]]
"""The head of a matrix's column: its label, the expression of its key, the scope in which that stands."""


def fill(
    blocks: Iterable[Block], scope: Mapping[str, Any], environment: ExactEnvironment, *, width_cm: float = PORTRAIT_CM
) -> tuple[Filled, ...]:
    """Return the blocks filled from a scope whose values are ready to print; width_cm: of the text of the page.

    Raises ExpressionFault where an expression cannot run.
    """
    return tuple(_BlockFilling(environment, width_cm).blocks(blocks, scope))


@lru_cache(maxsize=4096)
def _expression(environment: ExactEnvironment, source: str) -> Callable[[Mapping[str, Any]], Any]:
    """Return what evaluates an expression, compiled once a process."""
    return compile_expression(environment, source).evaluate


@lru_cache(maxsize=1024)
def _sentence(environment: ExactEnvironment, source: str) -> Callable[[Mapping[str, Any]], str]:
    return compile_text(environment, source)


@dataclass(frozen=True, slots=True)
class _BlockFilling:
    """One filling."""

    environment: ExactEnvironment
    width_cm: float

    def value(self, source: str, scope: Mapping[str, Any]) -> Any:
        """Return what an expression gives."""
        return _expression(self.environment, source)(scope)

    def passage(self, block: Text | Sentence, scope: Mapping[str, Any]) -> Passage:
        """Return a long text, or a sentence of the spec with its tags filled."""
        if isinstance(block, Sentence):
            return Passage(_sentence(self.environment, block.text)(scope), is_sentence=True, is_subtitle=block.is_subtitle)
        return Passage(_kept(self.value(block.expr, scope)), block.label)

    def holds(self, condition: str, scope: Mapping[str, Any]) -> bool:
        """Whether a condition holds; none always does."""
        return not condition or bool(self.value(condition, scope))

    def shown(self, value: Value, scope: Mapping[str, Any], *, with_unit: bool = False) -> ShownValue:
        """Return a value as it prints."""
        held = self.value(value.expr, scope) if value.expr else ""
        printed = self.value(value.shown, scope) if value.shown else held
        unit = f" {value.unit}" if with_unit and value.unit else ""
        return ShownValue(held, f"{_text(printed)}{unit}", value.form, value.format, value.align, printed, unit, value.is_whole)

    def rows(self, source: str, variable: str, scope: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the scope of each round of a loop."""
        items = list(self.value(source, scope))
        for index, item in enumerate(items):
            at = {"index": index + 1, "index0": index, "first": index == 0, "last": index == len(items) - 1, "length": len(items)}
            yield {**scope, variable: item, "loop": at}

    def blocks(self, blocks: Iterable[Block], scope: Mapping[str, Any]) -> Iterator[Filled]:
        """Yield the filled blocks: of a condition those behind it where it holds, of a loop those of all its rounds."""
        for block in blocks:
            match block:
                case ForEach():
                    for inner in self.rows(block.rows, block.variable, scope):
                        yield from self.blocks(block.blocks, inner)
                case When():
                    yield from self.blocks(block.blocks, scope) if self.holds(block.condition, scope) else ()
                case Cover():
                    yield CoverPage(self.value(block.call, scope))
                case Contents():
                    yield ContentsPage()
                case CentreLine():
                    yield MiddleLine(block.text)
                case _:
                    filled = self.block(block, scope)
                    yield from (filled,) if filled is not None else ()

    def block(self, block: Leaf, scope: Mapping[str, Any]) -> Filled | None:
        """Return what one block gives, None where nothing of it prints."""
        match block:
            case Heading():
                words = block.text + (_text(self.value(block.expr, scope)) if block.expr else "")
                return HeadingLine(block.level, words, block.new_page, block.is_front)
            case Facts():
                return self.facts(block, scope)
            case Text() | Sentence():
                return self.passage(block, scope)
            case Items():
                return ItemLines(tuple(map(_kept, self.value(block.expr, scope))), block.label)
            case Grid():
                return self.grid(block, scope)
            case MatrixGrid():
                return self.matrix(block, scope)
            case Picture():
                chart = self.value(block.chart, scope)
                return Drawing(chart) if chart else None
            case Signature():
                return SignedBy(self.value(block.call, scope))
            case _:
                assert_never(block)

    def facts(self, block: Facts, scope: Mapping[str, Any]) -> FactLines | None:
        """Return the labels and values that apply; None where none does."""
        rows = [(fact.label, self.shown(fact.value, scope, with_unit=True)) for fact in block.rows if self.holds(fact.condition, scope)]
        return FactLines(tuple(rows)) if rows else None

    def grid(self, block: Grid, scope: Mapping[str, Any]) -> TableRows:
        """Return a table with a row for each of its rows."""
        widths = column_widths(block.page_columns, self.width_cm)
        there = [(column, width) for column, width in zip(block.page_columns, widths, strict=True) if self.holds(column.condition, scope)]
        columns, shares = tuple(column for column, _ in there), tuple(width for _, width in there)
        size = letter_size(len(block.page_columns))
        sums = {column.name: column.total for column in columns if column.total is not None}
        total = self.last_row(columns, sums, block.total_label, scope) if block.total_label else ()
        grouping = block.grouping
        if grouping is None:
            rows = tuple(self.lines(block, block.rows, columns, scope))
            return TableRows(columns, rows, total, block.caption, sums_from=_first(columns, sums), shares=shares, size=size)
        lines: list[tuple[ShownValue, ...]] = []
        groups: list[RowGroup] = []
        for inner in self.rows(grouping.groups(block.rows), grouping.variable, scope):
            name = _text(self.value(grouping.shown, inner))
            subtotals = self.last_row(columns, grouping.subtotals, f"{SUBTOTAL} {name}", inner) if grouping.subtotals else ()
            groups.append(RowGroup(len(lines), name, subtotals, _first(columns, grouping.subtotals)))
            lines += self.lines(block, grouping.rows, columns, inner)
        first = _first(columns, sums)
        return TableRows(columns, tuple(lines), total, block.caption, tuple(groups), sums_from=first, shares=shares, size=size)

    def lines(self, block: Grid, rows: str, columns: Sequence[Column], scope: Mapping[str, Any]) -> Iterator[tuple[ShownValue, ...]]:
        """Yield the row of each of `rows`."""
        for inner in self.rows(rows, block.variable, scope):
            yield tuple(self.shown(column.value, inner) for column in columns)

    def last_row(
        self, columns: Sequence[Column], sums: Mapping[str, Value], label: str, scope: Mapping[str, Any]
    ) -> tuple[ShownValue, ...]:
        """Return a row of sums, its label in the first cell that has none."""
        shown = [self.shown(sums[column.name], scope) if column.name in sums else _EMPTY for column in columns]
        first = next((index for index, column in enumerate(columns) if column.name not in sums), 0)
        shown[first] = ShownValue(label, label)
        return tuple(shown)

    def matrix(self, block: MatrixGrid, scope: Mapping[str, Any]) -> TableRows:
        """Return the table of a matrix: its columns are known, or those that the document has."""
        align: Align = "center" if block.format is Format.TEXT else "right"
        cell = Value("", format=block.format, align=align)
        down = Value(block.down.shown, is_whole=block.down.is_whole)
        heads = [(label, repr(key), dict(scope)) for key, label in block.across.known] or list(self.across(block.across, scope))
        columns = (Column(block.down.label, down), *(Column(label, cell) for label, _, _ in heads))
        beside = tuple(Column(margin.label, _FIGURE) for margin in block.beside)
        rows = tuple(
            (
                self.shown(down, inner),
                *(
                    self.shown(
                        replace(cell, expr=block.cell(block.down.key, key), shown=block.printed(block.down.key, key)),
                        {**around, **inner, **_only(around, block.across)},
                    )
                    for _, key, around in heads
                ),
                *(self.figure(block.of_row(margin, block.down.key), inner) for margin in block.beside),
                *(self.shown(column.value, inner) for column in block.columns),
            )
            for inner in self.rows(block.down.rows, block.down.variable, scope)
        )
        below = tuple(self.below(block, margin, heads, scope) for margin in block.below)
        size = letter_size(min(block.most_columns + len(block.beside), _MATRIX_COLUMNS) + len(block.columns) + 1)
        every, led = (*columns, *beside, *block.columns), block.down.width_cm
        rest = (self.width_cm - led) / max(len(every) - 1, 1)
        shares = (led, *[rest] * (len(every) - 1)) if led else ()
        return TableRows(every, rows, caption=block.caption, below=below, shares=shares, size=size, is_matrix=True)

    def below(self, block: MatrixGrid, margin: Margin, heads: Sequence[Head], scope: Mapping[str, Any]) -> tuple[ShownValue, ...]:
        """Return a last row of a matrix: a sum or mean for each column."""
        label = ShownValue(margin.label, margin.label)
        sums = (self.figure(block.of_column(margin, key), {**scope, **around}) for _, key, around in heads)
        corners = (block.corner(margin, beside) for beside in block.beside)
        empty = (_EMPTY for _ in block.columns)
        return (label, *sums, *(self.figure(corner, scope) if corner else _EMPTY for corner in corners), *empty)

    def figure(self, expr: str, scope: Mapping[str, Any]) -> ShownValue:
        """Return a number that an expression prints."""
        return self.shown(replace(_FIGURE, expr=expr), scope)

    def across(self, side: Side, scope: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield the head, key and scope of each column that the document has."""
        for inner in self.rows(side.rows, side.variable, scope):
            yield _text(self.value(side.shown, inner)), side.key, inner


def _only(scope: Mapping[str, Any], side: Side) -> dict[str, Any]:
    return {side.variable: scope[side.variable]} if side.variable in scope else {}


def _first(columns: Sequence[Column], sums: Mapping[str, Value]) -> int:
    return next((at for at, column in enumerate(columns) if column.name in sums), 0)


def _kept(value: Any) -> str:
    """Return a text as it is, for what was typed knows how it is laid out; of any other value what it prints."""
    return value if isinstance(value, str) else _text(value)


def _text(value: Any) -> str:
    return str(formatting.show(value))
