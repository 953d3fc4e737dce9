"""What stands around every chart: title, legend, the wrapped labels beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.charts.model import Chart
from generator.charts.scene import INK, SOFT, Scene, SceneRect, SceneText, Shape
from generator.charts.typeface import Fonts, text_width, wrapped

LABEL = 8.0
SMALL = 7.0
TITLE = 10.0
LEADING = 1.22
GAP = 6.0


@dataclass(frozen=True, slots=True)
class FrameHead:
    """The upper part of a picture: its shapes, and where the chart itself begins."""

    shapes: tuple[Shape, ...]
    bottom: float


def page_width(chart: Chart) -> float:
    """Return the width of the picture in points."""
    return chart.width_mm * 72 / 25.4


def head(chart: Chart, fonts: Fonts, legend: Sequence[tuple[str, str]] = ()) -> FrameHead:
    """Return title, legend (colour and name) and unit, from the top."""
    shapes: list[Shape] = []
    y = 2.0
    if chart.title:
        for line in wrapped(chart.title, page_width(chart), TITLE, fonts.bold):
            y += TITLE * LEADING
            shapes.append(SceneText(0, y - 2, line, TITLE, bold=True))
        y += 3
    if legend:
        entries, y = _legend(legend, y, page_width(chart), fonts)
        shapes += entries
    if chart.unit and chart.unit != "%":
        y += SMALL * LEADING
        shapes.append(SceneText(0, y, f"Satuan: {chart.unit}", SMALL, colour=SOFT))
        y += 2
    return FrameHead(tuple(shapes), y + GAP)


def empty_picture(chart: Chart, fonts: Fonts) -> Scene:
    """Return the picture of a chart without data: it says so."""
    top = head(replace(chart, unit=""), fonts)
    width, height = page_width(chart), 56.0
    frame = SceneRect(0.5, top.bottom, width - 1, height, "#F5F5F5", "#BFBFBF")
    words = SceneText(width / 2, top.bottom + height / 2 + 3, "Belum ada data", 9.0, "middle", SOFT)
    return Scene(width, top.bottom + height + 1, (*top.shapes, frame, words))


def lines_beside(lines: Sequence[str], x: float, middle: float, size: float = LABEL) -> list[Shape]:
    """Return lines of text that end at `x`, centred around the height `middle`."""
    first = middle - (len(lines) - 1) * size * LEADING / 2 + size * 0.36
    return [SceneText(x, first + number * size * LEADING, line, size, "end") for number, line in enumerate(lines)]


def lines_below(lines: Sequence[str], x: float, top: float, size: float = LABEL) -> list[Shape]:
    """Return lines of text centred on `x`, from `top` down."""
    return [SceneText(x, top + (number + 0.8) * size * LEADING, line, size, "middle") for number, line in enumerate(lines)]


def height_of(lines: Sequence[str], size: float = LABEL) -> float:
    """Return the height of some lines of text."""
    return len(lines) * size * LEADING


def label_column(labels: Sequence[str], widest: float, fonts: Fonts, size: float = LABEL) -> tuple[float, list[list[str]]]:
    """Return the width of a column of labels, about `widest` at most, and the lines of each."""
    lines = [wrapped(label, widest, size, fonts.regular) for label in labels]
    return max((text_width(line, size, fonts.regular) for each in lines for line in each), default=0.0) + 3, lines


def _legend(entries: Sequence[tuple[str, str]], y: float, width: float, fonts: Fonts) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    x = 0.0
    y += LABEL * LEADING
    for colour, name in entries:
        lines = wrapped(name, width - 14, LABEL, fonts.regular)
        needed = 12 + max(text_width(line, LABEL, fonts.regular) for line in lines)
        if x and x + needed > width:
            x, y = 0.0, y + LABEL * LEADING + 2
        shapes.append(SceneRect(x + 0.5, y - 6.5, 7, 7, colour, INK))
        for number, line in enumerate(lines):
            shapes.append(SceneText(x + 11, y + number * LABEL * LEADING, line, LABEL))
        y += (len(lines) - 1) * LABEL * LEADING
        x += needed + 12
    return shapes, y + 2
