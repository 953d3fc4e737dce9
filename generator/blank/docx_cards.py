"""Cards of a form in Word: a label with what is said of it, and beside it the place for the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from generator.blank.words import words_of
from generator.fields.entry import read_value
from generator.fields.shapes import Scalar
from generator.form.cards import CARD, MORE_CARDS, note_of, prompt_of, tag_of
from generator.form.filled import FilledForm, FilledRow
from generator.form.parts import FormPart
from generator.form.plan import Slot, TableSheet
from generator.office.word import controls
from generator.office.word.build import cell, paragraph, row, run, tab, table, words
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from validators.absence import is_absent

if TYPE_CHECKING:
    from generator.reference import Library

_LABEL_SHARE: Final = 0.36
_LEAST_CARDS: Final = 3
_LINE_TWIPS: Final = 380
_LONG_TWIPS: Final = 1250
_SHORT_CARD: Final = 7
"""Lines of a card that is kept on one page, where none of them holds a long text."""
_FILL: Final = "F2F2F2"
_HEAD_FILL: Final = "E7E6E6"
_KEEP: Final = "<w:keepNext/>"
_BORDERS: Final = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS: Final = (50, 100, 50, 100)
_BEHIND: Final = paragraph("", more='<w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>')
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLES: Final = {
    "label": ("Isian Label", '<w:spacing w:before="0" w:after="0" w:line="250" w:lineRule="auto"/>|20|'),
    "note": ("Isian Petunjuk", '<w:spacing w:before="20" w:after="0" w:line="240" w:lineRule="auto"/>|16|<w:i/><w:color w:val="595959"/>'),
    "value": ("Isian Nilai", '<w:spacing w:before="0" w:after="0" w:line="259" w:lineRule="auto"/>|21|'),
    "card": ("Isian Kartu", '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="250" w:lineRule="auto"/>|20|<w:b/>'),
    "said": ("Isian Keterangan", '<w:spacing w:before="0" w:after="80" w:line="250" w:lineRule="auto"/>|18|<w:color w:val="404040"/>'),
    "mark": ("Isian Tanda", '<w:spacing w:before="60" w:after="160" w:line="240" w:lineRule="auto"/>|14|<w:color w:val="8C8C8C"/>'),
}
_PROMPT: Final = ("Placeholder Text", '<w:rPr><w:color w:val="767676"/></w:rPr>')


class Looks:
    """The styles of a form's own words, made in a document where it has none of their names."""

    def __init__(self, styles: WordStyles) -> None:
        self._of = {key: styles.named(name, _content(look)) for key, (name, look) in _STYLES.items()}
        self.prompt = f'<w:rStyle w:val="{styles.character(*_PROMPT)}"/>'

    def __getitem__(self, key: str) -> str:
        return self._of[key]


def _content(look: str) -> str:
    properties, size, letters = look.split("|")
    ordered = re.sub("(<w:b/>|<w:i/>)?(.*)", rf'\1\2<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>', letters, count=1)
    return f"<w:pPr>{properties}</w:pPr><w:rPr>{ordered}</w:rPr>"


@dataclass(frozen=True, slots=True)
class CardSetting:
    """What cards are written with. width: of the text, in twips. elsewhere: what is not asked here, and why. number: gives each control its own."""

    looks: Looks
    numbering: Numbering
    library: Library
    width: int
    elsewhere: Mapping[tuple[str, ...], str]
    number: Callable[[], int]

    @property
    def widths(self) -> tuple[int, int]:
        """The widths of labels and values."""
        label = round(self.width * _LABEL_SHARE)
        return label, self.width - label


def numbers() -> Callable[[], int]:
    """Return what gives one number after the other."""
    return count(1001).__next__


def written_part(part: FormPart, form: FilledForm, setting: CardSetting) -> str:
    """Return a part of a form: its heading, and its fields or cards."""
    filled = next(one for one in form.sheets if one.sheet is part.sheet)
    if not isinstance(part.sheet, TableSheet):
        if not part.slots:
            return _heading(part, setting)
        return _heading(part, setting) + _table(_lines(part, filled.rows[0], setting), setting) + _BEHIND
    said = "; ".join(filter(None, (setting.elsewhere.get(part.sheet.path, ""), part.sheet.help)))
    text = _heading(part, setting) + (words(_writable(said), setting.looks["said"], more=_KEEP) if said else "")
    text += words(MORE_CARDS, setting.looks["said"], more=_KEEP)
    counted = setting.numbering.counted(CARD)
    rows = [*filled.rows, *[FilledRow({})] * max(_LEAST_CARDS - len(filled.rows), 1)]
    first, items = setting.number(), list[str]()
    for _ in rows:
        setting.number()
    for one in rows:
        items.append(_table([_card_head(part, counted, setting), *_lines(part, one, setting)], setting) + _BEHIND)
    return text + controls.cards(items, name=part.heading, first=first)


