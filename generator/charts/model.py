"""What a chart shows, whatever it is drawn with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from generator.formatting import angka, persen, rentang
from validators.absence import Absence, is_absent

ChartType: TypeAlias = Literal["bar", "stacked", "pie", "gantt", "heatmap"]
Number: TypeAlias = int | Decimal | Fraction

_SUMMARY_LIMIT = 12
_UNDRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of numbers, one per category; None where there is none."""

    name: str
    values: tuple[Number | Absence | None, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a Gantt chart: from the first day to the last, both included."""

    label: str
    mulai: date
    selesai: date


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's data and words.

    alt: what the picture says, for those who do not see it. unit: of the values; "%" is printed beside each.
    categories, series: of all types but Gantt. In a heat map categories are the rows and series the columns; a pie shows the
    first series. tasks: of a Gantt chart. width_mm: of the picture on paper; its height follows from what is in it.
    is_thin: bars as thin as their names allow. extent: numbers, days: days that the axis holds besides the chart's own, so that
    the parts of a chart share one.
    """

    type: ChartType
    title: str
    alt: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: str = ""
    tasks: tuple[Task, ...] = ()
    width_mm: int = 160
    is_thin: bool = False
    extent: tuple[Fraction, ...] = ()
    days: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(f"Deret {series.name!r} punya {len(series.values)} nilai untuk {len(self.categories)} kategori.")
        for task in self.tasks:
            if task.selesai < task.mulai:
                raise ValueError(f"Kegiatan {task.label!r} selesai sebelum mulai.")

    @property
    def numbers(self) -> tuple[tuple[Fraction | None, ...], ...]:
        """The exact values of each series. Raises ValueError for NaN and infinity."""
        return tuple(tuple(_exact(value) for value in series.values) for series in self.series)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no task, no number, or (but in a heat map) nothing except zeros."""
        if self.type == "gantt":
            return not self.tasks
        shown = self.numbers[:1] if self.type == "pie" else self.numbers
        present = [value for row in shown for value in row if value is not None]
        return not present if self.type == "heatmap" else not any(present)

    @property
    def is_telling(self) -> bool:
        """Whether there is something to compare: two categories with a value, or two tasks, at least."""
        if self.type == "gantt":
            return len(self.tasks) > 1
        shown = self.numbers[:1] if self.type == "pie" else self.numbers
        return sum(any(row[at] is not None for row in shown) for at in range(len(self.categories))) > 1


def chart_from_rows(
    chart_type: ChartType,
    rows: Iterable[Mapping[str, Any]],
    *,
    title: str,
    alt: str,
    category: str,
    series: Mapping[str, str] | None = None,
    unit: str = "",
    start: str = "mulai",
    end: str = "selesai",
    width_mm: int = 160,
) -> Chart:
    """Return the chart of a table.

    category: the column that names each row. series: column -> name in the legend. start, end: a Gantt chart's columns of
    dates; a row without both, or with the end first, is left out.
    """
    table = list(rows)
    if chart_type == "gantt":
        tasks = tuple(Task(_text(row[category]), row[start], row[end]) for row in table if _is_stretch(row[start], row[end]))
        return Chart(chart_type, title, alt, tasks=tasks, width_mm=width_mm)
    title, alt = _text(title), _text(alt)
    columns = tuple(Series(_text(name), tuple(row[column] for row in table)) for column, name in (series or {}).items())
    return Chart(chart_type, title, alt, tuple(_text(row[category]) for row in table), columns, unit, width_mm=width_mm)


def chart_of_pairs(
    chart_type: ChartType,
    pairs: Mapping[str, Mapping[str, Number | Absence | None]],
    *,
    title: str,
    alt: str,
    labels: Mapping[str, str],
    unit: str = "",
) -> Chart:
    """Return the chart of a number for each pair of two keys: the outer ones are its categories, the inner ones its series."""
    names = dict.fromkeys(name for row in pairs.values() for name in row)
    series = tuple(Series(_text(labels.get(name, name)), tuple(row.get(name) for row in pairs.values())) for name in names)
    return Chart(chart_type, _text(title), _text(alt), tuple(_text(name) for name in pairs), series, unit)


def description(chart: Chart) -> str:
    """Return the alternative text with, where it is short enough, the data themselves."""
    facts = [f"{task.label} {rentang(task.mulai, task.selesai)}" for task in chart.tasks]
    for series, numbers in zip(chart.series, chart.numbers, strict=True):
        prefix = f"{series.name}, " if len(chart.series) > 1 else ""
        facts += [f"{prefix}{name} {value_text(number, chart.unit)}" for name, number in zip(chart.categories, numbers, strict=True)]
    if chart.is_empty:
        return f"{chart.alt}. Belum ada data."
    return f"{chart.alt}: {'; '.join(facts)}." if len(facts) <= _SUMMARY_LIMIT else chart.alt


def value_text(number: Fraction | None, unit: str, decimals: int | None = None) -> str:
    """Return a number as Indonesian text, a dash for none; of the units only "%" stands beside it.

    decimals: without it up to two, as many as needed.
    """
    if number is None:
        return "–"
    return f"{angka(number, decimals)}{'%' if unit == '%' else ''}"


def share_text(share: Fraction) -> str:
    """Return a share of 1 in percent, with one decimal unless it is whole."""
    return str(persen(share * 100, 0 if (share * 100).denominator == 1 else 1))


def decimals_of(chart: Chart) -> int:
    """Return how many decimals, at most two, every number of the chart needs to print alike."""
    values = [number for row in chart.numbers for number in row if number is not None]
    return next(places for places in (0, 1, 2) if places == 2 or all((value * 10**places).denominator == 1 for value in values))


def palette_index(chart: Chart) -> Sequence[int]:
    """Return the colour number of each series: a single one takes the middle blue."""
    return (2,) if len(chart.series) == 1 else range(len(chart.series))


def _exact(value: Number | Absence | None) -> Fraction | None:
    return None if value is None or isinstance(value, Absence) else Fraction(value)


def _is_stretch(start: Any, end: Any) -> bool:
    return isinstance(start, date) and isinstance(end, date) and start <= end


def _text(value: Any) -> str:
    """Return a value as the words of a picture, without letters that no drawing can hold."""
    return "" if value is None or is_absent(value) else _UNDRAWABLE.sub("", str(value))
