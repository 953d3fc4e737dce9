"""Guessed fields: what a label or heading and the answers under it tell of a field, with why, so that a person can put it right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from generator.intake.foreign.pieces import folded, written
from validators.absence import KOSONG, is_absent
from validators.identifiers import check_identifier
from validators.values import Unreadable, parse_date, parse_integer, parse_money, parse_number, parse_percent, parse_time

_LONG: Final = 120
_FEW: Final = 12
_MANY: Final = 6
_LONGEST_CHOICE: Final = 60
_WRITTEN: Final = 5
"""Words of an answer with a full stop that nobody offered."""
_IDENTIFIERS: Final = ("nip", "nuptk", "npsn", "nik")
_MONEY: Final = frozenset(["harga", "biaya", "anggaran", "honor", "honorarium", "rupiah", "rp", "pagu", "tarif", "dana", "nominal"])
_DAY: Final = frozenset(["tanggal", "tgl"])
_NUMBER: Final = frozenset(["kuantitas", "volume", "poin", "skor", "banyaknya", "vol", "qty", "jp", "bobot"])
_YES: Final = frozenset(["ya", "tidak", "ada", "tidak ada", "sudah", "belum"])
_TICKS: Final = frozenset(["v", "√", "✓", "✔", "ya", "tidak", "y", "t", "☑", "☐"])


@dataclass(slots=True)
class GuessedField:
    """A field to be: its place in the spec, what it holds, and the words that say what was guessed. inner: of a group or table."""

    name: str
    label: str
    type: str = "text"
    facts: dict[str, str] = field(default_factory=dict[str, str])
    why: str = ""
    is_optional: bool = True
    inner: list[GuessedField] = field(default_factory=list["GuessedField"])
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """The type of a field with its further keys, and why it is that."""

    type: str
    facts: dict[str, str] = field(default_factory=dict[str, str])
    why: str = ""
    choices: tuple[str, ...] = ()


def guess_of(
    label: str, values: Sequence[Any], *, options: Collection[str] = (), look: str = "", is_long: bool = False, is_spoken: bool = True
) -> Guess:
    """Return of what type a field is that has a label and some answers.

    options: what the form offers; look: "money", "percent", "date" or "time" by the format of its cells; is_long: room for paragraphs.
    is_spoken: answers that come again and again may be choices.
    """
    filled = [value for raw in values if not is_absent(value := written(raw))]
    if options:
        return _offered(list(dict.fromkeys(options)), filled)
    words = folded(label).replace("/", " ").split()
    identifier = next((one for one in _IDENTIFIERS if one in words), "")
    if identifier and all(isinstance(check_identifier(identifier, value)[0], str) for value in filled):
        return Guess("identifier", {"kind": identifier}, f"labelnya menyebut {identifier.upper()}")
    if filled:
        return _answered(words, filled, look, is_long=is_long, is_spoken=is_spoken)
    return _unanswered(words, look, is_long=is_long)


def _offered(options: list[str], filled: Sequence[Any]) -> Guess:
    if len(options) == 2 and {folded(option) for option in options} <= _YES:
        return Guess("boolean", why=f"pilihannya {' atau '.join(options)}")
    choices = {"choices": f"[{', '.join(map(quoted, options))}]"}
    texts = [str(value) for value in filled]
    if any("\n" in text and all(line in options for line in text.split("\n")) for text in texts):
        return Guess("list", {"of": f"{{type: choice, choices: {choices['choices']}}}"}, "beberapa kotak dicentang")
    others = [text for text in texts if folded(text) not in {folded(option) for option in options}]
    if others:
        return Guess("text", why=f"formulirnya menawarkan {', '.join(options)}, tetapi ada isian lain: {others[0][:40]}")
    return Guess("choice", choices, "pilihannya dari formulir")


def _answered(words: Sequence[str], filled: Sequence[Any], look: str, *, is_long: bool, is_spoken: bool) -> Guess:
    texts = [value for value in filled if isinstance(value, str)]
    for reading in (_moment, _amount):
        found = reading(words, filled, look)
        if found is not None:
            return found
    if texts and all(folded(text) in _TICKS for text in texts) and len(texts) == len(filled):
        return Guess("boolean", why="isinya tanda centang atau ya/tidak")
    if is_long or any(len(text) > _LONG or "\n" in text.strip() for text in texts):
        return Guess("paragraph", why="isinya panjang")
    counts = Counter(text.strip() for text in texts)
    is_repeated = is_spoken and len(filled) >= _MANY and len(texts) == len(filled) and 1 < len(counts) <= min(_FEW, len(filled) // 3)
    if is_repeated and any(_is_sentence(text) for text in counts):
        return Guess("paragraph", why="isinya kalimat")
    if is_repeated and all(len(text) <= _LONGEST_CHOICE for text in counts):
        listed = ", ".join(map(quoted, counts))
        why = f"hanya {len(counts)} jawaban dalam {len(filled)} baris; tambahkan pilihan yang belum pernah dijawab"
        return Guess("choice", {"choices": f"[{listed}]"}, why, tuple(counts))
    return Guess("text")


def _is_sentence(text: str) -> bool:
    """Whether an answer was written, not chosen: a sentence of several words."""
    return text.strip().endswith((".", "!")) and len(text.split()) >= _WRITTEN


def _moment(words: Sequence[str], filled: Sequence[Any], look: str) -> Guess | None:
    if all(isinstance(value, date) or (isinstance(value, str) and _is_day(value)) for value in filled):
        if all(not isinstance(value, datetime) or value.time() == time() for value in filled):
            return Guess("date", why="isinya tanggal")
        return None
    if all(isinstance(value, time) or (isinstance(value, str) and ":" in value and _reads(value, parse_time)) for value in filled):
        return Guess("time", why="isinya jam")
    return None


def _amount(words: Sequence[str], filled: Sequence[Any], look: str) -> Guess | None:
    numbers = [value for value in filled if not isinstance(value, bool)]
    if len(numbers) < len(filled):
        return Guess("boolean", why="isinya benar atau salah") if not numbers else None
    is_money = look == "money" or _is_of_money(words) or any(_is_rupiah(value) for value in filled)
    if is_money and all(_reads(value, parse_money) for value in filled):
        return Guess("money", why="isinya rupiah")
    if all(isinstance(value, str) and value.strip().endswith("%") and _reads(value, parse_percent) for value in filled):
        return Guess("number", {"unit": '"%"'}, "isinya persen")
    if any(isinstance(value, date | time) for value in filled) or any(_is_code(value) for value in filled):
        return None
    if all(_reads(value, parse_integer) for value in filled):
        return Guess("integer", {"plain": "true"} if "tahun" in words else {}, "isinya bilangan bulat")
    if all(_reads(value, parse_number) for value in filled):
        return Guess("number", why="isinya bilangan")
    return None


def _unanswered(words: Sequence[str], look: str, *, is_long: bool) -> Guess:
    if is_long:
        return Guess("paragraph", why="tempatnya untuk uraian")
    if look == "money" or _is_of_money(words):
        return Guess("money", why="menurut labelnya; isinya belum ada")
    if look in ("date", "time") or _DAY & set(words[:1]):
        return Guess(look or "date", why="menurut labelnya; isinya belum ada")
    if look == "percent":
        return Guess("number", {"unit": '"%"'}, "menurut format selnya")
    if "tahun" in words[:1]:
        return Guess("text", why="mungkin tahun: type: integer, plain: true")
    if look == "number" or _NUMBER & set(words):
        return Guess("number", why="menurut labelnya; isinya belum ada")
    return Guess("text")


def _is_of_money(words: Sequence[str]) -> bool:
    return bool(_MONEY & set(words)) and "tahun" not in words[:1]


def _is_day(text: str) -> bool:
    return any(mark in text for mark in ("/", "-", " ")) and _reads(text, parse_date)


def _is_rupiah(value: Any) -> bool:
    return isinstance(value, str) and re.match(r"\s*rp\b|\s*rp\.?\s*\d", value, re.IGNORECASE) is not None


def _is_code(value: Any) -> bool:
    """Whether digits are a code rather than an amount: with a zero before them, or too many of them."""
    return isinstance(value, str) and value.strip().isdigit() and (value.strip().startswith("0") and len(value.strip()) > 1)


def _reads(value: Any, read: Callable[[Any], Any]) -> bool:
    found = read(value)
    return found is not KOSONG and not isinstance(found, Unreadable)


def quoted(text: str) -> str:
    """Return a text as it stands in a line of YAML."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_ ()/.-]*[A-Za-z0-9)]", text)
    is_word = plain and folded(text) not in ("ya", "tidak", "yes", "no", "true", "false", "null", "on", "off", "y", "n")
    if is_word:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\t", " ") + '"'
