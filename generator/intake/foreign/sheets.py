"""A sheet of a form that people made, taken apart from top to bottom: headings, labels with values, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from generator.intake.foreign.heads import FormSheetView, TableHead, head_at
from generator.intake.foreign.pieces import (
    FormHeading,
    LabelledValue,
    Piece,
    RecordTable,
    Spot,
    boxes_of,
    folded,
    heading_of,
    is_blank,
    is_numbered,
    label_of,
    options_of,
    written,
)
from generator.intake.foreign.signatures import dateline, signatures_in
from generator.intake.tables.foot import only_total
from validators.absence import KOSONG

_INLINE: Final = re.compile(r"([^:\n]{2,70}?)\s*:(?!\d)\s*(.*)", re.DOTALL)
_DOTTED: Final = re.compile(r"([^.…_\n]{2,70}?)\s*(?:\.{4,}|…{2,}|_{4,})\s*((?!.*(?:\.{4,}|…{2,}|_{4,}))[A-Z\d].*)?", re.DOTALL)
_LONG: Final = 60
_LONGEST: Final = 5000
"""In a longer text no label is looked for."""
_WIDE: Final = 3
_MOST_ROWS: Final = 5000
_MOST_SIGNING: Final = 50
_FOOT: Final = ("jumlah", "total", "rata-rata", "rerata", "grand total", "sub total", "subtotal")
_NOTES: Final = ("petunjuk", "keterangan", "ket ")
"""So begin notes to whoever fills the form in."""
_CLOSING: Final = ("mengetahui", "menyetujui", "disusun oleh", "dibuat oleh", "nip", "catatan", "keterangan")


def sheet_pieces(view: FormSheetView) -> Iterator[Piece]:
    """Yield what stands in a sheet, in its order."""
    yield from _SheetWalk(view).pieces()


class _SheetWalk:
    """The state while a sheet is gone through: the heading that was last read, and whether anything stands below it yet."""

    def __init__(self, view: FormSheetView) -> None:
        self.view = view
        self.grid = view.grid
        self.section = ""
        self.is_fresh = False
        self.taken: set[Spot] = set()
        self.signing = sorted(_signing(view), key=lambda one: one.at)
        self.taken |= {one.at for one in self.signing}

    def pieces(self) -> Iterator[Piece]:
        done = 0
        for row in self.view.rows:
            if row <= done:
                continue
            head = head_at(self.view, row)
            if head is not None:
                table = self._table(head)
                done = max(table.bottom, *table.rows, *table.foot, head.bottom)
                self.is_fresh = False
                yield table
            else:
                yield from self._line(row)
        yield from self.signing

    # Tables

    def _table(self, head: TableHead) -> RecordTable:
        columns = [one.column for one in head.columns]
        rows: list[int] = []
        foot: list[int] = []
        last = head.bottom
        for row in (row for row in self.view.rows if row > head.bottom):
            cells = self.view.cells(row)
            if row == head.bottom + 1 and _counts_columns(cells):
                last = row
                continue
            if self._ends(head, row, gap=row > last + 1) or (row > last + 1 and self._heads_anew(head, rows, row)):
                break
            if self._is_foot(head, cells):
                foot.append(row)
            elif foot:
                break
            elif any(not is_blank(self.grid.at(row, column)) for column in columns):
                rows.append(row)
            last = max(row, *(self.view.bottom(row, column) for column, _ in cells))
        title = heading_of(self.section) if self.is_fresh else ""
        self.section = "" if self.is_fresh else self.section
        return RecordTable(self.grid, head.columns, head.top, head.bottom, tuple(rows), tuple(foot), title)

    def _ends(self, head: TableHead, row: int, *, gap: bool) -> bool:
        """Whether a row is none of the table above it any more."""
        cells = self.view.cells(row)
        if head_at(self.view, row, is_within=True) is not None:
            return True
        if any((row, column) in self.taken for column, _ in cells):
            return True
        first = str(cells[0][1])
        if self.view.known.is_any and len(cells) <= 2 and folded(first) in self.view.known.labels | self.view.known.sections:
            return True
        if len(cells) == 1 and (self.view.right(row, cells[0][0]) - cells[0][0] >= _WIDE or folded(first).startswith(_CLOSING)):
            return not only_total(first)
        own = sum(column in {one.column for one in head.columns} for column, _ in cells)
        counted = head.counting and not is_blank(self.grid.at(row, head.counting)) and first.strip("(). ").isdigit()
        if first.rstrip().endswith(":") and not counted:
            return True
        return gap and not counted and 2 * own < len(head.columns) + 1

    def _heads_anew(self, head: TableHead, rows: Sequence[int], row: int) -> bool:
        """Whether the heads of another table stand below a gap: words over rows of their own, where this table has numbers or days."""
        columns = [column for column, value in self.view.cells(row) if isinstance(value, str) and not is_blank(value)]
        own = {one.column for one in head.columns}.intersection(columns)
        held = [[self.grid.at(at, column) for at in rows if not is_blank(self.grid.at(at, column))] for column in own]
        is_unlike = any(values and not any(isinstance(value, str) for value in values) for values in held)
        return is_unlike and not self.view.known.is_any and head_at(self.view, row) is not None

    def _is_foot(self, head: TableHead, cells: Sequence[tuple[int, Any]]) -> bool:
        texts = [str(value) for _, value in cells if isinstance(value, str) and not is_blank(value)]
        words = [text for text in texts if not _is_figure(text)]
        is_counted = any(column == head.counting and not isinstance(value, str) for column, value in cells)
        return len(words) == 1 and not is_counted and (only_total(words[0]) or folded(words[0]).startswith(_FOOT))

    # Lines

    def _line(self, row: int) -> Iterator[Piece]:
        cells = [cell for cell in self.view.cells(row) if (row, cell[0]) not in self.taken]
        at = 0
        while at < len(cells):
            column, value = cells[at]
            at += 1
            if not isinstance(value, str) or is_blank(value):
                continue
            inline = self._inline(value)
            if inline is not None and not (inline[1] == "" and at < len(cells)):
                yield self._labelled(inline[0], inline[1], (row, column))
                continue
            following, used = self._value_beside(row, column, cells[at:])
            if not used and self._is_among_labels(row, column):
                continue
            if used or self._is_label(value, row, column):
                at += used
                yield self._labelled(value, following[1], following[0])
            elif len(cells) == 1:
                yield from self._alone(row, column, value)

    def _inline(self, text: str) -> tuple[str, str] | None:
        """Return a label and its value that stand in one cell."""
        match = None if len(text) > _LONGEST else _INLINE.fullmatch(text.strip()) or _DOTTED.fullmatch(text.strip())
        if match is None:
            return None
        if self.view.known.is_any and folded(match[1]) not in self.view.known.labels:
            return None
        if not self.view.known.is_any and folded(match[1]).startswith(_NOTES):
            return None
        return match[1], match[2] if match.lastindex == 2 else ""

    def _value_beside(self, row: int, column: int, after: Sequence[tuple[int, Any]]) -> tuple[tuple[Spot, Any], int]:
        """Return the cell of a label's value with what it holds, and how many of the cells after the label that takes."""
        used = 0
        place = self.view.right(row, column) + 1
        if after and isinstance(after[0][1], str) and after[0][1].strip() == ":":
            place, used = self.view.right(row, after[0][0]) + 1, 1
        if len(after) > used:
            at, value = after[used]
            is_near = at <= place + (2 if used else 1)
            if is_near and not (self.view.known.is_any and isinstance(value, str) and folded(value) in self.view.known.labels):
                return ((row, at), value), used + 1
        return ((row, place), KOSONG), used

    def _is_among_labels(self, row: int, column: int) -> bool:
        """Whether a label stands right beside another, with no place for a value between them: the heads of an export."""
        beside = (self.grid.text(row, column - 1), self.grid.text(row, self.view.right(row, column) + 1))
        return self.view.known.is_any and any(text and folded(text) in self.view.known.labels for text in beside)

    def _is_label(self, text: str, row: int, column: int) -> bool:
        """Whether a cell without words beside it is a label all the same."""
        if self.view.known.is_any:
            return folded(text) in self.view.known.labels and self._below(row, column) is None
        if text.rstrip().endswith(":"):
            return True
        beside = (row, self.view.right(row, column) + 1)
        return beside in self.view.marks.open and (row, column) not in self.view.reach and len(text) <= _LONG * 2

    def _below(self, row: int, column: int) -> Any:
        """Return the text that stands alone right below a label."""
        cells = self.view.cells(row + 1)
        if len(cells) != 1 or cells[0][0] not in (column, column + 1) or not isinstance(cells[0][1], str):
            return None
        text = cells[0][1]
        is_other = folded(text) in self.view.known.labels | self.view.known.sections or self._inline(text) is not None
        return None if is_other or head_at(self.view, row + 1) is not None else text

    def _alone(self, row: int, column: int, text: str) -> Iterator[Piece]:
        """Yield what a cell alone in its row is: a heading, the label of a long text below it, or that text."""
        below = self._below(row, column)
        is_known = self.view.known.is_any and folded(text) in self.view.known.labels
        if below is not None and (is_known or (len(text) <= _LONG * 2 and self._is_long(row + 1, below))):
            at = (row + 1, self.view.cells(row + 1)[0][0])
            self.taken.add(at)
            yield LabelledValue(
                heading_of(text), written(below), self.grid.place(*at), "", self.grid, at, is_long=True, options=options_of([below])
            )
        elif self._is_heading(row, column, text):
            self.section, self.is_fresh = text, True
            yield FormHeading(" ".join(text.split()))

    def _is_long(self, row: int, text: str) -> bool:
        column = self.view.cells(row)[0][0]
        is_strong = (row, column) in self.view.marks.strong
        return not is_strong and (len(text) >= _LONG or bool(boxes_of(text)) or set(text) <= set(".…_ \n"))

    def _is_heading(self, row: int, column: int, text: str) -> bool:
        if len(text) > _LONG * 2:
            return False
        if self.view.known.is_any and folded(text) in self.view.known.sections:
            return True
        is_wide = self.view.right(row, column) - column + 1 >= _WIDE
        return is_wide or (row, column) in self.view.marks.strong or is_numbered(text) or text.isupper()

    def _labelled(self, label: str, value: Any, at: Spot) -> LabelledValue:
        self.is_fresh = False
        options = options_of([value])
        return LabelledValue(
            label_of(label), written(value), self.grid.place(*at), heading_of(self.section), self.grid, at, is_long=False, options=options
        )


