"""Rows: one sheet read as a stream by expat. A cell that holds nothing costs two calls and leaves nothing behind.

Rows and cells stand in rising order in a sheet. What is out of order, of an unknown type, or not a number where a number must
stand is refused with its cell: another program would read it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from generator.errors import IntakeFault
from generator.office.sheet.addresses import MAX_COLUMN, MAX_ROW, MAX_TEXT, column_of, letters, range_of, row_of
from generator.office.sheet.book import Book, SheetInfo
from generator.office.sheet.cells import unescaped
from generator.office.sheet.values import NO_RESULT, CellError, CellValue, iso_moment, looked, number

MOST_CELLS: Final = 5_000_000
"""Cells of one sheet that hold something."""
MOST_MERGED: Final = 100_000
_SPREADSHEET: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_NAMES: Final = {
    f"{space} {name}": name for space in _SPREADSHEET for name in ("c", "v", "f", "is", "t", "rPh", "row", "col", "mergeCell", "worksheet")
}
_TRUE: Final = frozenset({"1", "true"})
_ADDRESSED: Final = r'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?'
_SHOWN: Final = r'<f(?: aca="false")?>[^<]*?%s[^<]*</f>(?:<v>[^<]*</v>|<v ?/>)?'
_EMPTY_ROW: Final = re.compile(rb'<row r="[0-9]{1,7}"[^<>/]*></row>')


@lru_cache(maxsize=8)
def _empty_cell(shows: str) -> re.Pattern[bytes]:
    """Return what cells look like that only carry a format, or a formula of their own that holds `shows`."""
    written = re.escape(shows).replace('"', '(?:"|&quot;)')
    inside = f"(?:{_SHOWN % written})?" if shows else ""
    return re.compile(f'{_ADDRESSED}(?: ?/>|(?: t="(?:str|n)")?>{inside}</c>)'.encode())


class SheetRow(NamedTuple):
    """A row that holds something: its number and its cells from left to right, both counted from 1."""

    number: int
    is_hidden: bool
    cells: list[tuple[int, CellValue]]


@dataclass(slots=True)
class Sheet:
    """One sheet: read its rows once, to the end; then hidden columns and merged ranges are known, counted from 1.

    shows: cells whose formula holds this text are passed over: what they hold is only shown.
    """

    book: Book
    info: SheetInfo
    shows: str = ""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    merged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows that hold something. Raises IntakeFault with the cell for what is malformed."""
        reader = _RowReader(self)
        handlers: dict[str, Any] = {
            "StartElementHandler": reader.start,
            "EndElementHandler": reader.end,
            "CharacterDataHandler": reader.letters,
            "CommentHandler": reader.strange,
            "ProcessingInstructionHandler": reader.strange,
        }
        for _ in self.book.archive.parse(self.info.part, handlers, before=reader.without_blanks):
            yield from reader.done
            reader.done.clear()
        if not reader.is_sheet:
            raise self.book.archive.damaged(f"lembar “{self.info.name}”")


