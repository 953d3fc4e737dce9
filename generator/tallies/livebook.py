"""Live pages: sheets whose results are formulas over the given cells, with the program's own exact values beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

from generator.errors import DeliveryFault
from generator.office.sheet.cells import letters
from generator.office.sheet.formula import UNKNOWN, CellGrid, Scope, UnsolvedError, formula, key, solver, tree
from generator.office.sheet.references import CellRect, Copy
from generator.scoring.bands import BandTable

Look: TypeAlias = Literal[
    "judul", "teks", "kepala", "isi", "isi-angka", "hitung", "angka", "persen", "kata", "hasil", "hasil-hitung", "catatan"
]
TITLE_ROW: Final = 1
MOST_ROWS: Final = 20_000
"""Rows of inputs beyond which a workbook of live formulas is no help to anybody."""
HEAD_ROW: Final = 3
"""Row of the headings of every page: the title stands above, a blank row between."""
_NEAR: Final = 12
"""Digits to which a formula rounds what it compares with an edge: a double of 4/5 must not fall below 0.8."""


@dataclass(frozen=True, slots=True)
class LiveCell:
    """One cell: its value, its look, and the formula that gives the value ("" where it is given)."""

    value: Any
    look: Look
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a range of inputs may hold: whole or decimal numbers between two edges, or one of some words."""

    top: int
    left: int
    bottom: int
    right: int
    number: Literal["integer", "decimal"] = "decimal"
    lowest: int = 0
    highest: int | None = None
    words: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What Excel says when something else is typed."""
        if self.words:
            return f"Isi dengan salah satu: {', '.join(self.words)}."
        what = "bilangan bulat" if self.number == "integer" else "angka"
        return (
            f"Isi dengan {what} {self.lowest} atau lebih."
            if self.highest is None
            else f"Isi dengan {what} {self.lowest} sampai {self.highest}."
        )


@dataclass(slots=True)
class Page:
    """One sheet while it is written. A formula may read only what was put before it, on this page or an earlier one.

    leads: whether it stands first in the workbook, though it is calculated last.
    """

    name: str
    leads: bool = False
    cells: dict[tuple[int, int], LiveCell] = field(default_factory=dict[tuple[int, int], LiveCell])
    limits: list[Limit] = field(default_factory=list[Limit])

    def put(self, row: int, column: int, value: Any, look: Look = "isi") -> None:
        """Put a given value, None for a blank cell."""
        self.cells[row, column] = LiveCell(value, look)

    def work(self, row: int, column: int, text: str, look: Look = "angka", *, value: Any = None) -> None:
        """Put a formula, without its "=". value: what it gives, for a formula beyond the exact evaluator (a root, a test)."""
        self.cells[row, column] = LiveCell(value, look, text)

    def title(self, text: str, headings: Sequence[str]) -> None:
        """Put the title and the row of headings."""
        self.put(TITLE_ROW, 1, text, "judul")
        for column, heading in enumerate(headings, start=1):
            self.put(HEAD_ROW, column, heading, "kepala")

    def table(self, rows: Iterable[Sequence[Any]], *, top: int = HEAD_ROW + 1) -> int:
        """Put rows of given values below the headings; return the number of the last row."""
        last = top - 1
        for last, row in enumerate(rows, start=top):
            if last - top >= MOST_ROWS:
                raise DeliveryFault(
                    f"Tabel berisi lebih dari {MOST_ROWS} baris; buku kerja memuat paling banyak sekian.",
                    hint="Pakai --json.",
                    code="buku-kerja-tidak-muat",
                )
            for column, value in enumerate(row, start=1):
                self.put(last, column, value, "isi-angka" if isinstance(value, int | Fraction | Decimal) else "isi")
        return last


def ready(address: str, count: int, highest: int | None = None) -> str:
    """Return the condition that a range is filled with `count` numbers from 0 to `highest`: an emptied cell or a word counts as nothing."""
    edge = "" if highest is None else f",MAX({address})<={highest}"
    return f"AND(COUNT({address})={count},MIN({address})>=0{edge})"


def when(condition: str, text: str) -> str:
    """Return a formula that stays empty until a condition holds."""
    return f'IF({condition},{text},"")'


def given(address: str, text: str) -> str:
    """Return a formula that stays empty while another cell is empty."""
    return f'IF({address}="","",{text})'


def cell(row: int, column: int) -> str:
    """Return the address of a cell."""
    return f"{letters(column)}{row}"


def span(top: int, left: int, bottom: int, right: int | None = None, *, fixed: bool = False) -> str:
    """Return the address of a range; of one column where `right` is left out."""
    right = left if right is None else right
    mark = "$" if fixed else ""
    return f"{mark}{letters(left)}{mark}{top}:{mark}{letters(right)}{mark}{bottom}"


def band_formula(address: str, table: BandTable, column: str = "") -> str:
    """Return the formula, without "=", that finds a number's band: nested IF from the best band down.

    column: which value of the band is printed; the first where it is not given.
    """
    rising = sorted(table.bands, key=lambda band: (band.lower is not None, band.lower or Fraction(0)))
    text = _quoted(rising[0].values.get(column, rising[0].label))
    for band in rising[1:]:
        sign, edge = (">", band.above) if band.above is not None else (">=", band.from_)
        text = f"IF(ROUND({address},{_NEAR}){sign}{decimal(edge or 0)},{_quoted(band.values.get(column, band.label))},{text})"
    return text


def beyond(address: str, edge: Fraction | int, sign: str) -> str:
    """Return a comparison with an edge, safe from what doubles add or lose in the last place."""
    return f"ROUND({address},{_NEAR}){sign}{decimal(edge)}"


def decimal(number: Fraction | Decimal | int) -> str:
    """Return an edge as a formula writes it."""
    exact = Fraction(number)
    return str(exact.numerator) if exact.denominator == 1 else f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def source_page(lines: Iterable[str]) -> Page:
    """Return the page that says where the numbers come from: citation, steps, decisions, what was left out."""
    page = Page("Dasar")
    page.put(TITLE_ROW, 1, "Dasar dan langkah perhitungan", "judul")
    for row, line in enumerate(dict.fromkeys(lines), start=HEAD_ROW):
        page.put(row, 1, line, "teks")
    return page


def calculated(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the value of every formula, exact.

    Raises ValueError for a formula that the evaluator does not know and that was put without its value.
    """
    values: dict[str, dict[int, Any]] = {page.name: {} for page in pages}
    extent = {page.name: (max((row for row, _ in page.cells), default=1), max((c for _, c in page.cells), default=1)) for page in pages}
    scope = Scope(CellGrid(values, extent), {})
    return [
        Page(page.name, page.leads, {place: _calculated(page, place, scope, values[page.name]) for place in page.cells}, page.limits)
        for page in pages
    ]


def _calculated(page: Page, place: tuple[int, int], scope: Scope, values: dict[int, Any]) -> LiveCell:
    held = page.cells[place]
    value = held.value
    if held.formula and value is None:
        rects = tuple(part.rect({}, Copy(page.name)) for part in formula(held.formula).references)
        value = _solved(held.formula, scope, rects)
        if value is UNKNOWN:
            raise ValueError(f"{page.name}!{cell(*place)}: ={held.formula}")
    values[key(*place)] = value
    return LiveCell(value, held.look, held.formula)


def _solved(text: str, scope: Scope, rects: Sequence[CellRect]) -> Any:
    try:
        return solver(tree(text))(scope, rects)
    except UnsolvedError:
        return UNKNOWN
