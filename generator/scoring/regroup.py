"""Regroup: the rows of a table taken together by what they have in common, with sums, means and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias, cast

from generator.scoring.arguments import Absent
from generator.scoring.parts import BETWEEN, said
from generator.scoring.recap import cell_text
from generator.scoring.refusal import ScoreRefused
from generator.scoring.working import Working, items, shown, step
from validators.absence import CACAT, is_absent

SOURCE: Final = "Perhitungan dokumen: jumlah, rata-rata, dan banyaknya baris menurut kolom"

Rows: TypeAlias = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What is taken together.

    dari: rows. menurut: columns that rows have in common, dotted for a group. lajur: a column each value of which becomes a
    column of `tabel`. nilai: the column of numbers; without it rows are counted. isi: what a cell of `tabel` holds; "" for
    the sum, or the count where there is no `nilai`. urutan: values of `lajur` that come first, there even without rows.
    """

    dari: tuple[Mapping[str, Any], ...]
    menurut: tuple[str, ...]
    lajur: str = ""
    nilai: str = ""
    isi: Literal["", "jumlah", "rerata", "n"] = ""
    urutan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Rows that have the same values: how many, with a number how many of them, and the sum and mean of these (None without any)."""

    kelompok: str = field(metadata=said(key=True))
    n: int = field(metadata=said("n"))
    terisi: int
    jumlah: Fraction | None
    rerata: Fraction | None = field(metadata=said("Rata-rata"))


@dataclass(frozen=True, slots=True)
class Result:
    """Rows by what they have in common, all rows together, and with `lajur` a table of one number for each pair."""

    baris: tuple[GroupRow, ...]
    keseluruhan: GroupRow
    lajur: tuple[str, ...] = field(metadata=said(key=True))
    tabel: Mapping[str, Mapping[str, Fraction | int | None]] = field(metadata=said("Menurut kelompok dan lajur", key=True))


def regrouped(arguments: Arguments) -> Result:
    """Return a row for each set of values of `menurut`, as they first appear; blanks are a value of their own, "(kosong)".

    A blank number is left out of sum and mean, and counted in n. Raises ScoreRefused: `pilihan-tidak-dikenal` where no row
    has a column, `bukan-bilangan`.
    Source: none; sums and means as the office's own tables hold them.
    """
    _check_columns(arguments)
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in arguments.dari:
        groups.setdefault(BETWEEN.join(cell_text(row, column) for column in arguments.menurut), []).append(row)
    columns = _columns(arguments)
    return Result(
        tuple(_row(name, rows, arguments) for name, rows in groups.items()),
        _row("Keseluruhan", arguments.dari, arguments),
        columns,
        {name: _cells(rows, columns, arguments) for name, rows in groups.items()} if columns else {},
    )


def _check_columns(arguments: Arguments) -> None:
    wanted = [("menurut", column) for column in arguments.menurut]
    wanted += [(part, column) for part, column in (("lajur", arguments.lajur), ("nilai", arguments.nilai)) if column]
    if not arguments.menurut:
        raise ScoreRefused("nilai-kosong", ("menurut",))
    for part, column in wanted:
        if arguments.dari and not any(_has(row, column) for row in arguments.dari):
            known = ", ".join(str(name) for name in arguments.dari[0])
            raise ScoreRefused("pilihan-tidak-dikenal", (part,), nama="Kolom", nilai=column, pilihan=known)


def _columns(arguments: Arguments) -> tuple[str, ...]:
    found = (cell_text(row, arguments.lajur) for row in arguments.dari) if arguments.lajur else ()
    return tuple(dict.fromkeys((*(arguments.urutan if arguments.lajur else ()), *found)))


def _cells(rows: Rows, columns: Sequence[str], arguments: Arguments) -> dict[str, Fraction | int | None]:
    parts: dict[str, list[Mapping[str, Any]]] = {column: [] for column in columns}
    for row in rows:
        parts[cell_text(row, arguments.lajur)].append(row)
    return {column: _wanted(_row(column, part, arguments), arguments) for column, part in parts.items()}


def _wanted(row: GroupRow, arguments: Arguments) -> Fraction | int | None:
    what = arguments.isi or ("jumlah" if arguments.nilai else "n")
    return row.n if what == "n" else row.jumlah if what == "jumlah" else row.rerata


def _row(name: str, rows: Rows, arguments: Arguments) -> GroupRow:
    numbers = [number for row in rows if (number := _number(row, arguments.nilai)) is not None] if arguments.nilai else []
    total = sum(numbers, Fraction(0)) if numbers else None
    return GroupRow(name, len(rows), len(numbers), total, total / len(numbers) if total is not None else None)


def _number(row: Mapping[str, Any], column: str) -> Fraction | None:
    value = _at(row, column)
    if value is CACAT:
        raise Absent(CACAT)
    if value is None or is_absent(value):
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise ScoreRefused("bukan-bilangan", ("nilai",), nama=column, nilai=value)
    return Fraction(value)


def _has(row: Mapping[str, Any], column: str) -> bool:
    holder, _, name = column.rpartition(".")
    held: Any = _at(row, holder) if holder else row
    return isinstance(held, Mapping) and name in held


def _at(row: Mapping[str, Any], column: str) -> Any:
    cell: Any = row
    for name in column.split("."):
        if not isinstance(cell, Mapping):
            return None
        cell = cast("Mapping[str, Any]", cell).get(name)
    return cell


def work(arguments: Arguments, result: Result) -> Working:
    """Return the sums with their counts."""
    inputs = items((("Baris", len(arguments.dari)), ("Menurut", ", ".join(arguments.menurut))))
    if not arguments.nilai:
        return Working("ringkas", inputs, tuple(step(row.kelompok, "banyaknya baris", Fraction(row.n)) for row in result.baris), "", SOURCE)
    steps = tuple(step(row.kelompok, f"{shown(row.jumlah)} / {row.terisi}", row.rerata) for row in result.baris if row.jumlah is not None)
    return Working("ringkas", inputs, steps, "", SOURCE)
