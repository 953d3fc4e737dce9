"""Notes put at cells of a workbook: their part, their shapes, and the one line of the sheet that names these; all else byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

import lxml.etree

from generator.office.package.parts import CONTENT_TYPES, free_name, packed, read_members, replaced, written
from generator.office.package.relations import (
    content_types,
    relations,
    relations_name,
    with_relation,
    with_type,
    without_parts,
    without_relations,
)
from generator.office.package.xml import SHEET_NS, Element, child, elements, parsed, serialised
from generator.office.sheet.cells import quoted, split_address
from generator.office.sheet.sheets import sheet_parts
from generator.office.sheet.worksheet import names_behind

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY: Final = f'<comments xmlns="{SHEET_NS}"><authors/><commentList/></comments>'.encode()
_VML_SPACES: Final = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_VML: Final = f"<xml {_VML_SPACES}></xml>".encode()
_SHAPE: Final = (
    '<v:shape {spaces} id="catatan{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;width:260pt;height:90pt" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:textbox/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_COLOUR: Final = "FF7F0101"
_BEHIND: Final = names_behind("legacyDrawing")


@dataclass(frozen=True, slots=True)
class CellNote:
    """A note at a cell ("B4") of a sheet; of a sheet that is not there it comes on the first one, at its first cell."""

    sheet: str
    cell: str
    text: str


def with_notes(data: bytes, notes: Sequence[CellNote], author: str) -> bytes:
    """Return the workbook with the notes, every part that they do not concern byte for byte.

    Raises ValueError, KeyError or StopIteration for a workbook that is not as Excel writes it, zipfile.BadZipFile for none.
    """
    members = read_members(data)
    parts = noted_parts({member.name: member.data for member in members}, notes, author)
    return written(replaced(members, {name: packed(name, part) for name, part in parts.items()}))


def noted_parts(parts: Mapping[str, bytes], notes: Sequence[CellNote], author: str) -> dict[str, bytes]:
    """Return the parts of a workbook that the notes change. Raises what `with_notes` does."""
    changed: dict[str, bytes] = {}
    sheets = sheet_parts(parts)
    first = next(iter(sheets))
    by_sheet: dict[str, dict[str, list[str]]] = {}
    for note in notes:
        name, cell = (note.sheet, note.cell) if note.sheet in sheets else (first, "A1")
        by_sheet.setdefault(name, {}).setdefault(cell, []).append(note.text)
    for name, told in by_sheet.items():
        texts = {cell: "\n\n".join(said) for cell, said in told.items()}
        _put({**parts, **changed}, changed, sheets[name], texts, author=author)
    return changed


def _put(parts: Mapping[str, bytes], changed: dict[str, bytes], sheet: str, texts: Mapping[str, str], *, author: str) -> None:
    own = {one.type: one for one in relations(parts, sheet)}
    notes = own["comments"].target if "comments" in own else free_name(parts, "xl/comments{}.xml")
    shapes = own["vmlDrawing"].target if "vmlDrawing" in own else free_name(parts, "xl/drawings/vmlDrawing{}.vml")
    changed[notes] = _with_texts(parsed(parts.get(notes, _EMPTY)), texts, author)
    changed[shapes] = _with_shapes(parsed(parts.get(shapes, _VML), forgiving=True), texts)
    links = parts.get(relations_name(sheet))
    for relation, target in (("comments", notes), ("vmlDrawing", shapes)):
        if relation not in own:
            links, identity = with_relation(links, f"{_OFFICE}/{relation}", f"/{target}")
            if relation == "vmlDrawing":
                changed[sheet] = _naming(parts[sheet], identity)
    assert links is not None
    changed[relations_name(sheet)] = links
    types = parts[CONTENT_TYPES]
    for name, content_type in ((notes, _NOTES_TYPE), (shapes, _VML_TYPE)):
        if name not in content_types({CONTENT_TYPES: types}) and name not in parts:
            types = with_type(types, name, content_type)
    changed[CONTENT_TYPES] = types


def _with_texts(root: Element, texts: Mapping[str, str], author: str) -> bytes:
    """Return the notes with these; what a cell's own note says stays above."""
    authors, listed = next(elements(root, "authors")), next(elements(root, "commentList"))
    child(authors, "author").text = author
    known = {note.get("ref"): note for note in listed}
    for cell, text in texts.items():
        note = known.get(cell)
        if note is None:
            note = child(listed, "comment", ref=cell, authorId=str(len(authors) - 1))
        holder = next(elements(note, "text"), None)
        run = child(child(note, "text") if holder is None else holder, "r")
        if note is known.get(cell):  # by its colour the run is found again in what a person wrote
            child(child(run, "rPr"), "color", rgb=_COLOUR)
        said = child(run, "t")
        said.text = f"\n{text}" if note is known.get(cell) else text
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return serialised(root)


