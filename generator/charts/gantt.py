"""Activities as bars over a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from generator.charts.axis import DateMark, date_marks
from generator.charts.frame import GAP, SMALL, head, height_of, label_column, lines_beside, page_width
from generator.charts.model import Chart, Task
from generator.charts.scene import GRID, INK, PALETTE, SOFT, Line, Rect, Scene, Shape, Text, ink_on
from generator.charts.typeface import Fonts, text_width
from generator.formatting import rentang

_THICK = 10.0
_FILL = PALETTE[2]


def gantt_scene(chart: Chart, fonts: Fonts) -> Scene:
    """Return the picture of the tasks in their order; each bar has its dates in it or beside it."""
    top = head(chart, fonts)
    first = min(task.mulai for task in chart.tasks)
    last = max(task.selesai for task in chart.tasks)
    days = (last - first).days + 1
    column, names = label_column([task.label for task in chart.tasks], page_width(chart) * 0.36, fonts)
    left, right = column + GAP, page_width(chart) - 2

    def across(day: date) -> float:
        return left + (day - first).days / days * (right - left)

    ceiling = top.bottom + SMALL + 4
    shapes: list[Shape] = []
    bars: list[Shape] = []
    y = ceiling
    for task, lines in zip(chart.tasks, names, strict=True):
        height = max(_THICK + 6, height_of(lines) + 3)
        shapes.append(Line(0, y, right, y, GRID, 0.3))
        bars += _bar(task, fonts, (across(task.mulai), across(task.selesai + timedelta(days=1))), y + height / 2, (left, right))
        shapes += lines_beside(lines, column, y + height / 2)
        y += height
    for mark, x in _spaced(date_marks(first, last), across, fonts, right):
        shapes.append(Line(x, ceiling - 2, x, y, GRID))
        shapes.append(Text(x + 1, ceiling - 4, mark.label, SMALL, colour=SOFT))
    shapes.append(Line(0, y, right, y, GRID, 0.3))
    return Scene(page_width(chart), y + 3, (*top.shapes, *shapes, *bars))


def _bar(task: Task, fonts: Fonts, ends: tuple[float, float], middle: float, plot: tuple[float, float]) -> list[Shape]:
    x1, x2 = ends
    words = str(rentang(task.mulai, task.selesai))
    width = text_width(words, SMALL, fonts.regular)
    shapes: list[Shape] = [Rect(x1, middle - _THICK / 2, x2 - x1, _THICK, _FILL, INK)]
    baseline = middle + 2.5
    if width + 4 <= x2 - x1:
        shapes.append(Text((x1 + x2) / 2, baseline, words, SMALL, "middle", ink_on(_FILL)))
    elif x2 + width + 4 <= plot[1]:
        shapes.append(Text(x2 + 3, baseline, words, SMALL))
    elif x1 - width - 4 >= plot[0]:
        shapes.append(Text(x1 - 3, baseline, words, SMALL, "end"))
    return shapes


def _spaced(marks: tuple[DateMark, ...], across: Callable[[date], float], fonts: Fonts, right: float) -> Iterator[tuple[DateMark, float]]:
    """Yield the marks whose label does not run into the one before it or over the edge."""
    free = -1.0
    for mark in marks:
        x = across(mark.day)
        end = x + 1 + text_width(mark.label, SMALL, fonts.regular)
        if x >= free and end <= right + 2:
            free = end + 3
            yield mark, x
