"""Damage to bare tables: what people keep around the marks, how programs save them, what disks and hands do to them.

Each table has its figures worked out here by arithmetic of its own, so that a wrong result is seen whatever the damage.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tests.torture.mutant import Mutant, Seen, either, refused, same_result, told
from tests.torture.sheets import column, csv_file, packed, parts_of, swapped, xlsx_file

DAMAGES: list[Callable[[Table, random.Random], Mutant | None]] = []
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
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True, slots=True)
class Table:
    """A sound table of a score. marks: rows of numbers as text, one under each heading but the first. lowest, highest: what a mark may be."""

    score: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    lowest: int
    highest: int

    def rows(self) -> list[list[str]]:
        """Return the table with its headings."""
        return [list(self.headings), *([name, *row] for name, row in zip(self.names, self.marks, strict=True))]

    def figures(self) -> dict[str, str]:
        """Return what the score must give, by name."""
        return {name: str(WORKED[self.score](row, self)) for name, row in zip(self.names, self.marks, strict=True)}


def number(text: str) -> Fraction:
    """Return a mark as a fraction."""
    return Fraction(text.replace(",", "."))


def _i_cvi(row: tuple[str, ...], _: Table) -> Fraction:
    return Fraction(sum(number(mark) >= 3 for mark in row), len(row))


def _na(row: tuple[str, ...], table: Table) -> Fraction:
    weights = [int(heading.split("(")[1].split("%")[0]) for heading in table.headings[1:]]
    return sum((number(mark) * weight for mark, weight in zip(row, weights, strict=True)), Fraction(0)) / 100


def _points(row: tuple[str, ...], _: Table) -> Fraction:
    return number(row[0]) * number(row[1])


def _gain(row: tuple[str, ...], _: Table) -> Fraction:
    return number(row[1]) - number(row[0])


WORKED: Mapping[str, Callable[[tuple[str, ...], Table], Fraction]] = {"cvi": _i_cvi, "na": _na, "rhk": _points, "level2": _gain}
SHOWN: Mapping[str, tuple[str, str, str]] = {
    "cvi": ("i_cvi", "butir", "value"),
    "na": ("rows", "nama", "na"),
    "rhk": ("rencana", "rhk", "jumlah_poin"),
    "level2": ("peserta", "nama", "selisih"),
}


def shown(score: str) -> Callable[[Mapping[str, Any]], dict[str, str]]:
    """Return how a score's JSON is read: the figures by name."""
    rows, name, figure = SHOWN[score]
    return lambda result: {str(row[name]): str(row[figure]) for row in result[rows]}


def gives(table: Table) -> Callable[[Seen], str]:
    """Return the expectation that the score gives the table's figures."""
    return same_result(table.figures(), shown(table.score))


def table(chance: random.Random) -> Table:
    """Return a sound table of one of the scores."""
    score = chance.choice(list(WORKED))
    many = chance.randint(6, 9)
    names = tuple(chance.sample(NAMES, many))
    if score == "cvi":
        reviewers = tuple(f"Penilai {letter}" for letter in "ABCDE"[: chance.randint(3, 5)])
        marks = tuple(tuple(str(chance.randint(1, 4)) for _ in reviewers) for _ in names)
        return Table(score, ("Butir", *reviewers), tuple(f"Butir {n + 1}" for n in range(many)), marks, 1, 4)
    if score == "na":
        headings = ("Nama", "Pengetahuan (40%)", "Sikap (20%)", "Keterampilan (40%)")
        return Table(score, headings, names, tuple(tuple(str(chance.randint(50, 99)) for _ in range(3)) for _ in names), 0, 100)
    if score == "rhk":
        plans = tuple(f"Rencana {name}" for name in names)
        return Table(
            score,
            ("Rencana Hasil Kerja", "Kuantitas", "Poin"),
            plans,
            tuple((str(chance.randint(1, 3)), str(chance.choice((4, 8, 12)))) for _ in names),
            1,
            128,
        )
    marks = tuple((str(low := chance.randint(20, 60)), str(low + chance.randint(1, 35))) for _ in names)
    return Table(score, ("Nama", "Pre", "Post"), names, marks, 0, 100)


def damage(function: Callable[[Table, random.Random], Mutant | None]) -> Callable[[Table, random.Random], Mutant | None]:
    """Enter a damage in the list."""
    DAMAGES.append(function)
    return function


