"""What tells two examples apart: the condition that holds in one document's data and not in the other's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.example.likeness import CLEAR, likeness
from generator.example.outlined import holds, printed
from generator.example.passage import folded, words_in
from generator.example.spellings import spellings
from generator.example.values import KnownValue, KnownValues
from generator.fields.shapes import Scalar, walk
from generator.office.package.xml import Element
from generator.spec.compile import CompiledSpec
from validators.absence import is_absent

_ONLY_TAG: Final = re.compile(r"\{\{ ([\w.]+)([^{}]*) \}\}")
_LOOP: Final = re.compile(r"\{%\w* for (\w+) in ([\w.]+) %\}")
_MOST: Final = 4
"""So many values are named in one condition."""
_FEWEST: Final = 2
"""Rows of a kind, from which on a column may tell them apart: one alone was changed by hand."""


@dataclass(frozen=True)
class LoopedRows:
    """The rows of a loop in two documents. variable: what each is called."""

    variable: str
    first: Sequence[Mapping[str, Any]]
    second: Sequence[Mapping[str, Any]]

    def telling(self) -> str:
        """Return the yes or no that all rows of the first document have and none of the second, or the other way round; "" where none is."""
        for name in dict.fromkeys(key for row in (*self.first, *self.second) for key, value in row.items() if isinstance(value, bool)):
            mine, theirs = ([row.get(name) is True for row in rows] for rows in (self.first, self.second))
            if all(mine) and not any(theirs):
                return f"{self.variable}.{name}"
            if all(theirs) and not any(mine):
                return f"not {self.variable}.{name}"
        return ""


@dataclass(frozen=True)
class Decider:
    """Two documents' data, side by side, and the type they are of."""

    first: KnownValues
    second: KnownValues
    compiled: CompiledSpec

    def is_in_one(self, names: Iterable[str]) -> bool:
        """Whether one of the two documents has a value of these that the other lacks."""
        here, there = _present(self.first), _present(self.second)
        return any((name in here) != (name in there) for name in names)

    def absent(self, names: Sequence[str], *, holds_in_first: bool) -> list[str]:
        """Return the conditions of those names that one of the two documents has and the other lacks."""
        here, there = map(_present, (self.first, self.second) if holds_in_first else (self.second, self.first))
        return list(dict.fromkeys(here[name] for name in names if name in here and name not in there))

    def ruled(self, near: Sequence[str]) -> str:
        """Return the condition of a rule of the type about one of some names, where it holds in the first document and not in the second."""
        for rule in (rule for rule in self.compiled.spec.rules if rule.when and not rule.each):
            if any(re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", rule.when) for name in near):
                first, second = (holds(rule.when, known.context) for known in (self.first, self.second))
                if first is not None and second is not None and first is not second:
                    return rule.when if first else f"not ({rule.when})"
        return ""

    def rows_of(self, opening: Element) -> LoopedRows | None:
        """Return what the rows of a loop are of in either document; None for a loop over anything but a table of both."""
        found = _LOOP.search(words_in(opening))
        mine, theirs = (
            next((one.rows for one in known.tables if found and one.path == found[2]), ()) for known in (self.first, self.second)
        )
        return LoopedRows(found[1], mine, theirs) if found and mine and theirs else None

    def condition(self, names: Sequence[str], *, holds_in_first: bool, text: str) -> str:
        """Return a condition that holds in one of the two only; "" where nothing tells.

        First those about the given names, that they are there or differ from one beside them, then the choices by which the type decides, then what the text is called by, then other choices.
        """
        mine, other = (self.first, self.second) if holds_in_first else (self.second, self.first)
        here, there = _present(mine), _present(other)
        own = self.absent(names, holds_in_first=holds_in_first)
        if own:
            return " or ".join(own[:_MOST])
        unlike = next(_unlike(names, mine, other), "")
        if unlike:
            return unlike
        choices = sorted(self._choices(mine, other), key=lambda pair: not pair[0])
        if choices and choices[0][0]:
            return choices[0][1]
        labels = {one.path: one.labels[0] for one in (*mine.singles, *mine.longs, *mine.lists) if one.labels}
        called = max((name for name in here if name not in there), key=lambda name: likeness(text, labels.get(name, "")), default="")
        if called and likeness(text, labels.get(called, "")) >= CLEAR:
            return here[called]
        return choices[0][1] if choices else ""

    def _choices(self, mine: KnownValues, other: KnownValues) -> Iterator[tuple[bool, str]]:
        """Yield the choices and yes-or-no values that differ, with whether the type itself decides by them what is asked for.

        What is asked is whether the second document's choice was made, for the first stands for all others; or as the type asks it.
        """
        whens = " ".join(field_.when for _, field_ in walk(self.compiled.spec.fields) if field_.when)
        fields = {".".join(path): field_ for path, field_ in walk(self.compiled.spec.fields)}
        theirs = {one.path: one.value for one in other.singles}
        for one in mine.singles:
            field_, value = fields.get(one.path), one.value
            if one.path not in theirs or theirs[one.path] == value:
                continue
            if isinstance(value, bool):
                yield one.path in whens, one.path if value else f"not {one.path}"
            elif isinstance(field_, Scalar) and (field_.choices or field_.table):
                asked = re.search(rf"\b{re.escape(field_.name)}\s*[!=]=\s*'([^']+)'", whens)
                other_value = theirs[one.path]
                marked = value if mine is self.second else other_value
                if asked is not None and asked[1].lower() in (str(value).lower(), str(other_value).lower()):
                    marked = value if asked[1].lower() == str(value).lower() else other_value
                text = asked[1] if asked is not None and asked[1].lower() == str(marked).lower() else _text(marked)
                yield asked is not None, f"{one.path} {'==' if marked == value else '!='} '{text}'"

    def tag(self, first: str, second: str) -> str:
        """Return the tag of a value that is written so in the one and so in the other; "" where none is."""
        theirs = {one.path: one for one in self.second.singles}
        for one in sorted(self.first.singles, key=lambda one: one.is_computed):
            other = theirs.get(one.path)
            if other is None:
                continue
            forms = {form.suffix: folded(form.text) for form in spellings(other.value, other.suffix) if not form.is_other}
            for form in spellings(one.value, one.suffix):
                if folded(form.text) == folded(first) and forms.get(form.suffix) == folded(second):
                    return f"{{{{ {one.path}{form.suffix} }}}}"
        return ""

    def is_better(self, first: str, second: str) -> bool:
        """Whether the tag of the second document prints what stands in either, and that of the first not."""
        here, there = _said(self.first, first), _said(self.second, second)
        return bool(here and there) and _said(self.first, second) == here and _said(self.second, first) != there

    def is_value(self, text: str, tag: str) -> bool:
        """Whether a text of the first document is what a tag of the second prints there: a doubt that the second settles."""
        return _prints(self.first, tag, text)

    def is_constant(self, tag: str, text: str) -> bool:
        """Whether a tag of the first document stands there by chance: the second has the same words there, and another value."""
        return _prints(self.first, tag, text) and not _prints(self.second, tag, text)

    def is_chance(self, first: str, second: str) -> bool:
        """Whether one text is a tag whose value is the other in its document: a tag that stands there by chance, or a value that did not change."""
        return _prints(self.first, first, second) or _prints(self.second, second, first) or _prints(self.second, first, second)

    def is_instead(self, first: str, second: str) -> bool:
        """Whether two tags are values of which each document has its own alone: written side by side they print the one that there is."""
        mine, theirs = _ONLY_TAG.fullmatch(first), _ONLY_TAG.fullmatch(second)
        if mine is None or theirs is None:
            return False
        here, there = _printable(self.first), _printable(self.second)
        return mine[1] in here - there and theirs[1] in there - here

    def together(self) -> KnownValues:
        """Return what either of the two can print."""
        both = KnownValues({**self.second.context, **self.first.context})
        for name in ("singles", "longs", "lists", "tables", "matrices"):
            known: dict[str, Any] = {}
            for one in (*getattr(self.second, name), *getattr(self.first, name)):
                known[one.path] = one
            getattr(both, name).extend(known.values())
        return both


def _unlike(names: Iterable[str], mine: KnownValues, other: KnownValues) -> Iterator[str]:
    """Yield how a value differs from one of the same kind beside it, where the other document has the same twice: the end of a single day."""
    here, there = ({one.path: one.value for one in known.singles} for known in (mine, other))
    for name in (name for name in names if name in here and name in there):
        for beside, value in here.items():
            is_beside = beside.rpartition(".")[0] == name.rpartition(".")[0] and type(value) is type(here[name])
            if is_beside and beside != name and value != here[name] and there.get(beside) == there[name]:
                yield f"{name} != {beside}"


def _said(known: KnownValues, tag: str) -> str:
    """Return what a tag, which is nothing but a value, prints of some data; "" of anything else."""
    found = _ONLY_TAG.fullmatch(tag)
    held = None if found is None else next((one for one in known.singles if one.path == found[1]), None)
    return "" if found is None or held is None else folded(printed(held.value, found[2].rstrip()))


def _printable(known: KnownValues) -> set[str]:
    """Return the names that a document has values of, those of columns under every name that a loop may have for their rows."""
    columns = {name for table in known.tables for row in table.rows for name in row}
    return {one.path for one in known.singles} | {f"{variable}.{name}" for variable in ("baris", "baris_") for name in columns}


def _prints(known: KnownValues, tag: str, text: str) -> bool:
    """Whether a text is what a tag, which is nothing but a value, may print of some data."""
    found = _ONLY_TAG.fullmatch(tag)
    held = None if found is None else next((one for one in known.singles if one.path == found[1]), None)
    return bool(text) and held is not None and any(folded(form.text) == folded(text) for form in spellings(held.value, held.suffix))


def telling(rows: Sequence[Mapping[str, Any]], holds: Sequence[bool], variable: str) -> str:
    """Return the condition on a row that holds for those marked and no other; "" where no column tells, or of either kind is but one.

    Columns that say few things tell before those that say many.
    """
    mine, others = ([row for row, held in zip(rows, holds, strict=True) if held is which] for which in (True, False))
    if min(len(mine), len(others)) < _FEWEST:
        return ""
    names = [name for name in dict.fromkeys(key for row in rows for key in row) if name]
    for name in sorted(names, key=lambda name: len({str(row.get(name)) for row in rows})):
        path, (here, there) = f"{variable}.{name}", ([row.get(name) for row in side] for side in (mine, others))
        for first, second, ways in (
            (here, there, (path, f"{path} is kosong", "==")),
            (there, here, (f"not {path}", f"{path} is not kosong", "!=")),
        ):
            if all(isinstance(value, bool) for value in (*first, *second)) and all(first) and not any(second):
                return ways[0]
            if all(value is None for value in first) and None not in second:
                return ways[1]
            if isinstance(first[0], str) and first[0] and all(value == first[0] for value in first) and first[0] not in second:
                return f"{path} {ways[2]} '{_text(first[0])}'"
    return ""


def _text(value: Any) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _present(known: KnownValues) -> dict[str, str]:
    """Return the condition of everything that is there, by name."""
    singles: Iterable[KnownValue] = (*known.singles, *known.longs)
    found = {one.path: f"{one.path} is not kosong" for one in singles if not is_absent(one.value)}
    return found | {one.path: one.path for one in (*known.lists, *known.tables)}
