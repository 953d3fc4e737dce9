"""What lint needs to know of a template: its tags with their places, and formulas without stored values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.office.sheet.order import evaluation_order
from generator.office.sheet.references import CellRect, Copy
from generator.render.xlsx.arrangement import named_ranges
from generator.render.xlsx.cellreading import address
from generator.render.xlsx.model import FormulaCell, TemplateBook
from generator.render.xlsx.program import lines_of
from generator.render.xlsx.reading import read_book
from generator.render.xlsx.tags import Holds, plain_line

_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True, slots=True)
class CellTag:
    """One cell with tags. source: its text on one line of Jinja; holds: value, text, for or endfor; loop: statement around it."""

    sheet: str
    cell: str
    source: str
    holds: Holds
    loop: str | None


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One sheet's tags as a Jinja template with one line for each cell; `cells[n]` is the cell of line n + 1."""

    sheet: str
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UncachedFormula:
    """A formula that the evaluator does not know: it is written without a value and computed when the file is opened."""

    sheet: str
    cell: str
    formula: str


def expressions(template: bytes, name: str = "") -> list[CellTag]:
    """Return every cell with tags, sheet by sheet, in the order in which they are filled.

    Raises TemplateFault for a template that cannot be read at all; a tag's own text is not checked here.
    """
    tags: list[CellTag] = []
    for sheet in read_book(template, file=name).sheets:
        for line in lines_of(sheet):
            loop = sheet.loops[line.loop].text.statement if line.loop is not None else None
            tags.append(CellTag(sheet.name, line.cell, plain_line(line.text), line.text.holds, loop))
    return tags


def sources(template: bytes, name: str = "") -> list[SheetSource]:
    """Return the sheets that have tags, each as one Jinja template, so that names can be checked where they are seen."""
    found: list[SheetSource] = []
    for sheet in read_book(template, file=name).sheets:
        lines = list(lines_of(sheet))
        if lines:
            found.append(SheetSource(sheet.name, "\n".join(plain_line(line.text) for line in lines), tuple(line.cell for line in lines)))
    return found


def uncached(template: bytes, name: str = "") -> list[UncachedFormula]:
    """Return the formulas on filled sheets whose value is not stored, because the evaluator does not know them."""
    found: list[UncachedFormula] = []
    for sheet in read_book(template, file=name).touched:
        for row in sheet.rows:
            for cell in row.cells:
                if cell.formula is not None and cell.formula.solve is None:
                    text = cell.formula.formula.moved({}, Copy(sheet.name))
                    found.append(UncachedFormula(sheet.name, address(row.number, cell.column), text))
    return found


def dangling(template: bytes, name: str = "") -> list[tuple[UncachedFormula, str]]:
    """Return the formulas on filled sheets that name a sheet or a defined name that is not there, with it: Excel gives #REF! or #NAME?."""
    book = read_book(template, file=name)
    sheets = {sheet.name.casefold() for sheet in book.sheets}
    ranges, own = named_ranges(book, {}), {word for words in book.names.values() for word in words}
    found: list[tuple[UncachedFormula, str]] = []
    for sheet in book.touched:
        for row in sheet.rows:
            for cell in row.cells:
                if cell.formula is None:
                    continue
                asked = [part.sheet for part in cell.formula.formula.references if part.sheet and part.sheet.casefold() not in sheets]
                known = own | ranges.get(sheet.name, {}).keys()
                asked += [word for word in cell.formula.names if _PLAIN_NAME.fullmatch(word) and word not in known]
                text = cell.formula.formula.moved({}, Copy(sheet.name))
                found += [(UncachedFormula(sheet.name, address(row.number, cell.column), text), word) for word in asked[:1]]
    return found


@dataclass(frozen=True, slots=True)
class _FormulaPlace:
    """A formula of the template, and what it reads there."""

    sheet: str
    row: int
    column: int
    reads: tuple[CellRect, ...]
    formula: FormulaCell


def circular(template: bytes, name: str = "") -> list[UncachedFormula]:
    """Return the formulas that read their own result, directly or through others: Excel gives them 0 and a warning."""
    formulas = tuple(_formulas(read_book(template, file=name)))
    _, found = evaluation_order(formulas)
    return [
        UncachedFormula(one.sheet, address(one.row, one.column), one.formula.formula.moved({}, Copy(one.sheet)))
        for one in (formulas[number] for number in sorted(found))
    ]


def _formulas(book: TemplateBook) -> Iterator[_FormulaPlace]:
    names = named_ranges(book, {})
    written = {sheet.name.casefold(): sheet.name for sheet in book.sheets}
    for sheet in book.sheets:
        known = names.get(sheet.name, {})
        for row in sheet.rows:
            for cell in row.cells:
                if (found := cell.formula) is not None:
                    rects = [each.rect({}, Copy(sheet.name)) for each in found.formula.references]
                    rects += [known[name] for name in found.names if name in known]
                    reads = tuple(rect._replace(sheet=written.get(rect.sheet.casefold(), rect.sheet)) for rect in rects)
                    yield _FormulaPlace(sheet.name, row.number, cell.column, reads, found)
