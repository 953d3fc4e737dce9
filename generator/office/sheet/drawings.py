"""Pictures in the drawing of a workbook's sheet, which is made where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from generator.office.package.parts import CONTENT_TYPES, free_name
from generator.office.package.relations import relations, relations_name, with_relation, with_type
from generator.office.package.xml import Element, elements, new, parsed, serialised
from generator.office.sheet.cells import quoted, writable
from generator.office.sheet.worksheet import child_in_order

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_ANCHOR: Final = (
    f'<xdr:oneCellAnchor xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{_MAIN_DRAWING}" xmlns:r="{_OFFICE}">'
    "<xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>{right}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:from>"
    '<xdr:ext cx="{width}" cy="{height}"/><xdr:pic><xdr:nvPicPr>'
    '<xdr:cNvPr id="{id}" name="Gambar {number}" descr={words}/><xdr:cNvPicPr/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
    '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
)
_EMU_PER_MM: Final = 36_000


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture on a sheet. size: width and height in mm. place: column from 0, mm into it, row from 0, mm into it. words: said where it is not seen."""

    data: bytes
    media: str
    size: tuple[float, float]
    place: tuple[int, float, int, float]
    words: str

    @property
    def digest(self) -> str:
        """What tells it from every other picture with other words."""
        return sha256(self.data + b"\0" + self.words.encode("utf-8", "replace")).hexdigest()[:16]


def draw(made: dict[str, bytes], sheet: str, root: Element, found: Sequence[SheetPicture]) -> None:
    """Write pictures into the drawing of a sheet, which is made where there is none; root: the sheet's, which the caller writes."""
    if not found:
        return
    drawing = next((link.target for link in relations(made, sheet) if link.type == "drawing"), "")
    if not drawing:
        drawing = free_name(made, "xl/drawings/gambar{}.xml")
        made[drawing] = serialised(new("wsDr", _SHEET_DRAWING))
        made[CONTENT_TYPES] = with_type(made[CONTENT_TYPES], drawing, _DRAWING_TYPE)
        links = relations_name(sheet)
        made[links], link = with_relation(made.get(links), f"{_OFFICE}/drawing", f"../drawings/{drawing.rpartition('/')[2]}")
        child_in_order(root, "drawing").set(f"{{{_OFFICE}}}id", link)
    board = parsed(made[drawing])
    taken = [int(node.get("id", "0")) for node in elements(board, "cNvPr") if node.get("id", "0").isdigit()]
    for number, picture in enumerate(found, start=max(taken, default=1)):
        media = f"xl/media/gambar-{picture.digest}.{picture.media.rpartition('/')[2]}"
        made[media] = picture.data
        made[CONTENT_TYPES] = with_type(made[CONTENT_TYPES], media, picture.media)
        links = relations_name(drawing)
        made[links], link = with_relation(made.get(links), f"{_OFFICE}/image", f"../media/{media.rpartition('/')[2]}")
        _anchor(board, picture, number, link)
    made[drawing] = serialised(board)


def _anchor(board: Element, picture: SheetPicture, number: int, link: str) -> None:
    column, right, row, down = picture.place
    width, height = (round(length * _EMU_PER_MM) for length in picture.size)
    written = _ANCHOR.format(
        column=column,
        row=row,
        right=round(right * _EMU_PER_MM),
        down=round(down * _EMU_PER_MM),
        width=width,
        height=height,
        id=number + 1,
        number=number,
        words=f'"{quoted(writable(picture.words))}"',
        link=link,
    )
    board.append(parsed(written.encode()))
