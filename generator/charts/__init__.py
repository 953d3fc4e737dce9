"""Data as pictures: bar, stacked, pie, Gantt and heat map as SVG and PNG (DOC-94).

A `Chart` is laid out once into a scene of rectangles, lines, polygons and text (`scene`); `svg` and `png` write that scene.
No plotting library: the five types are simple, start quickly, and come out with the same bytes each run.
"""

from __future__ import annotations

from generator.charts.model import Chart, ChartType, Series, Task, chart_from_rows, chart_of_pairs, description
from generator.charts.parts import MOST_POINTS, parts
from generator.charts.picture import to_png, to_scene, to_svg
from generator.charts.typeface import Fonts

__all__ = [
    "MOST_POINTS",
    "Chart",
    "ChartType",
    "Fonts",
    "Series",
    "Task",
    "chart_from_rows",
    "chart_of_pairs",
    "description",
    "parts",
    "to_png",
    "to_scene",
    "to_svg",
]
