"""One place of a form in a workbook: what stands in its cell, what the cell takes, how wide it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from generator.blank.xlsx_book import FormBook, FormPage, Style
from generator.fields.entry import CellEntry, entered
from generator.fields.shapes import ListOf
from generator.form.formulas import CellOf, ListOfTable
from generator.form.listed import lines_of
from generator.form.plan import Plan, Slot
from generator.intake.as_text import as_text
from generator.office.sheet.addresses import letters, quoted_title
from generator.office.sheet.heights import USUAL, Letters, fit
from validators.absence import is_absent

if TYPE_CHECKING:
    from generator.reference import Library

MOST_ROWS: Final = 5_000
"""Rows of a sheet that take only what may stand there, and that lists offer: more than anybody fills by hand."""
HINT_LETTERS: Final = Letters(9)
HEAD_LETTERS: Final = Letters(bold=True)
_LETTERS_A_CM: Final = 5.2
_NARROW: Final = 9.0
_WORDS: Final = 20.0
_WIDEST: Final = 60.0
_BUDGET: Final = 150.0
_FIRST_DAY: Final = date(1900, 3, 1)
_LONGEST_MESSAGE: Final = 255
_TITLE: Final = "Isian tidak cocok"
_SPOKEN: Final = {"whole": "bilangan bulat", "decimal": "bilangan", "date": "tanggal", "time": "jam dan menit, mis. 07.30"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the places of a form are written with. columns: of each place that a list or formula may look at, its sheet, column, first row."""

    book: FormBook
    plan: Plan
    library: Library
    columns: Mapping[tuple[str, ...], tuple[str, str, int]]

    def cell(self, part: CellOf | ListOfTable, table: tuple[str, ...], row: int) -> str:
        """Return the address of a cell, seen from a row of a table, or of a list."""
        if isinstance(part, ListOfTable):
            return self.book.listed(_column_of(part, self.library))
        title, column, first = self.columns[part.path]
        return f"${column}{row}" if table and part.path[: len(table)] == table else f"{quoted_title(title)}!${column}${first}"

    def offered(self, slot: Slot) -> str:
        """Return where the words stand that a place offers, "" where it offers none."""
        if slot.offer.texts:
            return self.book.listed(slot.offer.texts)
        return self.rows(slot.offer.column)

    def rows(self, path: tuple[str, ...]) -> str:
        """Return the cells of a place in all rows of its sheet, "" for one that stands in no row."""
        if path not in self.columns:
            return ""
        title, column, first = self.columns[path]
        return f"{quoted_title(title)}!${column}${first}:${column}${first + MOST_ROWS}"


def put(page: FormPage, at: tuple[int, int], slot: Slot, raw: Any, *, library: Library, style: Style = "value") -> None:
    """Write the value of a place, a list an item a line."""
    page.put(*at, value_of(slot, raw, library), style, number_format=slot.entry.format)


def value_of(slot: Slot, raw: Any, library: Library) -> Any:
    """Return what stands in a cell for a raw or typed value: a number, a day, an hour, or words."""
    if raw is None or is_absent(raw):
        return None
    if isinstance(slot.field, ListOf):
        items = raw if isinstance(raw, list) else [raw]
        return lines_of([_words(entered(slot.field.of, item, library)) for item in items if not is_absent(item)])
    value = entered(slot.field, raw, library)
    return _words(value).strip() if slot.entry.is_text or isinstance(value, str) else value


def _words(value: Any) -> str:
    return value if isinstance(value, str) else "" if is_absent(value) else str(as_text(value))


def _column_of(part: ListOfTable, library: Library) -> tuple[Any, ...]:
    table = library.table(part.table)
    if not part.column:
        return tuple(str(row.get(table.label) or key) for key, row in table.rows.items())
    return tuple(row.get(part.column, "") for row in table.rows.values())


