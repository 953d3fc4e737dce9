"""Sound tables of the eleven scores of numbers, and what each must give: worked out here, by fractions, apart from the program."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.torture.mutant import Seen, same_result

NAMES = [
    "Ani",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Fitri",
    "Gilang",
    "Hana",
    "Indra",
    "Joko",
    "Kartika",
    "Lestari",
    "Made",
    "Ningsih",
    "Oka",
    "Putri",
    "Rahma",
    "Surya",
    "Tuti",
    "Wayan",
]
REGIONS = ("Melati", "Kenanga", "Cempaka", "Dahlia", "Anggrek", "Teratai", "Mawar", "Seroja", "Flamboyan", "Tanjung")


@dataclass(frozen=True, slots=True)
class Table:
    """A sound table of a score. marks: a row of text for each name, one under each heading but the first. numbers: the columns of numbers among them.

    options: what is asked on the command line beside the score. is_wide: every further column of numbers counts, whatever its heading.
    """

    score: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    figures_of: Callable[[Table], dict[str, Fraction]]
    shown_at: tuple[str, str, str]
    numbers: tuple[int, ...]
    options: tuple[str, ...] = ()
    is_wide: bool = False

    @property
    def has_bounds(self) -> bool:
        """Tell whether a mark may be too large: hours, sums of people and what is reached of a target have no such bound."""
        return self.score not in ("jp", "capaian", "penurunan", "dasbor")

    def rows(self) -> list[list[str]]:
        """Return the table with its headings."""
        return [list(self.headings), *([name, *row] for name, row in zip(self.names, self.marks, strict=True))]

    def figures(self) -> dict[str, str]:
        """Return what the score must give, by name."""
        return {name: str(value) for name, value in self.figures_of(self).items()}

    def column(self, at: int) -> list[Fraction]:
        """Return a column of numbers."""
        return [number(row[at]) for row in self.marks]


def number(text: str) -> Fraction:
    """Return a mark as a fraction."""
    return Fraction(text.replace(",", "."))


def gives(table: Table) -> Callable[[Seen], str]:
    """Return the expectation that the score gives the table's figures."""
    rows, name, figure = table.shown_at

    def shown(result: Mapping[str, Any]) -> dict[str, str]:
        return {str(row[name]): str(row[figure]) for row in result.get(rows, [result])}

    return same_result(table.figures(), shown)


def by_row(work: Callable[[list[Fraction]], Fraction]) -> Callable[[Table], dict[str, Fraction]]:
    """Return the figures of a score that gives one for each row."""
    return lambda table: {name: work([number(row[at]) for at in table.numbers]) for name, row in zip(table.names, table.marks, strict=True)}


def means(table: Table) -> dict[str, Fraction]:
    """Return the mean of each column of numbers."""
    return {table.headings[at + 1]: sum(table.column(at), Fraction(0)) / len(table.marks) for at in table.numbers}


def _weighed(table: Table) -> dict[str, Fraction]:
    weights = [int(heading.split("(")[1].split("%")[0]) for heading in table.headings[1:]]
    return by_row(lambda marks: sum((mark * weight for mark, weight in zip(marks, weights, strict=True)), Fraction(0)) / 100)(table)


def _covered(table: Table) -> dict[str, Fraction]:
    """Return trained by wanted of each region of a table of teachers."""
    sums: dict[str, list[Fraction]] = {}
    for name, row in zip(table.names, table.marks, strict=True):
        kept = sums.setdefault(name, [Fraction(0), Fraction(0)])
        kept[0] += number(row[0])
        kept[1] += number(row[1])
    return {name: done / wanted for name, (done, wanted) in sums.items()}


Names = tuple[str, ...]
MAKERS: dict[str, Callable[[random.Random, Names], Table]] = {}


def maker(function: Callable[[random.Random, Names], Table]) -> Callable[[random.Random, Names], Table]:
    """Enter the maker of a score's tables."""
    MAKERS[function.__name__] = function
    return function


def _rows(names: Names, mark: Callable[[], tuple[Any, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, mark())) for _ in names)


@maker
def cvi(chance: random.Random, names: Names) -> Table:
    """Ratings of items by reviewers."""
    reviewers = chance.choice(
        (
            tuple(f"Penilai {letter}" for letter in "ABCDE"),
            tuple(f"Validator {at}" for at in range(1, 6)),
            ("Andi", "Bunga", "Cokro", "Dian", "Erna"),
        )
    )[: chance.randint(3, 5)]
    items = tuple(f"Butir {at + 1}" for at, _ in enumerate(names))
    marks = _rows(names, lambda: tuple(chance.randint(1, 4) for _ in reviewers))
    share = by_row(lambda row: Fraction(sum(mark >= 3 for mark in row), len(row)))
    return Table("cvi", ("Butir", *reviewers), items, marks, share, ("i_cvi", "butir", "value"), tuple(range(len(reviewers))), is_wide=True)


@maker
def na(chance: random.Random, names: Names) -> Table:
    """Marks of aspects with their weights."""
    headings = ("Nama", "Pengetahuan (40%)", "Sikap (20%)", "Keterampilan (40%)")
    marks = _rows(names, lambda: tuple(chance.randint(50, 99) for _ in range(3)))
    return Table("na", headings, names, marks, _weighed, ("rows", "nama", "na"), (0, 1, 2))


@maker
def rhk(chance: random.Random, names: Names) -> Table:
    """Plans with their points."""
    plans = tuple(f"Rencana {name}" for name in names)
    marks = _rows(names, lambda: (chance.randint(1, 3), chance.choice((4, 8, 12))))
    points = by_row(lambda row: row[0] * row[1])
    headings = ("Rencana Hasil Kerja", "Kuantitas", "Poin")
    return Table("rhk", headings, plans, marks, points, ("rencana", "rhk", "jumlah_poin"), (0, 1), ("--aturan", "PMM-2024"))


