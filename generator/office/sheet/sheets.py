"""Which sheets a workbook has, and one more put among them or taken out: what lists the sheets, counts them, and says which one is in front."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.office.package.parts import CONTENT_TYPES, free_name
from generator.office.package.relations import relations, relations_name, with_relation, with_type, without_parts, without_relations
from generator.office.package.xml import Element, child, elements, local, parsed, serialised

_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def main_part(parts: Mapping[str, bytes]) -> str:
    """Return the part that lists the sheets. Raises StopIteration where there is none."""
    return next(relation.target for relation in relations(parts, "") if relation.type == "officeDocument")


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet by its name, in their order."""
    main = main_part(parts)
    targets = {one.id: one.target for one in relations(parts, main) if one.type == "worksheet"}
    named = {sheet.get("name", ""): sheet.get(f"{{{_LINKS}}}id", "") for sheet in elements(parsed(parts[main]), "sheet")}
    return {name: targets[one] for name, one in named.items() if one in targets}


def shared_texts(parts: Mapping[str, bytes]) -> list[Element]:
    """Return the texts that cells share, in their order, each with its runs."""
    name = next((found.target for found in relations(parts, main_part(parts)) if found.type == "sharedStrings"), "")
    return [found for found in parsed(parts[name]) if local(found) == "si"] if name in parts else []


def with_sheet(parts: Mapping[str, bytes], name: str, root: Element, *, is_first: bool) -> dict[str, bytes]:
    """Return a workbook's parts with one more sheet, the first or the last of all; it alone is in front, and so the one that opens."""
    made = dict(parts)
    main = main_part(parts)
    for part in sheet_parts(parts).values():
        made[part] = _behind(parts[part])
    sheet_part = free_name(parts, f"{main.rpartition('/')[0]}/worksheets/sheet{{}}.xml")
    made[sheet_part] = serialised(root)
    made[CONTENT_TYPES] = with_type(made[CONTENT_TYPES], sheet_part, _SHEET_TYPE)
    links = relations_name(main)
    made[links], link = with_relation(made.get(links), f"{_LINKS}/worksheet", f"/{sheet_part}")
    made[main] = _listed(made[main], name, link, is_first=is_first)
    return made


def _behind(sheet: bytes) -> bytes:
    """Return a sheet that is not in front; the same bytes where it was not."""
    if b"tabSelected" not in sheet:
        return sheet
    root = parsed(sheet)
    for view in elements(root, "sheetView"):
        view.attrib.pop("tabSelected", None)
    return serialised(root)


def _listed(book: bytes, name: str, link: str, *, is_first: bool) -> bytes:
    root = parsed(book)
    sheets = next(elements(root, "sheets"))
    known = list(elements(sheets, "sheet"))
    number = max((int(sheet.get("sheetId") or 0) for sheet in known), default=0) + 1
    sheet = child(sheets, "sheet", name=name, sheetId=str(number))
    sheet.set(f"{{{_LINKS}}}id", link)
    if is_first:
        sheets.insert(0, sheet)
        _renumbered(root, 0, 1)
    for view in elements(root, "workbookView", "customWorkbookView"):
        view.attrib.pop("firstSheet", None)
        view.set("activeTab", "0" if is_first else str(len(known)))
    return serialised(root)


def without_sheet(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Return a workbook's parts without one of its sheets, which no formula reads, and without what is named in it; the first one opens."""
    made = dict(parts)
    main, sheet_part = main_part(parts), sheet_parts(parts)[name]
    root = parsed(parts[main])
    listed = list(elements(next(elements(root, "sheets")), "sheet"))
    at = next(number for number, sheet in enumerate(listed) if sheet.get("name") == name)
    for found in list(elements(root, "definedName")):
        if found.get("localSheetId") == str(at):
            _removed(found)
    _removed(listed[at])
    _renumbered(root, at + 1, -1)
    for view in elements(root, "workbookView", "customWorkbookView"):
        view.attrib.pop("firstSheet", None)
        view.set("activeTab", "0")
    made[main] = serialised(root)
    made[relations_name(main)] = without_relations(parts[relations_name(main)], [listed[at].get(f"{{{_LINKS}}}id", "")])
    made[CONTENT_TYPES] = without_parts(parts[CONTENT_TYPES], [sheet_part])
    for part in (sheet_part, relations_name(sheet_part)):
        made.pop(part, None)
    return made


def _renumbered(root: Element, first: int, by: int) -> None:
    """Let names that belong to the sheets from `first` on follow these."""
    for found in elements(root, "definedName"):
        number = found.get("localSheetId")
        if number is not None and int(number) >= first:
            found.set("localSheetId", str(int(number) + by))


def _removed(element: Element) -> None:
    holder = element.getparent()
    assert holder is not None
    holder.remove(element)
    if not len(holder) and holder.tag.endswith("}definedNames"):
        _removed(holder)
