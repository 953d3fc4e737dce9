"""An arrangement and the values of one document become the workbook's changed parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, Final

from generator.errors import TemplateFault
from generator.formatting import Persen
from generator.office.package.parts import FAST, Member, packed
from generator.office.sheet.cells import escaped, number_text, quoted
from generator.office.sheet.formula import UNKNOWN, CellGrid, FormulaError, Scope, Value, key, split_key
from generator.office.sheet.heights import MAX_HEIGHT, Fit, Letters, broken_lines, tallest
from generator.office.sheet.references import CellRect, any_meet
from generator.office.sheet.styles import SheetStyles
from generator.render.xlsx.arrangement import Arrangement, part_of
from generator.render.xlsx.breaks import breaks_element, in_pieces, page_breaks, paper
from generator.render.xlsx.charts import with_linked_texts
from generator.render.xlsx.content import TEXT_END, TEXT_START, Content, Converter, FittedText, is_plain, laid_content, needs_quote
from generator.render.xlsx.emptiness import Empty, with_hidden_columns
from generator.render.xlsx.faults import fault
from generator.render.xlsx.model import TemplateBook
from generator.render.xlsx.notices import Notices
from generator.render.xlsx.program import BlankValue
from generator.render.xlsx.slots import CellSlot, FormulaSlot, SheetArrangement, silenced
from validators.absence import KOSONG, TANPA_HASIL, Absence

_FEWEST_CATEGORIES: Final = 2
_SEEN: Final = Fraction(1, 100)
"""A number smaller than this would not be seen with two decimals."""
_LYING: Final = re.compile(r'(<pageSetup [^>]*orientation=")landscape')
_HIGH: Final = re.compile(r'(<pageSetup [^>]*fitToHeight=")0')
_WRONG: Final = "[belum benar]"
_MOST_FAILED: Final = 500
"""So many formulas with an error are told from those that only read them."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A filled workbook. changes: its parts that differ from the template's; empty: what of it has nothing to show; tall: rows too high."""

    changes: dict[str, Member | None]
    empty: Empty
    tall: Mapping[str, Mapping[int, float]] = field(default_factory=dict[str, Mapping[int, float]])


def filled_parts(
    book: TemplateBook,
    arrangement: Arrangement,
    values: Mapping[str, Sequence[Any]],
    converter: Converter,
    *,
    wrong: Sequence[tuple[str, int]] | None = None,
    notices: Notices | None = None,
) -> Filling:
    """Return the filled workbook.

    values: those of each sheet's slots, in their order. wrong: of a draft, the loops over a wrong table, by sheet and number. notices: gathers what is worth knowing. Raises TemplateFault, with the cell, for a value that cannot stand there.
    """
    writers = [_SheetFiller(book, sheet, converter) for sheet in arrangement.sheets]
    for writer in writers:
        writer.fill(values.get(writer.arrangement.sheet.name, ()))
    grid = CellGrid({**arrangement.values, **{writer.arrangement.sheet.name: writer.values for writer in writers}}, arrangement.extent)
    unwell = None if wrong is None else [arrangement.blank[loop] for loop in wrong] + [rect for writer in writers for rect in writer.wrong]
    unknown = _calculate(arrangement, writers, grid, unwell, notices=notices)
    if notices is not None and book.styles.shares:
        for writer in writers:
            notices.shown(
                writer.arrangement.sheet.name, book.styles.shares, writer.arrangement.slots, values.get(writer.arrangement.sheet.name, ())
            )
    changes = dict(arrangement.changes)
    bare: list[str] = []
    for name in book.charts:
        chart = arrangement.charts[name].drawn(grid)
        changes[name] = packed(name, chart.data, level=FAST)
        if name in book.growing and chart.categories is not None and chart.categories < _FEWEST_CATEGORIES:
            bare.append(name)
    for name in book.linked:
        linked = with_linked_texts(part_of(name, book, changes), grid)
        changes |= {} if linked is None else {name: packed(name, linked, level=FAST)}
    for writer in writers:
        writer.end_pages(writer.hide_empty_columns())
        changes[writer.arrangement.sheet.part] = packed(writer.arrangement.sheet.part, "".join(writer.chunks).encode(), level=FAST)
    if any(writer.uses_clones for writer in writers):
        changes[book.styles.part] = book.styles.member  # never None: clones exist only where the part does
    tall = {writer.arrangement.sheet.name: writer.tall for writer in writers if writer.tall}
    workbook = arrangement.workbook[1 if unknown else 0]
    if workbook is not None:
        changes[book.workbook] = workbook
    return Filling(changes, Empty(tuple(bare), frozenset(writer.arrangement.sheet.name for writer in writers if writer.says_nothing)), tall)


