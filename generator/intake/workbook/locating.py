"""Where the places of a form stand in a workbook that people worked on: by their hidden names, and by the words over or beside them.

The words go before the names: a place whose own words stand somewhere is there, and names lead where the words were changed. So rows
and columns may be moved by programs that leave names behind, and headings reworded by people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from generator.form.bare import folded
from generator.form.plan import (
    HEAD_ROW,
    VALUE_HEAD,
    VALUE_KEY,
    FixedSheet,
    FormSection,
    FormSheet,
    MatrixSheet,
    Plan,
    Sheet,
    Slot,
    TableSheet,
    hidden_name,
)
from generator.intake.workbook.grid import FormGrid
from generator.office.sheet.told import NamedCells

_Names: TypeAlias = tuple[str, ...]
Named: TypeAlias = Mapping[str, NamedCells | None]
_MOST_HEAD_ROWS: Final = 60
_LONGEST: Final = 400


@dataclass(slots=True)
class LocatedTable:
    """A table, fixed rows or a matrix in its sheet. columns: of the places; across: of matrices, column by column with their heads."""

    grid: FormGrid
    head: int
    columns: dict[_Names, int] = field(default_factory=dict[_Names, int])
    across: dict[_Names, list[tuple[int, str]]] = field(default_factory=dict[_Names, list[tuple[int, str]]])
    lost: list[Slot] = field(default_factory=list[Slot])

    def known(self) -> set[int]:
        """Return the columns that are places of the form."""
        return {*self.columns.values(), *(column for heads in self.across.values() for column, _ in heads)}


@dataclass(slots=True)
class LocatedForm:
    """The single fields in their sheet: row and column of each value."""

    grid: FormGrid
    head: int
    values: dict[_Names, tuple[int, int]] = field(default_factory=dict[_Names, tuple[int, int]])
    lost: list[Slot] = field(default_factory=list[Slot])


Located: TypeAlias = LocatedTable | LocatedForm


def located(plan: Plan, grids: Sequence[FormGrid], names: Named) -> dict[int, Located]:
    """Return where each sheet of a plan stands now, by its number; what is not there is left out."""
    found: dict[int, Located] = {}
    free = list(grids)
    for pick in (_by_names, _by_title, _by_words):
        for number, sheet in enumerate(plan.sheets):
            grid = None if number in found else pick(sheet, free, names)
            if grid is not None:
                free.remove(grid)
                found[number] = _form(sheet, grid, names) if isinstance(sheet, FormSheet) else _table(sheet, grid, names)
    return found


def slots_of(sheet: Sheet) -> tuple[Slot, ...]:
    """Return every place of a sheet that has words of its own over or beside it."""
    return (
        (sheet.first, *sheet.slots) if isinstance(sheet, FixedSheet) else (sheet.first,) if isinstance(sheet, MatrixSheet) else sheet.slots
    )


def _by_names(sheet: Sheet, grids: Sequence[FormGrid], names: Named) -> FormGrid | None:
    """Return the sheet that most of the names lead to."""
    led = Counter(cells.sheet.casefold() for slot in slots_of(sheet) if (cells := _named(slot, names)) is not None)
    return next((grid for title, _ in led.most_common() for grid in grids if grid.name.casefold() == title), None)


def _named(slot: Slot, names: Named) -> NamedCells | None:
    """Return where the name of a place leads, or one that it had in an earlier revision."""
    return next((cells for name in (slot.name, *slot.former) if (cells := names.get(name)) is not None), None)


def _by_title(sheet: Sheet, grids: Sequence[FormGrid], names: Named) -> FormGrid | None:
    return next((grid for grid in grids if folded(grid.name) == folded(sheet.title)), None)


def _by_words(sheet: Sheet, grids: Sequence[FormGrid], names: Named) -> FormGrid | None:
    """Return the sheet with most of the words, if it has most of them."""
    wanted = {folded(slot.heading[-1] if isinstance(sheet, FormSheet) else _words(slot)) for slot in slots_of(sheet)}
    scores = [(len(wanted & set(_texts(grid))), -at, grid) for at, grid in enumerate(grids) if not grid.is_hidden]
    best = max(scores, default=None, key=lambda score: score[:2])
    return best[2] if best is not None and 2 * best[0] > len(wanted) else None


def _texts(grid: FormGrid) -> Iterator[str]:
    for row in sorted(grid.cells)[:_MOST_HEAD_ROWS] if len(grid.cells) > _MOST_HEAD_ROWS * 4 else grid.cells:
        yield from (_heading(grid, row, column) for column in grid.cells[row])


def _heading(grid: FormGrid, row: int, column: int) -> str:
    return folded(grid.text(row, column)[:_LONGEST].removesuffix("*"))


def _words(slot: Slot) -> str:
    """Return the words that stand over a place."""
    return slot.title


# Tables


def _table(sheet: Sheet, grid: FormGrid, names: Named) -> LocatedTable:
    slots = slots_of(sheet)
    here = {
        slot.path: cells for slot in slots if (cells := _named(slot, names)) is not None and cells.sheet.casefold() == grid.name.casefold()
    }
    head = _head_row(slots, grid, here)
    made = LocatedTable(grid, head)
    texts: dict[str, list[int]] = {}
    for column in sorted(grid.cells.get(head, {})):
        texts.setdefault(_heading(grid, head, column), []).append(column)
    for slot in slots:  # whose words stand where its name leads first, that of two with the same words each finds its own
        cells = here.get(slot.path)
        if cells is not None and cells.left in texts.get(folded(_words(slot)), ()):
            made.columns[slot.path] = cells.left
    for slot in (slot for slot in slots if slot.path not in made.columns):
        _take(slot, made, texts.get(folded(_words(slot)), ()))
    for slot in (slot for slot in slots if slot.path not in made.columns):  # whose words were changed
        cells = here.get(slot.path)
        if cells is None or cells.top != head or not _take(slot, made, (cells.left,)):
            made.lost.append(slot)
    if isinstance(sheet, TableSheet | MatrixSheet):
        _place_across(sheet, made, names)
    return made


def _head_row(slots: Sequence[Slot], grid: FormGrid, here: Mapping[_Names, NamedCells]) -> int:
    """Return the row of the heads: where most of the words stand, else where most names lead."""
    wanted = {folded(_words(slot)) for slot in slots}
    led = Counter(cells.top for cells in here.values())
    rows = sorted({*sorted(grid.cells)[:_MOST_HEAD_ROWS], *led})
    scores = {row: len(wanted & {_heading(grid, row, column) for column in grid.cells.get(row, {})}) for row in rows}
    return max(rows, key=lambda row: (scores[row], led[row], -row), default=HEAD_ROW)


def _take(slot: Slot, made: LocatedTable, columns: Sequence[int]) -> bool:
    """Give a place the first of some columns that no other place has; tell whether there was one."""
    taken = set(made.columns.values())
    column = next((column for column in columns if column not in taken), None)
    if column is not None:
        made.columns[slot.path] = column
    return column is not None


def _place_across(sheet: TableSheet | MatrixSheet, made: LocatedTable, names: Named) -> None:
    """Find the columns of the matrices: those under their name, and those whose heads are rows of the catalogue."""
    blocks = (
        [(across.cell, across.columns) for across in sheet.across] if isinstance(sheet, TableSheet) else [(sheet.slots[0], sheet.columns)]
    )
    taken = set(made.columns.values())
    for cell, side in blocks:
        named = _named(cell, names)
        is_here = named is not None and named.sheet.casefold() == made.grid.name.casefold() and named.top == made.head
        known = {folded(text) for key, label in side.keys for text in (key, label)}
        heads: list[tuple[int, str]] = []
        for column in sorted({*made.grid.cells.get(made.head, {}), *(range(named.left, named.right + 1) if named and is_here else ())}):
            within = is_here and named is not None and named.left <= column <= named.right
            is_known = folded(made.grid.text(made.head, column)) in known
            is_all = isinstance(sheet, MatrixSheet) or (not is_here and len(blocks) == 1 and not known)
            if column not in taken and (within or is_known or (is_all and made.grid.text(made.head, column))):
                heads.append((column, made.grid.text(made.head, column)))
        made.across[cell.path] = heads
        taken |= {column for column, _ in heads}


# Single fields


def _form(sheet: FormSheet, grid: FormGrid, names: Named) -> LocatedForm:
    here = {
        slot.path: cells
        for slot in sheet.slots
        if (cells := _named(slot, names)) is not None and cells.sheet.casefold() == grid.name.casefold()
    }
    labels = _labels(sheet, grid, here)
    first = min((row for row, _ in labels.values()), default=HEAD_ROW + 1)
    made = LocatedForm(grid, first - 1)
    values = _value_column(grid, first, names)
    for slot in sheet.slots:
        spot = labels.get(slot.path)
        if spot is None:
            made.lost.append(slot)
        else:
            made.values[slot.path] = (spot[0], values if values > spot[1] else spot[1] + 1)
    return made


def _value_column(grid: FormGrid, first: int, names: Named) -> int:
    """Return the column of the values: under their head, else where its name leads; 0 where neither is there."""
    heads = [
        column
        for row in sorted(grid.cells)
        if row < first
        for column in grid.cells[row]
        if _heading(grid, row, column) == folded(VALUE_HEAD)
    ]
    named = names.get(hidden_name((VALUE_KEY,)))
    return heads[-1] if heads else named.left if named is not None and named.sheet.casefold() == grid.name.casefold() else 0


def _labels(sheet: FormSheet, grid: FormGrid, here: Mapping[_Names, NamedCells]) -> dict[_Names, tuple[int, int]]:
    """Return where the label of each single field stands."""
    column = Counter(cells.left for cells in here.values()).most_common(1)
    lines = _read_lines(sheet, grid, column[0][0] if column else None)
    under = _sections(sheet)
    found: dict[_Names, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()

    def take(slot: Slot, spot: tuple[int, int]) -> None:
        found[slot.path] = spot
        taken.add(spot)

    for slot in sheet.slots:
        cells = here.get(slot.path)
        if cells is not None and _heading(grid, cells.top, cells.left) == folded(slot.heading[-1]) and (cells.top, cells.left) not in taken:
            section = next((line.section for line in lines if line.at == (cells.top, cells.left)), None)
            if section is None or section == under[slot.path]:
                take(slot, (cells.top, cells.left))
    for is_strict in (True, False):
        for slot in (slot for slot in sheet.slots if slot.path not in found):
            fits = [
                line.at
                for line in lines
                if line.text == folded(slot.heading[-1]) and line.at not in taken and (not is_strict or line.section == under[slot.path])
            ]
            if fits and (is_strict or len(fits) == 1):
                take(slot, fits[0])
    for slot in (slot for slot in sheet.slots if slot.path not in found):
        cells = here.get(slot.path)
        if cells is not None and (cells.top, cells.left) not in taken:
            take(slot, (cells.top, cells.left))
    return found


@dataclass(frozen=True, slots=True)
class _LabelLine:
    at: tuple[int, int]
    text: str
    section: str


def _sections(sheet: FormSheet) -> dict[_Names, str]:
    """Return the heading that each single field stands under in an untouched form."""
    found: dict[_Names, str] = {}
    section = ""
    for line in sheet.lines:
        if isinstance(line, FormSection):
            section = folded(line.text)
        else:
            found[line.path] = section
    return found


def _read_lines(sheet: FormSheet, grid: FormGrid, column: int | None) -> list[_LabelLine]:
    """Return the labels of a sheet in their order, each with the heading of the section that it stands under."""
    labels = {folded(slot.heading[-1]) for slot in sheet.slots}
    if column is None:
        counts = Counter(column for row in grid.cells for column in grid.cells[row] if _heading(grid, row, column) in labels)
        column = max(counts, key=lambda one: (counts[one], -one), default=1)
    headings = _heading_rows(sheet, grid, column)
    lines: list[_LabelLine] = []
    section = ""
    for row in sorted(grid.cells):
        text = _heading(grid, row, column)
        if row in headings:
            section = text
        elif text in labels:
            lines.append(_LabelLine((row, column), text, section))
    return lines


def _heading_rows(sheet: FormSheet, grid: FormGrid, column: int) -> set[int]:
    """Return the rows that head a section. Words that head one and label a field too are told apart by their order, else by what is beside them."""
    roles: dict[str, list[bool]] = {}
    for line in sheet.lines:
        is_section = isinstance(line, FormSection)
        roles.setdefault(folded(line.text if isinstance(line, FormSection) else line.heading[-1]), []).append(is_section)
    rows: dict[str, list[int]] = {}
    for row in sorted(grid.cells):
        if (text := _heading(grid, row, column)) in roles:
            rows.setdefault(text, []).append(row)
    found: set[int] = set()
    for text, at in rows.items():
        if len(at) == len(roles[text]):
            found |= {row for row, is_section in zip(at, roles[text], strict=True) if is_section}
        elif any(roles[text]):
            found |= {row for row in at if all(roles[text]) or not (grid.text(row, column + 1) or grid.text(row, column + 2))}
    return found
