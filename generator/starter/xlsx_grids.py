"""What a workbook shows as a table though a page does not: matrices with a column for each key, chapters with the rows within them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from generator.fields.kind import Format
from generator.outline.blocks import (
    Block,
    Column,
    Facts,
    ForEach,
    Grid,
    Heading,
    Items,
    Margin,
    MatrixGrid,
    Sentence,
    Side,
    Text,
    Value,
    When,
)

_MATRIX_COLUMNS: Final = 60


def matrix_table(block: MatrixGrid) -> Grid:
    """Return a matrix as a table with a column for each key: the known ones, or as many as there may be.

    Where nobody knows how many, a last column tells what the others had no room for; filling hides the columns left empty.
    """
    known = [(label, repr(key)) for key, label in block.across.known]
    keys = known or [(f"{{{{ {shown} }}}}", key) for key, shown in _keys(block.across)]
    align = "center" if block.format is Format.TEXT else "right"
    cells = (
        Column(label, Value(block.cell(block.down.key, key), decimals=block.decimals, format=block.format, align=align, width_cm=2.3))
        for label, key in keys
    )
    rest = () if known or block.across.most else (_rest(block),)
    beside = (
        Column(margin.label, replace(_figure(block, margin), expr=f"{block.matrix}[{block.down.key}] | {margin.filter}"))
        for margin in block.beside
    )
    columns = (Column(block.down.label, Value(block.down.shown, width_cm=4.5)), *cells, *rest, *beside, *block.columns)
    below = tuple(_below(block, margin, keys, len(rest)) for margin in block.below)
    return Grid(block.down.rows, block.down.variable, columns, below=below)


def _figure(block: MatrixGrid, margin: Margin) -> Value:
    """Return how a sum or mean of a matrix stands in a cell; the mean of whole numbers is none."""
    is_whole = block.format is Format.INTEGER and margin.filter != "sum"
    return Value("", decimals=block.decimals, format=Format.FRACTION if is_whole else block.format, align="right", width_cm=2.3)


def _below(block: MatrixGrid, margin: Margin, keys: Sequence[tuple[str, str]], rest: int) -> tuple[Value, ...]:
    """Return a last row of a matrix; the column of what the others had no room for has no sum."""
    sums = (replace(_figure(block, margin), expr=f"{block.matrix} | {margin.filter}(attribute={key})") for _, key in keys)
    corners = (
        replace(_figure(block, margin), expr=f"{block.matrix} | {margin.filter}" if beside.filter == margin.filter else "")
        for beside in block.beside
    )
    return (Value(f"'{margin.label}'"), *sums, *(Value("") for _ in range(rest)), *corners, *(Value("") for _ in block.columns))


def _rest(block: MatrixGrid) -> Column:
    """Return the column of what stands beyond the columns kept: "kunci: nilai; ..."."""
    side = block.across
    beyond = f"{side.rows}[{_MATRIX_COLUMNS}:]"
    each = f"{{{{ {side.key} }}}}: {{{{ {block.cell(block.down.key, side.key)} }}}}"
    told = f"{{% for {side.variable} in {beyond} %}}{each}{{% if not loop.last %}}; {{% endif %}}{{% endfor %}}"
    label = f"{{{{ 'Lainnya' if ({side.rows} | length) > {_MATRIX_COLUMNS} else '' }}}}"
    return Column(label, Value("", shown=told, form="long", width_cm=5.0))


def _keys(side: Side) -> Iterator[tuple[str, str]]:
    """Yield the expressions of each column's key and of what heads it."""
    for number in range(side.most or _MATRIX_COLUMNS):
        row = f"{side.rows}[{number}]"
        yield f"{row}{side.key.removeprefix(side.variable)}", f"{row}{side.shown.removeprefix(side.variable)}"


def chapters_table(block: ForEach, title: str) -> Grid:
    """Return chapters as a table with a row for each; where one holds a table, a row for each of that one's rows."""
    inner = next((found for found in _flat(block.blocks) if isinstance(found, Grid)), None)
    if inner is None or not inner.rows.startswith(f"{block.variable}."):
        return Grid(block.rows, block.variable, tuple(_chapter_columns(block.blocks, title)))
    outer = [column for column in _chapter_columns(block.blocks, title) if not _is_lines(column, inner)]
    held = (inner.sheet_rows or inner.rows).removeprefix(f"{block.variable}.")
    columns = [Column("No", Value("loop.index", align="center", width_cm=0.9)), *(_once(column, block.variable) for column in outer)]
    columns += [_within(column, block.variable, inner.variable) for column in inner.columns if column.value.expr != "loop.index"]
    return Grid(f"{block.rows} | rinci('{held}')", block.variable, tuple(columns))


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, When):
            yield from _flat(block.blocks)
        else:
            yield block


def _is_lines(column: Column, inner: Grid) -> bool:
    return not column.value.expr and f"in {inner.rows} %}}" in column.value.shown


def _once(column: Column, variable: str) -> Column:
    """Return a chapter's column, printed in the first of its rows."""
    value = column.value
    expr = _renamed(value.expr, {variable: f"{variable}.induk"}) if value.expr else ""
    shown = f"{{% if {variable}.pertama %}}{_renamed(value.shown, {variable: f'{variable}.induk'})}{{% endif %}}" if not value.expr else ""
    return replace(column, value=replace(value, expr=f"{expr} if {variable}.pertama else ''" if expr else "", shown=shown), formula="")


def _within(column: Column, outer: str, inner: str) -> Column:
    names = {outer: f"{outer}.induk", inner: f"{outer}.isi"}
    value = replace(column.value, expr=_renamed(column.value.expr, names), shown=_renamed(column.value.shown, names))
    # beside the columns of its chapter it has another width than where it stands alone
    return replace(column, value=value, formula="", condition="", total=None, said_cm=Decimal(0))


def _renamed(text: str, names: dict[str, str]) -> str:
    """Return an expression in which the variables of loops are called otherwise."""
    pattern = rf"(?<![\w.])({'|'.join(map(re.escape, names))})(?=\.)"
    return re.sub(pattern, lambda found: names[found[1]], text)


def _chapter_columns(blocks: Iterable[Block], title: str) -> Iterator[Column]:
    """Yield the columns that say in one line what a chapter says in blocks; an inner table becomes lines of text."""
    heading = title
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text or block.name or heading
            if block.expr:
                yield Column(heading.strip(), Value(block.expr))
        elif isinstance(block, Facts):
            yield from (Column(fact.label, replace(fact.value, shown="")) for fact in block.rows)
        elif isinstance(block, (Text, Items)):
            yield Column(block.label or heading, Value(block.expr, form="long"))
        elif isinstance(block, Grid):
            yield Column(heading, Value("", shown=_lines(block), form="long"))
        elif isinstance(block, Sentence):
            yield Column("Keterangan", Value("", shown=block.text, form="long"))
        elif isinstance(block, When):
            yield from _chapter_columns(block.blocks, heading)


def _lines(grid: Grid) -> str:
    """Return the text of a table in a cell: a line for each row, its values apart by semicolons."""
    values = "; ".join(f"{{{{ {column.value.expr} }}}}" for column in grid.columns if column.value.expr != "loop.index")
    return f"{{% for {grid.variable} in {grid.rows} %}}{values}\n{{% endfor %}}"
