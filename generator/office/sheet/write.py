"""A new workbook under way: the one door to XlsxWriter. The same sheets give the same bytes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from generator.office.package.parts import read_parts, write_parts

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOMENT: Final = datetime(1980, 1, 1)
_FONT: Final = {"font_name": "Calibri", "font_size": 11}
LINES: Final = {"border": 1, "border_color": "#808080"}
HEAD: Final = {**LINES, "bold": True, "bg_color": "#D9E2F3", "align": "center", "valign": "vcenter", "text_wrap": True}
"""The cell of a table, and of its head."""


class NewBook:
    """A workbook under way. book: XlsxWriter's own, for what is said of a whole workbook.

    is_long: its sheets are written row after row and not held in memory.
    """

    def __init__(self, *, is_long: bool = False) -> None:
        import xlsxwriter  # costs a tenth of a second, and only what writes a new workbook needs it

        self._buffer = BytesIO()
        held = {"constant_memory": True} if is_long else {"in_memory": True}
        self.book = xlsxwriter.Workbook(self._buffer, {**held, "strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"created": _MOMENT})
        self._formats: dict[Hashable, Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet, behind those there are."""
        return self.book.add_worksheet(name)

    def format(self, looks: Mapping[str, Any]) -> Format:
        """Return a cell format in the usual font, made when it is first asked for."""
        key = tuple(looks.items())
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**_FONT, **looks})
        return self._formats[key]

    def closed(self) -> dict[str, bytes]:
        """Return the parts of the finished workbook; nothing more can be written."""
        self.book.close()
        return read_parts(self._buffer.getvalue())

    def finished(self) -> bytes:
        """Return the finished workbook."""
        return write_parts(self.closed())
