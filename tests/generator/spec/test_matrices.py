"""Matrices: in a group, with sides of text, reference and date, computed, with sums and means. IN-06."""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.fields.shapes import Matrix, at
from generator.outline.blocks import MatrixGrid
from generator.outline.filled import TableRows, fill
from generator.outline.walk import outline
from generator.render.context import context_of
from tests.homes import document, examined, home, table, told
from validators.absence import KOSONG

COLOURS = {"specs/reference/warna.yaml": table("M: Merah", "K: Kuning")}
PDF = "outputs: [{kind: pdf, filename: x.pdf}]\n"
IN_A_GROUP = """\
fields:
  - name: d
    label: D
    type: group
    fields:
      - {name: orang, label: Orang, type: list, of: {type: text}}
      - {name: nilai, label: Nilai, type: matrix, rows: orang, columns: warna, of: {type: number}, sums: [rows, columns], means: [columns]}
  - {name: butir, label: Butir, type: list, of: {type: text}}
  - name: e
    label: E
    type: group
    fields:
      - {name: lain, label: Lain, type: matrix, rows: d.orang, columns: butir, of: {type: integer}}
"""
ANSWERS = """\
fields:
  - name: orang
    label: Orang
    type: table
    key: nama
    fields:
      - {name: nama, label: Nama, type: text}
      - {name: skor, label: Skor, type: integer, expr: "benar[row.nama] | sum"}
      - {name: rerata, label: Rerata, type: number, expr: "benar[row.nama] | rerata"}
  - name: butir
    label: Butir
    type: table
    key: nomor
    fields:
      - {name: nomor, label: Nomor, type: text}
      - {name: kunci, label: Kunci, type: choice, choices: [A, B]}
      - {name: betul, label: Betul, type: integer, expr: "benar | sum(attribute=row.nomor)"}
  - {name: jawaban, label: Jawaban, type: matrix, rows: orang, columns: butir, of: {type: choice, choices: [A, B]}}
  - name: benar
    label: Benar
    type: matrix
    rows: orang
    columns: butir
    of: {type: integer, expr: "1 if jawaban[row][column] == butir[column].kunci else 0"}
    sums: [rows, columns]
    means: [rows]
computed:
  - {name: semua, label: Semua, expr: benar | sum}
"""
SHEET = """\
orang: [{nama: Ani}, {nama: Budi}]
butir: [{nomor: "1", kunci: A}, {nomor: "2.a", kunci: B}, {nomor: "3", kunci: B}]
jawaban:
  Ani: {"1": A, "2.a": B, "3": A}
  Budi: {"1": A, "2.a": A}
"""


def printed(folder: Path, spec: str, data: str, name: str) -> TableRows:
    """Return the table that the shared page prints of a matrix."""
    found = examined(home(folder, spec + PDF, COLOURS), data)
    compiled = found.document.compiled
    label = at(compiled.spec.fields, tuple(name.split(".")))
    assert isinstance(label, Matrix)
    blocks = [block for block in _flat(outline(compiled)) if isinstance(block, MatrixGrid) and block.label == label.label]
    [filled] = fill(blocks, context_of(compiled, found.scope), compiled.environment)
    assert isinstance(filled, TableRows)
    return filled


def _flat(blocks: object) -> list[object]:
    flat: list[object] = []
    for block in blocks:
        flat += _flat(block.blocks) if hasattr(block, "blocks") else [block]
    return flat


def test_matrix__in_a_group_finds_its_sides_beside_it_and_by_path(tmp_path: Path) -> None:
    types = home(tmp_path, IN_A_GROUP + PDF, COLOURS)
    found = examined(types, "d:\n  orang: [Ani, Budi]\n  nilai: {Ani: {M: 1, Kuning: 2}}\nbutir: [a]\ne:\n  lain: {Budi: {a: 7}}\n")
    assert told(found.findings) == []
    assert found.scope["d"]["nilai"] == {"Ani": {"M": 1, "K": 2}, "Budi": {"M": KOSONG, "K": KOSONG}}
    assert found.scope["e"]["lain"] == {"Ani": {"a": KOSONG}, "Budi": {"a": 7}}


