"""How wide the columns of a sheet are, in points, and where a point of the width lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.office.package.xml import Element, elements
from generator.office.sheet.heights import Letters

_POINTS_PER_PIXEL: Final = 0.75
_BASE_WIDTH: Final = 9.14
_MOST: Final = 500


def column_points(root: Element, last: int, usual: Letters) -> list[float]:
    """Return the widths in points of the columns 1 to `last` of a sheet; a hidden one is 0 wide."""
    sizes = next(elements(root, "sheetFormatPr"), None)
    usual_width = float((sizes.get("defaultColWidth") if sizes is not None else None) or _BASE_WIDTH)
    found = [_points(usual_width, usual)] * last
    for column in elements(root, "col"):
        hidden = column.get("hidden") in {"1", "true"}
        width = 0.0 if hidden else _points(float(column.get("width", usual_width)), usual)
        first, end = int(column.get("min", "1")), int(column.get("max", "1"))
        for number in range(first, min(end, last, first + _MOST) + 1):
            found[number - 1] = width
    return found


def _points(width: float, usual: Letters) -> float:
    pixels = usual.digit_pixels
    return int((256 * width + int(128 / pixels)) / 256 * pixels) * _POINTS_PER_PIXEL


def column_at(widths: Sequence[float], points: float) -> tuple[int, float]:
    """Return the column, from 0, in which a distance from the left edge lies, and how far into it."""
    for number, width in enumerate(widths):
        if points < width:
            return number, max(points, 0.0)
        points -= width
    return len(widths), max(points, 0.0)
