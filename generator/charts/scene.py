"""The shapes of a picture: points (1/72 inch) from the upper left corner, drawn in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Anchor: TypeAlias = Literal["start", "middle", "end"]

INK = "#222222"
SOFT = "#595959"
GRID = "#D9D9D9"
PAPER = "#FFFFFF"

# Told apart by people with any kind of colour blindness and in grey print: neighbours differ by 20 or more in lightness (CIE L*).
PALETTE = ("#12355B", "#F2A541", "#2E86AB", "#CFE3EA", "#8C2F39", "#B7A3D0", "#5C5C5C", "#E8D6B0")


@dataclass(frozen=True, slots=True)
class SceneRect:
    """A filled rectangle; `edge` draws its outline."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = GRID
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon with an outline."""

    points: tuple[tuple[float, float], ...]
    fill: str
    edge: str = PAPER


@dataclass(frozen=True, slots=True)
class SceneText:
    """One line of text; (x, y) is on its baseline. rises: read from bottom to top."""

    x: float
    y: float
    text: str
    size: float = 8.0
    anchor: Anchor = "start"
    colour: str = INK
    bold: bool = False
    rises: bool = False


Shape: TypeAlias = SceneRect | SceneLine | Polygon | SceneText


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture's size in points and its shapes."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def ink_on(fill: str) -> str:
    """Return black or white, whichever reads better on `fill` (WCAG relative luminance)."""
    return INK if luminance(fill) > 0.22 else PAPER


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 black to 1 white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def blend(low: str, high: str, share: float) -> str:
    """Return the colour that lies `share` (0 to 1) of the way from `low` to `high`."""
    pairs = [(int(low[at : at + 2], 16), int(high[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(first + (last - first) * share):02X}" for first, last in pairs)
