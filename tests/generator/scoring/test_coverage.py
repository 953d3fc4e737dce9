"""The dashboard. SCO-15 cakupan sasaran, cakupan kerja, waktu; DOC-05."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from generator.scoring.coverage import Result
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run
from tests.growth import cpu_seconds
from validators.absence import KOSONG

TODAY = date(2026, 6, 30)


def dashboard(**given_all: object) -> Result:
    return run("dasbor", {"per": TODAY, **given_all})


def test_dashboard__targets_overall_by_region_and_by_luaran() -> None:
    """SCO-15. (150 + 120)/(200 + 100) = 90 %; A 75 %, B 120 %, not cut; luaran Lokakarya 150/200, Pelatihan 120/100."""
    rows = [
        {"kabupaten": "A", "luaran": "Lokakarya", "dilatih": 150, "target": 200},
        {"kabupaten": "B", "luaran": "Pelatihan", "dilatih": 120, "target": 100},
    ]
    result = dashboard(sasaran=rows)
    assert (result.sasaran.percent, result.sasaran.pembilang, result.sasaran.penyebut) == (90, 270, 300)
    assert [(one.nama, one.percent) for one in result.sasaran_per_kabupaten] == [("A", 75), ("B", 120)]
    assert [(one.nama, one.percent) for one in result.sasaran_per_luaran] == [("Lokakarya", 75), ("Pelatihan", 120)]


def test_dashboard__rows_of_one_region_are_added() -> None:
    """(10 + 20)/(40 + 60) = 30 %, not the mean of 25 % and 33 %."""
    rows = [{"kabupaten": "A", "dilatih": 10, "target": 40}, {"kabupaten": "A", "dilatih": 20, "target": 60}]
    assert [one.percent for one in dashboard(sasaran=rows).sasaran_per_kabupaten] == [30]


def test_dashboard__stages() -> None:
    """SCO-15. 3 of 4 stages: 75 %."""
    assert dashboard(tahapan=[{"nama": "Inti", "selesai": 3, "direncanakan": 4}]).kerja.percent == 75


def activity(target: date, done: object, luaran: str = "") -> dict[str, object]:
    return {"nama": f"sampai {target:%d/%m}", "target": target, "selesai": done, "luaran": luaran}


def test_dashboard__activities_done_in_time_over_those_due() -> None:
    """SCO-15. Six are due, five of them done on or before their day: 500/6 = 250/3 %."""
    due = [activity(date(2026, 6, day), date(2026, 6, day)) for day in range(1, 6)]
    late = activity(date(2026, 6, 10), date(2026, 6, 11))
    result = dashboard(aktivitas=[*due, late])
    assert (result.waktu.percent, result.waktu.pembilang, result.waktu.penyebut) == (Fraction(250, 3), 5, 6)
    assert result.terlambat == ("sampai 10/06",)


def test_dashboard__due_today_counts_and_due_tomorrow_does_not() -> None:
    """SCO-15: done ahead of a target still to come is in neither count, so that 100 % is never passed."""
    rows = [activity(TODAY, KOSONG), activity(date(2026, 7, 1), date(2026, 6, 1))]
    waktu = dashboard(aktivitas=rows).waktu
    assert (waktu.pembilang, waktu.penyebut, waktu.percent) == (0, 1, 0)


def test_dashboard__time_by_luaran() -> None:
    rows = [activity(date(2026, 6, 1), date(2026, 6, 1), "Modul"), activity(date(2026, 6, 2), None, "Panduan")]
    assert [(one.nama, one.percent) for one in dashboard(aktivitas=rows).waktu_per_luaran] == [("Modul", 100), ("Panduan", 0)]


@pytest.mark.parametrize(
    ("first", "last", "elapsed", "planned"),
    [
        (date(2026, 6, 1), date(2026, 7, 30), 30, 60),
        (date(2026, 7, 1), date(2026, 7, 10), 0, 10),
        (date(2026, 6, 21), date(2026, 6, 25), 10, 5),
        (TODAY, TODAY, 1, 1),
    ],
    ids=["half-way", "not-begun", "overrun", "one-day"],
)
def test_dashboard__elapsed_over_planned_days(first: date, last: date, elapsed: int, planned: int) -> None:
    """SCO-15: both end days counted; June 1 to 30 is 30 days, June 1 to July 30 is 60; an overrun is not cut."""
    found = dashboard(mulai=first, akhir=last).berjalan
    assert (found.pembilang, found.penyebut, found.percent) == (elapsed, planned, Fraction(100 * elapsed, planned))


def test_dashboard__nothing_planned_has_no_number() -> None:
    """SCO-15: denominator 0."""
    result = dashboard()
    assert (result.sasaran.percent, result.kerja.percent, result.waktu.percent, result.berjalan) == (None, None, None, None)


def test_dashboard__programmes_running_done_and_planned() -> None:
    """The first and last day of a programme are days on which it runs."""
    spans = [("2026-06-30", "2026-07-05"), ("2026-06-01", "2026-06-30"), ("2026-06-01", "2026-06-29"), ("2026-07-01", "2026-07-02")]
    rows = [{"nama": first, "mulai": date.fromisoformat(first), "selesai": date.fromisoformat(last)} for first, last in spans]
    found = dashboard(program=rows).program
    assert (found.berjalan, found.selesai, found.direncanakan) == (2, 1, 1)


@pytest.mark.parametrize(
    ("given_all", "code", "place"),
    [
        ({"sasaran": [{"kabupaten": "A", "dilatih": -1, "target": 5}]}, "bilangan-negatif", ("sasaran", 0, "dilatih")),
        ({"tahapan": [{"selesai": 1, "rencana": -4}]}, "bilangan-negatif", ("tahapan", 0, "rencana")),
        ({"mulai": date(2026, 2, 1), "akhir": date(2026, 1, 1)}, "tanggal-terbalik", ("akhir",)),
        (
            {"program": [{"nama": "X", "mulai": date(2026, 2, 1), "selesai": date(2026, 1, 1)}]},
            "tanggal-terbalik",
            ("program", 0, "selesai"),
        ),
    ],
)
def test_dashboard__refused(given_all: dict[str, object], code: str, place: tuple[object, ...]) -> None:
    with pytest.raises(ScoreRefused) as caught:
        dashboard(**given_all)
    assert (caught.value.code, caught.value.place) == (code, place)
    assert "{" not in caught.value.message


def test_dashboard__zero_is_not_negative() -> None:
    rows = [{"kabupaten": "A", "dilatih": 0, "target": 5}]
    assert dashboard(sasaran=rows, tahapan=[{"selesai": 0, "direncanakan": 0}]).sasaran.percent == 0


def test_dashboard__a_programme_of_one_day() -> None:
    assert dashboard(program=[{"nama": "Seminar", "mulai": TODAY, "akhir": TODAY}]).program.berjalan == 1


def test_dashboard__of_many_regions_takes_time_in_proportion() -> None:
    """Each region's rows were looked for among all: 8,000 regions took six seconds."""

    def took(many: int) -> float:
        rows = [{"kabupaten": f"K{number}", "luaran": f"L{number}", "dilatih": 1, "target": 2} for number in range(many)]
        assert len(dashboard(sasaran=rows).sasaran_per_kabupaten) == many
        return cpu_seconds(lambda: dashboard(sasaran=rows))

    took(10)
    assert took(8_000) < 20 * took(1_000)
