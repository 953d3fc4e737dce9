"""Single values found wherever they are written: in cells, in sentences, in heads and feet of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from generator.example.account import Account, Making
from generator.example.likeness import CLEAR, best
from generator.example.passage import PRINTED, Edit, WordPassage, folded, pattern_of
from generator.example.spellings import Spelling, span_spelling, spellings
from generator.example.surroundings import WordsAround
from generator.example.values import KnownValue, KnownValues
from generator.formatting import show
from generator.office.package.xml import Element
from generator.office.word.wml import W

_TELLING: Final = 9
"""A text of so many letters, with a letter in it, is the value wherever it stands."""
_ALMOST: Final = 0.1
_NUMBERING: Final = re.compile(r"\s*(?:[A-Za-z]|\d{1,2}|[IVX]{1,4})[.)]\s+")
_EXACT: Final = re.compile(r"\d+,\d\d+%?")
"""A number with so many decimals is the value, too."""
_ON_COVERS: Final = re.compile(r"[A-Z][A-Z ]{4,}")
"""A word in capitals that is all a paragraph says is the one value that is written so."""
_TAKEN: Final = re.compile(r"\{% for .*?\{% endfor %\}|\{\{.*?\}\}|\{%.*?%\}")
_JOINTS: Final = (("; ", ""), (", ", " | join(', ')"), (" dan ", " | join(' dan ')"))


@dataclass(frozen=True, slots=True, eq=False)
class _WrittenForm:
    """One way in which one value may be written. tag: what prints it."""

    text: str
    tag: str
    known: KnownValue
    is_other: bool = False
    also: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """What its tag prints."""
        return (self.known.path, *self.also)

    @property
    def labels(self) -> tuple[str, ...]:
        """What its value is called; a part of a score that the type's own pages have no line for, by itself alone."""
        return self.known.labels if self.known.is_printed or not self.known.is_computed else self.known.labels[:1]


class PlaceContext(Protocol):
    """What tells the words around the letters from start to end of a place."""

    def of(self, place: Any, text: str, start: int, end: int) -> list[tuple[str, float]]:
        """Return the words, each with how much they say."""
        ...


class PlaceText(Protocol):
    """The words of one place, into which tags are put: a paragraph, a cell."""

    @property
    def place(self) -> Any:
        """Where it stands."""
        ...

    @property
    def text(self) -> str:
        """Its letters."""
        ...

    def put(self, edits: Iterable[Edit]) -> None:
        """Put tags in the place of letters."""
        ...


def place_singles(roots: Sequence[Element], making: Making) -> None:
    """Put tags where single values stand. A value that could be one of several is the one whose label stands near; else it is left."""
    passages = (
        (passage, around)
        for root in roots
        for around in (WordsAround(root),)
        for paragraph in list(root.iter(f"{W}p"))
        if (passage := WordPassage(paragraph)).words
        and ("{%" not in passage.text or "{% for" in passage.text)
        and passage.words.casefold() not in making.known.office
    )
    place_singles_in(passages, making)


def place_singles_in(passages: Iterable[tuple[PlaceText, PlaceContext]], making: Making) -> None:
    """Put tags where single values stand in places, each with what tells the words around it."""
    written = _by_text(making.known)
    for passage, around in passages:
        _place(passage, around, written, making.account)
    for one in making.known.singles:
        if one.path not in making.account.placed and not one.is_computed:
            making.account.missing[one.path] = str(show(one.value))[:60]


def _by_text(known: KnownValues) -> list[tuple[str, list[_WrittenForm]]]:
    found: dict[str, list[_WrittenForm]] = {}
    for one in (*_together(known), *_singly(known), *_joined(known)):
        if not folded(one.text):
            continue
        same = found.setdefault(folded(one.text), [])
        if all(other.known.path != one.known.path for other in same):
            same.append(one)
    return sorted(found.items(), key=lambda pair: -len(pair[0]))


def _singly(known: KnownValues) -> Iterator[_WrittenForm]:
    for one in known.singles:
        for form in (*spellings(one.value, one.suffix), *_spaced(one.value)):
            yield _WrittenForm(form.text, f"{{{{ {one.path}{form.suffix} }}}}", one, form.is_other)


