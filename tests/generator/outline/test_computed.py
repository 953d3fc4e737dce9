"""Where and how computed values print: in a group, as tables, in the order of a key, by the printed names of keys. TPL-08."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecFault
from generator.outline.filled import Drawing, FactLines, Filled, HeadingLine, TableRows, fill
from generator.outline.walk import outline
from generator.render.context import context_of
from tests.homes import examined, home, table

PDF = "outputs: [{kind: pdf, filename: x.pdf}]\n"
SPEC = """\
fields:
  - {name: judul, label: Judul, type: text}
  - name: hasil
    label: Hasil
    type: group
    fields:
      - {name: catatan, label: Catatan, type: text}
      - name: rinci
        label: Rinci
        type: group
        fields: [{name: lain, label: Lain, type: text}]
  - name: profil
    label: Profil
    type: table
    key: nama
    sort: -celah, nama
    fields:
      - {name: nama, label: Nama, type: text}
      - {name: jenjang, label: Jenjang, type: reference, table: warna}
      - {name: biaya, label: Biaya, type: money}
      - {name: celah, label: Celah, type: number, decimals: 1}
computed:
  - {name: terbesar, label: Terbesar, expr: "profil | map(attribute='celah') | max", in: hasil.rinci}
  - {name: banyak, label: Banyak, expr: profil | length, in: hasil}
  - {name: urutan, label: Urutan, type: table, expr: "(profil | sort(attribute='celah', reverse=true))[:2]", in: hasil}
  - {name: pilih, label: Pilihan, type: table, expr: "profil | selectattr('celah', 'gt', 1)", show: [celah, nama], labels: {celah: Selisih}}
  - {name: jenjang, label: Menurut Jenjang, score: ringkas, with: {dari: profil, menurut: "['jenjang']"}, show: [{table: baris, columns: [kelompok, n]}]}
  - {name: macam, label: Macam, expr: "profil | map(attribute='jenjang') | unique"}
charts:
  - {name: g, kind: bar, of: jenjang.baris, category: kelompok, series: [n], alt: Gambar}
  - {name: h, kind: bar, of: profil, category: jenjang, series: [celah], alt: Gambar, after: judul}
"""
DATA = """\
judul: Uji
profil:
  - {nama: Budi, jenjang: K, biaya: 1.000, celah: 1}
  - {nama: Citra, jenjang: M, biaya: 2.500, celah: "2,5"}
  - {nama: Ani, jenjang: Kuning, celah: "2,5"}
  - {nama: Dedi}
