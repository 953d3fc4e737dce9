"""Characters as SVG path data that may stand anywhere: relative from the pen's place, in font units, y upwards."""

from __future__ import annotations

from typing import Any

from fontTools.pens.basePen import BasePen

Point = tuple[float, float]


def relative_outline(glyphs: Any, name: str) -> str:
    """Return the path of one glyph; it begins with a relative move from the glyph's origin; empty for a blank."""
    pen = _RelativePen(glyphs)
    glyphs[name].draw(pen)
    return "".join(pen.commands)


class _RelativePen(BasePen):
    """Writes each command relative to where the last one ended; a closed contour ends where it began."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.commands: list[str] = []
        self.at: Point = (0, 0)
        self.began: Point = (0, 0)

    def _add(self, command: str, *points: Point) -> None:
        x, y = self.at
        numbers = [f"{number:g}" for point in points for number in (point[0] - x, point[1] - y)]
        self.commands.append(command + " ".join(numbers).replace(" -", "-"))
        self.at = points[-1]

    def _moveTo(self, pt: Point) -> None:
        self._add("m", pt)
        self.began = pt

    def _lineTo(self, pt: Point) -> None:
        self._add("l", pt)

    def _qCurveToOne(self, pt1: Point, pt2: Point) -> None:
        self._add("q", pt1, pt2)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self.commands.append("z")
        self.at = self.began
