"""An answer of an export as a person would have written it in a form: scales, scores, ticked boxes and stamps of time taken for what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from generator.fields.entry import read_value
from generator.fields.kind import Format, Tables
from generator.fields.scalars import kind_of, look_of, offer_of
from generator.fields.shapes import ListOf, Scalar
from generator.form.bare import Trouble
from generator.form.listed import items_of
from generator.form.target import AnswerTarget
from validators.absence import CACAT, KOSONG, is_absent
from validators.findings import Finding, Severity
from validators.messages import finding
from validators.spelling import folded
from validators.values import shown

NO_ANSWER: Final = frozenset({"-", "–", "—", "n/a", "n.a.", "#n/a"})
"""What people write where they have no answer, whatever is asked."""
_NOTHING: Final = frozenset({"tidak ada", "belum ada", "nihil", "kosong"})
"""An answer in a text; nothing where a number, a day or a choice is asked."""
_SCORE: Final = re.compile(r"\s*([+-]?[0-9][0-9.,]*)\s*/\s*([0-9][0-9.,]*)\s*")
_SCALE: Final = re.compile(r"\s*([0-9]{1,3})\s*(?:[-–—:.)=]|\s)\s*(\S.*)", re.DOTALL)
_SCALE_BEHIND: Final = re.compile(r"\s*(.*\S)\s*\(([0-9]{1,3})\)\s*", re.DOTALL)
_DAY: Final = "[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
_MIDNIGHT: Final = re.compile(rf"({_DAY})[T ](?:0?0[:.]00(?:[:.]00(?:[.]0+)?)?|12:00(?::00)? AM)\s*(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?")
_MONTH_FIRST: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?=$|[ T,])")
_HALF_DAY: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::00)?\s*(AM|PM|pagi|sore)", re.IGNORECASE)
_ZONED: Final = re.compile(r"([0-9]{1,2}:[0-9]{2})(?::00(?:\.0+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_TICKED: Final = frozenset({"1", "true", "ya", "y", "v", "x", "✓", "✔", "yes", "checked"})
_UNTICKED: Final = frozenset({"0", "false", "tidak", "t", "n", "no", "unchecked"})
HUNDRED: Final = 100
_NOON: Final = 12
_LONGEST_SCALE: Final = 300


@dataclass(frozen=True, slots=True)
class ExportHabits:
    """How an export writes. month_first: days as 5/14/2024. semicolons: ticked answers end in one each. blanks: they are names with blanks between."""

    month_first: bool = False
    semicolons: bool = False
    blanks: bool = False


def is_no_answer(raw: Any) -> bool:
    """Whether nothing was answered, whatever was asked."""
    return raw is KOSONG or (isinstance(raw, str) and folded(raw) in NO_ANSWER)


def is_tick(raw: Any) -> bool:
    """Whether a value is the mark of a box, ticked or not."""
    return isinstance(raw, bool) or folded(str(raw)) in _TICKED | _UNTICKED


def tick_of(raw: Any) -> bool | None:
    """Return whether a box is ticked; None for what is no mark of one."""
    if isinstance(raw, bool):
        return raw
    word = folded(str(raw))
    return True if word in _TICKED else False if word in _UNTICKED else None


def telling_day(raw: Any) -> int:
    """Return what a written day tells of its order: 1 for the month first, -1 for the day first, 0 for nothing."""
    match = _MONTH_FIRST.match(raw) if isinstance(raw, str) else None
    if match is None:
        return 0
    first, second = int(match[1]), int(match[2])
    return 1 if second > _NOON >= first else -1 if first > _NOON >= second else 0


def answer(target: AnswerTarget, raw: Any, habits: ExportHabits, tables: Tables) -> tuple[Any, Finding | None]:
    """Return an answer as it would stand in a form, KOSONG for none, with what is wrong with it (then CACAT) or is to be said."""
    if isinstance(raw, Trouble):
        return CACAT, finding(raw.code, **dict[str, Any](raw.facts))
    if is_no_answer(raw):
        return KOSONG, None
    field_ = target.field
    if target.choice:
        ticked = tick_of(raw)
        if ticked is None:
            return CACAT, finding("pilihan-ya-tidak", nilai=shown(raw))
        return ([target.choice] if ticked else KOSONG), None
    if isinstance(field_, ListOf):
        items = [_single(field_.of, item, habits, tables) for item in _items(raw, target, habits, tables)]
        return [item for item in items if item is not KOSONG] or KOSONG, None
    if kind_of(field_).is_file and isinstance(raw, str) and _LINK.match(raw):
        return KOSONG, finding("gambar-di-tempat-lain", severity=Severity.WARNING, nilai=shown(raw))
    return _single(field_, raw, habits, tables), None


def _single(field_: Scalar, raw: Any, habits: ExportHabits, tables: Tables) -> Any:
    """Return one answer as it would stand in a form."""
    if is_no_answer(raw):
        return KOSONG
    if isinstance(raw, datetime) and look_of(field_).format is Format.DATE:
        return raw.date() if raw.time() == datetime.min.time() else raw
    if not isinstance(raw, str):
        return raw
    if folded(raw) in _NOTHING and not _reads(field_, raw, tables):
        return KOSONG
    look = look_of(field_).format
    if look is Format.DATE:
        return _day(raw, habits)
    if look is Format.TIME:
        return _hour(raw)
    if look.is_number or offer_of(field_, tables).texts:
        return raw if _reads(field_, raw, tables) else _scaled(field_, raw, tables)
    return raw


def _day(text: str, habits: ExportHabits) -> str:
    midnight = _MIDNIGHT.fullmatch(text.strip())
    day = midnight[1] if midnight else text.strip()
    return _MONTH_FIRST.sub(r"\2/\1/\3", day) if habits.month_first else day


def _hour(text: str) -> str:
    half = _HALF_DAY.fullmatch(text.strip())
    if half and 0 < int(half[1]) <= _NOON:
        is_late = half[3].casefold() in ("pm", "sore")
        return f"{int(half[1]) % _NOON + (_NOON if is_late else 0):02}.{half[2]}"
    zoned = _ZONED.fullmatch(text.strip())
    return zoned[1] if zoned else text


def _scaled(field_: Scalar, text: str, tables: Tables) -> str:
    """Return what stands in an answer with a number and its words ("4 - Sangat Relevan") or a score of a hundred ("40 / 100")."""
    score = _SCORE.fullmatch(text)
    if score is not None:
        is_hundred = look_of(field_).format.is_number and field_.maximum == HUNDRED and score[2] in ("100", "100,0", "100.0")
        return score[1] if is_hundred else text
    if len(text) > _LONGEST_SCALE:
        return text
    front, behind = _SCALE.fullmatch(text), _SCALE_BEHIND.fullmatch(text)
    number, words = (front[1], front[2]) if front else (behind[2], behind[1]) if behind else ("", "")
    if not number or (look_of(field_).format.is_number and any(letter.isdigit() for letter in words)):
        return text  # "5.000 orang" and "20-25" are numbers, not a scale's five and twenty
    known = [part for part in (words, number) if _reads(field_, part, tables)]
    read = {read_value(field_, part, tables) for part in known}
    return known[0] if len(read) == 1 else text


def _reads(field_: Scalar, text: str, tables: Tables) -> bool:
    """Whether a text is one of the choices of a field, or reads as what it asks for, with nothing to be said of it."""
    value = read_value(field_, text, tables)
    if is_absent(value):
        return False
    if isinstance(value, bool):
        return True
    enum = kind_of(field_).schema(field_, tables).get("enum")
    if enum is not None:
        return value in enum
    known = offer_of(field_, tables).texts
    return not known or _is_key(field_, value, tables) or any(folded(text) == folded(one) for one in known)


def _is_key(field_: Scalar, value: Any, tables: Tables) -> bool:
    return any(value in tables.table(name).rows for name in kind_of(field_).tables(field_))


def _items(raw: Any, target: AnswerTarget, habits: ExportHabits, tables: Tables) -> Sequence[Any]:
    """Return the items of a list in one cell: a line each, as ticked boxes, or as a mapping says they are parted."""
    if not isinstance(raw, str) or not isinstance(target.field, ListOf):
        return [raw]
    of = target.field.of
    if target.separator:
        return [part.strip() for part in raw.split(target.separator) if part.strip()]
    if "\n" in raw.strip():
        return items_of(raw)
    is_ended = habits.semicolons and ";" in raw
    known = offer_of(of, tables).texts
    if not known:
        return [part.strip() for part in raw.split(";") if part.strip()] if is_ended else items_of(raw)
    if _reads(of, raw.strip(" ;"), tables):
        return [raw.strip(" ;")]
    names = raw.split()
    if habits.blanks and all(_reads(of, name, tables) for name in names):
        return names
    return ticked(raw, known, ";" if is_ended else ",")


def ticked(text: str, choices: Sequence[str], separator: str = ",") -> list[str]:
    """Return ticked answers that stand in one text, though choices hold the separator: known ones first, of these the longest.

    What is between two known choices is an answer of its own words.
    """
    order = sorted({choice for choice in choices if choice}, key=len, reverse=True)
    rest, free, found = text.strip(), "", list[str]()
    while rest:
        choice = next((one for one in order if _begins(rest, one, separator)), None)
        if choice is None:
            part, mark, rest = rest.partition(separator)
            free += part + mark
            rest, free = (rest.lstrip(), free + " ") if mark else ("", free)
            continue
        found += [free.strip(f" {separator}")] if free.strip(f" {separator}") else []
        found.append(choice)
        rest, free = rest[len(choice) :].lstrip().removeprefix(separator).lstrip(), ""
    return found + ([free.strip(f" {separator}")] if free.strip(f" {separator}") else [])


def _begins(text: str, choice: str, separator: str) -> bool:
    """Whether a text begins with a choice, and this ends there."""
    return text[: len(choice)].casefold() == choice.casefold() and text[len(choice) :].lstrip()[:1] in ("", separator)
