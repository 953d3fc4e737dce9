"""Bars beside or upon each other: upright where a few short names fit below them, else lying with the names at the left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.charts.axis import Axis, number_axis
from generator.charts.frame import GAP, LABEL, SMALL, head, height_of, label_column, lines_below, lines_beside, page_width
from generator.charts.model import Chart, palette_index, value_text
from generator.charts.scene import GRID, INK, PALETTE, SOFT, Scene, SceneLine, SceneRect, SceneText, Shape, ink_on
from generator.charts.typeface import Fonts, text_width, wrapped

_MOST_UPRIGHT = 8
_MOST_UPRIGHT_BARS = 24
_UPRIGHT_HEIGHT = 170.0
_MOST_LABEL_LINES = 3
_THINNEST = 5.0


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its category, its lane beside others of that category, from one value to another."""

    category: int
    lane: int
    start: Fraction
    end: Fraction
    colour: str
    label: str


def bar_scene(chart: Chart, fonts: Fonts) -> Scene:
    """Return the picture of a bar or stacked chart."""
    lanes = 1 if chart.type == "stacked" else max(len(chart.series), 1)
    bars = list(_stacked(chart) if chart.type == "stacked" else _beside(chart))
    axis = number_axis([*chart.extent, *(value for bar in bars for value in (bar.start, bar.end))])
    if not chart.is_thin and len(chart.categories) <= _MOST_UPRIGHT and len(bars) <= _MOST_UPRIGHT_BARS:
        slot = (page_width(chart) - _axis_width(axis, chart, fonts) - 4) / len(chart.categories)
        names = [wrapped(name, slot - 6, LABEL, fonts.regular) for name in chart.categories]
        if all(
            len(lines) <= _MOST_LABEL_LINES and " ".join(lines).split() == name.split()
            for lines, name in zip(names, chart.categories, strict=True)
        ):
            return _upright(chart, fonts, bars, axis, lanes=lanes)
    return _lying(chart, fonts, bars, axis, lanes=lanes)


def _beside(chart: Chart) -> Iterator[_Bar]:
    colours = [PALETTE[index % len(PALETTE)] for index in palette_index(chart)]
    for lane, numbers in enumerate(chart.numbers):
        for category, number in enumerate(numbers):
            if number is not None:
                yield _Bar(category, lane, Fraction(0), number, colours[lane], value_text(number, chart.unit))


def _stacked(chart: Chart) -> Iterator[_Bar]:
    """Yield the parts of each bar; what is below zero hangs down from zero."""
    ends = {(category, sign): Fraction(0) for category in range(len(chart.categories)) for sign in (False, True)}
    for index, numbers in enumerate(chart.numbers):
        for category, number in enumerate(numbers):
            if number:
                start = ends[category, number < 0]
                ends[category, number < 0] = start + number
                yield _Bar(category, 0, start, start + number, PALETTE[index % len(PALETTE)], value_text(number, chart.unit))


def _legend(chart: Chart) -> list[tuple[str, str]]:
    if len(chart.series) < 2:
        return []
    return [(PALETTE[index % len(PALETTE)], series.name) for index, series in enumerate(chart.series)]


def _axis_width(axis: Axis, chart: Chart, fonts: Fonts) -> float:
    return max(text_width(value_text(mark, chart.unit), SMALL, fonts.regular) for mark in axis.marks) + 7


def _upright(chart: Chart, fonts: Fonts, bars: list[_Bar], axis: Axis, *, lanes: int) -> Scene:
    top = head(chart, fonts, _legend(chart))
    left, right = _axis_width(axis, chart, fonts), page_width(chart) - 4
    ceiling, floor = top.bottom + SMALL, top.bottom + SMALL + _UPRIGHT_HEIGHT
    slot = (right - left) / len(chart.categories)

    def height(value: Fraction) -> float:
        return floor - axis.share(value) * (floor - ceiling)

    shapes: list[Shape] = [*top.shapes]
    for mark in axis.marks:
        shapes.append(SceneLine(left, height(mark), right, height(mark), INK if mark == 0 else GRID))
        shapes.append(SceneText(left - 4, height(mark) + 2.5, value_text(mark, chart.unit), SMALL, "end", SOFT))
    thick = min(slot * 0.72 / lanes, 46.0)
    for bar in bars:
        x = left + slot * (bar.category + 0.5) + thick * (bar.lane - lanes / 2)
        upper, lower = height(max(bar.start, bar.end)), height(min(bar.start, bar.end))
        shapes.append(SceneRect(x, upper, thick, lower - upper, bar.colour, INK))
        shapes += _upright_label(chart, fonts, bar, (x + thick / 2, upper, lower), thick=thick)
    names = [wrapped(name, slot - 6, LABEL, fonts.regular) for name in chart.categories]
    below = floor + (SMALL + 6 if axis.low < 0 else 4)
    for number, lines in enumerate(names):
        shapes += lines_below(lines, left + slot * (number + 0.5), below)
    shapes.append(SceneLine(left, height(Fraction(0)), right, height(Fraction(0)), INK, 0.75))
    return Scene(page_width(chart), below + max(map(height_of, names)) + 3, tuple(shapes))


