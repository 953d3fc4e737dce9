"""The rows that a table keeps of many: one of each shape, in its branch, with the cells that are merged over all of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

from generator.example.cells import RowPattern
from generator.example.grid import GridRow, TableGrid
from generator.example.marks import row_statement
from generator.example.passage import Edit, WordPassage, paragraphs_of
from generator.office.package.xml import Element
from generator.office.word.wml import W


def body_of(patterns: Sequence[tuple[str, RowPattern]], tagged: Callable[[RowPattern], GridRow]) -> tuple[list[Element], GridRow]:
    """Return the tagged rows of all shapes, each in its branch, and the last of them alone."""
    for _, pattern in patterns:
        _unshared(pattern.rows[pattern.kept])
    kept = [tagged(pattern) for _, pattern in patterns]
    elements: list[Element] = []
    for number, ((how, _), row) in enumerate(zip(patterns, kept, strict=True)):
        _merge_again(row)
        if len(kept) > 1:
            elements.append(row_statement(row.element, f"{{%tr {'elif' if number else 'if'} {how} %}}" if how else "{%tr else %}"))
        elements.append(row.element)
    return [*elements, *([row_statement(kept[-1].element, "{%tr endif %}")] if len(kept) > 1 else [])], kept[-1]


def _unshared(row: GridRow) -> None:
    """Give the cells of a row that continue those above them the words of these."""
    for cell in row.cells:
        if cell.above is not None:
            for part in [part for part in cell.element if part.tag != f"{W}tcPr"]:
                cell.element.remove(part)
            cell.element.extend(copy.deepcopy(part) for part in cell.first.element if part.tag != f"{W}tcPr")


def _merge_again(row: GridRow) -> None:
    """Let a row's merged cells be merged over all rows of the loop that it is put in: the statement `{% vm %}` of templates."""
    for cell in row.cells:
        merge, paragraphs = cell.merge, [one for one in map(WordPassage, paragraphs_of(cell.element)) if one.words]
        if merge is not None:
            merge.getparent().remove(merge)
            if paragraphs:
                paragraphs[0].put([Edit(0, 1, "{% vm %}" + paragraphs[0].text[0])])


def looped(rows: Sequence[Element], opening: str) -> list[Element]:
    """Return rows in a loop."""
    return [row_statement(rows[-1], opening), *rows, row_statement(rows[-1], "{%tr endfor %}")]


def put_rows(grid: TableGrid, span: tuple[int, int], rows: Sequence[Element]) -> None:
    """Put rows in the place of those from the first of a span to before its last."""
    old = [row.element for row in grid.rows[slice(*span)]]
    place = grid.table.index(old[0])
    for element in old:
        grid.table.remove(element)
    for number, element in enumerate(rows):
        grid.table.insert(place + number, element)
