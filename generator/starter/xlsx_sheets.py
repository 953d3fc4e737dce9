"""The sheets of a starter workbook: labels and texts on the first, a table with repeated rows on each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.fields.kind import Format
from generator.outline import Column, Facts, Grid, Heading, Items, Sentence, Signature, Signer, Text
from generator.outline.blocks import literal
from generator.outline.widths import LANDSCAPE_CM, PORTRAIT_CM, column_widths, head_lines

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LETTERS_PER_CM: Final = 5.0
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH: Final = 31
_ROW_NAME: Final = re.compile(r"row\.([a-z][a-z0-9_]*)")
_ARITHMETIC: Final = re.compile(r"(?:[A-Z]+[0-9]+|[0-9]+(?:\.[0-9]+)?|[-+*/()])+")
_LINE_POINTS: Final = 13
_TITLE_POINTS: Final = 24
_HEAD_ROW: Final = 3
_HEAD_LETTERS: Final = 10
_USUAL_COLUMNS: Final = 9


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands on its sheet: the row of its column heads, its one repeated row, its columns' letters by name."""

    head: int
    pattern: int
    columns: Mapping[str, str]


def free_name(title: str, taken: Sequence[str]) -> str:
    """Return a sheet name from a title: what Excel allows, unlike those there are."""
    name = " ".join(_FORBIDDEN.sub(" ", title).split())[:_NAME_LENGTH].strip() or "Tabel"
    lower = {other.casefold() for other in taken}
    numbered = (f"{name[: _NAME_LENGTH - 3]} {number}" for number in range(2, 100))
    return next(candidate for candidate in (name, *numbered) if candidate.casefold() not in lower)


def cover_sheet(sheet: Worksheet, blocks: Iterable[Any]) -> None:
    """Write title, labels, texts and signatures on the first sheet."""
    sheet.title = "Dokumen"
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 72
    row = 1
    for block in blocks:
        row = _COVER[type(block)](sheet, row, block)
    _print_setup(sheet, is_wide=False)


def _heading(sheet: Worksheet, row: int, block: Heading) -> int:
    row += 0 if row == 1 else 1
    cell = sheet.cell(row, 1, literal(block.text))
    cell.font = _font(size=14 if block.level == 1 else 12, bold=True)
    if block.level == 1:
        sheet.row_dimensions[row].height = _TITLE_POINTS
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        cell.alignment = _aligned("center")
    return row + 1


def _sentence(sheet: Worksheet, row: int, block: Sentence) -> int:
    cell = sheet.cell(row, 1, block.text)
    cell.font = _font()
    cell.alignment = _aligned("center" if block.is_subtitle else "left")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    return row + 1


def _facts(sheet: Worksheet, row: int, block: Facts) -> int:
    for fact in block.rows:
        _pair(sheet, row, fact.label, f"{{{{ {fact.value.expr} }}}}", _with_unit(fact.value.format, fact.value.unit))
        row += 1
    return row


def _with_unit(format_: Format, unit: str) -> str:
    shown = format_.cell
    return f'{shown}" {unit}"' if unit and format_.takes_unit and '"' not in unit else shown


def _long(sheet: Worksheet, row: int, block: Text | Items) -> int:
    _pair(sheet, row, block.label, f"{{{{ {block.expr} }}}}", "General")
    return row + 1


def _pair(sheet: Worksheet, row: int, label: str, tag: str, shown: str) -> None:
    name, value = sheet.cell(row, 1, literal(label)), sheet.cell(row, 2, tag)
    for cell in (name, value):
        cell.font = _font()
        cell.alignment = _aligned("left")
    value.number_format = shown


def _signature(sheet: Worksheet, row: int, block: Signature) -> int:
    line = ", ".join(f"{{{{ {expr} }}}}" for expr in (block.place, block.date) if expr)
    for signer in block.signers:
        row = _signer(sheet, row + 1, signer, line)
        line = ""
    return row


def _signer(sheet: Worksheet, row: int, signer: Signer, line: str) -> int:
    acting = f"{{% if {signer.expr}.plt %}}Plt. {{% endif %}}" if signer.has_acting else ""
    number = f"{{% if {signer.expr}.nip is not kosong %}}NIP {{{{ {signer.expr}.nip }}}}{{% endif %}}" if signer.has_number else ""
    position = (
        f"{acting}{{{{ {signer.expr}.jabatan }}}}{{% if {signer.expr}.jabatan is not kosong %}},{{% endif %}}"
        if signer.has_position
        else literal(signer.label)
    )
    lines = [*([line] if line else []), position, "", "", "", f"{{{{ {signer.expr}.nama }}}}", number]
    for offset, text in enumerate(lines):
        if text:
            sheet.cell(row + offset, 2, text).font = _font(bold=text == f"{{{{ {signer.expr}.nama }}}}")
    return row + len(lines)


_COVER: Final[dict[type, Any]] = {Heading: _heading, Sentence: _sentence, Facts: _facts, Text: _long, Items: _long, Signature: _signature}


def table_sheet(sheet: Worksheet, title: str, grid: Grid) -> TablePlace:
    """Write a table on its sheet: title, heads, a repeated row between its tags, sums below it."""
    sheet["A1"] = literal(title)
    sheet["A1"].font = _font(size=12, bold=True)
    head = _HEAD_ROW + (1 if any(column.group for column in grid.columns) else 0)
    _heads(sheet, grid.columns, head)
    drawn = TablePlace(head, head + 2, {column.name: _letter(index) for index, column in enumerate(grid.columns, 1)})
    sheet.cell(head + 1, 1, f"{{%tr for {grid.variable} in {grid.rows} %}}")
    for index, column in enumerate(grid.columns, start=1):
        _body_cell(sheet.cell(drawn.pattern, index), column, grid.columns, drawn)
    sheet.cell(drawn.pattern + 1, 1, "{%tr endfor %}")
    _sums(sheet, grid, drawn)
    _below(sheet, grid, drawn)
    widths = _widths(grid)
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[_letter(index)].width = round(width * _LETTERS_PER_CM + 1, 1)
    lines = max(head_lines(column, width, _HEAD_LETTERS) for column, width in zip(grid.columns, widths, strict=True))
    sheet.row_dimensions[head].height = (lines + 0.5) * _LINE_POINTS
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{head}"
    _print_setup(sheet, is_wide=grid.is_wide)
    return drawn


