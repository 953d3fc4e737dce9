"""The days on which lessons may stand, and the minutes of each: working hours less the breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from generator.scoring.refusal import ScoreRefused
from generator.scoring.schedule.checks import holiday, weekday
from generator.scoring.schedule.terms import HARI, Arguments

LONGEST_DAYS = 3660
LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True, order=True)
class DaySpan:
    """Minutes since midnight, the end not included; `nama` is a break's."""

    start: int
    end: int
    nama: str = ""

    def meets(self, other: DaySpan) -> bool:
        """Tell whether the two share a minute."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days from `first`; hours and breaks by weekday (0 is Senin), in order of time."""

    first: date
    last: date
    working: frozenset[int]
    hours: tuple[tuple[DaySpan, ...], ...]
    breaks: tuple[tuple[DaySpan, ...], ...]
    closed: tuple[tuple[date, date], ...]
    is_open_ended: bool

    def days(self) -> Iterator[date]:
        """Yield the working days in order.

        Refuses to go on for more than ten years when no last day was given.
        """
        day = self.first
        while day <= self.last:
            if day.weekday() in self.working and not self.is_holiday(day):
                yield day
            day += timedelta(days=1)
        if self.is_open_ended:
            raise ScoreRefused("jadwal-terlalu-panjang", ("mulai",), hari=LONGEST_DAYS)

    def is_holiday(self, day: date) -> bool:
        """Tell whether a holiday covers `day`."""
        return any(first <= day <= last for first, last in self.closed)

    def breaks_of(self, day: date) -> tuple[DaySpan, ...]:
        """Return the breaks of `day`."""
        return self.breaks[day.weekday()]

    def lessons(self, day: date, taken: Iterable[DaySpan], minutes: int) -> list[DaySpan]:
        """Return every lesson that fits into the hours of `day`, none of them across a break or what is taken."""
        blocked = sorted((*self.breaks_of(day), *taken))
        return [lesson for window in self.hours[day.weekday()] for lesson in lessons_from(window.start, blocked, minutes, window.end)]


def calendar_of(given: Arguments) -> Calendar:
    """Return the calendar of checked arguments; refuses one on which no lesson fits."""
    working = frozenset(weekday(name, ("hari_kerja", index)) for index, name in enumerate(given.hari_kerja or HARI[:5]))
    calendar = Calendar(
        first=given.mulai,
        last=given.sampai or _days_later(given.mulai, LONGEST_DAYS),
        working=working,
        hours=_hours(given),
        breaks=_breaks(given),
        closed=tuple(holiday(row, ("libur", index)) for index, row in enumerate(given.libur)),
        is_open_ended=given.sampai is None,
    )
    longest = max((row.menit_per_jp for row in given.aturan if row.jp_per_hari is not None), default=0)
    monday = date(2024, 1, 1)
    if longest and not any(calendar.lessons(monday + timedelta(days=day), (), longest) for day in sorted(working)):
        raise ScoreRefused("jam-kerja-tidak-muat", ("jam_kerja",), menit=longest)
    return calendar


def lessons_from(start: int, blocked: Sequence[DaySpan], minutes: int, end: int = LAST_MINUTE) -> Iterator[DaySpan]:
    """Yield lessons of `minutes` one after another from `start` to `end`.

    A lesson is never cut: where it would run into what is blocked (in order of time), it begins after that.
    """
    moment = start
    while moment + minutes <= end:
        lesson = DaySpan(moment, moment + minutes)
        obstacle = next((span for span in blocked if span.meets(lesson)), None)
        if obstacle is None:
            yield lesson
            moment = lesson.end
        else:
            moment = obstacle.end


def minute_of(moment: time) -> int:
    """Return the minutes from midnight to `moment`; seconds are left out."""
    return moment.hour * 60 + moment.minute


def time_of(minute: int) -> time:
    """Return the time `minute` minutes after midnight, below 24 hours."""
    return time(minute // 60, minute % 60)


def _hours(given: Arguments) -> tuple[tuple[DaySpan, ...], ...]:
    general: list[DaySpan] = []
    own: dict[int, list[DaySpan]] = {}
    for index, row in enumerate(given.jam_kerja):
        span = DaySpan(minute_of(row.mulai), minute_of(row.selesai))
        if row.hari:
            own.setdefault(weekday(row.hari, ("jam_kerja", index, "hari")), []).append(span)
        else:
            general.append(span)
    return tuple(_joined(own.get(day, general)) for day in range(len(HARI)))


def _joined(spans: Iterable[DaySpan]) -> tuple[DaySpan, ...]:
    """Return the spans in order, those that meet or touch made one."""
    joined: list[DaySpan] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = DaySpan(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _breaks(given: Arguments) -> tuple[tuple[DaySpan, ...], ...]:
    general: list[DaySpan] = []
    own: dict[int, list[DaySpan]] = {}
    for index, row in enumerate(given.istirahat):
        span = DaySpan(minute_of(row.mulai), minute_of(row.selesai), row.nama or "Istirahat")
        if row.hari:
            own.setdefault(weekday(row.hari, ("istirahat", index, "hari")), []).append(span)
        else:
            general.append(span)
    return tuple(_breaks_of_day(general, own.get(day, [])) for day in range(len(HARI)))


def _breaks_of_day(general: Iterable[DaySpan], own: Sequence[DaySpan]) -> tuple[DaySpan, ...]:
    kept = [span for span in general if not any(span.meets(other) for other in own)]
    return tuple(sorted((*kept, *own)))


def _days_later(day: date, count: int) -> date:
    return date.fromordinal(min(day.toordinal() + count, date.max.toordinal() - 1))
