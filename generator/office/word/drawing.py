"""A picture in a line of text: its part, what points at it, and the run that shows it."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import quoteattr

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import relations_name, with_relation, with_type

_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_MM: Final = 36_000


def with_picture(parts: dict[str, bytes], owner: str, data: bytes, media: str) -> tuple[dict[str, bytes], str]:
    """Return the parts with one more picture of a document part, and the id by which that part knows it. media: "image/png"."""
    folder = owner.rpartition("/")[0]
    number = 1 + sum(name.startswith(f"{folder}/media/gambar") for name in parts)
    name = f"{folder}/media/gambar{number}.{'png' if media == 'image/png' else 'jpeg'}"
    related, link = with_relation(parts.get(relations_name(owner)), _IMAGE, name.removeprefix(f"{folder}/"))
    types = with_type(parts[CONTENT_TYPES], name, media)
    return {**parts, CONTENT_TYPES: types, relations_name(owner): related, name: data}, link


def picture_run(link: str, size_mm: tuple[float, float], *, number: int, alt: str) -> str:
    """Return the run of a picture. link: its id in the part. number: unlike that of any other drawing. alt: what it shows, in words."""
    wide, high = (round(side * _EMU_MM) for side in size_mm)
    size, words = f'cx="{wide}" cy="{high}"', quoteattr(alt)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Gambar {number}" descr={words}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Gambar {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
