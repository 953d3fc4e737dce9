"""A sheet of notes added to a finished workbook, on which it opens: what a draft is and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from generator.ooxml.package import CONTENT_TYPES
from generator.ooxml.relations import relations, relations_name, with_relation, with_type
from generator.ooxml.xml import child, elements, new, parsed, serialised

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_notice_sheet(parts: Mapping[str, bytes], name: str, lines: Sequence[str]) -> dict[str, bytes]:
    """Return a workbook's parts with one more sheet, `name`, that holds the lines in its first column."""
    made = dict(parts)
    book_part = next(relation.target for relation in relations(made, "") if relation.kind == "officeDocument")
    folder = book_part.rpartition("/")[0]
    sheet_part = f"{folder}/worksheets/{name.lower()}.xml"
    made[sheet_part] = _sheet(lines)
    made[CONTENT_TYPES] = with_type(made[CONTENT_TYPES], sheet_part, _SHEET_TYPE)
    links = relations_name(book_part)
    made[links], link = with_relation(made.get(links), f"{_LINKS}/worksheet", f"worksheets/{name.lower()}.xml")
    made[book_part] = _listed(made[book_part], name, link)
    return made


def _sheet(lines: Sequence[str]) -> bytes:
    root = new("worksheet", _MAIN)
    columns = child(root, "cols")
    child(columns, "col", min="1", max="1", width="110", customWidth="1")
    rows = child(root, "sheetData")
    for number, line in enumerate(lines, start=1):
        row = child(rows, "row", r=str(number))
        cell = child(row, "c", r=f"A{number}", t="inlineStr")
        text = child(child(cell, "is"), "t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return serialised(root)


def _listed(book: bytes, name: str, link: str) -> bytes:
    """Return the workbook part with the sheet listed last and opened first."""
    root = parsed(book)
    sheets = next(elements(root, "sheets"))
    known = list(elements(sheets, "sheet"))
    number = max((int(sheet.get("sheetId") or 0) for sheet in known), default=0) + 1
    sheet = child(sheets, "sheet", name=name, sheetId=str(number))
    sheet.set(f"{{{_LINKS}}}id", link)
    for view in elements(root, "workbookView"):
        view.set("activeTab", str(len(known)))
    return serialised(root)