def _signing(view: FormSheetView) -> Iterator[LabelledValue]:
    """Yield the names and numbers of those who sign, with the place and day over them."""
    columns = sorted(
        {column for row in view.rows for column, value in view.cells(row) if isinstance(value, str) and "nip" in value.casefold()}
    )
    signed: list[int] = []
    for column in columns[:_MOST_SIGNING]:
        rows = list(range(1, view.rows[-1] + 1)) if view.rows[-1] <= _MOST_ROWS else []
        for one in signatures_in([view.grid.text(row, column) for row in rows]):
            signed.append(rows[one.lines[0]])
            for label, value, line in (("Nama", one.name, one.lines[1]), ("NIP", one.nip, one.lines[2])):
                at = (rows[line], column)
                yield LabelledValue(label, value, view.grid.place(*at), one.role, view.grid, at, is_signature=True)
    for row in range(min(signed, default=0) - 3, max(signed, default=0)):
        for column, value in view.cells(row) if signed else ():
            if isinstance(value, str) and (found := dateline(value)) is not None:
                for label, part in zip(("Tempat", "Tanggal"), found, strict=True):
                    yield LabelledValue(label, part, view.grid.place(row, column), "Pengesahan", view.grid, (row, column))
                return


def _counts_columns(cells: Sequence[tuple[int, Any]]) -> bool:
    """Whether a row only counts the columns: (1), (2), (3)."""
    texts = [str(value).strip("(). ") for _, value in cells]
    return len(texts) >= _WIDE and texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_figure(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and not re.search(r"[A-Za-z]{4,}", text)
