"""Pieces of a form that people made: headings, labels with their values, tables with their heads; whatever file they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from generator.form.bare import folded as folded_heading
from generator.form.plan import FormSection, FormSheet, Plan, TableSheet
from generator.intake.workbook.grid import FormGrid
from validators.absence import KOSONG
from validators.findings import Place

Spot: TypeAlias = tuple[int, int]
"""Row and column of a cell, both counted from 1."""
_NUMBERED: Final = re.compile(r"^\(?(?:[A-Za-z]|[IVXivx]{1,5}|[0-9]{1,2}(?:\.[0-9]{1,2})*)[.)]\s*(?=[^\s\d])")
_BLANK: Final = re.compile(r"[\s.…_:\-–—()/]*")
_BOXES: Final = re.compile(r"([☐☑☒□■◻◼✓✔✗✘])\s*([^☐☑☒□■◻◼✓✔✗✘]+)")
_TICKED: Final = "☑☒■◼✓✔✗✘"
_EMPTY_BOXES: Final = frozenset("☐□◻")
_SURE_BOXES: Final = frozenset("☐☑☒")
_DOTS: Final = "._… "
_LEAST_DOTS: Final = 4
_LONGEST_LINE: Final = 400
"""What is longer is prose, whose dots and boxes are its own."""
_PLAIN: Final = str.maketrans("{}", "()", "\u00ad")
"""A label holds no expression, and no place where a word may be parted."""
NUMBER_HEADS: Final = frozenset({"no", "nomor", "no urut", "nomor urut", "#"})
"""What the column is called that only counts rows."""


@dataclass(frozen=True, slots=True)
class FormHeading:
    """A line that heads what follows it."""

    text: str


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A label and what is written for it, KOSONG for nothing. section: the heading above it, "" for none.

    at: the cell of the value, for what else is known of it. is_long: whole paragraphs, under their heading. options: what may be ticked or chosen. is_signature: of one who signs, in the office `section`.
    """

    label: str
    value: Any
    place: Place
    section: str = ""
    grid: FormGrid | None = None
    at: Spot = (0, 0)
    is_long: bool = False
    options: tuple[str, ...] = ()
    is_signature: bool = False


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of a table: its headings from the outermost in, and where its values stand."""

    heading: tuple[str, ...]
    column: int

    @property
    def text(self) -> str:
        """The headings on one line."""
        return " – ".join(self.heading)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table with heads: its rows that hold anything by their numbers, those below that sum up, what is written over it."""

    grid: FormGrid
    columns: tuple[ColumnHead, ...]
    top: int
    bottom: int
    rows: tuple[int, ...]
    foot: tuple[int, ...] = ()
    title: str = ""

    @property
    def place(self) -> Place:
        """Where its heads begin."""
        return self.grid.place(self.top, self.columns[0].column)


Piece: TypeAlias = FormHeading | LabelledValue | RecordTable


@dataclass(frozen=True, slots=True)
class FormMarks:
    """What else is known of the cells of a sheet. strong: bold, or on a ground of their own; open: with a frame or a list, to be filled."""

    strong: frozenset[Spot] = frozenset()
    open: frozenset[Spot] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words of a type that a form is read for, folded: its labels, the headings over them, the heads of each table."""

    labels: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    tables: tuple[frozenset[str], ...] = ()
    is_any: bool = field(default=False)


NOTHING_KNOWN: Final = KnownWords()
"""A form is read for no type in particular."""


def known_words(plan: Plan) -> KnownWords:
    """Return the words of a type's form."""
    lines = [line for sheet in plan.sheets if isinstance(sheet, FormSheet) for line in sheet.lines]
    labels = frozenset(folded(line.heading[-1]) for line in lines if not isinstance(line, FormSection))
    sections = frozenset(folded(line.text) for line in lines if isinstance(line, FormSection))
    tables = [sheet for sheet in plan.sheets if isinstance(sheet, TableSheet)]
    heads = tuple(frozenset(folded(part) for slot in sheet.slots for part in slot.heading) for sheet in tables)
    return KnownWords(labels, sections | {folded(sheet.label) for sheet in tables}, heads, is_any=True)


def folded(text: str) -> str:
    """Return a label or heading as it is compared: without its number, the star of what must be filled, colons, dots and capitals."""
    return folded_heading(without_number(text).rstrip("*: ").strip()[:400].translate(_PLAIN))


def without_number(text: str) -> str:
    """Return a heading without the number or letter that counts it ("A. Identitas")."""
    text = " ".join(text.split())
    return _NUMBERED.sub("", text) or text


def is_numbered(text: str) -> bool:
    """Whether a heading begins with a number or letter that counts it."""
    return _NUMBERED.match(" ".join(text.split())) is not None


def label_of(text: str) -> str:
    """Return a label as it is shown: on one line, without number, colon, dots and star at its ends."""
    return without_number(text).strip().rstrip("*:.… ").strip().translate(_PLAIN)


def heading_of(text: str) -> str:
    """Return a heading as it is shown: on one line, with its number, without colon, dots and star at its end."""
    return " ".join(text.split()).rstrip("*:.… ").strip().translate(_PLAIN)


def is_blank(value: Any) -> bool:
    """Whether nothing is written: no value, or only dots, lines and colons to write on."""
    return value is KOSONG or (isinstance(value, str) and _BLANK.fullmatch(value) is not None)


def written(value: Any) -> Any:
    """Return what is written in a place: a text without its colon and its dots, of boxes what is ticked; KOSONG for nothing."""
    if not isinstance(value, str):
        return value
    text = value.strip().removeprefix(":").strip()
    if len(text) > _LONGEST_LINE:
        return text
    boxes = boxes_of(text)
    if boxes:
        ticked = [option for option, is_ticked in boxes if is_ticked]
        return KOSONG if not ticked else ticked[0] if len(ticked) == 1 else "\n".join(ticked)
    return KOSONG if is_blank(text) else _without_dots(text)


def _without_dots(text: str) -> str:
    """Return a text without the dots that it is written on, which stand before and behind it."""
    bare = text.strip(_DOTS)
    before, behind = len(text) - len(text.lstrip(_DOTS)), len(text) - len(text.rstrip(_DOTS))
    text = bare + text[len(text) - behind :] if before >= _LEAST_DOTS else text
    return text.rstrip(_DOTS) if behind >= _LEAST_DOTS or text.endswith("……") else text


def boxes_of(text: str) -> list[tuple[str, bool]]:
    """Return the words behind the boxes of a text, each with whether it is ticked; nothing where there are not two boxes."""
    if len(text) > _LONGEST_LINE:
        return []
    boxes = _BOXES.findall(text)
    is_sure = any(box in _EMPTY_BOXES for box, _ in boxes) or all(box in _SURE_BOXES for box, _ in boxes)  # and no bullets of a list
    found = [(option.strip(" \t\n,;/"), box in _TICKED) for box, option in boxes if is_sure]
    return [one for one in found if one[0]] if len(found) > 1 else []


def options_of(texts: Iterable[Any]) -> tuple[str, ...]:
    """Return what boxes in a text offer."""
    return tuple(option for text in texts if isinstance(text, str) for option, _ in boxes_of(text))
