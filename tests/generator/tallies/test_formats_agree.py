"""A table is the same table in whatever file it stands: every dialect of CSV, every way to write a workbook. IN-01, SCO-94.

Names hold all that is a trap in a text file; the tables of all scores are those of `test_no_value_lost`.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from itertools import product

import pytest

from generator.intake.tables.read import read_bytes
from generator.tallies.recipes import RECIPES
from tests.generator.tallies.test_no_value_lost import MadeTable, made
from tests.torture.sheets import csv_file, packed, parts_of

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ODD = ('Ani "Ayu", S.Pd.; M.Pd.', "Budi | Citra", "Élodie – Ñ", "O'Neil\tjr", "Kab. A, B")
DIALECTS = list(product(",;\t|", ("utf-8", "utf-8-sig", "utf-16", "cp1252"), ("\n", "\r\n", "\r"), (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)))


def table(score: str) -> MadeTable:
    """Return a table of a score whose first rows have odd names."""
    found = made(score, random.Random(f"ragam {score}"))
    for row, name in zip(found.rows, ODD, strict=False):
        row[0] = name
    return found


def as_read(data: bytes, name: str, score: str) -> tuple[tuple[str, ...], list[list[str]]]:
    found = read_bytes(data, name, RECIPES[score].known)
    assert not [one.code for one in found.found if one.is_error]
    return found.headings, [[str(cell).replace(".", ",") if at else str(cell) for at, cell in enumerate(row)] for row in found.rows]


def wanted(one: MadeTable) -> tuple[tuple[str, ...], list[list[str]]]:
    return tuple(one.headings), [[row[0], *(cell.replace(".", ",") for cell in row[1:])] for row in one.rows]


@pytest.mark.parametrize("score", RECIPES)
def test_text_table__is_the_same_in_every_dialect(score) -> None:
    one = table(score)
    for delimiter, encoding, end, quoting in DIALECTS:
        data = csv_file([one.headings, *one.rows], delimiter=delimiter, encoding=encoding, quoting=quoting, end=end)
        assert as_read(data, "t.csv", score) == wanted(one), (delimiter, encoding, end, quoting)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_table__that_names_its_separator(end) -> None:
    one = table("level2")
    data = csv_file([one.headings, *one.rows], delimiter="|", end=end)
    assert as_read(b"sep=|" + end.encode() + data, "t.csv", "level2") == wanted(one)


def _inline(parts: dict[str, bytes]) -> None:
    texts = re.findall(r"<si>(.*?)</si>", parts[STRINGS].decode(), re.DOTALL)
    xml = re.sub(r't="s"><v>(\d+)</v>', lambda found: f't="inlineStr"><is>{texts[int(found[1])]}</is>', parts[SHEET].decode())
    parts[SHEET] = xml.encode()


def _rich(parts: dict[str, bytes]) -> None:
    def cut(found: re.Match[str]) -> str:
        text = found[1]
        at = 1 if text[:1] != "&" else 0
        tag = '<t xml:space="preserve">'
        return f'<si><r>{tag}{text[:at]}</t></r><r><rPr><b/></rPr>{tag}{text[at:]}</t></r><rPh sb="0" eb="1"><t>BACAAN</t></rPh></si>'

    parts[STRINGS] = re.sub(r'<si><t xml:space="preserve">(.*?)</t></si>', cut, parts[STRINGS].decode(), flags=re.DOTALL).encode()


def _formulas(parts: dict[str, bytes]) -> None:
    xml = re.sub(r'(<c r="[A-Z]+\d+">)(<v>[^<]*</v>)', r"\1<f>1+1</f>\2", parts[SHEET].decode())
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts[STRINGS].decode(), re.DOTALL)
    parts[SHEET] = re.sub(r't="s"><v>(\d+)</v>', lambda found: f't="str"><f>A1</f><v>{texts[int(found[1])]}</v>', xml).encode()


def _without_addresses(parts: dict[str, bytes]) -> None:
    parts[SHEET] = re.sub(r'<(c|row) r="[A-Z0-9]+"', r"<\1", parts[SHEET].decode()).encode()


def _prefixed(parts: dict[str, bytes]) -> None:
    xml = re.sub(r"<(/?)(worksheet|sheetData|row|c|v)\b", r"<\1x:\2", parts[SHEET].decode())
    parts[SHEET] = xml.replace("xmlns=", "xmlns:x=").encode()


def _exponents(parts: dict[str, bytes]) -> None:
    parts[SHEET] = re.sub(r'(<c r="[A-Z]+\d+"><v>)(\d+)</v>', r"\g<1>\g<2>.0E0</v>", parts[SHEET].decode()).encode()


@pytest.mark.parametrize("write", [_inline, _rich, _formulas, _without_addresses, _prefixed, _exponents])
@pytest.mark.parametrize("score", RECIPES)
def test_workbook__is_the_same_however_it_is_written(score, write: Callable[[dict[str, bytes]], None]) -> None:
    one = table(score)
    parts = parts_of({"Data": [one.headings, *one.rows]})
    write(parts)
    headings, rows = as_read(packed(parts), "t.xlsx", score)
    assert (headings, [[_plain(cell) for cell in row] for row in rows]) == (
        wanted(one)[0],
        [[_plain(cell) for cell in row] for row in wanted(one)[1]],
    )


def _plain(cell: str) -> str:
    """Return a cell as text in which 25,0 and 25 are the same."""
    return re.sub(r",0+$", "", cell)
