"""A finished workbook and its data to a template: rows of the data become a loop, single values tags; every other part stays.

Rows are never moved, so that no formula, chart or name has to be: of a table of the data the first row becomes the opening of the loop, the second its
pattern, the third its end. What further rows held is emptied and they are hidden; a table of fewer than three rows is left, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.example.account import Account, Making
from generator.example.assignment import assigned
from generator.example.columns import RowItem, explained
from generator.example.grid import WordedRow
from generator.example.loops import loops_of, variable_of
from generator.example.passage import Edit, folded, plain
from generator.example.singles import place_singles_in
from generator.example.values import KnownRows, KnownValues
from generator.example.word import MadeTemplate
from generator.formatting import show
from generator.intake.workbook.grid import FormGrid, read_grids
from generator.office.package.parts import CONTENT_TYPES, Member, packed, read_members, replaced, written
from generator.office.package.relations import without_parts, without_relations
from generator.office.package.xml import Element, elements, parsed, serialised
from generator.office.sheet.addresses import letters
from generator.office.sheet.book import open_book
from generator.office.sheet.sheets import sheet_parts

_FEWEST: Final = 3
_WORDS: Final = 6
_FILTER: Final = re.compile(r" \| (?:angka|persen|hari|tanggal)(?:\([^)]*\))?(?= \}\})")


@dataclass(frozen=True)
class SheetCell:
    """A cell as rows of tables are looked at: its words and column."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.start + 1

    @property
    def lines(self) -> tuple[str, ...]:
        """Its words, as one line."""
        return (self.text,)


@dataclass(frozen=True)
class SheetLine(WordedRow):
    """A row of a sheet: its number and its cells."""

    number: int
    cells: tuple[SheetCell, ...]


class SheetView:
    """A sheet as a grid of words, with the cells that tags were put in."""

    def __init__(self, grid: FormGrid, formulas: frozenset[tuple[int, int]], shared: frozenset[tuple[int, int]]) -> None:
        """Take a sheet as it was read, where its formulas stand, which stay, and which of them are written in one cell for several."""
        self.grid = grid
        self.formulas = formulas
        self.shared = shared
        self.tags: dict[tuple[int, int], str] = {}
        self.emptied: set[int] = set()

    @property
    def rows(self) -> list[SheetLine]:
        """Its rows, those without words left out."""
        return [self._line(number) for number in sorted(self.grid.cells) if self.grid.cells[number]]

    def _line(self, number: int) -> SheetLine:
        columns = sorted(self.grid.cells[number])
        return SheetLine(number, tuple(SheetCell(self.text(number, column), column) for column in columns))

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows: a tag that was put there, else its value as it prints."""
        return self.tags.get((row, column)) or folded(_shown(self.grid.at(row, column)))

    def heading(self, first: int, cell: SheetCell) -> str:
        """Return the words over a cell in the rows before the first one of its table."""
        above = [self.text(line.number, cell.start) for line in self.rows[:first]]
        return next((text for text in reversed(above) if text), "")

    def of(self, place: tuple[int, int], text: str, start: int, end: int) -> list[tuple[str, float]]:
        """Return the words around a cell's letters: before and behind them, left of the cell, over it."""
        row, column = place
        before, behind = text[:start].split()[-_WORDS:], text[end:].split()[:_WORDS]
        beside = [(" ".join(before[-count:]), 1.0) for count in range(1, len(before) + 1)] + [(" ".join(behind), 0.7)]
        return [*beside, *self._near(row, column)]

    def _near(self, row: int, column: int) -> list[tuple[str, float]]:
        left = [self.text(row, at) for at in range(column - 1, 0, -1)]
        found = [(text, 1.0) for text in [text for text in left if text and text != ":"][:2]]
        over = [self.text(at, column) for at in range(row - 1, max(row - 12, 0), -1)]
        return found + [(text, 0.8) for text in [text for text in over if text][:1]]


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, str | int | Decimal | Fraction | date | time | bool):
        return str(show(value)) if not isinstance(value, datetime) else ""
    return ""