def _heading(part: FormPart, setting: CardSetting) -> str:
    if not part.heading:
        return ""
    mark = " *" if isinstance(part.sheet, TableSheet) and part.sheet.is_required and part.sheet.path not in setting.elsewhere else ""
    return words(_writable(part.heading) + mark, f"Heading{min(part.level, 3) + 1}")


def _card_head(part: FormPart, counted: int, setting: CardSetting) -> str:
    number = f'{_KEEP}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{counted}"/></w:numPr>'
    title = paragraph(run(_writable(part.name)), setting.looks["card"], more=number)
    return row([cell(setting.width, title, span=2, fill=_HEAD_FILL)], whole=True)


def _table(rows: Sequence[str], setting: CardSetting) -> str:
    return table(rows, setting.widths, borders=_BORDERS, margins=_MARGINS)


def _lines(part: FormPart, filled: FilledRow, setting: CardSetting) -> list[str]:
    is_short = part.is_table and len(part.slots) <= _SHORT_CARD and not any(slot.entry.is_long for slot in part.slots)
    last = len(part.slots) - 1
    return [
        _line(part, slot, filled, setting, keeps=(is_short and at < last) or (part.is_table and at == 0 and last > 0))
        for at, slot in enumerate(part.slots)
    ]


def _line(part: FormPart, slot: Slot, filled: FilledRow, setting: CardSetting, *, keeps: bool) -> str:
    """Return the row of a place: its label, what is said of it, and its value."""
    is_needed = slot.is_required and slot.path not in setting.elsewhere
    more = _KEEP if keeps else ""
    label = paragraph(run(_writable(part.label(slot)) + (" *" if is_needed else ""), bold=is_needed), setting.looks["label"], more=more)
    note = _writable(setting.elsewhere.get(slot.path) or note_of(slot))
    said = words(note, setting.looks["note"], more=more) if note else ""
    wide, value = setting.widths
    height = _LONG_TWIPS if slot.entry.is_long else _LINE_TWIPS
    cells = (cell(wide, label + said, fill=_FILL), cell(value, _value(slot, filled, setting)))
    return row(cells, whole=not slot.entry.is_long, height=height)


def _value(slot: Slot, filled: FilledRow, setting: CardSetting) -> str:
    """Return what stands in the cell of a place: lines of text, or a control where there is something to choose."""
    raw = filled.cells.get(slot.path)
    text = _writable(words_of(slot, raw, setting.library))
    style = setting.looks["value"]
    control = "" if slot.path in setting.elsewhere and not text else _control(slot, raw, text, setting)
    if control:
        names = (part_title(slot), tag_of(slot.name))
        made = controls.control(control, text, prompt=prompt_of(slot), look=setting.looks.prompt, names=names, number=setting.number())
        return paragraph(made, style)
    return "".join(paragraph(_runs(line), style) for line in text.split("\n"))


def part_title(slot: Slot) -> str:
    """Return what a control is called where a program shows its name."""
    return _writable(slot.heading[-1])


def _control(slot: Slot, raw: object, text: str, setting: CardSetting) -> str:
    """Return the kind of control for a place, "" for one that is plain text: what does not fit a control's choices stays a text as it was typed."""
    texts = slot.offer.texts
    if texts and (not text or text in texts) and all(len(one) <= controls.LONGEST_CHOICE and _writable(one) == one for one in texts):
        return controls.choice(texts, is_open=slot.offer.is_open or slot.offer.has_other_names)
    if slot.entry.rule == "date" and isinstance(slot.field, Scalar):
        day = read_value(slot.field, raw, setting.library) if text else None
        if day is None or not is_absent(day):
            return controls.calendar(day)
    return ""


def _runs(line: str) -> str:
    """Return the runs of a line, tabs in it as Word has them."""
    return tab().join(run(piece) if piece else "" for piece in line.split("\t"))


def _writable(text: str) -> str:
    """Return a text without what no document can hold."""
    return _UNWRITABLE.sub("\ufffd", text)
