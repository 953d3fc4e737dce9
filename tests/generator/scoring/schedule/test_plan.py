"""A training's schedule.

DOC-10: days, dates, times, mata diklat and narasumber are made from struktur, moda, start, holidays, breaks, classes, fixed sessions.
SCO-14: 45 minutes a JP, at most 10 JP a day luring and 5 daring, blended the sum of its parts; other moda: dates are given.
IN-09: JP that find no room before the last day are given back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.scoring.arguments import as_plain
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import run
from generator.scoring.schedule.plan import (
    MESSAGES,
    Arguments,
    AturanModa,
    Istirahat,
    JamKerja,
    Libur,
    MataAjar,
    Pengampu,
    Result,
    Sesi,
    SesiTetap,
    Sisa,
    susun_jadwal,
)
from validators.absence import KOSONG

KAMIS, JUMAT, SENIN, SELASA, RABU = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)
ATURAN = (
    AturanModa("luring", 45, 10),
    AturanModa("daring", 45, 5),
    AturanModa("blended", 45),
    AturanModa("jarak jauh", 45),
    AturanModa("mandiri", 45),
)
JAM = (JamKerja(time(7, 30), time(17, 0)),)
ISTIRAHAT = (Istirahat(time(12, 0), time(13, 0)), Istirahat(time(11, 30), time(13, 0), hari="Jumat", nama="Istirahat dan salat Jumat"))


def course(*mata_ajar, **changes):
    base = Arguments(mata_ajar=mata_ajar, mulai=KAMIS, jam_kerja=JAM, aturan=ATURAN, moda="luring", istirahat=ISTIRAHAT)
    return replace(base, **changes)


def lines(result, kelas=None):
    """Return the schedule as text lines: date, start, end, subject, JP; a continued line has a plus."""
    return [
        f"{row.tanggal.day} {row.mulai:%H.%M}-{row.selesai:%H.%M} {row.mata_ajar} {row.jp}{'+' if row.lanjutan else ''}"
        for row in result.sesi
        if kelas is None or row.kelas == kelas
    ]


THIRTY_TWO = (MataAjar("Umum", 8), MataAjar("Inti 1", 6), MataAjar("Inti 2", 12), MataAjar("Penunjang", 6))


def test_susun_jadwal__thirty_two_jp_luring_from_a_thursday_with_friday_break_and_a_holiday():
    """DOC-10, SCO-14. By hand: 7.30 + 6 x 45 = 12.00; on Friday a sixth JP would end at 12.00, after 11.30, so it waits for 13.00."""
    result = susun_jadwal(course(*THIRTY_TWO, libur=(SENIN,)))
    assert lines(result) == [
        "5 07.30-12.00 Umum 6",
        "5 12.00-13.00 Istirahat 0",
        "5 13.00-14.30 Umum 2+",
        "5 14.30-16.00 Inti 1 2",
        "6 07.30-10.30 Inti 1 4+",
        "6 10.30-11.15 Inti 2 1",
        "6 11.30-13.00 Istirahat dan salat Jumat 0",
        "6 13.00-16.45 Inti 2 5+",
        "10 07.30-12.00 Inti 2 6+",
        "10 12.00-13.00 Istirahat 0",
        "10 13.00-16.00 Penunjang 4",
        "11 07.30-09.00 Penunjang 2+",
    ]
    assert (result.jumlah_jp, result.jumlah_menit, result.jumlah_hari, result.hari_minimum) == (32, 1440, 4, 4)
    assert (result.mulai, result.selesai) == (KAMIS, RABU)
    assert [(day.hari_ke, day.hari, day.jp, day.batas) for day in result.hari] == [
        (1, "Kamis", 10, 10),
        (2, "Jumat", 10, 10),
        (3, "Selasa", 10, 10),
        (4, "Rabu", 2, 10),
    ]
    assert (result.bentrok, result.hari_penuh, result.tidak_tertampung) == ((), (), ())


def test_susun_jadwal__six_jp_over_two_days_keep_one_name():
    """DOC-10: 6 JP where 4 JP of the first day are left (7.30, 6 JP to 12.00, 13.00, 4 JP to 16.00): 4 today, 2 tomorrow."""
    result = susun_jadwal(course(MataAjar("Awal", 6), MataAjar("Enam", 6)))
    six = [row for row in result.sesi if row.mata_ajar == "Enam"]
    assert [(row.tanggal, row.mulai, row.selesai, row.jp, row.lanjutan) for row in six] == [
        (KAMIS, time(13, 0), time(16, 0), 4, False),
        (JUMAT, time(7, 30), time(9, 0), 2, True),
    ]


def test_susun_jadwal__blended_days_are_the_sum_of_the_parts():
    """SCO-14. 7 JP daring: 5 + 2, two days; 12 JP luring: 10 + 2, two days; no day has both."""
    result = susun_jadwal(course(MataAjar("Orientasi", 7, moda="daring"), MataAjar("Praktik", 12, moda="luring"), moda="blended"))
    assert [(day.tanggal.day, day.moda, day.jp, day.batas) for day in result.hari] == [
        (5, ("daring",), 5, 5),
        (6, ("daring",), 2, 5),
        (9, ("luring",), 10, 10),
        (10, ("luring",), 2, 10),
    ]
    assert lines(result)[0] == "5 07.30-11.15 Orientasi 5"
    assert result.hari_minimum == 4


@pytest.mark.parametrize(
    ("luring", "daring", "hari"),
    [pytest.param(16, 0, 2, id="16-luring"), pytest.param(0, 16, 4, id="16-daring"), pytest.param(20, 12, 5, id="20-luring-12-daring")],
)
def test_susun_jadwal__days_by_moda(luring, daring, hari):
    """SCO-14: 16/10 -> 2; 16/5 -> 4; 20/10 + 12/5 -> 2 + 3."""
    parts = [MataAjar(moda, jp, moda=moda) for moda, jp in (("luring", luring), ("daring", daring)) if jp]
    result = susun_jadwal(course(*parts))
    assert (result.jumlah_hari, result.hari_minimum) == (hari, hari)


def test_susun_jadwal__hours_shorter_than_the_daily_limit_need_more_days():
    """SCO-14: 8.00 to 12.00 holds 5 JP (5 x 45 = 225 of 240 minutes), so 10 JP luring take two days, one more than 10/10."""
    result = susun_jadwal(course(MataAjar("Inti", 10), jam_kerja=(JamKerja(time(8), time(12)),), istirahat=()))
    assert lines(result) == ["5 08.00-11.45 Inti 5", "6 08.00-11.45 Inti 5+"]
    assert (result.jumlah_hari, result.hari_minimum) == (2, 1)


def test_susun_jadwal__hours_of_a_weekday_of_its_own():
    """DOC-10: on Friday until 9.00 only: two JP; evening hours are a second window."""
    hours = (JamKerja(time(8), time(9, 30)), JamKerja(time(19), time(20)), JamKerja(time(7, 30), time(9), hari="Jum'at"))
    assert lines(susun_jadwal(course(MataAjar("Inti", 5), jam_kerja=hours, istirahat=()))) == [
        "5 08.00-09.30 Inti 2",
        "5 19.00-19.45 Inti 1+",
        "6 07.30-09.00 Inti 2+",
    ]


def test_susun_jadwal__hours_that_overlap_are_one_window():
    """DOC-10: 8.00 to 9.30 and 9.00 to 11.00 hold four JP in a row (180 minutes), none twice."""
    hours = (JamKerja(time(8), time(9, 30)), JamKerja(time(9), time(11)))
    assert lines(susun_jadwal(course(MataAjar("Inti", 5), jam_kerja=hours))) == ["5 08.00-11.00 Inti 4", "6 08.00-08.45 Inti 1+"]


def test_susun_jadwal__a_break_of_the_weekday_replaces_only_what_it_overlaps():
    """DOC-10: the coffee break stays on Friday, the general noon break does not. 8.15 + 2 JP = 9.45; 10.00 + 2 JP = 11.30."""
    coffee = Istirahat(time(9, 45), time(10), nama="Rehat kopi")
    result = susun_jadwal(
        course(MataAjar("Inti", 5), mulai=JUMAT, jam_kerja=(JamKerja(time(8, 15), time(17)),), istirahat=(*ISTIRAHAT, coffee))
    )
    assert lines(result) == [
        "6 08.15-09.45 Inti 2",
        "6 09.45-10.00 Rehat kopi 0",
        "6 10.00-11.30 Inti 2+",
        "6 11.30-13.00 Istirahat dan salat Jumat 0",
        "6 13.00-13.45 Inti 1+",
    ]


def test_susun_jadwal__a_jp_is_never_cut_by_a_break():
    """DOC-10: 7.30 + 45 = 8.15; the next JP would end at 9.00 but the break begins at 8.30: it starts at 8.45."""
    breaks = (Istirahat(time(8, 30), time(8, 45)),)
    assert lines(susun_jadwal(course(MataAjar("Inti", 2), istirahat=breaks))) == [
        "5 07.30-08.15 Inti 1",
        "5 08.30-08.45 Istirahat 0",
        "5 08.45-09.30 Inti 1+",
    ]


def test_susun_jadwal__saturday_counts_where_it_is_a_working_day():
    """DOC-10: Friday, Saturday, then Monday."""
    days = ("Senin", "selasa", "Rabu", "Kamis", "Jumat", "Sabtu")
    result = susun_jadwal(course(MataAjar("Inti", 25), mulai=JUMAT, hari_kerja=days))
    assert [day.hari for day in result.hari] == ["Jumat", "Sabtu", "Senin"]


def test_susun_jadwal__a_start_on_a_holiday_moves_on():
    """DOC-10: Thursday to Monday off, so the first day is Tuesday; a holiday may be a date, a row or plain data."""
    off = (KAMIS, Libur(JUMAT, nama="Cuti bersama"), {"tanggal": date(2026, 3, 7), "sampai": SENIN, "nama": "Libur"})
    assert susun_jadwal(course(MataAjar("Inti", 1), libur=off)).mulai == SELASA


def test_run__makes_a_schedule_from_a_documents_own_data():
    """DOC-10: tables are rows with names, what was left empty is KOSONG or an empty list, a person is a group with a name."""
    given = {
        "mata_ajar": [{"mata_diklat": "Inti", "jp": 2, "moda": KOSONG, "narasumber": [{"nama": "Ani", "nip": KOSONG}, "Budi"]}],
        "mulai": KAMIS,
        "jam_kerja": [{"mulai": time(8), "selesai": time(12), "hari": KOSONG}],
        "aturan": [{"moda": "luring", "menit_per_jp": 45, "jp_per_hari": 10}, {"moda": "mandiri", "menit_per_jp": 45, "jp_per_hari": None}],
        "moda": "Luring",
        "hari_kerja": [],
        "libur": [{"tanggal": KAMIS, "sampai": KOSONG}],
        "sampai": KOSONG,
    }
    row = as_plain(run("susun_jadwal", given))["sesi"][0]
    assert (row["tanggal"], row["mulai"], row["selesai"], row["jp"], row["moda"]) == (JUMAT, time(8), time(9, 30), 2, "luring")
    assert row["narasumber"] == ["Ani", "Budi"]


# --- narasumber and classes ---------------------------------------------------------------------------------------------------------------

TWO = (MataAjar("X", 2, narasumber="Ani"), MataAjar("Y", 2, narasumber=("Budi", "Citra")))


def test_susun_jadwal__one_narasumber_in_two_classes_clashes_to_the_minute():
    """DOC-10: both classes keep the order, so Ani has two rooms from 7.30 to 9.00; Y has another narasumber in class B."""
    result = susun_jadwal(course(*TWO, kelas=("A", "B"), pengampu=(Pengampu("Y", "B", "Dewi"),)))
    assert [(b.jenis, b.nama, b.tanggal, b.mulai, b.selesai, b.kelas, b.mata_ajar) for b in result.bentrok] == [
        ("narasumber", "Ani", KAMIS, time(7, 30), time(9, 0), ("A", "B"), ("X", "X"))
    ]
    assert [row.narasumber for row in result.sesi if row.mata_ajar == "Y"] == [("Budi", "Citra"), ("Dewi",)]


def test_susun_jadwal__classes_that_take_turns_do_not_clash():
    """DOC-10: while Ani is in class A (7.30 to 9.00), B has Y; then they change rooms."""
    result = susun_jadwal(course(*TWO, kelas=("A", "B"), urutan="bergilir"))
    assert lines(result, "A") == ["5 07.30-09.00 X 2", "5 09.00-10.30 Y 2"]
    assert lines(result, "B") == ["5 07.30-09.00 Y 2", "5 09.00-10.30 X 2"]
    assert result.bentrok == ()


def test_susun_jadwal__a_class_takes_what_it_can_finish_and_finishes_it():
    """DOC-10: in A: X to 8.15, Y to 9.45, Z to 11.15. B at 7.30: X taken, Y free for one JP only, so Z; X is free at 8.15 but Z goes on."""
    parts = (MataAjar("X", 1, narasumber="Ani"), MataAjar("Y", 2, narasumber="Budi"), MataAjar("Z", 2, narasumber="Citra"))
    result = susun_jadwal(course(*parts, kelas=("A", "B"), urutan="bergilir"))
    assert lines(result, "A") == ["5 07.30-08.15 X 1", "5 08.15-09.45 Y 2", "5 09.45-11.15 Z 2"]
    assert lines(result, "B") == ["5 07.30-09.00 Z 2", "5 09.00-09.45 X 1", "5 09.45-11.15 Y 2"]


def test_susun_jadwal__a_class_waits_for_its_only_narasumber():
    """DOC-10: nothing else to teach, so class B begins at 9.00, when Ani comes free; blanks and case in a name do not count."""
    result = susun_jadwal(
        course(MataAjar("X", 2, narasumber="Ani"), kelas=("A", "B"), urutan="bergilir", pengampu=(Pengampu("X", "B", " ANI "),))
    )
    assert lines(result, "B") == ["5 09.00-10.30 X 2"]


def test_susun_jadwal__all_classes_together_are_no_clash():
    """DOC-10: a session fixed without a class is one room for all; the JP count in each class."""
    fixed = (SesiTetap("X", KAMIS, mulai=time(8)), SesiTetap("Pembukaan", KAMIS, mulai=time(7, 30), selesai=time(8)))
    result = susun_jadwal(course(MataAjar("X", 2, narasumber="Ani"), kelas=("A", "B"), tetap=fixed))
    assert lines(result, "A") == lines(result, "B") == ["5 07.30-08.00 Pembukaan 0", "5 08.00-09.30 X 2"]
    assert {row.jenis: row.gabungan for row in result.sesi} == {"acara": True, "pelajaran": True}
    assert result.bentrok == ()


def test_susun_jadwal__together_and_alone_are_two_lines():
    """DOC-10: both classes have X from 8.00 to 8.45, then class A alone; one class by itself is never "together"."""
    fixed = (SesiTetap("X", KAMIS, mulai=time(8), jp=1), SesiTetap("X", KAMIS, mulai=time(8, 45), jp=1, kelas="A"))
    result = susun_jadwal(course(MataAjar("X", 2), kelas=("A", "B"), tetap=fixed))
    assert [(row.jp, row.gabungan) for row in result.sesi if row.kelas == "A"] == [(1, True), (1, False)]
    assert not any(row.gabungan for row in susun_jadwal(course(MataAjar("X", 2), tetap=fixed[:1])).sesi)


# --- fixed sessions -----------------------------------------------------------------------------------------------------------------------


def test_susun_jadwal__lessons_flow_around_a_fixed_session():
    """DOC-10: Tes fixed at 8.00 to 9.30. 7.30 + 45 would reach 8.15, so the rest begins at 9.30: 3 JP to 11.45 (12.00 is too near)."""
    fixed = (SesiTetap("tes", KAMIS, mulai=time(8), jp=2),)
    result = susun_jadwal(course(MataAjar("Inti", 3), MataAjar("Tes", 2), tetap=fixed))
    assert lines(result) == ["5 08.00-09.30 Tes 2", "5 09.30-11.45 Inti 3"]


def test_susun_jadwal__a_fixed_session_counts_for_the_days_limit():
    """SCO-14: 3 JP fixed in the evening leave 7 of the day's 10; the other 2 of Inti's 9 go to Friday."""
    result = susun_jadwal(course(MataAjar("Inti", 9), MataAjar("Tes", 3), tetap=(SesiTetap("Tes", KAMIS, mulai=time(19)),)))
    assert [(day.tanggal, day.jp, day.melebihi) for day in result.hari] == [(KAMIS, 10, False), (JUMAT, 2, False)]


def test_susun_jadwal__a_fixed_session_goes_round_the_break_and_leaves_the_rest_to_the_plan():
    """DOC-10: 3 of 4 JP from 10.45 on Friday: 1 JP to 11.30, break, 2 JP from 13.00; the fourth at the start of Thursday."""
    fixed = (SesiTetap("Inti", JUMAT, mulai=time(10, 45), jp=3),)
    assert lines(susun_jadwal(course(MataAjar("Inti", 4), tetap=fixed))) == [
        "5 07.30-08.15 Inti 1",
        "6 10.45-11.30 Inti 1+",
        "6 11.30-13.00 Istirahat dan salat Jumat 0",
        "6 13.00-14.30 Inti 2+",
    ]


def test_susun_jadwal__a_fixed_end_says_how_many_jp():
    """DOC-10: 8.00 to 9.40 holds two JP (90 of 100 minutes)."""
    fixed = (SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(9, 40)),)
    assert lines(susun_jadwal(course(MataAjar("Inti", 2), tetap=fixed))) == ["5 08.00-09.30 Inti 2"]


def test_susun_jadwal__two_fixed_sessions_of_one_class_at_once():
    """DOC-10: 8.00 to 9.30 and 8.45 to 9.30 share 8.45 to 9.30."""
    fixed = (SesiTetap("X", KAMIS, mulai=time(8)), SesiTetap("Y", KAMIS, mulai=time(8, 45)))
    result = susun_jadwal(course(MataAjar("X", 2), MataAjar("Y", 1), tetap=fixed))
    assert [(b.jenis, b.mulai, b.selesai, b.mata_ajar) for b in result.bentrok] == [("kelas", time(8, 45), time(9, 30), ("X", "Y"))]


def test_susun_jadwal__a_day_filled_over_its_limit():
    """SCO-14: 11 JP luring fixed on one day, 10 is the most."""
    result = susun_jadwal(course(MataAjar("Inti", 11), tetap=(SesiTetap("Inti", KAMIS, mulai=time(6)),)))
    assert [(day.tanggal, day.jp, day.batas) for day in result.hari_penuh] == [(KAMIS, 11, 10)]


@pytest.mark.parametrize(("daring", "melebihi"), [pytest.param(2, False, id="exactly-full"), pytest.param(3, True, id="over-full")])
def test_susun_jadwal__a_day_of_two_moda_is_full_when_its_shares_are(daring, melebihi):
    """SCO-14: 6 of 10 JP luring and 2 of 5 daring: 0.6 + 0.4 = 1, full; with 3 daring 1.2, over-full."""
    fixed = (SesiTetap("L", KAMIS, mulai=time(7, 30)), SesiTetap("D", KAMIS, mulai=time(13)))
    result = susun_jadwal(course(MataAjar("L", 6), MataAjar("D", daring, moda="daring"), tetap=fixed))
    assert [day.melebihi for day in result.hari] == [melebihi]
    assert result.hari[0].batas is None


def test_susun_jadwal__a_day_with_a_fixed_session_of_another_moda_is_left_to_it():
    """SCO-14: Thursday has a fixed daring session, so the luring lessons begin on Friday."""
    fixed = (SesiTetap("D", KAMIS, mulai=time(19)),)
    result = susun_jadwal(course(MataAjar("L", 2), MataAjar("D", 1, moda="daring"), tetap=fixed))
    assert lines(result) == ["5 19.00-19.45 D 1", "6 07.30-09.00 L 2"]


def test_susun_jadwal__dates_of_learning_on_the_job_are_given():
    """SCO-14: mandiri has no daily limit: its stretch of dates stands as given, without hours."""
    fixed = (SesiTetap("Aksi Nyata", JUMAT, sampai=date(2026, 3, 20)),)
    result = susun_jadwal(course(MataAjar("Inti", 1), MataAjar("Aksi Nyata", 20, moda="mandiri"), tetap=fixed))
    job = result.sesi[-1]
    assert (job.tanggal, job.sampai, job.mulai, job.jp) == (JUMAT, date(2026, 3, 20), None, 20)
    assert (result.selesai, result.hari_minimum, result.hari_penuh) == (date(2026, 3, 20), 1, ())


def test_susun_jadwal__what_finds_no_room_before_the_last_day():
    """IN-09: Thursday and Friday hold 20 of 32 JP: 6 of Inti 2 (20 = 8 + 6 + 6) and all of Penunjang are left."""
    result = susun_jadwal(course(*THIRTY_TWO, sampai=JUMAT))
    assert result.tidak_tertampung == (Sisa("", "Inti 2", "luring", 6), Sisa("", "Penunjang", "luring", 6))
    assert (result.jumlah_hari, result.hari_minimum) == (2, 4)


# --- impossible arguments -----------------------------------------------------------------------------------------------------------------

INTI = MataAjar("Inti", 4)
REFUSED = {
    "no-subject": ({"mata_ajar": ()}, "mata-ajar-kosong", ("mata_ajar",)),
    "jp-zero": ({"mata_ajar": (MataAjar("Inti", 0),)}, "jp-tidak-sah", ("mata_ajar", 0, "jp")),
    "same-name": ({"mata_ajar": (INTI, MataAjar(" inti", 1))}, "mata-ajar-ganda", ("mata_ajar", 1)),
    "unknown-moda": ({"moda": "hibrida"}, "moda-tidak-dikenal", ("mata_ajar", 0, "moda")),
    "blended-not-told": ({"moda": "blended"}, "moda-tanpa-batas", ("mata_ajar", 0, "moda")),
    "rule-zero": ({"aturan": (AturanModa("luring", 0, 10),)}, "aturan-jp-tidak-sah", ("aturan", 0, "menit_per_jp")),
    "unknown-day": ({"hari_kerja": ("Senin", "Monday")}, "hari-tidak-dikenal", ("hari_kerja", 1)),
    "hours-reversed": ({"jam_kerja": (JamKerja(time(9), time(8)),)}, "jam-terbalik", ("jam_kerja", 0, "selesai")),
    "break-empty": ({"istirahat": (Istirahat(time(9), time(9)),)}, "jam-terbalik", ("istirahat", 0, "selesai")),
    "hours-too-short": ({"jam_kerja": (JamKerja(time(8), time(8, 44)),)}, "jam-kerja-tidak-muat", ("jam_kerja",)),
    "no-hours": ({"jam_kerja": ()}, "jam-kerja-tidak-muat", ("jam_kerja",)),
    "ends-before-start": ({"sampai": date(2026, 3, 4)}, "masa-terbalik", ("sampai",)),
    "holiday-reversed": ({"libur": (Libur(JUMAT, KAMIS),)}, "masa-terbalik", ("libur", 0, "sampai")),
    "same-class": ({"kelas": ("A", "a")}, "kelas-ganda", ("kelas", 1)),
    "teacher-of-unknown-class": ({"pengampu": (Pengampu("Inti", "C", "Ani"),)}, "kelas-tidak-dikenal", ("pengampu", 0, "kelas")),
    "teacher-of-unknown-subject": (
        {"kelas": ("C",), "pengampu": (Pengampu("Anti", "C", "Ani"),)},
        "mata-ajar-tidak-dikenal",
        ("pengampu", 0, "mata_ajar"),
    ),
    "ten-years-of-holiday": ({"libur": (Libur(KAMIS, date(2040, 1, 1)),)}, "jadwal-terlalu-panjang", ("mulai",)),
}
REFUSED_FIXED = {
    "holiday": (SesiTetap("Inti", SENIN, mulai=time(8)), "sesi-tetap-hari-libur", "tanggal"),
    "before-start": (SesiTetap("Inti", date(2026, 3, 4), mulai=time(8)), "sesi-tetap-di-luar-masa", "tanggal"),
    "after-end": (SesiTetap("Inti", date(2026, 3, 12), mulai=time(8)), "sesi-tetap-di-luar-masa", "tanggal"),
    "no-hour": (SesiTetap("Inti", KAMIS), "sesi-tetap-tanpa-jam", "mulai"),
    "event-without-end": (SesiTetap("Pembukaan", KAMIS, mulai=time(8)), "acara-tanpa-selesai", "selesai"),
    "event-without-start": (SesiTetap("Pembukaan", KAMIS), "sesi-tetap-tanpa-jam", "mulai"),
    "event-reversed": (SesiTetap("Pembukaan", KAMIS, mulai=time(8), selesai=time(8)), "jam-terbalik", "selesai"),
    "too-many-jp": (SesiTetap("Inti", KAMIS, mulai=time(8), jp=5), "sesi-tetap-melebihi-jp", "jp"),
    "no-jp": (SesiTetap("Inti", KAMIS, mulai=time(8), jp=0), "sesi-tetap-melebihi-jp", "jp"),
    "more-hours-than-jp": (SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(12)), "sesi-tetap-melebihi-jp", "selesai"),
    "end-too-early": (SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(9), jp=2), "sesi-tetap-tidak-muat", "jp"),
    "not-one-jp": (SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(8, 30)), "sesi-tetap-tidak-muat", "jp"),
    "past-midnight": (SesiTetap("Inti", KAMIS, mulai=time(23), jp=2), "sesi-tetap-tidak-muat", "jp"),
    "unknown-class": (SesiTetap("Inti", KAMIS, mulai=time(8), kelas="Z"), "kelas-tidak-dikenal", "kelas"),
    "stretch-reversed": (SesiTetap("Inti", JUMAT, sampai=KAMIS), "masa-terbalik", "sampai"),
}


@pytest.mark.parametrize(("changes", "code", "place"), REFUSED.values(), ids=REFUSED)
def test_susun_jadwal__impossible_arguments_are_refused(changes, code, place):
    """DOC-10: with the argument named, and a sentence whose facts are all there."""
    with pytest.raises(ScoreRefused) as caught:
        susun_jadwal(course(INTI, **changes) if "mata_ajar" not in changes else replace(course(INTI), **changes))
    assert (caught.value.code, caught.value.place) == (code, place)
    assert all(part.format(**caught.value.facts) for part in MESSAGES[code])


@pytest.mark.parametrize(("fixed", "code", "field"), REFUSED_FIXED.values(), ids=REFUSED_FIXED)
def test_susun_jadwal__impossible_fixed_sessions_are_refused(fixed, code, field):
    """DOC-10: the row and the column are named."""
    with pytest.raises(ScoreRefused) as caught:
        susun_jadwal(course(INTI, libur=(SENIN,), sampai=RABU, tetap=(fixed,)))
    assert (caught.value.code, caught.value.place) == (code, ("tetap", 0, field))
    assert all(part.format(**caught.value.facts) for part in MESSAGES[code])


def test_susun_jadwal__dates_must_be_given_for_every_class():
    """SCO-14: class B has no date for its learning on the job."""
    fixed = (SesiTetap("Aksi", KAMIS, kelas="A"),)
    with pytest.raises(ScoreRefused) as caught:
        susun_jadwal(course(MataAjar("Aksi", 5, moda="mandiri"), kelas=("A", "B"), tetap=fixed))
    assert (caught.value.code, str(caught.value.facts["jp"])) == ("moda-tanpa-batas", "5")


def test_susun_jadwal__all_impossible_arguments_are_named_at_once():
    """DOC-10: one round tells of a doubled class, a wrong JP and reversed hours."""
    with pytest.raises(ScoreRefused) as caught:
        susun_jadwal(course(MataAjar("Inti", 0), kelas=("A", "A"), jam_kerja=(JamKerja(time(9), time(8)),)))
    assert [refusal.code for refusal in caught.value.all] == ["jp-tidak-sah", "kelas-ganda", "jam-terbalik"]


# --- properties ---------------------------------------------------------------------------------------------------------------------------

SUBJECTS = st.lists(
    st.tuples(st.integers(1, 14), st.sampled_from(["luring", "daring"]), st.sampled_from(["Ani", "Budi", "Citra", ""])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(subjects=SUBJECTS, classes=st.integers(1, 3), urutan=st.sampled_from(["tetap", "bergilir"]))
def test_susun_jadwal__keeps_every_jp_and_every_limit(subjects, classes, urutan):
    """SCO-14: each class gets each JP once, 45 minutes each, in the hours, off the breaks, within the day's limit; turns never clash."""
    parts = [MataAjar(f"M{number}", jp, moda=moda, narasumber=name) for number, (jp, moda, name) in enumerate(subjects)]
    names = tuple("ABC"[:classes])
    result = susun_jadwal(course(*parts, kelas=names, urutan=urutan))
    placed = Counter()
    for row in (row for row in result.sesi if row.jenis == "pelajaran"):
        placed[row.kelas, row.mata_ajar] += row.jp
        start, end = row.mulai.hour * 60 + row.mulai.minute, row.selesai.hour * 60 + row.selesai.minute
        pause = 11 * 60 + 30 if row.hari == "Jumat" else 12 * 60
        assert end - start == 45 * row.jp
        assert start >= 450
        assert end <= 1020
        assert end <= pause or start >= 780
    assert placed == {(kelas, part.nama): part.jp for kelas in names for part in parts}
    assert result.hari_penuh == ()
    if urutan == "bergilir":
        assert result.bentrok == ()


