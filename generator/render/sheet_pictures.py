"""Pictures of a form in a filled workbook: where a cell printed one's mark, the picture stands over the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.fields.image import Gambar
from generator.office.package.xml import Element, elements, parsed, serialised
from generator.office.sheet.cells import split_address
from generator.office.sheet.drawings import SheetPicture, draw

_MARK: Final = re.compile("\ufdd0gambar:([0-9a-f]{16})\ufdd1")
_POINTS_PER_MM: Final = 72 / 25.4
_EDGE_MM: Final = 1.0


def mark(picture: Gambar) -> str:
    """Return what a cell prints in place of a picture."""
    return f"\ufdd0gambar:{picture.digest}\ufdd1"


def pictures_in(value: Any) -> Iterator[Gambar]:
    """Yield every picture among some values."""
    if isinstance(value, Gambar):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from pictures_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from pictures_in(inner)


def with_pictures(parts: Mapping[str, bytes], pictures: Mapping[str, Gambar]) -> dict[str, bytes]:
    """Return a filled workbook's parts with each picture over the cell that printed its mark. pictures: by their digest."""
    made = dict(parts)
    for name in [name for name in parts if name.startswith("xl/worksheets/") and name.endswith(".xml")]:
        root = parsed(made[name])
        found = list(_taken_out(root, pictures))
        if found:
            draw(made, name, root, [_over_cell(address, picture) for address, picture in found])
            made[name] = serialised(root)
    return made


def _taken_out(root: Element, pictures: Mapping[str, Gambar]) -> Iterator[tuple[str, Gambar]]:
    """Yield the address and picture of every cell that holds a mark, which is taken out; its row is made high enough."""
    for row in elements(root, "row"):
        for cell in elements(row, "c"):
            text = "".join(part.text or "" for part in elements(cell, "t"))
            marked = _MARK.search(text)
            if marked is None:
                continue
            for inner in list(cell):
                cell.remove(inner)
            cell.attrib.pop("t", None)
            picture = pictures.get(marked[1])
            if picture is not None:
                _make_room(row, picture)
                yield cell.get("r", ""), picture


def _make_room(row: Element, picture: Gambar) -> None:
    points = (picture.size_mm[1] + 2 * _EDGE_MM) * _POINTS_PER_MM
    if float(row.get("ht") or 0) < points:
        row.set("ht", f"{points:.1f}")
        row.set("customHeight", "1")


def _over_cell(address: str, picture: Gambar) -> SheetPicture:
    row, column = split_address(address)
    return SheetPicture(picture.data, picture.media, picture.size_mm, (column - 1, _EDGE_MM, row - 1, _EDGE_MM), picture.words)
