"""Activities as bars over a calendar, their dates in a column of their own at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from generator.charts.axis import DateMark, date_marks
from generator.charts.frame import GAP, SMALL, head, height_of, label_column, lines_beside, page_width
from generator.charts.model import Chart
from generator.charts.scene import GRID, INK, PALETTE, SOFT, Scene, SceneLine, SceneRect, SceneText, Shape
from generator.charts.typeface import Fonts, text_width
from generator.formatting import rentang, tanggal

_THICK = 10.0
_FILL = PALETTE[2]


def gantt_scene(chart: Chart, fonts: Fonts) -> Scene:
    """Return the picture of the tasks in their order; each bar has its dates in it or beside it."""
    top = head(chart, fonts)
    first = min((*chart.days, *(task.mulai for task in chart.tasks)))
    last = max((*chart.days, *(task.selesai for task in chart.tasks)))
    said = [str(rentang(task.mulai, task.selesai)) for task in chart.tasks]
    days = (last - first).days + 1
    column, names = label_column([task.label for task in chart.tasks], page_width(chart) * 0.34, fonts)
    left = column + GAP
    right = page_width(chart) - max(text_width(words, SMALL, fonts.regular) for words in said) - GAP

    def across(day: date) -> float:
        return left + (day - first).days / days * (right - left)

    ceiling = top.bottom + SMALL + 4
    shapes: list[Shape] = []
    bars: list[Shape] = []
    y = ceiling
    for task, lines, words in zip(chart.tasks, names, said, strict=True):
        height = max(_THICK + (1 if chart.is_thin else 6), height_of(lines) + (1 if chart.is_thin else 3))
        x1, x2 = across(task.mulai), across(task.selesai + timedelta(days=1))
        shapes.append(SceneLine(0, y, page_width(chart), y, GRID, 0.3))
        bars.append(SceneRect(x1, y + (height - _THICK) / 2, x2 - x1, _THICK, _FILL, INK))
        bars.append(SceneText(right + GAP - 2, y + height / 2 + 2.5, words, SMALL))
        shapes += lines_beside(lines, column, y + height / 2)
        y += height
    for mark, x in _spaced(_from_the_start(date_marks(first, last), first), across, fonts, right):
        shapes.append(SceneLine(x, ceiling - 2, x, y, GRID))
        shapes.append(SceneText(x + 1, ceiling - 4, mark.label, SMALL, colour=SOFT))
    shapes.append(SceneLine(0, y, page_width(chart), y, GRID, 0.3))
    return Scene(page_width(chart), y + 3, (*top.shapes, *shapes, *bars))


def _from_the_start(marks: tuple[DateMark, ...], first: date) -> tuple[DateMark, ...]:
    """Return the marks with the first month named too, where the calendar is told in months."""
    if not marks or marks[0].day <= first or not marks[0].label[-4:].isdigit() or marks[0].label.isdigit():
        return marks
    return (DateMark(first, f"{str(tanggal(first)).split()[1][:3]} {first.year}"), *marks)


def _spaced(marks: tuple[DateMark, ...], across: Callable[[date], float], fonts: Fonts, right: float) -> Iterator[tuple[DateMark, float]]:
    """Yield the marks whose label does not run into the one before it or over the edge."""
    free = -1.0
    for mark in marks:
        x = across(mark.day)
        end = x + 1 + text_width(mark.label, SMALL, fonts.regular)
        if x >= free and end <= right + 2:
            free = end + 3
            yield mark, x