def mutant(kind: str, table: Table, data: bytes, expected: Callable[[Seen], str], *, suffix: str = "", is_read: bool = True) -> Mutant:
    """Return a table file as a mutant that `borang score` is given."""
    name = f"tabel{suffix or ('.xlsx' if data[:2] == b'PK' else '.csv')}"
    options = ("--aturan", "PMM-2024") if table.score == "rhk" else ()
    return Mutant(f"tabel/{kind}", {name: data}, ("score", table.score, name, *options), expected, is_read)


def saved(rows: list[list[str]], chance: random.Random) -> bytes:
    """Return rows as one of the kinds of file people save."""
    return xlsx_file(rows) if chance.random() < 0.5 else csv_file(rows, delimiter=chance.choice(",;\t"))


def _spot(table: Table, chance: random.Random) -> tuple[int, int]:
    return chance.randrange(len(table.marks)), chance.randrange(len(table.marks[0]))


def _with_mark(table: Table, spot: tuple[int, int], text: str) -> Table:
    marks = [list(row) for row in table.marks]
    marks[spot[0]][spot[1]] = text
    return replace(table, marks=tuple(tuple(row) for row in marks))


@damage
def another_mark(table: Table, chance: random.Random) -> Mutant:
    """Another sound mark: the figures follow."""
    mark = chance.randint(1, 4) if table.score == "cvi" else chance.randint(1, 40)
    changed = _with_mark(table, _spot(table, chance), str(mark))
    return mutant("nilai-lain", changed, saved(changed.rows(), chance), gives(changed))


@damage
def decimal_mark(table: Table, chance: random.Random) -> Mutant | None:
    """A decimal with a comma or a point: the same number."""
    if table.score not in ("na", "level2"):
        return None
    changed = _with_mark(table, _spot(table, chance), f"{chance.randint(10, 60)}{chance.choice(',.')}{chance.choice(('5', '25', '75'))}")
    delimiter = chance.choice(",;\t")
    return mutant("desimal", changed, csv_file(changed.rows(), delimiter=delimiter), gives(changed))


@damage
def binary_residue(table: Table, chance: random.Random) -> Mutant | None:
    """A mark as Excel stores the result of a division: fifteen digits count."""
    if table.score != "na":
        return None
    spot = _spot(table, chance)
    whole = chance.randint(50, 99)
    changed = _with_mark(table, spot, str(whole))
    address = f"{column(spot[1] + 1)}{spot[0] + 2}"
    old, new = f'<c r="{address}"><v>{whole}</v>', f'<c r="{address}"><v>{whole - 1}.999999999999986</v>'
    return mutant("sisa-biner", changed, xlsx_file(changed.rows(), swapped(SHEET, old, new)), gives(changed))


@damage
def spoilt_mark(table: Table, chance: random.Random) -> Mutant:
    """A mark that is none: said, never counted."""
    text = chance.choice(("8O", "٣", "1_0", "nan", "inf", "#DIV/0!", "-5", "99999", "tiga", "4-", "3/4", "1e1", "x", "2,3,4", "TRUE"))
    changed = _with_mark(table, _spot(table, chance), text)
    return mutant("nilai-rusak", table, saved(changed.rows(), chance), told)


@damage
def empty_mark(table: Table, chance: random.Random) -> Mutant:
    """A mark that is missing: said."""
    changed = _with_mark(table, _spot(table, chance), chance.choice(("", "", " ", "-")))
    return mutant("nilai-kosong", table, saved(changed.rows(), chance), told)


@damage
def doubled_row(table: Table, chance: random.Random) -> Mutant:
    """A row that stands twice: said."""
    rows = table.rows()
    rows.insert(chance.randrange(1, len(rows) + 1), list(chance.choice(rows[1:])))
    return mutant("baris-ganda", table, saved(rows, chance), told)


@damage
def foot(table: Table, chance: random.Random) -> Mutant:
    """Sums, means, limits or a signature under the table: none of them a row."""
    rows = table.rows()
    columns = list(zip(*([number(mark) for mark in row] for row in table.marks), strict=True))
    sums = {
        "Jumlah": sum,
        "Total": sum,
        "Rata-rata": lambda c: sum(c) / len(c),
        "Rerata": lambda c: sum(c) / len(c),
        "Nilai Tertinggi": max,
        "Maksimum": max,
        "Terendah": min,
    }
    if chance.random() < 0.3:
        rows.append([""] * len(rows[0]))
    for word in chance.sample(sorted(sums), chance.randint(1, 2)):
        rows.append([word, *(_short(sums[word](column_)) for column_ in columns)])
    if chance.random() < 0.4:
        rows += [[""] * len(rows[0]), ["Mengetahui,", *[""] * (len(rows[0]) - 1)], ["Ketua Panitia", *[""] * (len(rows[0]) - 1)]]
    return mutant("kaki-tabel", table, saved(rows, chance), either(gives(table), refused))


