"""Tables with a column for each of many: a value for each pair of a row and a column, as a loop over rows and one over columns."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.example.account import Making
from generator.example.cells import RowPattern, tag_row
from generator.example.columns import RowItem, is_noted, of_item
from generator.example.grid import GridCell, GridRow, TableGrid
from generator.example.loops import variable_of
from generator.example.marks import rows_around, statement
from generator.example.outlined import printed
from generator.example.passage import WordPassage, folded, paragraphs_of
from generator.example.values import KnownRows, KnownValue, KnownValues, is_single
from generator.formatting import show
from generator.office.package.xml import Element
from generator.office.word.wml import W, find

_ENOUGH: Final = 0.8


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of a matrix: the rows of the data that name it, the column with its keys, and the one that is shown. shown, key: "" for a list."""

    path: str
    rows: KnownRows | None
    key: str
    shown: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _MatrixPlace:
    """Where a matrix stands: the position of the first of its columns, its first row, and its rows in the order of the data.

    heads: the cells of its headings, of which two may have been merged. suffix: filters of its cells.
    """

    grid: TableGrid
    start: int
    first: int
    rows: tuple[GridRow, ...]
    heads: tuple[GridCell, ...]
    suffix: str = ""


def place_matrices(roots: Sequence[Element], making: Making) -> None:
    """Make loops of the rows and columns of tables that hold a matrix of the data."""
    known = making.known
    grids: dict[Element, TableGrid] = {table: TableGrid(table) for root in roots for table in root.iter(f"{W}tbl")}
    for matrix in known.matrices:
        keys, columns = list(matrix.value), list(next(iter(matrix.value.values()), {}))
        if len(columns) < 2 and len(keys) < 2:
            continue
        sides = sorted(
            _sides(columns, known), key=lambda side: matrix.is_computed and side.path.partition(".")[0] != matrix.path.partition(".")[0]
        )
        owners = sorted((side for side in _sides(keys, known) if side.rows is not None), key=lambda side: side.key != side.shown)
        own = _Side(matrix.path, None, "", "", tuple(folded(str(show(key))) for key in keys))
        owners = [own, *owners] if matrix.is_computed else [*owners, own]
        for root in roots:
            for table in list(root.iter(f"{W}tbl")):
                found = _found(grids[table], matrix, sides, owners)
                if found is not None:
                    _make(found, matrix, making)
                    grids[table] = TableGrid(table)


def _sides(keys: Sequence[Any], known: KnownValues) -> Iterator[_Side]:
    """Yield the tables and lists of the data that name a side of a matrix by its keys."""
    wanted = [folded(str(show(key))) for key in keys]
    for rows in known.tables:
        columns = {
            name: tuple(folded(str(show(row.get(name, "")))) for row in rows.rows) for name in rows.rows[0] if _prints(rows.rows, name)
        }
        key = next((name for name, texts in columns.items() if list(texts) == wanted), None)
        if key is not None:
            for name, texts in columns.items():
                yield _Side(rows.path, rows, key, name, texts)
    for one in known.lists:
        if [folded(str(show(item))) for item in one.value] == wanted:
            yield _Side(one.path, None, "", "", tuple(wanted))


