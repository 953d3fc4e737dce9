"""Drawings, notes and form controls that hang on cells: their anchors follow the rows."""

from __future__ import annotations

import re
from typing import Final

from generator.office.package.xml import Element, elements, local
from generator.office.sheet.cells import split_address
from generator.office.sheet.references import reference
from generator.office.sheet.rowmap import RowMap

_ANCHORS: Final = ("twoCellAnchor", "oneCellAnchor", "anchor")
_NOTE_ANCHOR = re.compile(r"\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*")


def moved_row(rows: RowMap, row: int) -> int:
    """Return where a row counted from 0 goes; inside a repeated block its first copy."""
    return rows.first(row + 1) - 1


def moved_pair(rows: RowMap, top: int, bottom: int, *, rigid: bool) -> tuple[int, int]:
    """Return where the first and last row of an anchor go, counted from 0; a rigid thing keeps its height in rows."""
    start = moved_row(rows, top)
    return start, start + bottom - top if rigid else max(moved_row(rows, bottom), start)


def move_rows(root: Element, rows: RowMap) -> None:
    """Move the anchors of a drawing or of a sheet's form controls, in place."""
    for anchor in elements(root, *_ANCHORS):
        if anchor.get("editAs") == "absolute":
            continue
        found = {local(corner): next(elements(corner, "row"), None) for corner in anchor if local(corner) in {"from", "to"}}
        start, end = found.get("from"), found.get("to")
        if start is None or not start.text:
            continue
        top, bottom = int(start.text), int(end.text) if end is not None and end.text else int(start.text)
        rigid = anchor.get("editAs") == "oneCell" or anchor.get("moveWithCells") in {"1", "true"}
        moved_top, moved_bottom = moved_pair(rows, top, bottom, rigid=rigid)
        start.text = str(moved_top)
        if end is not None:
            end.text = str(moved_bottom)


def move_notes(root: Element, rows: RowMap) -> None:
    """Move the cells that notes and threaded comments belong to, in place."""
    for note in elements(root, "comment", "threadedComment"):
        found = reference(note.get("ref", ""))
        if found is not None:
            note.set("ref", found.first.text(rows.first(split_address(note.get("ref", ""))[0])))


def move_note_shapes(root: Element, rows: RowMap) -> None:
    """Move the shapes of notes and old form controls in a VML drawing, in place."""
    for found in elements(root, "Row"):
        if found.text and found.text.strip().isdigit():
            found.text = str(moved_row(rows, int(found.text)))
    for found in elements(root, "Anchor"):
        match = _NOTE_ANCHOR.fullmatch(found.text or "")
        if match is not None:
            numbers = [int(number) for number in match.groups()]
            numbers[2], numbers[6] = moved_pair(rows, numbers[2], numbers[6], rigid=True)
            found.text = ", ".join(str(number) for number in numbers)
