"""Rows copied from a spreadsheet into a table of a form: cells by tabs, rows by lines, headings where the first row has them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

from generator.form.plan import PARENT_KEY, Slot, TableSheet
from generator.web.tasks import FormSheetPlan, Names
from validators.findings import Path
from validators.spelling import folded

_MOST_ROWS: Final = 2000
_NUMBERED: Final = frozenset({"no", "no.", "nomor", "no urut"})


def pasted(form: FormSheetPlan, values: dict[str, Any], path: Path, text: str) -> None:
    """Add the rows of a pasted text to the table at a path. Columns go by their headings, where the first row has some; else by their order."""
    names = tuple(step for step in path if isinstance(step, str))
    sheet = next((one for one in form.plan.sheets if isinstance(one, TableSheet) and one.path == names), None)
    rows = [
        row for row in csv.reader(StringIO(text.replace("\r\n", "\n").strip("\n")), delimiter="\t") if any(cell.strip() for cell in row)
    ]
    if sheet is None or not rows:
        return
    slots = [slot for slot in sheet.slots if slot.is_read and slot.path[-1] != PARENT_KEY]
    order, rows = _order(slots, rows)
    table = _table(values, path)
    for cells in rows[:_MOST_ROWS]:
        row: dict[str, Any] = {}
        for slot, cell in zip(order, cells, strict=False):
            if slot is not None and cell.strip():
                _put(row, slot.path[len(sheet.path) :], _value(form, slot, cell.strip()))
        if row:
            table.append(row)


def _order(slots: list[Slot], rows: list[list[str]]) -> tuple[list[Slot | None], list[list[str]]]:
    """Return what each column is for, and the rows without the headings."""
    known: Mapping[str, Slot] = {folded(text): slot for slot in slots for text in (slot.heading[-1], slot.title, slot.path[-1])}
    heads = [known.get(folded(cell)) for cell in rows[0]]
    if sum(head is not None for head in heads) * 2 > len([cell for cell in rows[0] if cell.strip()]):
        return list(heads), rows[1:]
    is_numbered = folded(rows[0][0]) in _NUMBERED or (
        len(rows) > 1 and len(rows[0]) > len(slots) and all(row[0].strip() == str(at) for at, row in enumerate(rows, start=1))
    )
    return ([None] if is_numbered else []) + list(slots), rows


def _value(form: FormSheetPlan, slot: Slot, cell: str) -> Any:
    return [line.strip() for line in cell.split("\n") if line.strip()] if form.traits[slot.path].is_list else cell


def _table(values: Any, path: Path) -> list[Any]:
    """Return the rows of a table, made where there are none."""
    for at, step in enumerate(path):
        if isinstance(values, list):
            values = values[int(step)]
        else:
            values = values.setdefault(step, [] if at == len(path) - 1 or isinstance(path[at + 1], int) else {})
    return values


def _put(held: dict[str, Any], steps: Names, value: Any) -> None:
    for step in steps[:-1]:
        held = held.setdefault(step, {})
    held[steps[-1]] = value
