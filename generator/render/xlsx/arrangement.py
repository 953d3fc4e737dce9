"""A template's sheets laid out for given numbers of rows: every reference moved, only the values still missing.

What an `Arrangement` holds depends on the template and the numbers of copies alone, so documents of the same length share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.office.package.parts import Member
from generator.office.sheet.cells import MAX_COLUMN
from generator.office.sheet.formula import CellGrid, Formula, Value, key, split_key
from generator.office.sheet.order import evaluation_order
from generator.office.sheet.references import CellRect, Copy
from generator.office.sheet.rowmap import RowMap
from generator.render.xlsx.chartplan import ChartPlan, chart_plan
from generator.render.xlsx.model import TemplateBook, TemplateSheet
from generator.render.xlsx.parts import moved_parts, workbook_part
from generator.render.xlsx.sheetwriting import SheetWriter
from generator.render.xlsx.slots import FormulaSlot, SheetArrangement
from generator.render.xlsx.tables import table_ranges


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """A workbook laid out.

    order: indexes into all sheets' formulas, each after those it reads; circular: those that read themselves.
    names: what defined names and tables' columns mean on each written sheet.
    changes: parts beside the sheets that differ from the template's; workbook: the workbook part without and with the
    demand to compute all formulas on opening, None where it stays as it is. blank: the rows that stand for loops
    without data, by sheet and number of the loop. charts: by part, ready but for what they copy.
    """

    sheets: tuple[SheetArrangement, ...]
    formulas: tuple[FormulaSlot, ...]
    order: tuple[int, ...]
    circular: frozenset[int]
    values: Mapping[str, Mapping[int, Value]]
    extent: Mapping[str, tuple[int, int]]
    names: Mapping[str, Mapping[str, CellRect]]
    changes: Mapping[str, Member | None]
    workbook: tuple[Member | None, Member | None]
    blank: Mapping[tuple[str, int], CellRect]
    charts: Mapping[str, ChartPlan]


def arranged(book: TemplateBook, counts: Mapping[str, tuple[int, ...]]) -> Arrangement:
    """Return the workbook laid out for `counts`: rows of data of each loop, by sheet name; without any one blank copy stands.

    Raises TemplateFault when a formula cannot be read although rows move, or a sheet grows too long.
    """
    maps = {sheet.name: RowMap(sheet.blocks, [max(count, 1) for count in counts.get(sheet.name, ())]) for sheet in book.sheets}
    blank = dict(_blank_rows(book, maps, counts))
    names = named_ranges(book, maps)
    sheets = tuple(SheetWriter(book, sheet, maps, names[sheet.name], tuple(blank.values())).arrangement() for sheet in book.touched)
    values = {sheet.name: plain_values(sheet) for sheet in book.sheets if not sheet.touched}
    extent = {name: _extent(cells) for name, cells in values.items()}
    formulas = tuple(formula for sheet in sheets for formula in sheet.formulas)
    order, circular = evaluation_order(formulas)
    values |= {sheet.sheet.name: sheet.values for sheet in sheets}
    extent |= {sheet.sheet.name: sheet.extent for sheet in sheets}
    changes = moved_parts(book, maps)
    return Arrangement(
        sheets=sheets,
        formulas=formulas,
        order=tuple(order),
        circular=frozenset(circular),
        values=values,
        extent=extent,
        names=names,
        changes=changes,
        workbook=(workbook_part(book, maps, recalculate=False), workbook_part(book, maps, recalculate=True)),
        blank=blank,
        charts={name: chart_plan(part_of(name, book, changes), CellGrid(values, extent)) for name in book.charts},
    )


def part_of(name: str, book: TemplateBook, changes: Mapping[str, Member | None]) -> bytes:
    """Return a part as it stands after its references have moved."""
    moved = changes.get(name)
    return moved.data if moved is not None else book.parts[name]


def _blank_rows(
    book: TemplateBook, maps: Mapping[str, RowMap], counts: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[tuple[str, int], CellRect]]:
    for sheet in book.sheets:
        for number in (number for number, count in enumerate(counts.get(sheet.name, ())) if not count):
            block = sheet.blocks[number]
            top, bottom = (maps[sheet.name].copy(row, number, 0) for row in (block.opening + 1, block.closing - 1))
            yield (sheet.name, number), CellRect(sheet.name, top, 1, bottom, MAX_COLUMN)


def named_ranges(book: TemplateBook, maps: Mapping[str, RowMap]) -> dict[str, dict[str, CellRect]]:
    """Return the cells that defined names and columns of tables stand for on each written sheet, in lower case.

    A sheet's own name comes before the workbook's; from another sheet it is reached as `Lembar!nama`.
    """
    rects = {owner: _rects(names, maps) for owner, names in book.names.items()}
    own = {owner: found for owner, found in rects.items() if owner}
    everywhere = {f"{lead}!{name}": rect for owner, found in own.items() for name, rect in found.items() for lead in _leads(owner)}
    everywhere |= rects.get("", {}) | table_ranges(book, maps)
    return {sheet.name: {**everywhere, **rects.get(sheet.name, {})} for sheet in book.touched}


def _rects(names: Mapping[str, Formula], maps: Mapping[str, RowMap]) -> dict[str, CellRect]:
    """Return what names stand for: those that are one range whatever cell asks, on a named sheet."""
    lone = {name: found.references[0] for name, found in names.items() if len(found.parts) == 1 and found.references}
    rects = {name: found.rect(maps, Copy("")) for name, found in lone.items() if found.is_fixed}
    return {name: rect for name, rect in rects.items() if rect.sheet}


def _leads(sheet: str) -> tuple[str, str]:
    """Return how a formula may write a sheet's name before one of its names, in lower case."""
    quoted = sheet.lower().replace("'", "''")
    return sheet.lower(), f"'{quoted}'"


def plain_values(sheet: TemplateSheet) -> dict[int, Value]:
    """Return the values of a sheet that is not written anew; formulas there are unknown."""
    cells = ((key(row.number, cell.column), cell.value) for row in sheet.rows for cell in row.cells)
    return {number: value for number, value in cells if value is not None}


def _extent(cells: Mapping[int, Value]) -> tuple[int, int]:
    """Return the last used row and the last used column, each by itself: a note below a table is narrower than the table."""
    places = [split_key(number) for number in cells]
    return max((row for row, _ in places), default=1), max((column for _, column in places), default=1)