def _short(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}".replace(".", ",")


@damage
def other_columns(table: Table, chance: random.Random) -> Mutant:
    """Columns that people keep beside the marks: running numbers, sums, means, remarks."""
    rows = table.rows()
    kind = chance.choice(("No", "Jumlah", "Rata-rata", "Keterangan"))
    for n, row in enumerate(rows):
        marks = [number(mark) for mark in table.marks[n - 1]] if n else []
        if kind == "No":
            row.insert(0, str(n) if n else "No")
        else:
            text = {
                "Jumlah": _short(sum(marks, Fraction(0))),
                "Rata-rata": _short(sum(marks, Fraction(0)) / max(len(marks), 1)),
                "Keterangan": "-",
            }
            row.append(text[kind] if n else kind)
    return mutant(f"kolom-{kind.lower()}", table, saved(rows, chance), either(gives(table), refused))


@damage
def other_order(table: Table, chance: random.Random) -> Mutant:
    """Rows in another order: the same figures."""
    rows = table.rows()
    body = rows[1:]
    chance.shuffle(body)
    return mutant("urutan-lain", table, saved([rows[0], *body], chance), gives(table))


@damage
def titles_above(table: Table, chance: random.Random) -> Mutant:
    """A title and blank rows above the headings."""
    wide = len(table.headings) - 1
    above = [["REKAP NILAI PESERTA", *[""] * wide], ["BGTK Provinsi Contoh", *[""] * wide], [""] * (wide + 1)][: chance.randint(1, 3)]
    return mutant("judul-di-atas", table, saved([*above, *table.rows()], chance), either(gives(table), refused))


@damage
def dialects(table: Table, chance: random.Random) -> Mutant:
    """CSV in another dialect: the same figures."""
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    delimiter = chance.choice(",;\t")
    data = csv_file(
        table.rows(),
        delimiter=delimiter,
        encoding=encoding,
        quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        end=chance.choice(("\n", "\r\n")),
    )
    return mutant("ragam-csv", table, data, gives(table))


@damage
def bare_decimal_commas(table: Table, chance: random.Random) -> Mutant | None:
    """A comma CSV with a decimal comma that nobody quoted: a row longer than its heading."""
    if table.score == "rhk":
        return None
    lines = csv_file(table.rows()).decode().splitlines()
    at = chance.randrange(1, len(lines))
    cells = lines[at].split(",")
    cells[chance.randrange(1, len(cells))] += ",5"
    lines[at] = ",".join(cells)
    return mutant("koma-desimal-telanjang", table, "\n".join(lines).encode(), refused)


@damage
def stray_quote(table: Table, chance: random.Random) -> Mutant:
    """A quotation mark that opens or closes where it should not."""
    lines = csv_file(table.rows()).decode().splitlines()
    first, second = sorted(chance.sample(range(1, len(lines)), 2))
    lines[first] = '"' + lines[first]
    if chance.random() < 0.7:
        lines[second] = '"' + lines[second]
    return mutant("kutip-lepas", table, "\n".join(lines).encode(), refused)


@damage
def second_sheet(table: Table, chance: random.Random) -> Mutant:
    """Another sheet with the same headings: read too, or said."""
    rows = table.rows()
    cut = chance.randrange(2, len(rows) - 1)
    data = xlsx_file(rows[:cut], None, Lain=[rows[0], *rows[cut:]])
    return mutant("dua-lembar", table, data, either(gives(table), told))


