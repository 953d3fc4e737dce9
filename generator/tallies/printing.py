"""Lines for a terminal: aligned columns, and numbers that never contradict the verdict beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from generator.scoring.bands import Exact
from generator.scoring.working import shown


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table of text; columns of numbers stand to the right."""
    table = [list(headings), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in table) for at in range(len(headings))]
    right = [all(row[at][:1].isdigit() or row[at][:1] in "-–" for row in table[1:]) for at in range(len(headings))]
    for row in table:
        cells = [cell.rjust(widths[at]) if right[at] else cell.ljust(widths[at]) for at, cell in enumerate(row)]
        yield "  " + "  ".join(cells).rstrip()


def number(value: Exact | None, bounds: Sequence[Fraction] = (), unit: str = "") -> str:
    """Return a number in print, a dash for none."""
    return "–" if value is None else shown(value, bounds) + unit


def text(value: Any) -> str:
    """Return text, a dash for none."""
    return str(value) if value else "–"
