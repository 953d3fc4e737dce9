"""Live pages as an XLSX file: inputs that take only what may stand there, formulas with the program's own values saved beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from generator.errors import DeliveryFault
from generator.office.sheet.cells import MAX_TEXT
from generator.office.sheet.formula import FormulaError
from generator.office.sheet.heights import USUAL, Letters, fit
from generator.office.sheet.write import HEAD, LINES, NewBook
from generator.tallies.livebook import HEAD_ROW, Limit, LiveCell, Look, Page, calculated

if TYPE_CHECKING:
    from generator.office.sheet.write import Format, Worksheet

_NUMBER: Final = "0.00####"
_LOOKS: Final[Mapping[Look, Mapping[str, Any]]] = {
    "teks": {"valign": "top", "text_wrap": True},
    "judul": {"bold": True, "font_size": 14},
    "kepala": HEAD,
    "isi": {**LINES, "bg_color": "#FFFBE6", "valign": "top", "text_wrap": True},
    "isi-angka": {**LINES, "bg_color": "#FFFBE6"},
    "hitung": LINES,
    "angka": {**LINES, "num_format": _NUMBER},
    "persen": {**LINES, "num_format": f'{_NUMBER}"%"'},
    "kata": {**LINES, "align": "left", "indent": 1},
    "hasil": {**LINES, "bold": True, "bg_color": "#E2EFDA", "num_format": _NUMBER, "align": "right"},
    "hasil-hitung": {**LINES, "bold": True, "bg_color": "#E2EFDA", "align": "right"},
    "catatan": {"italic": True, "font_color": "#595959"},
}
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "'", "\t")
_WIDEST: Final = 60
_LINE_HEIGHT: Final = 15
_WRAPPED: Final = frozenset({"kepala", "isi", "teks"})
_BOLD: Final = Letters(bold=True)
_WIDTH_OF_SOURCE: Final = 110
_REFUSED_TITLE: Final = "Isian tidak cocok"


def workbook(pages: Sequence[Page]) -> bytes:
    """Return the pages as an XLSX file whose saved values are the exact ones; the same pages give the same bytes."""
    book = NewBook()
    for page in sorted(calculated(pages), key=lambda page: not page.leads):
        _write(book.sheet(page.name), page, book)
    return book.finished()


def _format(book: NewBook, look: Look, *, is_quoted: bool = False) -> Format:
    """Return the format of a look. is_quoted: of a text that looks like a formula, which must stay text when it is edited."""
    return book.format({**_LOOKS[look], **({"quote_prefix": True} if is_quoted else {})})


def _write(sheet: Worksheet, page: Page, book: NewBook) -> None:
    has_head = any(row == HEAD_ROW and held.look == "kepala" for (row, _), held in page.cells.items())
    if has_head:
        sheet.freeze_panes(HEAD_ROW, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.6, 0.6, 0.75, 0.75)
    widths = _widths(page)
    for column, width in widths.items():
        sheet.set_column(column - 1, column - 1, width)
    for row, lines in _heights(page, widths).items():
        if lines > 1:
            sheet.set_row(row - 1, lines * _LINE_HEIGHT)
    for (row, column), held in sorted(page.cells.items()):
        _put(sheet, (row - 1, column - 1), held, book)
    for limit in page.limits:
        _limit(sheet, limit)


def _put(sheet: Worksheet, at: tuple[int, int], held: LiveCell, book: NewBook) -> None:
    value = held.value
    is_quoted = isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not held.formula
    look = _format(book, held.look, is_quoted=is_quoted)
    if held.formula:
        done = sheet.write_formula(*at, f"={held.formula}", look, _saved(value))
    elif value is None:
        done = sheet.write_blank(*at, None, look)
    elif isinstance(value, bool):
        done = sheet.write_boolean(*at, value, look)
    elif isinstance(value, str):
        done = sheet.write_string(*at, value[:MAX_TEXT], look)
    else:
        done = sheet.write_number(*at, _number(value), look)
    if done:
        raise DeliveryFault("Buku kerja tidak memuat sebanyak ini.", hint="Pakai --json.", code="buku-kerja-tidak-muat")


def _saved(value: Any) -> Any:
    if isinstance(value, FormulaError):
        return value.code
    return value if isinstance(value, str | bool) else 0 if value is None else _number(value)


def _number(value: Any) -> int | float:
    exact = Fraction(value) if isinstance(value, Decimal) else value
    return int(exact) if exact == int(exact) and abs(exact) < 10**15 else float(exact)


def _limit(sheet: Worksheet, limit: Limit) -> None:
    """Let cells take only what may stand there."""
    rules: dict[str, Any] = {"error_title": _REFUSED_TITLE, "error_message": limit.message, "ignore_blank": True}
    if limit.words:
        rules |= {"validate": "list", "source": list(limit.words)}
    elif limit.highest is None:
        rules |= {"validate": limit.number, "criteria": ">=", "value": limit.lowest}
    else:
        rules |= {"validate": limit.number, "criteria": "between", "minimum": limit.lowest, "maximum": limit.highest}
    if sheet.data_validation(limit.top - 1, limit.left - 1, limit.bottom - 1, limit.right - 1, rules):
        raise DeliveryFault("Batas isian buku kerja tidak dapat dipasang.", code="buku-kerja-tidak-muat")


def _widths(page: Page) -> dict[int, float]:
    """Return the width of each column: its longest text, of a heading in the top row its longest word."""
    if not any(held.look == "kepala" for held in page.cells.values()):
        return {1: _WIDTH_OF_SOURCE}
    widths: dict[int, float] = {}
    for (row, column), held in page.cells.items():
        if held.look not in ("judul", "catatan"):
            widths[column] = max(widths.get(column, 9.0), min(_width(held, is_head=row == HEAD_ROW), _WIDEST))
    return dict(sorted(widths.items()))


def _width(held: LiveCell, *, is_head: bool) -> float:
    if not isinstance(held.value, str):
        return 10.0
    longest = max((len(word) for word in held.value.split()), default=0) if is_head else len(held.value)
    return longest * 1.15 + 3


def _heights(page: Page, widths: Mapping[int, float]) -> dict[int, int]:
    lines: dict[int, int] = {}
    for (row, column), held in page.cells.items():
        lines[row] = max(lines.get(row, 1), _lines(held, widths.get(column, 9.0)))
    return lines


def _lines(held: LiveCell, width: float) -> int:
    """Return how many lines a wrapped text takes in a column."""
    if held.look not in _WRAPPED or not isinstance(held.value, str):
        return 1
    return fit(width, wraps=True, letters=_BOLD if held.look == "kepala" else USUAL).lines(held.value)
