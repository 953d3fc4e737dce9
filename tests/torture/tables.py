"""Damage to bare tables: what people keep around the marks, how programs save them, what disks and hands do to them.

What stands around a table is in `around`, what its score must give in `scores`.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.torture.mutant import Mutant, Seen, either, flipped, in_turn, refused, told
from tests.torture.scores import Table, gives, table
from tests.torture.sheets import column, csv_file, packed, parts_of, swapped, xlsx_file

DAMAGES: list[Callable[[Table, random.Random], Mutant | None]] = []
SHEET = "xl/worksheets/sheet1.xml"


def damage(function: Callable[[Table, random.Random], Mutant | None]) -> Callable[[Table, random.Random], Mutant | None]:
    """Enter a damage in the list."""
    DAMAGES.append(function)
    return function


def mutant(kind: str, table: Table, data: bytes, expected: Callable[[Seen], str], *, suffix: str = "", is_read: bool = True) -> Mutant:
    """Return a table file as a mutant that `borang score` is given."""
    name = f"tabel{suffix or ('.xlsx' if data[:2] == b'PK' else '.csv')}"
    return Mutant(f"tabel/{kind}", {name: data}, ("score", table.score, name, *table.options), expected, is_read)


def saved(rows: list[list[str]], chance: random.Random) -> bytes:
    """Return rows as one of the kinds of file people save."""
    return xlsx_file(rows) if chance.random() < 0.5 else csv_file(rows, delimiter=chance.choice(",;\t"))


def _spot(table: Table, chance: random.Random) -> tuple[int, int]:
    return chance.randrange(len(table.marks)), chance.choice(table.numbers)


def _with_mark(table: Table, spot: tuple[int, int], text: str) -> Table:
    marks = [list(row) for row in table.marks]
    marks[spot[0]][spot[1]] = text
    return replace(table, marks=tuple(tuple(row) for row in marks))


@damage
def another_mark(table: Table, chance: random.Random) -> Mutant:
    """Another sound mark: the figures follow."""
    row, col = _spot(table, chance)
    changed = _with_mark(table, (row, col), chance.choice(table.marks)[col])
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
def spoilt_mark(table: Table, chance: random.Random) -> Mutant | None:
    """A mark that is none: said, never counted."""
    text = chance.choice(("8O", "٣", "1_0", "nan", "inf", "#DIV/0!", "-5", "99999", "tiga", "4-", "3/4", "1e1", "x", "2,3,4", "TRUE"))
    is_flag = table.score == "id" and len(table.headings) == 3  # where true and false may be written
    if (text == "99999" and not table.has_bounds) or (text == "TRUE" and is_flag):
        return None
    changed = _with_mark(table, _spot(table, chance), text)
    return mutant("nilai-rusak", table, saved(changed.rows(), chance), told)


@damage
def minus(table: Table, chance: random.Random) -> Mutant | None:
    """A mark below nothing: said, never counted as if it were above. A nought with a minus is nought."""
    row, col = _spot(table, chance)
    if not str(table.marks[row][col]).strip("0,."):
        return None
    changed = _with_mark(table, (row, col), f"-{table.marks[row][col]}")
    return mutant("minus", table, saved(changed.rows(), chance), told)


@damage
def empty_mark(table: Table, chance: random.Random) -> Mutant:
    """A mark that is missing: said."""
    changed = _with_mark(table, _spot(table, chance), chance.choice(("", "", " ", "-")))
    return mutant("nilai-kosong", table, saved(changed.rows(), chance), told)


@damage
def doubled_row(table: Table, chance: random.Random) -> Mutant | None:
    """A row that stands twice: said, where rows have names."""
    if len(set(table.names)) < len(table.names):
        return None
    rows = table.rows()
    rows.insert(chance.randrange(1, len(rows) + 1), list(chance.choice(rows[1:])))
    return mutant("baris-ganda", table, saved(rows, chance), told)


@damage
def other_order(table: Table, chance: random.Random) -> Mutant:
    """Rows in another order: the same figures."""
    rows = table.rows()
    body = rows[1:]
    chance.shuffle(body)
    return mutant("urutan-lain", table, saved([rows[0], *body], chance), gives(table))


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
    if table.score in ("rhk", "penurunan"):
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
    address, mark = f"{column(col + 1)}{row + 2}", table.marks[row][col].replace(",", ".")
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
    data = flipped(xlsx_file(table.rows()), chance)
    return mutant("bit-terbalik", table, data, either(refused, gives(table)), suffix=".xlsx")


@damage
def cut_short(table: Table, chance: random.Random) -> Mutant:
    """A workbook of which the end is missing."""
    data = xlsx_file(table.rows())
    return mutant("terpotong", table, data[: chance.randrange(len(data))], refused, suffix=".xlsx")


def mutants(chance: random.Random, count: int) -> Iterator[Mutant]:
    """Yield `count` damaged tables, every damage in turn over new tables."""
    import tests.torture.around  # noqa: F401 - its damages enter themselves

    return in_turn(DAMAGES, lambda: table(chance), chance, count)
