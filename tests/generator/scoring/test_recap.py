"""Counting rows by the value of a column. DOC-06, DOC-17: the distribution of predikat."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.scoring.recap import BLANK
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import as_plain, run
from validators.absence import CACAT, KOSONG

ROWS = [{"predikat": "Baik"}, {"predikat": "Cukup"}, {"predikat": "Baik"}]


def test_recap__counts_and_shares() -> None:
    assert as_plain(run("rekap", {"dari": ROWS, "per": "predikat"})) == [
        {"nilai": "Baik", "jumlah": 2, "persen": Fraction(200, 3)},
        {"nilai": "Cukup", "jumlah": 1, "persen": Fraction(100, 3)},
    ]


def test_recap__print_order_shows_zeros_and_keeps_what_it_does_not_name() -> None:
    found = run("rekap", {"dari": ROWS, "per": "predikat", "urutan": ["Amat Baik", "Cukup"]})
    assert [(row.nilai, row.jumlah) for row in found] == [("Amat Baik", 0), ("Cukup", 1), ("Baik", 2)]


def test_recap__blanks_and_other_types() -> None:
    rows = [{"x": {"y": 2}}, {"x": {"y": Fraction(5, 2)}}, {"x": {"y": KOSONG}}, {"x": {"y": True}}]
    assert [row.nilai for row in run("rekap", {"dari": rows, "per": "x.y"})] == ["2", "2,5", BLANK, "Ya"]


def test_recap__a_list_counts_under_each_of_its_items() -> None:
    """Of three activities two ask the head, one of them and another ask colleagues: 2/3 and 2/3 of the rows."""
    rows = [{"asal": ["Kepala", "Rekan", "Kepala"]}, {"asal": ["Kepala"]}, {"asal": ["Rekan"]}]
    assert [(row.nilai, row.jumlah, row.persen) for row in run("rekap", {"dari": rows, "per": "asal"})] == [
        ("Kepala", 2, Fraction(200, 3)),
        ("Rekan", 2, Fraction(200, 3)),
    ]
    assert [(row.nilai, row.jumlah) for row in run("rekap", {"dari": [{"asal": []}], "per": "asal"})] == [(BLANK, 1)]


def test_recap__no_rows_is_an_empty_table() -> None:
    assert run("rekap", {"dari": [], "per": "predikat"}) == ()
    assert run("rekap", {"dari": [], "per": "predikat", "urutan": ["Baik"]})[0].persen is None


def test_recap__a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(ScoreRefused, match="pilihan-tidak-dikenal"):
        run("rekap", {"dari": ROWS, "per": "predicate"})


def test_recap__a_wrong_cell_makes_the_count_wrong() -> None:
    assert run("rekap", {"dari": [*ROWS, {"predikat": CACAT}], "per": "predikat"}) is CACAT


def test_recap__a_wrong_cell_of_another_column_is_nothing_to_it() -> None:
    assert run("rekap", {"dari": [{"predikat": "Baik", "nip": CACAT}], "per": "predikat"})[0].jumlah == 1
