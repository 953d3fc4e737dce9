"""Round numbers and dates for an axis. All exact: a picture's scale is the data's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from generator.formatting import tanggal


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high` with its marks."""

    low: Fraction
    high: Fraction
    marks: tuple[Fraction, ...]

    def share(self, value: Fraction) -> float:
        """Return where `value` lies: 0 at the low end, 1 at the high end."""
        return float((value - self.low) / (self.high - self.low))


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date at which a new unit begins, and how it is printed."""

    day: date
    label: str


def number_axis(values: Iterable[Fraction], most_marks: int = 6) -> Axis:
    """Return an axis that holds zero and all values, its ends round numbers; steps are whole where all values are."""
    known = [Fraction(0), *values]
    low, high = min(known), max(known)
    step = _round_step((high - low) / most_marks or Fraction(1), whole=all(value.denominator == 1 for value in known))
    first, last = low // step, -(-high // step)
    return Axis(first * step, last * step, tuple(number * step for number in range(first, last + 1)))


def date_marks(first: date, last: date) -> tuple[DateMark, ...]:
    """Return the marks between two days: days, weeks (Mondays), months, quarters or years, whichever are few enough."""
    days = (last - first).days + 1
    if days <= 10:
        return tuple(DateMark(day, _day_label(day)) for day in _every_day(first, last))
    if days <= 70:
        step = 1 if days <= 60 else 2
        mondays = [day for day in _every_day(first, last) if day.weekday() == 0]
        return tuple(DateMark(day, _day_label(day)) for day in mondays[::step])
    every = next((months for months in (1, 3, 6) if days <= months * 310), 12 * -(-days // 4000))
    starts = [day for day in _month_starts(first, last) if (day.year * 12 + day.month - 1) % every == 0]
    return tuple(DateMark(day, str(day.year) if every >= 12 else f"{_month(day)} {day.year}") for day in starts)


def _round_step(rough: Fraction, *, whole: bool) -> Fraction:
    """Return the smallest of 1, 2, 2.5, 5 times a power of ten that is not below `rough`."""
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    steps = (power * factor for factor in (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10)))
    return next(step for step in (*steps, power * 20) if step >= rough and (not whole or step.denominator == 1))


def _every_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _month_starts(first: date, last: date) -> Iterable[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if date(year, month, 1) >= first:
            yield date(year, month, 1)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _day_label(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return str(tanggal(day)).split()[1][:3]
