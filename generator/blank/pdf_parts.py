"""The parts of a form on paper: boxes beside labels, rows of a table, a sheet of its own for what is wide, and what may be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from generator.blank.words import words_of
from generator.fields.kind import LANDSCAPE_CM, PORTRAIT_CM
from generator.fields.shapes import ListOf
from generator.form.filled import FilledForm, FilledRow, FilledSheet
from generator.form.parts import FormPart
from generator.form.plan import FixedSheet, FormSheet, MatrixSheet, MatrixSide, Slot, TableSheet

if TYPE_CHECKING:
    from generator.reference import Library

_TICKED, _OPEN = "☒", "☐"
_MOST_TICKS: Final = 12
_LONGEST_TICKS: Final = 400
_LONGEST_TICKS_ON_CARD: Final = 150
_MOST_TICKS_IN_CELL: Final = 5
_LONGEST_TICK_IN_CELL: Final = 16
_MOST_LISTED: Final = 400
_SHORT_TICKS: Final = 7
"""Letters of all choices of a cell that stand on one line."""
_CARDS: Final = 3
_ROWS: Final = 10
_LONG_ROWS: Final = 6
_SPARE: Final = 2
_WORDS_CM, _LONG_CM, _NUMBER_CM, _CELL_CM = 3.0, 4.0, 0.9, 1.5
_BLANK_HEADS: Final = 8
_HEADS_A_TABLE: Final = 14
_ROW_LABEL_CM: Final = 4.5


@dataclass(slots=True)
class PaperSetting:
    """What a form on paper is written with. elsewhere: what is not asked here, and why. listed: longer lists, told at the end of the form."""

    library: Library
    elsewhere: Mapping[tuple[str, ...], str]
    listed: dict[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])

    def name_of(self, slot: Slot) -> str:
        """Return what the list of a place is called, "" for one too long to print."""
        texts = slot.offer.texts
        if len(texts) > _MOST_LISTED:
            return ""
        number = len(self.listed)
        letter = ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)
        return self.listed.setdefault(texts, f"Daftar {letter}")

    def lists(self) -> Markup:
        """Return the lists that places point to."""
        if not self.listed:
            return Markup("")
        made = Markup("<h2>Daftar Pilihan</h2>")
        for texts, name in self.listed.items():
            items = Markup("").join(Markup("<p>• {}</p>").format(text) for text in texts)
            made += Markup('<h3>{}</h3><div class="daftar-pilihan">{}</div>').format(name, items)
        return made


def written_part(part: FormPart, form: FilledForm, setting: PaperSetting) -> Markup:
    """Return a part of a form as it stands on paper."""
    made = _written(part, form, setting)
    return made if "<section" in made else Markup('<section class="tegak">{}</section>').format(made)


def _written(part: FormPart, form: FilledForm, setting: PaperSetting) -> Markup:
    filled = next(one for one in form.sheets if one.sheet is part.sheet)
    sheet = part.sheet
    if isinstance(sheet, FormSheet):
        return _heading(part, "") + (_fields(part, part.slots, filled.rows[0], setting) if part.slots else Markup(""))
    mark = " *" if sheet.is_required and sheet.path not in setting.elsewhere else ""
    head = _heading(part, mark)
    if said := "; ".join(filter(None, (setting.elsewhere.get(sheet.path, ""), sheet.help))):
        head += Markup('<p class="keterangan-bagian">{}</p>').format(said)
    if sheet.path in setting.elsewhere and not filled.rows:
        return head
    match sheet:
        case TableSheet():
            return _table(part, filled, setting, head) + _across(sheet, filled, setting)
        case FixedSheet():
            slots = (sheet.first, *(slot for slot in sheet.slots if slot.is_read))
            return _rows(slots, filled.rows, head, setting, spare=0)
        case MatrixSheet():
            names = [words_of(sheet.first, row.cells.get(sheet.first.path), setting.library) for row in filled.rows]
            cells = _Ratings(sheet.slots[0], sheet.columns, sheet.first.title, names or [""] * _ROWS)
            return _matrix(cells, filled, head, setting)


def _heading(part: FormPart, mark: str) -> Markup:
    level = min(part.level, 3) + 1
    return Markup("<h{0}>{1}</h{0}>").format(level, part.heading + mark) if part.heading else Markup("")


def _fields(part: FormPart, slots: Sequence[Slot], row: FilledRow, setting: PaperSetting, *, caption: str = "") -> Markup:
    """Return labels with boxes beside them."""
    lines = Markup("").join(_field(part, slot, row, setting) for slot in slots)
    title = Markup("<caption>{}</caption>").format(caption) if caption else Markup("")
    return Markup('<table class="formulir isian">{}<colgroup><col class="nama"><col></colgroup><tbody>{}</tbody></table>').format(
        title, lines
    )


def _field(part: FormPart, slot: Slot, row: FilledRow, setting: PaperSetting) -> Markup:
    text = words_of(slot, row.cells.get(slot.path), setting.library)
    is_needed = slot.is_required and slot.path not in setting.elsewhere
    marks = " ".join(filter(None, ("panjang" if slot.entry.is_long else "", "dapat-dibagi" if len(text) > 600 else "")))
    is_ticked = _has_ticks(slot, text, _LONGEST_TICKS_ON_CARD if part.is_table else _LONGEST_TICKS) and slot.path not in setting.elsewhere
    box = _ticks(slot, text) if is_ticked else _box(slot, text)
    return Markup('<tr class="{}"><th scope="row" class="{}">{}{}</th><td>{}</td></tr>').format(
        marks, "wajib" if is_needed else "", part.label(slot) + (" *" if is_needed else ""), _note(slot, setting, is_ticked=is_ticked), box
    )


def _note(slot: Slot, setting: PaperSetting, *, is_ticked: bool) -> Markup:
    """Return what is said of a place: how it is filled in, or which list it takes from."""
    said = setting.elsewhere.get(slot.path, "")
    if not said and slot.offer.texts and not is_ticked:
        name = setting.name_of(slot)
        said = slot.noted(f"pilih dari {name}" + (", atau tulis sendiri" if slot.offer.is_open else "") if name else "")
    elif not said:
        said = slot.noted("" if is_ticked else "satu hal setiap baris" if isinstance(slot.field, ListOf) else slot.hint)
    return Markup('<span class="petunjuk">{}</span>').format(said) if said else Markup("")


def _has_ticks(slot: Slot, text: str, longest: int = _LONGEST_TICKS) -> bool:
    """Whether there are so few things to choose from that each has a box of its own. longest: letters of all of them together."""
    texts = slot.offer.texts
    return 0 < len(texts) <= _MOST_TICKS and sum(map(len, texts)) <= longest and (not text or text in texts)


def _ticks(slot: Slot, text: str, *, is_narrow: bool = False) -> Markup:
    items = [Markup("<span>{} {}</span>").format(_TICKED if one == text else _OPEN, one) for one in slot.offer.texts]
    if slot.offer.is_open and not is_narrow:
        items.append(Markup("<span>{} lainnya: ………………………</span>").format(_OPEN))
    is_short = sum(map(len, slot.offer.texts)) <= _SHORT_TICKS
    return Markup('<div class="pilihan{}">{}</div>').format(" ringkas" if is_narrow and not is_short else "", Markup(" ").join(items))


def _box(slot: Slot, text: str) -> Markup:
    """Return a place to write in: what stands there already, a box for each letter of a number of fixed length, else nothing."""
    if text:
        return Markup('<div class="nilai">{}</div>').format(text)
    if slot.entry.rule == "length" and slot.entry.least:
        return Markup('<span class="kotak-huruf"></span>') * int(slot.entry.least)
    return Markup("")


# Tables


def _table(part: FormPart, filled: FilledSheet, setting: PaperSetting, head: Markup) -> Markup:
    """Return a table that people add rows to: beside each other where a page is wide enough, else a card for each row."""
    slots = tuple(slot for slot in part.slots if slot.is_read)
    if sum(_width(slot) for slot in slots) + _NUMBER_CM <= LANDSCAPE_CM:
        return _rows(slots, filled.rows, head, setting, spare=_SPARE)
    rows = [*filled.rows, *[FilledRow({})] * max(_CARDS - len(filled.rows), 1)]
    cards = (_fields(part, slots, row, setting, caption=f"{part.name}, baris {number}") for number, row in enumerate(rows, start=1))
    return head + Markup("").join(cards)


def _width(slot: Slot) -> float:
    """Return how wide the column of a place must be to be written in by hand, in cm."""
    longest = max(map(len, slot.title.split())) * 0.2 + 0.4
    if slot.entry.is_long:
        return max(_LONG_CM, longest)
    return max(slot.entry.width_cm if slot.entry.width_cm else _WORDS_CM, longest, 1.6)


def _rows(slots: Sequence[Slot], rows: Sequence[FilledRow], head: Markup, setting: PaperSetting, *, spare: int) -> Markup:
    """Return the rows of a table, turned where it is wide. spare: how many empty ones follow filled ones; 0 where the rows are given."""
    widths = [_width(slot) for slot in slots]
    is_long = any(slot.entry.is_long for slot in slots)
    is_wide = sum(widths) + _NUMBER_CM > PORTRAIT_CM
    ready = max(_LONG_ROWS if is_long else _ROWS, len(rows) + spare) if spare else len(rows)
    shown = [*rows, *[FilledRow({})] * (ready - len(rows))]
    number = 100 * _NUMBER_CM / (LANDSCAPE_CM if is_wide else PORTRAIT_CM)
    shares = (number, *(width * (100 - number) / sum(widths) for width in widths))
    columns = Markup("").join(Markup('<col style="width: {:.2f}%">').format(share) for share in shares)
    heads = Markup('<th scope="col" class="nomor">No.</th>') + Markup("").join(_head(slot, setting) for slot in slots)
    body = Markup("").join(_row(number, slots, row, setting) for number, row in enumerate(shown, start=1))
    look = "formulir baris" + (" panjang" if is_long and spare else "") + (" rapat" if len(slots) > 8 else "")
    made = head + Markup('<table class="{}"><colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        look, columns, heads, body
    )
    return Markup('<section class="mendatar">{}</section>').format(made) if is_wide else made


def _head(slot: Slot, setting: PaperSetting) -> Markup:
    is_needed = slot.is_required and slot.path not in setting.elsewhere
    note = _note(slot, setting, is_ticked=_has_narrow_ticks(slot, ""))
    return Markup('<th scope="col" class="{}">{}{}</th>').format(
        "wajib" if is_needed else "", slot.title + (" *" if is_needed else ""), note
    )


def _row(number: int, slots: Sequence[Slot], row: FilledRow, setting: PaperSetting) -> Markup:
    cells = Markup("").join(Markup("<td>{}</td>").format(_cell(slot, row, setting)) for slot in slots)
    return Markup('<tr><td class="nomor">{}</td>{}</tr>').format(number, cells)


def _cell(slot: Slot, row: FilledRow, setting: PaperSetting) -> Markup:
    text = words_of(slot, row.cells.get(slot.path), setting.library)
    if _has_narrow_ticks(slot, text):
        return _ticks(slot, text, is_narrow=True)
    return Markup('<div class="nilai">{}</div>').format(text) if text else Markup("")


def _has_narrow_ticks(slot: Slot, text: str) -> bool:
    texts = slot.offer.texts
    return _has_ticks(slot, text) and len(texts) <= _MOST_TICKS_IN_CELL and max(map(len, texts)) <= _LONGEST_TICK_IN_CELL


# Matrices


@dataclass(frozen=True, slots=True)
class _Ratings:
    """A matrix: what its cells take, its columns, and what its rows are called."""

    cell: Slot
    columns: MatrixSide
    row_title: str
    names: Sequence[str]


def _across(sheet: TableSheet, filled: FilledSheet, setting: PaperSetting) -> Markup:
    """Return the matrices beside a table, each as one below it, with the rows named again."""
    key = next((slot for slot in sheet.slots if slot.path == (*sheet.path, sheet.key)), None)
    names = [words_of(key, row.cells.get(key.path), setting.library) if key is not None else "" for row in filled.rows]
    title = key.title if key is not None else "Baris"
    made = Markup("")
    for across in sheet.across:
        head = Markup("<h3>{}</h3>").format(across.cell.title)
        made += _matrix(_Ratings(across.cell, across.columns, title, names or [""] * _ROWS), filled, head, setting)
    return made


def _matrix(ratings: _Ratings, filled: FilledSheet, head: Markup, setting: PaperSetting) -> Markup:
    """Return a matrix, of many columns in several tables, turned where it is wide."""
    labels = dict(ratings.columns.keys)
    heads = list(filled.heads.get(ratings.cell.path, ()))
    if not ratings.columns.keys:
        heads += [""] * max(0, min(ratings.columns.most, _BLANK_HEADS) - len(heads))
    said = "; ".join(filter(None, (f"Kolom: {ratings.columns.label}", ratings.cell.note)))
    head += Markup('<p class="keterangan-bagian">{}</p>').format(said)
    tables = Markup("").join(_ratings(ratings, filled, part, labels, setting=setting) for part in _parted(heads))
    is_wide = _ROW_LABEL_CM + min(len(heads), _HEADS_A_TABLE) * _CELL_CM > PORTRAIT_CM
    return Markup('<section class="mendatar">{}{}</section>').format(head, tables) if is_wide else head + tables


def _parted(heads: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the columns of each table, shared out evenly."""
    count = -(-len(heads) // _HEADS_A_TABLE) or 1
    size = -(-len(heads) // count) or 1
    yield from (heads[at : at + size] for at in range(0, len(heads), size))


def _ratings(ratings: _Ratings, filled: FilledSheet, heads: Sequence[str], labels: Mapping[str, str], *, setting: PaperSetting) -> Markup:
    first = Markup('<th scope="col">{}</th>').format(ratings.row_title)
    cells = Markup("").join(Markup('<th scope="col">{}</th>').format(_told(head, labels)) for head in heads)
    body = Markup("")
    for at, name in enumerate(ratings.names):
        held = filled.rows[at].across.get(ratings.cell.path, {}) if at < len(filled.rows) else {}
        values = Markup("").join(Markup("<td>{}</td>").format(words_of(ratings.cell, held.get(head), setting.library)) for head in heads)
        body += Markup("<tr><td>{}</td>{}</tr>").format(name, values)
    return Markup(
        '<table class="formulir baris{}"><colgroup><col class="kepala-baris">{}</colgroup><thead><tr>{}{}</tr></thead><tbody>{}</tbody></table>'
    ).format(" rapat" if len(heads) > 8 else "", Markup("<col>") * len(heads), first, cells, body)


def _told(head: str, labels: Mapping[str, str]) -> str:
    label = labels.get(head, head)
    return head if label == head else f"{head} {label}"
