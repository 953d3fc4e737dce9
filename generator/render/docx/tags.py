"""Tags in the text of one paragraph: found whole, and written so that no letter of a text within is taken for a sign.

Between quotes everything is text: `}}`, `<`, `&` and curled quotes too. Curled quotes around a text, as Word makes them,
are its quotes; an apostrophe inside it stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CLOSERS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRAY: Final = re.compile(r"\}\}|%\}")
_QUOTES: Final = {"'": "'‘’", '"': '"“”', "‘": "'‘’", "’": "'‘’", "“": '"“”', "”": '"“”'}
_CURLED: Final = frozenset("‘’“”")
_UNSAFE: Final = re.compile("[{}%#<>&'\"‘’“”\\x00-\\x1f]")
_BLANKS: Final = re.compile("[\\s\u00a0]+")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LEVEL: Final = re.compile(r"^..(tr|tc|p|r)\s")
_WORD: Final = re.compile(r"^\{%[-+]?\s*(\w+)")


@dataclass(frozen=True, slots=True)
class WordTag:
    """A tag: where it stands in the paragraph's text, and its text as the template engine is to read it."""

    start: int
    end: int
    text: str

    @property
    def opening(self) -> str:
        """`{{`, `{%` or `{#`."""
        return self.text[:2]

    @property
    def level(self) -> str:
        """What the tag takes away with it: a row ("tr"), a cell ("tc"), a paragraph ("p"), a run ("r"), or "" nothing."""
        found = _LEVEL.match(self.text)
        return found.group(1) if found else ""

    @property
    def word(self) -> str:
        """The first word of a statement without its level, such as `for`; "" of other tags."""
        found = _WORD.match(self.plain)
        return found.group(1) if found else ""

    @property
    def plain(self) -> str:
        """The tag's text without its level."""
        level = self.level
        return f"{self.text[:2]} {self.text[2 + len(level) :].lstrip()}" if level else self.text


@dataclass(frozen=True, slots=True)
class Stray:
    """An opening without its end, or an end without its opening. sign: what stands there."""

    start: int
    sign: str


def tags_of(text: str) -> Iterator[WordTag | Stray]:
    """Yield the tags of a paragraph's text in order, and what is left over of broken ones."""
    position = 0
    while position < len(text):
        opening = min((at for sign in _CLOSERS if (at := text.find(sign, position)) >= 0), default=len(text))
        yield from (Stray(found.start(), found.group()) for found in _STRAY.finditer(text, position, opening))
        if opening == len(text):
            return
        tag = _tag(text, opening)
        yield tag
        position = tag.end if isinstance(tag, WordTag) else opening + 2


def _tag(text: str, start: int) -> WordTag | Stray:
    sign = text[start : start + 2]
    closer = _CLOSERS[sign]
    naive = text.find(closer, start + 2)
    if naive < 0:
        return Stray(start, sign)
    if sign == "{#":
        return WordTag(start, naive + 2, "{#" + _comment(text[start + 2 : naive]) + "#}")
    return _with_texts(text, start, closer) or WordTag(start, naive + 2, sign + _blank(text[start + 2 : naive]) + closer)


def _comment(inner: str) -> str:
    level = re.match(r"(tr|tc|p)\s", inner)
    return f"{level.group(1)} " if level else ""


def _with_texts(text: str, start: int, closer: str) -> WordTag | None:
    """Return the tag whose end is the first that stands in no text; None when a text in it has no end."""
    pieces: list[str] = [text[start : start + 2]]
    position = plain = start + 2
    while position < len(text):
        if text.startswith(closer, position):
            return WordTag(start, position + 2, "".join([*pieces, _blank(text[plain:position]), closer]))
        if text[position] in _QUOTES:
            end = _end_of_text(text, position, closer)
            if end < 0:
                return None
            pieces += (_blank(text[plain:position]), _literal(text[position + 1 : end]))
            position = plain = end + 1
        else:
            position += 1
    return None


def _end_of_text(text: str, start: int, closer: str) -> int:
    """Return where the text that begins at a quote ends, -1 when nowhere.

    A straight quote ends at the next; unless those that are left pair among themselves, so that a curled one was meant.
    """
    quote = text[start]
    naive = text.find(closer, start)
    rest = text[start + 1 : naive if naive >= 0 else len(text)]
    curled = _next_curled(text, start + 1, _QUOTES[quote])
    if quote in _CURLED:
        return curled
    straight = _next_straight(text, start + 1, quote)
    if rest.count(quote) % 2 == 0 and curled >= 0 and (straight < 0 or curled < straight):
        return curled
    return straight


def _next_straight(text: str, position: int, quote: str) -> int:
    while position < len(text):
        if text[position] == "\\":
            position += 2
        elif text[position] == quote:
            return position
        else:
            position += 1
    return -1


def _next_curled(text: str, position: int, quotes: str) -> int:
    """Return where the next quote of a kind is that no letter follows: before a letter it is an apostrophe."""
    for at in range(position, len(text)):
        if text[at] in quotes and not text[at + 1 : at + 2].isalnum():
            return at
    return -1


def _literal(inner: str) -> str:
    """Return a text between plain quotes, each letter that something on the way could take for a sign written as its number."""
    pieces = re.split(r"(\\.)", inner, flags=re.DOTALL)
    return "'" + "".join(piece if at % 2 else _UNSAFE.sub(_numbered, piece) for at, piece in enumerate(pieces)) + "'"


def _numbered(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _blank(code: str) -> str:
    """Return what stands outside of texts without line ends and letters that nobody sees."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", code))