def _prints(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    return all(name in row and is_single(row[name]) for row in rows)


def _found(
    grid: TableGrid, matrix: KnownValue, sides: Sequence[_Side], owners: Sequence[_Side]
) -> tuple[_MatrixPlace, _Side, _Side] | None:
    for owner in owners:
        for side in sides:
            place = _place(grid, owner, side)
            suffix = None if place is None else _suffix(place, matrix, owner, side)
            if place is not None and suffix is not None:
                return replace(place, suffix=suffix), owner, side
    return None


def _place(grid: TableGrid, owner: _Side, side: _Side) -> _MatrixPlace | None:
    wide, said = len(side.texts), " ".join(side.texts)
    for head, row in enumerate(grid.rows):
        texts = [cell.text for cell in row.cells]
        if row.has_tag:
            continue
        starts = (at for at in range(1, len(texts)) if texts[at] and texts[at].startswith(side.texts[0]))
        ends = ((at, end) for at in starts for end in range(at + 1, min(at + wide, len(texts)) + 1))
        found = next(
            (pair for pair in ends if row.cells[pair[1] - 1].end - pair[0] >= wide and " ".join(texts[slice(*pair)]) == said), None
        )
        if found is None:
            continue
        start = found[0]
        for first in (head + 1, head + 2):
            below = {cell.text: one for one in grid.rows[first : first + len(owner.texts)] for cell in one.cells[:start]}
            rows = tuple(one for text in owner.texts for words, one in below.items() if words == text or is_noted(words, text))
            if len({one.element for one in rows}) == len(owner.texts):
                return _MatrixPlace(grid, start, first, rows, row.cells[slice(*found)])
    return None


def _suffix(place: _MatrixPlace, matrix: KnownValue, owner: _Side, side: _Side) -> str | None:
    """Return the filters by which the cells are what the matrix holds, None where they are not."""
    pairs = [
        (cell.text, value)
        for row, values in zip(place.rows, matrix.value.values(), strict=False)
        for cell, value in zip(row.cells[place.start : place.start + len(side.texts)], values.values(), strict=False)
    ]
    for suffix in dict.fromkeys((matrix.suffix, "", " | angka(2)")):
        fits = sum(text in {"", folded(printed(value, suffix))} or (text in "-–" and show(value) == "") for text, value in pairs)
        if pairs and fits / len(pairs) >= _ENOUGH:
            return suffix
    return None


def _make(found: tuple[_MatrixPlace, _Side, _Side], matrix: KnownValue, making: Making) -> None:
    (place, owner, side), known, account = found, making.known, making.account
    wide, row_name, column_name = len(side.texts), variable_of("baris", known), variable_of("lajur", known)
    rows = place.rows
    own = owner.rows or KnownRows(matrix.path, tuple({"": text} for text in owner.texts), {})
    items = tuple(RowItem({name: value for name, value in row.items() if not isinstance(value, list | dict)}) for row in own.rows)
    outside = tuple(_without(row, place.start, wide) for row in rows)
    kept = tag_row(RowPattern(place.grid, outside, items, row_name, own, place.first), account)
    kept_row = next(row for row in rows if row.element is kept.element)
    shown, key = of_item(column_name, side.shown), of_item(column_name, side.key)
    opening = f"{{%tc for {column_name} in {side.path} %}}"
    _columns(place.heads, opening, f"{{{{ {shown} }}}}")
    _columns(
        kept_row.cells[place.start : place.start + wide],
        opening,
        f"{{{{ {matrix.path}[{of_item(row_name, owner.key)}][{key}]{place.suffix} }}}}",
    )
    rows_around(kept.element, kept.element, f"{{%tr for {row_name} in {owner.path} %}}", "{%tr endfor %}")
    for row in rows:
        if row is not kept_row:
            row.element.getparent().remove(row.element)
    account.placed.update((matrix.path, owner.path, side.path))


def _without(row: GridRow, start: int, wide: int) -> GridRow:
    return GridRow(row.element, (*row.cells[:start], *row.cells[start + wide :]))


def _columns(cells: Sequence[GridCell], opening: str, tag: str) -> None:
    """Leave of a row's cells one, in a loop over columns."""
    kept = cells[0].element
    for paragraph in paragraphs_of(kept):
        if WordPassage(paragraph).words:
            WordPassage(paragraph).put_whole(tag)
            break
    else:
        paragraph = next(kept.iter(f"{W}p"))
        paragraph.getparent().replace(paragraph, statement(tag))
    _of_any_width(kept)
    for position, text in (("before", opening), ("behind", "{%tc endfor %}")):
        made = copy.deepcopy(kept)
        for child in [child for child in made if child.tag != f"{W}tcPr"]:
            made.remove(child)
        made.append(statement(text))
        (kept.addprevious if position == "before" else kept.addnext)(made)
    for cell in cells[1:]:
        cell.element.getparent().remove(cell.element)


def _of_any_width(cell: Element) -> None:
    width, span = find(cell, "tcPr/tcW"), find(cell, "tcPr/gridSpan")
    if span is not None:
        span.getparent().remove(span)
    if width is not None:
        width.set(f"{W}w", "0")
        width.set(f"{W}type", "auto")
