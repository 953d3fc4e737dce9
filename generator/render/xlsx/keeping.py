"""Which rows of a printed sheet belong together, told by what a template's rows look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.office.sheet.styles import SheetStyles
from generator.render.xlsx.breaks import Paper, PrintedRow, PrintPlan
from generator.render.xlsx.model import ChartPlace, TemplateBook, TemplateRow, TemplateSheet

_SIGNATURE = "tanda_tangan"
_BEFORE_SIGNATURE = 2


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that is written and seen: the template's, the output's, and the loop in which it stands."""

    row: TemplateRow
    printed: PrintedRow
    loop: int | None


def print_plan(book: TemplateBook, sheet: TemplateSheet, notes: Sequence[RowNote], paper: Paper) -> PrintPlan:
    """Return how a sheet is printed: its rows with what stays with what, and what its repeated titles take."""
    places = [place for place in book.places if place.sheet == sheet.name]
    looks = [_look(note, book.styles, places) for note in notes]
    keeps = [look in ("judul", "kepala", "grafik") for look in looks]
    for at, look in enumerate(looks):
        if look == "kosong" and at:
            keeps[at] = keeps[at - 1]
        elif look == "grafik":
            is_over = not any(place.top <= notes[at].row.number < place.bottom for place in places)
            keeps[at] = not (is_over and looks[at + 1 : at + 2] in (["kosong"], ["grafik"]))
        elif look == "jumlah" and at:
            keeps[at - 1] = True
        elif look == "tanda tangan":
            _keep_before(keeps, looks, at)
        elif at and looks[at - 1] == "kepala" and at + 1 < len(looks) and notes[at + 1].loop == notes[at].loop is not None:
            keeps[at] = True
    rows = tuple(replace(note.printed, keeps=keep) for note, keep in zip(notes, keeps, strict=True))
    titles = _titles(book, sheet)
    repeated = sum(note.printed.height for note in notes if _is_in(note.row.number, titles))
    unled = (table for table in _tables(looks) if not any(_is_in(note.row.number, titles) for note in notes[table[0] : table[1] + 1]))
    is_signed = next((look for look in reversed(looks) if look != "kosong"), "") == "tanda tangan"
    return PrintPlan(rows, paper.room, repeated, tuple(unled), paper.scale, is_signed)


def _tables(looks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that stand between lines without a gap."""
    start: int | None = None
    for at, look in enumerate([*looks, ""]):
        is_lined = look in ("kepala", "baris", "jumlah")
        if is_lined and start is None:
            start = at
        elif not is_lined and start is not None:
            yield start, at - 1
            start = None


def _keep_before(keeps: list[bool], looks: Sequence[str], at: int) -> None:
    """Let a signature stay with the last two rows before it that say something."""
    left = _BEFORE_SIGNATURE
    for before in range(at - 1, -1, -1):
        keeps[before] = True
        left -= looks[before] != "kosong"
        if not left:
            return


def _look(note: RowNote, styles: SheetStyles, places: Sequence[ChartPlace]) -> str:
    row = note.row
    if any(place.top <= row.number <= place.bottom for place in places):
        return "grafik"
    spoken = [cell for cell in row.cells if cell.tags is not None or cell.formula is not None or cell.value is not None]
    if not spoken:
        return "kosong"
    if any(cell.tags is not None and _SIGNATURE in cell.tags.text for cell in spoken):
        return "tanda tangan"
    is_lined = any(styles.format(cell.style).framed for cell in spoken)
    if note.loop is not None or not all(styles.format(cell.style).letters.bold for cell in spoken):
        return "baris" if is_lined else "isi"
    if not is_lined:
        return "judul"
    return "jumlah" if any(cell.formula is not None for cell in spoken) else "kepala"


def _titles(book: TemplateBook, sheet: TemplateSheet) -> Sequence[tuple[int, int]]:
    """Return the rows that every page of a sheet repeats, first and last."""
    found = book.names.get(sheet.name, {}).get("_xlnm.print_titles")
    references = () if found is None else found.references
    return [(one.first.row, (one.last or one.first).row) for one in references if one.first.row]


def _is_in(row: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(top <= row <= bottom for top, bottom in spans)
