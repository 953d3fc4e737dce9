"""The sessions that the user has fixed, placed first: they keep their time even where another session has it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.schedule.calendar import LAST_MINUTE, DaySpan, lessons_from, minute_of
from generator.scoring.schedule.checks import clock
from generator.scoring.schedule.course import Course, CourseBlock
from generator.scoring.schedule.terms import SesiTetap

Left = list[dict[int, int]]  # of each class: subject -> JP without a date yet, subjects in the struktur's order


def place_fixed(course: Course) -> tuple[list[CourseBlock], Left]:
    """Return the fixed sessions of all classes, and the JP that are left to plan.

    Refuses the fixed sessions that cannot be meant, and JP of a moda without a daily limit that have no date.
    """
    left: Left = [{index: subject.jp for index, subject in enumerate(course.subjects)} for _ in course.classes]
    blocks: list[CourseBlock] = []
    found: list[ScoreRefused] = []
    for index, row in enumerate(course.given.tetap):
        try:
            blocks += _place_row(course, row, index, left)
        except ScoreRefused as refusal:
            found.append(refusal)
    refuse(found or list(_undated(course, left)))
    return blocks, left


def _place_row(course: Course, row: SesiTetap, index: int, left: Left) -> list[CourseBlock]:
    _check_date(course, row, index)
    blocks: list[CourseBlock] = []
    for kelas in _classes_of(course, row, index):
        placed = _place(course, row, index, kelas, left=left[kelas])
        _subtract(left[kelas], placed)
        blocks += placed
    return blocks


def _place(course: Course, row: SesiTetap, index: int, kelas: int, *, left: dict[int, int]) -> list[CourseBlock]:
    together = not row.kelas and len(course.classes) > 1
    until = row.sampai or row.tanggal
    number = course.subject_named(row.mata_ajar)
    if number is None:
        return [CourseBlock(kelas, row.tanggal, until, _event_span(row, index), None, row.mata_ajar, 0, together)]
    subject = course.subjects[number]
    if row.mulai is None:
        if subject.limit is not None:
            raise ScoreRefused("sesi-tetap-tanpa-jam", ("tetap", index, "mulai"), nama=row.mata_ajar)
        jp = _wanted(row, index, left.get(number, 0))
        return [CourseBlock(kelas, row.tanggal, until, None, number, subject.nama, jp, together)]
    spans = _lesson_spans(course, row, index, subject.minutes, left=left.get(number, 0))
    return [CourseBlock(kelas, row.tanggal, until, span, number, subject.nama, 1, together) for span in spans]


def _event_span(row: SesiTetap, index: int) -> DaySpan:
    if row.mulai is None:
        raise ScoreRefused("sesi-tetap-tanpa-jam", ("tetap", index, "mulai"), nama=row.mata_ajar)
    if row.selesai is None:
        raise ScoreRefused("acara-tanpa-selesai", ("tetap", index, "selesai"), nama=row.mata_ajar)
    if row.selesai <= row.mulai:
        raise ScoreRefused("jam-terbalik", ("tetap", index, "selesai"), mulai=clock(row.mulai), selesai=clock(row.selesai))
    return DaySpan(minute_of(row.mulai), minute_of(row.selesai))


def _lesson_spans(course: Course, row: SesiTetap, index: int, minutes: int, *, left: int) -> list[DaySpan]:
    """Return the JP of a fixed session, going round the day's breaks but not bound to the working hours."""
    assert row.mulai is not None
    start = minute_of(row.mulai)
    end = LAST_MINUTE if row.selesai is None else minute_of(row.selesai)
    fitting = list(lessons_from(start, course.calendar.breaks_of(row.tanggal), minutes, end))
    wanted = max(len(fitting), 1) if row.jp is None and row.selesai else _wanted(row, index, left)
    if len(fitting) < wanted:
        facts = {"nama": row.mata_ajar, "jp": wanted, "mulai": clock(start), "selesai": clock(end)}
        raise ScoreRefused("sesi-tetap-tidak-muat", ("tetap", index, "jp"), **facts)
    if wanted > left:
        raise ScoreRefused("sesi-tetap-melebihi-jp", ("tetap", index, "selesai"), nama=row.mata_ajar, jp=wanted, sisa=left)
    return fitting[:wanted]


def _wanted(row: SesiTetap, index: int, left: int) -> int:
    wanted = left if row.jp is None else row.jp
    if wanted < 1 or wanted > left:
        raise ScoreRefused("sesi-tetap-melebihi-jp", ("tetap", index, "jp"), nama=row.mata_ajar, jp=wanted, sisa=left)
    return wanted


def _check_date(course: Course, row: SesiTetap, index: int) -> None:
    first, last = row.tanggal, row.sampai or row.tanggal
    if last < first:
        raise ScoreRefused("masa-terbalik", ("tetap", index, "sampai"), mulai=first, sampai=last)
    if first < course.given.mulai or (course.given.sampai is not None and last > course.given.sampai):
        raise ScoreRefused("sesi-tetap-di-luar-masa", ("tetap", index, "tanggal"), nama=row.mata_ajar, tanggal=first)
    if row.mulai is not None and course.calendar.is_holiday(first):
        raise ScoreRefused("sesi-tetap-hari-libur", ("tetap", index, "tanggal"), nama=row.mata_ajar, tanggal=first)


def _classes_of(course: Course, row: SesiTetap, index: int) -> Sequence[int]:
    if not row.kelas:
        return range(len(course.classes))
    kelas = course.class_named(row.kelas)
    if kelas is None:
        raise ScoreRefused("kelas-tidak-dikenal", ("tetap", index, "kelas"), nama=row.kelas)
    return (kelas,)


def _subtract(left: dict[int, int], placed: Iterable[CourseBlock]) -> None:
    for block in placed:
        if block.subject is not None:
            left[block.subject] -= block.jp
            if not left[block.subject]:
                del left[block.subject]


def _undated(course: Course, left: Left) -> Iterator[ScoreRefused]:
    for index, subject in enumerate(course.subjects):
        jp = max(remaining.get(index, 0) for remaining in left)
        if subject.limit is None and jp:
            yield ScoreRefused("moda-tanpa-batas", ("mata_ajar", index, "moda"), nama=subject.nama, moda=subject.moda, jp=jp)
