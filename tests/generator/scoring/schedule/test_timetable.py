"""The working of a schedule where days are too full: every input in print. SCO-14."""

from __future__ import annotations

from datetime import date, time

from generator.scoring.schedule.plan import Arguments, AturanModa, JamKerja, MataAjar, SesiTetap, susun_jadwal
from generator.scoring.schedule.timetable import timetable_work


def test_timetable_work__names_every_day_that_is_too_full():
    """SCO-14: 11 JP of 45 minutes on each of two days, 10 is the most; 22 JP need 3 days (10 + 10 + 2). A schedule has no band."""
    fixed = tuple(SesiTetap("Inti", date(2026, 3, day), mulai=time(7), jp=11) for day in (5, 6))
    given = Arguments(
        mata_ajar=(MataAjar("Inti", 22, moda="luring"),),
        mulai=date(2026, 3, 5),
        jam_kerja=(JamKerja(time(7), time(17)),),
        aturan=(AturanModa("luring", 45, 10),),
        kelas=("A",),
        tetap=fixed,
    )
    made = timetable_work(given, susun_jadwal(given))
    assert [(item.name, item.value) for item in made.inputs] == [
        ("Mata ajar", "1"),
        ("JP per hari luring", "10"),
        ("Hari terlalu penuh", "hari ke-1 A, hari ke-2 A"),
        ("Bentrok", "0"),
    ]
    assert [(step.what, step.formula, step.printed) for step in made.steps] == [
        ("JP", "22", "22"),
        ("Menit", "22 × 45", "990"),
        ("Hari paling sedikit", "⌈22 / 10⌉", "3"),
        ("Hari terjadwal", "hari kalender yang berisi sesi", "2"),
    ]
    assert made.band == ""
