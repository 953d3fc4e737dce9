"""The rows of a template by example written into its workbook: rows that come and go, and all that points to them, formulas first of all."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.example.sheet_rows import TemplateLine
from generator.office.package.parts import Member, packed
from generator.office.package.xml import Element, child, elements, local, parsed, serialised
from generator.office.sheet.addresses import letters
from generator.office.sheet.cells import split_address, writable
from generator.office.sheet.formula import formula, unshared
from generator.office.sheet.references import Copy, reference
from generator.office.sheet.rowmap import RowMap
from generator.office.sheet.worksheet import child_in_order
from generator.render.xlsx.frame import Moves, move_elements
from generator.render.xlsx.model import TemplateBook
from generator.render.xlsx.parts import moved_parts, workbook_part

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class SettledRows(RowMap):
    """Where the rows of a finished sheet stand in its template; one that is kept of many stands for all of them.

    running: kept rows whose formulas read the row before: of the first copy what stands above the table, so the row of the statement is meant.
    """

    def __init__(self, places: Mapping[int, int], instead: Mapping[int, int], running: frozenset[int]) -> None:
        super().__init__((), ())
        self.places = places
        self.instead = instead
        self.running = running
        self._last = max(places, default=0)
        self._more = max(places.values(), default=0) - self._last

    def first(self, row: int) -> int:
        """Return where a row stands, or the one that was kept in its place."""
        return row + self._more if row > self._last else self.places[self.instead.get(row, row)]

    def last(self, row: int) -> int:
        """Return the same: nothing is repeated yet."""
        return self.first(row)

    def spans(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return what a range becomes: what is left of its rows; nothing where none is."""
        kept = [self.places[row] for row in range(top, min(bottom, self._last) + 1) if row in self.places]
        kept += [self.first(bottom)] if bottom > self._last else []
        return [(min(kept), max(kept))] if kept else []

    def repeats(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return the same for a thing that belongs to one place, which goes with its row."""
        return self.spans(top, bottom) if top in self.places or top > self._last else []

    def surrounds(self, top: int, bottom: int, block: int) -> bool:
        """Tell whether rows are a whole loop with its statements: none is one yet."""
        return False

    def beside(self, row: int, block: int, number: int) -> int:
        """Return where a relative reference of a kept row points: the row before it is the statement's. 0 where nothing is said of it."""
        return self.places[block] - 1 if row == block - 1 and block in self.running else 0


@dataclass
class SettledSheet:
    """A sheet that is written as a template. lines: its rows; root: its XML; others: the XML of rows of the examples beside it, by example and number."""

    name: str
    part: str
    root: Element
    lines: Sequence[TemplateLine]
    others: Mapping[tuple[int, int], Element] = field(default_factory=dict[tuple[int, int], Element])

    def __post_init__(self) -> None:
        """Write out what is written once for several cells, and find its rows."""
        self.holder = next(elements(self.root, "sheetData"))
        _place_cells(self.holder)
        _unshare(self.holder)
        self.old = {int(row.get("r", "0")): row for row in self.holder}
        self.shape = {number: _shape(row) for number, row in self.old.items()}

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is another than it was."""
        return any(line.statement or line.cells or line.book for line in self.lines)  # no row goes without a statement in its place

    def rows(self) -> SettledRows:
        """Return where its rows go."""
        places: dict[int, int] = {}
        for number, line in enumerate(self.lines, start=1):
            if line.source and not line.book:
                places.setdefault(line.source, number)
        instead = dict(self._instead(places))
        return SettledRows(places, instead, frozenset(self._running(instead)))

    def _instead(self, places: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Yield for each row that is gone the one that stands for it: of the loop beside it the row most like it."""
        spans = list(_loops(self.lines))
        for row in range(1, max(places, default=0) + 1):
            if row in places:
                continue
            near = [one for one in spans if any(_joins(row, kept, places) for kept in one)] or [
                [max((at for at in places if at < row), default=min(places))]
            ]
            yield row, max((kept for one in near for kept in one), key=lambda kept: (self._likeness(row, kept), -abs(kept - row)))

    def _likeness(self, one: int, other: int) -> float:
        mine, theirs = self.shape.get(one, {}), self.shape.get(other, {})
        return sum(mine[column] == theirs.get(column) for column in mine) / max(len(mine), len(theirs), 1)

    def _running(self, instead: Mapping[int, int]) -> Iterator[int]:
        """Yield the kept rows that read the one before them, as the one behind does."""
        for row, kept in instead.items():
            if row == kept + 1 and any(_reads_before(text, row) for text in _formulas(self.old.get(row)).values()):
                mine, theirs = _formulas(self.old.get(kept)), _formulas(self.old[row])
                if all(theirs.get(column) is None or unshared(theirs[column], -1, 0) == text for column, text in mine.items()):
                    yield kept

    def write(self, maps: Mapping[str, RowMap]) -> None:
        """Write its rows, and move what stands around them."""
        rows = maps[self.name]
        assert isinstance(rows, SettledRows)
        moves = Moves(maps, self.name)
        merged = [reference(found.get("ref", "")) for found in elements(self.root, "mergeCell")]
        flat = [one for one in merged if one is not None and one.last is not None and one.first.row == one.last.row]
        move_elements(self.root, moves)
        made: list[Element] = []
        more: list[str] = []
        for number, line in enumerate(self.lines, start=1):
            element = self._row(line, number, rows, moves)
            if element is not None:
                made.append(element)
            if line.source and not line.book and rows.places[line.source] != number:
                more += [
                    f"{letters(one.first.column)}{number}:{letters(one.last.column)}{number}"
                    for one in flat
                    if one.first.row == line.source and one.last
                ]
        for element in list(self.holder):
            self.holder.remove(element)
        self.holder.extend(made)
        _merge(self.root, more)
        _show_columns(self.root, {column for line in self.lines for column in line.cells})
        _measure(self.root, self.holder)

    def _row(self, line: TemplateLine, number: int, rows: SettledRows, moves: Moves) -> Element | None:
        """Return the XML of a row, None of a blank one that needs none."""
        if line.statement:
            element = child(self.holder, "row", r=str(number))
            _put(_cell(element, 1, number), f"{{%tr {line.statement} %}}")
            return element
        source = self.others.get((line.book, line.source)) if line.book else self.old.get(line.source)
        if source is None and not line.cells:
            return None
        element = copy.deepcopy(source) if source is not None else child(self.holder, "row")
        element.set("r", str(number))
        element.attrib.pop("spans", None)
        if line.book:
            _without_words(element)
        _renumber(element, number, moves, Copy(self.name, line.source, 0) if line.source in rows.running else Copy(self.name))
        for column, text in sorted(line.cells.items()):
            _put(_cell(element, column, number), text)
        for name in ("ht", "customHeight") if line.is_high else ():
            element.attrib.pop(name, None)
        return element


def _renumber(row: Element, number: int, moves: Moves, where: Copy) -> None:
    for cell in row:
        if local(cell) == "c":
            cell.set("r", f"{letters(split_address(cell.get('r', 'A1'))[1])}{number}")
        for found in elements(cell, "f"):
            found.text = moves.formula(found.text or "", where)
            if found.get("ref"):
                found.set("ref", moves.whole(found.get("ref", "")))


def changes_of(book: TemplateBook, sheets: Sequence[SettledSheet]) -> dict[str, Member | None]:
    """Return the parts of a workbook that differ once its sheets are written as a template; None for one that goes."""
    maps = {one.name: RowMap((), ()) for one in book.sheets} | {one.name: one.rows() for one in sheets}
    changes = moved_parts(book, maps)
    names = workbook_part(book, maps, recalculate=False)
    changes |= {book.workbook: names} if names is not None else {}
    roots = {one.part: one.root for one in sheets}
    for sheet in book.sheets:
        roots.setdefault(sheet.part, parsed(book.parts[sheet.part]))
    before = {part: serialised(root) for part, root in roots.items()}
    for one in sheets:
        one.write(maps)
    for sheet in (sheet for sheet in book.sheets if not isinstance(maps[sheet.name], SettledRows)):
        _follow(roots[sheet.part], Moves(maps, sheet.name))
    return changes | {part: packed(part, after) for part, root in roots.items() if (after := serialised(root)) != before[part]}


def _follow(root: Element, moves: Moves) -> None:
    """Let a sheet whose own rows stay point to where the rows of others have gone."""
    _unshare(next(elements(root, "sheetData")))
    for found in elements(root, "c"):
        for inner in elements(found, "f"):
            inner.text = moves.formula(inner.text or "", Copy(moves.sheet))
    move_elements(root, moves)


def _loops(lines: Sequence[TemplateLine]) -> Iterator[list[int]]:
    """Yield of each loop the rows of the finished sheet that are kept in it, the outer loops last."""
    open_: list[tuple[str, list[int]]] = []
    for line in lines:
        if line.opens:
            open_.append((line.statement, []))
        elif line.closes and open_:
            statement, rows = open_.pop()
            if statement.startswith("for ") and rows:
                yield rows
            if open_:
                open_[-1][1].extend(rows)
        elif line.source and not line.book and open_:
            open_[-1][1].append(line.source)


def _joins(row: int, kept: int, places: Mapping[int, int]) -> bool:
    """Whether nothing that is kept stands between two rows."""
    return not any(at in places for at in range(min(row, kept) + 1, max(row, kept)))


def _place_cells(holder: Element) -> None:
    """Say of every row and cell where it stands: a file may leave that out."""
    number = 0
    for row in holder:
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        column = 0
        for cell in row:
            if local(cell) == "c":
                column = split_address(cell.get("r", ""))[1] if cell.get("r") else column + 1
                cell.set("r", f"{letters(column)}{number}")


def _unshare(holder: Element) -> None:
    """Write a formula that is shared by cells into each of them."""
    masters: dict[str, tuple[str, int, int]] = {}
    for found in [one for one in elements(holder, "f") if one.get("t") == "shared"]:
        row, column = split_address(found.getparent().get("r", "A1"))
        key = found.get("si", "")
        if found.text:
            masters[key] = (found.text, row, column)
        elif key in masters:
            text, first, left = masters[key]
            found.text = unshared(text, row - first, column - left)
        for name in ("t", "si", "ref"):
            found.attrib.pop(name, None)


def _formulas(row: Element | None) -> dict[int, str]:
    if row is None:
        return {}
    return {split_address(found.getparent().get("r", "A1"))[1]: found.text for found in elements(row, "f") if found.text}


def _reads_before(text: str, row: int) -> bool:
    try:
        references = formula(text).references
    except ValueError:
        return False
    return any(not one.sheet and not one.first.row_fixed and one.first.row == row - 1 for one in references)


def _shape(row: Element) -> dict[int, tuple[str, bool]]:
    """Return the format of each cell of a row, and whether a formula stands in it."""
    return {
        split_address(cell.get("r", "A1"))[1]: (cell.get("s", "0"), next(elements(cell, "f"), None) is not None)
        for cell in row
        if local(cell) == "c"
    }


def _cell(row: Element, column: int, number: int) -> Element:
    """Return a cell of a row, made where it has none."""
    after: Element | None = None
    for cell in row:
        at = split_address(cell.get("r", "A1"))[1] if local(cell) == "c" else 0
        if at == column:
            return cell
        if 0 < at < column:
            after = cell
    made = child(row, "c", r=f"{letters(column)}{number}")
    if after is not None:
        after.addnext(made)
    else:
        row.insert(0, made)
    return made


def _put(cell: Element, text: str) -> None:
    """Put a text into a cell, whatever it held; its format stays."""
    for inner in list(cell):
        cell.remove(inner)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    if text:
        cell.set("t", "inlineStr")
        held = child(child(cell, "is"), "t")
        held.set(_SPACE, "preserve")
        held.text = writable(text)


def _without_words(row: Element) -> None:
    """Take out of a row of another workbook what cannot be moved here: words that stand in that one's list of words, and formulas."""
    for cell in row:
        if cell.get("t") in ("s", "str", "inlineStr") or next(elements(cell, "f"), None) is not None:
            _put(cell, "")


def _merge(root: Element, refs: Sequence[str]) -> None:
    if not refs:
        return
    holder = next(elements(root, "mergeCells"), None)
    holder = child_in_order(root, "mergeCells") if holder is None else holder
    for ref in refs:
        child(holder, "mergeCell", ref=ref)
    holder.set("count", str(len(holder)))


def _show_columns(root: Element, tagged: set[int]) -> None:
    """Show columns that were hidden because nothing was in them, and that have tags now."""
    for found in elements(root, "col"):
        if found.get("hidden") and tagged.issuperset(range(int(found.get("min", "1")), int(found.get("max", "1")) + 1)):
            found.attrib.pop("hidden")


def _measure(root: Element, holder: Element) -> None:
    """Tell over which cells the sheet reaches."""
    places = [split_address(cell.get("r", "A1")) for row in holder for cell in row if local(cell) == "c"]
    if places:
        rows, columns = [row for row, _ in places], [column for _, column in places]
        for found in elements(root, "dimension"):
            found.set("ref", f"{letters(min(columns))}{min(rows)}:{letters(max(columns))}{max(rows)}")