# A plan's finer points: who teaches next where classes take turns, the columns of a planned lesson, a plan without a day. DOC-10, IN-09.

KAMIS = date(2026, 3, 5)


def schedule(*mata_ajar: MataAjar, **more: Any) -> Result:
    """Return the schedule of a luring course, 45 minutes a JP, from 7.30 on, without a break."""
    given = {"mulai": KAMIS, "jam_kerja": (JamKerja(time(7, 30), time(17)),), "aturan": (AturanModa("luring", 45, 10),), "moda": "luring"}
    return susun_jadwal(Arguments(mata_ajar, **(given | more)))


TURNS = {
    "free-twice-then-taken": (
        3,
        time(9),
        [("X", time(7, 30), time(9), 2), ("Y", time(9), time(9, 45), 1), ("X", time(11, 15), time(12), 1)],
    ),
    "free-once-then-taken": (
        2,
        time(8, 15),
        [("X", time(7, 30), time(8, 15), 1), ("Y", time(8, 15), time(9), 1), ("X", time(9, 45), time(10, 30), 1)],
    ),
}


@pytest.mark.parametrize(("jp", "taken_from", "expected"), TURNS.values(), ids=TURNS)
def test_susun_jadwal__a_class_that_can_finish_nothing_begins_what_is_free_now(
    jp: int, taken_from: time, expected: list[tuple[str, time, time, int]]
) -> None:
    """DOC-10. Class A is fixed: Budi (Y) at 7.30, Ani (X, all its JP) from `taken_from`. In B neither can be finished from 7.30.

    X has 3 JP, Ani is away from 9.00 to 11.15: X at 7.30 and 8.15, Y at 9.00, nobody at 9.45 and 10.30, X at 11.15.
    X has 2 JP, Ani is away from 8.15 to 9.45: X at 7.30, Y at 8.15, nobody at 9.00, X at 9.45.
    """
    fixed = (SesiTetap("Y", KAMIS, mulai=time(7, 30), kelas="A"), SesiTetap("X", KAMIS, mulai=taken_from, kelas="A"))
    parts = (MataAjar("X", jp, narasumber="Ani"), MataAjar("Y", 1, narasumber="Budi"))
    result = schedule(*parts, kelas=("A", "B"), urutan="bergilir", tetap=fixed)
    assert [(row.mata_ajar, row.mulai, row.selesai, row.jp) for row in result.sesi if row.kelas == "B"] == expected


