"""What stands around a sheet's rows, moved: merged cells, validations, conditional formats, links, breaks, panes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.office.package.xml import Element, elements, instruction, local, parsed, serialised
from generator.office.sheet.anchors import move_rows
from generator.office.sheet.cells import letters
from generator.office.sheet.formula import formula
from generator.office.sheet.references import Copy, Reference, reference
from generator.office.sheet.rowmap import RowMap
from generator.office.sheet.worksheet import first_behind
from generator.render.xlsx.model import BREAKS_MARK, ROWS_MARK, TemplateSheet

_SPREADING: Final = frozenset({"conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"})
_SINGLE_RANGE: Final = frozenset({"autoFilter", "sortState", "sortCondition", "inputCells", "cellWatch"})
_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f"})
_COUNTED: Final = ("mergeCells", "dataValidations", "hyperlinks", "rowBreaks")


@dataclass(frozen=True, slots=True)
class Moves:
    """How the rows of all sheets move, and the sheet at hand."""

    maps: Mapping[str, RowMap]
    sheet: str

    @property
    def rows(self) -> RowMap:
        """How the rows of the sheet at hand move."""
        return self.maps[self.sheet]

    def formula(self, text: str, where: Copy | None = None, *, grows: bool = False) -> str:
        """Return a formula moved; one that cannot be read stays as it is."""
        try:
            return formula(text, grows=grows).moved(self.maps, where or Copy(self.sheet))
        except ValueError:
            return text

    def spread(self, sqref: str, spans: Callable[[int, int], list[tuple[int, int]]]) -> str:
        """Return a list of ranges, each replaced by what `spans` makes of its rows."""
        return " ".join(piece for text in sqref.split() for piece in self.ranges(text, spans))

    def ranges(self, text: str, spans: Callable[[int, int], list[tuple[int, int]]]) -> list[str]:
        """Return what becomes of one range."""
        found = reference(text)
        if found is None or not found.first.row:
            return [text]
        last = found.last or found.first
        return [_written(found, top, bottom) for top, bottom in spans(found.first.row, last.row)]

    def whole(self, sqref: str) -> str:
        """Return a list of ranges, each grown over all copies of the rows it reaches."""
        return self.spread(sqref, lambda top, bottom: [grown(self.rows, top, bottom)])

    def home(self, sqref: str) -> Copy:
        """Return from where the relative references of a range's formulas count: its first cell."""
        found = reference(sqref.split(maxsplit=1)[0]) if sqref.strip() else None
        return Copy(self.sheet, self.rows.block_at(found.first.row) if found is not None and found.first.row else None)


def _written(found: Reference, top: int, bottom: int) -> str:
    last = found.last or found.first
    start, end = found.first.text(top), last.text(bottom)
    return start if start == end and found.last is None else f"{start}:{end}"


def moved_frame(sheet: TemplateSheet, maps: Mapping[str, RowMap], used: tuple[int, int, int, int]) -> tuple[str, str, str]:
    """Return the sheet's XML before its rows, from there to where page breaks belong, and the rest.

    used: top, left, bottom, right of the cells written.
    """
    root = parsed(sheet.frame)
    move_elements(root, Moves(maps, sheet.name))
    for found in elements(root, "dimension"):
        top, left, bottom, right = used
        start, end = f"{letters(left)}{top}", f"{letters(right)}{bottom}"
        found.set("ref", start if start == end else f"{start}:{end}")
    mark, later = instruction("borang", "breaks"), first_behind(root, "rowBreaks")
    if later is None:
        root.append(mark)
    else:
        later.addprevious(mark)
    before, _, rest = serialised(root).decode().partition(ROWS_MARK)
    after, _, behind_breaks = rest.partition(BREAKS_MARK)
    return before, after, behind_breaks


def move_elements(root: Element, moves: Moves) -> None:
    """Move all that stands around a sheet's rows, in place."""
    for element in list(root.iter()):
        move = _MOVERS.get(local(element))
        if move is not None:
            move(element, moves)
    move_rows(root, moves.rows)
    _count(root)


