"""A training's schedule made from its struktur program: days, times and JP, and what clashes in them (DOC-10, SCO-14).

How it is made, in this order:

1. A JP is `menit_per_jp` minutes and is never cut: where it would run into a break it begins after the break.
2. What the user fixed stands first. All else follows the struktur's order from the first working day on.
3. A planned day holds one moda and at most that moda's JP, so blended days are the sum of the days of its parts.
4. What is too much for a day, or in two places at once, is given back as data, for a spec's rules to say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from generator.scoring.schedule.calendar import DaySpan
from generator.scoring.schedule.checks import MESSAGES, check_arguments, folded
from generator.scoring.schedule.course import Course, CourseBlock, course_of
from generator.scoring.schedule.fixed import Left, place_fixed
from generator.scoring.schedule.rows import clashes_of, days_of, rows_of
from generator.scoring.schedule.terms import (
    Arguments,
    AturanModa,
    Bentrok,
    HariJadwal,
    Istirahat,
    JamKerja,
    Libur,
    MataAjar,
    Pengampu,
    Result,
    Sesi,
    SesiTetap,
    Sisa,
)

__all__ = [
    "MESSAGES",
    "Arguments",
    "AturanModa",
    "Bentrok",
    "HariJadwal",
    "Istirahat",
    "JamKerja",
    "Libur",
    "MataAjar",
    "Pengampu",
    "Result",
    "Sesi",
    "SesiTetap",
    "Sisa",
    "susun_jadwal",
]

Busy = dict[tuple[date, str], list[DaySpan]]  # when each narasumber teaches already


@dataclass(frozen=True, slots=True)
class _ClassDesk:
    """What one class's plan is made on: JP still to place by subject (it shrinks), and who is busy when."""

    course: Course
    kelas: int
    left: dict[int, int]
    busy: Busy


def susun_jadwal(given: Arguments) -> Result:
    """Return the schedule of a training.

    Raises ScoreRefused for arguments of which no schedule can be made.
    Source: Perdirjen GTK 4141/B/HK.06/2023, Bab V huruf B angka 3 huruf d: hari, tanggal, jam, mata diklat, narasumber;
    "1 hari setara dengan 10 jam pelatihan moda luring, 5 jam pelatihan pada moda daring, dengan durasi waktu 45 menit".
    """
    check_arguments(given)
    course = course_of(given)
    blocks, left = place_fixed(course)
    blocks += _planned(course, blocks, left)
    return _result(course, blocks, left)


def _planned(course: Course, fixed: Sequence[CourseBlock], left: Left) -> list[CourseBlock]:
    """Return the lessons of all classes that the user did not fix; what they take is taken off `left`."""
    busy: Busy = {}
    _note_busy(busy, course, fixed)
    planned: list[CourseBlock] = []
    for kelas, remaining in enumerate(left):
        lessons = _plan_class(_ClassDesk(course, kelas, remaining, busy), [block for block in fixed if block.kelas == kelas])
        _note_busy(busy, course, lessons)
        planned += lessons
    return planned


def _plan_class(desk: _ClassDesk, fixed: Sequence[CourseBlock]) -> list[CourseBlock]:
    lessons: list[CourseBlock] = []
    if not desk.left:
        return lessons
    for day in desk.course.calendar.days():
        lessons += _plan_day(desk, day, [block for block in fixed if block.day == day and block.span is not None])
        if not desk.left:
            break
    return lessons


def _plan_day(desk: _ClassDesk, day: date, fixed: Sequence[CourseBlock]) -> list[CourseBlock]:
    """Return the lessons that one class has on one day beside the fixed ones; none on a day of another moda."""
    subjects = desk.course.subjects
    head = subjects[next(iter(desk.left))]
    assert head.limit is not None, "JP without a daily limit are refused before"
    if any(block.subject is not None and subjects[block.subject].moda != head.moda for block in fixed):
        return []
    room = head.limit - sum(block.jp for block in fixed)
    spans = desk.course.calendar.lessons(day, [block.span for block in fixed if block.span is not None], head.minutes)
    lessons: list[CourseBlock] = []
    current: int | None = None
    for at in range(len(spans)):
        if len(lessons) >= room:
            break
        current = _choice(desk, day, spans[at:], head.moda, current=current)
        if current is not None:
            lessons.append(CourseBlock(desk.kelas, day, day, spans[at], current, subjects[current].nama, 1, together=False))
            _take(desk.left, current)
    return lessons