class _SheetFiller:
    """Fills the slots of one sheet."""

    def __init__(self, book: TemplateBook, arrangement: SheetArrangement, converter: Converter) -> None:
        self.file = book.file
        self.styles: SheetStyles = book.styles
        self.arrangement = arrangement
        self.converter = converter
        self.chunks = list(arrangement.chunks)
        self.values: dict[int, Value | Decimal] = dict(arrangement.values)
        self.uses_clones = False
        self.texts: dict[int, list[tuple[Fit, str]]] = {}
        self.needed: dict[int, float] = {}
        self.measured: set[int] = set()
        self.wrong: list[CellRect] = []
        self.tall: dict[int, float] = {}
        self.without_result: list[CellRect] = []

    @property
    def says_nothing(self) -> bool:
        """Whether a sheet that repeats rows has got no value, and its formulas, once computed, give nothing but 0 or no text."""
        told = ((slot, self.values.get(key(slot.row, slot.column))) for slot in self.arrangement.formulas)
        results = (value for slot, value in told if not (isinstance(value, str) and _is_title(slot)))
        heads = {keys[0] for keys in self.arrangement.spare.values()}  # the days of an attendance list stand there without people too
        filled = any(self.values.get(slot.key) is not None for slot in self.arrangement.slots if slot.key not in heads)
        return (
            bool(self.arrangement.sheet.loops)
            and not filled
            and not self.arrangement.unknown
            and all(value in (0, "", None) for value in results)
        )

    def hide_empty_columns(self) -> set[int]:
        """Hide, and return, the columns that were kept for more than there is: a heading that is a tag, and nothing in it nor below it."""
        empty = {column for column in self.arrangement.spare if all(self.values.get(at) is None for at in self.arrangement.spare[column])}
        if empty:
            self.chunks[0] = with_hidden_columns(self.chunks[0], empty)
        return empty

    def end_pages(self, hidden: set[int]) -> None:
        """End the printed pages where nothing that belongs together is parted; turn back those that are turned for hidden columns."""
        plan, heads = self.arrangement.plan, self.arrangement.heads
        if plan is None:
            return
        printed = paper(self.arrangement.sheet, self.styles.usual, hidden) if hidden else None
        if printed is not None and printed.is_lying and printed.fits_upright:
            printed = replace(printed, is_lying=False)
            self.chunks[self.arrangement.page_ends - 1] = _LYING.sub(r"\1portrait", self.chunks[self.arrangement.page_ends - 1])
        plan = plan if printed is None else replace(plan, room=printed.room, scale=printed.scale)
        heights = [row.height if row.head < 0 else heads[row.head].height(self.needed.get(row.head, 0.0)) for row in plan.rows]
        if self.tall:
            plan, heights = in_pieces(plan, heights)
        if plan.is_one_page(sum(heights)):
            self.chunks[self.arrangement.page_ends - 1] = _HIGH.sub(r"\g<1>1", self.chunks[self.arrangement.page_ends - 1])
        elif sum(heights) > plan.room:
            self.chunks[self.arrangement.page_ends] = breaks_element(page_breaks(plan, heights))

    def fill(self, values: Sequence[Any]) -> None:
        """Write every value into its slot, and the heights of the rows that hold them.

        Plain text, numbers and blanks, the most of all cells, take the short way.
        """
        chunks, cells = self.chunks, self.values
        for slot, given in zip(self.arrangement.slots, values, strict=True):
            position, head, at, styled, pattern = slot
            value, class_ = given, type(given)
            if class_ is not str and isinstance(given, str):
                value, class_ = self.converter.shown(given), str
            if class_ is str and is_plain(value):
                chunks[position] = f"{styled}{TEXT_START}{value}{TEXT_END}"
                cells[at] = value
                if len(value) > pattern.easy:
                    self.measure(head, pattern.fit, value)
            elif class_ is int and not pattern.loose:
                chunks[position] = f"{styled}><v>{value}</v></c>"
                cells[at] = value
            elif value is KOSONG or class_ is BlankValue:
                chunks[position] = f"{styled}/>"
            else:
                self.put(slot, value)
        self.needed = {head: tallest(texts) for head, texts in self.texts.items()}
        for position, needed in self.needed.items():
            if position in self.arrangement.heads:
                chunks[position] = self.arrangement.heads[position].text(needed, merged=position in self.measured)
                if needed > MAX_HEIGHT:
                    self.tall[self.arrangement.heads[position].number] = needed

    def put(self, slot: CellSlot, value: Any) -> None:
        """Write any value into its slot. Raises TemplateFault, with the cell, for one that cannot stand there."""
        if isinstance(value, Persen) and self.styles.format(slot.pattern.style).per_cent:
            value = Fraction(value) / 100  # type: ignore[arg-type] - a Persen is an int, Decimal or Fraction
        try:
            found = self.laid(slot, value) if isinstance(value, FittedText) else self.converter.content(value, slot.pattern.looks)
        except TemplateFault as error:
            raise fault(
                error.message, file=self.file, sheet=self.arrangement.sheet.name, cell=slot.pattern.cell, code=error.code
            ) from error
        style = slot.pattern.style
        if found.text is not None:
            style = self.text_style(slot, found.text)
            if len(found.text) > slot.pattern.easy or "\n" in found.text:
                self.measure(slot.head, slot.pattern.fit, found.text)
        elif found.is_date:
            style = self.date_style(slot)
        elif slot.pattern.loose and isinstance(found.value, int | Fraction) and not found.value % 1:
            style = self.clone(slot.pattern.style, "i")
        elif isinstance(found.value, Decimal | Fraction) and found.value % 1 and abs(found.value) >= _SEEN:
            style = self.clone(slot.pattern.style, "n" if self.styles.format(slot.pattern.style).general else "")
        opening = slot.styled if style == slot.pattern.style else slot.opening(style)
        self.chunks[slot.position] = opening + found.xml
        self.values[slot.key] = found.value
        if isinstance(value, Absence) and value is not KOSONG:
            row, column = split_key(slot.key)
            held = self.without_result if value is TANPA_HASIL else self.wrong
            held.append(CellRect(self.arrangement.sheet.name, row, column, row, column))

    def laid(self, slot: CellSlot, value: FittedText) -> Content:
        """Return the content of a text that is laid out for its cell."""
        breaks, looks = _laying(self.styles.format(slot.pattern.style).letters)
        return laid_content(value.pieces(breaks), looks)

    def measure(self, head: int, fit: Fit, text: str) -> None:
        """Remember a text that may make its row higher."""
        if head in self.texts:
            self.texts[head].append((fit, text))
        else:
            self.texts[head] = [(fit, text)]
        if fit.merged and fit.wraps:
            self.measured.add(head)

    def text_style(self, slot: CellSlot, text: str) -> int:
        """Return the format of a text: a clone where it looks like a formula, or has line breaks and no wrapping."""
        looks = self.styles.format(slot.pattern.style)
        wanted = "q" if needs_quote(text) and not looks.quoted else ""
        wanted += "w" if "\n" in text and not looks.wraps else ""
        return self.clone(slot.pattern.style, wanted)

    def date_style(self, slot: CellSlot) -> int:
        """Return the format of a date: a clone where the template's would print a bare number."""
        return self.clone(slot.pattern.style, "d" if self.styles.format(slot.pattern.style).plain else "")

    def clone(self, style: int, wanted: str) -> int:
        """Return a format's clone, and remember that clones are needed."""
        if not wanted or style not in self.styles.clones:
            return style
        self.uses_clones = True
        return self.styles.variant(style, wanted)


