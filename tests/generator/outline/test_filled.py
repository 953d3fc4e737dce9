"""An outline filled with values says the words of the shared page, in the same order. DOC-93; DESIGN: `fill(blocks, scope)`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.examine import examine
from generator.fields.image import Gambar
from generator.fields.kind import Format
from generator.intake.read import read
from generator.outline.filled import (
    ContentsPage,
    CoverPage,
    Drawing,
    FactLines,
    HeadingLine,
    ItemLines,
    MiddleLine,
    Passage,
    ShownValue,
    SignedBy,
    TableRows,
    fill,
)
from generator.outline.walk import outline
from generator.render.context import context_of
from generator.render.html import html_environment, shared_page
from generator.render.titles import titles
from generator.richtext import parse, to_html
from generator.scope import lookup_in
from tests.cases import samples
from tests.documents import CATALOGUE, words
from tests.homes import examined, home, table
from validators.expressions import callable_in_expressions

FULL = [sample for sample in samples("ok-") if sample.file.stem in ("ok-lengkap", "ok-lokakarya", "ok-revisi", "ok-dua-kelas", "ok-2025")]


@callable_in_expressions
def nobody(*_: Any, **__: Any) -> str:
    return ""


SILENT = dict.fromkeys(("tanda_tangan", "penanda", "nomor_naskah", "sampul"), nobody) | {
    "kop": "",
    "draf": [],
    "daftar_isi": "",
    "daftar_tabel": "",
    "daftar_gambar": "",
}


# what a master writes beside the blocks: a chart's caption, the pages before a report's chapters
OF_MASTERS = ("keterangan", "di-tengah", "judul-daftar")


def said(block: Any) -> list[str]:
    """Return the words of a filled block in the order of the page."""
    if isinstance(block, HeadingLine):
        return words(block.text)
    if isinstance(block, FactLines):
        return [word for label, shown in block.rows for word in words(f"{label} {'' if isinstance(shown.value, Gambar) else shown.text}")]
    if isinstance(block, Passage):
        return words(f"{block.label} {plain(to_html(parse(block.text)))}")
    if isinstance(block, ItemLines):
        return words(f"{block.label} {' '.join(block.items).replace('*', ' ')}")  # italics within an item are marks, not words
    if isinstance(block, TableRows):
        return table_words(block)
    assert isinstance(block, Drawing | SignedBy | CoverPage | ContentsPage | MiddleLine)
    return []


def table_words(block: TableRows) -> list[str]:
    upper = [
        column.group or column.label
        for at, column in enumerate(block.columns)
        if not column.group or column.group != group_before(block, at)
    ]
    lower = [column.label for column in block.columns if column.group]
    cells = [cell for row in grouped(block) for cell in row]
    texts = [
        ""
        if isinstance(cell.value, Gambar)
        else plain(to_html(parse(cell.text)))
        if cell.form == "long"
        else " ".join(cell.text.split("; "))
        if cell.form == "list"
        else cell.text
        for cell in cells
    ]
    return words(" ".join([block.caption, *upper, *lower, *texts, *(shown.text for shown in block.total)]))


def grouped(block: TableRows) -> list[tuple[ShownValue, ...]]:
    """Return the rows of a table with the names and sums of its groups, as they follow each other."""
    rows: list[tuple[ShownValue, ...]] = []
    ends = [*(group.first for group in block.groups[1:]), len(block.rows)] if block.groups else []
    for group, end in zip(block.groups, ends, strict=True):
        rows += [(ShownValue(group.name, group.name),), *block.rows[group.first : end], group.total]
    return rows or list(block.rows)


def group_before(block: TableRows, at: int) -> str:
    return block.columns[at - 1].group if at else ""


def plain(markup: str) -> str:
    return " ".join(html.fromstring(f"<div>{markup}</div>").itertext()) if markup else ""


@pytest.mark.parametrize("sample", FULL, ids=lambda sample: sample.id)
def test_fill__the_words_of_the_shared_page_in_its_order(sample) -> None:
    found = examine(read(sample.file, CATALOGUE, shown=sample.file.name))
    compiled = found.document.compiled
    context = {**context_of(compiled, found.scope), **SILENT}
    page_titles, block_titles = (titles(lambda _, words: words) for _ in range(2))  # a table's number is the writer's
    written = shared_page(compiled).partition("{% block isi %}")[2].rpartition("{% endblock %}")[0]
    body = html.fromstring(f"<div>{html_environment(compiled.home).from_string(written).render(context | page_titles)}</div>")
    for drawn in [*body.iter("svg", "img"), *(node for name in OF_MASTERS for node in body.find_class(name))]:
        drawn.drop_tree()
    filled = fill(outline(compiled), context | block_titles, compiled.environment)
    mine = [word for block in filled for word in said(block)]
    assert mine == words(" ".join(body.itertext()))


FIELDS = """
fields:
  - {name: judul, label: Judul, type: text}
  - {name: luas, label: Luas, type: number, unit: ha}
  - name: biaya
    label: Biaya
    type: table
    fields: [{name: nama, label: Nama, type: text}, {name: harga, label: Harga, type: money}]
  - {name: nilai, label: Nilai, type: matrix, rows: palet, columns: palet, of: {type: integer}}
computed:
  - {name: total, label: Jumlah, type: money, expr: "biaya | sum(attribute='harga')"}
"""


def test_fill__values_keep_their_type_beside_their_text(tmp_path: Path) -> None:
    """A sum of 2,000 and 3,500: 5,500; a fact that is empty is left out; a number has its unit."""
    catalogue = home(tmp_path, FIELDS, {"specs/reference/palet.yaml": table("M: Merah", "B: Biru")})
    found = examined(catalogue, "luas: 2.5\nbiaya:\n  - {nama: A, harga: 2.000}\n  - {nama: B, harga: 3.500}\nnilai: {M: {B: 4}}\n")
    compiled = catalogue.compiled("uji")
    context = context_of(compiled, found.scope) | {"lookup": lookup_in(compiled.home.library)}
    filled = fill(outline(compiled), context, compiled.environment)
    facts = next(block for block in filled if isinstance(block, FactLines))
    assert [(label, shown.text) for label, shown in facts.rows] == [("Luas", "2,5 ha")]
    rows, matrix = (block for block in filled if isinstance(block, TableRows))
    assert [cell.text for cell in rows.rows[1]] == ["2", "B", "Rp3.500,00"]
    assert (rows.rows[0][2].value, rows.rows[0][2].format) == (2000, Format.MONEY)
    assert [shown.text for shown in rows.total][-1] == "Rp5.500,00"
    assert [column.label for column in matrix.columns][1:] == ["Merah", "Biru"]
    assert [[cell.text for cell in row] for row in matrix.rows] == [["Merah", "", "4"], ["Biru", "", ""]]
