"""The calendar's edges: which days and windows hold a JP, and what a refusal names. DOC-10, SCO-14."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from generator.scoring.refusal import Place, ScoreRefused
from generator.scoring.schedule.plan import Arguments, AturanModa, Istirahat, JamKerja, Libur, MataAjar, Result, SesiTetap, susun_jadwal

KAMIS, JUMAT, SENIN, SELASA = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)
LURING = AturanModa("luring", 45, 10)
JAM = JamKerja(time(7, 30), time(17))
REHAT = Istirahat(time(12), time(13))


def schedule(jp: int, **more: Any) -> Result:
    """Return the schedule of one mata ajar of `jp` JP luring."""
    given = {"mulai": KAMIS, "jam_kerja": (JAM,), "aturan": (LURING,), "moda": "luring"}
    return susun_jadwal(Arguments((MataAjar("Inti", jp),), **(given | more)))


def lines(result: Result) -> list[tuple[date, time | None, time | None, int]]:
    return [(row.tanggal, row.mulai, row.selesai, row.jp) for row in result.sesi]


def test_calendar_of__without_names_of_days_saturday_is_off() -> None:
    """DOC-10: 11 JP from Friday: 10 on Friday, one on Monday."""
    assert [(day.tanggal, day.jp) for day in schedule(11, mulai=JUMAT, hari_kerja=()).hari] == [(JUMAT, 10), (SENIN, 1)]


def test_calendar_of__the_only_working_day_has_its_own_hours() -> None:
    """DOC-10: lessons are on Tuesdays only, and only Tuesday has hours: the first from Thursday 5 March 2026 is the tenth."""
    only = schedule(1, hari_kerja=("Selasa",), jam_kerja=(JamKerja(time(8), time(12), hari="Selasa"),))
    assert lines(only) == [(SELASA, time(8), time(8, 45), 1)]


def test_calendar_of__windows_that_touch_are_one() -> None:
    """DOC-10: 8.00 to 9.00 and 9.00 to 9.30 hold two JP in a row (90 minutes)."""
    hours = (JamKerja(time(8), time(9)), JamKerja(time(9), time(9, 30)))
    assert lines(schedule(2, jam_kerja=hours)) == [(KAMIS, time(8), time(9, 30), 2)]


def test_calendar_of__a_moda_whose_dates_are_given_needs_no_hours() -> None:
    """SCO-14: mandiri has no daily limit: its date stands although no hours are given."""
    fixed = (SesiTetap("Inti", KAMIS),)
    result = schedule(5, aturan=(AturanModa("mandiri", 45),), moda="mandiri", jam_kerja=(), tetap=fixed)
    assert lines(result) == [(KAMIS, None, None, 5)]


def test_calendar_of__a_long_jp_of_a_moda_whose_dates_are_given_need_not_fit() -> None:
    """SCO-14: 600 minutes of mandiri are more than the 570 of a day, but only the 45 of luring are planned."""
    assert lines(schedule(1, aturan=(LURING, AturanModa("mandiri", 600)))) == [(KAMIS, time(7, 30), time(8, 15), 1)]


def test_calendar_of__the_last_days_of_all() -> None:
    """DOC-10: 31 December 9999, a Friday, is the last date there is; 11 JP from Wednesday 29 still take Wednesday and Thursday."""
    days = schedule(11, mulai=date(9999, 12, 29)).hari
    assert [(day.tanggal, day.hari, day.jp) for day in days] == [(date(9999, 12, 29), "Rabu", 10), (date(9999, 12, 30), "Kamis", 1)]


REFUSED: dict[str, tuple[dict[str, Any], Place, str, str]] = {
    "weekday-of-hours": ({"jam_kerja": (JAM, JamKerja(time(8), time(9), hari="Monday"))}, ("jam_kerja", 1, "hari"), "nilai", "Monday"),
    "weekday-of-break": ({"istirahat": (REHAT, Istirahat(time(9), time(10), hari="Fri"))}, ("istirahat", 1, "hari"), "nilai", "Fri"),
    "hours-too-short": ({"jam_kerja": (JamKerja(time(8), time(8, 44)),)}, ("jam_kerja",), "menit", "45"),
    "ten-years-of-holiday": ({"libur": (Libur(KAMIS, date(2040, 1, 1)),)}, ("mulai",), "hari", "3.660"),
}


@pytest.mark.parametrize(("changes", "place", "fact", "printed"), REFUSED.values(), ids=REFUSED)
def test_calendar_of__a_refusal_names_its_place_and_its_fact(changes: dict[str, Any], place: Place, fact: str, printed: str) -> None:
    """DOC-10: the row and the column, and what the sentence prints: a JP has 45 minutes, a plan may last 3.660 days."""
    with pytest.raises(ScoreRefused) as caught:
        schedule(1, **changes)
    assert (caught.value.place, caught.value.facts[fact]) == (place, printed)
