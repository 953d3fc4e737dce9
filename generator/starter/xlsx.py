"""A starter Excel template from an outline: the document on a sheet, long and wide tables on sheets of their own, with live sums and charts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from generator.fields.kind import PORTRAIT_CM, Format
from generator.fields.shapes import FixedTable, Matrix, Table, walk
from generator.office.package.parts import read_parts, write_parts
from generator.office.package.xml import elements, local, parsed, serialised
from generator.office.sheet.addresses import quoted_title
from generator.outline.blocks import (
    Block,
    CentreLine,
    Column,
    Contents,
    Cover,
    Facts,
    ForEach,
    Grid,
    Heading,
    Items,
    MatrixGrid,
    Picture,
    Sentence,
    Signature,
    Text,
    Value,
    When,
)
from generator.outline.fronts import caption_call
from generator.outline.literals import office_literal
from generator.starter.xlsx_cells import FONT, letters
from generator.starter.xlsx_charts import LENGTH, add_chart, colour_scale
from generator.starter.xlsx_grids import chapters_table, matrix_table
from generator.starter.xlsx_page import COLUMNS, SheetPage, on_grid, set_columns, set_grid, set_up_print
from generator.starter.xlsx_tables import TablePlace, draw_table, is_spare, table_widths

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import ChartText

_CORE: Final = "docProps/core.xml"
_STYLES: Final = "xl/styles.xml"
_FONT_ORDER: Final = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_USUAL_SIZE: Final = "10"
_LABEL: Final = (1, 8)
_COLON: Final = (9, 9)
_VALUE: Final = (10, 24)
_SIZES: Final = {1: 14, 2: 12, 3: 11, 4: 11}
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\'{}]")
_NAME_LENGTH: Final = 31
_SHRUNK: Final = 1.15
"""A sheet whose table is wider than the page upright by more than this is turned rather than printed smaller still."""
_FEW_ROWS: Final = 12
_FEW_COLUMNS: Final = 6
_IN_PLACE: Final = 20
"""A table of no more rows stands among the text, where no page repeats its heads."""


def starter_xlsx(blocks: Iterable[Block], compiled: CompiledSpec) -> bytes:
    """Return the workbook template of an outline; the same outline gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Dokumen"
    set_grid(sheet)
    made = _Book(book, compiled, SheetPage(sheet, COLUMNS))
    made.page.put(made.page.whole, "{{ kop }}", align="center", middle=True)
    made.page.next()
    made.page.gap()
    made.write(blocks)
    made.page.under("")
    for chart in sorted(compiled.spec.charts, key=made.place_on_page):
        made.chart(chart)
    made.chart_sheet()
    set_up_print(sheet, is_wide=False)
    return _packed(book, compiled.spec.title)


