"""Charts carry a copy of the numbers they draw; here it is made anew, so that a viewer which does not compute shows them too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.office.package.xml import Element, child, elements, local, namespace_of, parsed, serialised
from generator.office.sheet.cells import number_text, writable
from generator.office.sheet.formula import CellGrid, FormulaError, Value, formula
from generator.office.sheet.formula.values import UnknownValue
from generator.office.sheet.references import CellRect, Copy
from generator.render.xlsx.tags import has_tags

_MOST_POINTS = 20_000
_FEW: Final = 10
MOST_LABELLED: Final = 60
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
    for holder in holders(root):
        _renew(holder, grid)
    set_scale(root, grid)
    categories = _categories(root, grid)
    if categories is not None and categories > MOST_LABELLED:
        for shown in (shown for bars in elements(root, "barChart") for shown in elements(bars, "showVal")):
            shown.set("val", "0")
    return ChartCopy(serialised(root), categories)


def holders(root: Element) -> list[Element]:
    """Return what holds a reference and a copy of what it means."""
    return list(elements(root, "numRef", "strRef", "multiLvlStrRef", "datalabelsRange", "strDim", "numDim"))


def reference_and_copy(holder: Element) -> tuple[str | None, Element | None]:
    """Return the reference of a holder, None where its copy cannot be made anew, and its copy, None where it has none."""
    found = {local(part): part for part in holder}
    cache = next((part for name, part in found.items() if name.endswith("Cache") or name == "lvl"), None)
    is_plain = "f" in found and local(holder) in {"numRef", "strRef"}
    return (found["f"].text or "" if is_plain else None), cache


def without_copy(holder: Element, cache: Element) -> None:
    """Take the copy out of a holder: programs that draw charts then read the cells."""
    for part in [part for part in holder if local(part) == local(cache)]:
        holder.remove(part)


def without_points(cache: Element) -> None:
    """Take out of a copy all that is made anew."""
    for part in [part for part in cache if local(part) in {"ptCount", "pt"}]:
        cache.remove(part)


def _renew(holder: Element, grid: CellGrid) -> None:
    text, cache = reference_and_copy(holder)
    if cache is None:
        return
    values = None if text is None else _values(text, grid)
    if values is None:
        without_copy(holder, cache)
        return
    without_points(cache)
    child(cache, "ptCount", val=str(len(values)))
    for index, shown in enumerate(shown_values(values, are_texts=local(holder) == "strRef")):
        if shown is not None:
            child(child(cache, "pt", idx=str(index)), "v").text = shown


def shown_values(values: Sequence[Value], *, are_texts: bool) -> list[str | None]:
    """Return what a copy shows of cells, None of one that it passes over."""
    texts = [_text(value) if are_texts else number_of(value) for value in values]
    return [None if text is None else writable(text) for text in texts]


def _categories(root: Element, grid: CellGrid) -> int | None:
    places: set[int] = set()
    for text in value_formulas(root):
        values = _values(text, grid)
        if values is None:
            return None
        places.update(index for index, value in enumerate(values) if number_of(value) is not None)
    return len(places)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an axis of bars begins and, of dates, ends; is_whole: its ticks are whole numbers."""

    least: Fraction
    most: Fraction | None = None
    is_whole: bool = False


def set_scale(root: Element, grid: CellGrid) -> None:
    """Set the axis of bars where its author said nothing: from 0, whole numbers at its ticks, dates from the first to the last."""
    axis = open_axis(root)
    if axis is None:
        return
    bars = next(elements(root, "barChart"))
    scale = scale_of([_values(text, grid) or () for text in value_formulas(bars)], is_gantt=is_gantt(bars))
    if scale is None:
        return
    scaling = next(elements(axis, "scaling"))
    if scale.most is not None:
        child(scaling, "max", val=number_text(scale.most))
    child(scaling, "min", val=number_text(scale.least))
    if scale.is_whole:
        add_unit(axis)


def open_axis(root: Element) -> Element | None:
    """Return the axis of the one chart of bars, None where there is none or its author said how it is scaled."""
    axes = list(elements(root, "valAx"))
    if len(list(elements(root, "barChart"))) != 1 or len(axes) != 1 or any(True for _ in elements(axes[0], "min", "max", "majorUnit")):
        return None
    return axes[0]


def scale_of(series: Sequence[Sequence[Value]], *, is_gantt: bool) -> Scale | None:
    """Return how the axis of bars of so high values is scaled, None where that is left to the program."""
    rows = [[number_of(value) for value in values] for values in series]
    numbers = [Fraction(text) for row in rows for text in row if text is not None]
    if not numbers or min(numbers) < 0:
        return None
    if is_gantt and len(rows) == 2:
        return _span_of_dates(rows)
    return Scale(Fraction(0), is_whole=max(numbers) <= _FEW and all(number.denominator == 1 for number in numbers))


def add_unit(axis: Element) -> Element:
    """Let the ticks of an axis be whole numbers; return what says so."""
    unit = axis.makeelement(f"{{{namespace_of(axis)}}}majorUnit", {"val": "1"})
    before = [found for found in axis if local(found) in _BEFORE_UNIT]
    before[-1].addnext(unit)
    return unit


def is_gantt(chart: Element) -> bool:
    """Whether the first of stacked bars is not seen: the time before a start."""
    series = next(elements(chart, "ser"), None)
    return series is not None and any(True for holder in elements(series, "spPr") for found in holder if local(found) == "noFill")


def _span_of_dates(rows: Sequence[Sequence[str | None]]) -> Scale | None:
    starts = [Fraction(text) for text in rows[0] if text is not None]
    ends = [Fraction(start) + Fraction(length) for start, length in zip(*rows, strict=False) if start is not None and length is not None]
    if not starts or not ends:
        return None
    return Scale(Fraction(math.floor(min(starts)) - 1), Fraction(math.ceil(max(ends)) + 1))


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
    rect = place_of(text, grid)
    return None if rect is None else values_at(rect, grid)


def place_of(text: str, grid: CellGrid) -> CellRect | None:
    """Return the cells that a chart's reference names, None where it names none whose values could be told, whatever they are."""
    try:
        pieces = formula(text)
    except ValueError:
        return None
    if len(pieces.parts) != 1 or not pieces.references:
        return None
    rect, clipped = grid.clip(pieces.references[0].rect({}, Copy("")))
    if clipped or (rect.bottom - rect.top + 1) * (rect.right - rect.left + 1) > _MOST_POINTS:
        return None
    return rect if rect.sheet in grid.values else None


def values_at(rect: CellRect, grid: CellGrid) -> Sequence[Value] | None:
    """Return the values of cells, None where one of them is unknown."""
    values = list(grid.area(rect))
    return None if any(isinstance(value, UnknownValue) for value in values) else values


def number_of(value: Value) -> str | None:
    """Return a number as a copy shows it, None of what is none."""
    return number_text(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _text(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, FormulaError):
        return value.code
    return number_of(value) or str(value)
