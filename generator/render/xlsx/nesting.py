"""Loops of rows within loops of rows: the outer ones are written out for one document, so that all that are left stand one below another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.office.package.parts import replaced
from generator.office.package.xml import elements, parsed, serialised
from generator.office.sheet.references import Copy, reference
from generator.office.sheet.rowmap import RowBlock, RowMap
from generator.render.xlsx.cellreading import formula_cell
from generator.render.xlsx.frame import Moves, move_elements
from generator.render.xlsx.model import Loop, TemplateBook, TemplateCell, TemplateRow, TemplateSheet
from generator.render.xlsx.parts import moved_parts, workbook_part
from generator.render.xlsx.reading import with_parts
from generator.render.xlsx.tags import is_silent

Nests = tuple[tuple[int, ...], ...]
"""Of each depth, how many rows of data the loops that hold others have, in the order in which they stand."""


def written_out(book: TemplateBook, nests: Mapping[str, Nests]) -> TemplateBook:
    """Return a template in which no loop stands in another, for given numbers of rows by sheet; one without any has a blank copy.

    What stands in a holder is written once for each of its rows, its formulas moved as if it had been copied by hand.
    """
    for depth in range(max((len(levels) for levels in nests.values()), default=0)):
        book = _without_outermost(book, {name: levels[depth] for name, levels in nests.items() if len(levels) > depth})
    return book


def _without_outermost(book: TemplateBook, counts: Mapping[str, Sequence[int]]) -> TemplateBook:
    written = [_SheetHolders(sheet, _outermost(sheet), tuple(counts.get(sheet.name, ()))) for sheet in book.sheets]
    maps = {one.sheet.name: one.rows for one in written}
    members = moved_parts(book, maps) | {book.workbook: workbook_part(book, maps, recalculate=False)}
    changes = {name: member for name, member in members.items() if member is not None}
    parts = {**book.parts, **{name: member.data for name, member in changes.items()}}
    sheets = tuple(one.result(maps) for one in written)
    return with_parts(replace(book, members=replaced(book.members, changes), parts=parts, sheets=sheets))


def _outermost(sheet: TemplateSheet) -> tuple[int, ...]:
    """Return the loops that hold others and stand in none."""
    return tuple(at for at in sheet.holders if not sheet.depth(at))


@dataclass(frozen=True, slots=True)
class _SheetHolders:
    """A sheet and its outermost holders, with how many rows of data each has."""

    sheet: TemplateSheet
    holders: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def rows(self) -> RowMap:
        """Where its rows go."""
        return RowMap([self.sheet.loops[at].block for at in self.holders], [max(count, 1) for count in self.counts])

    def result(self, maps: Mapping[str, RowMap]) -> TemplateSheet:
        """Return the sheet written out. maps: where the rows of every sheet go."""
        frame = parsed(self.sheet.frame)
        move_elements(frame, Moves(maps, self.sheet.name))
        merges = (reference(found.get("ref", "")) for found in elements(frame, "mergeCell"))
        return replace(
            self.sheet,
            frame=serialised(frame),
            rows=tuple(self._rows(maps)),
            loops=tuple(sorted(self._loops(), key=lambda loop: loop.block.opening)),
            merges=tuple(found.rect({}, Copy(self.sheet.name)) for found in merges if found is not None),
        )

    def _loops(self) -> Iterator[Loop]:
        rows = self.rows
        for loop in self.sheet.loops:
            opening, closing = loop.block.opening, loop.block.closing
            holder = rows.block_at(opening)
            if holder is not None:
                for number in range(rows.copies(holder)):
                    yield replace(loop, block=RowBlock(rows.copy(opening, holder, number), rows.copy(closing, holder, number)))
            elif not rows.vanishes(opening, opening):
                yield replace(loop, block=RowBlock(rows.first(opening), rows.first(closing)))

    def _rows(self, maps: Mapping[str, RowMap]) -> Iterator[TemplateRow]:
        rows, name = self.rows, self.sheet.name
        held: list[TemplateRow] = []
        for row in self.sheet.rows:
            if rows.block_at(row.number) is not None:
                held.append(row)
            elif not rows.vanishes(row.number, row.number):
                yield _moved(row, rows.first(row.number), maps, Copy(name))
            elif held:
                holder = self.holders.index(next(at for at in self.holders if self.sheet.loops[at].block.closing == row.number))
                yield from self._copies(held, holder, maps)
                held = []

    def _copies(self, held: Sequence[TemplateRow], holder: int, maps: Mapping[str, RowMap]) -> Iterator[TemplateRow]:
        rows, is_blank = self.rows, not self.counts[holder]
        is_hidden = is_blank and is_silent(self.sheet.loops[self.holders[holder]].text.statement)
        for number in range(rows.copies(holder)):
            for row in held:
                moved = _moved(row, rows.copy(row.number, holder, number), maps, Copy(self.sheet.name, holder, number))
                moved = _hidden(moved) if is_hidden and not moved.hidden else moved
                yield replace(moved, cells=tuple(map(_silent, moved.cells))) if is_blank else moved


def _moved(row: TemplateRow, number: int, maps: Mapping[str, RowMap], where: Copy) -> TemplateRow:
    cells = tuple(_moved_cell(cell, maps, where) if cell.formula is not None else cell for cell in row.cells)
    return replace(row, number=number, cells=cells)


def _moved_cell(cell: TemplateCell, maps: Mapping[str, RowMap], where: Copy) -> TemplateCell:
    assert cell.formula is not None
    text = cell.formula.formula.moved(maps, where)
    array = cell.formula.array.moved(maps, where) if cell.formula.array is not None else ""
    return replace(cell, formula=formula_cell(text, cell.formula.attributes, array))


def _hidden(row: TemplateRow) -> TemplateRow:
    return replace(row, hidden=True, attributes=f'{row.attributes} hidden="1"')


def _silent(cell: TemplateCell) -> TemplateCell:
    """Return a cell of a row that stands for nobody: a result in it would be somebody's."""
    return cell if cell.formula is None else replace(cell, formula=None, value=None, body="/>")