@dataclass(slots=True)
class _Book:
    """A workbook on its way. page: the document's own sheet; drawn: tables by their rows; waiting: charts for their sheet; order: in which a page has them."""

    book: Any
    compiled: CompiledSpec
    page: SheetPage
    drawn: dict[str, tuple[SheetPage, TablePlace]] = field(default_factory=dict[str, tuple[SheetPage, TablePlace]])
    waiting: list[tuple[ChartText, tuple[SheetPage, TablePlace]]] = field(
        default_factory=list["tuple[ChartText, tuple[SheetPage, TablePlace]]"]
    )
    order: list[str] = field(default_factory=list[str])
    title: str = ""

    @property
    def sides(self) -> set[str]:
        """The tables that are sides of matrices: as long as there are items or people."""
        return {side for _, found in walk(self.compiled.spec.fields) if isinstance(found, Matrix) for side in (found.rows, found.columns)}

    def write(self, blocks: Iterable[Block], condition: str = "") -> None:
        """Write blocks, those of tables that need room on sheets of their own. condition: under which they come."""
        for block in blocks:
            self.page.under(condition)
            match block:
                case Facts():
                    self.facts(block, condition)
                case Grid() | MatrixGrid() | ForEach():
                    self.table(block, condition)
                case When():
                    self.write(block.blocks, _both(condition, block.condition))
                case Picture():
                    self.order.append(block.chart)  # the charts have a sheet of their own
                case Cover() | Contents() | CentreLine():
                    pass  # a workbook has no cover
                case _:
                    self.words(block)

    def words(self, block: Heading | Sentence | Text | Items | Signature) -> None:
        """Write a block of words over the whole width."""
        match block:
            case Heading():
                self.heading(block)
            case Sentence():
                self.page.put(self.page.whole, block.text, align="center" if block.is_subtitle else "left")
                self.page.next()
            case Text():
                self.text(block.label, f"alinea in {block.expr} | alinea", "{{ alinea }}")
            case Items():
                self.text(block.label, f"{block.variable} in {block.expr} | ada", f"• {{{{ {block.variable} }}}}")
            case Signature():
                self.page.gap()
                self.page.put(self.page.whole, f"{{{{ {block.call} }}}}")
                self.page.next()

    def heading(self, block: Heading) -> None:
        """Write a heading: the title in the middle, others at the left with room above."""
        self.title = block.text or block.name or self.title
        text = office_literal(block.text) + (f"{{{{ {block.expr} }}}}" if block.expr else "")
        if block.level > 1:
            self.page.gap()
        self.page.put(self.page.whole, text, font=letters(_SIZES[block.level], bold=True), align="center" if block.level == 1 else "left")
        self.page.next()
        if block.level == 1:
            self.page.gap()

    def facts(self, block: Facts, condition: str) -> None:
        """Write labels and values, a row each."""
        for fact in block.rows:
            self.page.under(_both(condition, fact.condition))
            self.page.put(_LABEL, office_literal(fact.label))
            self.page.put(_COLON, ":", align="center")
            cell = self.page.put(_VALUE, f"{{{{ {fact.value.expr} }}}}")
            cell.number_format = _with_unit(fact.value)
            self.page.next()

    def text(self, label: str, loop: str, shown: str) -> None:
        """Write a long text or a list, a row for each paragraph and item."""
        if label:
            self.page.put(self.page.whole, office_literal(label), font=letters(bold=True))
            self.page.next()
        self.page.loop(loop)
        self.page.put(self.page.whole, shown)
        self.page.next()
        self.page.end()

    def table(self, block: Grid | MatrixGrid | ForEach, condition: str) -> None:
        """Write a table where it stands, or on a sheet of its own with a line that leads there."""
        grid = _as_grid(block, self.title)
        caption = block.caption if isinstance(block, (Grid, MatrixGrid)) else ""
        if caption:
            self.page.put(self.page.whole, f"{{{{ {caption_call(caption)} }}}}", font=letters(10, bold=True))
            self.page.next()
        said = f"={quoted_title(self.page.sheet.title)}!A{self.page.row - 1}" if caption else ""
        if not self.stands_in_place(block, grid):
            self.elsewhere(grid, _both(condition, f"{grid.rows} | ada"), said)
            return
        is_open = self.may_be_long(block, grid)
        if is_open:
            self.page.under(_both(condition, f"({grid.rows} | length) <= {_IN_PLACE}"))
        self.drawn[grid.rows] = (self.page, draw_table(self.page, grid, on_grid(table_widths(grid))))
        self.page.gap()
        if is_open:
            is_long = f"({grid.rows} | length) > {_IN_PLACE}"
            self.elsewhere(replace(grid, rows=f"({grid.rows} if {is_long} else [])"), _both(condition, is_long), said)

    def elsewhere(self, grid: Grid, condition: str, said: str) -> None:
        """Write a table on a sheet of its own, and under a condition a line that leads there. said: as for `own_sheet`."""
        name = self.own_sheet(self.title, grid, said=said)
        self.page.under(condition)
        cell = self.page.put(self.page.whole, f"Lihat lembar “{name}”.", font=letters(10, link=True))
        cell.hyperlink = f"#'{name}'!A1"
        cell.font = letters(10, link=True)
        self.page.next()

    def may_be_long(self, block: Block, grid: Grid) -> bool:
        """Whether nobody knows how many rows a table among the text will have: heads repeat only where a table has its own sheet."""
        held = self.compiled.spec.field_at(tuple(grid.rows.split(".")))
        is_known = isinstance(block, MatrixGrid) or isinstance(held, FixedTable) or (isinstance(held, Table) and held.at_most is not None)
        return not (is_known or grid.below or any(chart.of == grid.rows for chart in self.compiled.spec.charts))

    def stands_in_place(self, block: Block, grid: Grid) -> bool:
        """Whether a table stands among the document's text: narrow, a result or known to have few rows, not drawn nor summed."""
        if isinstance(block, ForEach) or grid.is_wide or any(column.condition or is_spare(column) for column in grid.columns):
            return False
        held = self.compiled.spec.field_at(tuple(grid.rows.split(".")))
        if isinstance(held, FixedTable) and len(self.compiled.home.library.table(held.rows).rows) <= _FEW_ROWS:
            return True
        if isinstance(held, (Table, FixedTable)):
            few = isinstance(held, Table) and held.at_most is not None and held.at_most <= _FEW_ROWS
            drawn = any(chart.of == grid.rows for chart in self.compiled.spec.charts)
            return few or not (grid.grouping or drawn or len(grid.columns) > _FEW_COLUMNS or grid.rows in self.sides)
        return not isinstance(block, MatrixGrid) or len(block.down.known) <= _FEW_ROWS

    def own_sheet(self, title: str, grid: Grid, *, said: str = "") -> str:
        """Write a table on a sheet of its own; return the sheet's name. said: the formula of its numbered title, where it has one."""
        name = _free_name(title, self.book.sheetnames)
        sheet = self.book.create_sheet(name)
        widths = table_widths(grid)
        set_columns(sheet, widths)
        page = SheetPage(sheet, len(grid.columns))
        page.put(page.whole, said or office_literal(title), font=letters(12, bold=True))
        page.next()
        page.gap()
        drawn = draw_table(page, grid, [(number, number) for number in range(1, len(grid.columns) + 1)])
        self.drawn[grid.rows] = (page, drawn)
        sheet.print_title_rows = f"{drawn.top}:{drawn.head}"
        sheet.freeze_panes = f"A{drawn.head + 1}"
        set_up_print(sheet, is_wide=grid.is_wide or (not grid.orientation and sum(widths) > PORTRAIT_CM * _SHRUNK))
        return name

    def place_on_page(self, chart: ChartText) -> int:
        """Return where among the charts of a page a chart stands."""
        return self.order.index(chart.name) if chart.name in self.order else len(self.order)

    def chart(self, chart: ChartText) -> None:
        """Put a chart on the sheet of charts; one of something that is no table here gets a sheet with its data."""
        if not (chart.category or chart.start):
            return  # of pairs: their table is in the workbook
        wanted = {name for name in (chart.category, *chart.series, chart.start, chart.finish) if name} | (
            {LENGTH} if chart.start else set()
        )
        place = self.drawn.get(chart.of)
        if place is None or not wanted <= set(place[1].columns):
            self.own_sheet(chart.title or chart.alt, Grid(chart.of, "baris", tuple(_columns(chart))))
            place = self.drawn.pop(chart.of)
        if chart.type == "heatmap":
            colour_scale(place[0].sheet, chart, place[1])
        else:
            self.waiting.append((chart, place))

    def chart_sheet(self) -> None:
        """Write the sheet of charts, each with its title below it."""
        if not self.waiting:
            return
        sheet = self.book.create_sheet(_free_name("Grafik", self.book.sheetnames))
        set_grid(sheet)
        page = SheetPage(sheet, COLUMNS)
        page.put(page.whole, "GRAFIK", font=letters(12, bold=True), align="center")
        page.next()
        for chart, place in self.waiting:
            add_chart(page, chart, place)
        set_up_print(sheet, is_wide=False)