def test_matrix__in_a_group_tells_a_row_that_is_none(tmp_path: Path) -> None:
    found = examined(home(tmp_path, IN_A_GROUP + PDF, COLOURS), "d:\n  orang: [Ani, Budi]\n  nilai: {Anni: {M: 1}}\n")
    assert told(found.findings) == ["baris-matriks-tidak-dikenal@d.nilai.Anni"]


def test_matrix__a_side_holds_no_twins(tmp_path: Path) -> None:
    found = examined(home(tmp_path, IN_A_GROUP + PDF, COLOURS), "d:\n  orang: [Ani, Budi, ' ANI ']\nbutir: [x, x]\n")
    assert told(found.findings) == ["butir-kembar@butir.1", "butir-kembar@d.orang.2"]


def test_matrix__a_twin_is_told_once_and_asked_for_nothing(tmp_path: Path) -> None:
    spec = IN_A_GROUP.replace("of: {type: number}", "of: {type: number}, required: true")
    data = "d:\n  orang: [Ani, ani]\n  nilai: {Ani: {M: 1, K: 2}}\n"
    assert told(examined(home(tmp_path, spec + PDF, COLOURS), data).findings) == ["butir-kembar@d.orang.1"]


def test_matrix__prints_sums_and_means(tmp_path: Path) -> None:
    data = "d:\n  orang: [Ani, Budi]\n  nilai: {Ani: {M: 1, K: '2,5'}, Budi: {M: 4}}\n"
    found = printed(tmp_path, IN_A_GROUP, data, "d.nilai")
    assert [column.label for column in found.columns] == ["Orang", "Merah", "Kuning", "Jumlah"]
    assert [[cell.text for cell in row] for row in found.rows] == [["Ani", "1", "2,5", "3,5"], ["Budi", "4", "", "4"]]
    # means of the columns: (1 + 4) / 2 and 2,5 alone; sums 5, 2,5 and 7,5 in all
    assert [[cell.text for cell in row] for row in found.below] == [["Jumlah", "5", "2,5", "7,5"], ["Rata-rata", "2,5", "2,5", ""]]


def test_matrix__computed_of_another_and_of_keyed_rows(tmp_path: Path) -> None:
    found = examined(home(tmp_path, ANSWERS + PDF), SHEET)
    assert told(found.findings) == []
    assert found.scope["benar"] == {"Ani": {"1": 1, "2.a": 1, "3": 0}, "Budi": {"1": 1, "2.a": 0, "3": KOSONG}}
    assert [(row["skor"], row["rerata"]) for row in found.scope["orang"]] == [(2, Fraction(2, 3)), (1, Fraction(1, 2))]
    assert [row["betul"] for row in found.scope["butir"]] == [2, 1, 0]
    assert found.scope["semua"] == 3
    assert pickle.loads(pickle.dumps(found.scored)).scope["butir"].named("2.a")["kunci"] == "B"


def test_matrix__computed_prints_with_its_margins(tmp_path: Path) -> None:
    found = printed(tmp_path, ANSWERS, SHEET, "benar")
    assert [column.label for column in found.columns] == ["Nama", "1", "2.a", "3", "Jumlah", "Rata-rata"]
    assert [[cell.text for cell in row] for row in found.rows] == [["Ani", "1", "1", "0", "2", "0,67"], ["Budi", "1", "0", "", "1", "0,5"]]
    assert [[cell.text for cell in row] for row in found.below] == [["Jumlah", "2", "1", "0", "3", ""]]


def test_matrix__computed_is_nothing_to_write(tmp_path: Path) -> None:
    found = examined(home(tmp_path, ANSWERS + PDF), SHEET + "benar: {Ani: {'1': 1}}\n")
    assert told(found.findings) == ["kunci-dihitung@benar"]


