"""What a refused schedule says: code, place and the facts of its sentence, and how names and times are read and shown. DOC-10, SCO-14."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from generator.scoring.refusal import Place, ScoreRefused
from generator.scoring.schedule.checks import check_arguments, clock, folded, weekday
from generator.scoring.schedule.plan import Arguments, AturanModa, Istirahat, JamKerja, Libur, MataAjar
from generator.scoring.schedule.terms import Pengampu

KAMIS = date(2026, 3, 5)
LURING = AturanModa("luring", 45, 10)
Told = list[tuple[str, Place, dict[str, str]]]


def course(**more: Any) -> Arguments:
    """Return a luring course with nothing wrong in it but what `more` puts in."""
    given: dict[str, Any] = {"mata_ajar": (MataAjar("Inti", 2),), "mulai": KAMIS, "jam_kerja": (JamKerja(time(8), time(16)),)}
    return Arguments(**(given | {"aturan": (LURING,), "moda": "luring", "kelas": ("A", "B")} | more))


WRONG: dict[str, tuple[dict[str, Any], Told]] = {
    "rules": (
        {"aturan": (LURING, AturanModa("daring", 0, -3))},
        [
            ("aturan-jp-tidak-sah", ("aturan", 1, "menit_per_jp"), {"nama": "daring", "nilai": "0"}),
            ("aturan-jp-tidak-sah", ("aturan", 1, "jp_per_hari"), {"nama": "daring", "nilai": "-3"}),
        ],
    ),
    "struktur": (
        {"mata_ajar": (MataAjar("Inti", 1), MataAjar("Latihan", 0), MataAjar("  inti ", 1))},
        [
            ("jp-tidak-sah", ("mata_ajar", 1, "jp"), {"nama": "Latihan", "jp": "0"}),
            ("mata-ajar-ganda", ("mata_ajar", 2), {"nama": "  inti "}),
        ],
    ),
    "moda": (
        {"aturan": (LURING, AturanModa("daring", 40)), "moda": None, "mata_ajar": (MataAjar("Inti", 2), MataAjar("Akhir", 1, "radio"))},
        [
            ("moda-tidak-dikenal", ("mata_ajar", 0, "moda"), {"nama": "Inti", "nilai": "", "pilihan": "luring, daring"}),
            ("moda-tidak-dikenal", ("mata_ajar", 1, "moda"), {"nama": "Akhir", "nilai": "radio", "pilihan": "luring, daring"}),
        ],
    ),
    "classes": (
        {"kelas": ("A", "B", "b"), "pengampu": (Pengampu("Inti", "A", "Ani"), Pengampu("Seni", "C", "Budi"))},
        [
            ("kelas-ganda", ("kelas", 2), {"nama": "b"}),
            ("mata-ajar-tidak-dikenal", ("pengampu", 1, "mata_ajar"), {"nama": "Seni"}),
            ("kelas-tidak-dikenal", ("pengampu", 1, "kelas"), {"nama": "C"}),
        ],
    ),
    "stretches": (
        {"sampai": date(2026, 3, 4), "libur": (KAMIS, Libur(date(2026, 4, 2), date(2026, 4, 1)))},
        [
            ("masa-terbalik", ("sampai",), {"nama": "sampai", "mulai": "5 Maret 2026", "sampai": "4 Maret 2026"}),
            (
                "masa-terbalik",
                ("libur", 1, "sampai"),
                {"nama": "libur, baris 2, sampai", "mulai": "2 April 2026", "sampai": "1 April 2026"},
            ),
        ],
    ),
    "hours": (
        {"jam_kerja": (JamKerja(time(16), time(7, 45)),), "istirahat": (Istirahat(time(10), time(10)),)},
        [
            (
                "jam-terbalik",
                ("jam_kerja", 0, "selesai"),
                {"nama": "jam kerja, baris 1, selesai", "mulai": "16.00", "selesai": "07.45"},
            ),
            (
                "jam-terbalik",
                ("istirahat", 0, "selesai"),
                {"nama": "istirahat, baris 1, selesai", "mulai": "10.00", "selesai": "10.00"},
            ),
        ],
    ),
}


@pytest.mark.parametrize(("wrong", "told"), WRONG.values(), ids=WRONG)
def test_check_arguments__each_refusal_names_its_place_and_its_facts(wrong: dict[str, Any], told: Told) -> None:
    """DOC-10: all that is wrong, in the order of the arguments, each with the words as they were written."""
    with pytest.raises(ScoreRefused) as caught:
        check_arguments(course(**wrong))
    assert [(one.code, one.place, one.facts) for one in caught.value.all] == told


def test_check_arguments__the_smallest_rule_is_allowed() -> None:
    """SCO-14: one minute a JP, one JP a day, one JP of a mata ajar; a last day that is the first."""
    check_arguments(course(aturan=(AturanModa("luring", 1, 1),), mata_ajar=(MataAjar("Inti", 1),), sampai=KAMIS))


def test_check_arguments__what_is_no_holiday_is_named_with_its_row() -> None:
    """DOC-10: the second row of `libur` is a text."""
    with pytest.raises(TypeError) as caught:
        check_arguments(course(libur=(KAMIS, "besok")))
    assert str(caught.value) == "libur, baris 2: harus tanggal atau baris berkolom tanggal."


def test_weekday__a_name_that_is_none_is_said_as_written() -> None:
    """DOC-10. "AHAD" is Minggu, the seventh day."""
    assert [weekday(" JUM'AT ", ()), weekday("AHAD", ())] == [4, 6]
    with pytest.raises(ScoreRefused) as caught:
        weekday("Sunday", ("jam_kerja", 3, "hari"))
    refused = caught.value
    assert (refused.code, refused.place, refused.facts["nilai"]) == ("hari-tidak-dikenal", ("jam_kerja", 3, "hari"), "Sunday")


@pytest.mark.parametrize(
    ("moment", "text"),
    [(time(13, 5), "13.05"), (time(0, 59), "00.59"), (785, "13.05"), (720, "12.00"), (60, "01.00"), (59, "00.59")],
)
def test_clock__hours_and_minutes(moment: time | int, text: str) -> None:
    """DOC-10: 13 × 60 + 5 = 785, 12 × 60 = 720 minutes since midnight."""
    assert clock(moment) == text


def test_folded__one_blank_between_words() -> None:
    """DOC-10: neither case nor the number of blanks parts two names."""
    assert folded("  Pendalaman \t MATERI\n") == "pendalaman materi"
