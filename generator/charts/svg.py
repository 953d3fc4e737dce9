"""A scene as SVG: plain elements, numbers of two decimals, no ids, no style sheet."""

from __future__ import annotations

from html import escape

from generator.charts.scene import Polygon, Scene, SceneLine, SceneRect, SceneText, Shape
from generator.charts.typeface import Fonts, outline, short, text_width

_FAMILY = "Liberation Sans, Arial, Helvetica, sans-serif"


def svg_text(scene: Scene, fonts: Fonts, *, title: str, description: str, outlines: bool) -> str:
    """Return the scene as an SVG document; its size is in points."""
    width, height = short(scene.width), short(scene.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">',
        f"<title>{escape(title or description)}</title>",
        f"<desc>{escape(description)}</desc>",
        *(_element(shape, fonts, outlines=outlines) for shape in scene.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _element(shape: Shape, fonts: Fonts, *, outlines: bool) -> str:
    match shape:
        case SceneRect():
            edge = f' stroke="{shape.edge}" stroke-width="0.4"' if shape.edge else ""
            size = f'width="{short(shape.width)}" height="{short(shape.height)}"'
            return f'<rect x="{short(shape.x)}" y="{short(shape.y)}" {size} fill="{shape.fill}"{edge}/>'
        case SceneLine():
            ends = f'x1="{short(shape.x1)}" y1="{short(shape.y1)}" x2="{short(shape.x2)}" y2="{short(shape.y2)}"'
            return f'<line {ends} stroke="{shape.colour}" stroke-width="{short(shape.width)}"/>'
        case Polygon():
            points = " ".join(f"{short(x)},{short(y)}" for x, y in shape.points)
            return f'<polygon points="{points}" fill="{shape.fill}" stroke="{shape.edge}" stroke-width="0.8"/>'
        case SceneText():
            return _outlined(shape, fonts) if outlines else _written(shape)


def _outlined(shape: SceneText, fonts: Fonts) -> str:
    font = fonts.path(bold=shape.bold)
    path, units = outline(shape.text, font)
    width = text_width(shape.text, shape.size, font)
    offset = {"start": 0.0, "middle": width / 2, "end": width}[shape.anchor]
    if shape.rises:
        place = f"translate({short(shape.x)} {short(shape.y + offset)}) rotate(-90)"
    else:
        place = f"translate({short(shape.x - offset)} {short(shape.y)})"
    scale = f"{shape.size / units:.6f}"
    return f'<path transform="{place} scale({scale} -{scale})" fill="{shape.colour}" d="{path}"/>'


def _written(shape: SceneText) -> str:
    place = f'x="{short(shape.x)}" y="{short(shape.y)}"'
    if shape.rises:
        place = f'transform="translate({short(shape.x)} {short(shape.y)}) rotate(-90)"'
    weight = ' font-weight="bold"' if shape.bold else ""
    font = f'font-family="{_FAMILY}" font-size="{short(shape.size)}"{weight}'
    return f'<text {place} {font} text-anchor="{shape.anchor}" fill="{shape.colour}">{escape(shape.text)}</text>'
