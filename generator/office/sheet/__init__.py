"""Sheet: the cells of a workbook as they were saved, read as a stream; what is malformed is a fault with its cell."""

from generator.office.sheet.book import Book, SheetInfo, open_book
from generator.office.sheet.rows import Row, Sheet
from generator.office.sheet.values import NO_RESULT, CellError, CellValue, NoResult

__all__ = ["NO_RESULT", "Book", "CellError", "CellValue", "NoResult", "Row", "Sheet", "SheetInfo", "open_book"]
