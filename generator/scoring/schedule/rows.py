"""From single lessons to the lines of a schedule, its days, and what clashes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, groupby

from generator.scoring.schedule.calendar import DaySpan, minute_of, time_of
from generator.scoring.schedule.checks import folded
from generator.scoring.schedule.course import Course, CourseBlock
from generator.scoring.schedule.terms import ACARA, HARI, ISTIRAHAT, PELAJARAN, Bentrok, HariJadwal, Sesi


def rows_of(course: Course, blocks: Sequence[CourseBlock]) -> tuple[Sesi, ...]:
    """Return the lines of the schedule by date, time and class.

    Lessons of one mata ajar without a gap are one line, so a break inside a mata ajar gives two; a break between the first
    and the last minute of a class's day is a line of its own.
    """
    numbers = {day: index for index, day in enumerate(sorted({block.day for block in blocks}), start=1)}
    rows: list[tuple[date, int, int, Sesi]] = []
    for kelas in range(len(course.classes)):
        seen: set[int] = set()
        for day, of_day in _by_day(block for block in blocks if block.kelas == kelas):
            runs = _runs(of_day)
            for run in (*runs, *_breaks(course, kelas, day, runs)):
                start = -1 if run.span is None else run.span.start
                rows.append((day, start, kelas, _row(course, run, numbers[day], is_continued=run.subject in seen)))
                if run.subject is not None:
                    seen.add(run.subject)
    return tuple(row for *_, row in sorted(rows, key=lambda item: item[:3]))


def days_of(course: Course, rows: Sequence[Sesi]) -> tuple[HariJadwal, ...]:
    """Return the days of each class by date, then class."""
    order = {kelas: index for index, kelas in enumerate(course.classes)}
    ordered = sorted(rows, key=lambda row: (row.tanggal, order[row.kelas]))
    limits = {subject.moda: subject.limit for subject in course.subjects}
    return tuple(_day(list(of_day), limits) for _, of_day in groupby(ordered, key=lambda row: (row.tanggal, row.kelas)))


def clashes_of(rows: Sequence[Sesi]) -> tuple[Bentrok, ...]:
    """Return every pair of lines in which a class or a narasumber would be in two places at once.

    All classes together in one session are no clash.
    """
    found: list[Bentrok] = []
    timed = [row for row in rows if row.jenis != ISTIRAHAT and row.mulai is not None]
    for _, of_day in groupby(timed, key=lambda row: row.tanggal):
        for first, second in combinations(of_day, 2):
            found += _clashes(first, second)
    return tuple(found)


def _by_day(blocks: Iterable[CourseBlock]) -> Iterator[tuple[date, list[CourseBlock]]]:
    ordered = sorted(blocks, key=lambda block: (block.day, -1 if block.span is None else block.span.start))
    for day, of_day in groupby(ordered, key=lambda block: block.day):
        yield day, list(of_day)


def _runs(blocks: Iterable[CourseBlock]) -> list[CourseBlock]:
    """Return the blocks of one class's day, lessons that follow each other without a gap made one."""
    runs: list[CourseBlock] = []
    open_run: dict[tuple[int | None, bool], int] = {}
    for block in blocks:
        key = (block.subject, block.together)
        at = open_run.get(key)
        if block.subject is not None and block.span is not None and at is not None and _ends_at(runs[at], block.span.start):
            runs[at] = _extended(runs[at], block)
        else:
            open_run[key] = len(runs)
            runs.append(block)
    return runs


def _ends_at(run: CourseBlock, minute: int) -> bool:
    return run.span is not None and run.span.end == minute


def _extended(run: CourseBlock, block: CourseBlock) -> CourseBlock:
    assert run.span is not None
    assert block.span is not None
    span = DaySpan(run.span.start, block.span.end)
    return CourseBlock(run.kelas, run.day, run.until, span, run.subject, run.nama, run.jp + block.jp, run.together)


def _breaks(course: Course, kelas: int, day: date, runs: Sequence[CourseBlock]) -> list[CourseBlock]:
    spans = [run.span for run in runs if run.span is not None]
    if not spans:
        return []
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return [
        CourseBlock(kelas, day, day, pause, None, pause.nama, 0, together=False)
        for pause in course.calendar.breaks_of(day)
        if first <= pause.start and pause.end <= last and not any(pause.meets(span) for span in spans)
    ]


def _row(course: Course, run: CourseBlock, number: int, *, is_continued: bool) -> Sesi:
    subject = None if run.subject is None else course.subjects[run.subject]
    is_break = subject is None and run.span is not None and bool(run.span.nama)
    return Sesi(
        hari_ke=number,
        tanggal=run.day,
        hari=HARI[run.day.weekday()],
        kelas=course.classes[run.kelas],
        mulai=None if run.span is None else time_of(run.span.start),
        selesai=None if run.span is None else time_of(run.span.end),
        jenis=PELAJARAN if subject else ISTIRAHAT if is_break else ACARA,
        mata_ajar=run.nama,
        jp=run.jp,
        moda=subject.moda if subject else "",
        narasumber=subject.narasumber[run.kelas] if subject else (),
        lanjutan=subject is not None and is_continued,
        gabungan=run.together,
        sampai=run.until,
    )


def _day(rows: Sequence[Sesi], limits: Mapping[str, int | None]) -> HariJadwal:
    lessons = [row for row in rows if row.jenis == PELAJARAN]
    moda = tuple(dict.fromkeys(row.moda for row in lessons))
    limited = {name: limit for name in moda if (limit := limits[name]) is not None}
    load = sum((Fraction(row.jp, limited[row.moda]) for row in lessons if row.moda in limited), Fraction(0))
    starts = [row.mulai for row in rows if row.mulai is not None]
    ends = [row.selesai for row in rows if row.selesai is not None]
    return HariJadwal(
        hari_ke=rows[0].hari_ke,
        tanggal=rows[0].tanggal,
        hari=rows[0].hari,
        kelas=rows[0].kelas,
        moda=moda,
        mulai=min(starts) if starts else None,
        selesai=max(ends) if ends else None,
        jp=sum(row.jp for row in lessons),
        batas=limited[moda[0]] if len(moda) == 1 and limited else None,
        melebihi=load > 1,
    )


def _clashes(first: Sesi, second: Sesi) -> Iterator[Bentrok]:
    spans = _span(first), _span(second)
    if not spans[0].meets(spans[1]):
        return
    if first.kelas == second.kelas:
        yield _clash("kelas", first.kelas, first, second)
    elif not (first.gabungan and second.gabungan and first.mata_ajar == second.mata_ajar):
        others = {folded(name) for name in second.narasumber}
        for name in first.narasumber:
            if folded(name) in others:
                yield _clash("narasumber", name, first, second)


def _clash(jenis: str, nama: str, first: Sesi, second: Sesi) -> Bentrok:
    spans = _span(first), _span(second)
    return Bentrok(
        jenis=jenis,
        nama=nama,
        tanggal=first.tanggal,
        mulai=time_of(max(span.start for span in spans)),
        selesai=time_of(min(span.end for span in spans)),
        kelas=(first.kelas, second.kelas),
        mata_ajar=(first.mata_ajar, second.mata_ajar),
    )


def _span(row: Sesi) -> DaySpan:
    assert row.mulai is not None
    assert row.selesai is not None
    return DaySpan(minute_of(row.mulai), minute_of(row.selesai))
