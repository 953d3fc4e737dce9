"""Which place a question asks for: surely, nearly, or not to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from generator.fields.scalars import offer_of
from generator.fields.shapes import ListOf
from generator.form.asked import AskedIndex, AskedPlace, Phrase, Turn, Words, fields_asked, words_of
from generator.form.headings import PEOPLE
from generator.form.target import MOST_ROWS, AnswerTarget, NoTarget, target_at
from generator.spec.compile import CompiledSpec
from validators.messages import MOST_SUGGESTED
from validators.spelling import folded

_Prefix: TypeAlias = tuple[Words, int]
_NUMBERED: Final = re.compile(r"^\s*(?:(?:no\.?|q|soal|pertanyaan)?\s*[0-9]{1,3}\s*[.)]|[a-z]\s*[.)])\s*(?=\S)", re.IGNORECASE)
_ENDING: Final = re.compile(r"\s*(?:\*|\((?:wajib|required|wajib diisi)\))\s*$", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\s*\[([^\[\]]*)\]\s*$")
_BESIDE: Final = re.compile(r"\s*\([^()]*\)\s*")
_GENERIC: Final = frozenset({"baris", "ke", "no", "nomor", "data", "isian", "bagian", "rencana", "kegiatan"})
_NEAR: Final = 0.74
_HALF: Final = 2
_MOST_WORDS: Final = 60
"""A longer question is compared whole, not part by part."""
_MOST_NUMBERS: Final = 4
"""A question with more numbers is compared whole: no table stands that deep."""
_LONGEST_HEADING: Final = 300
_PEOPLE: Final = frozenset(map(words_of, PEOPLE))


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """A place that a question may ask for. rows: of its turns, None where the question does not say which. item: of a list, 0 for all of it.

    is_sure: whether the question's words are the place's own. how: how it was told, in a word or two.
    """

    place: AskedPlace
    rows: tuple[int | str | None, ...] = ()
    item: int = 0
    choice: str = ""
    rank: int = 0
    is_sure: bool = True
    how: str = "sama"

    @property
    def is_open(self) -> bool:
        """Whether it is left to the order of the columns which row is meant."""
        return None in self.rows

    def target(self, row: int = 1) -> AnswerTarget:
        """Return the place; row: of the turn that the question leaves open."""
        return self.place.target([row if told is None else told for told in self.rows], item=self.item, choice=self.choice)


class Matcher:
    """The questions of one type. Each is looked at by itself; who asks them all sees which are doubled."""

    def __init__(self, compiled: CompiledSpec, index: AskedIndex) -> None:
        """Take a type and what may be said of it."""
        self.fields = fields_asked(compiled)
        self.tables = compiled.home.library
        self.index = index
        self.left = MOST_SUGGESTED

    def addressed(self, heading: str) -> AnswerTarget | None:
        """Return the place of a heading that is an address itself."""
        if any(mark in heading for mark in " \n") and "[" not in heading:
            return None
        try:
            return target_at(heading, self.fields, self.tables)
        except NoTarget:
            return None

    def knows(self, cell: str) -> bool:
        """Whether a cell is a question of the type word for word: that tells the row of questions from titles and answers."""
        if len(cell) > _LONGEST_HEADING:
            return False
        text = _NUMBERED.sub("", _ENDING.sub("", cell), count=1)
        return self.addressed(cell) is not None or any(one.is_sure for one in (*self._phrased(words_of(text)), *self._bracketed(text)))

    def matches(self, heading: str) -> list[QuestionMatch]:
        """Return the places that a question may ask for: the sure ones of the best rank, else those that it nearly names; none where nothing is like it."""
        bare = _ENDING.sub("", heading)
        for text in dict.fromkeys((bare, _NUMBERED.sub("", bare, count=1))):
            found = [*self._phrased(words_of(text)), *self._bracketed(text)]
            if sure := _best([one for one in found if one.is_sure]):
                return sure
        text = _NUMBERED.sub("", bare, count=1)
        words = words_of(text)
        if words in _PEOPLE and (person := self._person()) is not None:
            return [QuestionMatch(person, how="nama orangnya")]
        return _best([*self._phrased(words), *self._bracketed(text), *self._without_remark(text)]) or self._nearly(words)

    def _person(self) -> AskedPlace | None:
        return next((place for place in self.index.places if not place.turns and place.path[-1] == "nama"), None)

    def _phrased(self, words: Words) -> Iterator[QuestionMatch]:
        for tail, prefixes in _parses(words):
            for phrase in self.index.phrases.get(tail, ()):
                if (match := _fitted(phrase, prefixes)) is not None:
                    yield match

    def _bracketed(self, text: str) -> Iterator[QuestionMatch]:
        """Yield what a grid's heading says, whose row stands in brackets; ODK writes a choice of a list behind a slash."""
        base, inner = text, list[str]()
        while (match := _IN_BRACKETS.search(base)) is not None and len(inner) < 2:
            inner.insert(0, match[1].strip())
            base = base[: match.start()]
        if not inner and "/" in text:
            base, _, behind = text.rpartition("/")
            yield from self._choices(base, behind.strip(), is_open=False)
            return
        if not inner or not all(inner):
            return
        for place in self.index.bases.get(words_of(base), ()):
            match = _in_grid(place, inner)
            if match is not None:
                yield match
        if len(inner) == 1:
            yield from self._choices(base, inner[0], is_open=True)

    def _choices(self, base: str, said: str, *, is_open: bool) -> Iterator[QuestionMatch]:
        """Yield the lists of which a column is one choice. is_open: also where the type knows no choices."""
        for place in self.index.bases.get(words_of(base), ()):
            if not isinstance(place.field, ListOf) or any(not turn.is_row for turn in place.turns):
                continue
            known = offer_of(place.field.of, self.tables).texts
            choice = next((text for text in known if words_of(text) == words_of(said)), "" if known else said)
            if choice and (known or is_open):
                yield QuestionMatch(place, (None,) * len(place.turns), choice=choice, how="pilihan", is_sure=len(place.turns) < _HALF)

    def _without_remark(self, text: str) -> Iterator[QuestionMatch]:
        """Yield what a question says but for what it remarks in parentheses: "Tanggal mulai (hari/bulan/tahun)"."""
        short = _BESIDE.sub(" ", text)
        if short != text and words_of(short):
            for match in self._phrased(words_of(short)):
                yield QuestionMatch(match.place, match.rows, match.item, match.choice, match.rank + 1, is_sure=False, how="mirip")

    def _nearly(self, words: Words) -> list[QuestionMatch]:
        """Return the one place whose words are nearest to the question's; of a great many questions the first ones' alone."""
        if self.left <= 0:
            return []
        self.left -= 1
        best, found = 0.0, list[QuestionMatch]()
        for tail, prefixes in _parses(words):
            said = " ".join(tail)
            for known, phrases in self.index.phrases.items():
                likeness = _likeness(said, tail, known)
                if likeness < max(best, _NEAR):
                    continue
                fitted = [match for phrase in phrases if (match := _fitted(phrase, prefixes)) is not None]
                if fitted:
                    found = [] if likeness > best else found
                    best = likeness
                    found += [QuestionMatch(one.place, one.rows, one.item, rank=one.rank, is_sure=False, how="mirip") for one in fitted]
        return _best(found)