class _RowReader:
    """The state between expat's calls: the row, the cell and the element whose letters are gathered."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.texts = sheet.book.texts
        self.looks = sheet.book.looks
        self.done: list[SheetRow] = []
        self.is_sheet = False
        self.is_plain = True
        self.is_thinned = self.is_shorter = False
        self.empty_cell = _empty_cell(sheet.shows)
        self.row = 0
        self.row_text = ""
        self.is_hidden = False
        self.cells: list[tuple[int, CellValue]] = []
        self.last = 0
        self.count = 0
        self.columns: dict[str, int] = {}
        self.given: dict[str, str] | None = None
        self.before: dict[str, str] | None = None
        self.blanks = 0
        self.inner: dict[str, str] = {}
        self.shared = ""
        self.showing: set[str] = set()
        self.gathered: list[str] | None = None
        self.aids = 0

    # --- what expat calls

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = _NAMES.get(tag)
        if name == "c":
            if self.given is not None:
                raise self._fault("Susunan isi sel rusak.")
            self.given = given
            if "r" in given:
                self.before, self.blanks = given, 0
            else:
                self.blanks += 1
        elif self.given is not None:
            self._start_inside(name, given)
        elif name == "row":
            self._start_row(given)
        elif name in ("col", "mergeCell", "worksheet"):
            self._start_outside(name, given)

    def end(self, tag: str) -> None:
        name = _NAMES.get(tag)
        if self.gathered is not None and name is not None:
            self.inner[name] = self.inner.get(name, "") + "".join(self.gathered)
            self.gathered = None
        elif name == "c":
            if self.inner and self.given is not None:
                self._end_cell(self.given)
            self.given = None
        elif name == "rPh":
            self.aids -= 1
        elif name == "row" and self.cells:
            self.done.append(SheetRow(self.row, self.is_hidden, self.cells))
            self.cells = []

    def letters(self, text: str) -> None:
        if self.gathered is not None:
            self.gathered.append(text)
        elif self.given is not None and not self.aids and not text.isspace():
            raise self._fault("Isi sel berada di luar tempatnya.")

    def strange(self, *_: Any) -> None:
        if self.given is not None:
            raise self._fault("Isi sel memuat sisipan yang tidak pernah ditulis Excel.")

    def without_blanks(self, chunk: bytes) -> bytes:
        """Return a chunk without the cells that only carry a format, or show, and the rows of nothing else.

        Sheets have millions of these; so no Python sees them. Not in a sheet that holds comments or raw text, where the same letters could be a value's.
        """
        self.is_plain = self.is_plain and b"!" not in chunk[:2] and b"<!" not in chunk
        if not self.is_plain:
            return chunk
        thin = self.empty_cell.sub(b"", chunk)
        self.is_thinned = self.is_thinned or len(thin) < len(chunk)
        thinner = _EMPTY_ROW.sub(b"", thin)
        self.is_shorter = self.is_shorter or len(thinner) < len(thin)
        return thinner

    # --- what stands where

    def _start_row(self, given: dict[str, str]) -> None:
        written = given.get("r")
        row = self.row + 1 if written is None else row_of(written)
        if row is None or row > MAX_ROW or row <= self.row or self.cells or (written is None and self.is_shorter):
            message = "Baris tidak berurutan, atau nomornya di luar lembar."
            raise self._fault(message, f"baris {written if written is not None else self.row + 1}"[:40])
        self.row, self.row_text = row, str(row)
        self.is_hidden = given.get("hidden") in _TRUE
        self.last, self.before, self.blanks = 0, None, 0

    def _start_inside(self, name: str | None, given: dict[str, str]) -> None:
        if self.gathered is not None or (name in ("v", "f", "is") and name in self.inner):
            raise self._fault("Susunan isi sel rusak.")
        if name in ("v", "f"):
            if name == "f":
                self.shared = given.get("si", "") if given.get("t") == "shared" else ""
            self.inner.setdefault(name, "")
            self.gathered = []
        elif name == "is":
            self.inner["is"] = ""
        elif name == "rPh":
            self.aids += 1
        elif name == "t" and not self.aids:
            if "is" not in self.inner:
                raise self._fault("Susunan isi sel rusak.")
            self.gathered = []

    def _start_outside(self, name: str, given: dict[str, str]) -> None:
        if name == "worksheet":
            self.is_sheet = True
        elif name == "col":
            first, last = (
                int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
                for text in (given.get("min", ""), given.get("max", ""))
            )
            if given.get("hidden") in _TRUE and 0 < first <= last:
                self.sheet.hidden_columns.append((first, min(last, MAX_COLUMN)))
        elif len(self.sheet.merged) < MOST_MERGED:
            found = range_of(given.get("ref", ""))
            if found is None:
                raise self._fault("Sel gabungan menunjuk ke luar lembar.")
            self.sheet.merged.append(found)

    def _end_cell(self, given: dict[str, str]) -> None:
        column = self._column(given)
        if not self.row or column <= self.last:
            raise self._fault("Sel tidak berurutan, atau alamatnya tidak cocok dengan barisnya.")
        self.last = column
        value = None if "f" in self.inner and self._only_shows(self.inner) else self._value(given, self.inner)
        self.inner = {}
        if value is None:
            return
        self.count += 1
        if self.count > MOST_CELLS:
            hint = "Simpan tabelnya sebagai CSV atau Parquet."
            raise IntakeFault(
                "Lembar berisi terlalu banyak sel.",
                file=self.sheet.book.archive.name,
                place=self._place(),
                hint=hint,
                code="lembar-terlalu-besar",
            )
        self.cells.append((column, value))

    def _only_shows(self, inner: dict[str, str]) -> bool:
        """Whether a cell's own formula, or the one that it shares, is of those that only show."""
        if not self.sheet.shows:
            return False
        if self.sheet.shows in inner["f"]:
            self.showing.add(self.shared or " ")
            return True
        return not inner["f"] and self.shared in self.showing

    def _column(self, given: dict[str, str]) -> int:
        """Return the number of a cell's column; of one without an address it follows the cell before."""
        written = given.get("r")
        if written is None:
            if self.is_thinned:
                raise self._fault("Sebagian sel beralamat, sebagian tidak.")
            column = (self._column(self.before) if self.before is not None else 0) + self.blanks
            return column if column <= MAX_COLUMN else 0
        name = written.removesuffix(self.row_text)
        column = self.columns.get(name) or column_of(name)
        if column is None or name == written:
            raise self._fault("Alamat sel tidak cocok dengan barisnya, atau di luar lembar.")
        self.columns[name] = column
        return column

    # --- what it holds

    def _value(self, given: dict[str, str], inner: dict[str, str]) -> CellValue | None:
        """Return a cell's value, None where it holds nothing."""
        cell_type = given.get("t", "n")
        text = inner.get("v", "")
        if text if cell_type == "inlineStr" else "is" in inner:
            raise self._fault("Susunan isi sel rusak.")
        if cell_type == "inlineStr":
            return self._text(unescaped(inner.get("t", "")))
        if cell_type == "s" and text:
            return self._shared(text)
        if cell_type not in ("n", "s", "str", "b", "e", "d"):
            raise self._fault(f"Jenis sel “{cell_type[:20]}” tidak dikenal.")
        if not text:
            return NO_RESULT if "f" in inner and cell_type != "str" else None
        if cell_type == "n":
            return self._number(given, text)
        return self._other(cell_type, text)

    def _shared(self, text: str) -> str | None:
        if not (text.isascii() and text.isdigit() and len(text) <= 9) or int(text) >= len(self.texts):
            raise self._fault(f"Sel menunjuk teks nomor “{text[:20]}” yang tidak ada.")
        return self._text(self.texts[int(text)])

    def _number(self, given: dict[str, str], text: str) -> CellValue:
        value = number(text)
        if value is None:
            raise self._fault(f"Sel bertanda angka, tetapi isinya “{text[:40]}”.")
        style = given.get("s", "0")
        if style == "0":
            look = self.looks[0] if self.looks else ""
        else:
            at = int(style) if style.isascii() and style.isdigit() and len(style) <= 9 else -1
            if at < 0:
                raise self._fault("Format sel rusak.")
            look = self.looks[at] if at < len(self.looks) else ""
        return looked(value, look, from_1904=self.sheet.book.from_1904) if look else value

    def _other(self, cell_type: str, text: str) -> CellValue | None:
        if cell_type == "str":
            return self._text(unescaped(text))
        if cell_type == "e":
            return CellError(text[:20])
        if cell_type == "b" and text in ("0", "1", "true", "false"):
            return text in _TRUE
        moment = iso_moment(text) if cell_type == "d" else None
        if moment is None:
            raise self._fault(f"Isi sel “{text[:40]}” tidak cocok dengan jenisnya.")
        return moment

    def _text(self, text: str | None) -> str | None:
        if text is None:
            raise self._fault("Teks sel memuat huruf yang rusak.")
        if len(text) > MAX_TEXT:
            raise self._fault(f"Teks sel berisi {len(text)} huruf; Excel memuat paling banyak {MAX_TEXT}.")
        return text or None

    def _place(self) -> str:
        written = (self.given or {}).get("r", f"{letters(self.last + 1)}{self.row}")
        return f"lembar “{self.sheet.info.name}”, sel {written[:20]}"

    def _fault(self, message: str, place: str = "") -> IntakeFault:
        where = f"lembar “{self.sheet.info.name}”, {place}" if place else self._place()
        hint = "Buka di Excel dan simpan ulang, atau minta berkasnya dikirim lagi."
        return IntakeFault(message, file=self.sheet.book.archive.name, place=where, hint=hint, code="sel-rusak")