@pytest.mark.parametrize(
    ("side", "data", "keys"),
    [
        (
            "date",
            "hari: [{k: 12 Juli 2026}, {k: 13 Juli 2026}]\nm: {12-7-2026: {M: 1}, 13 Juli 2026: {M: 2}}\n",
            ["12 Juli 2026", "13 Juli 2026"],
        ),
        ("reference, table: warna", "hari: [{k: Merah}, {k: K}]\nm: {M: {M: 1}, Kuning: {M: 2}}\n", ["Merah", "Kuning"]),
        ("text", "hari: [{k: a b}, {k: c}]\nm: {a b: {M: 1}, c: {M: 2}}\n", ["a b", "c"]),
    ],
)
def test_matrix__sides_of_each_kind(tmp_path: Path, side: str, data: str, keys: list[str]) -> None:
    spec = f"""\
fields:
  - {{name: hari, label: Hari, type: table, key: k, fields: [{{name: k, label: K, type: {side}}}, {{name: j, label: J, type: integer, expr: "m[row.k] | sum"}}]}}
  - {{name: m, label: M, type: matrix, rows: hari, columns: warna, of: {{type: integer}}}}
"""
    found = printed(tmp_path, spec, data, "m")
    assert [[cell.text for cell in row] for row in found.rows] == [[keys[0], "1", ""], [keys[1], "2", ""]]
    assert [row["j"] for row in examined(home(tmp_path, spec + PDF, COLOURS), data).scope["hari"]] == [1, 2]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("angka", "harus daftar, atau tabel berkunci"),
        ("t", "harus daftar, atau tabel berkunci"),
        ("entah", "bukan tabel berkunci, daftar, atau tabel rujukan"),
    ],
)
def test_matrix__a_side_that_cannot_be_one_is_a_fault(tmp_path: Path, rows: str, words: str) -> None:
    spec = f"""\
fields:
  - {{name: angka, label: A, type: list, of: {{type: number}}}}
  - {{name: t, label: T, type: table, fields: [{{name: a, label: A, type: text}}]}}
  - {{name: m, label: M, type: matrix, rows: {rows}, columns: warna, of: {{type: integer}}}}
"""
    with pytest.raises(SpecFault, match=words):
        home(tmp_path, spec + PDF, COLOURS).compiled("uji").prepare()


def test_matrix__computations_that_rest_on_each_other_are_a_fault(tmp_path: Path) -> None:
    spec = ANSWERS.replace('expr: "1 if jawaban[row][column] == butir[column].kunci else 0"', 'expr: "butir[column].betul"')
    with pytest.raises(SpecFault, match="dirinya sendiri"):
        home(tmp_path, spec + PDF).compiled("uji").prepare()


def test_matrix__invented_and_given_documents_fill_it(tmp_path: Path) -> None:
    from generator.invention import invented

    for spec in (IN_A_GROUP, ANSWERS):
        full = next(one for one in invented(home(tmp_path, spec + PDF, COLOURS).compiled("uji")) if one.name == "penuh")
        from generator.examine import examine

        assert told(examine(full.document).findings.errors) == []
    assert document(home(tmp_path, ANSWERS + PDF), SHEET).given.values["jawaban"]["Ani"]["3"] == "A"


BESIDE = (
    ANSWERS.replace("    rows: orang\n", "    rows: orang\n    beside: [rerata, skor]\n")
    .replace("    key: nomor\n", "    key: nomor\n    heading: judul\n")
    .replace(
        "      - {name: kunci,", "      - {name: judul, label: Judul, type: text, expr: \"'Butir ' ~ row.nomor\"}\n      - {name: kunci,"
    )
)


def test_matrix__prints_columns_of_its_rows_behind_its_sums(tmp_path: Path) -> None:
    """Ani has two of three right, A and B, but A where B is the key: a mean of 2/3 and a score of 2."""
    table = printed(tmp_path, BESIDE, SHEET, "benar")
    assert [column.label for column in table.columns][-2:] == ["Rerata", "Skor"]
    behind = {row[0].text: [cell.value for cell in row[-2:]] for row in table.rows}
    assert behind["Ani"] == [Fraction(2, 3), 2]
    assert [len(row) for row in (*table.rows, *table.below)] == [len(table.columns)] * (len(table.rows) + len(table.below))


def test_matrix__a_side_is_headed_by_the_column_that_its_table_says(tmp_path: Path) -> None:
    table = printed(tmp_path, BESIDE, SHEET, "benar")
    assert [column.label for column in table.columns][:4] == ["Nama", "Butir 1", "Butir 2.a", "Butir 3"]


def test_matrix__what_prints_beside_it_is_a_column_of_its_rows(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match=r"beside.*skorr.*skor"):
        examined(home(tmp_path, BESIDE.replace("rerata, skor]", "rerata, skorr]") + PDF, COLOURS), SHEET)
