"""The register as a list for people: a table of texts and a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from generator.formatting import show
from generator.office.sheet.cells import MAX_TEXT, writable
from generator.office.sheet.write import HEAD, LINES, NewBook
from generator.register.book import RegisterEntry

COLUMNS: Final = (
    ("Nomor", 30),
    ("Tanggal", 18),
    ("Jenis", 16),
    ("Perihal", 40),
    ("Keadaan", 10),
    ("Sebab", 30),
    ("Register", 14),
    ("Tahun", 8),
    ("Urut", 8),
    ("Dicatat", 22),
)
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "'", "\t")
_TEXT: Final = {**LINES, "valign": "top", "text_wrap": True, "quote_prefix": True}
_NUMBER: Final = {**LINES, "valign": "top"}


def texts_of(entry: RegisterEntry) -> tuple[str, ...]:
    """Return a row of the register as it is read, in the order of `COLUMNS`."""
    count = "" if entry.count is None else str(entry.count)
    about = (entry.number, str(show(entry.day)), entry.type, entry.subject, str(entry.state), entry.why)
    return (*about, entry.book, str(entry.year), count, entry.noted)


def as_csv(entries: Iterable[RegisterEntry]) -> str:
    """Return the rows as a table of texts; what a spreadsheet would take for a formula has an apostrophe before it."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(name for name, _ in COLUMNS)
    rows.writerows([f"'{text}" if text.startswith(_FORMULA_STARTS) else text for text in texts_of(entry)] for entry in entries)
    return written.getvalue()


def as_workbook(entries: Sequence[RegisterEntry]) -> bytes:
    """Return the rows as an XLSX file."""
    book = NewBook(is_long=True)
    sheet = book.sheet("Register")
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, (title, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, book.format(HEAD))
    for row, entry in enumerate(entries, start=1):
        for column, text in enumerate(texts_of(entry)):
            if COLUMNS[column][0] in ("Tahun", "Urut") and text:
                sheet.write_number(row, column, int(text), book.format(_NUMBER))
            else:
                sheet.write_string(row, column, writable(text)[:MAX_TEXT], book.format(_TEXT))
    sheet.autofilter(0, 0, max(len(entries), 1), len(COLUMNS) - 1)
    return book.finished()
