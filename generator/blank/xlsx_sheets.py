"""The sheets of a form in a workbook: single fields with their labels, rows of tables, rows of a catalogue, matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.blank.xlsx_book import COMPUTED, FormPage, Style
from generator.blank.xlsx_places import HEAD_LETTERS, HINT_LETTERS, MOST_ROWS, Setting, limit, lines_in, note_of, put, value_of, widths_of
from generator.form.filled import FilledRow, FilledSheet
from generator.form.formulas import CellOf, ListOfTable
from generator.form.plan import (
    HEAD_ROW,
    VALUE_HEAD,
    VALUE_KEY,
    Across,
    FixedSheet,
    FormSection,
    FormSheet,
    MatrixSheet,
    MatrixSide,
    Slot,
    TableSheet,
    hidden_name,
)
from generator.office.sheet.addresses import letters
from generator.office.sheet.cells import split_address

FIRST_ROW: Final = HEAD_ROW + 1
_HINT_ROW: Final = HEAD_ROW - 1
_LABEL, _VALUE, _HINT = 1, 2, 3
_WIDTHS: Final = {_LABEL: 28.0, _VALUE: 44.0, _HINT: 32.0}
_HEADS: Final = ("Isian", VALUE_HEAD, "Petunjuk")
_RATING_WIDTH: Final = 12.0
_ROW_WIDTH: Final = 40.0
_READY_ROWS: Final = 200
_FIXED_BUDGET: Final = 100.0
_PAGE: Final = 150.0
_LEAST_BUDGET: Final = 70.0


def title(page: FormPage, text: str, help_text: str) -> None:
    """Write what a sheet is, and what is said of it."""
    page.put(1, 1, text, "title")
    if help_text:
        page.put(2, 1, help_text, "help")


def _table_title(page: FormPage, sheet: TableSheet | FixedSheet | MatrixSheet, help_text: str) -> None:
    title(page, sheet.label + (" *" if sheet.is_required else ""), help_text)


def form_sheet(page: FormPage, sheet: FormSheet, row: FilledRow, setting: Setting, *, elsewhere: Mapping[tuple[str, ...], str]) -> None:
    """Write the single fields: label, value, how it is filled. elsewhere: what is not asked here, and why."""
    title(page, setting.plan.title, "Tanda * wajib diisi. Tulis di kolom Nilai; lembar lain untuk tabel.")
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS.values(), strict=True), start=1):
        page.width(column, width)
        page.put(HEAD_ROW, column, head, "head")
    page.name(hidden_name((VALUE_KEY,)), HEAD_ROW, _VALUE)
    for line in sheet.lines:
        at, _ = split_address(line.address)
        if isinstance(line, FormSection):
            for column in _WIDTHS:
                page.put(at, column, "  " * (line.level - 1) + line.text if column == _LABEL else None, "section")
            continue
        is_needed = line.is_required and line.path not in elsewhere
        page.put(at, _LABEL, line.heading[-1] + (" *" if is_needed else ""), "required" if is_needed else "label")
        page.name(line.name, at, _LABEL)
        note = elsewhere.get(line.path) or note_of(line)
        page.put(at, _HINT, note, "hint")
        raw = row.cells.get(line.path)
        if raw is None and line.formula is not None:
            _show(page, (at, _VALUE), line, setting)
        else:
            put(page, (at, _VALUE), line, raw, library=setting.library, style="field")
        limit(page, line, (at, _VALUE, at, _VALUE), setting.offered(line))
        text = str(value_of(line, raw, setting.library)) if raw is not None else ""
        page.height(at, max(lines_in(note, _WIDTHS[_HINT], HINT_LETTERS), lines_in(text, _WIDTHS[_VALUE]), 3 if line.entry.is_long else 1))
        if is_needed:
            page.mark((at, _VALUE, at, _VALUE), f"LEN(${letters(_VALUE)}{at})=0")
    page.set_up((HEAD_ROW, 1), is_guarded=True, is_wide=False, head=HEAD_ROW)


def table_sheet(page: FormPage, filled: FilledSheet, setting: Setting, help_text: str) -> None:
    """Write a table that people add rows to, with the matrices beside it."""
    sheet = filled.sheet
    assert isinstance(sheet, TableSheet)
    _table_title(page, sheet, help_text)
    last = HEAD_ROW + max(_READY_ROWS, len(filled.rows) + 20)
    count = sum(_count(across, filled) for across in sheet.across)
    block = _ColumnBlock(sheet.slots, widths_of(sheet.slots, max(_LEAST_BUDGET, _PAGE - count * _RATING_WIDTH)))
    block.heads(page, last, setting)
    for number in range(FIRST_ROW, last + 1):
        at = number - FIRST_ROW
        block.row(page, number, filled.rows[at] if at < len(filled.rows) else FilledRow({}), setting)
    first = len(sheet.slots) + 1
    for across in sheet.across:
        first = _across(page, across, filled, (first, last), setting=setting)
    _mark_required(page, sheet.slots, last)
    page.set_up((HEAD_ROW, 1), is_guarded=False, is_wide=True, head=HEAD_ROW)
    page.ignore(f"A{FIRST_ROW}:{letters(max(first - 1, 1))}{last}")


def fixed_sheet(page: FormPage, filled: FilledSheet, setting: Setting, help_text: str) -> None:
    """Write a table whose rows are given."""
    sheet = filled.sheet
    assert isinstance(sheet, FixedSheet)
    _table_title(page, sheet, help_text)
    _first(page, sheet.first)
    last = HEAD_ROW + len(filled.rows)
    block = _ColumnBlock(sheet.slots, widths_of(sheet.slots, _FIXED_BUDGET), first=2)
    block.heads(page, last, setting)
    for number, row in enumerate(filled.rows, start=FIRST_ROW):
        label = str(row.cells[sheet.first.path])
        page.put(number, 1, label, "fixed")
        block.row(page, number, row, setting, lines=lines_in(label, _ROW_WIDTH))
    page.set_up((HEAD_ROW, 1), is_guarded=True, is_wide=True, head=HEAD_ROW)


def matrix_sheet(page: FormPage, filled: FilledSheet, setting: Setting, help_text: str) -> None:
    """Write a matrix whose rows are not those of a table of the form."""
    sheet = filled.sheet
    assert isinstance(sheet, MatrixSheet)
    _table_title(page, sheet, help_text)
    _first(page, sheet.first)
    is_open = not sheet.rows.keys
    last = HEAD_ROW + (max(_READY_ROWS, len(filled.rows) + 20) if is_open else len(filled.rows))
    for number in range(FIRST_ROW, last + 1):
        at = number - FIRST_ROW
        label = filled.rows[at].cells[sheet.first.path] if at < len(filled.rows) else None
        page.put(number, 1, label, "value" if is_open else "fixed", number_format="@")
    if is_open:
        limit(page, sheet.first, (FIRST_ROW, 1, HEAD_ROW + MOST_ROWS, 1), setting.offered(sheet.first))
    _across(page, Across(sheet.slots[0], sheet.columns), filled, (2, last), setting=setting)
    page.set_up((HEAD_ROW, 1), is_guarded=not is_open and bool(sheet.columns.keys), is_wide=True, head=HEAD_ROW)


def _first(page: FormPage, slot: Slot) -> None:
    """Write the head of the column that says which row a line is."""
    page.width(1, _ROW_WIDTH, "@")
    page.put(HEAD_ROW, 1, slot.title, "head")
    page.name(slot.name, HEAD_ROW, 1)


@dataclass(frozen=True, slots=True)
class _ColumnBlock:
    """Columns side by side. first: the number of the first."""

    slots: Sequence[Slot]
    widths: Sequence[float]
    first: int = 1

    def heads(self, page: FormPage, last: int, setting: Setting) -> None:
        """Write the heads and what is said of each column, and hold its cells to what they take."""
        for column, (slot, width) in enumerate(zip(self.slots, self.widths, strict=True), start=self.first):
            style: Style = "head-required" if slot.is_required else "head" if slot.is_read else "head-computed"
            page.width(column, width, slot.entry.format)
            page.put(HEAD_ROW, column, slot.title + (" *" if slot.is_required else ""), style)
            page.height(HEAD_ROW, lines_in(slot.title, width, HEAD_LETTERS))
            page.name(slot.name, HEAD_ROW, column)
            page.put(_HINT_ROW, column, note_of(slot), "hint-over")
            page.height(_HINT_ROW, lines_in(note_of(slot), width, HINT_LETTERS))
            if slot.is_read:
                limit(page, slot, (FIRST_ROW, column, max(last, HEAD_ROW + MOST_ROWS), column), setting.offered(slot))

    def row(self, page: FormPage, number: int, row: FilledRow, setting: Setting, *, lines: int = 1) -> None:
        """Write one row: values, and what shows where there is none."""
        for column, (slot, width) in enumerate(zip(self.slots, self.widths, strict=True), start=self.first):
            raw = row.cells.get(slot.path)
            if raw is None and slot.formula is not None:
                _show(page, (number, column), slot, setting)
                continue
            put(page, (number, column), slot, raw, library=setting.library)
            if raw is not None:
                lines = max(lines, lines_in(str(value_of(slot, raw, setting.library)), width))
        page.height(number, lines)


def _show(page: FormPage, at: tuple[int, int], slot: Slot, setting: Setting) -> None:
    """Write what shows in a place until somebody fills it."""
    assert slot.formula is not None
    table = next((sheet.path for sheet in setting.plan.sheets if isinstance(sheet, TableSheet | FixedSheet) and slot in sheet.slots), ())

    def address(part: CellOf | ListOfTable) -> str:
        return setting.cell(part, table, at[0])

    page.formula(*at, slot.formula.text(address), ("value" if slot.is_read else "computed", slot.entry.format))


def _across(page: FormPage, across: Across, filled: FilledSheet, area: tuple[int, int], *, setting: Setting) -> int:
    """Write the columns of a matrix and return the column behind them. area: their first column and the last row."""
    first, last = area
    side, path = across.columns, across.cell.path
    heads, count = filled.heads.get(path, ()), _count(across, filled)
    if not count:
        return first
    labels = dict(side.keys)
    for at in range(count):
        column, head = first + at, heads[at] if at < len(heads) else None
        label = labels.get(head or "", "")
        note = _note_over(across, is_first=at == 0) if not label or label == head else label
        page.width(column, _RATING_WIDTH, across.cell.entry.format)
        page.put(_HINT_ROW, column, note, "hint-over")
        page.height(_HINT_ROW, min(lines_in(note, _RATING_WIDTH, HINT_LETTERS), 12))
        page.put(HEAD_ROW, column, head, "head", number_format="@")
        page.height(HEAD_ROW, lines_in(head or "", _RATING_WIDTH * 0.85))
        for number in range(FIRST_ROW, last + 1):
            row = filled.rows[number - FIRST_ROW] if number - FIRST_ROW < len(filled.rows) else FilledRow({})
            put(page, (number, column), across.cell, row.across.get(path, {}).get(head or ""), library=setting.library)
    behind = first + count
    page.name(across.cell.name, HEAD_ROW, first, behind - 1)
    _choose_heads(page, side, (HEAD_ROW, first, HEAD_ROW, behind - 1), setting)
    limit(page, across.cell, (FIRST_ROW, first, max(last, HEAD_ROW + MOST_ROWS), behind - 1), setting.offered(across.cell))
    return behind


def _count(across: Across, filled: FilledSheet) -> int:
    """Return how many columns a matrix has: those of the catalogue, else as many as there may be."""
    heads, side = filled.heads.get(across.cell.path, ()), across.columns
    return len(heads) if side.keys else max(side.most, len(heads))


def _note_over(across: Across, *, is_first: bool) -> str:
    said = f"{across.cell.title}: kepala kolomnya {across.columns.label}"
    return "; ".join(filter(None, (said, across.cell.note))) if is_first else ""


def _choose_heads(page: FormPage, side: MatrixSide, area: tuple[int, int, int, int], setting: Setting) -> None:
    """Let the heads of a matrix be chosen from the table that names them."""
    source = setting.rows(side.column)
    if source:
        message = "Tidak ada di tabelnya. Tetap dipakai?"
        page.rule(area, {"validate": "list", "source": f"={source}", "error_type": "information", "error_message": message})


def _mark_required(page: FormPage, slots: Sequence[Slot], last: int) -> None:
    """Colour what must be filled and is not, and what is computed, in rows that hold anything."""
    filled = "&".join(
        f"${letters(column)}{FIRST_ROW}" for column, slot in enumerate(slots, start=1) if slot.is_read and slot.formula is None
    )
    for column, slot in enumerate(slots, start=1):
        if not slot.is_read and filled:
            page.mark((FIRST_ROW, column, last, column), f"LEN({filled})>0", COMPUTED)
        if slot.is_required and filled:
            cell = f"{letters(column)}{FIRST_ROW}"
            page.mark((FIRST_ROW, column, last, column), f"AND(LEN({filled})>0,LEN({cell})=0)")
