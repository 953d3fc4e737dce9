"""A text that needs more height than a row can have is spread over several rows: its cells are merged downward, what stands below moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace

from generator.office.package.parts import Member, packed
from generator.office.package.xml import Element, child, elements, local, parsed, serialised
from generator.office.sheet.cells import letters, split_address
from generator.office.sheet.heights import rounded_height, rows_for
from generator.office.sheet.references import Copy, reference
from generator.office.sheet.rowmap import RowMap
from generator.office.sheet.worksheet import child_in_order
from generator.render.xlsx.frame import Moves, move_elements
from generator.render.xlsx.model import TemplateBook
from generator.render.xlsx.parts import moved_parts, workbook_part

Tall = Mapping[str, Mapping[int, float]]
"""Of each sheet, the heights that rows need and cannot have."""


class _StretchedRows(RowMap):
    """Rows to where they stand when some have become several."""

    def __init__(self, extra: Mapping[int, int]) -> None:
        super().__init__((), ())
        self.extra = dict(extra)

    def first(self, row: int) -> int:
        """Return where a row begins."""
        return row + sum(more for at, more in self.extra.items() if at < row)

    def last(self, row: int) -> int:
        """Return where a row ends."""
        return row + sum(more for at, more in self.extra.items() if at <= row)

    def spans(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return what a range becomes: it reaches over all that its rows have become."""
        return [(self.first(top), self.last(bottom))]

    def repeats(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return the same for a thing that belongs to one place."""
        return self.spans(top, bottom)


def spread(book: TemplateBook, changes: Mapping[str, Member | None], tall: Tall) -> dict[str, Member | None]:
    """Return the changes of a filled workbook with its tall rows spread. Nothing else of the workbook changes its meaning."""
    if not tall:
        return dict(changes)
    parts = {**book.parts, **{name: member.data for name, member in changes.items() if member is not None}}
    for name in (name for name, member in changes.items() if member is None):
        parts.pop(name, None)
    filled = replace(book, parts=parts)
    maps: dict[str, RowMap] = {
        sheet.name: _StretchedRows({row: rows_for(height) - 1 for row, height in tall.get(sheet.name, {}).items()}) for sheet in book.sheets
    }
    made = dict(changes)
    for sheet in book.sheets:
        data = _sheet(parts[sheet.part], Moves(maps, sheet.name), tall.get(sheet.name, {}))
        if data != parts[sheet.part]:
            made[sheet.part] = packed(sheet.part, data)
    made |= {name: member for name, member in moved_parts(filled, maps).items() if member is not None and name in parts}
    workbook = workbook_part(filled, maps, recalculate=False)
    return made | ({book.workbook: workbook} if workbook is not None else {})


def _sheet(data: bytes, moves: Moves, tall: Mapping[int, float]) -> bytes:
    root = parsed(data)
    before = serialised(root)
    holder = next(elements(root, "sheetData"))
    merged = [reference(found.get("ref", "")) for found in elements(root, "mergeCell")]
    covered = {
        (found.first.row, column) for found in merged if found and found.last for column in range(found.first.column, found.last.column + 1)
    }
    for found in elements(holder, "f"):
        if found.text:
            found.text = moves.formula(found.text, Copy(moves.sheet))
    move_elements(root, moves)
    for row in list(holder):
        number = int(row.get("r", "0"))
        _renumber(row, moves.rows.first(number))
        if number in tall:
            _stretch(root, row, (number, tall[number]), covered)
    after = serialised(root)
    return after if after != before else data


def _renumber(row: Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        if local(cell) == "c":
            cell.set("r", f"{letters(split_address(cell.get('r', 'A1'))[1])}{number}")


def _stretch(root: Element, row: Element, tall: tuple[int, float], covered: set[tuple[int, int]]) -> None:
    """Put rows below one that is too tall, as many as its text needs, and merge its cells over them."""
    before, height = tall
    number, count = int(row.get("r", "0")), rows_for(height)
    _set_height(row, height / count)
    cells = [split_address(cell.get("r", "A1"))[1] for cell in row if local(cell) == "c"]
    for more in range(count - 1, 0, -1):
        fresh = deepcopy(row)
        _renumber(fresh, number + more)
        for cell in fresh:
            for inner in list(cell):
                cell.remove(inner)
            cell.attrib.pop("t", None)
        row.addnext(fresh)
    lone = [column for column in cells if (before, column) not in covered]
    _merge(root, [f"{letters(column)}{number}:{letters(column)}{number + count - 1}" for column in lone])


def _set_height(row: Element, points: float) -> None:
    row.set("ht", f"{rounded_height(points):g}")
    row.set("customHeight", "1")


def _merge(root: Element, refs: Sequence[str]) -> None:
    holder = next(elements(root, "mergeCells"), None)
    if holder is None:
        holder = child_in_order(root, "mergeCells")
    for ref in refs:
        child(holder, "mergeCell", ref=ref)
    holder.set("count", str(len(holder)))
