"""Distinct: how many different people or things the rows of a table name, each counted once however often it comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from generator.scoring.parts import BETWEEN, said
from generator.scoring.recap import cell_text, has_column
from generator.scoring.refusal import ScoreRefused
from generator.scoring.working import Working, items, step
from validators.spelling import folded

SOURCE: Final = "Perhitungan dokumen: banyaknya yang berbeda, masing-masing dihitung sekali"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What is counted.

    dari: rows. penanda: columns each of which alone tells a thing from others (NIP, NUPTK). cadangan: columns that do so together
    for a row without any of these (name and school). menurut: columns by which the things are counted again. nama: the column
    that names a thing in `daftar`.
    """

    dari: tuple[Mapping[str, Any], ...]
    penanda: tuple[str, ...]
    cadangan: tuple[str, ...] = ()
    menurut: tuple[str, ...] = ()
    nama: str = ""


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Rows that have the same values, and the different things among them."""

    kelompok: str = field(metadata=said(key=True))
    n: int = field(metadata=said("n"))
    berbeda: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A thing that more than one row names; kelompok: the values of `menurut` of its rows, di: how many these are."""

    nama: str
    n: int = field(metadata=said("n"))
    kelompok: str
    di: int


@dataclass(frozen=True, slots=True)
class Result:
    """Rows and the different things that they name.

    berulang: things of more than one row. tanpa_penanda: rows told apart by `cadangan` alone. A thing of several groups counts in
    each of them, and once in `berbeda`.
    """

    n: int = field(metadata=said("n"))
    berbeda: int
    berulang: int
    tanpa_penanda: int
    baris: tuple[GroupCount, ...]
    daftar: tuple[Recurrence, ...]


def distinct(arguments: Arguments) -> Result:
    """Return how many different things there are, whole and by `menurut`.

    Two rows name one thing when one of `penanda` is equal in both, blanks and capitals aside, also by way of a third row that has one
    marker of each. A row without markers is the first thing that has the same `cadangan`, else a thing of its own.
    Raises ScoreRefused: `nilai-kosong` without `penanda`, `pilihan-tidak-dikenal` where no row has a column.
    Source: none; a count, as 4141 Bab II huruf D asks what a year's programmes reached.
    """
    _check_columns(arguments)
    things = _things(arguments)
    rows, groups = _together(things), _grouped(things, arguments)
    return Result(
        n=len(things),
        berbeda=len(rows),
        berulang=sum(len(held) > 1 for held in rows.values()),
        tanpa_penanda=sum(not _markers(row, arguments.penanda) for row in arguments.dari),
        baris=tuple(GroupCount(name, len(held), len(set(held))) for name, held in groups.items()),
        daftar=tuple(_repeated([arguments.dari[at] for at in held], arguments) for held in rows.values() if len(held) > 1),
    )


def _check_columns(arguments: Arguments) -> None:
    if not arguments.penanda:
        raise ScoreRefused("nilai-kosong", ("penanda",))
    wanted = [(name, column) for name in ("penanda", "cadangan", "menurut") for column in getattr(arguments, name)]
    wanted += [("nama", arguments.nama)] if arguments.nama else []
    for name, column in wanted:
        if arguments.dari and not any(has_column(row, column) for row in arguments.dari):
            known = ", ".join(str(one) for one in arguments.dari[0])
            raise ScoreRefused("pilihan-tidak-dikenal", (name,), nama="Kolom", nilai=column, pilihan=known)


def _markers(row: Mapping[str, Any], columns: Iterable[str]) -> list[tuple[str, str]]:
    """Return a row's markers: column and value without blanks and capitals, where it has one."""
    written = ((column, cell_text(row, column, "")) for column in columns)
    return [(column, "".join(text.split()).casefold()) for column, text in written if text]


def _things(arguments: Arguments) -> list[int]:
    """Return for each row the number of the first row that names the same thing."""
    above = list(range(len(arguments.dari)))

    def first(at: int) -> int:
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    seen: dict[tuple[str, str], int] = {}
    for at, row in enumerate(arguments.dari):
        for marker in _markers(row, arguments.penanda):
            one, other = sorted((first(seen.setdefault(marker, at)), first(at)))
            above[other] = one
    named: dict[str, int] = {}
    unmarked: list[tuple[int, str]] = []
    for at, row in enumerate(arguments.dari):
        words = [folded(cell_text(row, column, "")) for column in arguments.cadangan]
        name = BETWEEN.join(words) if all(words) and words else ""
        if not _markers(row, arguments.penanda):
            unmarked.append((at, name))
        elif name:
            named.setdefault(name, first(at))
    for at, name in unmarked:
        above[at] = named.setdefault(name, at) if name else at
    return [first(at) for at in range(len(above))]


def _together(things: Sequence[int]) -> dict[int, list[int]]:
    """Return the rows of each thing, by the thing's first row."""
    found: dict[int, list[int]] = {}
    for at, thing in enumerate(things):
        found.setdefault(thing, []).append(at)
    return found


def _grouped(things: Sequence[int], arguments: Arguments) -> dict[str, list[int]]:
    """Return the things that the rows of each group name, one a row; no groups where there is nothing to group by."""
    found: dict[str, list[int]] = {}
    for thing, row in zip(things, arguments.dari, strict=True) if arguments.menurut else ():
        found.setdefault(_group(row, arguments), []).append(thing)
    return found


def _group(row: Mapping[str, Any], arguments: Arguments) -> str:
    return BETWEEN.join(cell_text(row, column) for column in arguments.menurut)


def _repeated(rows: Sequence[Mapping[str, Any]], arguments: Arguments) -> Recurrence:
    column = arguments.nama or arguments.penanda[0]
    name = next((text for row in rows if (text := cell_text(row, column, ""))), "")
    groups = dict.fromkeys(_group(row, arguments) for row in rows)
    return Recurrence(name, len(rows), "; ".join(groups), len(groups))


def work(arguments: Arguments, result: Result) -> Working:
    """Return the count with what tells one thing from another; the groups stand in the document's own tables."""
    told = " atau ".join(arguments.penanda)
    inputs = items((("Baris", result.n), ("Penanda", told), ("Cadangan", " dan ".join(arguments.cadangan) or None)))
    one = step("Yang berbeda", f"{result.n} baris menurut {told}", Fraction(result.berbeda))
    return Working("berbeda", inputs, (one,), "", SOURCE)
