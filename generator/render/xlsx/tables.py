"""Tables of a workbook: what a formula means by a table's name and column."""

from __future__ import annotations

from collections.abc import Mapping

from generator.office.package.xml import elements, parsed
from generator.office.sheet.references import CellRect, Copy, reference
from generator.office.sheet.rowmap import RowMap
from generator.render.xlsx.model import TemplateBook


def table_ranges(book: TemplateBook, maps: Mapping[str, RowMap]) -> dict[str, CellRect]:
    """Return the data cells of every table and of each of its columns, by lower-case "tabel" and "tabel[kolom]"."""
    ranges: dict[str, CellRect] = {}
    for part, sheet in book.owners.items():
        if part.startswith("xl/tables/"):
            ranges |= _ranges(book.parts[part], sheet, maps)
    return ranges


def _ranges(data: bytes, sheet: str, maps: Mapping[str, RowMap]) -> dict[str, CellRect]:
    root = parsed(data)
    found = reference(root.get("ref", ""))
    if found is None or found.last is None:
        return {}
    whole = found.rect(maps, Copy(sheet))
    top = whole.top + int(root.get("headerRowCount", "1"))
    body = CellRect(sheet, top, whole.left, whole.bottom - int(root.get("totalsRowCount", "0")), whole.right)
    name = (root.get("displayName") or root.get("name", "")).lower()
    ranges = {name: body, f"{name}[]": body}
    for number, column in enumerate(elements(root, "tableColumn")):
        ranges[f"{name}[{column.get('name', '').lower()}]"] = CellRect(sheet, body.top, body.left + number, body.bottom, body.left + number)
    return ranges