def limit(page: FormPage, slot: Slot, area: tuple[int, int, int, int], offered: str) -> None:
    """Let cells take only what the field takes; where only the writing is to be looked at, they warn."""
    message: dict[str, Any] = {"error_title": _TITLE, "ignore_blank": True}
    if (note := note_of(slot)) and (slot.entry.rule or offered):
        message |= {"input_title": slot.heading[-1][:32], "input_message": note[:_LONGEST_MESSAGE]}
    if offered:
        alert = "information" if slot.offer.is_open or slot.offer.column or slot.offer.has_other_names else "stop"
        said = "Pilih dari daftarnya." if alert == "stop" else "Tidak ada dalam daftar. Tetap dipakai?"
        page.rule(area, {**message, "validate": "list", "source": f"={offered}", "error_type": alert, "error_message": said})
    elif slot.entry.rule == "length":
        cell = f"{letters(area[1])}{area[0]}"
        rule = f'=LEN(SUBSTITUTE({cell}," ",""))={slot.entry.least}'
        said = f"Seharusnya {slot.entry.least} karakter. Tetap dipakai?"
        page.rule(area, {**message, "validate": "custom", "value": rule, "error_type": "warning", "error_message": said})
    elif slot.entry.rule:
        page.rule(area, {**message, **_range(slot.entry)})


def _range(entry: CellEntry) -> dict[str, Any]:
    """Return the rule of a number, a day or an hour within its limits; a day or hour that is typed as words only warns."""
    if entry.rule == "date":
        return {"validate": "date", "criteria": ">=", "value": _FIRST_DAY, **_warning(entry)}
    if entry.rule == "time":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1, **_warning(entry)}
    least, most = (_plain(bound) for bound in (entry.least, entry.most))
    said = f"Tulis {_SPOKEN[entry.rule]}{_bounds(entry)}."
    rule = {"validate": "integer" if entry.rule == "whole" else "decimal", "error_type": "stop", "error_message": said}
    if least is not None and most is not None:
        return {**rule, "criteria": "between", "minimum": least, "maximum": most}
    if least is None and most is None:
        return {**rule, "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
    return {**rule, "criteria": "<=" if least is None else ">=", "value": most if least is None else least}


def _warning(entry: CellEntry) -> dict[str, Any]:
    return {"error_type": "warning", "error_message": f"Bukan {_SPOKEN[entry.rule]} menurut Excel. Tetap dipakai?"}


def _plain(bound: int | Decimal | None) -> int | float | None:
    return float(bound) if isinstance(bound, Decimal) else bound


def _bounds(entry: CellEntry) -> str:
    least, most = (None if bound is None else as_text(Decimal(bound)) for bound in (entry.least, entry.most))
    if least is not None and most is not None:
        return f" dari {least} sampai {most}"
    return f", paling sedikit {least}" if least is not None else f", paling banyak {most}" if most is not None else ""


def note_of(slot: Slot) -> str:
    """Return what is said beside or over a place of how it is filled here."""
    if not slot.is_read:
        return "dihitung sendiri, tidak diisi"
    if slot.offer.texts:
        return slot.noted("pilih dari daftar" + (", atau tulis sendiri" if slot.offer.is_open else ""))
    return slot.noted("satu hal setiap baris (Alt+Enter)") if isinstance(slot.field, ListOf) else slot.note


def widths_of(slots: Sequence[Slot], budget: float = _BUDGET) -> list[float]:
    """Return how wide columns are, in letters: what numbers and days need, and of what is left to a page long texts twice as much as words."""
    least = [max(_NARROW, slot.entry.width_cm * _LETTERS_A_CM, min(_WORDS, max(map(len, slot.title.split())) + 4.0)) for slot in slots]
    shares = [0 if slot.entry.width_cm else 2 if slot.entry.is_long else 1 for slot in slots]
    left = max(0.0, budget - sum(least))
    return [min(_WIDEST, width + left * share / max(sum(shares), 1)) for width, share in zip(least, shares, strict=True)]


def lines_in(text: str, width: float, face: Letters = USUAL) -> int:
    """Return how many lines a text takes in a column that is so many letters wide."""
    return fit(max(width, 1.0), wraps=True, letters=face).lines(text)
