"""Tables of a starter workbook: heads, a repeated row between its tags, sums with live formulas, further last rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.fields.kind import LANDSCAPE_CM, PORTRAIT_CM, Format
from generator.office.sheet.heights import Letters, text_width
from generator.outline.blocks import SUBTOTAL, Column, Grid, Value
from generator.outline.literals import office_literal
from generator.outline.widths import column_widths, comfortable_cm, letter_size
from generator.starter.fills import HEAD_FILL, TOTAL_FILL
from generator.starter.xlsx_cells import FONT, framed, letters
from generator.starter.xlsx_page import SheetPage, Span

_ROW_NAME: Final = re.compile(r"row\.([a-z][a-z0-9_]*)")
_ARITHMETIC: Final = re.compile(r"(?:[A-Z]+[0-9]+|[0-9]+(?:\.[0-9]+)?|[-+*/()])+")
_USUAL_COLUMNS: Final = 9
_WIDER: Final = 1.25
_USUAL: Final = 10
_PADDING: Final = 4.0
_WIDEST: Final = {Format.DATE: "30 September 2024", Format.MONEY: "Rp999.999.999,00", Format.TIME: "00.00", Format.PERCENT: "100,00%"}
_WHOLE: Final = "[$-421]#,##0"
_DECIMALS: Final = "[$-421]#,##0.00"
_ROOM: Final = 0.85
_CM_PER_POINT: Final = 2.54 / 72
_STAND_OFF_CM: Final = 0.5


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands on its sheet: its first row, the row of its column heads, its one repeated row, its columns' letters by name."""

    top: int
    head: int
    pattern: int
    columns: Mapping[str, str]


def draw_table(page: SheetPage, grid: Grid, spans: Sequence[Span]) -> TablePlace:
    """Write a table into a page, each of its columns over some of the page's."""
    size = letter_size(len([column for column in grid.columns if not is_spare(column)]))
    top = page.row
    head = _heads(page, grid.columns, spans, size)
    condition = page.condition
    page.loop(f"{grid.variable} in {grid.rows}")
    drawn = TablePlace(top, head, page.row, {column.name: _letter(span[0]) for column, span in zip(grid.columns, spans, strict=True)})
    for column, span in zip(grid.columns, spans, strict=True):
        _body_cell(page, column, span, (grid.columns, drawn, size))
    page.next()
    page.end()
    page.under(condition)
    _sums(page, grid, spans, (drawn, size))
    _below(page, grid, spans, size)
    _group_sums(page, grid, spans, (drawn, size))
    return drawn


def is_spare(column: Column) -> bool:
    """Whether a column is kept for a key that nobody knows yet: its head is a tag."""
    return column.label.startswith("{{ ")


def table_widths(grid: Grid) -> tuple[float, ...]:
    """Return the widths in cm that fit the page; columns kept for keys that nobody knows yet are as wide as the first few of them."""
    kept = [column for column in grid.columns if not is_spare(column)]
    spare = [column for column in grid.columns if is_spare(column)][: max(_USUAL_COLUMNS - len(kept), 1)]
    shown = [column for column in grid.columns if column in kept or column in spare]
    page = LANDSCAPE_CM if grid.is_wide else PORTRAIT_CM
    whole = min(max(page, comfortable_cm(shown)), page * _WIDER)  # it is printed a little smaller, no word of it broken
    found = dict(zip(shown, _with_room(shown, column_widths(shown, whole), letter_size(len(shown))), strict=True))
    if not spare:
        return tuple(found[column] for column in grid.columns)
    # a page of few keys has room for the words before them, and one of many is printed smaller anyway
    return tuple(max(found.get(column, found[spare[0]]), column.value.width_cm) for column in grid.columns)


