"""Text tables: CSV in the encodings and with the separators that spreadsheets write."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from generator.errors import IntakeFault
from generator.intake.tables.grid import RawGrid
from validators.absence import KOSONG
from validators.findings import Place
from validators.remainders import without_remainder

_SEPARATORS: Final = (";", "\t", ",", "|")
_SAMPLE_LINES: Final = 50
_SAMPLE_LETTERS: Final = 1_000_000
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_MOSTLY: Final = (3, 4)
_GUARDED: Final = ("=", "+", "-", "@", "\t", "'")


def read_text_table(data: bytes, name: str, shown: str) -> RawGrid:
    """Return the cells of a CSV file as text. Raises IntakeFault when it cannot be read."""
    text = decoded(data, name)
    separator, text, skipped = separator_of(text)
    lines: list[int] = []
    rows: list[list[Any]] = []
    after_blank: set[int] = set()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    cell = text_cells()
    start = 1 + skipped
    is_blank = False
    try:
        for cells in reader:
            row = [cell(one) for one in cells]
            while row and row[-1] is KOSONG:
                row.pop()
            if row:
                if reader.line_num + skipped > start:
                    _check_lines(cells, separator, (name, start, reader.line_num + skipped), len(rows[0]) if rows else 0)
                if is_blank and rows:
                    after_blank.add(len(rows))
                rows.append(row)
                lines.append(start)
            is_blank = not row
            start = reader.line_num + 1 + skipped
    except csv.Error as error:
        if "field limit" in str(error):
            message = f"Satu sel berisi lebih dari {csv.field_size_limit()} huruf."
            raise IntakeFault(
                message, file=name, place=f"baris {start}", hint="Ringkas isinya; periksa juga tanda kutip.", code="sel-terlalu-panjang"
            ) from error
        hint = "Periksa tanda kutip yang tidak ditutup, atau yang tidak diikuti pemisah."
        raise IntakeFault(
            "Baris tidak dapat dibaca sebagai CSV.", file=name, place=f"baris {start}", hint=hint, code="csv-tidak-terbaca"
        ) from error
    return RawGrid(
        rows,
        lambda row, column: Place(shown, lines[row] if row < len(lines) else None),
        after_blank=frozenset(after_blank),
        separator=separator,
    )


def _check_lines(cells: Sequence[str], separator: str, where: tuple[str, int, int], width: int) -> None:
    """Refuse a quoted cell that holds whole rows: its closing mark belongs to another line, and these rows would vanish in it.

    width: of the table's first row. Lines that together have far fewer cells than so many rows are an answer of several lines.
    """
    name, first, last = where
    for text in cells:
        inner = text.split("\n") if "\n" in text else []
        count = len(cells) - 1 + sum(line.count(separator) + 1 for line in inner)
        if count * _MOSTLY[1] >= width * len(inner) * _MOSTLY[0] and any(_is_row(line, separator) for line in inner):
            message = f"Tanda kutip dibuka di baris {first} dan baru ditutup di baris {last}, sehingga baris di antaranya terbaca sebagai satu sel."
            raise IntakeFault(
                message,
                file=name,
                place=f"baris {first}",
                hint="Hapus tanda kutip yang salah, atau tutup di baris yang sama.",
                code="csv-kutip-terbuka",
            )


def _is_row(line: str, separator: str) -> bool:
    """Tell whether a line inside a cell looks like a row of the table: at least two cells, one of them a number."""
    parts = line.strip().split(separator)
    return len(parts) > 1 and any(part.strip(" '").replace(",", "").replace(".", "").isdecimal() for part in parts)


def decoded(raw: bytes, file: str | Path) -> str:
    """Return text in UTF-8 (with or without mark), UTF-16, or, where it is neither, Windows-1252."""
    for encoding in encodings(raw):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise IntakeFault(
        "Pengodean tulisan tidak dikenal.", file=file, hint='Simpan ulang sebagai "CSV UTF-8".', code="pengodean-tidak-dikenal"
    )


def encodings(raw: bytes) -> tuple[str, ...]:
    """Return the encodings to try on a file that begins so, the likeliest first."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    head = raw[:200]
    if len(head) > 3 and not raw.startswith(b"PK"):
        if head[1::2].count(0) * 2 > len(head) // 2:
            return ("utf-16-le",)
        if head[::2].count(0) * 2 > len(head) // 2:
            return ("utf-16-be",)
    return ("utf-8-sig",) if b"\x00" in raw else ("utf-8-sig", "cp1252")


def separator_of(text: str) -> tuple[str, str, int]:
    """Return the separator, the text without a line `sep=`, and how many lines that took.

    The separator is the one that cuts most lines into equally many cells, of those that the quotation marks allow.
    """
    first, *_ = _LINE_END.split(text[:_SAMPLE_LETTERS], maxsplit=1)
    if first.strip().lower().startswith("sep=") and len(first.strip()) in (4, 5):
        return first.strip()[4:] or "\t", text[len(first) :].removeprefix("\r").removeprefix("\n"), 1
    sample = text[:_SAMPLE_LETTERS]
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator)), text, 0


def _fit(text: str, separator: str) -> tuple[bool, bool, int, int]:
    """Return how well a separator cuts the first rows.

    Whether the quotation marks allow it, whether the first row has as many cells as most have, how many rows have so many, and how many these are.
    """
    rows = _first_rows(text, separator, strict=True)
    is_sound = rows is not None
    widths = Counter(len(row) for row in rows or _first_rows(text, separator, strict=False) or () if row)
    width, count = max(
        ((width, count) for width, count in widths.items() if width > 1), key=lambda pair: (pair[1], pair[0]), default=(0, 0)
    )
    return is_sound and bool(count), bool(count) and width == next(iter(widths)), count, width


def _first_rows(text: str, separator: str, *, strict: bool) -> list[list[str]] | None:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
        return [row for row in islice(reader, _SAMPLE_LINES) if any(row)]
    except csv.Error:
        return None


def text_cells() -> Callable[[str | None], Any]:
    """Return `_cell` that looks at each spelling once."""
    known: dict[str, Any] = {}
    most = 100_000

    def cell(text: str | None) -> Any:
        if text is None:
            return KOSONG
        held = known.get(text)
        if held is None:
            held = _cell(text)
            if len(known) < most:
                known[text] = held
        return held

    return cell


def _cell(text: str) -> Any:
    """Return a cell's text; an apostrophe that only keeps a spreadsheet from taking it for a formula is left out, as is what a computation left behind a number."""
    stripped = text.strip()
    if stripped[:1] == "'" and stripped[1:2] in _GUARDED and len(stripped) > 1:
        stripped = stripped[1:]
    return without_remainder(stripped) or KOSONG
