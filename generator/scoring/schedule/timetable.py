"""Timetable: the working of a schedule that `schedule.susun_jadwal` made (SCO-14)."""

from __future__ import annotations

from typing import Final

from generator.scoring.lessons import DECISIONS
from generator.scoring.schedule.course import course_of
from generator.scoring.schedule.plan import Arguments, Result, limited_jp
from generator.scoring.working import Working, items, step

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab V huruf B angka 3 huruf d"


def timetable_work(arguments: Arguments, result: Result) -> Working:
    """Return how the JP, minutes and days of the schedule came about.

    Source: Perdirjen GTK 4141/2023, Bab V huruf B angka 3 huruf d.
    """
    course = course_of(arguments)
    jp = " + ".join(str(row.jp) for row in arguments.mata_ajar)
    minutes: dict[int, int] = {}
    for subject in course.subjects:
        minutes[subject.minutes] = minutes.get(subject.minutes, 0) + subject.jp
    steps = (
        step("JP", jp, result.jumlah_jp),
        step("Menit", " + ".join(f"{taken} × {each}" for each, taken in minutes.items()), result.jumlah_menit),
        step("Hari paling sedikit", " + ".join(f"⌈{taken} / {limit}⌉" for limit, taken in limited_jp(course)), result.hari_minimum),
        step("Hari terjadwal", "hari kalender yang berisi sesi", result.jumlah_hari),
    )
    limits = ((f"JP per hari {rule.moda}", rule.jp_per_hari) for rule in arguments.aturan if rule.jp_per_hari is not None)
    full = ", ".join(f"hari ke-{day.hari_ke} {day.kelas}".strip() for day in result.hari_penuh)
    inputs = items(
        (("Mata ajar", len(arguments.mata_ajar)), *limits, ("Hari terlalu penuh", full or None), ("Bentrok", len(result.bentrok)))
    )
    return Working("susun_jadwal", inputs, steps, "", SOURCE, DECISIONS)
