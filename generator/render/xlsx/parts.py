"""The parts beside the sheets: names, tables, drawings, charts, notes and pivot sources follow the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from generator.office.package.parts import CONTENT_TYPES, Member, packed
from generator.office.package.relations import relations, relations_name, without_parts, without_relations
from generator.office.package.xml import Element, child, elements, local, parsed, serialised
from generator.office.sheet.anchors import move_note_shapes, move_notes, move_rows
from generator.office.sheet.references import Copy
from generator.office.sheet.rowmap import RowMap
from generator.render.xlsx.frame import Moves
from generator.render.xlsx.model import TemplateBook

_TEMPLATE_TYPE: Final = b"spreadsheetml.template.main+xml"
_WORKBOOK_TYPE: Final = b"spreadsheetml.sheet.main+xml"
_BEFORE_CALC: Final = frozenset(
    {
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "AlternateContent",
        "revisionPtr",
        "absPath",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
        "definedNames",
    }
)


def moved_parts(book: TemplateBook, maps: Mapping[str, RowMap]) -> dict[str, Member | None]:
    """Return the parts that change, packed; None for one that goes. Parts that come out as they were are left out."""
    changes = {name: packed(name, data) for name, data in _moved(book, maps).items() if data != book.parts[name]}
    return {**changes, **without_calculation_chain(book)}


def _moved(book: TemplateBook, maps: Mapping[str, RowMap]) -> dict[str, bytes]:
    changes: dict[str, bytes] = {}
    for name, data in book.parts.items():
        moves = Moves(maps, book.owners.get(name, ""))
        move = _mover(name, moves)
        if move is not None:
            root = parsed(data, forgiving=name.endswith(".vml"))
            before = serialised(root)
            move(root, moves)
            after = serialised(root)
            if after != before:
                changes[name] = after
    return changes


def _mover(name: str, moves: Moves) -> Callable[[Element, Moves], None] | None:
    """Return what moves a part: by its folder, and only where it belongs to a sheet if its references do."""
    if not name.startswith("xl/") or not name.endswith((".xml", ".vml")):
        return None
    folder = name.split("/")[1]
    if folder in _EVERYWHERE:
        return _EVERYWHERE[folder]
    if not moves.sheet:
        return None
    return _OWNED.get("vmlDrawing" if name.endswith(".vml") else folder.removesuffix(".xml").rstrip("0123456789"))


def _chart(root: Element, moves: Moves) -> None:
    for found in elements(root, "f", "formula"):
        if found.text:
            title = any(local(holder) == "tx" for holder in found.iterancestors())
            found.text = moves.formula(found.text, Copy(""), grows=not title)


def _pivot_source(root: Element, moves: Moves) -> None:
    for found in elements(root, "worksheetSource"):
        sheet = found.get("sheet", "")
        if sheet in moves.maps and found.get("ref"):
            found.set("ref", Moves(moves.maps, sheet).whole(found.get("ref", "")))
            root.set("refreshOnLoad", "1")


def _table(root: Element, moves: Moves) -> None:
    """Move a table's ranges and the formulas of its columns."""
    for found in elements(root, "table", "autoFilter", "sortState", "sortCondition"):
        if found.get("ref"):
            found.set("ref", moves.whole(found.get("ref", "")))
    for found in elements(root, "calculatedColumnFormula", "totalsRowFormula"):
        if found.text:
            found.text = moves.formula(found.text)


def _pivot(root: Element, moves: Moves) -> None:
    for found in elements(root, "location"):
        found.set("ref", moves.whole(found.get("ref", "")))


def _drawing(root: Element, moves: Moves) -> None:
    move_rows(root, moves.rows)
    for found in root.iter():
        if found.get("textlink") if isinstance(found.tag, str) else None:
            found.set("textlink", moves.formula(found.get("textlink", ""), Copy("")))


def _notes(root: Element, moves: Moves) -> None:
    move_notes(root, moves.rows)


def _note_shapes(root: Element, moves: Moves) -> None:
    move_note_shapes(root, moves.rows)
    for found in elements(root, "FmlaLink", "FmlaRange", "FmlaMacro", "FmlaTxbx"):
        if found.text:
            found.text = moves.formula(found.text)


def _control(root: Element, moves: Moves) -> None:
    for attribute in ("fmlaLink", "fmlaRange", "fmlaTxbx"):
        if root.get(attribute):
            root.set(attribute, moves.formula(root.get(attribute, "")))


_EVERYWHERE: Final[dict[str, Callable[[Element, Moves], None]]] = {"charts": _chart, "pivotCache": _pivot_source}
_OWNED: Final[dict[str, Callable[[Element, Moves], None]]] = {
    "tables": _table,
    "pivotTables": _pivot,
    "drawings": _drawing,
    "comments": _notes,
    "threadedComments": _notes,
    "vmlDrawing": _note_shapes,
    "ctrlProps": _control,
}


def workbook_part(book: TemplateBook, maps: Mapping[str, RowMap], *, recalculate: bool) -> Member | None:
    """Return the workbook part with its names moved, None when it stays as it is.

    recalculate: whether programs must compute all formulas when they open the file.
    """
    root = parsed(book.parts[book.workbook])
    before = serialised(root)
    for found in elements(root, "definedName"):
        if found.text:
            found.text = Moves(maps, "").formula(found.text, Copy(""), grows=True)
    if recalculate:
        _recalculate(root)
    after = serialised(root)
    return packed(book.workbook, after) if after != before else None


def _recalculate(root: Element) -> None:
    settings = next(elements(root, "calcPr"), None)
    if settings is None:
        settings = child(root, "calcPr")
        later = [found for found in root if found is not settings and local(found) not in _BEFORE_CALC]
        if later:
            later[0].addprevious(settings)
    settings.set("fullCalcOnLoad", "1")


def without_calculation_chain(book: TemplateBook) -> dict[str, Member | None]:
    """Return the changes that take out the calculation chain, which would be stale, and make a template a workbook."""
    chains = [found for found in relations(book.parts, book.workbook) if found.type == "calcChain"]
    types = book.parts[CONTENT_TYPES].replace(_TEMPLATE_TYPE, _WORKBOOK_TYPE)
    changes: dict[str, Member | None] = {}
    if chains:
        types = without_parts(types, [found.target for found in chains])
        name = relations_name(book.workbook)
        changes[name] = packed(name, without_relations(book.parts[name], [found.id for found in chains]))
        changes |= dict.fromkeys((found.target for found in chains if found.target in book.parts), None)
    if types != book.parts[CONTENT_TYPES]:
        changes[CONTENT_TYPES] = packed(CONTENT_TYPES, types)
    return changes
