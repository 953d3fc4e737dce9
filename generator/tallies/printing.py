"""Lines for a terminal: aligned columns, and numbers that never contradict the verdict beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final, TypeVar

from generator.scoring.bands import Exact
from generator.scoring.working import shown


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table of text; columns of numbers stand to the right."""
    table = [list(headings), *([" ".join(str(cell).split()) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in table) for at in range(len(headings))]
    right = [all(row[at][:1].isdigit() or row[at][:1] in "-–" for row in table[1:]) for at in range(len(headings))]
    for row in table:
        cells = [cell.rjust(widths[at]) if right[at] else cell.ljust(widths[at]) for at, cell in enumerate(row)]
        yield "  " + "  ".join(cells).rstrip()


MOST_SHOWN: Final = 60
"""Rows that a terminal is given; `--json` and `-o` have them all."""

T = TypeVar("T")


def listed(headings: Sequence[str], rows: Sequence[T], cells: Callable[[T], Sequence[str]]) -> Iterator[str]:
    """Yield the first rows as a table, and how many more there are."""
    yield from aligned(headings, [cells(row) for row in rows[:MOST_SHOWN]])
    if len(rows) > MOST_SHOWN:
        yield f"  ... dan {len(rows) - MOST_SHOWN} lagi (lihat --json atau -o)"


def number(value: Exact | None, bounds: Sequence[Fraction] = (), unit: str = "") -> str:
    """Return a number in print, a dash for none."""
    return "–" if value is None else shown(value, bounds) + unit


def text(value: Any) -> str:
    """Return text, a dash for none."""
    return str(value) if value else "–"
