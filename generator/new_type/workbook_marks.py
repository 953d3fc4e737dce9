"""What the cells of a workbook tell beside their values, as openpyxl reads it: bold heads, frames, lists to choose from, formats, formulas."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from generator.intake.foreign.pieces import FormMarks, Spot

_MOST_OPTIONS: Final = 200
_MOST_CELLS: Final = 200_000
_MOST_RULED: Final = 400
_MOST_BYTES: Final = 40_000_000
"""Of unpacked parts: in a larger workbook hardly anything but empty rows is formatted, and all of them would be held."""
_RANGE: Final = re.compile(r"=?(?:'([^']+)'|([A-Za-z0-9_ ]+))?!?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


@dataclass(slots=True)
class SheetMarks:
    """What one sheet tells. options: of cells with a list; looks: "money", "percent", "date", "time" or "number"; formulas: without their "="."""

    strong: set[Spot] = field(default_factory=set[Spot])
    open: set[Spot] = field(default_factory=set[Spot])
    options: dict[Spot, tuple[str, ...]] = field(default_factory=dict[Spot, tuple[str, ...]])
    looks: dict[Spot, str] = field(default_factory=dict[Spot, str])
    formulas: dict[Spot, str] = field(default_factory=dict[Spot, str])

    @property
    def form(self) -> FormMarks:
        """What helps to tell labels from heads."""
        return FormMarks(frozenset(self.strong), frozenset(self.open))


def workbook_marks(data: bytes) -> dict[str, SheetMarks]:
    """Return what the cells of each sheet tell, by the sheet's name. data: of a workbook that came through the gate."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_BYTES:
                return {}
        return _marks(data)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, BadZipFile, ParseError):
        return {}  # what only helps to guess may be missing; what is damaged in the workbook is told by its own reader


def _marks(data: bytes) -> dict[str, SheetMarks]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it leaves aside
        book: Any = load_workbook(io.BytesIO(data))
    found: dict[str, SheetMarks] = {}
    for sheet in book.worksheets:
        marks = found.setdefault(sheet.title, SheetMarks())
        for row in sheet.iter_rows(max_row=min(sheet.max_row, _MOST_CELLS // max(1, sheet.max_column))):
            for cell in row:
                _cell(cell, marks)
        for rule in sheet.data_validations.dataValidation:
            _rule(rule, sheet, book, marks)
    return found


def _cell(cell: Any, marks: SheetMarks) -> None:
    spot = (cell.row, cell.column)
    if not cell.has_style and cell.value is None:
        return
    if cell.has_style:
        if cell.font.b or (cell.fill is not None and cell.fill.fill_type == "solid"):
            marks.strong.add(spot)
        border = cell.border
        if border is not None and any(side is not None and side.style for side in (border.bottom, border.right, border.left, border.top)):
            marks.open.add(spot)
        look = _look(str(cell.number_format or ""))
        if look:
            marks.looks[spot] = look
    value = getattr(cell.value, "text", cell.value)  # of an array formula its text
    if cell.data_type == "f" and isinstance(value, str):
        marks.formulas[spot] = value.removeprefix("=")


def _look(code: str) -> str:
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code).lower()
    if "rp" in code.lower() or "[$rp" in code.lower() or code.startswith("_(* #,##0") or code.startswith("_-* #,##0"):
        return "money"
    if "%" in plain:
        return "percent"
    if "yy" in plain or "mmm" in plain or ("d" in plain and "m" in plain):
        return "date"
    return "time" if "h" in plain and "m" in plain else ""


def _rule(rule: Any, sheet: Any, book: Any, marks: SheetMarks) -> None:
    types = {"whole": "number", "decimal": "number", "date": "date", "time": "time"}
    options = tuple(_options(rule.formula1 or "", sheet, book)) if rule.type == "list" else ()
    for part in rule.sqref.ranges:
        rows = range(part.min_row, min(part.max_row, part.min_row + _MOST_RULED) + 1)
        columns = range(part.min_col, min(part.max_col, part.min_col + _MOST_RULED) + 1)
        spots = ((row, column) for row in rows for column in columns)
        for spot in spots:
            marks.open.add(spot)
            if options:
                marks.options[spot] = options
            elif rule.type in types:
                marks.looks.setdefault(spot, types[rule.type])


def _options(formula: str, sheet: Any, book: Any) -> Iterator[str]:
    """Yield what a list offers: written in the rule, or in the cells that it names."""
    if formula.startswith('"'):
        yield from (option.strip() for option in formula.strip('"').split(",") if option.strip())
        return
    name = formula.lstrip("=")
    named = book.defined_names.get(name)
    match = _RANGE.fullmatch(named.attr_text if named is not None else formula)
    if match is None:
        return
    title = match[1] or match[2]
    source = book[title] if title in book.sheetnames else sheet
    cells = source[match[3].replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    texts = (cell.value for row in rows for cell in (row if isinstance(row, tuple) else (row,)))
    found = (" ".join(str(text).split()) for text in texts if text is not None)
    yield from (text for number, text in enumerate(found) if number < _MOST_OPTIONS)
