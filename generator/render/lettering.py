"""The letters that an office's documents are set in: how many lines a text takes, and how high they are, to tell where a page may end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.charts.typeface import line_height, word_widths
from generator.render.paper import USUAL_SPACING, font_file, spacing

# What stands between the lines of a cell: tables of 10 points have 1.05, those of 11 have 1.15.
_IN_CELLS: Final = 1.09
# A line's part of the space behind a paragraph, in points.
_BEHIND: Final = 3.2
# The space behind an entry of a list, with its part of what stands above the chapters.
_BEHIND_LISTED: Final = 3.0


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font's file, and how far the lines of running text stand apart."""

    font: Path
    spacing: float

    def lines(self, text: str, width: float, size: float) -> int:
        """Return how many lines a text of `size` takes in a column `width` wide (both in points), one at least."""
        room, units, widths = max(width, size), *word_widths(self.font)
        blank = widths[" "] * size / units
        count, used = 1, 0.0
        for word in text.split():
            wide = widths[word] * size / units
            if used and used + blank + wide > room:
                count, used = count + 1, 0.0
            used += wide + blank if used else wide
            if used > room:  # a word too long for a line is broken
                count, used = count + int(used // room), used % room
        return count

    def height(self, lines: float, size: float) -> float:
        """Return the height of lines of a cell, in points."""
        return lines * size * line_height(self.font) * _IN_CELLS

    def listed_line(self, size: float) -> float:
        """Return what an entry of a list takes of a page, in points: the office's spacing is for running text alone."""
        return size * line_height(self.font) * USUAL_SPACING + _BEHIND_LISTED

    def running_line(self, size: float) -> float:
        """Return what a line of running text takes of a page, in points, with its part of the space behind."""
        return size * line_height(self.font) * self.spacing + _BEHIND


def lettering(office: Mapping[str, Any]) -> Lettering:
    """Return the letters of an office's documents."""
    return Lettering(font_file(office), spacing(office) or USUAL_SPACING)