def _with_room(columns: Sequence[Column], widths: Sequence[float], size: int) -> list[float]:
    """Return widths in which dates and money are seen: what they lack is taken from the columns of words."""
    least = [_least_cm(column, size) for column in columns]
    made = [max(width, room) for width, room in zip(widths, least, strict=True)]
    excess = sum(made) - sum(widths)
    loose = [0.0 if room or column.value.width_cm else width for column, width, room in zip(columns, made, least, strict=True)]
    taken = excess / sum(loose) if sum(loose) > excess else 0.0
    return [width - share * taken for width, share in zip(made, loose, strict=True)]


def _least_cm(column: Column, size: int) -> float:
    widest = _WIDEST.get(column.value.format, "")
    exact = text_width(widest, Letters(size, bold=column.total is not None, name=FONT)) * _CM_PER_POINT + _STAND_OFF_CM
    return exact * (_ROOM if size < _USUAL else 1.0) if widest else 0.0


def _heads(page: SheetPage, columns: Sequence[Column], spans: Sequence[Span], size: int) -> int:
    """Write one row of heads, or two where columns stand under a common head; return the row of the columns' own."""
    grouped = any(column.group for column in columns)
    upper = page.row
    for column, span in zip(columns, spans, strict=True):
        if grouped and column.group:
            continue
        _head_cell(page, span, _label(column), size)
    if grouped:
        for group, span in _groups(columns, spans):
            _head_cell(page, span, office_literal(group), size)
        page.next(page.needed + _PADDING)
        for column, span in zip(columns, spans, strict=True):
            if column.group:
                _head_cell(page, span, _label(column), size)
            else:
                _frame_span(page, span, HEAD_FILL)
                _merge_down(page, span, upper)
    page.next(max(page.needed + _PADDING, 1.6 * size))
    return page.row - 1


def _label(column: Column) -> str:
    if is_spare(column):
        return column.label
    label = office_literal(column.label)
    return f"{{{{ '{label}' if {column.condition} else '' }}}}" if column.condition and "'" not in label and not column.group else label


def _groups(columns: Sequence[Column], spans: Sequence[Span]) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    for number, (column, span) in enumerate(zip(columns, spans, strict=True)):
        if column.group and number and columns[number - 1].group == column.group:
            found[-1] = (column.group, (found[-1][1][0], span[1]))
        elif column.group:
            found.append((column.group, span))
    return found


def _head_cell(page: SheetPage, span: Span, text: str, size: int) -> None:
    page.put(span, text, font=letters(size, bold=True), align="center", middle=True)
    _frame_span(page, span, HEAD_FILL)


def _merge_down(page: SheetPage, span: Span, upper: int) -> None:
    """Merge a head over both rows."""
    for merged in list(page.sheet.merged_cells.ranges):
        if (merged.min_row, merged.min_col, merged.max_col) == (upper, *span) and merged.max_row == upper:
            page.sheet.unmerge_cells(str(merged))
    page.sheet.merge_cells(start_row=upper, start_column=span[0], end_row=page.row, end_column=span[1])


def _frame_span(page: SheetPage, span: Span, fill: str = "") -> None:
    for column in range(span[0], span[1] + 1):
        framed(page.sheet.cell(page.row, column), fill=fill)


def _body_cell(page: SheetPage, column: Column, span: Span, table: tuple[Sequence[Column], TablePlace, int]) -> None:
    columns, drawn, size = table
    value = column.value
    formula = _formula(column, columns, drawn) if value.format.is_number else ""
    text = formula or (f"{{{{ {value.expr} }}}}" if value.expr else value.shown)
    cell = _value_cell(page, span, text, value, font=letters(size))
    if formula and value.format is Format.NUMBER:
        cell.number_format = _DECIMALS if "/" in formula else _WHOLE


def _value_cell(page: SheetPage, span: Span, text: str, value: Value, *, font: Any, fill: str = "") -> Any:
    """Write a value between lines; a number too wide for its cell is printed smaller, never as ###."""
    from openpyxl.styles import Alignment

    cell = page.put(span, text, font=font, align=value.align, indent=0 if value.align == "center" else 1)
    cell.number_format = value.cell_format
    if value.format is not Format.TEXT:
        cell.alignment = Alignment(horizontal=value.align, vertical="top", shrink_to_fit=True, indent=cell.alignment.indent)
    _frame_span(page, span, fill)
    return cell


