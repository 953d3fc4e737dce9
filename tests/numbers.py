"""The numbers that two formats of one document print, found by the headings and labels that both have."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
from docx import Document as WordDocument
from docx.table import Table

_NUMBER = re.compile(r"(?<![\w.,/])-?(?:Rp)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\w/]|[.,]\d)")


@dataclass(frozen=True)
class Missing:
    """A number that the Word document prints in a table, and no sheet of the workbook that has the same table."""

    headings: str
    number: str
    sheet: str


def numbers(text: str) -> list[Decimal]:
    """Return the numbers in an Indonesian text, with as many decimals as are written; dates, times and codes are none."""
    return [
        Decimal(f"{'-' if found.group().startswith('-') else ''}{found[1].replace('.', '')}.{found[2] or ''}".rstrip("."))
        for found in _NUMBER.finditer(text)
    ]


def word_tables(data: bytes) -> list[list[list[str]]]:
    """Return the texts of every table with a heading, row by row; a merged cell counts once."""
    return [[_row(row) for row in table.rows] for table in _tables(WordDocument(io.BytesIO(data)))]


def _tables(document: Any) -> Iterator[Table]:
    waiting = list(document.tables)
    while waiting:
        table = waiting.pop(0)
        yield table
        waiting += [inner for row in table.rows for cell in row.cells for inner in cell.tables]


def _row(row: Any) -> list[str]:
    texts, seen = [], None
    for cell in row.cells:
        if cell._tc is not seen:
            texts.append(plain(cell.text))
        seen = cell._tc
    return texts


def plain(text: object) -> str:
    """Return a text on one line, without soft hyphens."""
    return " ".join(str(text).replace("\u00ad", "").replace("\u200b", "").split())


class Sheets:
    """A workbook as a reader sees it: the texts and numbers of every sheet that is not hidden."""

    def __init__(self, data: bytes) -> None:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        self.sheets = {sheet.title: sheet for sheet in book.worksheets if sheet.sheet_state == "visible"}

    @property
    def labels(self) -> set[str]:
        """The texts of all cells, for rows of a label and its value."""
        cells = (cell for sheet in self.sheets.values() for row in sheet.iter_rows() for cell in row)
        return {plain(cell.value).casefold() for cell in cells if isinstance(cell.value, str)}

    def with_headings(self, headings: list[str]) -> str | None:
        """Return the sheet with a row that has most of the headings, at least two and half of them."""
        wanted = {heading.casefold() for heading in headings if heading and not numbers(heading)}
        best, most = None, 1
        for name, sheet in self.sheets.items():
            for row in sheet.iter_rows():
                found = len(wanted & {plain(cell.value).casefold() for cell in row if isinstance(cell.value, str)})
                if found > most and 2 * found >= len(wanted):
                    best, most = name, found
        return best

    def values(self) -> set[Decimal]:
        """Return every number that the sheets show, those in texts and in dates too."""
        found: set[Decimal] = set()
        for cell in (cell for sheet in self.sheets.values() for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, date):
                found |= {Decimal(cell.value.day), Decimal(cell.value.year)}
            elif cell.value is not None and not isinstance(cell.value, bool | time):
                if isinstance(cell.value, int | float):
                    value = Decimal(str(cell.value))
                    found |= {value, value * 100} if "%" in cell.number_format and '"%"' not in cell.number_format else {value}
                else:
                    found.update(numbers(plain(cell.value)))
        return found


def missing(word: bytes, excel: bytes) -> tuple[list[Missing], int]:
    """Return the numbers of Word's tables that a workbook with the same tables lacks, and how many were compared.

    A bound, such as p "< 0,001", is no number of its own: the workbook has the value itself.
    """
    sheets = Sheets(excel)
    there = sheets.values()
    gone: list[Missing] = []
    compared = 0
    for rows in word_tables(word):
        if not rows or rows[0][0].casefold() == "langkah":  # the annex of workings, which a workbook does not have
            continue
        name = sheets.with_headings(rows[0])
        shared = rows[1:] if name is not None else [row for row in rows if row[0].casefold() in sheets.labels]
        counted = (
            [row[1:] for row in shared] if plain(rows[0][0]).casefold() == "no" else shared
        )  # a count of rows is no number of the document
        for number in (number for row in counted for text in row if not text.startswith("< ") for number in numbers(text)):
            compared += 1
            if not any(is_printed_as(value, number) for value in there):
                gone.append(Missing(" | ".join(rows[0]), str(number), name or "label"))
    return gone, compared


def is_printed_as(value: Decimal, number: Decimal) -> bool:
    """Tell whether a value prints as the number, rounded half up to its decimals."""
    return value.quantize(Decimal(1).scaleb(number.as_tuple().exponent), ROUND_HALF_UP) == number
