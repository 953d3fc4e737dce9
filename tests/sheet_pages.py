"""Printed workbooks as tests see them: LibreOffice prints each sheet with its name at the foot of its pages, so that a page tells its sheet."""

from __future__ import annotations

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter

from generator.home import SHIPPED
from generator.office.package.parts import read_parts, write_parts
from generator.render.office import program
from tests.documents import words
from tests.printed import squeezed

_FOOT = re.compile(r"<oddFooter>.*?</oddFooter>", re.DOTALL)
_HEIGHT = re.compile(r'(<row [^>]*?) ht="[\d.]+"( customHeight="1")?')
_FIXED = re.compile(r'(<sheetFormatPr [^>]*?) customHeight="(1|true)"')
_FEW = 2
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class SheetPage:
    """A printed page of a sheet: the sheet's name, and its lines from the top, foot left out."""

    sheet: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its letters without blanks."""
        return squeezed("".join(self.lines))


def converted(files: Mapping[str, bytes], folder: Path, kind: str, source: str = "xlsx") -> dict[str, bytes]:
    """Return what LibreOffice makes of spreadsheets, by name, in one run. kind, source: "xlsx", "ods" or "pdf"."""
    office = program()
    assert office is not None, "LibreOffice is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    names = {f"b{at}": name for at, name in enumerate(files)}
    for short, name in names.items():
        (folder / f"{short}.{source}").write_bytes(files[name])
    fonts = SHIPPED / "templates" / "_shared" / "fonts" / "fonts.conf"
    out = folder / "jadi"
    command = [office, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore", "--convert-to", kind]
    sources = [str(folder / f"{short}.{source}") for short in names]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run([*command, "--outdir", str(out), *sources], capture_output=True, check=True, timeout=600, env=environment)
    return {name: (out / f"{short}.{kind}").read_bytes() for short, name in names.items()}


def measured(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return workbooks with the heights that LibreOffice gives their rows: it measures those of an ODS, none of an XLSX."""
    sheets = converted({name: without_heights(data) for name, data in files.items()}, folder, "ods")
    return converted(sheets, folder, "xlsx", "ods")


def with_names_at_foot(data: bytes) -> bytes:
    """Return a workbook whose pages say their sheet's name at the foot instead of a number."""
    parts = read_parts(data)
    for name in [name for name in parts if name.startswith("xl/worksheets/") and name.endswith(".xml")]:
        parts[name] = _FOOT.sub("<oddFooter>&amp;Clembar:&amp;A</oddFooter>", parts[name].decode("utf-8")).encode("utf-8")
    return write_parts(parts)


def without_heights(data: bytes) -> bytes:
    """Return a workbook in which a spreadsheet program must measure its rows by itself."""
    parts = read_parts(data)
    for name in [name for name in parts if name.startswith("xl/worksheets/") and name.endswith(".xml")]:
        parts[name] = _FIXED.sub(r"\1", _HEIGHT.sub(r"\1", parts[name].decode("utf-8"))).encode("utf-8")
    return write_parts(parts)


def sheet_pages(data: bytes, folder: Path) -> list[SheetPage]:
    """Return the pages of a printed workbook."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "buku.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    return [_page(page) for page in told.split("\f") if page.strip()]


def _page(text: str) -> SheetPage:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    foot = next((at for at in range(len(lines) - 1, -1, -1) if "lembar:" in lines[at]), None)
    assert foot is not None, f"a page without its sheet's name: {lines[:3]}"
    return SheetPage(lines[foot].partition("lembar:")[2].strip(), tuple(lines[:foot]))


class PrintedBook:
    """A workbook and its printed pages."""

    def __init__(self, data: bytes, pages: list[SheetPage]) -> None:
        self.book: Any = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        self.pages = pages
        self.charts = _charts(data)

    @property
    def visible(self) -> list[Any]:
        """The sheets that are shown."""
        return [sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible"]

    def of(self, sheet: Any) -> list[SheetPage]:
        """Return the pages of a sheet."""
        return [page for page in self.pages if squeezed(page.sheet) == squeezed(sheet.title)]

    def shown(self, sheet: Any) -> list[Any]:
        """Return the cells of a sheet that have something and are not hidden."""
        hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
        rows = (row for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden)
        return [cell for row in rows for cell in row if cell.value not in (None, "") and get_column_letter(cell.column) not in hidden]


def _charts(data: bytes) -> dict[str, list[int]]:
    """Return how many values each series of each chart has, by part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.startswith("xl/charts/chart")}
    values = {name: re.findall(r"<(?:c:)?val>.*?</(?:c:)?val>", text, re.DOTALL) for name, text in found.items()}
    return {name: [len(re.findall(r"<(?:c:)?pt ", one)) for one in series] for name, series in values.items()}


