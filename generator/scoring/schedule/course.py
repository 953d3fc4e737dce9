"""A course ready to be planned: each mata ajar with its moda, daily limit and narasumber in each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from generator.scoring.schedule.calendar import Calendar, DaySpan, calendar_of
from generator.scoring.schedule.checks import folded, moda_of
from generator.scoring.schedule.terms import Arguments, AturanModa, MataAjar


@dataclass(frozen=True, slots=True)
class Subject:
    """A mata ajar. limit: the most JP of its moda in a day, None where dates are given. narasumber: one tuple per class."""

    nama: str
    jp: int
    moda: str
    minutes: int
    limit: int | None
    narasumber: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What is planned: classes and subjects by their number in `classes` and `subjects`."""

    given: Arguments
    calendar: Calendar
    classes: tuple[str, ...]
    subjects: tuple[Subject, ...]

    def subject_named(self, nama: str) -> int | None:
        """Return the number of the subject of this name, None if there is none."""
        wanted = folded(nama)
        return next((index for index, subject in enumerate(self.subjects) if folded(subject.nama) == wanted), None)

    def class_named(self, nama: str) -> int | None:
        """Return the number of the class of this name, None if there is none."""
        wanted = folded(nama)
        return next((index for index, kelas in enumerate(self.classes) if folded(kelas) == wanted), None)


@dataclass(frozen=True, slots=True)
class CourseBlock:
    """Something that one class does: a lesson of one JP, an event (no subject), or JP on a date without hours (no span)."""

    kelas: int
    day: date
    until: date
    span: DaySpan | None
    subject: int | None
    nama: str
    jp: int
    together: bool


def course_of(given: Arguments) -> Course:
    """Return the course of checked arguments."""
    classes = tuple(given.kelas) or ("",)
    limits = {folded(row.moda): row for row in given.aturan}
    subjects = tuple(_subject(row, given, classes, limits[folded(moda_of(row, given))]) for row in given.mata_ajar)
    return Course(given, calendar_of(given), classes, subjects)


def _subject(row: MataAjar, given: Arguments, classes: Sequence[str], rule: AturanModa) -> Subject:
    general = _names(row.narasumber)
    own = {folded(p.kelas): _names(p.narasumber) for p in given.pengampu if folded(p.mata_ajar) == folded(row.nama)}
    narasumber = tuple(own.get(folded(kelas), general) for kelas in classes)
    return Subject(row.nama, row.jp, rule.moda, rule.menit_per_jp, rule.jp_per_hari, narasumber)


def _names(narasumber: Any) -> tuple[str, ...]:
    """Return the names in a text, in a person with a `nama`, or in a list of either; blank ones left out."""
    if isinstance(narasumber, Mapping):
        return _names(cast("Mapping[str, Any]", narasumber).get("nama"))
    if isinstance(narasumber, list | tuple):
        return tuple(name for item in cast("Sequence[Any]", narasumber) for name in _names(item))
    return (narasumber,) if isinstance(narasumber, str) and narasumber.strip() else ()