"""
COLOURS = {"specs/reference/warna.yaml": table("M: Merah", "K: Kuning")}


def printed(folder: Path, spec: str = SPEC, data: str = DATA) -> tuple[Filled, ...]:
    found = examined(home(folder, spec + PDF, COLOURS), data)
    assert [one.code for one in found.findings] == []
    compiled = found.document.compiled
    return fill(outline(compiled), context_of(compiled, found.scope), compiled.environment)


def under(blocks: tuple[Filled, ...], heading: str) -> list[Filled]:
    """Return what stands under a heading, up to the next one."""
    at = next(index for index, block in enumerate(blocks) if isinstance(block, HeadingLine) and block.text == heading)
    ends = (index for index, block in enumerate(blocks) if index > at and isinstance(block, HeadingLine))
    return list(blocks[at + 1 : next(ends, len(blocks))])


def cells(block: Filled) -> list[list[str]]:
    assert isinstance(block, TableRows)
    return [[cell.text for cell in row] for row in block.rows]


def test_computed__in_a_group_closes_it_at_its_level(tmp_path: Path) -> None:
    blocks = printed(tmp_path)
    headings = [(block.level, block.text) for block in blocks if isinstance(block, HeadingLine)]
    assert headings[:4] == [(1, "UJI"), (2, "Hasil"), (3, "Rinci"), (3, "Urutan")]
    [inner] = under(blocks, "Rinci")[:1]
    assert isinstance(inner, FactLines)
    assert [(label, value.text) for label, value in inner.rows] == [("Terbesar", "2,5")]
    assert not any(
        isinstance(block, HeadingLine) and block.text == "Hasil Perhitungan" and under(blocks, "Hasil Perhitungan") == []
        for block in blocks
    )


def test_computed_table__prints_the_columns_of_its_source(tmp_path: Path) -> None:
    [rows] = under(printed(tmp_path), "Urutan")
    assert isinstance(rows, TableRows)
    assert [column.label for column in rows.columns] == ["No", "Nama", "Jenjang", "Biaya", "Celah"]
    assert cells(rows) == [["1", "Citra", "Merah", "Rp2.500,00", "2,5"], ["2", "Ani", "Kuning", "", "2,5"]]


def test_computed_table__prints_the_columns_that_it_names(tmp_path: Path) -> None:
    [rows] = under(printed(tmp_path), "Pilihan")
    assert isinstance(rows, TableRows)
    assert [column.label for column in rows.columns] == ["Selisih", "Nama"]
    assert cells(rows) == [["2,5", "Citra"], ["2,5", "Ani"]]


def test_table__prints_in_the_order_of_its_key_and_what_is_empty_last(tmp_path: Path) -> None:
    rows = next(block for block in under(printed(tmp_path), "Profil"))
    assert [row[1] for row in cells(rows)] == ["Ani", "Citra", "Budi", "Dedi"]


def test_result__keys_print_and_chart_by_name(tmp_path: Path) -> None:
    blocks = printed(tmp_path)
    rows, drawn = under(blocks, "Menurut Jenjang")
    assert cells(rows) == [["Kuning", "2"], ["Merah", "1"], ["(kosong)", "1"]]
    charts = [block.chart for block in blocks if isinstance(block, Drawing)]
    assert isinstance(drawn, Drawing)
    assert charts[0].categories == ("Kuning", "Merah", "Kuning", "")  # as the table is printed: -celah, nama
    assert drawn.chart.categories == ("Kuning", "Merah", "(kosong)")
    facts = under(blocks, "Hasil Perhitungan")[0]
    assert isinstance(facts, FactLines)
    assert [value.text for label, value in facts.rows if label == "Macam"] == ["Kuning; Merah"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("jenjang.baris", [["1", "Kuning", "2"], ["2", "Merah", "1"], ["3", "(kosong)", "1"]]),
        ("jenjang.baris | selectattr('n', 'gt', 1)", [["1", "Kuning", "2"]]),
        ("jenjang.baris | sort(attribute='kelompok', reverse=true)", [["1", "Merah", "1"], ["2", "Kuning", "2"], ["3", "(kosong)", "1"]]),
    ],
)
def test_computed_table__of_a_scores_rows_prints_their_keys_by_name(tmp_path: Path, rows: str, wanted: list[list[str]]) -> None:
    """Two rows are of K and one of M; the letters sort as the keys they are, "M" before "K" before "(" downwards."""
    entry = f'  - {{name: dari_skor, label: Dari Skor, type: table, expr: "{rows}", show: [kelompok, n]}}\ncharts:\n'
    [found] = under(printed(tmp_path, SPEC.replace("charts:\n", entry)), "Dari Skor")
    assert cells(found) == wanted


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("in: hasil.rinci", "in: hasil.rincii", "maksud Anda “hasil.rinci”"),
        ("in: hasil.rinci", "in: judul", "bukan kelompok"),
        ("in: hasil.rinci", "in: hasil, after: judul", "salah satu saja"),
        ("show: [celah, nama]", "show: [celahh, nama]", "maksud Anda “celah”"),
        ("labels: {celah: Selisih}", "labels: {selisih: Selisih}", "bukan kolom profil"),
        ("sort: -celah, nama", "sort: -celahh, nama", "maksud Anda “celah”"),
        (
            "expr: \"profil | selectattr('celah', 'gt', 1)\", show: [celah, nama], labels: {celah: Selisih}",
            'expr: "[1, 2]"',
            "memerlukan show:",
        ),
    ],
)
def test_computed__what_cannot_be_placed_or_shown_is_a_fault_with_the_nearest_name(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SPEC
    with pytest.raises(SpecFault, match=words):
        home(tmp_path, SPEC.replace(old, new) + PDF, COLOURS).compiled("uji").prepare()


AFTER = """\
fields:
  - name: butir
    label: Butir
    type: table
    required: true
    fields:
      - {name: kode, label: Kode, type: text}
      - {name: rencana, label: Rencana, type: text, print: hidden}
  - {name: penutup, label: Penutup, type: paragraph}
computed:
  - {name: banyak, label: Banyak, expr: butir | length, after: butir}
  - {name: dua_kali, label: Dua kali, expr: banyak * 2, after: banyak}
  - {name: daftar, label: Daftar Rencana, type: table, expr: "butir | rejectattr('rencana', 'kosong') | list", show: [kode, rencana], after: dua_kali}
