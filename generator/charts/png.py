"""A scene as PNG: drawn three times too large with Pillow, then made smaller, so that edges are smooth."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.charts.scene import PAPER, Polygon, Scene, SceneLine, SceneRect, SceneText, Shape
from generator.charts.typeface import Fonts

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_OVERSIZE = 3
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png_bytes(scene: Scene, fonts: Fonts, *, width_px: int, dpi: int) -> bytes:
    """Return the scene as an RGB picture on white; its height follows from the scene's."""
    from PIL import Image, ImageDraw

    scale = width_px * _OVERSIZE / scene.width
    height = max(1, round(scene.height * width_px / scene.width))
    canvas = Image.new("RGB", (width_px * _OVERSIZE, height * _OVERSIZE), PAPER)
    pencil = ImageDraw.Draw(canvas)
    for shape in scene.shapes:
        if isinstance(shape, SceneText):
            _write(canvas, pencil, shape, fonts.path(bold=shape.bold), scale=scale)
        else:
            _draw(pencil, shape, scale)
    out = BytesIO()
    canvas.reduce(_OVERSIZE).save(out, "PNG", dpi=(dpi, dpi), compress_level=6)
    return out.getvalue()


def _draw(pencil: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    match shape:
        case SceneRect():
            corners = [shape.x * scale, shape.y * scale, (shape.x + shape.width) * scale, (shape.y + shape.height) * scale]
            pencil.rectangle(corners, fill=shape.fill, outline=shape.edge or None, width=max(1, round(0.4 * scale)) if shape.edge else 0)
        case SceneLine():
            pencil.line(
                [shape.x1 * scale, shape.y1 * scale, shape.x2 * scale, shape.y2 * scale], shape.colour, max(1, round(shape.width * scale))
            )
        case Polygon():
            points = [(x * scale, y * scale) for x, y in shape.points]
            pencil.polygon(points, fill=shape.fill)
            pencil.line([*points, *points[:2]], shape.edge, max(1, round(0.8 * scale)), joint="curve")
        case SceneText():
            raise AssertionError("text is written, not drawn")


def _write(canvas: Image.Image, pencil: ImageDraw.ImageDraw, shape: SceneText, font: Path, *, scale: float) -> None:
    from PIL import Image, ImageDraw

    face = _face(font, round(shape.size * scale * 64))
    x, y = shape.x * scale, shape.y * scale
    if not shape.rises:
        pencil.text((x, y), shape.text, shape.colour, face, _ANCHORS[shape.anchor])
        return
    length, below = round(face.getlength(shape.text)) + 4, round(shape.size * scale * 0.3)
    strip = Image.new("L", (length, round(shape.size * scale) + below), 0)
    ImageDraw.Draw(strip).text((0, strip.height - below), shape.text, 255, face, "ls")
    turned = strip.transpose(Image.Transpose.ROTATE_90)
    place = (round(x) - strip.height + below, round(y) - turned.height)
    canvas.paste(Image.new("RGB", turned.size, shape.colour), place, turned)


@lru_cache(maxsize=32)
def _face(font: Path, size_64: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(font), size_64 / 64, layout_engine=ImageFont.Layout.BASIC)
