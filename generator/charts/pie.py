"""Shares of a whole: slices clockwise from the top, with a legend that gives name, value and share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import cos, pi, sin

from generator.charts.frame import LABEL, LEADING, head, page_width
from generator.charts.model import Chart, share_text, value_text
from generator.charts.scene import INK, PALETTE, PAPER, Polygon, Scene, SceneRect, SceneText, Shape, ink_on
from generator.charts.typeface import Fonts, wrapped

_RADIUS = 82.0
_MOST_SLICES = len(PALETTE)
_STEPS = 240  # corners of a full circle: less than 0.01 pt off the arc


@dataclass(frozen=True, slots=True)
class _Slice:
    name: str
    value: Fraction
    colour: str
    start: Fraction
    share: Fraction


def pie_scene(chart: Chart, fonts: Fonts) -> Scene:
    """Return the picture of the first series as a pie; beyond eight slices the smallest become one, "Lainnya"."""
    top = head(chart, fonts)
    slices = _slices(chart)
    x = _RADIUS + 1
    left = 2 * _RADIUS + 22
    legend: list[SceneRect | SceneText] = []
    y = top.bottom
    for part in slices:
        share = share_text(part.share)
        value = share if chart.unit == "%" else f"{value_text(part.value, chart.unit)} ({share})"
        y += 3
        legend.append(SceneRect(left, y, 8, 8, part.colour, INK))
        for line in wrapped(f"{part.name}: {value}", page_width(chart) - left - 14, LABEL, fonts.regular):
            y += LABEL * LEADING
            legend.append(SceneText(left + 13, y - 2.2, line))
    height = max(2 * _RADIUS + 2, y - top.bottom)
    middle = top.bottom + height / 2
    lowered = [replace(shape, y=shape.y + middle - (top.bottom + y) / 2) for shape in legend]
    pie = [shape for part in slices if part.share for shape in _drawn(part, x, middle)]
    return Scene(page_width(chart), top.bottom + height + 3, (*top.shapes, *pie, *lowered))


def _slices(chart: Chart) -> list[_Slice]:
    pairs = [(name, value) for name, value in zip(chart.categories, chart.numbers[0], strict=True) if value is not None]
    if len(pairs) > _MOST_SLICES:
        largest = sorted(range(len(pairs)), key=lambda at: -pairs[at][1])[: _MOST_SLICES - 1]
        rest = [value for at, (_, value) in enumerate(pairs) if at not in largest]
        pairs = [pairs[at] for at in sorted(largest)] + [(f"Lainnya ({len(rest)})", sum(rest, Fraction(0)))]
    total = sum((value for _, value in pairs), Fraction(0))
    slices: list[_Slice] = []
    start = Fraction(0)
    for number, (name, value) in enumerate(pairs):
        slices.append(_Slice(name, value, PALETTE[number], start, value / total))
        start += value / total
    return slices


def _drawn(part: _Slice, x: float, y: float) -> list[Shape]:
    corners = max(2, round(part.share * _STEPS))
    arc = [_on_circle(part.start + part.share * step / corners, x, y, _RADIUS) for step in range(corners + 1)]
    points = arc[:-1] if part.share == 1 else [(x, y), *arc]
    shapes: list[Shape] = [Polygon(tuple(points), part.colour, PAPER if part.share < 1 else INK)]
    if part.share >= Fraction(1, 20):
        at = _on_circle(part.start + part.share / 2, x, y, _RADIUS * 0.68 if part.share < 1 else 0)
        shapes.append(SceneText(at[0], at[1] + 2.8, share_text(part.share), LABEL, "middle", ink_on(part.colour)))
    return shapes


def _on_circle(turn: Fraction, x: float, y: float, radius: float) -> tuple[float, float]:
    angle = float(turn) * 2 * pi
    return (x + radius * sin(angle), y - radius * cos(angle))