@maker
def level2(chance: random.Random, names: Names) -> Table:
    """Marks before and after."""
    marks = _rows(names, lambda: (low := chance.randint(20, 60), low + chance.randint(1, 35)))
    return Table(
        "level2", ("Nama", "Pre", "Post"), names, marks, by_row(lambda row: row[1] - row[0]), ("peserta", "nama", "selisih"), (0, 1)
    )


@maker
def capaian(chance: random.Random, names: Names) -> Table:
    """Graduates of programmes, and how many were wanted."""
    programmes = tuple(f"Pelatihan {name}" for name in REGIONS[: len(names)])
    marks = _rows(names, lambda: (chance.randint(20, 60), chance.randint(61, 99)))
    share = by_row(lambda row: 100 * row[0] / row[1])
    return Table("capaian", ("Program", "Lulus", "Target"), programmes, marks, share, ("rows", "nama", "percent"), (0, 1))


@maker
def penurunan(chance: random.Random, names: Names) -> Table:
    """A gap that shall shrink: what it is and what it should be."""
    marks = _rows(names, lambda: (f"0,{chance.randint(21, 29)}1", f"0,{chance.randint(16, 19)}5"))
    share = by_row(lambda row: 100 * (2 * row[1] - row[0]) / row[1])
    regions = tuple(f"Kab. {name}" for name in REGIONS[: len(names)])
    return Table("penurunan", ("Kabupaten", "Aktual", "Target"), regions, marks, share, ("rows", "nama", "percent"), (0, 1))


@maker
def disparitas(chance: random.Random, names: Names) -> Table:
    """Regions with teachers trained, wanted and there."""
    marks = _rows(names, lambda: (chance.randint(20, 60), chance.randint(61, 99), chance.randint(100, 900)))
    regions = tuple(f"Kab. {name}" for name in REGIONS[: len(names)])
    headings = ("Kabupaten", "Lulus", "Sasaran", "Guru")
    return Table("id", headings, regions, marks, by_row(lambda row: row[0] / row[1]), ("kabupaten", "kabupaten", "cakupan"), (0, 1, 2))


@maker
def disparitas_guru(chance: random.Random, names: Names) -> Table:
    """A row for each teacher: trained or not, wanted or not."""
    regions = [f"Kab. {name}" for name in REGIONS[:3]]
    where = (*regions, *(chance.choice(regions) for _ in names))
    marks = ((1, 1),) * 3 + tuple((chance.randint(0, 1), 1) for _ in names)
    made = tuple(tuple(map(str, row)) for row in marks)
    return Table("id", ("Kabupaten", "Lulus", "Sasaran"), where, made, _covered, ("kabupaten", "kabupaten", "cakupan"), (0, 1))


@maker
def cgi(chance: random.Random, names: Names) -> Table:
    """Teachers with their rank and levels of indicators."""
    indicators = ("1.1", "1.2", "2.1", "2.2", "3.1")[: chance.randint(3, 5)]
    marks = _rows(names, lambda: (chance.choice(("Ahli Pertama", "Ahli Muda", "Ahli Madya")), *(chance.randint(1, 5) for _ in indicators)))
    columns = tuple(range(1, len(indicators) + 1))
    return Table(
        "cgi", ("Nama", "Jenjang", *indicators), names, marks, means, ("by_indikator", "indikator", "rata_rata"), columns, is_wide=True
    )


@maker
def level1(chance: random.Random, names: Names) -> Table:
    """Answers of respondents to items."""
    items = chance.choice(
        (("Materi", "Metode", "Sarana", "Panitia"), ("P1", "P2", "P3", "P4"), ("Butir 1", "Butir 2", "Butir 3", "Butir 4"))
    )
    marks = _rows(names, lambda: tuple(chance.randint(1, 4) for _ in items))
    if {mark for row in marks for mark in row} <= {"0", "1"}:
        return level1(chance, names)
    return Table("level1", ("Responden", *items), names, marks, means, ("butir", "butir", "rerata"), (0, 1, 2, 3), is_wide=True)


@maker
def jp(chance: random.Random, names: Names) -> Table:
    """Trainings with their hours."""
    marks = _rows(names, lambda: (8 * chance.randint(2, 8), chance.choice(("luring", "daring"))))
    trainings = tuple(f"Pelatihan {name}" for name in REGIONS[: len(names)])
    return Table("jp", ("Pelatihan", "JP", "Moda"), trainings, marks, by_row(lambda row: 45 * row[0]), ("rows", "nama", "menit"), (0,))


@maker
def dasbor(chance: random.Random, names: Names) -> Table:
    """Regions with teachers trained and wanted."""
    marks = _rows(names, lambda: (chance.randint(20, 60), chance.randint(61, 99)))
    regions = tuple(f"Kab. {name}" for name in REGIONS[: len(names)])
    share = by_row(lambda row: 100 * row[0] / row[1])
    options = ("--per", "1 Januari 2026")
    headings = ("Kabupaten", "Dilatih", "Target")
    return Table("dasbor", headings, regions, marks, share, ("sasaran_per_kabupaten", "nama", "percent"), (0, 1), options)


def table(chance: random.Random) -> Table:
    """Return a sound table of one of the scores."""
    names = tuple(chance.sample(NAMES, chance.randint(6, 9)))
    return MAKERS[chance.choice(list(MAKERS))](chance, names)