def _spread(element: Element, moves: Moves) -> None:
    """Move a thing that covers ranges, and its formulas, which count from the first range's first cell."""
    holder = element if element.get("sqref") is not None else next((found for found in element if local(found) == "sqref"), None)
    if holder is None:
        return
    sqref = holder.get("sqref") if holder is element else holder.text
    home = moves.home(sqref or "")
    for found in element.iter():
        if local(found) in _FORMULAS and found.text:
            found.text = moves.formula(found.text, home)
        elif local(found) == "cfvo" and found.get("val"):  # x14 keeps a formula in a child, and has no such attribute
            found.set("val", moves.formula(found.get("val", ""), home))
    spread = moves.spread(sqref or "", moves.rows.spans)
    if not spread:
        _drop(element)
    elif holder is element:
        element.set("sqref", spread)
    else:
        holder.text = spread


def _repeat(element: Element, moves: Moves) -> None:
    """Repeat a thing that belongs to one place (a merged cell, a link) with each copy of its row."""
    if element.get("location"):
        element.set("location", moves.formula(element.get("location", "")))
    for text in moves.ranges(element.get("ref", ""), moves.rows.repeats):
        start, _, end = text.partition(":")
        if start == end:  # what is left of a merged cell that reached into a control row
            continue
        fresh = copy.deepcopy(element)
        fresh.set("ref", text)
        element.addprevious(fresh)
    _drop(element)


def _sparkline(element: Element, moves: Moves) -> None:
    """Repeat a sparkline with each copy of its row, over that copy's own cells."""
    place = next((found for found in element if local(found) == "sqref"), None)
    if place is None or not place.text:
        return
    home = moves.home(place.text)
    for number, text in enumerate(moves.ranges(place.text, moves.rows.repeats)):
        fresh = copy.deepcopy(element)
        for found in fresh:
            if local(found) == "f":
                found.text = moves.formula(found.text or "", Copy(moves.sheet, home.block, number))
            elif local(found) == "sqref":
                found.text = text
        element.addprevious(fresh)
    _drop(element)


def _range(element: Element, moves: Moves) -> None:
    for attribute in ("ref", "r"):
        if element.get(attribute):
            element.set(attribute, moves.whole(element.get(attribute, "")))


def grown(rows: RowMap, top: int, bottom: int) -> tuple[int, int]:
    """Return the rows from where `top` first stands to where `bottom` last stands."""
    start, end = rows.first(top), rows.last(bottom)
    return (start, end) if start <= end else (end, start)


def _break(element: Element, moves: Moves) -> None:
    """Move a page break; one behind a pattern row comes behind each copy."""
    parent = element.getparent()
    if parent is None or local(parent) != "rowBreaks":
        return
    row = int(element.get("id", "0"))
    for _, bottom in moves.rows.repeats(row, row) or [(0, moves.rows.last(row))]:
        fresh = copy.deepcopy(element)
        fresh.set("id", str(bottom))
        element.addprevious(fresh)
    _drop(element)


def _view(element: Element, moves: Moves) -> None:
    for attribute in ("topLeftCell", "activeCell"):
        found = reference(element.get(attribute, "")) if element.get(attribute) else None
        if found is not None:
            element.set(attribute, found.first.text(moves.rows.first(found.first.row)))
    if element.get("sqref"):
        element.set("sqref", moves.whole(element.get("sqref", "")))


def _lonely_formula(element: Element, moves: Moves) -> None:
    """Move a formula that hangs on no range: the date axis of sparklines."""
    parent = element.getparent()
    if parent is not None and local(parent) == "sparklineGroup" and element.text:
        element.text = moves.formula(element.text)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _count(root: Element) -> None:
    """Set the counts of lists anew and leave out lists that have become empty."""
    for holder in list(elements(root, *_COUNTED)):
        _set_counts(holder, len(holder))
        if not len(holder):
            _drop(holder)


def _set_counts(holder: Element, number: int) -> None:
    for attribute in ("count", "manualBreakCount"):
        if holder.get(attribute) is not None:
            holder.set(attribute, str(number))


def _movers(names: Iterable[str], move: Callable[[Element, Moves], None]) -> dict[str, Callable[[Element, Moves], None]]:
    return dict.fromkeys(names, move)


_MOVERS: Final = {
    **_movers(_SPREADING, _spread),
    **_movers(_SINGLE_RANGE, _range),
    **_movers(("mergeCell", "hyperlink"), _repeat),
    **_movers(("sheetView", "pane", "selection", "customSheetView"), _view),
    "sparkline": _sparkline,
    "brk": _break,
    "f": _lonely_formula,
}
