"""No value is dropped or changed on the way in: tables of all twelve scores, with what people keep around them, in every kind of file.

SCO-94, IN-03, IN-08. Each number of the data arrives as it was written; each row, column and sheet beside it is named in a finding.
The inputs are made here, by arithmetic of its own; a fixed seed gives the same ones each time.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.intake.tables.read import read_bytes
from generator.tallies.model import Options
from generator.tallies.recipes import RECIPES
from generator.tallies.tally import tally
from tests.torture.sheets import csv_file, xlsx_file

ROUNDS = 15
NAMES = ["Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gilang", "Hana", "Indra", "Joko", "Kartika", "Lestari"]


@dataclass(frozen=True)
class MadeTable:
    """A table: headings (the first one names the rows), rows of names and numbers as text. wanted: where the score keeps its numbers."""

    score: str
    headings: list[str]
    rows: list[list[str]]
    wanted: Callable[[Mapping[str, Any]], Any]
    beside: bool = False  # whether columns beside the numbers are passed over by their heading
    choices: Mapping[str, Any] = field(default_factory=dict)


def _whole(chance: random.Random, low: int, high: int) -> str:
    return str(chance.randint(low, high))


def _mark(chance: random.Random, high: int = 95) -> str:
    return f"{chance.randint(10, high)}{chance.choice(('', '', ',5', ',25'))}"


def made(score: str, chance: random.Random) -> MadeTable:
    """Return a sound table of a score."""
    names = chance.sample(NAMES, chance.randint(5, 9))
    return MAKERS[score](chance, names)


def _cvi(chance: random.Random, names: list[str]) -> MadeTable:
    reviewers = [f"Penilai {at}" for at in range(1, chance.randint(4, 6))]
    rows = [[f"Butir {at}", *(_whole(chance, 1, 4) for _ in reviewers)] for at, _ in enumerate(names, start=1)]
    return MadeTable("cvi", ["Butir", *reviewers], rows, lambda given: given["penilaian"], beside=True)


def _na(chance: random.Random, names: list[str]) -> MadeTable:
    headings = ["Nama", "Pengetahuan (40%)", "Sikap (20%)", "Keterampilan (40%)"]
    rows = [[name, *(_mark(chance) for _ in range(3))] for name in names]
    return MadeTable("na", headings, rows, lambda given: given["peserta"], beside=True)


def _capaian(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[f"Program {name}", _whole(chance, 20, 60), _whole(chance, 61, 99)] for name in names]
    return MadeTable("capaian", ["Program", "Lulus", "Target"], rows, lambda given: [given["lulus"], given["target"]])


def _penurunan(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[f"Kab {name}", f"0,{chance.randint(21, 29)}1", f"0,{chance.randint(11, 19)}5"] for name in names]
    return MadeTable("penurunan", ["Kabupaten", "Aktual", "Target"], rows, lambda given: [given["aktual"], given["target"]])


def _id(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[f"Kab {name}", _whole(chance, 20, 60), _whole(chance, 61, 99), _whole(chance, 100, 900)] for name in names]
    return MadeTable("id", ["Kabupaten", "Lulus", "Sasaran", "Guru"], rows, lambda given: given["wilayah"])


def _cgi(chance: random.Random, names: list[str]) -> MadeTable:
    ranks = ("Ahli Pertama", "Ahli Muda", "Ahli Madya")
    rows = [[name, chance.choice(ranks), *(_whole(chance, 1, 5) for _ in range(4))] for name in names]
    return MadeTable("cgi", ["Nama", "Jenjang", "1.1", "1.2", "2.1", "2.2"], rows, lambda given: [row["nilai"] for row in given["nilai"]])


def _level1(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[name, *(_whole(chance, 1, 4) for _ in range(4))] for name in names]
    return MadeTable("level1", ["Responden", "Materi", "Metode", "Sarana", "Panitia"], rows, lambda given: given["jawaban"], beside=True)


def _analisis_butir(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [["Bobot", *("5" for _ in range(4))], *([name, *(_whole(chance, 0, 5) for _ in range(4))] for name in names)]
    headings = ["Peserta", "Soal 1", "Soal 2", "Soal 3", "Soal 4"]
    return MadeTable(
        "analisis-butir", headings, rows, lambda given: [given["jawaban"], [item["maksimum"] for item in given["kunci"]]], beside=True
    )


def _level2(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[name, _mark(chance, 60), _mark(chance)] for name in names]
    return MadeTable("level2", ["Nama", "Pre", "Post"], rows, lambda given: given["peserta"])


def _rhk(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[f"Rencana {name}", _whole(chance, 1, 3), chance.choice(("4", "8", "12"))] for name in names]
    return MadeTable("rhk", ["RHK", "Kuantitas", "Poin"], rows, lambda given: given["rencana"], choices={"aturan": "PMM-2024"})


def _jp(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[f"Pelatihan {name}", _whole(chance, 16, 60), chance.choice(("luring", "daring"))] for name in names]
    return MadeTable("jp", ["Pelatihan", "JP", "Moda"], rows, lambda given: given["jp"])


def _dasbor(chance: random.Random, names: list[str]) -> MadeTable:
    rows = [[f"Kab {name}", _whole(chance, 20, 60), _whole(chance, 61, 99)] for name in names]
    return MadeTable("dasbor", ["Kabupaten", "Dilatih", "Target"], rows, lambda given: given["sasaran"], choices={"per": date(2026, 1, 1)})


MAKERS: dict[str, Callable[[random.Random, list[str]], MadeTable]] = {
    "cvi": _cvi, "na": _na, "capaian": _capaian, "penurunan": _penurunan, "id": _id, "cgi": _cgi, "level1": _level1, "level2": _level2,
    "analisis-butir": _analisis_butir, "rhk": _rhk, "jp": _jp, "dasbor": _dasbor,
}  # fmt: skip


def number(text: str) -> Fraction | None:
    """Return the number a text is, None for a word."""
    try:
        return Fraction(text.replace(",", "."))
    except ValueError:
        return None


def numbers(value: Any) -> Iterator[Fraction]:
    """Yield every number in nested data."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from numbers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        yield Fraction(value)