@dataclass(slots=True)
class CellPassage:
    """A cell's words, with tags put into them: what `WordPassage` is for a paragraph."""

    view: SheetView
    place: tuple[int, int]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the cell."""
        self.text = plain(self.view.text(*self.place))

    @property
    def words(self) -> str:
        """Its words, with single blanks."""
        return folded(self.text)

    def put(self, edits: Iterable[Edit]) -> None:
        """Put tags in the place of passages; of a whole number or day the value itself, for the cell has its own format."""
        text, edits = self.text, list(edits)
        for edit in sorted(edits, key=lambda one: -one.start):
            text = text[: edit.start] + edit.tag + text[edit.end :]
        if edits:
            is_whole = len(edits) == 1 and (edits[0].start, edits[0].end) == (0, len(self.text))
            held = self.view.grid.at(*self.place)
            self.view.tags[self.place] = _FILTER.sub("", text) if is_whole and not isinstance(held, str) else text


def workbook_template(data: bytes, known: KnownValues, file: str) -> MadeTemplate:
    """Return the template that a finished workbook and its data give. Raises IntakeFault for one that cannot be read."""
    account = Account()
    making = Making(known, account)
    members = {member.name: member for member in read_members(data)}
    parts = sheet_parts({name: member.data for name, member in members.items() if name.endswith((".xml", ".rels"))})
    roots = {name: parsed(members[part].data) for name, part in parts.items()}
    views = [
        SheetView(grid, _formulas(roots[grid.name]), _formulas(roots[grid.name], "shared"))
        for grid in read_grids(open_book(data, file), file)
        if grid.name in roots
    ]
    for view in views:
        _loops(view, making)
    place_singles_in(((passage, view) for view in views for passage in _passages(view)), making)
    changes: dict[str, Member | None] = {}
    for view in views:
        name = parts[view.grid.name]
        if view.tags or view.emptied:
            changes[name] = packed(name, serialised(_written(roots[view.grid.name], view)))
    changes |= _without_chain(
        {name: member.data for name, member in members.items() if "calcChain" in name or name.endswith((".rels", CONTENT_TYPES))}
    )
    account.placed = +account.placed
    return MadeTemplate(written(replaced(list(members.values()), changes)), account)


def _without_chain(parts: Mapping[str, bytes]) -> dict[str, Member | None]:
    """Return the changes that take out the list of formulas in the order of their computing: Excel mends a book that lists one that is gone."""
    chain = next((name for name in parts if name.endswith("calcChain.xml")), "")
    if not chain:
        return {}
    owner = next((name for name, data in parts.items() if name.endswith(".rels") and b"calcChain" in data), "")
    changes: dict[str, Member | None] = {chain: None, CONTENT_TYPES: packed(CONTENT_TYPES, without_parts(parts[CONTENT_TYPES], [chain]))}
    if owner:
        ids = [one.get("Id", "") for one in parsed(parts[owner]) if one.get("Target", "").endswith("calcChain.xml")]
        changes[owner] = packed(owner, without_relations(parts[owner], ids))
    return changes


def _passages(view: SheetView) -> Iterator[CellPassage]:
    for line in view.rows:
        for cell in line.cells:
            place = (line.number, cell.start)
            if cell.text and "{" not in cell.text and line.number not in view.emptied and place not in view.formulas:
                yield CellPassage(view, place)


@dataclass(frozen=True, slots=True)
class _SheetLoop:
    """Rows of a sheet that are rows of the data. first: the position of the first of them among the rows of the sheet."""

    known: KnownRows
    items: tuple[RowItem, ...]
    rows: tuple[SheetLine, ...]
    first: int


def _loops(view: SheetView, making: Making) -> None:
    """Make loops of the rows of a sheet, of the table of the data first whose rows say most."""
    while (best := max(_candidates(view, making), key=lambda pair: pair[0], default=None)) is not None:
        loop = best[1]
        making.account.placed[loop.known.path] += 1
        _make(view, loop, making)


def _candidates(view: SheetView, making: Making) -> Iterator[tuple[tuple[float, int], _SheetLoop]]:
    for number, loop in enumerate(loops_of(making.known)):
        found = assigned(view, loop.items, loop.known.labels) if loop.outer is None else None
        if found is None or not found.is_unbroken:
            continue
        lines = view.rows
        rows = tuple(lines[at] for at in found.rows)
        if rows[-1].number - rows[0].number != len(rows) - 1 or _is_shared(view, rows):
            continue
        if len(rows) < _FEWEST:
            making.account.doubt(loop.known.path, rows[0].text, "kurang dari tiga baris: tidak ada tempat bagi pengulangannya; dibiarkan")
            continue
        yield (found.weight * len(rows), -number), _SheetLoop(loop.known, tuple(loop.items[at] for at in found.items), rows, found.rows[0])


def _is_shared(view: SheetView, rows: Sequence[SheetLine]) -> bool:
    """Whether a formula of the rows stands written in one of them for others."""
    return any((row.number, cell.start) in view.shared for row in rows for cell in row.cells)


def _make(view: SheetView, loop: _SheetLoop, making: Making) -> None:
    path, rows, variable = loop.known.path, loop.rows, variable_of("baris", making.known)
    opening, pattern, closing = (row.number for row in rows[:3])
    columns = sorted({cell.start for row in rows for cell in row.cells})
    for column in columns:
        texts = [view.text(row.number, column) for row in rows]
        if (pattern, column) in view.formulas:
            continue
        one = explained(texts, loop.items, variable, heading=view.heading(loop.first, SheetCell("", column)), labels=loop.known.labels)
        if one is not None:
            view.tags[(pattern, column)] = _FILTER.sub("", one.tag)
            if one.name:
                making.account.placed[f"{path}[].{one.name}"] += 1
        elif len(set(texts)) > 1:
            view.tags[(pattern, column)] = ""
            making.account.doubt(f"{path}, kolom {letters(column)}", texts[0], "berubah-ubah tanpa asal dalam data; dikosongkan")
    view.emptied.update(row.number for row in rows if row.number != pattern)
    view.tags[(opening, columns[0])] = f"{{%tr for {variable} in {path} %}}"
    view.tags[(closing, columns[0])] = "{%tr endfor %}"
    if len(rows) > _FEWEST:
        making.account.doubt(path, f"baris {rows[3].number}–{rows[-1].number}", "dikosongkan dan disembunyikan; boleh dihapus di Excel")


def _formulas(root: Element, form: str = "") -> frozenset[tuple[int, int]]:
    """Return the places of a sheet's cells that hold a formula. form: "shared" for those that are written in one cell for several."""
    return frozenset(
        (int(row.get("r", "0")), _column(cell.get("r", "")))
        for row in elements(root, "row")
        for cell in row
        if any(not form or formula.get("t") == form for formula in elements(cell, "f"))
    )


def _written(root: Element, view: SheetView) -> Element:
    """Return a sheet's XML with the tags in its cells, and the rows of former data emptied."""
    namespace = root.tag.rpartition("}")[0] + "}"
    for row in root.iter(f"{namespace}row"):
        number = int(row.get("r", "0"))
        for cell in row:
            address = cell.get("r", "")
            column = _column(address)
            tag = view.tags.get((number, column))
            if tag is None and number not in view.emptied:
                continue
            for child in list(cell):
                cell.remove(child)
            for name in ("t", "cm", "vm"):
                cell.attrib.pop(name, None)
            if tag:
                cell.set("t", "inlineStr")
                text = cell.makeelement(f"{namespace}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}, None)
                text.text = tag
                held = cell.makeelement(f"{namespace}is", {}, None)
                held.append(text)
                cell.append(held)
        if number in view.emptied and not any((number, _column(cell.get("r", ""))) in view.tags for cell in row):
            row.set("hidden", "1")
    return root


def _column(address: str) -> int:
    column = 0
    for letter in address:
        if letter.isalpha():
            column = column * 26 + ord(letter.upper()) - 64
    return column