def _spaced(value: object) -> Iterator[Spelling]:
    """Yield how a number of eighteen digits is written in four groups."""
    text = str(value)
    if isinstance(value, str) and len(text) == 18 and text.isdigit():
        yield Spelling(f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}", is_other=True)


def _joined(known: KnownValues) -> Iterator[_WrittenForm]:
    for one in known.lists:
        texts = [str(show(item)) for item in one.value]
        for joint, suffix in _JOINTS if len(texts) > 1 else _JOINTS[:1]:
            yield _WrittenForm(joint.join(texts), f"{{{{ {one.path}{suffix} }}}}", one)


def _together(known: KnownValues) -> Iterator[_WrittenForm]:
    """Yield what stands together in one place: what the spec words itself, two days as a span, a place and the day beside it."""
    for said, text in known.sentences:
        first, *others = PRINTED.findall(text)
        yield _WrittenForm(said, text, KnownValue(first, said), also=tuple(others))
    days = [one for one in known.singles if isinstance(one.value, date) and not isinstance(one.value, datetime)]
    for day in days:
        for other in known.singles:
            if other is day or other.path.rpartition(".")[0] != day.path.rpartition(".")[0]:
                continue
            if other in days and other.value >= day.value:
                tag = f"{{{{ {day.path} | rentang({other.path}) }}}}"
                yield _WrittenForm(span_spelling(day.value, other.value), tag, day, also=(other.path,))
            elif isinstance(other.value, str):
                text = f"{other.value}, {show(day.value)}"
                yield _WrittenForm(text, f"{{{{ {other.path} }}}}, {{{{ {day.path} }}}}", other, also=(day.path,))


def _place(passage: PlaceText, around: PlaceContext, written: Sequence[tuple[str, list[_WrittenForm]]], account: Account) -> None:
    edits: list[Edit] = []
    taken = _taken(passage.text)
    for text, ways in written:
        if text.split()[0] not in passage.text:
            continue
        pattern = pattern_of(text)
        for found in () if pattern is None else pattern.finditer(passage.text):
            start, end = found.span()
            if any(taken[start:end]):
                continue
            one = _decided(passage, around, (start, end), ways, account=account)
            if one is None:
                continue
            taken[start:end] = [True] * (end - start)
            edits.append(Edit(start, end, one.tag))
            account.placed.update(one.paths)
            if one.is_other:
                account.doubt(one.known.path, found.group(), f"tercetak “{show(one.known.value)}”")
    passage.put(edits)


def _taken(text: str) -> list[bool]:
    """Return which letters of a text are within a tag or a loop, or number a paragraph or heading."""
    taken = [False] * len(text)
    for found in (*_TAKEN.finditer(text), *filter(None, (_NUMBERING.match(text),))):
        taken[slice(*found.span())] = [True] * len(found.group())
    return taken


def _decided(
    passage: PlaceText, around: PlaceContext, span: tuple[int, int], ways: Sequence[_WrittenForm], *, account: Account
) -> _WrittenForm | None:
    """Return which of the values that are written so a place is, None where nothing tells."""
    start, end = span
    text = passage.text[start:end]
    near = around.of(passage.place, passage.text, start, end)
    fits = {way: best(near, way.labels) for way in ways}
    ranked = sorted(ways, key=lambda way: (-fits[way], way.is_other, way.known.is_computed, not way.known.is_printed))
    first, fit = ranked[0], fits[ranked[0]]
    others = [way for way in ranked[1:] if fits[way] > fit - _ALMOST]
    is_telling = len(text) >= _TELLING and any(letter.isalpha() for letter in text)
    is_telling = is_telling or sum(letter.isdigit() for letter in text) >= 6 or _EXACT.fullmatch(text) is not None
    is_alone = len(ways) == 1 and text == passage.text.strip() and _ON_COVERS.fullmatch(text) is not None
    if fit >= CLEAR or is_telling or is_alone:
        if others and fit < 1:
            names = ", ".join(way.known.path for way in others[:3])
            account.doubt(first.known.path, text, f"juga dapat {names}")
        return first
    if text == passage.text.strip() or fit > CLEAR / 2:
        names = ", ".join(way.known.path for way in ranked[:3])
        account.doubt(near[0][0] if near else "", text, f"dapat {names}, tetapi labelnya tidak berdekatan; dibiarkan")
    return None