def _widths(grid: Grid) -> tuple[float, ...]:
    """Return the widths in cm that fit the page; columns kept for keys that nobody knows yet are as wide as the first few of them."""
    kept = [column for column in grid.columns if not column.label.startswith("{{ ")]
    spare = [column for column in grid.columns if column.label.startswith("{{ ")][: max(_USUAL_COLUMNS - len(kept), 1)]
    shown = [column for column in grid.columns if column in kept or column in spare]
    found = dict(zip(shown, column_widths(shown, LANDSCAPE_CM if grid.is_wide else PORTRAIT_CM), strict=True))
    return tuple(found.get(column, max(found.get(spare[0], 0.0) if spare else 0.0, column.value.width_cm)) for column in grid.columns)


def _heads(sheet: Worksheet, columns: Sequence[Column], head: int) -> None:
    for index, column in enumerate(columns, start=1):
        upper, lower = _cell(sheet, _HEAD_ROW, index), _cell(sheet, head, index)
        for cell in (upper, lower):
            _frame(cell, "center", fill="E7E6E6")
        is_tag = column.label.startswith("{{ ")
        lower.value = column.label if is_tag else literal(column.label)
        if head != _HEAD_ROW and not column.group:
            upper.value, lower.value = lower.value, None
            sheet.merge_cells(start_row=_HEAD_ROW, start_column=index, end_row=head, end_column=index)
        elif column.group and (index == 1 or columns[index - 2].group != column.group):
            upper.value = literal(column.group)
            members = sum(other.group == column.group for other in columns)
            sheet.merge_cells(start_row=_HEAD_ROW, start_column=index, end_row=_HEAD_ROW, end_column=index + members - 1)


def _body_cell(cell: Any, column: Column, columns: Sequence[Column], drawn: TablePlace) -> None:
    value = column.value
    _frame(cell, value.align)
    cell.number_format = value.cell_format
    formula = _formula(column, columns, drawn) if value.format.is_number else ""
    cell.value = formula or (f"{{{{ {value.expr} }}}}" if value.expr else value.shown)


def _formula(column: Column, columns: Sequence[Column], drawn: TablePlace) -> str:
    """Return plain arithmetic on the row's own numbers as a formula; nothing for what Excel would not compute alike."""
    numbers = {other.name for other in columns if other.value.format.is_number}
    names = _ROW_NAME.findall(column.formula)
    if not names or not numbers.issuperset(names):
        return ""
    written = _ROW_NAME.sub(lambda found: f"{drawn.columns[found[1]]}{drawn.pattern}", column.formula)
    written = written.replace(" ", "")
    if not _ARITHMETIC.fullmatch(written) or "//" in written or "**" in written:
        return ""
    return f"=ROUND({written},2)" if column.value.format is Format.MONEY else f"={written}"  # money is a whole number of sen


def _below(sheet: Worksheet, grid: Grid, drawn: TablePlace) -> None:
    """Write the last rows of a matrix."""
    first = drawn.pattern + (3 if grid.total_label else 2)
    for row, values in enumerate(grid.below, start=first):
        for index, value in enumerate(values, start=1):
            cell = _cell(sheet, row, index)
            _frame(cell, value.align, fill="F2F2F2", bold=True)
            if value.expr:
                cell.value, cell.number_format = f"{{{{ {value.expr} }}}}", value.cell_format


def _sums(sheet: Worksheet, grid: Grid, drawn: TablePlace) -> None:
    if not grid.total_label:
        return
    row = drawn.pattern + 2
    for index, column in enumerate(grid.columns, start=1):
        cell = _cell(sheet, row, index)
        _frame(cell, column.value.align if column.total is not None else "left", fill="F2F2F2", bold=True)
        if column.total is not None:
            letter = _letter(index)
            cell.value = f"=SUM({letter}{drawn.pattern}:{letter}{drawn.pattern})"
            cell.number_format = column.value.cell_format
    label = _cell(sheet, row, 2 if grid.columns[1].total is None else 1)
    label.value = literal(grid.total_label)


def _cell(sheet: Worksheet, row: int, column: int) -> Any:
    return sheet.cell(row, column)


def _frame(cell: Any, align: str, *, fill: str = "", bold: bool = False) -> None:
    from openpyxl.styles import Border, PatternFill, Side

    line = Side(style="thin")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.font = _font(size=10, bold=bold or fill == "E7E6E6")
    cell.alignment = _aligned(align, middle=fill == "E7E6E6")
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)


def _font(*, size: int = 11, bold: bool = False) -> Any:
    from openpyxl.styles import Font

    return Font(name="Arial", size=size, bold=bold)


def _aligned(align: str, *, middle: bool = False) -> Any:
    from openpyxl.styles import Alignment

    indent = 0 if align == "center" else 1
    return Alignment(horizontal=align, vertical="center" if middle else "top", wrap_text=True, indent=indent)


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index)


def _print_setup(sheet: Any, *, is_wide: bool) -> None:
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 3 / 2.54, 2 / 2.54, 2 / 2.54, 2.5 / 2.54
    sheet.oddFooter.center.text = "Halaman &P dari &N"
