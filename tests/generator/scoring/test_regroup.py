"""Rows taken together by columns, with sums, means and counts; each expected number worked by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.compute import compute
from generator.outline.blocks import Grid, Heading, MatrixGrid, When
from generator.outline.walk import outline
from generator.render.pictures import charts_of
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run
from tests import homes
from validators.absence import CACAT, KOSONG

TEACHERS: list[dict[str, Any]] = [
    {"mapel": "IPA", "kab": "Melati", "jumlah": 3},
    {"mapel": "IPA", "kab": "Kenanga", "jumlah": Decimal("1.5")},
    {"mapel": "Matematika", "kab": "Melati", "jumlah": KOSONG},
    {"mapel": "IPA", "kab": "Melati", "jumlah": 2},
]


def ringkas(**given: Any) -> Any:
    return run("ringkas", {"dari": TEACHERS, **given})


def test_regroup__sums_means_and_counts() -> None:
    """IPA: 3 + 1,5 + 2 = 6,5 of three rows; Matematika has a row and no number."""
    found = ringkas(menurut=["mapel"], nilai="jumlah")
    assert [(row.kelompok, row.n, row.terisi, row.jumlah, row.rerata) for row in found.baris] == [
        ("IPA", 3, 3, Fraction(13, 2), Fraction(13, 6)),
        ("Matematika", 1, 0, None, None),
    ]
    assert (found.keseluruhan.n, found.keseluruhan.jumlah) == (4, Fraction(13, 2))
    assert (found.lajur, found.tabel) == ((), {})


def test_regroup__a_column_for_each_value_in_the_order_given_then_as_they_appear() -> None:
    """IPA in Melati 3 + 2 = 5, in Kenanga 1,5; nobody in Anggrek."""
    found = ringkas(menurut=["mapel"], lajur="kab", nilai="jumlah", urutan=["Anggrek", "Kenanga"])
    assert found.lajur == ("Anggrek", "Kenanga", "Melati")
    assert found.tabel == {
        "IPA": {"Anggrek": None, "Kenanga": Fraction(3, 2), "Melati": Fraction(5)},
        "Matematika": {"Anggrek": None, "Kenanga": None, "Melati": None},
    }


def test_regroup__without_a_number_rows_are_counted() -> None:
    assert ringkas(menurut=["mapel"], lajur="kab").tabel == {"IPA": {"Melati": 2, "Kenanga": 1}, "Matematika": {"Melati": 1, "Kenanga": 0}}


def test_regroup__mean_in_the_cells_where_it_is_asked_for() -> None:
    assert ringkas(menurut=["mapel"], lajur="kab", nilai="jumlah", isi="rerata").tabel["IPA"] == {
        "Melati": Fraction(5, 2),
        "Kenanga": Fraction(3, 2),
    }


def test_regroup__by_several_columns() -> None:
    assert [row.kelompok for row in ringkas(menurut=["mapel", "kab"]).baris] == ["IPA · Melati", "IPA · Kenanga", "Matematika · Melati"]


def test_regroup__no_rows_is_an_empty_table() -> None:
    found = run("ringkas", {"dari": [], "menurut": ["mapel"], "lajur": "kab", "nilai": "jumlah"})
    assert (found.baris, found.tabel, found.keseluruhan.jumlah) == ((), {}, None)


def test_regroup__a_wrong_cell_makes_it_wrong_and_one_of_another_column_does_not() -> None:
    rows = [*TEACHERS, {"mapel": "IPS", "kab": "Melati", "jumlah": CACAT}]
    assert run("ringkas", {"dari": rows, "menurut": ["mapel"], "nilai": "jumlah"}) is CACAT
    assert run("ringkas", {"dari": rows, "menurut": ["mapel"]}).keseluruhan.n == 5


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"menurut": ["mata"]}, "pilihan-tidak-dikenal"),
        ({"menurut": ["mapel"], "lajur": "kota"}, "pilihan-tidak-dikenal"),
        ({"menurut": ["mapel"], "nilai": "kab"}, "bukan-bilangan"),
        ({"menurut": []}, "nilai-kosong"),
    ],
)
def test_regroup__refuses(given: dict[str, Any], code: str) -> None:
    with pytest.raises(ScoreRefused, match=code):
        ringkas(**given)


SPEC = """
fields:
  - name: guru
    type: table
    required: true
    fields: [{name: mapel, type: text}, {name: kab, type: text}]
computed:
  - {name: sebaran, label: Sebaran Guru, score: ringkas, with: {dari: guru, menurut: "['mapel']", lajur: "'kab'"}, show: [tabel, baris]}
charts:
  - {name: peta, kind: heatmap, of: sebaran.tabel, alt: Sebaran guru menurut mata pelajaran dan kabupaten}
"""


def test_regroup__prints_a_column_for_each_value_and_draws_a_heat_map_of_it(tmp_path: Path) -> None:
    catalogue = homes.home(tmp_path, SPEC)
    whens = [block for block in outline(catalogue.compiled("uji")) if isinstance(block, When)]
    table, rows = (when.blocks[1] for when in whens)
    assert whens[0].blocks[0] == Heading(3, "Menurut kelompok dan lajur")
    assert isinstance(table, MatrixGrid)
    assert (table.down.rows, table.across.rows) == ("sebaran.tabel", "sebaran.lajur")
    assert isinstance(rows, Grid)
    document = homes.document(catalogue, "guru: [{mapel: IPA, kab: Melati}, {mapel: IPS, kab: Kenanga}]")
    scope, _ = compute(document, frozenset())
    chart = charts_of(document.compiled, scope)["peta"]
    assert chart.categories == ("IPA", "IPS")
    assert [(one.name, one.values) for one in chart.series] == [("Melati", (1, 0)), ("Kenanga", (0, 1))]