def _upright_label(chart: Chart, fonts: Fonts, bar: _Bar, place: tuple[float, float, float], *, thick: float) -> list[Shape]:
    x, upper, lower = place
    if text_width(bar.label, SMALL, fonts.regular) > thick + (6 if chart.type == "bar" else -2):
        return []
    if chart.type == "stacked":
        if lower - upper < SMALL + 2:
            return []
        return [SceneText(x, (upper + lower) / 2 + 2.5, bar.label, SMALL, "middle", ink_on(bar.colour))]
    return [SceneText(x, upper - 2.5 if bar.end >= 0 else lower + SMALL, bar.label, SMALL, "middle")]


def _lying(chart: Chart, fonts: Fonts, bars: list[_Bar], axis: Axis, *, lanes: int) -> Scene:
    top = head(chart, fonts, _legend(chart))
    column, names = label_column(chart.categories, page_width(chart) * 0.42, fonts)
    widest = max((text_width(bar.label, SMALL, fonts.regular) for bar in bars), default=0.0) if chart.type == "bar" else 4.0
    room = widest + 5 if any(bar.end < 0 for bar in bars) and chart.type == "bar" else 0
    half_mark = _axis_width(axis, chart, fonts) / 2
    left, right = max(column + GAP + room, half_mark), page_width(chart) - max(widest + 5, half_mark)
    thick = max(_THINNEST, 8.0 / lanes) if chart.is_thin else 10.0 if lanes == 1 else max(7.5, 16.0 / lanes)
    ceiling = top.bottom + SMALL + 3

    def across(value: Fraction) -> float:
        return left + axis.share(value) * (right - left)

    middles, floor = _rows(names, thick * lanes + (1 if chart.is_thin else 4), ceiling)
    shapes: list[Shape] = [*top.shapes]
    for mark, x in _sparse(axis, across, chart, fonts):
        shapes.append(SceneLine(x, ceiling, x, floor, GRID))
        shapes.append(SceneText(x, ceiling - 3, value_text(mark, chart.unit), SMALL, "middle", SOFT))
    for bar in bars:
        y = middles[bar.category] + thick * (bar.lane - lanes / 2)
        x1, x2 = across(min(bar.start, bar.end)), across(max(bar.start, bar.end))
        shapes.append(SceneRect(x1, y, x2 - x1, thick, bar.colour, INK))
        shapes += _lying_label(chart, fonts, bar, (x1, x2, y + thick / 2 + 2.5))
    for lines, middle in zip(names, middles, strict=True):
        shapes += lines_beside(lines, column, middle)
    shapes.append(SceneLine(across(Fraction(0)), ceiling, across(Fraction(0)), floor, INK, 0.75))
    return Scene(page_width(chart), floor + 3, tuple(shapes))


def _rows(names: list[list[str]], bars_height: float, top: float) -> tuple[list[float], float]:
    """Return the middle height of each category's row, and where the last row ends."""
    middles: list[float] = []
    for lines in names:
        row = max(bars_height, height_of(lines) + 1)
        middles.append(top + row / 2)
        top += row
    return middles, top


def _sparse(axis: Axis, across: Callable[[Fraction], float], chart: Chart, fonts: Fonts) -> Iterator[tuple[Fraction, float]]:
    """Yield the marks and their places, leaving out every other one where their numbers would touch."""
    widest = _axis_width(axis, chart, fonts) + 4
    step = 1
    while step < len(axis.marks) and (across(axis.marks[step]) - across(axis.marks[0])) < widest:
        step += 1
    for mark in axis.marks[::step]:
        yield mark, across(mark)


def _lying_label(chart: Chart, fonts: Fonts, bar: _Bar, place: tuple[float, float, float]) -> list[Shape]:
    x1, x2, y = place
    if chart.type == "stacked":
        if text_width(bar.label, SMALL, fonts.regular) > x2 - x1 - 2:
            return []
        return [SceneText((x1 + x2) / 2, y, bar.label, SMALL, "middle", ink_on(bar.colour))]
    if bar.end < 0:
        return [SceneText(x1 - 3, y, bar.label, SMALL, "end")]
    return [SceneText(x2 + 3, y, bar.label, SMALL)]
