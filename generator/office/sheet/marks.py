"""Cells of a person's workbook marked: a colour that goes once the cell is changed, a note at each, a sheet that lists all; the rest byte for byte.

The colour is a conditional format above all others, for a cell's own format may be hidden by such a rule. Rules, notes and list are known
again by their words, so that a marked workbook can be corrected and marked anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.office.package.parts import packed, read_members, replaced, written
from generator.office.package.xml import Element, child, elements, local, parsed, serialised
from generator.office.sheet.addresses import range_of
from generator.office.sheet.cells import unescaped
from generator.office.sheet.list_sheet import ListColumn, ListRow, list_sheet
from generator.office.sheet.notes import CellNote, noted_parts, without_notes
from generator.office.sheet.sheets import shared_texts, sheet_parts, with_sheet, without_sheet
from generator.office.sheet.style_additions import StyleAdditions
from generator.office.sheet.worksheet import child_in_order

_MOST_COLOURED: Final = 2_000
"""So many cells at most are coloured and have a note; the list names all."""
_LONGEST_COMPARED: Final = 200
_LOOK: Final = (
    '<font><b/><color rgb="FF9C0006"/></font><fill><patternFill patternType="solid"><bgColor rgb="FFFFC7CE"/></patternFill></fill>'
)


@dataclass(frozen=True, slots=True)
class CellMark:
    """What is said of a cell ("B4") of a sheet, and in a row of the list; without sheet or cell it stands in the list alone."""

    sheet: str
    cell: str
    note: str
    row: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkWords:
    """The words of marks. author: of the notes, and what rules are known by; title: of the list's sheet; heading: what stands over the list."""

    author: str
    title: str
    heading: tuple[str, ...]
    columns: tuple[ListColumn, ...]


def with_marks(data: bytes, marks: Sequence[CellMark], words: MarkWords) -> bytes:
    """Return the workbook with these marks, without those that it had before; other parts byte for byte.

    Raises ValueError, KeyError or StopIteration for a workbook that is not as Excel writes it, zipfile.BadZipFile for none.
    """
    members = read_members(data)
    before = {member.name: member.data for member in members}
    parts = _unmarked(before, words)
    sheets = sheet_parts(parts)
    placed = {mark: (mark.sheet, mark.cell) for mark in marks if mark.sheet in sheets and range_of(mark.cell) is not None}
    coloured = list(dict.fromkeys(placed.values()))[:_MOST_COLOURED]
    parts |= _all_coloured(parts, sheets, coloured, words.author)
    notes = [CellNote(*placed[mark], mark.note) for mark in placed if placed[mark] in set(coloured)]
    parts |= noted_parts(parts, notes, words.author)
    styles = StyleAdditions(parts)
    rows = [ListRow(mark.row, placed.get(mark)) for mark in marks]
    listed = list_sheet(words.heading, words.columns, rows, styles)
    parts = with_sheet({**parts, **styles.part()}, words.title, listed, is_first=False)
    changes = {name: packed(name, part) for name, part in parts.items() if before.get(name) != part}
    return written(replaced(members, {**changes, **{name: None for name in before if name not in parts}}))


def _all_coloured(parts: Mapping[str, bytes], sheets: Mapping[str, str], cells: Sequence[tuple[str, str]], author: str) -> dict[str, bytes]:
    """Return the parts that change when cells are coloured: their sheets, and the styles."""
    styles = StyleAdditions(parts)
    look = styles.rule_look(_LOOK)
    if look is None or not cells:
        return {}
    texts = [_read(text) for text in shared_texts(parts)]
    by_sheet = {name: [cell for sheet, cell in cells if sheet == name] for name in sheets}
    made = {sheets[name]: _coloured(parts[sheets[name]], found, look, (author, texts)) for name, found in by_sheet.items() if found}
    return made | styles.part()


def _unmarked(parts: Mapping[str, bytes], words: MarkWords) -> dict[str, bytes]:
    """Return a workbook's parts as they were before it was marked."""
    made = without_notes(parts, words.author)
    sheets = sheet_parts(made)
    if words.title in sheets:
        made = without_sheet(made, words.title)
    for part in sheet_parts(made).values():
        if _mark(words.author).encode() in made[part] or _mark(words.author).replace('"', "&quot;").encode() in made[part]:
            made[part] = _without_colours(made[part], words.author)
    return made


def _mark(author: str) -> str:
    """Return what stands in every rule of ours, whatever a program that saves it makes of the rest, and counts nothing."""
    return f'N("{author}")'


def _without_colours(sheet: bytes, author: str) -> bytes:
    root = parsed(sheet)
    for holder in list(elements(root, "conditionalFormatting")):
        ours = [rule for rule in elements(holder, "cfRule") if any(_mark(author) in (said.text or "") for said in rule)]
        for rule in ours:
            rule.getparent().remove(rule)  # type: ignore[union-attr]  # a rule always stands in its format
        if ours and not len(holder):
            holder.getparent().remove(holder)  # type: ignore[union-attr]  # and a format in its sheet
    return serialised(root)


def _coloured(sheet: bytes, cells: Sequence[str], look: str, known: tuple[str, Sequence[str]]) -> bytes:
    """Return a sheet with a rule for each of its cells, above those that it has. known: the author, and the workbook's shared texts."""
    author, texts = known
    root = parsed(sheet)
    for rule in elements(root, "cfRule"):
        if (rule.get("priority") or "").isdigit():
            rule.set("priority", str(int(rule.get("priority", "0")) + len(cells)))
    held = {found.get("r", ""): found for found in elements(root, "c")}
    first = next((found for found in root if local(found) == "conditionalFormatting"), None)
    for number, cell in enumerate(cells, start=1):
        holder = child_in_order(root, "conditionalFormatting")
        holder.set("sqref", cell)
        if first is not None:  # of two rules for a cell LibreOffice takes the one that is written first
            first.addprevious(holder)
        rule = child(holder, "cfRule", type="expression", dxfId=look, priority=str(number))
        child(rule, "formula").text = f"AND({_mark(author)}=0,{_still(cell, held.get(cell), texts)})"
    return serialised(root)


def _still(cell: str, found: Element | None, texts: Sequence[str]) -> str:
    """Return the formula that tells whether a cell holds what it held."""
    value = None if found is None else next((part.text for part in found if local(part) == "v"), None)
    looks = "" if found is None else found.get("t", "n")
    text = ""
    if found is not None and looks == "inlineStr":
        text = "".join(part.text or "" for part in elements(found, "t"))
    elif value is not None and looks == "s":
        text = texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
    elif value is not None and looks == "str":
        text = value
    elif value is not None:
        return {"b": f"{cell}={'TRUE' if value == '1' else 'FALSE'}", "n": f"{cell}={value}", "e": f"ISERROR({cell})"}.get(looks, "TRUE")
    return _still_text(cell, unescaped(text) or "")


def _still_text(cell: str, text: str) -> str:
    if len(text) > _LONGEST_COMPARED or any(ord(letter) < ord(" ") for letter in text):
        return f"LEN({cell})={len(text.encode('utf-16-le')) // 2}"
    quoted = text.replace('"', '""')
    return f'EXACT({cell}&"","{quoted}")' if text else f"LEN({cell})=0"


def _read(text: Element) -> str:
    return "".join(_runs(text))


def _runs(text: Element) -> Iterator[str]:
    """Yield the pieces of a text, without the reading aids of East Asian ones."""
    for part in text:
        if local(part) == "t":
            yield part.text or ""
        elif local(part) == "r":
            yield from (found.text or "" for found in elements(part, "t"))
