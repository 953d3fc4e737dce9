"""A starter Excel template from an outline: a sheet of labels and texts, and a sheet for each table, with live sums and charts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from generator.fields.kind import Format
from generator.office.package.parts import read_parts, write_parts
from generator.office.package.xml import elements, local, parsed, serialised
from generator.outline import Block, Column, Facts, ForEach, Grid, Heading, Items, MatrixGrid, Picture, Sentence, Side, Text, Value, When
from generator.outline.blocks import Margin
from generator.starter.xlsx_charts import add_chart
from generator.starter.xlsx_sheets import TablePlace, cover_sheet, free_name, table_sheet

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import ChartText

_CORE: Final = "docProps/core.xml"
_STYLES: Final = "xl/styles.xml"
_FONT_ORDER: Final = (
    *(
        "b",
        "i",
        "strike",
        "condense",
        "extend",
        "outline",
        "shadow",
        "u",
        "vertAlign",
        "sz",
        "color",
        "name",
        "family",
        "charset",
        "scheme",
    ),
)
_MATRIX_COLUMNS: Final = 60


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on its way to a sheet of its own, under the heading that stood above it."""

    title: str
    grid: Grid


def starter_xlsx(blocks: Iterable[Block], compiled: CompiledSpec) -> bytes:
    """Return the workbook template of an outline; the same outline gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    flat = list(_flat(blocks))
    cover_sheet(book.worksheets[0], [block for block in flat if not isinstance(block, (_Table, Picture))])
    drawn: dict[str, tuple[Any, TablePlace]] = {}
    for block in flat:
        if isinstance(block, _Table):
            sheet = book.create_sheet(free_name(block.title, book.sheetnames))
            drawn[block.grid.rows] = (sheet, table_sheet(sheet, block.title, block.grid))
    for chart in compiled.spec.charts:
        _chart(book, chart, drawn)
    return _packed(book, compiled.spec.title)


def _chart(book: Any, chart: ChartText, drawn: dict[str, tuple[Any, TablePlace]]) -> None:
    """Put a chart on the sheet of its table; a chart of something else gets a sheet with its data."""
    if not (chart.category or chart.start):
        return  # of pairs: their table is in the workbook
    place = drawn.get(chart.of)
    if place is None or not {chart.category, *chart.series} <= set(place[1].columns):
        names = [name for name in (chart.category, *chart.series, chart.start, chart.finish) if name]
        columns = tuple(Column(chart.labels.get(name, name.replace("_", " ").capitalize()), Value(f"baris.{name}"), name) for name in names)
        title = chart.title or chart.alt
        sheet = book.create_sheet(free_name(title, book.sheetnames))
        place = (sheet, table_sheet(sheet, title, Grid(chart.of, "baris", columns)))
    add_chart(place[0], chart, place[1])


def _flat(blocks: Iterable[Block], title: str = "") -> Iterator[Any]:
    """Yield the blocks of the first sheet, and the tables with the heading above each; conditions are left to empty cells."""
    waiting: Heading | None = None
    for block in blocks:
        if (isinstance(block, Heading) and block.level == 1) or (isinstance(block, Sentence) and block.is_subtitle):
            yield block
        elif isinstance(block, Heading):
            title, waiting = block.text or title, block
        elif isinstance(block, (Grid, MatrixGrid, ForEach)):
            yield _Table(title, _as_grid(block, title))
        elif isinstance(block, When):
            yield from _flat(block.blocks, title)
        else:
            yield from [waiting] if waiting is not None and not isinstance(block, Picture) else []
            waiting = None if not isinstance(block, Picture) else waiting
            yield block


def _as_grid(block: Grid | MatrixGrid | ForEach, title: str) -> Grid:
    if isinstance(block, MatrixGrid):
        return _matrix_grid(block)
    if isinstance(block, ForEach):
        return Grid(block.rows, block.variable, tuple(_chapter_columns(block.blocks, title)))
    return block


def _matrix_grid(block: MatrixGrid) -> Grid:
    """Return a matrix as a table with a column for each key: the known ones, or as many as there may be.

    Where nobody knows how many, a last column tells what the others had no room for; filling hides the columns left empty.
    """
    known = [(label, repr(key)) for key, label in block.across.known]
    keys = known or [(f"{{{{ {key} }}}}", key) for key in _keys(block.across)]
    align = "center" if block.format is Format.TEXT else "right"
    cells = (
        Column(label, Value(block.cell(block.down.key, key), decimals=block.decimals, format=block.format, align=align, width_cm=2.3))
        for label, key in keys
    )
    rest = () if known or block.across.most else (_rest(block),)
    beside = (
        Column(margin.label, replace(_figure(block), expr=f"{block.matrix}[{block.down.key}] | {margin.filter}")) for margin in block.beside
    )
    columns = (Column(block.down.label, Value(block.down.shown)), *cells, *rest, *beside)
    return Grid(
        block.down.rows, block.down.variable, columns, below=tuple(_below(block, margin, keys, len(rest)) for margin in block.below)
    )


def _figure(block: MatrixGrid) -> Value:
    """Return how a sum or mean of a matrix stands in a cell."""
    return Value("", decimals=block.decimals, format=block.format, align="right", width_cm=2.3)


def _below(block: MatrixGrid, margin: Margin, keys: Sequence[tuple[str, str]], rest: int) -> tuple[Value, ...]:
    """Return a last row of a matrix; the column of what the others had no room for has no sum."""
    sums = (replace(_figure(block), expr=f"{block.matrix} | {margin.filter}(attribute={key})") for _, key in keys)
    corners = (
        replace(_figure(block), expr=f"{block.matrix} | {margin.filter}" if beside.filter == margin.filter else "")
        for beside in block.beside
    )
    return (Value(f"'{margin.label}'"), *sums, *(Value("") for _ in range(rest)), *corners)


def _rest(block: MatrixGrid) -> Column:
    """Return the column of what stands beyond the columns kept: "kunci: nilai; ..."."""
    side = block.across
    beyond = f"{side.rows}[{_MATRIX_COLUMNS}:]"
    each = f"{{{{ {side.key} }}}}: {{{{ {block.cell(block.down.key, side.key)} }}}}"
    told = f"{{% for {side.variable} in {beyond} %}}{each}{{% if not loop.last %}}; {{% endif %}}{{% endfor %}}"
    label = f"{{{{ 'Lainnya' if ({side.rows} | length) > {_MATRIX_COLUMNS} else '' }}}}"
    return Column(label, Value("", shown=told, form="long", width_cm=5.0))


def _keys(side: Side) -> Iterator[str]:
    for number in range(side.most or _MATRIX_COLUMNS):
        yield f"{side.rows}[{number}]{side.key.removeprefix(side.variable)}"


def _chapter_columns(blocks: Iterable[Block], title: str) -> Iterator[Column]:
    """Yield the columns that say in one line what a chapter says in blocks; an inner table becomes lines of text."""
    heading = title
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text or heading
            if block.expr:
                yield Column(heading.strip(), Value(block.expr))
        elif isinstance(block, Facts):
            yield from (Column(fact.label, replace(fact.value, shown="")) for fact in block.rows)
        elif isinstance(block, (Text, Items)):
            yield Column(block.label or heading, Value(block.expr, form="long"))
        elif isinstance(block, Grid):
            yield Column(heading, Value("", shown=_lines(block), form="long"))
        elif isinstance(block, When):
            yield from _chapter_columns(block.blocks, heading)


def _lines(grid: Grid) -> str:
    """Return the text of a table in a cell: a line for each row, its values apart by semicolons."""
    values = "; ".join(f"{{{{ {column.value.expr} }}}}" for column in grid.columns if column.value.expr != "loop.index")
    return f"{{% for {grid.variable} in {grid.rows} %}}{values}\n{{% endfor %}}"


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
    """Return the styles part with the children of each font in the order of the standard, which openpyxl does not keep."""
    root = parsed(styles)
    for font in elements(root, "font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(local(child)))
    return serialised(root)
