"""Text tables: CSV in the encodings and with the separators that spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from generator.errors import IntakeFault, reason
from generator.intake.tables_grid import Grid
from validators.absence import KOSONG
from validators.findings import Place

LARGEST_BYTES: Final = 200 * 1024 * 1024
_SEPARATORS: Final = (";", "\t", ",")
_SAMPLE_LINES: Final = 50
_GUARDED: Final = ("=", "+", "-", "@", "\t", "'")


def read_text_table(file: Path, shown: str) -> Grid:
    """Return the cells of a CSV file as text. Raises IntakeFault when it cannot be read."""
    text = decoded(_bytes(file), file)
    separator, text, skipped = separator_of(text)
    lines: list[int] = []
    rows: list[list[Any]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    start = 1 + skipped
    try:
        for cells in reader:
            rows.append([_cell(cell) for cell in cells])
            lines.append(start)
            start = reader.line_num + 1 + skipped
    except csv.Error as error:
        hint = "Periksa tanda kutip yang tidak ditutup."
        raise IntakeFault("Baris tidak dapat dibaca sebagai CSV.", file=file, place=f"baris {start}", hint=hint) from error
    return Grid(rows, lambda row, column: Place(shown, lines[row] if row < len(lines) else None))


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise IntakeFault("Berkas terlalu besar (lebih dari 200 MB).", file=file, hint="Simpan sebagai Parquet.")
        return file.read_bytes()
    except FileNotFoundError:
        raise IntakeFault("Berkas tidak ditemukan.", file=file, hint="Periksa nama dan foldernya.") from None
    except IsADirectoryError:
        raise IntakeFault("Ini folder, bukan berkas.", file=file) from None
    except OSError as error:
        raise IntakeFault(f"Berkas tidak dapat dibaca ({reason(error)}).", file=file) from error


def decoded(raw: bytes, file: Path) -> str:
    """Return text in UTF-8 (with or without mark), UTF-16, or, where it is neither, Windows-1252."""
    for encoding in encodings(raw):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise IntakeFault("Pengodean tulisan tidak dikenal.", file=file, hint='Simpan ulang sebagai "CSV UTF-8".')


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

    The separator is the one that cuts most lines into equally many cells.
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) in (4, 5):
        return first.strip()[4:] or "\t", rest, 1
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_SEPARATORS, key=lambda separator: _fit(lines, separator)), text, 0


def _fit(lines: Iterable[str], separator: str) -> tuple[int, int]:
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator))
    except csv.Error:
        return (0, 0)
    width, count = max(
        ((width, count) for width, count in widths.items() if width > 1), key=lambda pair: (pair[1], pair[0]), default=(0, 0)
    )
    return (count, width)


def _cell(text: str) -> Any:
    """Return a cell's text; an apostrophe that only keeps a spreadsheet from taking it for a formula is left out."""
    stripped = text.strip()
    if stripped[:1] == "'" and stripped[1:2] in _GUARDED and len(stripped) > 1:
        stripped = stripped[1:]
    return stripped or KOSONG