XML_DAMAGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("indeks-minus", lambda xml: xml.replace('t="s"><v>', 't="s"><v>-', 2)),
    ("indeks-jauh", lambda xml: xml.replace('t="s"><v>', 't="s"><v>9999', 1)),
    ("komentar-dalam-angka", lambda xml: xml.replace("</v></c></row>", "<!-- -->70</v></c></row>", 1)),
    ("garis-bawah", lambda xml: xml.replace("</v></c></row>", "_0</v></c></row>", 1)),
    ("angka-arab", lambda xml: xml.replace("</v></c></row>", "٣</v></c></row>", 1)),
    ("jenis-asing", lambda xml: xml.replace('<c r="B2">', '<c r="B2" t="zz">', 1)),
    ("sel-jauh", lambda xml: xml.replace('<c r="B2">', '<c r="ZZZZZZ2">', 1)),
    ("baris-jauh", lambda xml: xml.replace('<row r="3">', '<row r="1000000000">', 1)),
    ("baris-mundur", lambda xml: xml.replace('<row r="3">', '<row r="1">', 1)),
    ("sel-ganda", lambda xml: xml.replace('<c r="C2">', '<c r="B2">', 1)),
    ("tanpa-akhir", lambda xml: xml[:-30]),
    ("galat", lambda xml: xml.replace('<c r="B2">', '<c r="B2" t="e">', 1)),
)


@damage
def spoilt_xml(table: Table, chance: random.Random) -> Mutant | None:
    """A sheet whose XML was written by no office program."""
    name, hurt = chance.choice(XML_DAMAGES)
    parts = parts_of({"Data": table.rows()})
    whole = parts[SHEET].decode("utf-8")
    parts[SHEET] = hurt(whole).encode("utf-8")
    if parts[SHEET].decode("utf-8") == whole:
        return None
    return mutant(f"xml-{name}", table, packed(parts), told)


@damage
def formula_without_value(table: Table, chance: random.Random) -> Mutant:
    """A formula that no program has worked out, or one whose value stands beside it."""
    row, col = _spot(table, chance)
    address, mark = f"{column(col + 1)}{row + 2}", table.marks[row][col]
    has_value = chance.random() < 0.5
    new = f'<c r="{address}"><f>{mark}</f>' + (f"<v>{mark}</v>" if has_value else "")
    data = xlsx_file(table.rows(), swapped(SHEET, f'<c r="{address}"><v>{mark}</v>', new))
    return mutant("rumus" if has_value else "rumus-tanpa-nilai", table, data, gives(table) if has_value else told)


@damage
def hidden_row(table: Table, chance: random.Random) -> Mutant:
    """A row that nobody sees: said."""
    row = chance.randrange(len(table.marks)) + 2
    return mutant(
        "baris-tersembunyi", table, xlsx_file(table.rows(), swapped(SHEET, f'<row r="{row}">', f'<row r="{row}" hidden="1">')), told
    )


@damage
def dtd(table: Table, _: random.Random) -> Mutant:
    """A document type in a part: refused, whatever it says."""
    parts = parts_of({"Data": table.rows()})
    head = '<?xml version="1.0"?>'
    old = parts["xl/sharedStrings.xml"].decode().removeprefix(head)
    parts["xl/sharedStrings.xml"] = f'{head}<!DOCTYPE s [<!ENTITY x "PALSU">]>{old}'.replace(table.names[0], "&x;", 1).encode()
    return mutant("dtd", table, packed(parts), refused)


@damage
def doubled_entry(table: Table, chance: random.Random) -> Mutant:
    """A package with the sheet in it twice."""
    parts = parts_of({"Data": table.rows()})
    other = _with_mark(table, _spot(table, chance), "1")
    return mutant("entri-ganda", table, packed(parts, [(SHEET, parts_of({"Data": other.rows()})[SHEET])]), refused)


@damage
def missing_part(table: Table, chance: random.Random) -> Mutant:
    """A package without one of its parts."""
    parts = parts_of({"Data": table.rows()})
    del parts[chance.choice(sorted(parts))]
    return mutant("bagian-hilang", table, packed(parts), either(refused, gives(table)))


@damage
def byte_flip(table: Table, chance: random.Random) -> Mutant:
    """Bits changed on the disk: in a workbook refused or without effect; in a CSV read as it now stands."""
    data = bytearray(xlsx_file(table.rows()))
    for _ in range(chance.choice((1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return mutant("bit-terbalik", table, bytes(data), either(refused, gives(table)), suffix=".xlsx")


@damage
def cut_short(table: Table, chance: random.Random) -> Mutant:
    """A workbook of which the end is missing."""
    data = xlsx_file(table.rows())
    return mutant("terpotong", table, data[: chance.randrange(len(data))], refused, suffix=".xlsx")


def mutants(chance: random.Random, count: int) -> Iterator[Mutant]:
    """Yield `count` damaged tables, every damage in turn over new tables."""
    made = 0
    while made < count:
        for hurt in DAMAGES:
            one = hurt(table(chance), chance)
            if one is not None and made < count:
                made += 1
                yield one