@dataclass
class Sheet:
    """A table as somebody keeps it: its lines, those that are beside the data by number, the columns beside it, other sheets."""

    lines: list[list[str]]
    beside_lines: list[int]
    beside_columns: list[str]
    others: dict[str, list[list[str]]]


def _columns(table: MadeTable) -> list[int]:
    return [at for at in range(1, len(table.headings)) if all(number(row[at]) is not None for row in table.rows)]


def kept(table: MadeTable, chance: random.Random) -> Sheet:
    """Return a table with columns, rows and sheets around it."""
    headings, rows = list(table.headings), [list(row) for row in table.rows]
    columns = _columns(table)
    beside: list[str] = []
    for name in chance.sample(["Jumlah", "Rata-rata", "Keterangan", "Kelas"], chance.randint(0, 2)) if table.beside else []:
        beside.append(name)
        headings.append(name)
        for row in rows:
            values = [number(row[at]) or Fraction(0) for at in columns]
            row.append(
                {
                    "Jumlah": _text(sum(values, Fraction(0))),
                    "Rata-rata": _text(sum(values, Fraction(0)) / len(values)),
                    "Keterangan": "-",
                    "Kelas": "7",
                }[name]
            )
    feet = [_foot(word, table, columns, len(headings)) for word in chance.sample(sorted(FEET), chance.randint(0, 3))]
    if chance.random() < 0.5:
        headings.insert(0, "No")
        rows = [[str(at), *row] for at, row in enumerate(rows, start=1)]
        feet = [["", *foot] for foot in feet]
    lines = [["Rekap kegiatan", *[""] * (len(headings) - 1)], [""] * len(headings)] if chance.random() < 0.3 else []
    if chance.random() < 0.25:
        first = headings.index(table.headings[1])
        upper = [heading if at < first else "Nilai" if at == first else "" for at, heading in enumerate(headings)]
        lines += [upper, ["" if at < first else heading for at, heading in enumerate(headings)]]
    else:
        lines.append(headings)
    lines += rows
    numbers_beside: list[int] = []
    if feet and chance.random() < 0.5:
        lines.append([""] * len(headings))
    for foot in feet:
        lines.append(foot)
        numbers_beside.append(len(lines))
    if chance.random() < 0.4:
        lines += [
            [""] * len(headings),
            ["Mengetahui", *[""] * (len(headings) - 1)],
            ["NIP. 19700101 199003 1 001", *[""] * (len(headings) - 1)],
        ]
        numbers_beside += [len(lines) - 1, len(lines)]
    others = {"Kelas B": [headings, *rows], "Rekap": [["Uraian", "Banyak"], ["x", "12"]]} if chance.random() < 0.4 else {}
    return Sheet(lines, numbers_beside, beside, others)


FEET: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "Jumlah": lambda column: sum(column, Fraction(0)),
    "Total keseluruhan": lambda column: sum(column, Fraction(0)),
    "Rata-rata": lambda column: sum(column, Fraction(0)) / len(column),
    "Nilai Tertinggi": max,
    "Terendah": min,
    "KKM": lambda column: Fraction(75),
    "Simpangan baku": lambda column: Fraction(31, 4),
    "": lambda column: sum(column, Fraction(0)),
}


