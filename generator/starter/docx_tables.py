"""Tables of a starter Word template: heads with spans, repeated rows, columns that come and go, last rows, matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from generator.fields.kind import Format
from generator.office.word.build import cell, row, twips, words
from generator.outline.blocks import SUBTOTAL, Column, Grid, Grouping, Margin, MatrixGrid, Side, Value, any_of, span_of
from generator.outline.literals import office_literal
from generator.outline.widths import column_widths, head_lines, letter_size
from generator.starter.docx_parts import drawn_table, tag_cell, tag_row
from generator.starter.fills import HEAD_FILL, TOTAL_FILL

_SUFFIX: Final = {10: "", 9: "Kecil", 8: "Rapat"}
_MATRIX_COLUMNS: Final = 8
_MATRIX_WIDTH: Final = 0.16
_LEADING: Final = 1.15
_CELL_MARGINS: Final = 4


def grid(block: Grid, width_cm: float) -> str:
    """Return the table of a grid, `width_cm` wide."""
    widths = _settled(block.page_columns, [twips(width) for width in column_widths(block.page_columns, width_cm)])
    size = _SUFFIX[letter_size(len(block.page_columns))]
    columns = list(zip(block.page_columns, widths, strict=True))
    body = (_maybe(column.condition, cell(width, _content(column.value, size)), f"IsiTabel{size}") for column, width in columns)
    line = row(body, whole=True)
    rows = [*_head(columns, size), *_rows(block, line, columns, size), *_total(block, columns, size)]
    return drawn_table(rows, widths, fixed=not any(column.condition for column in block.page_columns))


def _rows(block: Grid, line: str, columns: Sequence[tuple[Column, int]], size: str) -> Iterator[str]:
    """Yield the rows that repeat, in groups where the table has them."""
    widths, grouping = [width for _, width in columns], block.grouping
    if grouping is None:
        yield from (tag_row(f"{{%tr for {block.variable} in {block.rows} %}}", widths), line, tag_row("{%tr endfor %}", widths))
        return
    yield tag_row(f"{{%tr for {grouping.variable} in {grouping.groups(block.rows)} %}}", widths)
    yield _group_row(block, grouping, widths, size)
    yield from (tag_row(f"{{%tr for {block.variable} in {grouping.rows} %}}", widths), line, tag_row("{%tr endfor %}", widths))
    if grouping.subtotals:
        yield _last_row(columns, grouping.subtotals, f"{SUBTOTAL} {{{{ {grouping.shown} }}}}", size, is_bold=False)
    yield tag_row("{%tr endfor %}", widths)


def _group_row(block: Grid, grouping: Grouping, widths: Sequence[int], size: str) -> str:
    content = f"{{{{ {grouping.shown} }}}}"
    return row([_spanning(block.page_columns, widths, content, f"IsiTabel{size}")], whole=True)


def _spanning(columns: Sequence[Column], widths: Sequence[int], text: str, style: str, *, is_bold: bool = True, align: str = "") -> str:
    """Return a cell over columns, filled where it is bold; where some come and go a tag says how many there are."""
    counted = span_of(columns)
    is_sure = counted.isdigit()
    content = words(text if is_sure else f"{{% colspan {counted} %}}{text}", style, bold=is_bold, align=align)
    return cell(sum(widths), content, span=len(columns) if is_sure else 1, fill=TOTAL_FILL if is_bold else "")


def _settled(columns: Sequence[Column], widths: list[int]) -> list[int]:
    """Return the widths with those from the first column that may be left out made equal: docxtpl then takes the last ones away."""
    first = next((index for index, column in enumerate(columns) if column.condition), None)
    if first is None:
        return widths
    count = len(columns) - first
    return widths[:first] + [sum(widths[first:]) // count] * count


def _maybe(condition: str, body: str, style: str) -> str:
    return f"{tag_cell(f'{{%tc if {condition} %}}', style)}{body}{tag_cell('{%tc endif %}', style)}" if condition else body


def _content(value: Value, size: str) -> str:
    style = f"IsiTabel{size}"
    if value.form == "list":
        item = words("{{ butir_sel }}", f"ButirTabel{size}")
        loop = (words(f"{{%p for butir_sel in {value.expr} %}}", style), item, words("{%p endfor %}", style))
        return f"{''.join(loop)}{words('', 'Akhir')}"
    return words(value.tag, style, align=value.align)


def _head(columns: Sequence[tuple[Column, int]], size: str) -> Iterator[str]:
    style = f"KepalaTabel{size}"
    grouped = any(column.group for column, _ in columns)

    def head(text: str, width: int, *, span: int = 1, merge: str = "") -> str:
        return cell(width, words(office_literal(text), style), span=span, merge=merge, fill=HEAD_FILL, where="center")

    height = _half_head(columns) if grouped else 0
    yield row(_upper(columns, style, head, grouped=grouped), whole=True, head=True, height=height)
    if grouped:
        lower = (
            head(column.label, width) if column.group else _maybe(column.condition, head("", width, merge="continue"), style)
            for column, width in columns
        )
        yield row(lower, whole=True, head=True, height=height)


def _half_head(columns: Sequence[tuple[Column, int]]) -> int:
    """Return half the height of the tallest head over both rows, in twips: LibreOffice cuts it off where it is repeated."""
    size = letter_size(len(columns))
    lines = max((head_lines(column, width / twips(1), size) for column, width in columns if not column.group), default=1)
    return round((lines * size * _LEADING + _CELL_MARGINS) * 20 / 2)


def _upper(columns: Sequence[tuple[Column, int]], style: str, head: Callable[..., str], *, grouped: bool) -> Iterator[str]:
    for position, (column, width) in enumerate(columns):
        if not column.group:
            yield _maybe(column.condition, head(column.label, width, merge="restart" if grouped else ""), style)
        elif position == 0 or columns[position - 1][0].group != column.group:
            members = [other_width for other, other_width in columns if other.group == column.group]
            yield head(column.group, sum(members), span=len(members))


def _total(block: Grid, columns: Sequence[tuple[Column, int]], size: str) -> Iterator[str]:
    """Yield the last row of a table that has one."""
    sums = {column.name: column.total for column, _ in columns if column.total is not None}
    if block.total_label:
        yield _last_row(columns, sums, office_literal(block.total_label), size)


def _last_row(columns: Sequence[tuple[Column, int]], sums: Mapping[str, Value], label: str, size: str, *, is_bold: bool = True) -> str:
    """Return a row of sums: its label over the columns before the first sum."""
    style = f"IsiTabel{size}"
    before = next(index for index, (column, _) in enumerate(columns) if column.name in sums)
    led = [column for column, _ in columns[:before]]
    cells: list[str] = []
    if led:
        spanning = _spanning(led, [width for _, width in columns[:before]], label, style, is_bold=is_bold, align="right")
        cells.append(_maybe(any_of(led), spanning, style))
    for column, width in columns[before:]:
        text, align = (sums[column.name].tag, "right") if column.name in sums else ("", "")
        cells.append(
            _maybe(column.condition, cell(width, words(text, style, bold=is_bold, align=align), fill=TOTAL_FILL if is_bold else ""), style)
        )
    return row(cells, whole=True)


def matrix(block: MatrixGrid, width_cm: float) -> str:
    """Return the table of a matrix, `width_cm` wide; columns that nobody can count are repeated cells."""
    down, across = block.down, block.across
    size = _SUFFIX[letter_size(min(block.most_columns + len(block.beside), _MATRIX_COLUMNS) + len(block.columns) + 1)]
    first = twips(down.width_cm or width_cm * _MATRIX_WIDTH)
    # Of columns that docxtpl adds it makes the average of those there are: equal ones stay equal, and filling gives a first one that
    # says its width in its cells that much (`fill.py`).
    known = len(across.known)
    further = known + block.behind
    widths = [first, *[(twips(width_cm) - first) // further] * further] if known else [twips(width_cm) // (2 + further)] * (2 + further)
    each = widths[1] if known else 0
    align = "center" if block.format is Format.TEXT else "right"

    def head(text: str, width: int) -> str:
        return cell(width, words(text, f"KepalaTabel{size}"), fill=HEAD_FILL, where="center")

    def body(text: str, width: int, where: str = align) -> str:
        return cell(width, words(f"{{{{ {text} }}}}", f"IsiTabel{size}", align=where))

    if across.known:
        heads = [head(office_literal(label), each) for _, label in across.known]
        cells = [body(block.printed(down.key, repr(key)), each) for key, _ in across.known]
    else:
        heads = _looped(across, head(f"{{{{ {across.shown} }}}}", each), f"KepalaTabel{size}")
        cells = _looped(across, body(block.printed(down.key, across.key), each), f"IsiTabel{size}")
    heads += [head(office_literal(one.label), each) for one in (*block.beside, *block.columns)]
    cells += [body(block.of_row(margin, down.key), each, "right") for margin in block.beside]
    cells += [cell(each, _content(column.value, size)) for column in block.columns]
    rows = [
        row([head(office_literal(down.label), first if known or down.width_cm else 0), *heads], whole=True, head=True),
        tag_row(f"{{%tr for {down.variable} in {down.rows} %}}", widths),
        row([body(down.shown, first if known or down.width_cm else 0, "left"), *cells], whole=True),
        tag_row("{%tr endfor %}", widths),
        *(
            row(
                _below(block, margin, widths if known else [first if down.width_cm else 0, *[0] * (len(widths) - 1)], f"IsiTabel{size}"),
                whole=True,
            )
            for margin in block.below
        ),
    ]
    return drawn_table(rows, widths, fixed=bool(known))


def _below(block: MatrixGrid, margin: Margin, widths: Sequence[int], style: str) -> list[str]:
    """Return the cells of a matrix's last row: a sum or mean for each column."""

    def total(expr: str) -> str:
        text = f"{{{{ {expr} }}}}" if expr else ""
        return cell(widths[1], words(text, style, bold=True, align="right"), fill=TOTAL_FILL)

    label = cell(widths[0], words(margin.label, style, bold=True, align="left"), fill=TOTAL_FILL)
    if block.across.known:
        sums = [total(block.of_column(margin, repr(key))) for key, _ in block.across.known]
    else:
        sums = _looped(block.across, total(block.of_column(margin, block.across.key)), style)
    return [label, *sums, *(total(block.corner(margin, beside)) for beside in block.beside), *(total("") for _ in block.columns)]


def _looped(side: Side, body: str, style: str) -> list[str]:
    return [tag_cell(f"{{%tc for {side.variable} in {side.rows} %}}", style), body, tag_cell("{%tc endfor %}", style)]
