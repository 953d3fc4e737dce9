"""A table of numbers coloured by size: light is low, dark is high, so that it reads in grey too."""

from __future__ import annotations

from fractions import Fraction

from generator.charts.frame import GAP, LABEL, LEADING, SMALL, head, height_of, label_column, lines_below, lines_beside, page_width
from generator.charts.model import Chart, decimals_of, value_text
from generator.charts.scene import PAPER, SOFT, Scene, SceneLine, SceneRect, SceneText, Shape, blend, ink_on
from generator.charts.typeface import Fonts, text_width, wrapped

LOW, HIGH, NONE = "#EAF3F8", "#12355B", "#FFFFFF"
_WIDEST_CELL = 70.0
_STEPS = 24


def heatmap_scene(chart: Chart, fonts: Fonts) -> Scene:
    """Return the picture of a matrix: categories are rows, series columns; a cell without a number is white with a dash."""
    numbers = chart.numbers
    present = [number for column in numbers for number in column if number is not None]
    low, high = min((*present, *chart.extent)), max((*present, *chart.extent))
    top = head(chart, fonts)
    scale, ceiling = _scale(chart, fonts, (low, high), top.bottom)
    column, names = label_column(chart.categories, page_width(chart) * 0.34, fonts)
    left = column + GAP
    cell = min(_WIDEST_CELL, (page_width(chart) - left) / len(numbers))
    headings, ceiling = _headings(chart, fonts, left, cell, top=ceiling)
    shapes: list[Shape] = [*top.shapes, *scale, *headings]
    decimals = decimals_of(chart)
    size = _cell_size(chart, fonts, cell, decimals)
    y = ceiling
    for row, lines in enumerate(names):
        height = max(14.0, height_of(lines) + 3)
        shapes += lines_beside(lines, column, y + height / 2)
        for number in range(len(numbers)):
            value = numbers[number][row]
            fill = NONE if value is None else _colour(value, low, high)
            x = left + number * cell
            shapes.append(SceneRect(x, y, cell, height, fill, PAPER))
            if size:
                ink = SOFT if value is None else ink_on(fill)
                shapes.append(
                    SceneText(x + cell / 2, y + height / 2 + size * 0.36, value_text(value, chart.unit, decimals), size, "middle", ink)
                )
        y += height
    shapes.append(SceneLine(left, y, left + cell * len(numbers), y))
    return Scene(page_width(chart), y + 3, tuple(shapes))


def _colour(value: Fraction, low: Fraction, high: Fraction) -> str:
    return blend(LOW, HIGH, float((value - low) / (high - low)) if high > low else 0.5)


def _cell_size(chart: Chart, fonts: Fonts, cell: float, decimals: int) -> float:
    """Return the size in which every number fits its cell, 0 where none of at least 5 points does."""
    widest = max(text_width(value_text(value, chart.unit, decimals), 1, fonts.regular) for column in chart.numbers for value in column)
    size = min(LABEL, (cell - 3) / widest)
    return size if size >= 5 else 0.0


def _headings(chart: Chart, fonts: Fonts, left: float, cell: float, *, top: float) -> tuple[list[Shape], float]:
    """Return the columns' names over the cells: upright lines where every word fits, else rising."""
    names = [series.name for series in chart.series]
    lines = [wrapped(name, cell - 3, SMALL, fonts.regular) for name in names]
    if all(" ".join(each).split() == name.split() for each, name in zip(lines, names, strict=True)):
        tallest = max(map(len, lines)) * SMALL * LEADING
        shapes: list[Shape] = []
        for number, each in enumerate(lines):
            own = len(each) * SMALL * LEADING
            shapes += lines_below(each, left + (number + 0.5) * cell, top + tallest - own, SMALL)
        return shapes, top + tallest + 4
    rows = max(1, int(cell // (SMALL * LEADING)))
    rising = [
        each if len(each) <= rows else [name]
        for each, name in zip((wrapped(name, 110, SMALL, fonts.regular) for name in names), names, strict=True)
    ]
    bottom = top + 4 + max(text_width(line, SMALL, fonts.regular) for each in rising for line in each)
    shapes = []
    for number, each in enumerate(rising):
        first = left + (number + 0.5) * cell - (len(each) - 1) * SMALL * LEADING / 2 + SMALL * 0.36
        shapes += [SceneText(first + at * SMALL * LEADING, bottom - 3, line, SMALL, rises=True) for at, line in enumerate(each)]
    return shapes, bottom


def _scale(chart: Chart, fonts: Fonts, ends: tuple[Fraction, Fraction], top: float) -> tuple[list[Shape], float]:
    """Return the scale of colours from the lowest to the highest number."""
    decimals = decimals_of(chart)
    low, high = (value_text(value, chart.unit, decimals) for value in ends)
    x = text_width(low, SMALL, fonts.regular) + 4
    shapes: list[Shape] = [SceneText(0, top + 7, low, SMALL, colour=SOFT)]
    step = 96 / _STEPS
    if ends[0] == ends[1]:
        return [SceneRect(x, top, 8, 8, blend(LOW, HIGH, 0.5)), *shapes], top + 8 + GAP
    for number in range(_STEPS):
        shapes.append(SceneRect(x + number * step, top, step + 0.3, 8, blend(LOW, HIGH, number / (_STEPS - 1))))
    shapes.append(SceneText(x + 100, top + 7, high, SMALL, colour=SOFT))
    return shapes, top + 8 + GAP
