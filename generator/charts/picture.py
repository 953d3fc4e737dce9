"""A chart's scene, and that scene as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.charts.bars import bar_scene
from generator.charts.frame import empty_picture
from generator.charts.gantt import gantt_scene
from generator.charts.heatmap import heatmap_scene
from generator.charts.model import Chart, ChartType, description
from generator.charts.pie import pie_scene
from generator.charts.png import png_bytes
from generator.charts.scene import Scene
from generator.charts.svg import svg_text
from generator.charts.typeface import Fonts

_DRAWN: dict[ChartType, Callable[[Chart, Fonts], Scene]] = {
    "bar": bar_scene,
    "stacked": bar_scene,
    "pie": pie_scene,
    "gantt": gantt_scene,
    "heatmap": heatmap_scene,
}


def to_scene(chart: Chart, fonts: Fonts) -> Scene:
    """Return the chart laid out; without data a picture that says so, and bars for a pie with a negative slice."""
    if chart.is_empty:
        return empty_picture(chart, fonts)
    if chart.type == "pie" and any(value is not None and value < 0 for value in chart.numbers[0]):
        return bar_scene(replace(chart, type="bar", series=chart.series[:1]), fonts)
    return _DRAWN[chart.type](chart, fonts)


def to_svg(chart: Chart, fonts: Fonts, *, outlines: bool = True) -> str:
    """Return the chart as SVG with title and description.

    outlines: text as shapes, the same on every machine, and no words of the page it stands on; else as text in
    Liberation Sans or Arial.
    """
    return svg_text(to_scene(chart, fonts), fonts, title=chart.title, description=description(chart), outlines=outlines)


def to_png(chart: Chart, fonts: Fonts, *, width_px: int = 1600, dpi: int | None = None) -> bytes:
    """Return the chart as PNG, `width_px` wide. dpi: written into the file; without it the one that gives the chart's own width."""
    scene = to_scene(chart, fonts)
    return png_bytes(scene, fonts, width_px=width_px, dpi=round(width_px * 25.4 / chart.width_mm) if dpi is None else dpi)
