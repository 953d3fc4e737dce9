"""Head of a table: which row holds the headings, headings that stand in two rows, and a row that only counts the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.form.bare import Trouble, folded
from validators.absence import KOSONG
from validators.values import Unreadable, parse_number

MOST_TITLE_ROWS: Final = 30
_NUMBERED: Final = re.compile(r"\(?([0-9]{1,3})[).]?")


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table: their text by column, the rows that hold them, and the row of each heading's own cell."""

    texts: tuple[str, ...]
    top: int
    bottom: int
    rows: tuple[int, ...]

    @property
    def named(self) -> list[int]:
        """The columns that have a heading."""
        return [column for column, text in enumerate(self.texts) if text]


def cell_at(row: Sequence[Any], column: int) -> Any:
    """Return a cell, KOSONG beyond the end of the row."""
    return row[column] if column < len(row) else KOSONG


def text_at(row: Sequence[Any], column: int) -> str:
    """Return a cell as one line of text."""
    cell = cell_at(row, column)
    return " ".join(str(cell).split()) if cell is not KOSONG else ""


def hits(row: Sequence[Any], wanted: Collection[str]) -> int:
    """Return how many cells of a row are known headings."""
    return sum(cell is not KOSONG and folded(str(cell)[:200]) in wanted for cell in row)


def heading_row(rows: Sequence[Sequence[Any]], known: Collection[str]) -> int:
    """Return the index of the row of headings: the one with most known headings, of these the widest, else the first as wide as the table."""
    wanted = {folded(name) for name in known}
    first = rows[:MOST_TITLE_ROWS]
    counts = [hits(row, wanted) for row in first]
    widths = [sum(cell is not KOSONG for cell in row) for row in first]
    if any(counts):
        return max(range(len(first)), key=lambda at: (counts[at], widths[at], -at))
    return next((at for at, width in enumerate(widths) if width and 2 * width >= max(widths)), 0)


def head_of(rows: Sequence[Sequence[Any]], known: Collection[str], after_blank: Collection[int] = ()) -> Head:
    """Return the headings of a table. Where they stand in two rows (groups above, their columns below) both are read."""
    if not rows:
        return Head((), 0, 0, ())
    at = heading_row(rows, known)
    wanted = {folded(name) for name in known}
    if at + 1 < len(rows) and at + 1 not in after_blank and _are_two(rows[at], rows[at + 1], wanted):
        return _joined(rows, at)
    if at > 0 and at not in after_blank and _are_two(rows[at - 1], rows[at], wanted) and _count(rows[at - 1]) > 1:
        return _joined(rows, at - 1)
    row = rows[at]
    return Head(tuple(text_at(row, column) for column in range(len(row))), at, at, (at,) * len(row))


def _are_two(upper: Sequence[Any], lower: Sequence[Any], wanted: Collection[str]) -> bool:
    """Tell whether two rows are one row of headings: the lower one names columns that the upper one leaves to a group.

    Each column has a heading in one of them; below a group (a heading with blanks behind it) the lower row is filled, below
    any other heading it is blank; the lower row is words or known headings (1.1) throughout.
    """
    width = max(len(upper), len(lower))
    filled = [column for column in range(width) if cell_at(lower, column) is not KOSONG]
    if len(filled) < 2 or not all(_is_heading(lower[column], wanted) for column in filled):
        return False
    if all(cell_at(upper, column) is not KOSONG for column in filled) or len(filled) == width:
        return False
    ungrouped = [column for column in range(width) if column not in filled]
    return all(cell_at(upper, column) is not KOSONG for column in ungrouped) and all(_is_grouped(upper, column) for column in filled)


def _is_heading(cell: Any, wanted: Collection[str]) -> bool:
    return (isinstance(cell, str) and isinstance(_number(cell), Unreadable)) or folded(str(cell)[:200]) in wanted


def _is_grouped(upper: Sequence[Any], column: int) -> bool:
    """Tell whether a column stands under a group: a blank, or a heading with a blank behind it."""
    return cell_at(upper, column) is KOSONG or cell_at(upper, column + 1) is KOSONG


def _joined(rows: Sequence[Sequence[Any]], top: int) -> Head:
    upper, lower = rows[top], rows[top + 1]
    width = max(len(upper), len(lower))
    counts = Counter(folded(text_at(lower, column)) for column in range(width))
    texts: list[str] = []
    group = ""
    for column in range(width):
        group = text_at(upper, column) or group
        own = text_at(lower, column)
        texts.append((f"{group} {own}" if counts[folded(own)] > 1 else own) if own else text_at(upper, column))
    owners = tuple(top + 1 if cell_at(lower, column) is not KOSONG else top for column in range(width))
    return Head(tuple(texts), top, top + 1, owners)


def is_column_count(row: Sequence[Any], named: Sequence[int], below: Sequence[Sequence[Any]]) -> bool:
    """Tell whether a row right below the headings only counts the columns: (1), (2), (3), or 1, 2, 3 where words stand below."""
    texts = [text_at(row, column) for column in named]
    matches = [_NUMBERED.fullmatch(text) for text in texts]
    if len(named) < 2 or [match[1] if match else "" for match in matches] != [str(at) for at in range(1, len(named) + 1)]:
        return False
    if all(text.startswith("(") for text in texts):
        return True
    return any(_are_words(below, column) for column in named)


def _are_words(rows: Sequence[Sequence[Any]], column: int) -> bool:
    cells = [cell for row in rows if (cell := cell_at(row, column)) is not KOSONG]
    return bool(cells) and all(isinstance(cell, str) and isinstance(_number(cell), Unreadable) for cell in cells)


def _count(row: Sequence[Any]) -> int:
    return sum(cell is not KOSONG for cell in row)


def _number(cell: Any) -> Any:
    return Unreadable("", {}) if isinstance(cell, Trouble) else parse_number(cell)