"""


def test_computed__values_behind_each_other_stand_in_their_order_behind_the_field(tmp_path: Path) -> None:
    """Two rows, twice that is four; one row has a plan. The table's heading is a chapter's, as the field is one."""
    found = printed(tmp_path, AFTER, "butir: [{kode: A, rencana: Ubah}, {kode: B}]\npenutup: Selesai\n")
    assert [type(block) for block in found[1:6]] == [HeadingLine, TableRows, FactLines, HeadingLine, TableRows]
    _, whole, facts, heading, plans = found[1:6]
    assert isinstance(facts, FactLines)
    assert [(label, shown.text) for label, shown in facts.rows] == [("Banyak", "2"), ("Dua kali", "4")]
    assert heading == HeadingLine(2, "Daftar Rencana")
    assert isinstance(whole, TableRows)
    assert isinstance(plans, TableRows)
    assert [column.label for column in whole.columns] == ["Kode"]
    assert [[cell.text for cell in row] for row in plans.rows] == [["A", "Ubah"]]


def test_computed_table__stands_in_groups_under_a_title_as_its_spec_says(tmp_path: Path) -> None:
    spec = SPEC.replace(
        "show: [celah, nama], labels: {celah: Selisih}",
        "show: [nama, jenjang, celah], group_by: jenjang, caption: Pilihan, widths: {nama: 5}",
    )
    [rows] = under(printed(tmp_path, spec), "Pilihan")
    assert isinstance(rows, TableRows)
    assert [column.label for column in rows.columns] == ["Nama", "Celah"]
    assert [(group.first, group.name) for group in rows.groups] == [(0, "Merah"), (1, "Kuning")]
    compiled = home(tmp_path, spec + PDF, COLOURS).compiled("uji")
    grid = next(block for block in _flat(outline(compiled)) if getattr(block, "rows", "") == "pilih")
    assert (grid.caption, [column.said_cm for column in grid.columns]) == ("Pilihan", [5.0, 0.0, 0.0])


def test_computed_table__of_a_scores_rows_prints_its_numbers_as_the_score_does_in_the_widths_of_its_spec(tmp_path: Path) -> None:
    """Rows of a score, put in another order: numbers stand to the right, with the decimals and words of the score's own table."""
    spec = SPEC.replace(
        "  - {name: macam,",
        "  - {name: biaya, label: Menurut Nama, score: ringkas, with: {dari: profil, menurut: \"['nama']\", nilai: \"'celah'\"},\n"
        "     show: [{table: baris, columns: [kelompok, n, rerata]}]}\n"
        "  - {name: ulang, label: Terbalik, type: table, expr: \"biaya.baris | sort(attribute='kelompok', reverse=true)\",\n"
        "     show: [kelompok, n, rerata], widths: {no: 1.2, kelompok: 5}}\n"
        "  - {name: macam,",
    )
    [rows] = under(printed(tmp_path, spec), "Terbalik")
    assert cells(rows)[:2] == [["1", "Dedi", "1", ""], ["2", "Citra", "1", "2,5"]]
    blocks = _flat(outline(home(tmp_path, spec + PDF, COLOURS).compiled("uji")))
    own, other = (next(block for block in blocks if getattr(block, "rows", "") == name) for name in ("biaya.baris", "ulang"))
    assert [column.value.align for column in own.columns] == ["left", "right", "right"]
    assert [(c.label, c.value.align, c.value.format) for c in other.columns[1:]] == [
        (c.label, c.value.align, c.value.format) for c in own.columns
    ]
    assert [column.said_cm for column in other.columns] == [Decimal("1.2"), 5, 0, 0]


def _flat(blocks: Any) -> list[Any]:
    return [one for block in blocks for one in (block, *_flat(getattr(block, "blocks", ())))]


def test_computed__of_no_table_takes_nothing_of_one(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match="hanya bagi tabel hitungan"):
        home(tmp_path, SPEC.replace("expr: profil | length,", "expr: profil | length, caption: X,") + PDF, COLOURS).compiled(
            "uji"
        ).prepare()


FIXED = """
fields: [{{name: f, type: table, rows: warna, {said}, fields: [{{name: n, type: integer}}]}}]
"""


def test_fixed_rows__are_sorted_by_a_column_of_their_reference_table(tmp_path: Path) -> None:
    """The table lists M before K."""
    from generator.render.context import context_of
    from tests.homes import examined

    found = examined(home(tmp_path, FIXED.format(said="sort: kode") + PDF, COLOURS), "f: {}\n")
    codes = [str(row["kode"]) for row in context_of(found.document.compiled, found.scope)["f"]]
    assert codes == ["K", "M"]


@pytest.mark.parametrize("said", ["sort: -kodee", "widths: {kodee: 3}"])
def test_fixed_rows__a_column_that_nobody_has_is_a_fault(tmp_path: Path, said: str) -> None:
    with pytest.raises(SpecFault, match="maksud Anda “kode”"):
        home(tmp_path, FIXED.format(said=said) + PDF, COLOURS).compiled("uji").prepare()
