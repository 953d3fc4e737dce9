"""Bare tables: rows of headings found, rows of totals told apart, text files in the encodings that spreadsheets write.

IN-01: CSV with `,` or `;` or tab, UTF-8 with and without mark, UTF-16, Windows-1252; YAML and JSON rows; Parquet.
IN-02: places by line. IN-03: doubled keys. FRM-03: stray blanks, empty rows and columns.
"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from generator.errors import IntakeFault
from generator.form.bare import folded
from generator.intake.tables.large import open_large
from generator.intake.tables.read import read_table
from validators.absence import KOSONG
from validators.values import parse_number

KNOWN = ("kabupaten", "lulus", "sasaran", "guru")


def written(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def table(tmp_path, content, name="tabel.csv", known=KNOWN):
    return read_table(written(tmp_path, name, content), known, shown=name)


def places(table):
    return [[table.place(at, column) for column in range(len(table.headings))] for at in range(len(table.rows))]


def codes(table):
    return [(str(one.severity), one.code, one.place.line) for one in table.found]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["koma", "titik koma", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_csv__any_separator_and_encoding(tmp_path, separator, encoding) -> None:
    """IN-01."""
    text = f"kabupaten{separator}lulus\r\nKabupaten Café{separator}80\r\n"
    found = table(tmp_path, text.encode(encoding))
    assert (found.headings, found.rows) == (("kabupaten", "lulus"), (("Kabupaten Café", "80"),))


def test_csv__decimal_commas_do_not_separate(tmp_path) -> None:
    """IN-06: three cells a row by `;`, though `,` would cut the rows below the headings into three as well."""
    found = table(tmp_path, "nama;pre;post\nAni;3,2;4,0\nBudi;2,5;3,5\n", known=("nama",))
    assert found.rows == (("Ani", "3,2", "4,0"), ("Budi", "2,5", "3,5"))


def test_csv__quoted_line_break_keeps_the_lines_right(tmp_path) -> None:
    """IN-02: the record after a cell of two lines stands in line 4."""
    found = table(tmp_path, 'kabupaten,lulus\n"Kota\nContoh",1\nKota Lain,2\n')
    assert [row[0].line for row in places(found)] == [2, 4]
    assert found.rows[0][0] == "Kota\nContoh"


def test_csv__separator_named_in_the_first_line(tmp_path) -> None:
    found = table(tmp_path, "sep=;\nkabupaten;lulus\nA, B;1\n")
    assert (found.rows, places(found)[0][0].line) == ((("A, B", "1"),), 3)


def test_csv__apostrophe_before_a_formula_sign_is_taken_off(tmp_path) -> None:
    """SAFE-04: what our own lists write so that no spreadsheet computes it."""
    found = table(tmp_path, "kabupaten,lulus\n'=SUM(A1),'-5\n'biasa,1\n")
    assert [row[0] for row in found.rows] == ["=SUM(A1)", "'biasa"]
    assert found.rows[0][1] == "-5"


def test_heading_row__below_titles(tmp_path) -> None:
    found = table(tmp_path, "Laporan Balai Contoh;;\n;;\nTahun;2026;\n Kabupaten : ;LULUS;Sasaran.\nA;1;2\n")
    assert [folded(heading) for heading in found.headings] == ["kabupaten", "lulus", "sasaran"]
    assert (found.rows, places(found)[0][0].line) == ((("A", "1", "2"),), 5)


def test_heading_row__without_known_headings_is_as_wide_as_the_table(tmp_path) -> None:
    found = table(tmp_path, "Angket kepuasan,,\nMateri,Narasumber,Sarana\n4,3,4\n", known=())
    assert (found.headings, found.rows) == (("Materi", "Narasumber", "Sarana"), (("4", "3", "4"),))


def test_rows__blank_rows_and_columns_are_left_out(tmp_path) -> None:
    """FRM-03."""
    found = table(tmp_path, "kabupaten,,lulus,\n,,,\nA,,1,\n,,,\nB,,2,\n")
    assert (found.headings, found.rows) == (("kabupaten", "lulus"), (("A", "1"), ("B", "2")))
    assert [row[0].line for row in places(found)] == [3, 5]


@pytest.mark.parametrize("word", ["Jumlah", "TOTAL", "Rata-rata", "Jumlah keseluruhan", "Grand Total", "Rerata"])
def test_rows__totals_at_the_end_are_told_apart(tmp_path, word) -> None:
    found = table(tmp_path, f"kabupaten,lulus\nA,1\nB,2\n{word},3\n")
    assert (len(found.rows), codes(found)) == (2, [("note", "baris-jumlah", 4)])


def test_rows__totals_in_the_middle_are_an_error(tmp_path) -> None:
    found = table(tmp_path, "kabupaten,lulus\nA,1\nSubtotal,1\nB,2\n")
    assert (len(found.rows), codes(found)) == (3, [("error", "baris-jumlah-di-tengah", 3)])


def test_rows__a_row_called_like_a_total_with_more_words_is_asked_about(tmp_path) -> None:
    """SCO-94: 1 + 2 is not 5, so the words alone speak for a total."""
    assert codes(table(tmp_path, "kabupaten,lulus\nA,1\nB,2\nJumlah guru mapel,5\n")) == [("error", "baris-rancu", 4)]


def test_columns__data_without_a_heading_is_reported(tmp_path) -> None:
    found = table(tmp_path, "kabupaten,,lulus\nA,x,1\n")
    assert (found.rows, codes(found)) == ((("A", "1"),), [("warning", "kolom-tanpa-judul", 2)])


def test_yaml__rows_with_the_line_of_each_key(tmp_path) -> None:
    """IN-04: scalars stay text."""
    text = "- kabupaten: A\n  lulus: 0123\n- lulus: no\n  kabupaten:\n"
    found = table(tmp_path, text, "tabel.yaml")
    assert (found.headings, found.rows) == (("kabupaten", "lulus"), (("A", "0123"), (KOSONG, "no")))
    assert [[place.line for place in row] for row in places(found)] == [[1, 2], [4, 3]]


def test_json__numbers_stay_exact_and_one_row_may_stand_alone(tmp_path) -> None:
    found = table(tmp_path, '{"lulus": 270, "target": 0.125}', "tabel.json", ("lulus", "target"))
    assert found.rows == ((270, Decimal("0.125")),)


def test_json__rows_under_one_key(tmp_path) -> None:
    found = table(tmp_path, '{"wilayah": [{"kabupaten": "A", "lulus": 1}]}', "tabel.json")
    assert found.rows == (("A", 1),)


def test_yaml__a_doubled_key_is_an_error(tmp_path) -> None:
    """IN-03."""
    assert codes(table(tmp_path, "- lulus: 1\n  lulus: 2\n  kabupaten: A\n", "t.yaml")) == [("error", "kunci-ganda", 2)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b'a,b\n"tidak ditutup,1\n' + b"x" * 140_000),
        ("t.yaml", b"- 1\n- 2\n"),
        ("t.json", b'[{"lulus": [1, 2]}]'),
        ("t.xlsx", b"bukan zip"),
        ("t.xlsx", b"\xd0\xcf\x11\xe0kunci sandi"),
        ("t.parquet", b"bukan parquet"),
        ("t.pdf", b"%PDF"),
    ],
)
def test_read_table__unreadable(tmp_path, name, content) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("polars")
    with pytest.raises(IntakeFault):
        table(tmp_path, content, name)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.json", "t.parquet"])
def test_read_table__missing_file(tmp_path, name) -> None:
    with pytest.raises(IntakeFault):
        read_table(tmp_path / name)


def test_parquet__typed_cells(tmp_path) -> None:
    """IN-06: a binary number is the shortest decimal that it is."""
    pl = pytest.importorskip("polars")
    file = tmp_path / "t.parquet"
    pl.DataFrame({"kabupaten": ["A", None], "lulus": [1, 2], "nilai": [3.2, 0.1]}).write_parquet(file)
    found = read_table(file, KNOWN)
    assert found.rows == (("A", 1, Decimal("3.2")), (KOSONG, 2, Decimal("0.1")))
    assert [row[0].line for row in places(found)] == [1, 2]


@pytest.mark.parametrize("kind", ["csv", "csv-besar", "json", "yaml", "parquet", "parquet-besar", "parquet-32", "parquet-32-besar"])
def test_table__a_mean_that_a_program_computed_is_seventy(tmp_path, monkeypatch, kind: str) -> None:
    """70.00000000000001 out of pandas was above 70 and passed; 70.4 of 32 bits was 70.4000015258789."""
    pl = pytest.importorskip("polars")
    file = tmp_path / f"t.{kind.partition('-')[0]}"
    rows = [{"nama": "Ani", "nilai": 70.00000000000001}, {"nama": "Budi", "nilai": 69.99999999999999}]
    expected = [70, 70]
    match kind:
        case "csv" | "csv-besar":
            file.write_text("nama;nilai\nAni;70,00000000000001\nBudi;69,99999999999999\n", encoding="utf-8")
        case "json" | "yaml":
            file.write_text(json.dumps(rows), encoding="utf-8")
        case "parquet" | "parquet-besar":
            pl.DataFrame(rows).write_parquet(file)
        case _:
            expected = [Decimal("70.4"), Decimal("0.1")]
            pl.DataFrame({"nama": ["Ani", "Budi"], "nilai": [70.4, 0.1]}, schema={"nama": pl.String, "nilai": pl.Float32}).write_parquet(
                file
            )
    if kind.endswith("-besar"):
        large = open_large(file, ["nama", "nilai"], shown="t", least_bytes=0)
        assert large is not None
        cells = [large.cell(row["1"]) for row in large.frame.collect().iter_rows(named=True)]
    else:
        cells = [row[1] for row in read_table(file, ["nama", "nilai"]).rows]
    assert [parse_number(cell) for cell in cells] == expected
