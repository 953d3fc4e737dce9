"""One sheet's rows written for given numbers of copies, with slots left where values belong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.office.sheet.cells import MAX_ROW, letters
from generator.office.sheet.formula import Value, key, split_key
from generator.office.sheet.heights import Fit, fit, rounded_height
from generator.office.sheet.references import CellRect, Copy, any_meet
from generator.office.sheet.rowmap import RowMap
from generator.render.xlsx.breaks import Paper, PrintedRow, paper
from generator.render.xlsx.cellreading import address
from generator.render.xlsx.faults import fault
from generator.render.xlsx.frame import moved_frame
from generator.render.xlsx.keeping import RowNote, print_plan
from generator.render.xlsx.model import FormulaCell, TemplateBook, TemplateCell, TemplateRow, TemplateSheet
from generator.render.xlsx.sheetreading import PADDING
from generator.render.xlsx.slots import CellPattern, CellSlot, FormulaSlot, RowHead, SheetArrangement, silenced
from generator.render.xlsx.tags import is_conditional, is_silent

_OF_PAGE: Final = 0.9
"""So much of a page a chart may take beside its heading."""
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(slots=True)
class SheetWriter:
    """Writes one sheet.

    maps: how the rows of every sheet move; names: what defined names and tables' columns mean; blank: the rows that
    stand for loops without data.
    """

    book: TemplateBook
    sheet: TemplateSheet
    maps: Mapping[str, RowMap]
    names: Mapping[str, CellRect]
    blank: tuple[CellRect, ...] = ()
    chunks: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    slots: list[CellSlot] = field(default_factory=list)
    formulas: list[FormulaSlot] = field(default_factory=list)
    heads: dict[int, RowHead] = field(default_factory=dict)
    values: dict[int, Value] = field(default_factory=dict)
    fits: dict[tuple[int, int], Fit] = field(default_factory=dict)
    patterns: dict[tuple[int, int], CellPattern] = field(default_factory=dict)
    least: dict[int, float] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    rows_used: list[int] = field(default_factory=list)
    columns_used: set[int] = field(default_factory=set)
    notes: list[RowNote] = field(default_factory=list)
    paper: Paper | None = None

    def arrangement(self) -> SheetArrangement:
        """Return the sheet laid out. Raises TemplateFault when it cannot be."""
        self.pending.append("")
        self.paper = paper(self.sheet, self.book.styles.usual)
        for row, number, where in self.output_rows():
            if number > MAX_ROW:
                raise fault(
                    "baris terlalu banyak untuk satu lembar Excel.",
                    file=self.book.file,
                    sheet=self.sheet.name,
                    cell=f"A{row.number}",
                    code="baris-melebihi-lembar",
                )
            self.row(row, number, where)
        before, after, behind_breaks = moved_frame(self.sheet, self.maps, self.used())
        self.pending.append(after)
        page_ends = self.slot()
        self.pending.append(behind_breaks)
        self.flush()
        self.chunks[0] = before + self.chunks[0]
        return SheetArrangement(
            sheet=self.sheet,
            chunks=tuple(self.chunks),
            slots=tuple(self.slots),
            formulas=tuple(self.formulas),
            heads=self.heads,
            values=self.values,
            extent=(self.used()[2], self.used()[3]),
            unknown=tuple(self.unknown),
            spare=self.spare(),
            page_ends=page_ends,
            plan=None if self.paper is None else print_plan(self.book, self.sheet, self.notes, self.paper),
        )

    def spare(self) -> dict[int, tuple[int, ...]]:
        """Return the columns that hold nothing but tags, at least one above a loop and one in it, with the keys of their cells."""
        cells = [(row.number, cell) for row in self.sheet.rows for cell in row.cells]
        spoken = {cell.column for _, cell in cells if cell.formula is not None or (cell.tags is None and cell.value is not None)}
        spoken |= {cell.column for _, cell in cells if cell.tags is not None and cell.tags.holds in {"for", "endfor"}}
        heads = {cell.column for row, cell in cells if cell.tags is not None and self.sheet.loop_at(row) is None}
        bodies = {cell.column for row, cell in cells if cell.tags is not None and self.sheet.loop_at(row) is not None}
        merged = {column for rect in self.sheet.merges if rect.left < rect.right for column in (rect.left,)}
        wanted = (heads & bodies) - spoken - merged
        return {column: tuple(slot.key for slot in self.slots if split_key(slot.key)[1] == column) for column in sorted(wanted)}

    def used(self) -> tuple[int, int, int, int]:
        """Return top, left, bottom and right of the cells written."""
        if not self.rows_used or not self.columns_used:
            return 1, 1, 1, 1
        return self.rows_used[0], min(self.columns_used), self.rows_used[-1], max(self.columns_used)

    def output_rows(self) -> Iterator[tuple[TemplateRow, int, Copy]]:
        """Yield the rows of the output in order: the template's row, the output's number, and where its formulas stand."""
        rows = self.maps[self.sheet.name]
        patterns: list[TemplateRow] = []
        loop = 0
        for row in self.sheet.rows:
            if self.sheet.loop_at(row.number) is not None:
                patterns.append(row)
            elif not self.sheet.is_control(row.number):
                yield row, rows.first(row.number), Copy(self.sheet.name)
            elif row.number == self.sheet.loops[loop].block.closing:
                for copy in range(rows.copies(loop)):
                    where = Copy(self.sheet.name, loop, copy)
                    yield from ((pattern, rows.copy(pattern.number, loop, copy), where) for pattern in patterns)
                patterns, loop = [], loop + 1

    def row(self, row: TemplateRow, number: int, where: Copy) -> None:
        """Write one row of the output."""
        hidden = ' hidden="1"' if not row.hidden and self.is_left_out(number, where) else ""
        if row.number not in self.least:
            self.columns_used.update(cell.column for cell in row.cells)
            self.least[row.number] = self.least_height(row)
        height = self.chart_height(row)
        usual = height or row.height or self.sheet.default_height
        if row.says_nothing and not hidden and not height:
            self.notes.append(RowNote(row, PrintedRow(number, usual), self.repeated(where.block)))
            return
        start = f'<row r="{number}"{row.attributes}{hidden}'
        head = -1
        if any(cell.tags for cell in row.cells) and not row.hidden:
            head = self.slot()
            author = row.height if row.fixed_height else None
            self.heads[head] = RowHead(number, start, self.least[row.number], author, self.sheet.default_height)
            self.chunks[head] = self.heads[head].text(0.0, merged=False)
        else:
            self.pending.append(start + (f' ht="{height:g}" customHeight="1"' if height else _height(row)) + ">")
        if not row.hidden and not hidden:
            self.notes.append(RowNote(row, PrintedRow(number, usual, head), self.repeated(where.block)))
        for cell in row.cells:
            self.cell(cell, (row.number, number), where, head)
        self.pending.append(row.tail + "</row>")
        self.rows_used.append(number)

    def repeated(self, loop: int | None) -> int | None:
        """Return the loop a row stands in; rows under a condition are in none."""
        return None if loop is None or is_conditional(self.sheet.loops[loop].text.statement) else loop

    def chart_height(self, row: TemplateRow) -> float:
        """Return how high a row under a chart must be for its bars to be told apart; 0 where it is high enough."""
        place = next(
            (place for place in self.book.places if place.sheet == self.sheet.name and place.top <= row.number <= place.bottom), None
        )
        if place is None or place.source is None:
            return 0.0
        most = math.inf if self.paper is None else _OF_PAGE * self.paper.room
        wanted = min(place.height(self.maps[place.source[0]].copies(place.source[1])), most) / place.rows
        return rounded_height(wanted) if wanted > (row.height or self.sheet.default_height) else 0.0

    def is_left_out(self, number: int, where: Copy) -> bool:
        """Tell whether a row stands for a loop without data that is to leave none, or beside another loop that has some: one table, several sources."""
        if where.block is None or not any_meet([CellRect(self.sheet.name, number, 1, number, 1)], self.blank):
            return False
        if is_silent(self.sheet.loops[where.block].text.statement):
            return True
        blocks = self.sheet.blocks
        first = last = where.block
        while first > 0 and blocks[first - 1].closing + 1 == blocks[first].opening:
            first -= 1
        while last + 1 < len(blocks) and blocks[last].closing + 1 == blocks[last + 1].opening:
            last += 1
        rows = self.maps[self.sheet.name]
        spans = (
            CellRect(self.sheet.name, rows.copy(blocks[other].opening + 1, other, 0), 1, MAX_ROW, 1) for other in range(first, last + 1)
        )
        return any(not any_meet([span._replace(bottom=span.top)], self.blank) for span in spans)

    def cell(self, cell: TemplateCell, rows: tuple[int, int], where: Copy, head: int) -> None:
        """Write one cell of the output; rows: its row in the template and in the output."""
        template_row, number = rows
        opening = f'<c r="{letters(cell.column)}{number}"'
        if cell.formula is not None and self.blank and any_meet([CellRect(self.sheet.name, number, 1, number, 1)], self.blank):
            self.pending.append(f"{opening}{cell.attributes}/>")  # a result in a row that stands for nobody would be somebody's
        elif cell.formula is not None:
            self.formula(cell.formula, cell, rows, where)
        elif cell.tags is not None:
            pattern = self.patterns.get((template_row, cell.column)) or self.new_pattern(cell, template_row)
            styled = f'{opening} s="{cell.style}"' if cell.style else opening
            self.slots.append(CellSlot(self.slot(), head, key(number, cell.column), styled, pattern))
        else:
            self.pending.append(opening + cell.attributes + cell.body)
            if cell.value is not None:
                self.values[key(number, cell.column)] = cell.value

    def new_pattern(self, cell: TemplateCell, row: int) -> CellPattern:
        """Return what the copies of a tagged cell share, and keep it."""
        assert cell.tags is not None
        room, looks = self.fit_of(cell, row), tuple(run.properties for run in cell.tags.runs)
        pattern = CellPattern(address(row, cell.column), cell.style, room.easy, room, looks, self.book.styles.format(cell.style).loose)
        self.patterns[row, cell.column] = pattern
        return pattern

    def formula(self, found: FormulaCell, cell: TemplateCell, rows: tuple[int, int], where: Copy) -> None:
        """Write a formula moved to its place; its value is left for later, or out when the evaluator does not know it."""
        if found.unreadable and any(sheet.loops for sheet in self.book.sheets):
            place = address(rows[0], cell.column)
            raise fault(
                "rumus tidak dapat dibaca, padahal baris bergeser.",
                file=self.book.file,
                sheet=self.sheet.name,
                cell=place,
                code="rumus-tidak-terbaca",
            )
        text = found.formula.moved(self.maps, where).translate(_ESCAPES)
        array = f' ref="{found.array.moved(self.maps, where)}"' if found.array is not None else ""
        opening = f'<c r="{letters(cell.column)}{rows[1]}"{cell.attributes}'
        body = f"<f{found.attributes}{array}>{text}</f>"
        rects = tuple(part.rect(self.maps, where) for part in found.formula.references)
        if found.solve is None:
            body = silenced(body) if found.array is None and any_meet(rects, self.blank) else body
            self.pending.append(f"{opening}>{body}</c>")
            self.unknown.append(key(rows[1], cell.column))
            return
        named = tuple(self.names[name] for name in found.names if name in self.names)
        slot = FormulaSlot(self.sheet.name, rows[1], cell.column, self.slot(), opening, body, found.solve, rects, rects + named)
        self.formulas.append(slot)

    def slot(self) -> int:
        """Return the place in the chunks of something still to be written."""
        self.flush()
        self.chunks.append("")
        return len(self.chunks) - 1

    def flush(self) -> None:
        """Put what is pending, if anything, into one chunk."""
        if self.pending:
            self.chunks.append("".join(self.pending))
            self.pending = []

    def fit_of(self, cell: TemplateCell, row: int) -> Fit:
        """Return what decides the lines of a text in a cell."""
        found = self.fits.get((row, cell.column))
        if found is None:
            found = self.fits[row, cell.column] = self.new_fit(cell, row)
        return found

    def new_fit(self, cell: TemplateCell, row: int) -> Fit:
        """Return the same, worked out from widths, merged cells and formats."""
        merge = next((rect for rect in self.sheet.merges if (rect.top, rect.left) == (row, cell.column)), None)
        right, bottom = (merge.right, merge.bottom) if merge is not None else (cell.column, row)
        width = sum(self.sheet.widths.get(column, self.sheet.default_width) for column in range(cell.column, right + 1))
        width += PADDING * (right - cell.column)  # inside a merged cell there is no edge to stand off
        others = self.heights_between(row + 1, bottom) if bottom > row else 0.0
        looks = self.book.styles.format(cell.style)
        usual = self.book.styles.usual
        return fit(
            width, wraps=looks.wraps, letters=looks.letters, usual=usual, merged=merge is not None, others=others, indent=looks.indent
        )

    def heights_between(self, first: int, last: int) -> float:
        """Return the height of the template's rows from first to last, in points."""
        heights = {found.number: found.height for found in self.sheet.rows}
        return sum(heights.get(number) or self.sheet.default_height for number in range(first, last + 1))

    def least_height(self, row: TemplateRow) -> float:
        """Return the height that a row's untagged text and one line in each tagged cell need, in points."""
        texts = [(cell, cell.value if cell.tags is None else "x") for cell in row.cells]
        heights = (self.fit_of(cell, row.number).height(text) for cell, text in texts if isinstance(text, str))
        return max(heights, default=0.0)


def _height(row: TemplateRow) -> str:
    if row.height is None:
        return ""
    return f' ht="{row.height:g}"' + (' customHeight="1"' if row.fixed_height else "")
