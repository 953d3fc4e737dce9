"""Charts carry a copy of the numbers they draw; here it is made anew, so that a viewer which does not compute shows them too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.office.package.xml import Element, child, elements, local, namespace_of, parsed, serialised
from generator.office.sheet.cells import number_text, writable
from generator.office.sheet.formula import CellGrid, FormulaError, UnsolvedError, Value, formula
from generator.office.sheet.formula.values import UnknownValue
from generator.office.sheet.references import Copy
from generator.render.xlsx.tags import has_tags

_MOST_POINTS = 20_000
_FEW: Final = 10
_MOST_LABELLED: Final = 60
"""Of more bars on a page the numbers would stand over each other."""


@dataclass(frozen=True, slots=True)
class ChartCopy:
    """A chart's part with fresh copies. categories: how many of its categories have a value, None where that cannot be told."""

    data: bytes
    categories: int | None


def drawn(data: bytes, grid: CellGrid) -> ChartCopy:
    """Return a chart's part with the copies of its numbers and labels taken from the cells.

    Where the cells cannot be told (an unknown formula, several levels of labels) the copy is left out: programs that
    draw charts then read the cells.
    """
    root = parsed(data)
    for holder in list(elements(root, "numRef", "strRef", "multiLvlStrRef", "datalabelsRange", "strDim", "numDim")):
        _renew(holder, grid)
    set_scale(root, grid)
    categories = _categories(root, grid)
    if categories is not None and categories > _MOST_LABELLED:
        for shown in (shown for bars in elements(root, "barChart") for shown in elements(bars, "showVal")):
            shown.set("val", "0")
    return ChartCopy(serialised(root), categories)


def _renew(holder: Element, grid: CellGrid) -> None:
    found = {local(part): part for part in holder}
    cache = next((part for name, part in found.items() if name.endswith("Cache") or name == "lvl"), None)
    if cache is None:
        return
    holds = local(holder)
    values = _values(found["f"].text or "", grid) if "f" in found and holds in {"numRef", "strRef"} else None
    if values is None:
        for part in [part for part in holder if local(part) == local(cache)]:
            holder.remove(part)
        return
    for part in [part for part in cache if local(part) in {"ptCount", "pt"}]:
        cache.remove(part)
    child(cache, "ptCount", val=str(len(values)))
    for index, value in enumerate(values):
        text = _text(value) if holds == "strRef" else _number(value)
        if text is not None:
            child(child(cache, "pt", idx=str(index)), "v").text = writable(text)


def _categories(root: Element, grid: CellGrid) -> int | None:
    places: set[int] = set()
    for text in value_formulas(root):
        values = _values(text, grid)
        if values is None:
            return None
        places.update(index for index, value in enumerate(values) if _number(value) is not None)
    return len(places)


def set_scale(root: Element, grid: CellGrid) -> None:
    """Set the axis of bars where its author said nothing: from 0, whole numbers at its ticks, dates from the first to the last."""
    charts = list(elements(root, "barChart"))
    axes = list(elements(root, "valAx"))
    if len(charts) != 1 or len(axes) != 1 or any(True for _ in elements(axes[0], "min", "max", "majorUnit")):
        return
    rows = [[_number(value) for value in values or ()] for values in (_values(text, grid) for text in value_formulas(charts[0]))]
    numbers = [Fraction(text) for row in rows for text in row if text is not None]
    if not numbers or min(numbers) < 0:
        return
    if _is_gantt(charts[0]) and len(rows) == 2:
        _span_dates(axes[0], rows)
        return
    _say(next(elements(axes[0], "scaling")), "min", Fraction(0))
    if max(numbers) <= _FEW and all(number.denominator == 1 for number in numbers):
        unit = axes[0].makeelement(f"{{{namespace_of(axes[0])}}}majorUnit", {"val": "1"})
        before = [found for found in axes[0] if local(found) in _BEFORE_UNIT]
        before[-1].addnext(unit)


def _is_gantt(chart: Element) -> bool:
    """Whether the first of stacked bars is not seen: the time before a start."""
    series = next(elements(chart, "ser"), None)
    return series is not None and any(True for holder in elements(series, "spPr") for found in holder if local(found) == "noFill")


def _span_dates(axis: Element, rows: Sequence[Sequence[str | None]]) -> None:
    starts = [Fraction(text) for text in rows[0] if text is not None]
    ends = [Fraction(start) + Fraction(length) for start, length in zip(*rows, strict=False) if start is not None and length is not None]
    if starts and ends:
        scaling = next(elements(axis, "scaling"))
        _say(scaling, "max", Fraction(math.ceil(max(ends)) + 1))
        _say(scaling, "min", Fraction(math.floor(min(starts)) - 1))


def _say(scaling: Element, name: str, value: Fraction) -> None:
    child(scaling, name, val=number_text(value))


_BEFORE_UNIT: Final = frozenset(
    {
        *("axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title", "numFmt", "majorTickMark", "minorTickMark"),
        *("tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt", "crossBetween"),
    }
)


def value_formulas(root: Element) -> list[str]:
    """Return the references of the numbers that a chart draws."""
    return [found.text or "" for holder in elements(root, "val", "yVal") for found in elements(holder, "f")]


def text_outside_copies(root: Element) -> str:
    """Return the text of a chart or drawing but for what it copies from cells, which is made anew."""
    if local(root).endswith("Cache") or local(root) == "lvl" or (local(root) == "sp" and root.get("textlink")):
        return root.tail or ""
    own = root.text if isinstance(root.tag, str) else ""
    return (own or "") + "".join(text_outside_copies(found) for found in root) + (root.tail or "")


def with_linked_texts(data: bytes, grid: CellGrid) -> bytes | None:
    """Return a drawing's part in which shapes linked to a cell show that cell's text; None where they do already.

    A linked number without a tag keeps the look that the spreadsheet program gave it: it is renewed when the file opens.
    """
    root = parsed(data)
    before = serialised(root)
    for shape in elements(root, "sp"):
        link = shape.get("textlink")
        pieces = list(elements(shape, "t")) if link else []
        values = _values(link or "", grid) if pieces else None
        if values and (isinstance(values[0], str) or has_tags("".join(piece.text or "" for piece in pieces))):
            pieces[0].text = writable(_text(values[0]) or "")
            for piece in pieces[1:]:
                piece.text = ""
    after = serialised(root)
    return after if after != before else None


def _values(text: str, grid: CellGrid) -> Sequence[Value] | None:
    """Return the values of the cells that a chart's reference names, None when they cannot be told."""
    try:
        pieces = formula(text)
        if len(pieces.parts) != 1 or not pieces.references:
            return None
        rect, clipped = grid.clip(pieces.references[0].rect({}, Copy("")))
        if clipped or (rect.bottom - rect.top + 1) * (rect.right - rect.left + 1) > _MOST_POINTS:
            return None
        values = list(grid.area(rect))
    except (ValueError, KeyError, UnsolvedError):
        return None
    return None if any(isinstance(value, UnknownValue) for value in values) else values


def _number(value: Value) -> str | None:
    return number_text(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _text(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, FormulaError):
        return value.code
    return _number(value) or str(value)