def _foot(word: str, table: MadeTable, columns: Sequence[int], width: int) -> list[str]:
    line = [word, *[""] * (width - 1)]
    for at in columns:
        line[at] = _text(FEET[word]([number(row[at]) or Fraction(0) for row in table.rows]))
    return line


def _text(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}".replace(".", ",")


def saved(sheet: Sheet, chance: random.Random) -> tuple[bytes, str]:
    """Return the table as a file of some kind, and its name."""
    if sheet.others or chance.random() < 0.4:
        return xlsx_file(sheet.lines, None, **sheet.others), "t.xlsx"
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    return csv_file(
        sheet.lines, delimiter=chance.choice(",;\t"), encoding=encoding, quoting=quoting, end=chance.choice(("\n", "\r\n"))
    ), "t.csv"


def line_of(finding: Any) -> int | None:
    place = finding.place
    return int("".join(letter for letter in place.cell if letter.isdigit())) if place.cell and ":" not in place.cell else place.line


@pytest.mark.parametrize("score", RECIPES)
def test_table__every_number_is_counted_or_named(library, score) -> None:
    chance = random.Random(f"4141 {score}")
    done = 0
    for _ in range(ROUNDS):
        table = made(score, chance)
        sheet = kept(table, chance)
        data, name = saved(sheet, chance)
        recipe = RECIPES[score]
        found = tally(recipe, read_bytes(data, name, recipe.known), library, Options(**table.choices))
        told = "\n".join([str(sheet.lines), *(f"{one.code} {one.place} {one.message}" for one in found.findings)])
        named = {line_of(one) for one in found.findings}
        assert set(sheet.beside_lines) <= named, told
        assert all(any(f"“{column}”" in one.message for one in found.findings) for column in sheet.beside_columns), told
        assert set(sheet.others) <= {one.place.sheet for one in found.findings}, told
        if found.done:
            done += 1
            runs = [one for one in found.done if one.title != "Jumlah"]
            arrived = Counter(each for one in runs for each in numbers(table.wanted(one.given)))
            assert arrived == Counter(value for row in table.rows for at in _columns(table) if (value := number(row[at])) is not None), told
        else:
            assert all(one.code == "baris-rancu" and is_nameless(sheet, line_of(one)) for one in found.findings if one.is_error), told
    assert done > ROUNDS // 2


def is_nameless(sheet: Sheet, line: int | None) -> bool:
    """Tell whether a line is beside the data and only holds numbers: the one thing that has to be asked about."""
    return line in sheet.beside_lines and all(number(text) is not None for text in sheet.lines[line - 1] if text)


ODD = [
    "",
    "-",
    "x",
    "0",
    "9",
    "1.250",
    "2,5",
    "ya",
    "Jumlah",
    "nan",
    "1_0",
    "١",
    " 3 ",
    "\u00a04",
    "'=1",
    "Kepala",
    "x" * 40_000,
    "\x0b",
    "1e5",
    "50%",
]


def _teachers(chance: random.Random) -> MadeTable:
    rows = [[f"Kab {chance.choice('ABC')}", chance.choice("01"), "1"] for _ in range(chance.randint(5, 12))]
    return MadeTable("id", ["Kabupaten", "Lulus", "Sasaran"], rows, lambda given: given["wilayah"])


@pytest.mark.parametrize("score", ["cgi", "id"])
def test_table__small_and_large_are_read_by_the_same_rules(tmp_path, library, score) -> None:
    """Up to three cells spoilt at random, headings among them: values, findings, places and words are the same."""
    pytest.importorskip("polars")
    from generator.tallies.census import census_tally

    chance = random.Random(f"4141 besar {score}")
    recipe = RECIPES[score]
    ways = 0
    for _ in range(3 * ROUNDS):
        sheet = kept(_teachers(chance) if score == "id" else made(score, chance), chance)
        for _ in range(chance.choice((0, 0, 1, 2, 3))):
            line = chance.choice(sheet.lines)
            line[chance.randrange(len(line))] = chance.choice(ODD)
        data = csv_file(sheet.lines, delimiter=chance.choice(",;\t"), encoding=chance.choice(("utf-8", "utf-8-sig")))
        file = tmp_path / "t.csv"
        file.write_bytes(data)
        large = census_tally(recipe, file, library, Options(), shown="t.csv", least_bytes=0)
        if large is None:
            continue
        ways += 1
        small = tally(recipe, read_bytes(data, "t.csv", recipe.known, shown="t.csv"), library, Options())
        assert [_given(large), _said(large)] == [_given(small), _said(small)], sheet.lines
    assert ways > ROUNDS


def _given(found: Any) -> Any:
    return found.recipe.keys(found.done) if found.done else None


def _said(found: Any) -> list[str]:
    return sorted(f"{one.code} {one.severity} {one.place} {one.label} {one.message}" for one in found.findings)