@lru_cache(maxsize=64)
def _laying(letters: Letters) -> tuple[Callable[[str, float], list[str]], tuple[str, str]]:
    """Return what breaks a text in letters into lines, and the run properties of plain and of bold ones."""
    look = f'<sz val="{letters.size:g}"/><rFont val="{quoted(letters.name)}"/></rPr>'
    return partial(broken_lines, letters=letters), (f"<rPr>{look}", f"<rPr><b/>{look}")


def _is_title(slot: FormulaSlot) -> bool:
    """Whether a formula reads nothing but one cell of another sheet: a title that stands there too says nothing by itself."""
    read = slot.reads[0] if len(slot.reads) == 1 else None
    return read is not None and read.sheet != slot.sheet and (read.top, read.left) == (read.bottom, read.right)


def _calculate(
    arrangement: Arrangement, fillers: Sequence[_SheetFiller], grid: CellGrid, wrong: list[CellRect] | None, *, notices: Notices | None
) -> bool:
    """Write the formulas' values beside them; tell whether any formula was left without.

    wrong: cells of a draft that are wrong; a formula that reads one, at whatever remove, says so in place of a number.
    """
    by_sheet = {filler.arrangement.sheet.name: filler for filler in fillers}
    unknown = any(sheet.unknown for sheet in arrangement.sheets)
    for sheet in arrangement.sheets:
        for number in sheet.unknown:
            by_sheet[sheet.sheet.name].values[number] = UNKNOWN
    silent = [*arrangement.blank.values(), *(rect for filler in fillers for rect in filler.without_result)]
    failed: list[CellRect] = []
    memo: dict[tuple[str, tuple[CellRect, ...]], Value] = {}
    scopes = {name: Scope(grid, names, memo) for name, names in arrangement.names.items()}
    for index in arrangement.order:
        slot = arrangement.formulas[index]
        if wrong and any_meet(slot.reads, wrong):
            wrong.append(CellRect(slot.sheet, slot.row, slot.column, slot.row, slot.column))
            by_sheet[slot.sheet].values[key(slot.row, slot.column)] = _WRONG
            by_sheet[slot.sheet].chunks[slot.position] = f"{slot.opening}{TEXT_START}{_WRONG}{TEXT_END}"
            continue
        value = UNKNOWN if index in arrangement.circular else slot.solve(scopes[slot.sheet], slot.rects)
        filler = by_sheet[slot.sheet]
        if isinstance(value, FormulaError) and any_meet(slot.reads, silent):
            silent.append(CellRect(slot.sheet, slot.row, slot.column, slot.row, slot.column))
            slot, value = replace(slot, body=silenced(slot.body)), ""
        if notices is not None and isinstance(value, FormulaError) and len(failed) < _MOST_FAILED:
            if not any_meet(slot.reads, failed):
                notices.failed(slot, value)
            failed.append(CellRect(slot.sheet, slot.row, slot.column, slot.row, slot.column))
        filler.values[key(slot.row, slot.column)] = value
        filler.chunks[slot.position] = _with_value(slot, value)
        unknown = unknown or value is UNKNOWN
    return unknown


def _with_value(slot: FormulaSlot, value: Value) -> str:
    """Return the element of a formula's cell with its value; without one where it is not known."""
    if value is UNKNOWN or value is None:
        return f"{slot.opening}>{slot.body}</c>"
    if type(value) is int:
        return f"{slot.opening}>{slot.body}<v>{value}</v></c>"
    if isinstance(value, bool):
        return f'{slot.opening} t="b">{slot.body}<v>{value:d}</v></c>'
    if isinstance(value, int | Fraction):
        return f"{slot.opening}>{slot.body}<v>{number_text(value)}</v></c>"
    if isinstance(value, FormulaError):
        return f'{slot.opening} t="e">{slot.body}<v>{value.code}</v></c>'
    return f'{slot.opening} t="str">{slot.body}<v>{escaped(str(value))}</v></c>'
