"""A chart whose place is settled, read once: for each document only the numbers and labels that it copies are written in.

`charts.drawn` does the same with the chart's tree, and is the one to go by; what a plan cannot tell is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from generator.office.package.xml import Element, child, elements, instruction, local, parsed, serialised
from generator.office.sheet.cells import number_text
from generator.office.sheet.formula import CellGrid, Value
from generator.office.sheet.references import CellRect
from generator.render.xlsx.charts import (
    MOST_LABELLED,
    ChartCopy,
    Scale,
    add_unit,
    drawn,
    holders,
    is_gantt,
    number_of,
    open_axis,
    place_of,
    reference_and_copy,
    scale_of,
    shown_values,
    value_formulas,
    values_at,
    without_copy,
    without_points,
)

_MARK: Final = "salinan"
_MARKED: Final = re.compile(rf"<\?{_MARK} ?(\w*)\?>")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_POINTS: Final = "titik"
_ANY: Final = "0"
_WORD: Final = "isi"


class _Points(NamedTuple):
    """A copy to be written: where its values stand, and its elements up to what differs. are_texts: whether it shows texts."""

    rect: CellRect
    are_texts: bool
    counted: str
    before: str
    between: str
    after: str

    def text(self, values: Sequence[Value]) -> str:
        """Return the copy of values."""
        closed, before, between, after = *self.before.split(">", 1), self.between, self.after
        shown = enumerate(shown_values(values, are_texts=self.are_texts))
        points = [f'{before}"{at}"{between}{text.translate(_ESCAPES)}{after}' for at, text in shown if text is not None]
        return f'{self.counted}"{len(values)}"{closed}>{"".join(points)}'


class _ScaleNote(NamedTuple):
    """What an axis may say of its scale: the name of the element, and its text up to the number and from there."""

    name: str
    before: str
    after: str

    def text(self, scale: Scale | None) -> str:
        """Return what the axis says."""
        number: Fraction | None = None
        if scale is not None:
            number = scale.most if self.name == "max" else scale.least if self.name == "min" else Fraction(1) if scale.is_whole else None
        return "" if number is None else f'{self.before}"{number_text(number)}"{self.after}'


_Piece = str | _Points | _ScaleNote


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart's part, as text with gaps. series: the cells of the numbers it draws; bars: those of its bars, None where their axis is not scaled.

    data: the part itself, for what the plan does not tell; pieces: none where it never does. is_labelled: whether bars may show their numbers.
    """

    data: bytes
    pieces: tuple[_Piece, ...] = ()
    series: tuple[CellRect, ...] = ()
    bars: tuple[CellRect, ...] | None = None
    is_gantt: bool = False
    is_labelled: bool = False

    def drawn(self, grid: CellGrid) -> ChartCopy:
        """Return the chart with its copies taken from the cells, as `charts.drawn` gives it."""
        values: dict[CellRect, Sequence[Value]] = {}
        for rect in (*self.series, *(piece.rect for piece in self.pieces if isinstance(piece, _Points))):
            if rect not in values:
                found = values_at(rect, grid)
                if found is None:
                    return drawn(self.data, grid)
                values[rect] = found
        categories = len({at for rect in self.series for at, value in enumerate(values[rect]) if number_of(value) is not None})
        if not self.pieces or (self.is_labelled and categories > MOST_LABELLED):
            return drawn(self.data, grid)
        scale = None if self.bars is None else scale_of([values[rect] for rect in self.bars], is_gantt=self.is_gantt)
        return ChartCopy("".join(self._texts(values, scale)).encode(), categories)

    def _texts(self, values: Mapping[CellRect, Sequence[Value]], scale: Scale | None) -> Iterator[str]:
        for piece in self.pieces:
            if isinstance(piece, str):
                yield piece
            else:
                yield piece.text(values[piece.rect]) if isinstance(piece, _Points) else piece.text(scale)


def chart_plan(data: bytes, grid: CellGrid) -> ChartPlan:
    """Return the plan of a chart's part. grid: the sheets as they will be, whatever their values."""
    root = parsed(data)
    series = [place_of(text, grid) for text in value_formulas(root)]
    axis, charts = open_axis(root), list(elements(root, "barChart"))
    bars = None if axis is None else [place_of(text, grid) for text in value_formulas(charts[0])]
    if None in series or None in (bars or ()):
        return ChartPlan(data)
    scaling = None if axis is None else next(elements(axis, "scaling"), None)
    if axis is not None and (scaling is None or not len(scaling)):
        return ChartPlan(data)
    gaps = [gap for holder in holders(root) if (gap := _opened(holder, grid)) is not None]
    if scaling is not None and axis is not None:
        _between_marks(child(scaling, "max", val=_ANY))
        _between_marks(child(scaling, "min", val=_ANY))
        _between_marks(add_unit(axis))
    pieces = tuple(_pieces(_MARKED.split(serialised(root).decode()), gaps))
    return ChartPlan(
        data,
        pieces,
        tuple(rect for rect in series if rect is not None),
        None if bars is None else tuple(rect for rect in bars if rect is not None),
        axis is not None and is_gantt(charts[0]),
        any(True for chart in charts for _ in elements(chart, "showVal")),
    )


def _opened(holder: Element, grid: CellGrid) -> tuple[CellRect, bool] | None:
    """Make a gap of a holder's copy, with one point in it to see how it is written; return where its values stand and whether they are texts."""
    text, cache = reference_and_copy(holder)
    rect = None if text is None else place_of(text, grid)
    if cache is None:
        return None
    if rect is None:
        without_copy(holder, cache)
        return None
    without_points(cache)
    cache.append(instruction(_MARK, _POINTS))
    child(cache, "ptCount", val=_ANY)
    child(child(cache, "pt", idx=_ANY), "v").text = _WORD
    cache.append(instruction(_MARK, ""))
    return rect, local(holder) == "strRef"


def _between_marks(element: Element) -> None:
    element.addprevious(instruction(_MARK, local(element)))
    element.addnext(instruction(_MARK, ""))


def _pieces(texts: Sequence[str], gaps: Sequence[tuple[CellRect, bool]]) -> Iterator[_Piece]:
    """Yield the pieces of a chart. texts: of its XML, each second one a mark's, which opens a gap or closes it."""
    points = iter(gaps)
    for at, text in enumerate(texts):
        mark = texts[at - 1] if at else ""
        if at % 2:
            continue
        if mark == _POINTS:
            rect, are_texts = next(points)
            count, before, rest = text.split(f'"{_ANY}"')
            between, after = rest.split(_WORD)
            yield _Points(rect, are_texts, count, before, between, after)
        elif mark:
            before, after = text.split('"1"' if mark == "majorUnit" else f'"{_ANY}"')
            yield _ScaleNote(mark, before, after)
        elif text:
            yield text
