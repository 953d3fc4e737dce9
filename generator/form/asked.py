"""The places of a type as people ask for them in questions of their own: by label, by heading path, by name, with the row they mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, rows_at
from generator.form.target import AnswerTarget, KeyedRow, TargetStep
from generator.spec.feeders import feeders_of

if TYPE_CHECKING:
    from generator.fields.kind import Tables
    from generator.spec.compile import CompiledSpec

Words: TypeAlias = tuple[str, ...]
_NO_WORD: Final = re.compile(r"[\W_]+")
_MOST_COMBINED: Final = 20_000
"""So many headings of rows that are given are told apart; a larger matrix is mapped by hand."""


def words_of(text: str) -> Words:
    """Return the words of a text as questions are compared: compatible letters, small, without marks between them."""
    return tuple(_NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split())


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a path goes into one of several rows. is_row: of a table that people fill, by number; else by a key.

    words: what may stand before its number. keys: key and label of each, where they are known. key: the column that names a row.
    """

    is_row: bool
    words: frozenset[str] = frozenset()
    keys: tuple[tuple[str, str], ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A place that takes an answer. path: names, with a turn where one of several rows is meant. heading: labels from the outermost in.

    is_only: whether it is all that is asked of a row that is given.
    """

    path: tuple[str | Turn, ...]
    field: Scalar | ListOf
    heading: tuple[str, ...]
    is_only: bool = False

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The rows that must be told, outermost first."""
        return tuple(step for step in self.path if isinstance(step, Turn))

    @property
    def title(self) -> str:
        """The headings in one line."""
        return " – ".join(self.heading)

    def target(self, rows: Sequence[int | str], *, item: int = 0, choice: str = "") -> AnswerTarget:
        """Return the place with its rows told, one for each turn."""
        told = iter(rows)
        steps: list[TargetStep] = []
        for step in self.path:
            if isinstance(step, str):
                steps.append(step)
                continue
            row = next(told)
            steps.append(KeyedRow(row, step.key) if step.is_row and isinstance(row, str) else row)
        if item and isinstance(self.field, ListOf):
            return AnswerTarget((*steps, item), self.field.of)
        return AnswerTarget(tuple(steps), self.field, choice)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a question may say for a place: the place with the keys of rows that are given; rank: 0 for its whole heading, more for less."""

    place: AskedPlace
    keys: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class AskedIndex:
    """Everything that questions may say, by its words. bases: of what takes keys that the type does not know, by its label and name.

    computed: the headings of what nobody fills.
    """

    places: tuple[AskedPlace, ...]
    phrases: dict[Words, tuple[Phrase, ...]] = field(repr=False)
    bases: dict[Words, tuple[AskedPlace, ...]] = field(repr=False)
    computed: frozenset[Words] = frozenset()


def fields_asked(compiled: CompiledSpec) -> tuple[Field, ...]:
    """Return the fields of a type with those that name the files which feed it."""
    feeders = (
        Scalar(name=name, label=f"Berkas {name}", kind="text") for name in feeders_of(compiled) if compiled.spec.field_at((name,)) is None
    )
    return (*compiled.spec.fields, *feeders)


@lru_cache(maxsize=64)
def asked_index(compiled: CompiledSpec) -> AskedIndex:
    """Return what questions may say of a type: the same for the same spec."""
    fields = fields_asked(compiled)
    walk = _Walk(fields, compiled.home.library)
    places = tuple(walk.places(fields, (), ()))
    phrases: dict[Words, dict[tuple[int, tuple[str, ...]], Phrase]] = {}
    bases: dict[Words, list[AskedPlace]] = {}
    left = _MOST_COMBINED
    for number, place in enumerate(places):
        for base in _bases(place):
            bases.setdefault(base, []).append(place)
        for words, phrase in _phrases(place):
            left -= bool(phrase.keys)
            if words and (left > 0 or not phrase.keys):
                held = phrases.setdefault(words, {})
                known = held.get((number, phrase.keys))
                if known is None or phrase.rank < known.rank:
                    held[number, phrase.keys] = phrase
    return AskedIndex(
        places,
        {words: tuple(held.values()) for words, held in phrases.items()},
        {words: tuple(held) for words, held in bases.items()},
        frozenset(walk.computed),
    )


class _Walk:
    """One walk through the fields of a type."""

    def __init__(self, fields: tuple[Field, ...], tables: Tables) -> None:
        self.fields = fields
        self.tables = tables
        self.computed: set[Words] = set()

    def places(self, fields: Sequence[Field], path: tuple[str | Turn, ...], above: tuple[str, ...]) -> Iterator[AskedPlace]:
        for field_ in fields:
            here, heading = (*path, field_.name), (*above, field_.label or field_.name)
            match field_:
                case Scalar() | ListOf():
                    if field_.is_given:
                        yield AskedPlace(here, field_, heading)
                    else:
                        self.computed |= {words_of(heading[-1]), words_of(" ".join(heading[-2:]))}
                case Group():
                    yield from self.places(field_.fields, here, heading)
                case Table():
                    yield from self.places(field_.fields, (*here, _row_turn(field_, heading)), heading)
                case FixedTable():
                    inner = list(self.places(field_.fields, (*here, Turn(is_row=False, keys=self._listed(field_.rows))), heading))
                    yield from (replace(place, is_only=len(inner) == 1) for place in inner)
                case Matrix():
                    if field_.is_given:
                        yield AskedPlace((*here, self._side(field_.rows), self._side(field_.columns)), field_.of, heading)
                case _:
                    assert_never(field_)

    def _side(self, name: str) -> Turn:
        own = rows_at(self.fields, name)
        if own is not None and not isinstance(own, FixedTable):
            return Turn(is_row=False)
        return Turn(is_row=False, keys=self._listed(name if own is None else own.rows))

    def _listed(self, name: str) -> tuple[tuple[str, str], ...]:
        table = self.tables.table(name)
        return tuple((key, str(row.get(table.label) or key)) for key, row in table.rows.items())


def _row_turn(table: Table, heading: Sequence[str]) -> Turn:
    """Return the turn into a table's rows: before a number may stand its label and those around it, its name, those of the column that names a row."""
    naming = next((child for child in table.fields if child.name == table.key), table.fields[0])
    words = (*words_of(" ".join(heading)), *words_of(table.name), *words_of(naming.label), *words_of(naming.name))
    return Turn(is_row=True, words=frozenset(words), key=table.key)


def _cut(place: AskedPlace) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the labels up to the last turn, those behind it, and the names likewise."""
    last = max((at for at, step in enumerate(place.path) if isinstance(step, Turn)), default=-1)
    names = tuple(step for step in place.path[: last + 1] if isinstance(step, str))
    behind = tuple(step for step in place.path[last + 1 :] if isinstance(step, str))
    split = len(place.heading) - len(behind)
    return place.heading[:split], place.heading[split:], names, behind


def _phrases(place: AskedPlace) -> Iterator[tuple[Words, Phrase]]:
    """Yield what a question may say for a place."""
    above, labels, names, behind = _cut(place)
    given = [turn for turn in place.turns if not turn.is_row]
    if any(not turn.keys for turn in given):  # its keys are those of the document: they stand in brackets
        return
    if not given:
        for rank, said in enumerate(_said(labels, behind)):
            yield said, Phrase(place, rank=rank + 1)
        if above or len(labels) > 1 or not place.turns:  # a single field is asked so; a column of the same name says its row
            yield words_of(" ".join((*above, *labels))), Phrase(place)
            yield words_of(" ".join((*names, *behind))), Phrase(place)
        return
    table = dict.fromkeys((words_of(above[-1]), words_of(names[-1]), words_of(" ".join(above)), words_of(" ".join(names))), 0)
    for chosen in product(*(turn.keys for turn in given)):
        keys = tuple(key for key, _ in chosen)
        for said in product(*({words_of(key), words_of(label)} for key, label in chosen)):
            joined = tuple(word for words in said for word in words)
            column = ((), ()) if place.is_only else (labels, behind)
            for labelled in dict.fromkeys((column, (labels, behind))):
                yield from ((words, Phrase(place, keys, rank)) for words, rank in _with_keys(table, joined, labelled, said))


def _said(labels: Sequence[str], names: Sequence[str]) -> Iterator[Words]:
    yield words_of(" ".join(labels))
    yield words_of(labels[-1])
    yield words_of(" ".join(names))
    yield words_of(names[-1])


def _with_keys(
    tables: dict[Words, int], keys: Words, column: tuple[Sequence[str], Sequence[str]], said: Sequence[Words]
) -> Iterator[tuple[Words, int]]:
    """Yield what names a cell whose row is given: the table, the row, the column, in the orders that grids have."""
    labels, names = column
    if not labels:  # of a matrix
        for table in tables:
            yield (*table, *keys), 0
            yield (*table, *(word for words in reversed(said) for word in words)), 0
        yield keys, 2
        return
    for rank, tail in enumerate(dict.fromkeys(_said(labels, names)), start=1):
        for table in tables:
            yield (*table, *keys, *tail), 0
            yield (*table, *tail, *keys), 0
        yield (*tail, *keys), rank
        yield (*keys, *tail), rank


def _bases(place: AskedPlace) -> Iterator[Words]:
    """Yield what may stand before brackets: of a matrix its label, of a column and of a list theirs."""
    above, labels, names, behind = _cut(place)
    if not labels:
        yield from dict.fromkeys((words_of(above[-1]), words_of(names[-1])))
    elif isinstance(place.field, ListOf) or (place.turns and place.turns[-1].is_row and place.turns[-1].key):
        yield from dict.fromkeys((words_of(" ".join((*above, *labels))), *_said(labels, behind), words_of(" ".join((*names, *behind)))))
