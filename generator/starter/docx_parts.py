"""What starters in Word write again and again: their tables' look, the rows and cells of tags, the gap behind a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from generator.office.word.build import cell, no_borders, row, table, words

_GRID: Final = "TableGrid"


def tag_row(tag: str, widths: Sequence[int]) -> str:
    """Return the row of a tag that repeats, or leaves out, the rows up to its end; it is gone in the filled document."""
    return row([cell(sum(widths), words(tag, "IsiTabel"), span=len(widths))])


def tag_cell(tag: str, style: str) -> str:
    """Return the cell of a tag that repeats, or leaves out, the cells up to its end."""
    return cell(567, words(tag, style))


def drawn_table(rows: Iterable[str], widths: Sequence[int], *, bordered: bool = True, fixed: bool = True) -> str:
    """Return a table with lines, or one that only sets words beside each other. fixed: not so where columns come and go."""
    if bordered:
        return table(rows, widths, style=_GRID, margins=(40, 80, 40, 80), fixed=fixed)
    return table(rows, widths, borders=no_borders(), margins=(15, 40, 15, 40), fixed=fixed)


def gap() -> str:
    """Return the low empty line behind a table."""
    return words("", "Antara")
