"""Charts carry a copy of the numbers they draw; here it is made anew, so that a viewer which does not compute shows them too."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.ooxml.cells import number_text
from generator.ooxml.formula import CellError, Grid, UnsolvedError, Value, formula
from generator.ooxml.formula.values import Unknown
from generator.ooxml.references import Copy
from generator.ooxml.xml import Element, child, elements, local, parsed, serialised

_MOST_POINTS = 20_000


def with_fresh_caches(data: bytes, grid: Grid) -> bytes:
    """Return a chart's part with the copies of its numbers and labels taken from the cells.

    Where the cells cannot be told (an unknown formula, several levels of labels) the copy is left out: programs that
    draw charts then read the cells.
    """
    root = parsed(data)
    for holder in list(elements(root, "numRef", "strRef", "multiLvlStrRef")):
        _renew(holder, grid)
    return serialised(root)


def _renew(holder: Element, grid: Grid) -> None:
    found = {local(part): part for part in holder}
    cache = found.get(local(holder).removesuffix("Ref") + "Cache")
    if cache is None:
        return
    values = _values(found["f"].text or "", grid) if "f" in found else None
    if values is None or local(holder) == "multiLvlStrRef":
        holder.remove(cache)
        return
    for part in [part for part in cache if local(part) in {"ptCount", "pt"}]:
        cache.remove(part)
    child(cache, "ptCount", val=str(len(values)))
    for index, value in enumerate(values):
        text = _text(value) if local(holder) == "strRef" else _number(value)
        if text is not None:
            child(child(cache, "pt", idx=str(index)), "v").text = text


def _values(text: str, grid: Grid) -> Sequence[Value] | None:
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
    return None if any(isinstance(value, Unknown) for value in values) else values


def _number(value: Value) -> str | None:
    return number_text(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _text(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, CellError):
        return value.code
    return _number(value) or str(value)
