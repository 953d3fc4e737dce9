"""A finished workbook made a draft: a sheet of notes comes first, and every other sheet says on screen and on paper that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.office.package.xml import Element, child, elements, local, new, parsed, serialised
from generator.office.sheet.cells import writable
from generator.office.sheet.sheets import shared_texts, sheet_parts, with_sheet
from generator.office.sheet.style_additions import StyleAdditions
from generator.office.sheet.worksheet import child_in_order

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_SECTIONS = re.compile(r"&([LCR])")
_LONGEST_HEAD: Final = 255


def with_notice_sheet(parts: Mapping[str, bytes], name: str, lines: Sequence[str]) -> dict[str, bytes]:
    """Return a workbook's parts with `name` as its first sheet, which holds the lines; the others bear the name in their heads.

    On screen the first text of each sheet begins with the name, on paper the head of each page has it.
    """
    made = dict(parts)
    for part in sheet_parts(parts).values():
        made[part] = _marked(made, part, name)
    styles = StyleAdditions(made)
    style = styles.cell_format()
    return with_sheet({**made, **styles.part()}, name, _sheet(lines, style), is_first=True)


def _sheet(lines: Sequence[str], style: str) -> Element:
    root = new("worksheet", _MAIN)
    child(child(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    child(child(root, "sheetViews"), "sheetView", tabSelected="1", workbookViewId="0")
    columns = child(root, "cols")
    child(columns, "col", min="1", max="1", width="90", customWidth="1")
    rows = child(root, "sheetData")
    for number, line in enumerate(lines, start=1):
        row = child(rows, "row", r=str(number))
        cell = child(row, "c", r=f"A{number}", s=style, t="inlineStr")
        _set_text(child(child(cell, "is"), "t"), line)
    child(root, "pageSetup", paperSize="9", fitToHeight="0")
    return root


def _set_text(holder: Element, text: str) -> None:
    holder.text = writable(text)
    holder.set(_SPACE, "preserve")


def _marked(parts: Mapping[str, bytes], part: str, name: str) -> bytes:
    """Return a sheet that says on screen and on paper that it is a draft."""
    root = parsed(parts[part])
    cell = next(_texts(root), None)
    if cell is not None:
        _begin_with(cell, f"[{name}] ", shared_texts(parts))
    _head(root, name)
    return serialised(root)


def _texts(root: Element) -> Iterator[Element]:
    """Yield the cells that hold a text of their own, from the top."""
    for cell in elements(root, "c"):
        if cell.get("t") in {"s", "inlineStr", "str"} and next(elements(cell, "f"), None) is None and "".join(cell.itertext()).strip():
            yield cell


def _begin_with(cell: Element, mark: str, shared: Sequence[Element]) -> None:
    """Put a mark before the text of a cell, which keeps its looks."""
    held = next(iter(cell), None)
    if held is None:
        return
    if cell.get("t") == "s":
        number = int(held.text or "0")
        pieces = list(shared[number]) if number < len(shared) else []
    else:
        pieces = list(held) if cell.get("t") == "inlineStr" else [held]
    for found in list(cell):
        cell.remove(found)
    cell.set("t", "inlineStr")
    text = child(cell, "is")
    if len(pieces) == 1 and local(pieces[0]) in {"t", "v"}:
        _set_text(child(text, "t"), "")
        text[0].text = mark + (pieces[0].text or "")
        return
    _set_text(child(child(text, "r"), "t"), mark)
    text.extend([piece for piece in pieces if local(piece) in {"r", "rPh", "phoneticPr"}])


def _head(root: Element, name: str) -> None:
    """Write the name into the middle of every page's head."""
    holder = next((found for found in root if local(found) == "headerFooter"), None)
    if holder is None:
        holder = child_in_order(root, "headerFooter")
    wanted = ["oddHeader"]
    wanted += ["evenHeader"] if holder.get("differentOddEven") in {"1", "true"} else []
    wanted += ["firstHeader"] if holder.get("differentFirst") in {"1", "true"} else []
    for tag in wanted:
        found = next((found for found in holder if local(found) == tag), None)
        text = _with_middle((found.text or "") if found is not None else "", f'&"-,Bold"&14{name}')
        if found is None:
            found = child(holder, tag)
            _in_order(holder)
        found.text = text


def _with_middle(text: str, mark: str) -> str:
    """Return a page head whose middle begins with `mark`; what is too long for a head loses its old text."""
    start, *rest = _SECTIONS.split(text)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    middle = sections.get("C", "") + start
    sections["C"] = f"{mark}\n{middle}" if middle else mark
    whole = "".join(f"&{letter}{sections[letter]}" for letter in "LCR" if letter in sections)
    return whole if len(whole) <= _LONGEST_HEAD else f"&C{mark}"


_HEADS: Final = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


def _in_order(holder: Element) -> None:
    holder[:] = sorted(holder, key=lambda found: _HEADS.index(local(found)))
