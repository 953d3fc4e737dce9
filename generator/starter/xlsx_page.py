"""A sheet of a starter workbook as it is written from the top: text over columns, rows that come only where there is something."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.office.sheet.heights import Letters, text_width
from generator.starter.xlsx_cells import FONT, aligned, letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS: Final = 24
"""The document's own sheet is a grid of so many columns; a table takes some of them for each of its columns."""
_GRID_PIXELS: Final = 25
_PIXELS_PER_CM: Final = 96 / 2.54
_DIGIT_PIXELS: Final = 7
_ROW: Final = 15.0
_GAP: Final = 7.5
_SPARE: Final = 1.12
_POINTS_PER_PIXEL: Final = 0.75
Span = tuple[int, int]


@dataclass(slots=True)
class SheetPage:
    """A sheet and where its next row is. columns: how many it has; condition: under which rows are written just now, from `began` on."""

    sheet: Worksheet
    columns: int
    row: int = 1
    condition: str = ""
    needed: float = 0.0
    began: int = 0

    @property
    def whole(self) -> Span:
        """All columns."""
        return 1, self.columns

    def put(self, span: Span, text: Any, *, font: Any = None, align: str = "left", middle: bool = False, indent: int = 0) -> Any:
        """Write into the current row, over some columns; return the cell."""
        first, last = span
        cell: Any = self.sheet.cell(self.row, first, text if text != "" else None)
        cell.font = font or letters()
        cell.alignment = aligned(align, middle=middle, indent=indent)
        if last > first:
            self.sheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row, end_column=last)
        if isinstance(text, str) and "{{" not in text and not text.startswith("="):
            self.needed = max(self.needed, self._height(text, span, cell.font, indent))
        return cell

    def _height(self, text: str, span: Span, font: Any, indent: int) -> float:
        """Return how high words that never change make their row, in the wider of the fonts that an office may choose."""
        set_in = Letters(font.size, bool(font.bold), FONT)
        width = sum(self.width(column) for column in range(span[0], span[1] + 1)) - 6 - 7 * indent
        return math.ceil(text_width(text, set_in) * _SPARE / max(width, 1.0)) * set_in.line

    def width(self, column: int) -> float:
        """Return the width of a column in points."""
        from openpyxl.utils import get_column_letter

        return round(self.sheet.column_dimensions[get_column_letter(column)].width * _DIGIT_PIXELS) * _POINTS_PER_PIXEL

    def next(self, height: float = 0.0) -> None:
        """Go to the next row; the one left gets a height where it needs more than usual, or `height`."""
        wanted = height or (self.needed + 2 if self.needed > _ROW else 0.0)
        if wanted:
            self.sheet.row_dimensions[self.row].height = wanted
        self.needed = 0.0
        self.row += 1

    def gap(self) -> None:
        """Leave a little room."""
        self.next(_GAP)

    def under(self, condition: str) -> None:
        """Begin rows that come only where a condition holds; "" for those that always do."""
        if condition == self.condition:
            return
        if self.condition and self.row == self.began:  # no row stands under it: a template may not say so
            self.row -= 1
            self.sheet.cell(self.row, 1).value = None
        elif self.condition:
            self._control("{%tr endif %}")
        if condition:
            self._control(f"{{%tr if {condition} %}}")
        self.condition, self.began = condition, self.row

    def loop(self, statement: str) -> None:
        """Begin rows that are repeated, for `x in rows`; under a condition they come only where it holds."""
        condition = self.condition
        self.under("")
        variable, _, rows = statement.partition(" in ")
        shown = f"({rows} if {condition} else []) | ada" if condition else rows
        self._control(f"{{%tr for {variable} in {shown} %}}")

    def end(self) -> None:
        """End the rows that are repeated."""
        self._control("{%tr endfor %}")

    def _control(self, text: str) -> None:
        self.sheet.cell(self.row, 1, text)
        self.row += 1


def set_columns(sheet: Worksheet, widths_cm: Sequence[float]) -> None:
    """Give a sheet's columns their widths, in whole pixels."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths_cm, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = int(width * _PIXELS_PER_CM) / _DIGIT_PIXELS


def set_grid(sheet: Worksheet) -> None:
    """Make a sheet the grid of the document's own."""
    set_columns(sheet, [_GRID_PIXELS / _PIXELS_PER_CM + 0.001] * COLUMNS)


def set_up_print(sheet: Any, *, is_wide: bool) -> None:
    """Print a sheet one page wide on A4, with the page's number at its foot."""
    sheet.sheet_format.defaultRowHeight = _ROW
    sheet.sheet_format.customHeight = True
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 3 / 2.54, 2 / 2.54, 2 / 2.54, 2.5 / 2.54
    sheet.sheet_view.showGridLines = False
    sheet.oddFooter.center.text = "Halaman &P dari &N"
    sheet.oddFooter.center.size = 9
    sheet.oddFooter.center.font = FONT


def on_grid(widths_cm: Sequence[float]) -> list[Span]:
    """Return the columns of the grid that each of some widths takes: at least one, all of them together the whole."""
    whole, at, spans = sum(widths_cm), 0.0, list[Span]()
    first = 1
    for number, width in enumerate(widths_cm):
        at += width
        left = len(widths_cm) - number - 1
        last = min(max(round(at / whole * COLUMNS), first), COLUMNS - left)
        spans.append((first, last))
        first = last + 1
    return spans
