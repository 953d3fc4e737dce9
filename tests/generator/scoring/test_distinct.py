"""People and things counted once each; every expected number counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run
from validators.absence import CACAT, KOSONG


def row(program: str, nama: str, nip: Any = KOSONG, nuptk: Any = KOSONG, **more: Any) -> dict[str, Any]:
    return {"program": program, "nama": nama, "nip": nip, "nuptk": nuptk, "unit": "SD 1", "lulus": "ya", **more}


def berbeda(*rows: dict[str, Any], **given: Any) -> Any:
    usual = {"penanda": ["nip", "nuptk"], "cadangan": ["nama", "unit"], "menurut": ["program"], "nama": "nama"}
    return run("berbeda", {"dari": list(rows), **usual, **given})


def test_distinct__a_person_in_two_programmes_counts_once() -> None:
    """Ani in A and B, Budi in A, Citra in B: three people, four places; Ani counts in each of her programmes."""
    found = berbeda(row("A", "Ani", "1"), row("A", "Budi", "2"), row("B", "Ani", "1"), row("B", "Citra", "3"))
    assert (found.n, found.berbeda, found.berulang, found.tanpa_penanda) == (4, 3, 1, 0)
    assert [(one.kelompok, one.n, one.berbeda) for one in found.baris] == [("A", 2, 2), ("B", 2, 2)]
    assert [(one.nama, one.n, one.kelompok, one.di) for one in found.daftar] == [("Ani", 2, "A; B", 2)]


def test_distinct__a_number_with_blanks_and_capitals_is_the_same_number() -> None:
    found = berbeda(
        row("A", "Ani", "19800101 200601 2 001"),
        row("B", "Ani R.", "198001012006012001"),
        row("B", "Ida", nuptk="ab1"),
        row("A", "I.", nuptk="AB1"),
    )
    assert (found.berbeda, found.berulang) == (2, 2)


def test_distinct__two_kinds_of_numbers_meet_in_a_third_row() -> None:
    """NIP alone, NUPTK alone, then both: one person; a NUPTK that equals another's NIP tells nothing."""
    assert berbeda(row("A", "Ani", "1"), row("B", "A. R.", nuptk="9"), row("C", "Ani", "1", "9")).berbeda == 1
    assert berbeda(row("A", "Ani", "1"), row("B", "Budi", nuptk="1")).berbeda == 2


def test_distinct__namesakes_with_numbers_are_two_and_one_without_is_the_first() -> None:
    """Two teachers of one name in one school; a row without a number joins the first of them, in another school nobody."""
    found = berbeda(
        row("A", "Ani", "1"), row("A", "Ani", "2"), row("B", "ANI "), row("B", "Ani", unit="SD 2"), row("C", "ani", unit="sd  2")
    )
    assert (found.n, found.berbeda, found.tanpa_penanda) == (5, 3, 3)
    assert [(one.nama, one.n) for one in found.daftar] == [("Ani", 2), ("Ani", 2)]


def test_distinct__rows_without_number_and_without_name_are_each_their_own() -> None:
    assert berbeda(row("A", "Ani", unit=KOSONG), row("B", "Ani", unit=KOSONG)).berbeda == 2
    assert berbeda(row("A", "Ani"), row("B", "Ani"), cadangan=[]).berbeda == 2


def test_distinct__by_two_columns_a_person_counts_under_each_answer_once() -> None:
    """Ani failed once and passed twice in A: one under each; Budi passed in both programmes."""
    found = berbeda(
        row("A", "Ani", "1", lulus="tidak"),
        row("A", "Ani", "1"),
        row("A", "Ani", "1"),
        row("A", "Budi", "2"),
        row("B", "Budi", "2"),
        menurut=["program", "lulus"],
    )
    assert {one.kelompok: one.berbeda for one in found.baris} == {"A · tidak": 1, "A · ya": 2, "B · ya": 1}


def test_distinct__no_rows_and_wrong_ones() -> None:
    assert berbeda().berbeda == 0
    assert berbeda(row("A", "Ani", CACAT)) is CACAT
    with pytest.raises(ScoreRefused):
        berbeda(row("A", "Ani"), penanda=[])


def test_distinct__ten_thousand_teachers_in_thirty_eight_programmes() -> None:
    """Every third goes to two programmes: 10,000 people, 13,334 places."""
    rows = [row(f"P{at % 38}", f"Guru {at}", f"{at:018}") for at in range(10_000)]
    rows += [row(f"P{at % 37}", f"Guru {at}", f"{at:018}") for at in range(0, 10_000, 3)]
    found = berbeda(*rows)
    assert (found.n, found.berbeda, found.berulang) == (13_334, 10_000, 3_334)
