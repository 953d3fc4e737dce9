"""Sheets of an Excel workbook as they were saved: typed cells, and what hides in them.

Numbers are the shortest decimal of what the cell holds, so 3.2 stays 3.2. A percentage arrives as text with its sign, a date as
date. A formula without a saved result and an error value arrive as a `Trouble` that names them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import lxml.etree

from generator.errors import IntakeFault, reason
from generator.intake.tables_grid import Grid, Trouble
from generator.ooxml.cells import column_number, letters, split_address, unescaped
from generator.ooxml.relations import relations
from generator.ooxml.xml import Element, elements, local, parsed
from validators.absence import KOSONG
from validators.findings import Place

LARGEST_BYTES: Final = 400 * 1024 * 1024
"""Unpacked size beyond which a workbook is refused."""
_OLE_HEAD: Final = b"\xd0\xcf\x11\xe0"
_DAY_ZERO: Final = datetime(1899, 12, 30)
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION_ID: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BUILTIN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_INK: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
"""What a number format only prints: quoted text, escaped letters, spacing."""
_BUILTIN_PERCENT: Final = frozenset({9, 10})


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share. kinds: of each cell format: "", "date" or "percent"."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    day_zero: datetime


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is read."""

    rows: list[list[Any]] = field(default_factory=list[list[Any]])
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    merged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])


def read_sheets(file: Path, shown: str) -> list[Grid]:
    """Return the sheets of a workbook in their order. Raises IntakeFault when it cannot be read."""
    with _readable(file):
        raw = file.read_bytes()
        if raw.startswith(_OLE_HEAD):
            hint = "Simpan sebagai Excel Workbook (.xlsx) tanpa sandi."
            raise IntakeFault("Berkas terkunci sandi atau berformat .xls lama.", file=file, hint=hint)
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return list(_grids(archive, file, shown))


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise IntakeFault("Berkas tidak ditemukan.", file=file, hint="Periksa nama dan foldernya.") from None
    except IsADirectoryError:
        raise IntakeFault("Ini folder, bukan berkas.", file=file) from None
    except (zipfile.BadZipFile, lxml.etree.XMLSyntaxError, KeyError, IndexError, ValueError) as error:
        raise IntakeFault("Berkas ini bukan buku kerja Excel (.xlsx) yang utuh.", file=file) from error
    except OSError as error:
        raise IntakeFault(f"Berkas tidak dapat dibaca ({reason(error)}).", file=file) from error


def _grids(archive: zipfile.ZipFile, file: Path, shown: str) -> Iterator[Grid]:
    if sum(info.file_size for info in archive.infolist()) > LARGEST_BYTES:
        raise IntakeFault("Isi buku kerja terlalu besar.", file=file, hint="Simpan tabelnya sebagai CSV atau Parquet.")
    names = frozenset(archive.namelist())
    links = {name: archive.read(name) for name in names if name.endswith(".rels")}
    workbook = next((link.target for link in relations(links, "") if link.kind == "officeDocument"), "xl/workbook.xml")
    root = parsed(archive.read(workbook))
    targets = {link.id: link for link in relations(links, workbook)}
    parts = {link.kind: link.target for link in targets.values() if link.target in names}
    book = _Book(_texts(archive, parts), _kinds(archive, parts), _day_zero(root))
    for sheet in elements(root, "sheet"):
        link = targets.get(sheet.get(_RELATION_ID) or sheet.get(_STRICT_RELATION_ID) or "")
        if link is None or link.kind != "worksheet":
            continue
        with archive.open(link.target) as stream:
            yield _grid(stream, book, sheet.get("name", ""), sheet.get("state", "visible") != "visible", shown)


