"""Recap: how many rows of a table have each value of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, cast

from generator.formatting import show
from generator.scoring.arguments import Absent
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused
from generator.scoring.working import Working, items, step
from validators.absence import CACAT

SOURCE: Final = "Perhitungan dokumen: banyaknya baris menurut nilai kolom"
BLANK: Final = "(kosong)"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What is counted. dari: rows. per: a column name, dotted for a group. urutan: values in print order, counted even at 0."""

    dari: tuple[Mapping[str, Any], ...]
    per: str
    urutan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One value, how many rows have it, and their share in percent (None without rows)."""

    nilai: str = field(metadata=said(key=True))
    jumlah: int
    persen: Fraction | None = field(metadata=said("Persentase", unit="%"))


def recap(arguments: Arguments) -> tuple[RecapRow, ...]:
    """Return a row per value: first those of `urutan`, then the others as they appear; a blank counts as "(kosong)".

    A row whose value is a list counts under each of its items; the shares are of the rows, and then may sum to more than 100 percent.

    Raises ScoreRefused `pilihan-tidak-dikenal` where no row has the column.
    Source: none; a count, as 4141 Bab VI huruf C angka 4 asks for the distribution of predikat.
    """
    values = [_value(row, arguments.per) for row in arguments.dari]
    if values and all(value is None for value in values):
        known = ", ".join(str(name) for name in arguments.dari[0])
        raise ScoreRefused("pilihan-tidak-dikenal", ("per",), nama="Kolom", nilai=arguments.per, pilihan=known)
    counts = dict.fromkeys(arguments.urutan, 0)
    for text in (text for row in arguments.dari for text in _texts(row, arguments.per)):
        counts[text] = counts.get(text, 0) + 1
    return tuple(RecapRow(name, count, Fraction(100 * count, len(values)) if values else None) for name, count in counts.items())


def _texts(row: Mapping[str, Any], column: str) -> tuple[str, ...]:
    """Return what a row counts under: its value, or each item of a list once."""
    cell: Any = row
    for name in column.split("."):
        cell = cast("Mapping[str, Any]", cell)[name] if isinstance(cell, Mapping) and name in cell else None
    items = tuple(dict.fromkeys(str(show(item)) for item in cast("Sequence[Any]", cell))) if isinstance(cell, (list, tuple)) else ()
    return items or (cell_text(row, column),)


def _value(row: Mapping[str, Any], column: str) -> str | None:
    """Return the cell as text, "" for a blank one, None where the row has no such column."""
    cell: Any = row
    for name in column.split("."):
        if not isinstance(cell, Mapping) or name not in cell:
            return None
        cell = cast("Mapping[str, Any]", cell)[name]
    if cell is CACAT:
        raise Absent(CACAT)
    return "" if cell is None else str(show(cell))


def cell_text(row: Mapping[str, Any], column: str, blank: str = BLANK) -> str:
    """Return a cell as text, `blank` where there is none or it is blank."""
    return _value(row, column) or blank


def has_column(row: Mapping[str, Any], column: str) -> bool:
    """Whether a row has a column, dotted for one in a group."""
    return _value(row, column) is not None


def work(arguments: Arguments, result: tuple[RecapRow, ...]) -> Working:
    """Return the counts with their shares."""
    total = len(arguments.dari)
    steps = tuple(step(row.nilai, f"{row.jumlah} / {total} × 100%", row.persen, unit="%") for row in result)
    return Working("rekap", items((("Baris", total), ("Kolom", arguments.per))), steps, "", SOURCE)