def _choice(desk: _ClassDesk, day: date, spans: Sequence[DaySpan], moda: str, *, current: int | None) -> int | None:
    """Return the subject of the lesson at `spans[0]`, None where there is none or no narasumber is free.

    "tetap": the next in order. "bergilir": the one in progress, else the first whose narasumber are free to its end, else the first free.
    """
    candidates = _of_moda(desk, moda)
    if desk.course.given.urutan == "tetap":
        return next(iter(candidates), None)
    if current is not None and current in candidates and _is_free(desk, day, current, spans[:1]):
        return current
    whole = (subject for subject, jp in candidates.items() if _is_free(desk, day, subject, spans[:jp]))
    now = (subject for subject in candidates if _is_free(desk, day, subject, spans[:1]))
    return next(whole, next(now, None))


def _of_moda(desk: _ClassDesk, moda: str) -> dict[int, int]:
    """Return what comes next in the struktur's order, up to the first mata ajar of another moda."""
    return dict(takewhile(lambda item: desk.course.subjects[item[0]].moda == moda, desk.left.items()))


def _is_free(desk: _ClassDesk, day: date, subject: int, spans: Sequence[DaySpan]) -> bool:
    names = desk.course.subjects[subject].narasumber[desk.kelas]
    taken = [span for name in names for span in desk.busy.get((day, folded(name)), ())]
    return not any(lesson.meets(span) for lesson in spans for span in taken)


def _take(left: dict[int, int], subject: int) -> None:
    left[subject] -= 1
    if not left[subject]:
        del left[subject]


def _note_busy(busy: Busy, course: Course, blocks: Iterable[CourseBlock]) -> None:
    for block in blocks:
        if block.subject is not None and block.span is not None:
            for name in course.subjects[block.subject].narasumber[block.kelas]:
                busy.setdefault((block.day, folded(name)), []).append(block.span)


def _result(course: Course, blocks: Sequence[CourseBlock], left: Left) -> Result:
    rows = rows_of(course, blocks)
    days = days_of(course, rows)
    dates = sorted({row.tanggal for row in rows})
    return Result(
        sesi=rows,
        hari=days,
        jumlah_jp=sum(subject.jp for subject in course.subjects),
        jumlah_menit=sum(subject.jp * subject.minutes for subject in course.subjects),
        jumlah_hari=len(dates),
        hari_minimum=_fewest_days(course),
        mulai=dates[0] if dates else course.given.mulai,
        selesai=max((row.sampai for row in rows), default=course.given.mulai),
        bentrok=clashes_of(rows),
        hari_penuh=tuple(day for day in days if day.melebihi),
        tidak_tertampung=tuple(_remainders(course, left)),
    )


def _remainders(course: Course, left: Left) -> Iterable[Sisa]:
    for kelas, remaining in enumerate(left):
        for subject, jp in remaining.items():
            yield Sisa(course.classes[kelas], course.subjects[subject].nama, course.subjects[subject].moda, jp)


def _fewest_days(course: Course) -> int:
    """Return the sum over moda with a daily limit of JP / limit, each rounded up."""
    return sum(-(-jp // limit) for limit, jp in limited_jp(course))


def limited_jp(course: Course) -> list[tuple[int, int]]:
    """Return the daily limit and the JP of each moda that has one."""
    jp: dict[tuple[str, int], int] = {}
    for subject in course.subjects:
        if subject.limit is not None:
            key = (subject.moda, subject.limit)
            jp[key] = jp.get(key, 0) + subject.jp
    return [(limit, total) for (_, limit), total in jp.items()]
