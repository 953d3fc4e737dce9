"""A chart as a workbook's own, editable one: which cells it reads, and what it caches of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.charts.model import Chart, decimals_of, palette_index
from generator.charts.scene import PALETTE
from generator.ooxml.cells import date_serial
from generator.ooxml.chart_parts import Shape, SheetChart, SheetSeries

_INDONESIAN_DAY = "[$-421]d mmm"
_MOST_UPRIGHT = 8


@dataclass(frozen=True, slots=True)
class SeriesCells:
    """Where a series stands: its name in one cell, its values in a column or row; both absolute and with the sheet's name."""

    name: str
    values: str


@dataclass(frozen=True, slots=True)
class ChartCells:
    """Where a chart's data stand. Of a Gantt chart the two series are the first day and the number of days."""

    categories: str
    series: tuple[SeriesCells, ...]


def native(chart: Chart, cells: ChartCells) -> SheetChart:
    """Return the description of a native chart.

    Raises ValueError for a heat map, which a workbook shows by `generator.ooxml.chart_parts.add_colour_scale`, and where
    cells and series are not as many.
    """
    if chart.kind == "heatmap":
        raise ValueError("Peta panas di XLSX adalah sel berwarna, bukan grafik.")
    series = _task_series(chart, cells) if chart.kind == "gantt" else _number_series(chart, cells)
    labels = tuple(task.label for task in chart.tasks) if chart.kind == "gantt" else chart.categories
    low, high = _days(chart)
    return SheetChart(
        shape=_shape(chart),
        title=chart.title,
        alt=chart.alt,
        categories=labels,
        categories_ref=cells.categories,
        series=series,
        axis_format=_INDONESIAN_DAY if chart.kind == "gantt" else 'General"%"' if chart.unit == "%" else "General",
        label_format=_label_format(chart),
        low=low,
        high=high,
    )


def _shape(chart: Chart) -> Shape:
    lies = len(chart.categories) > _MOST_UPRIGHT
    if chart.kind == "bar":
        return "bars" if lies else "columns"
    if chart.kind == "stacked":
        return "stacked-bars" if lies else "stacked-columns"
    return "pie" if chart.kind == "pie" else "gantt"


def _number_series(chart: Chart, cells: ChartCells) -> tuple[SheetSeries, ...]:
    shown = chart.series[:1] if chart.kind == "pie" else chart.series
    places = cells.series[:1] if chart.kind == "pie" else cells.series
    if len(places) != len(shown):
        raise ValueError(f"{len(places)} tempat untuk {len(shown)} deret.")
    points = tuple(_colour(number) for number in range(len(chart.categories))) if chart.kind == "pie" else ()
    return tuple(
        SheetSeries(series.name, at.name, numbers, at.values, "" if points else _colour(index), points)
        for series, numbers, at, index in zip(shown, chart.numbers[: len(shown)], places, palette_index(chart), strict=False)
    )


def _task_series(chart: Chart, cells: ChartCells) -> tuple[SheetSeries, ...]:
    start, length = cells.series
    starts = tuple(Fraction(date_serial(task.mulai, from_1904=False) or 0) for task in chart.tasks)
    lengths = tuple(Fraction((task.selesai - task.mulai).days + 1) for task in chart.tasks)
    return (
        SheetSeries("Mulai", start.name, starts, start.values),
        SheetSeries("Hari", length.name, lengths, length.values, _colour(2)),
    )


def _label_format(chart: Chart) -> str:
    decimals = decimals_of(chart)
    return f"#,##0{'.' if decimals else ''}{'0' * decimals}" + ('"%"' if chart.unit == "%" else "")


def _days(chart: Chart) -> tuple[int | None, int | None]:
    """Return the first day of a Gantt chart and the one after its last, as Excel counts days."""
    starts = [int(date_serial(task.mulai, from_1904=False) or 0) for task in chart.tasks]
    ends = [int(date_serial(task.selesai, from_1904=False) or 0) + 1 for task in chart.tasks]
    return (min(starts), max(ends)) if starts else (None, None)


def _colour(number: int) -> str:
    return PALETTE[number % len(PALETTE)].removeprefix("#")
