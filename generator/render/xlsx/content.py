"""What a tag's value becomes in its cell: number, text, date or nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

import jinja2

from generator.errors import TemplateFault
from generator.office.sheet.cells import MAX_TEXT, date_serial, escaped, number_text
from generator.office.sheet.formula import FormulaError, Value
from generator.render.xlsx.faults import sentence
from generator.render.xlsx.program import BlankValue, TaggedText
from validators.absence import KOSONG

_FORMULA_STARTS: Final = "=+-@'\t"
TEXT_START: Final = ' t="inlineStr"><is><t xml:space="preserve">'
TEXT_END: Final = "</t></is></c>"
_LONGEST_PLAIN: Final = 8192
_ESCAPED: Final = "_&<>"
_PLAIN: Final = bytes(code for code in range(256) if chr(code).isprintable() and chr(code) not in _ESCAPED)
"""The letters of Latin-1 that are written as they are."""


class Content(NamedTuple):
    """What stands in a filled cell.

    text: for text, as it reads, else None. xml: the rest of the cell's element after its attributes; runs: for text with
    several looks. value: what formulas read. is_date: whether the number counts days.
    """

    text: str | None
    xml: str
    value: Value | Decimal
    is_date: bool = False


class CellPiece(NamedTuple):
    """A piece of a text that is laid out for its cell."""

    text: str
    is_bold: bool = False


class FittedText:
    """A text that is laid out for the cell it stands in: its lines depend on the cell's letters."""

    __slots__ = ()

    def pieces(self, broken: Callable[[str, float], list[str]]) -> list[CellPiece]:
        """Return the text; broken: gives the lines that a text takes in so many points."""
        raise NotImplementedError


NOTHING: Final = Content(None, "/>", None)


@dataclass(frozen=True, slots=True)
class Converter:
    """Turns values into cell contents. shown: how a value reads as text; from_1904: how the workbook counts days."""

    shown: Callable[[Any], str]
    from_1904: bool

    def content(self, value: Any, looks: tuple[str, ...] = ()) -> Content:
        """Return what a value becomes.

        looks: the run properties of a cell with several looks. Raises TemplateFault, without place, for a name that
        is not there and for more text than a cell can hold.
        """
        class_ = type(value)
        if class_ is str:
            return text_content(value)
        if class_ is int or class_ is Decimal or class_ is Fraction:
            return number_content(value)
        return self._rare(value, looks)

    def _rare(self, value: Any, looks: tuple[str, ...]) -> Content:
        if value is None or value is KOSONG or isinstance(value, BlankValue):
            return NOTHING
        if isinstance(value, jinja2.Undefined):
            raise TemplateFault(_undefined_sentence(value), code="templat-nama-tidak-ada")
        if isinstance(value, TaggedText):
            return tagged_content(value, looks)
        if isinstance(value, list | tuple):
            return text_content("\n".join(self._line(item) for item in value))
        if isinstance(value, date | time | timedelta):
            return self._date(value)
        if isinstance(value, bool):
            return text_content("Ya" if value else "Tidak")
        if isinstance(value, int | Decimal | Fraction | float):
            return number_content(value)
        return text_content(self._text(value))

    def _line(self, value: Any) -> str:
        if isinstance(value, jinja2.Undefined):
            raise TemplateFault(_undefined_sentence(value), code="templat-nama-tidak-ada")
        return self._text(value)

    def _text(self, value: Any) -> str:
        try:
            return self.shown(value)
        except (TypeError, ValueError) as error:  # a table whole, a loop, a function: no value that prints
            raise TemplateFault(sentence(error), code="templat-gagal-diisi") from error

    def _date(self, value: date | datetime | time | timedelta) -> Content:
        serial = date_serial(value, from_1904=self.from_1904)
        if serial is None:
            return text_content(self._text(value))
        return Content(None, f"><v>{number_text(serial)}</v></c>", serial, is_date=True)


def number_content(value: int | Decimal | Fraction | float) -> Content:
    """Return the content of a cell that holds a number; NaN and infinity are Excel's #NUM!."""
    if isinstance(value, int):
        return Content(None, f"><v>{value}</v></c>", value)
    if isinstance(value, Fraction):
        return Content(None, f"><v>{number_text(value)}</v></c>", value)
    if not math.isfinite(value):
        return Content(None, ' t="e"><v>#NUM!</v></c>', FormulaError("#NUM!"))
    return Content(None, f"><v>{number_text(value)}</v></c>", value if isinstance(value, Decimal) else Fraction(value))


def text_content(text: str) -> Content:
    """Return the content of a cell that holds text, as an inline string. Raises TemplateFault for too long a text."""
    if not text:
        return NOTHING
    if len(text) > MAX_TEXT:
        raise TemplateFault(
            f"teks terlalu panjang untuk satu sel ({len(text)} huruf, paling banyak {MAX_TEXT}).", code="sel-terlalu-panjang"
        )
    return Content(text, f"{TEXT_START}{escaped(text)}{TEXT_END}", text)


def tagged_content(value: TaggedText, looks: tuple[str, ...]) -> Content:
    """Return the content of a cell in which filled tags stand among text; each run keeps its look."""
    text = "".join(piece for _, piece in value.runs)
    if len(value.runs) < 2 and not any(looks):
        return text_content(text)
    plain = text_content(text)
    if plain is NOTHING:
        return NOTHING
    runs = "".join(f'<r>{looks[index]}<t xml:space="preserve">{escaped(piece)}</t></r>' for index, piece in value.runs if piece)
    return Content(text, f' t="inlineStr"><is>{runs}</is></c>', text)


def laid_content(pieces: Sequence[CellPiece], looks: tuple[str, str]) -> Content:
    """Return the content of a cell with text in pieces; looks: the run properties of plain and of bold ones."""
    joined = "".join(piece.text for piece in pieces)
    if not joined.strip():
        return NOTHING
    shown = "".join(f'<r>{looks[piece.is_bold]}<t xml:space="preserve">{escaped(piece.text)}</t></r>' for piece in pieces if piece.text)
    return Content(joined, f' t="inlineStr"><is>{shown}</is></c>', joined)


def is_plain(text: str) -> bool:
    """Tell whether a text can be written as it is: not empty, nothing to escape, no line break, no start of a formula."""
    if not 0 < len(text) < _LONGEST_PLAIN or text[0] in _FORMULA_STARTS:
        return False
    try:
        return not text.encode("latin-1").translate(None, _PLAIN)
    except UnicodeEncodeError:
        return text.isprintable() and not any(letter in text for letter in _ESCAPED)


def needs_quote(text: str) -> bool:
    """Tell whether Excel would take the text for something else once somebody edits the cell."""
    return text[:1] in _FORMULA_STARTS


def _undefined_sentence(value: jinja2.Undefined) -> str:
    try:
        value._fail_with_undefined_error()
    except jinja2.TemplateRuntimeError as error:
        return sentence(error)