def faults(printed: PrintedBook, office: str) -> list[str]:
    """Return what a head of office would not sign."""
    found: list[str] = []
    if printed.pages and squeezed(office).upper() not in printed.pages[0].text.upper():
        found.append("halaman pertama tanpa kop")
    found += [f"grafik tanpa isi: {name}" for name, series in printed.charts.items() if not series or max(series) < 2]
    hidden = {squeezed(sheet.title) for sheet in printed.book.worksheets} - {squeezed(sheet.title) for sheet in printed.visible}
    found += [f"lembar tersembunyi tercetak: {name}" for name in sorted(hidden & {squeezed(page.sheet) for page in printed.pages})]
    for sheet in printed.visible:
        found += [f"lembar {sheet.title}: {fault}" for fault in _sheet_faults(printed, sheet)]
    return found


def _sheet_faults(printed: PrintedBook, sheet: Any) -> list[str]:
    found: list[str] = []
    pages, cells = printed.of(sheet), printed.shown(sheet)
    if sum(page.text.count("###") for page in pages) > _unseen_numbers(sheet):
        found.append("###")
    if not sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.page_setup.fitToWidth not in (1, None):
        found.append("lebih lebar daripada satu halaman")
    if len(cells) < 2 and not sheet._charts:
        found.append("kosong")
    if not pages:
        found.append("tidak tercetak")
    found += [f"halaman {at} kosong" for at, page in enumerate(pages, 1) if not page.text and not sheet._charts]
    found += [f"halaman {at} hampir kosong" for at, page in enumerate(pages, 1) if len(page.lines) <= _FEW and not sheet._charts]
    found += _without_titles(sheet, pages)
    bold = {squeezed(str(cell.value)) for cell in cells if cell.font.bold and not cell.border.bottom.style}
    found += [
        f"halaman {at} berakhir dengan judul" for at, page in enumerate(pages[:-1], 1) if page.lines and squeezed(page.lines[-1]) in bold
    ]
    return found


def _unseen_numbers(sheet: Any) -> int:
    """Return how many numbers stand in hidden columns: LibreOffice draws ### for each, and cuts it off at once."""
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    cells = (cell for row in sheet.iter_rows() for cell in row if get_column_letter(cell.column) in hidden)
    return sum(isinstance(cell.value, (int, float)) for cell in cells)


def _without_titles(sheet: Any, pages: list[SheetPage]) -> list[str]:
    """Return the later pages of a table that do not repeat its head."""
    if not sheet.print_title_rows:
        return []
    top, bottom = (int(number) for number in re.findall(r"\d+", sheet.print_title_rows))
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden} | set(_not_printed(sheet))
    told = [cell for row in sheet.iter_rows(min_row=top, max_row=bottom) for cell in row if get_column_letter(cell.column) not in hidden]
    wanted = {word for cell in told if cell.value for word in words(str(cell.value)) if len(word) > 2}
    return [f"halaman {at} tanpa kepala tabel" for at, page in enumerate(pages[1:], 2) if not all(word in page.text for word in wanted)]


def _not_printed(sheet: Any) -> list[str]:
    """Return the columns right of the print area."""
    area = str(sheet.print_area or "")
    last = re.search(r"\$?([A-Z]+)\$?\d+$", area)
    return [get_column_letter(number) for number in range(column_index_from_string(last[1]) + 1, sheet.max_column + 1)] if last else []


def words_of(lines: str) -> set[str]:
    """Return the words of a text, small letters only, numbers and short words left out."""
    return {word.casefold() for word in _WORD.findall(" ".join(words(lines)))}