def _likeness(said: str, words: Words, known: Words) -> float:
    """Return how alike a question and a phrase are; that the phrase stands in the question whole counts too, where it is half of it."""
    joined = " ".join(known)
    if len(known) * _HALF >= len(words) and f" {joined} " in f" {said} " and len(joined) > 3:
        return 0.75 + 0.25 * len(joined) / max(len(said), 1)
    matcher = SequenceMatcher(None, said, joined, autojunk=False)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()


def _parses(words: Words) -> Iterator[tuple[Words, tuple[_Prefix, ...]]]:
    """Yield the ways to take a question apart: what is asked, and the rows it is asked of, each with the words before its number."""
    yield words, ()
    if len(words) > _MOST_WORDS:
        return
    numbers = [at for at, word in enumerate(words) if word.isascii() and word.isdecimal() and 0 < int(word[:9]) <= MOST_ROWS]
    if len(numbers) > _MOST_NUMBERS:
        return
    for at in numbers:
        yield from _cut_at(words, (at,))
    for first in numbers:
        for second in (number for number in numbers if number > first):
            yield from _cut_at(words, (first, second))


def _cut_at(words: Words, numbers: Sequence[int]) -> Iterator[tuple[Words, tuple[_Prefix, ...]]]:
    starts = (0, *(at + 1 for at in numbers))
    parts = [words[start:end] for start, end in zip(starts, (*numbers, len(words)), strict=True)]
    told = [int(words[at]) for at in numbers]
    if parts[-1]:
        if parts[0]:
            yield parts[-1], tuple(zip(parts[:-1], told, strict=True))
        return
    first, *others = parts[:-1]
    for cut in range(len(first), 0, -1):
        yield first[:cut], tuple(zip((first[cut:], *others), told, strict=True))


