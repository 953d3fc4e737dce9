"""A chart that is too tall for its page: thinner bars first, then parts one below the other, (1/2) and (2/2), on one scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from generator.charts.model import Chart, Series
from generator.charts.picture import to_scene
from generator.charts.typeface import Fonts

MOST_POINTS: Final = 275.0
"""No picture is taller: two fifths of a page, so that what it leaves empty when it does not fit is not half of one."""
_FEWEST: Final = 2


def parts(chart: Chart, fonts: Fonts, most: float = MOST_POINTS) -> tuple[Chart, ...]:
    """Return the chart as it is, with thin bars, or in as few parts as are low enough; a pie is never parted."""
    if chart.type == "pie" or chart.is_empty:
        return (chart,)
    for number in range(1, _size(chart) // _FEWEST + 1):
        for is_thin in (False, True):
            cut = tuple(_cut(replace(chart, is_thin=is_thin), number))
            if all(to_scene(part, fonts).height <= most for part in cut):
                return cut
    return tuple(_cut(replace(chart, is_thin=True), max(_size(chart) // _FEWEST, 1)))


def _size(chart: Chart) -> int:
    return len(chart.tasks) if chart.type == "gantt" else len(chart.categories)


def _cut(chart: Chart, number: int) -> Iterator[Chart]:
    if number == 1:
        yield chart
        return
    size = _size(chart)
    edges = [size * at // number for at in range(number + 1)]
    known = [value for row in chart.numbers for value in row if value is not None]
    extent = _stacked_ends(chart) if chart.type == "stacked" else tuple(known)
    days = tuple(day for task in chart.tasks for day in (task.mulai, task.selesai))
    for at in range(number):
        here = slice(edges[at], edges[at + 1])
        yield replace(
            chart,
            title=f"{chart.title} ({at + 1}/{number})".strip(),
            categories=chart.categories[here],
            series=tuple(Series(series.name, series.values[here]) for series in chart.series),
            tasks=chart.tasks[here],
            extent=(min(extent), max(extent)) if extent else (),
            days=(min(days), max(days)) if days else (),
        )


def _stacked_ends(chart: Chart) -> tuple[Fraction, ...]:
    columns = zip(*chart.numbers, strict=True)
    sums = [[value for value in column if value is not None] for column in columns]
    return tuple(sum((v for v in column if (v < 0) is below), Fraction(0)) for column in sums for below in (False, True))