def _both(one: str, other: str) -> str:
    return " and ".join(f"({condition})" if one and other else condition for condition in (one, other) if condition)


def _with_unit(value: Value) -> str:
    shown = value.cell_format
    return f'{shown}" {value.unit}"' if value.unit and value.format.takes_unit and '"' not in value.unit else shown


def _as_grid(block: Grid | MatrixGrid | ForEach, title: str) -> Grid:
    if isinstance(block, MatrixGrid):
        return matrix_table(block)
    return chapters_table(block, title) if isinstance(block, ForEach) else block


def _columns(chart: ChartText) -> Iterable[Column]:
    for name in (chart.category, *chart.series, chart.start, chart.finish):
        if name:
            shape = Format.DATE if name in (chart.start, chart.finish) else Format.TEXT if name == chart.category else Format.NUMBER
            align = "left" if name == chart.category else "right"
            label = chart.labels.get(name, name.replace("_", " ").capitalize())
            yield Column(label, Value(f"baris.{name}", format=shape, align=align, width_cm=0.0 if name == chart.category else 3.5), name)
    if chart.start:
        days = Value("", format=Format.INTEGER, align="right", width_cm=2.2)
        yield Column("Lama (hari)", days, LENGTH, formula=f"row.{chart.finish} - row.{chart.start} + 1")


def _free_name(title: str, taken: Sequence[str]) -> str:
    """Return a sheet name from a title: what Excel allows and a template takes for no tag, unlike those there are."""
    name = " ".join(_FORBIDDEN.sub(" ", title).split())[:_NAME_LENGTH].strip() or "Tabel"
    lower = {other.casefold() for other in taken}
    numbered = (f"{name[: _NAME_LENGTH - 3]} {number}" for number in range(2, 100))
    return next(candidate for candidate in (name, *numbered) if candidate.casefold() not in lower)


def _packed(book: Any, title: str) -> bytes:
    """Return the file of a workbook with properties that do not tell when it was made."""
    written = io.BytesIO()
    book.properties.title = title
    book.properties.creator = ""
    book.save(written)
    parts = read_parts(written.getvalue())
    core = parts[_CORE].decode("utf-8")
    for name in ("created", "modified"):
        start, end = core.find(f"<dcterms:{name}"), core.find(f"</dcterms:{name}>")
        if 0 <= start < end:
            core = core[:start] + core[end + len(f"</dcterms:{name}>") :]
    return write_parts({**parts, _CORE: core.encode("utf-8"), _STYLES: _in_order(parts[_STYLES])})


def _in_order(styles: bytes) -> bytes:
    """Return the styles part with usual letters of our own and the children of each font in the order of the standard."""
    root = parsed(styles)
    first = next(elements(root, "font"))
    for found in first:
        if local(found) in {"name", "sz"}:
            found.set("val", FONT if local(found) == "name" else _USUAL_SIZE)
        elif local(found) == "scheme":
            first.remove(found)
    for font in elements(root, "font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(local(child)))
    return serialised(root)
