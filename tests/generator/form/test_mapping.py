"""Questions find their places by label, heading path and name; what is not sure is said. FRM-06."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.form.mapping import ColumnSample, Standing, proposed, question_names
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from tests.homes import home, table

FIELDS = """
fields:
  - {name: nama, label: Nama, type: text}
  - {name: unit, label: Unit Kerja, type: text}
  - {name: mulai, label: Tanggal Mulai, type: date}
  - {name: minat, label: Minat, type: list, of: {type: choice, choices: [Seni, "Olahraga, Tari"]}}
  - name: luaran
    label: Luaran
    type: table
    key: hasil
    fields:
      - {name: hasil, label: Hasil, type: text}
      - {name: poin, label: Poin, type: integer}
      - {name: jumlah, label: Jumlah Ganda, type: integer, expr: row.poin * 2}
      - {name: langkah, label: Langkah, type: table, fields: [{name: apa, label: Apa, type: text}, {name: kapan, label: Kapan, type: text}]}
  - {name: kuesioner, label: Kuesioner, type: table, rows: butir, fields: [{name: skor, label: Skor, type: integer, minimum: 1, maximum: 4}]}
  - {name: silang, label: Penilaian, type: matrix, rows: luaran, columns: butir, of: {type: integer}}
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> CompiledSpec:
    types: Catalogue = home(
        tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/butir.yaml": table("B1: Materi sesuai", "B2: Waktu cukup")}
    )
    return types.compiled("uji")


def found(compiled: CompiledSpec, *headings: str, samples: Mapping[str, ColumnSample] | None = None) -> list[tuple[str, str]]:
    """Return the address and the standing of each question."""
    columns = [(samples or {}).get(heading, ColumnSample()) for heading in headings]
    return [(one.target.address if one.target else "", one.standing.name) for one in proposed(headings, columns, compiled)]


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("Nama", "nama"),
        ("1. Unit\u00a0Kerja :", "unit"),
        ("UNIT KERJA*", "unit"),
        ("nama lengkap", "nama"),
        ("Poin", "luaran.1.poin"),
        ("Luaran 2 – Poin", "luaran.2.poin"),
        ("Luaran 2: Poin", "luaran.2.poin"),
        ("Poin (Luaran 3)", "luaran.3.poin"),
        ("Poin [Luaran 3]", "luaran.3.poin"),
        ("Hasil ke-4 - Poin", "luaran.4.poin"),
        ("Poin 5", "luaran.5.poin"),
        ("luaran/poin", "luaran.1.poin"),
        ("luaran.6.poin", "luaran.6.poin"),
        ("Luaran 2 – Langkah 3 – Apa", "luaran.2.langkah.3.apa"),
        ("Kuesioner [Materi sesuai]", "kuesioner.B1.skor"),
        ("Skor [Materi sesuai]", "kuesioner.B1.skor"),
        ("Kuesioner [B2] Skor", "kuesioner.B2.skor"),
        ("Materi sesuai: Skor", "kuesioner.B1.skor"),
        ("Poin [Modul ajar]", "luaran[Modul ajar].poin"),
        ("Penilaian [Modul ajar] [Waktu cukup]", "silang.Modul ajar.B2"),
        ("silang[Modul.ajar][B2]", "silang[Modul.ajar].B2"),
        ("Minat 2", "minat.2"),
    ],
)
def test_question__names_its_place(compiled: CompiledSpec, heading: str, address: str) -> None:
    assert found(compiled, heading) == [(address, "SURE")]


def test_question__of_a_table_asked_again_is_its_next_row(compiled: CompiledSpec) -> None:
    assert found(compiled, "Hasil", "Poin", "Hasil", "Poin") == [
        ("luaran.1.hasil", "SURE"),
        ("luaran.1.poin", "SURE"),
        ("luaran.2.hasil", "SURE"),
        ("luaran.2.poin", "SURE"),
    ]
    # pandas counts the second as .1, Microsoft Forms as 2 without a blank
    assert found(compiled, "Poin", "Poin.1", "Poin.2") == [(f"luaran.{row}.poin", "SURE") for row in (1, 2, 3)]
    assert found(compiled, "Poin", "Poin2", "Poin3") == [(f"luaran.{row}.poin", "SURE") for row in (1, 2, 3)]


def test_question__of_a_single_field_asked_twice_is_doubled(compiled: CompiledSpec) -> None:
    assert found(compiled, "Nama", "Unit Kerja", "Nama") == [("nama", "SURE"), ("unit", "SURE"), ("", "DOUBLED")]
    assert question_names(["Nama", "Nama", "Nama "]) == ("Nama", "Nama (2)", "Nama (3)")


def test_question__nearly_a_place_gives_way_to_the_one_that_is_it(compiled: CompiledSpec) -> None:
    assert found(compiled, "Unit Kerja Anda", "Unit Kerja") == [("", "DOUBLED"), ("unit", "SURE")]
    assert found(compiled, "Unit Kerja Anda", "Apa kesanmu?", "Untitled Question") == [("unit", "NEAR"), ("", "UNKNOWN"), ("", "UNKNOWN")]
    assert found(compiled, "Tanggal Mulai (hari/bulan/tahun)") == [("mulai", "NEAR")]
    assert found(compiled, "Kegiatan lain 2 – Poin") == [("luaran.2.poin", "NEAR")]


def test_question__that_a_service_adds_is_passed_over(compiled: CompiledSpec) -> None:
    google = found(compiled, "Timestamp", "Email Address", "Score", "Nama", "Nama [Score]", "Nama [Feedback]", "Jumlah Ganda")
    assert [standing for _, standing in google] == ["PASSED", "PASSED", "PASSED", "SURE", "PASSED", "PASSED", "PASSED"]
    microsoft = found(compiled, "ID", "Start time", "Completion time", "Email", "Name", "Nama", "Points - Nama")
    assert [standing for _, standing in microsoft] == [*["PASSED"] * 5, "SURE", "PASSED"]
    kobo = found(compiled, "start", "end", "nama", "_id", "_submission_time", "_validation_status")
    assert [standing for _, standing in kobo] == ["PASSED", "PASSED", "SURE", "PASSED", "PASSED", "PASSED"]
    assert found(compiled, "start", "Nama") == [("", "UNKNOWN"), ("nama", "SURE")]  # nobody's own column elsewhere


def test_question__of_ticks_is_a_choice_of_its_list(compiled: CompiledSpec) -> None:
    ticks = ColumnSample(is_ticked=True)
    headings = ("minat", "minat/Seni", "minat/Olahraga, Tari")
    assert found(compiled, *headings, samples=dict.fromkeys(headings[1:], ticks)) == [
        ("", "PASSED"),
        ("minat=Seni", "SURE"),
        ("minat=Olahraga, Tari", "SURE"),
    ]


def test_question__without_an_answer_anywhere_is_passed_over(compiled: CompiledSpec) -> None:
    assert found(compiled, "Apa saja", samples={"Apa saja": ColumnSample(is_empty=True)}) == [("", Standing.PASSED.name)]