def _fitted(phrase: Phrase, prefixes: Sequence[_Prefix]) -> QuestionMatch | None:
    """Return the place of a phrase with its rows told; None where these are not what it has."""
    turns = [turn for turn in phrase.place.turns if turn.is_row]
    item = 0
    if isinstance(phrase.place.field, ListOf) and len(prefixes) == len(turns) + 1 and _may_stand(None, prefixes[-1][0]):
        item, prefixes = prefixes[-1][1], prefixes[:-1]
    if len(prefixes) > len(turns):
        return None
    rows: list[int | None] = [number for _, number in prefixes]
    lacking = len(turns) - len(rows)
    rows += [*([1] * (lacking - 1)), *([None] if lacking else [])]
    is_sure = lacking <= 1 and (lacking == 0 or len(turns) == 1)
    is_sure = is_sure and all(_may_stand(turn, words) for turn, (words, _) in zip(turns, prefixes, strict=False))
    numbers, keys = iter(rows), iter(phrase.keys)
    told = tuple(next(numbers) if turn.is_row else next(keys) for turn in phrase.place.turns)
    how = "kisi" if phrase.keys else f"baris ke-{rows[-1]}" if prefixes and turns else "sama"
    return QuestionMatch(phrase.place, told, item, rank=phrase.rank, is_sure=is_sure, how=how if is_sure else "mirip")


def _may_stand(turn: Turn | None, words: Words) -> bool:
    """Whether words may stand before the number of a row, or of an item."""
    return set(words) <= (_GENERIC | (turn.words if turn is not None else frozenset()))


def _in_grid(place: AskedPlace, inner: list[str]) -> QuestionMatch | None:
    """Return a place whose row, and of a matrix whose column, stands in brackets."""
    if isinstance(place.field, ListOf) and len(place.turns) != len(inner):
        return None
    turns = list(place.turns)
    if turns and turns[-1].is_row:
        if len(turns) > 1 or len(inner) > 1 or not turns[-1].key or inner[0].isdecimal():
            return None
        key = inner[0]
        return QuestionMatch(place, (key,), how="kisi", is_sure=not any(char.isdigit() for char in key))
    if len(inner) != len(place.turns):
        return None
    keys = [_key_of(turn, said) for turn, said in zip(place.turns, inner, strict=True)]
    if not all(keys):
        turned = [_key_of(turn, said) for turn, said in zip(place.turns, reversed(inner), strict=True)]
        keys = turned if all(turned) else keys
    return QuestionMatch(place, tuple(keys), how="kisi") if all(keys) else None


def _key_of(turn: Turn, said: str) -> str:
    """Return the key that brackets name; as it stands where the keys are those of the document."""
    if not turn.keys:
        return said
    return next((key for key, label in turn.keys if folded(said) in (folded(key), folded(label))), "")


def _best(found: Sequence[QuestionMatch]) -> list[QuestionMatch]:
    """Return those of the best rank, each place once."""
    rank = min((one.rank for one in found), default=0)
    once = {(one.place.title, one.place.path, one.rows, one.item, one.choice): one for one in reversed(found) if one.rank == rank}
    return list(reversed(once.values()))