def test_susun_jadwal__every_column_of_a_planned_lesson() -> None:
    """DOC-10: one JP on Thursday 5 March 2026 from 7.30; it is of one class, so not together."""
    assert schedule(MataAjar("Inti", 1, narasumber="Ani")).sesi == (
        Sesi(
            hari_ke=1,
            tanggal=KAMIS,
            hari="Kamis",
            kelas="",
            mulai=time(7, 30),
            selesai=time(8, 15),
            jenis="pelajaran",
            mata_ajar="Inti",
            jp=1,
            moda="luring",
            narasumber=("Ani",),
            lanjutan=False,
            gabungan=False,
            sampai=KAMIS,
        ),
    )


def test_susun_jadwal__a_weekend_holds_nothing() -> None:
    """IN-09: from Saturday 7 to Sunday 8 March 2026 there is no working day: no line, the dates are the given start, all JP are left."""
    saturday = date(2026, 3, 7)
    result = schedule(MataAjar("Inti", 2), mulai=saturday, sampai=date(2026, 3, 8))
    assert (result.sesi, result.jumlah_hari, result.hari_minimum) == ((), 0, 1)
    assert (result.mulai, result.selesai) == (saturday, saturday)
    assert result.tidak_tertampung == (Sisa("", "Inti", "luring", 2),)