def _texts(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> tuple[str, ...]:
    if "sharedStrings" not in parts:
        return ()
    return tuple(_plain(item) for item in parsed(archive.read(parts["sharedStrings"])) if local(item) == "si")


def _plain(item: Element) -> str:
    """Return the text of runs, without the reading aids of East Asian text."""
    return unescaped("".join(text.text or "" for text in elements(item, "t") if local(_parent(text)) != "rPh"))


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _kinds(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> tuple[str, ...]:
    if "styles" not in parts:
        return ()
    root = parsed(archive.read(parts["styles"]))
    codes = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in elements(root, "numFmt")}
    formats = next(elements(root, "cellXfs"), None)
    return () if formats is None else tuple(_kind(int(one.get("numFmtId", "0")), codes) for one in formats if local(one) == "xf")


def _kind(number: int, codes: Mapping[int, str]) -> str:
    if number in _BUILTIN_DATES:
        return "date"
    if number in _BUILTIN_PERCENT:
        return "percent"
    code = _INK.sub("", codes.get(number, ""))
    if not code:
        return ""
    from openpyxl.styles.numbers import is_date_format

    return "date" if is_date_format(code) else "percent" if "%" in code else ""


def _day_zero(workbook: Element) -> datetime:
    settings = next(elements(workbook, "workbookPr"), None)
    is_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    return _DAY_ZERO_1904 if is_1904 else _DAY_ZERO


def _grid(stream: Any, book: _Book, name: str, is_hidden: bool, shown: str) -> Grid:
    sheet = _Sheet()
    wanted = [f"{{*}}{tag}" for tag in ("row", "col", "mergeCell")]
    for _, element in lxml.etree.iterparse(stream, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False):
        kind = local(element)
        if kind == "row":
            _read_row(element, sheet, book)
        elif kind == "col" and element.get("hidden") in ("1", "true"):
            sheet.hidden_columns |= set(range(int(element.get("min", "1")) - 1, min(int(element.get("max", "1")), 1000)))
        elif kind == "mergeCell":
            sheet.merged.append(_range(element.get("ref", "A1")))
        element.clear()
    return Grid(
        sheet.rows,
        lambda row, column: Place(shown, sheet=name, cell=f"{letters(column + 1)}{row + 1}"),
        name,
        is_hidden,
        frozenset(sheet.hidden_rows),
        frozenset(sheet.hidden_columns),
        tuple(sheet.merged),
    )


def _range(text: str) -> tuple[int, int, int, int]:
    first, _, last = text.replace("$", "").partition(":")
    (top, left), (bottom, right) = split_address(first), split_address(last or first)
    return top - 1, left - 1, bottom - 1, right - 1


def _read_row(element: Element, sheet: _Sheet, book: _Book) -> None:
    at = int(element.get("r", len(sheet.rows) + 1)) - 1
    cells: list[Any] = []
    for cell in element:
        if local(cell) != "c":
            continue
        address = cell.get("r", "")
        column = column_number(address.rstrip("0123456789")) - 1 if address else len(cells)
        value = _value(cell, book)
        if value is not KOSONG:
            cells += [KOSONG] * (column - len(cells))
            cells[column:] = [value]
    if not cells:
        return
    sheet.rows += [[] for _ in range(at - len(sheet.rows))]
    sheet.rows[at:] = [cells]
    if element.get("hidden") in ("1", "true"):
        sheet.hidden_rows.add(at)


def _value(cell: Element, book: _Book) -> Any:
    kind = cell.get("t", "n")
    held = next(elements(cell, "v"), None)
    text = (held.text or "") if held is not None else ""
    if kind == "inlineStr":
        return _plain(cell).strip() or KOSONG
    if held is None or (not text and kind != "str"):
        return Trouble("rumus-tanpa-hasil") if next(elements(cell, "f"), None) is not None else KOSONG
    if kind == "s":
        return book.texts[int(text)].strip() or KOSONG
    if kind == "str":
        return unescaped(text).strip() or KOSONG
    if kind == "e":
        return Trouble("sel-galat", {"nilai": text})
    if kind == "b":
        return text in ("1", "true")
    if kind == "d":
        return datetime.fromisoformat(text.replace("Z", ""))
    return _number(text, _kind_of(cell, book), book.day_zero)


def _kind_of(cell: Element, book: _Book) -> str:
    at = int(cell.get("s", "0"))
    return book.kinds[at] if at < len(book.kinds) else ""


def _number(text: str, kind: str, day_zero: datetime) -> Any:
    exact = int(text) if text.lstrip("-").isdecimal() else Decimal(repr(float(text)))
    if kind == "percent":
        return f"{(Decimal(exact) * 100).normalize():f}%".replace(".", ",")
    if kind == "date":
        return _moment(float(text), day_zero)
    return exact


def _moment(days: float, day_zero: datetime) -> date | datetime | Decimal:
    try:
        moment = day_zero + timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return Decimal(repr(days))
    return moment.date() if days == int(days) else moment