def _formula(column: Column, columns: Sequence[Column], drawn: TablePlace) -> str:
    """Return plain arithmetic on the row's own numbers as a formula; nothing for what Excel would not compute alike."""
    numbers = {other.name for other in columns if other.value.format.is_number or other.value.format is Format.DATE}
    names = _ROW_NAME.findall(column.formula)
    if not names or not numbers.issuperset(names):
        return ""
    written = _ROW_NAME.sub(lambda found: f"{drawn.columns[found[1]]}{drawn.pattern}", column.formula)
    written = written.replace(" ", "")
    if not _ARITHMETIC.fullmatch(written) or "//" in written or "**" in written:
        return ""
    if "/" in written:
        written = f'IFERROR({written},"")'
    return f"=ROUND({written},2)" if column.value.format is Format.MONEY else f"={written}"  # money is a whole number of sen


def _sums(page: SheetPage, grid: Grid, spans: Sequence[Span], table: tuple[TablePlace, int]) -> None:
    """Write the last row: its label over the columns before the first sum."""
    if not grid.total_label:
        return
    drawn, size = table
    bold = letters(size, bold=True)
    first = next(number for number, column in enumerate(grid.columns) if column.total is not None)
    if first:
        span = (spans[0][0], spans[first - 1][1])
        page.put(span, office_literal(grid.total_label), font=bold, align="right", indent=1)
        _frame_span(page, span, TOTAL_FILL)
    for column, span in list(zip(grid.columns, spans, strict=True))[first:]:
        letter = _letter(span[0])
        formula = f"=SUM({letter}{drawn.pattern}:{letter}{drawn.pattern})" if column.total is not None else ""
        _value_cell(page, span, formula, column.value if formula else Value(""), font=bold, fill=TOTAL_FILL)
    page.next(max(page.needed + _PADDING, 1.6 * size))


def _group_sums(page: SheetPage, grid: Grid, spans: Sequence[Span], table: tuple[TablePlace, int]) -> None:
    """Write below a table what a page prints at the end of each group: a row for each, its sums computed from the table's rows."""
    grouping = grid.grouping
    if grouping is None or not grouping.subtotals:
        return
    drawn, size = table
    summed = [(column, span) for column, span in zip(grid.columns, spans, strict=True) if column.name in grouping.subtotals]
    before = (spans[0][0], summed[0][1][0] - 1)
    by = next(column for column in grid.columns if column.name == grouping.by)
    page.gap()
    for span, words in ((before, f"{SUBTOTAL} menurut {by.label}"), *((span, column.label) for column, span in summed)):
        _head_cell(page, span, office_literal(words), size)
    page.next(max(page.needed + _PADDING, 1.6 * size))
    page.loop(f"{grouping.variable} in {grouping.groups(grid.rows)}")
    _value_cell(page, before, f"{{{{ {grouping.shown} }}}}", Value(grouping.shown), font=letters(size))
    letter, named = drawn.columns[grouping.by], f"{_letter(before[0])}{page.row}"
    for column, span in summed:
        own = _letter(span[0])
        # not SUMIF, which reads a name such as "=1+1" or "a*" as a condition
        formula = f"=SUMPRODUCT(({letter}{drawn.pattern}:{letter}{drawn.pattern}={named})*1,{own}{drawn.pattern}:{own}{drawn.pattern})"
        _value_cell(page, span, formula, column.value, font=letters(size))
    page.next()
    page.end()


def _below(page: SheetPage, grid: Grid, spans: Sequence[Span], size: int) -> None:
    for values in grid.below:
        for value, span in zip(values, spans, strict=True):
            _value_cell(page, span, f"{{{{ {value.expr} }}}}" if value.expr else "", value, font=letters(size, bold=True), fill=TOTAL_FILL)
        page.next()


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index)