def _with_shapes(root: Element, texts: Mapping[str, str]) -> bytes:
    placed = {(row.text, column.text) for row, column in zip(elements(root, "Row"), elements(root, "Column"), strict=False)}
    for number, cell in enumerate(texts, start=len(root) + 1):
        row, column = split_address(cell)
        if (str(row - 1), str(column - 1)) in placed:
            continue
        facts = {"left": column, "right": column + 4, "top": max(row - 2, 0), "bottom": row + 4, "row": row - 1, "column": column - 1}
        root.append(lxml.etree.fromstring(_SHAPE.format(spaces=_VML_SPACES, number=number, **facts)))
    return lxml.etree.tostring(root)


def without_notes(parts: Mapping[str, bytes], author: str) -> dict[str, bytes]:
    """Return a workbook's parts without the notes of an author and what was written below other people's: as it was before `with_notes`."""
    made = dict(parts)
    if any(author.encode() in data for name, data in parts.items() if "comments" in name):
        for sheet in sheet_parts(parts).values():
            _take(made, sheet, author)
    return made


def _take(parts: dict[str, bytes], sheet: str, author: str) -> None:
    own = {one.type: one for one in relations(parts, sheet)}
    if "comments" not in own or "vmlDrawing" not in own:
        return
    notes, shapes = own["comments"].target, own["vmlDrawing"].target
    root = parsed(parts[notes])
    authors, listed = next(elements(root, "authors")), next(elements(root, "commentList"))
    wanted = {str(number) for number, one in enumerate(authors) if one.text == author}
    gone = [note for note in listed if note.get("authorId") in wanted]
    for note in gone:
        listed.remove(note)
    for run in [run for run in elements(root, "r") if any(colour.get("rgb") == _COLOUR for colour in elements(run, "color"))]:
        run.getparent().remove(run)  # type: ignore[union-attr]  # a run always stands in a text
    parts[notes] = serialised(root)
    drawn = parsed(parts[shapes], forgiving=True)
    places = {split_address(note.get("ref", "A1")) for note in gone}
    for shape in [shape for shape in elements(drawn, "shape") if _place(shape) in places]:
        drawn.remove(shape)
    parts[shapes] = lxml.etree.tostring(drawn)
    if not len(listed) and not any(True for _ in elements(drawn, "shape")):
        _take_parts(parts, sheet, (own["comments"].id, own["vmlDrawing"].id), (notes, shapes))


def _place(shape: Element) -> tuple[int, int]:
    """Return the row and column of the cell that a note's shape belongs to, (0, 0) for another shape."""
    said = {name: next((found.text or "" for found in elements(shape, name)), "") for name in ("Row", "Column")}
    return (int(said["Row"]) + 1, int(said["Column"]) + 1) if all(text.strip().isdigit() for text in said.values()) else (0, 0)


def _take_parts(parts: dict[str, bytes], sheet: str, ids: tuple[str, str], names: tuple[str, str]) -> None:
    """Take out the parts of a sheet's notes, and what names them."""
    root = parsed(parts[sheet])
    for line in [line for line in elements(root, "legacyDrawing") if ids[1] in line.attrib.values()]:
        root.remove(line)
    parts[sheet] = serialised(root)
    parts[relations_name(sheet)] = without_relations(parts[relations_name(sheet)], ids)
    parts[CONTENT_TYPES] = without_parts(parts[CONTENT_TYPES], names)
    for name in (*names, *(() if relations(parts, sheet) else (relations_name(sheet),))):
        parts.pop(name, None)


def _naming(sheet: bytes, identity: str) -> bytes:
    """Return a sheet with the line that names the shapes of its notes, at the only place where it may stand."""
    found: list[int] = []
    prefix: list[str] = []
    depth = 0
    parser = expat.ParserCreate()

    def start(name: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth == 1:
            prefix.append(name.rpartition(":")[0])
        if depth == 2 and name.rpartition(":")[2] in _BEHIND:
            found.append(parser.CurrentByteIndex)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(sheet, True)
    name = f"{prefix[0]}:legacyDrawing" if prefix[0] else "legacyDrawing"
    line = f'<{name} xmlns:r="{_OFFICE}" r:id="{quoted(identity)}"/>'.encode()
    return sheet[: found[0]] + line + sheet[found[0] :]
