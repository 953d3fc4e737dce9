"""A workbook that is being written as a form: its looks, its hidden lists and names; the same form gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

from generator.errors import DeliveryFault
from generator.office.package.parts import write_parts
from generator.office.sheet.addresses import MAX_TEXT, letters, quoted_title
from generator.office.sheet.cells import date_serial
from generator.office.sheet.write import HEAD, LINES, NewBook

Style: TypeAlias = Literal[
    "title", "help", "text", "link", "section", "label", "required", "hint", "hint-over", "head", "head-required", "head-computed", "value", "field", "computed", "fixed",
]  # fmt: skip
LISTS: Final = "Daftar"
MISSING: Final = "#FFF2CC"
"""The colour of a place that must be filled and is not."""
COMPUTED: Final = "#EDEDED"
_STYLES: Final[Mapping[Style, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "help": {"italic": True, "font_color": "#595959", "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#1F3864", "underline": 1},
    "section": {"bold": True, "bg_color": "#D9E2F3"},
    "label": {"text_wrap": True, "valign": "top"},
    "required": {"text_wrap": True, "valign": "top", "bold": True},
    "hint": {"italic": True, "font_color": "#595959", "font_size": 9, "text_wrap": True, "valign": "top"},
    "hint-over": {"italic": True, "font_color": "#595959", "font_size": 9, "text_wrap": True, "valign": "bottom"},
    "head": HEAD,
    "head-required": {**HEAD, "bottom": 5},
    "head-computed": {**HEAD, "bold": False, "italic": True, "font_color": "#595959", "bg_color": COMPUTED},
    "value": {**LINES, "locked": False, "text_wrap": True, "valign": "top"},
    "field": {**LINES, "locked": False, "text_wrap": True, "valign": "top", "align": "left"},
    "computed": {**LINES, "italic": True, "valign": "top"},
    "fixed": {**LINES, "text_wrap": True, "valign": "top", "bg_color": "#F5F5F5"},
}
_EXACT: Final = 15
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNDERSCORE: Final = "\U0010fffd"
"""Stands for an underscore that would read as the beginning of an escape, until the texts are written."""
_FREE_ROW: Final = re.compile(rb'(<row r="(?:[5-9]|[1-9][0-9]+)"[^>]*?) customHeight="1"')
"""A row below the heads: its height is where it begins, and it grows with what is typed."""
_GUIDE: Final = "xl/worksheets/sheet1.xml"


class FormBook:
    """A workbook under way: sheets in their order, then the lists that drop-downs offer, hidden."""

    def __init__(self) -> None:
        self._new = NewBook()
        self._lists: dict[tuple[Any, ...], str] = {}

    def page(self, title: str) -> FormPage:
        """Return a new sheet."""
        return FormPage(self, self._new.sheet(title), title)

    def tell(self, properties: Mapping[str, str]) -> None:
        """Put properties into the file, for whoever reads it when its sheets are gone."""
        for name, value in properties.items():
            self._new.book.set_custom_property(name, value, "text")

    def name(self, name: str, title: str, cells: str) -> None:
        """Give cells of a sheet a name."""
        if self._new.book.define_name(name, f"={quoted_title(title)}!{cells}"):
            raise DeliveryFault("Nama dalam formulir Excel tidak dapat dipasang.", place=name, code="buku-kerja-tidak-muat")

    def listed(self, values: Sequence[Any]) -> str:
        """Return where values stand below each other, in a column of the hidden sheet."""
        key = tuple(values)
        if key not in self._lists:
            column = letters(len(self._lists) + 1)
            self._lists[key] = f"{LISTS}!${column}$1:${column}${max(len(key), 1)}"
        return self._lists[key]

    def look(self, style: Style, number_format: str = "") -> Any:
        """Return a cell format, made when it is first asked for."""
        return self._new.format({**_STYLES[style], **({"num_format": number_format} if number_format else {})})

    def colour(self, colour: str) -> Any:
        """Return the look of cells under a condition."""
        return self._new.book.add_format({"bg_color": colour})

    def finished(self) -> bytes:
        """Return the file."""
        page = self.page(LISTS)
        for column, values in enumerate(self._lists, start=1):
            for row, value in enumerate(values, start=1):
                page.put(row, column, value, "text")
        page.hide()
        return write_parts({name: _finished(name, data) for name, data in self._new.closed().items()})


@dataclass(slots=True)
class FormPage:
    """One sheet under way; rows and columns count from 1. free: from this row on, heights are only a beginning: a row grows."""

    book: FormBook
    sheet: Any
    title: str
    heights: dict[int, int] = field(default_factory=dict[int, int])

    def put(self, row: int, column: int, value: Any, style: Style, *, number_format: str = "") -> None:
        """Write a value; a number that a workbook does not hold exactly as text. Raises DeliveryFault for a text that is too long."""
        look = self.book.look(style, number_format)
        number = _number(value)
        if value is None or value == "":
            done = self.sheet.write_blank(row - 1, column - 1, None, look)
        elif number is not None:
            done = self.sheet.write_number(row - 1, column - 1, number, look)
        else:
            done = self._put_text(row, column, str(value), look)
        if done:
            raise DeliveryFault("Isian ini tidak muat dalam lembar Excel.", place=self._place(row, column), code="buku-kerja-tidak-muat")

    def _put_text(self, row: int, column: int, text: str, look: Any) -> int:
        if len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
            hint = f"Satu sel Excel memuat paling banyak {MAX_TEXT} huruf; tulis di berkas YAML."
            raise DeliveryFault(
                "Isian ini tidak muat dalam satu sel.", place=self._place(row, column), hint=hint, code="buku-kerja-tidak-muat"
            )
        return self.sheet.write_string(row - 1, column - 1, _LOOKS_ESCAPED.sub(_UNDERSCORE, text), look)

    def _place(self, row: int, column: int) -> str:
        return f"lembar “{self.title}”, sel {letters(column)}{row}"

    def formula(self, row: int, column: int, text: str, look: tuple[Style, str], *, value: Any = "") -> None:
        """Write a formula. value: what it shows before it is computed anew."""
        number = _number(value)
        shown = value if number is None else number
        self.sheet.write_formula(row - 1, column - 1, f"={text}", self.book.look(*look), shown)

    def name(self, name: str, row: int, column: int, last: int = 0) -> None:
        """Give a cell, or the cells up to the column `last`, a hidden name."""
        cells = f"${letters(column)}${row}" + (f":${letters(last)}${row}" if last > column else "")
        self.book.name(name, self.title, cells)

    def rule(self, area: tuple[int, int, int, int], rule: Mapping[str, Any]) -> None:
        """Let cells (top, left, bottom, right) take only what a rule says."""
        top, left, bottom, right = area
        self.sheet.data_validation(top - 1, left - 1, bottom - 1, right - 1, dict(rule))

    def mark(self, area: tuple[int, int, int, int], formula: str, colour: str = MISSING) -> None:
        """Colour the cells for which a formula holds."""
        top, left, bottom, right = area
        rule = {"type": "formula", "criteria": f"={formula}", "format": self.book.colour(colour)}
        self.sheet.conditional_format(top - 1, left - 1, bottom - 1, right - 1, rule)

    def link(self, row: int, column: int, title: str) -> None:
        """Write a link to another sheet."""
        self.sheet.write_url(row - 1, column - 1, f"internal:{quoted_title(title)}!A1", self.book.look("link"), title)

    def width(self, column: int, width: float, number_format: str = "") -> None:
        """Set how wide a column is, and how what is typed in it anywhere is kept."""
        look = self.book.look("text", number_format) if number_format else None
        self.sheet.set_column(column - 1, column - 1, width, look)

    def height(self, row: int, lines: int) -> None:
        """Make a row so many lines high; it grows with what is typed."""
        if lines > self.heights.get(row, 1):
            self.heights[row] = lines
            self.sheet.set_row(row - 1, min(15 * lines, 400))

    def set_up(self, freeze: tuple[int, int], *, is_guarded: bool, is_wide: bool, head: int = 0) -> None:
        """Set how the sheet scrolls and prints, and whether only its open cells take anything."""
        self.sheet.freeze_panes(*freeze)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        self.sheet.set_footer("&L&A&R&P / &N")
        if is_wide:
            self.sheet.set_landscape()
        if head:
            self.sheet.repeat_rows(head - 1)
        if is_guarded:
            self.sheet.protect("", {"format_rows": True, "format_columns": True})

    def ignore(self, area: str) -> None:
        """Keep the program from marking numbers that are meant as text."""
        self.sheet.ignore_errors({"number_stored_as_text": area})

    def hide(self, *, very: bool = False) -> None:
        """Hide the sheet. very: also from the list of hidden ones."""
        _ = self.sheet.very_hidden() if very else self.sheet.hide()


def _number(value: Any) -> int | float | None:
    """Return what a cell holds for a number, a day or an hour; None for what is none, or what a cell would not hold exactly."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction | date | time):
        return None
    serial = date_serial(value, from_1904=False) if isinstance(value, date | time) else value
    if serial is None or (isinstance(value, date) and serial < 61):  # days before March 1900 are counted otherwise elsewhere
        return None
    binary = float(serial)
    is_exact = isinstance(value, time) or Fraction(Decimal(f"{binary:.{_EXACT}g}")) == Fraction(serial)
    return (int(serial) if serial == int(serial) else binary) if is_exact else None


def _finished(name: str, data: bytes) -> bytes:
    """Return a part with what its writer cannot say: names that are hidden, rows that grow, underscores that are only that."""
    if name == "xl/workbook.xml":
        return data.replace(b'<definedName name="_b.', b'<definedName hidden="1" name="_b.')
    if name.startswith("xl/worksheets/sheet") and name != _GUIDE:
        return _FREE_ROW.sub(rb"\1", data)
    if name == "xl/sharedStrings.xml":
        return data.replace(_UNDERSCORE.encode("utf-8"), b"_x005F_")
    return data
