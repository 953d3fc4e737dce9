"""What tells two examples apart: the condition that holds in one document's data and not in the other's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.example.passage import folded
from generator.example.spellings import spellings
from generator.example.values import KnownValue, KnownValues
from generator.fields.shapes import Scalar, walk
from generator.spec.compile import CompiledSpec
from validators.absence import is_absent


@dataclass(frozen=True)
class Decider:
    """Two documents' data, side by side, and the type they are of."""

    first: KnownValues
    second: KnownValues
    compiled: CompiledSpec

    def condition(self, names: Iterable[str], *, holds_in_first: bool) -> str:
        """Return a condition that holds in one of the two only; of those about the given names first. "" where nothing tells."""
        mine, other = (self.first, self.second) if holds_in_first else (self.second, self.first)
        here, there = _present(mine), _present(other)
        for name in names:
            if name in here and name not in there:
                return here[name]
        return next(self._choices(mine, other), "") or next((how for name, how in here.items() if name not in there), "")

    def _choices(self, mine: KnownValues, other: KnownValues) -> Iterator[str]:
        """Yield the choices and yes-or-no values that differ, those first by which the type itself decides what is asked for.

        What is asked is whether the second document's choice was made, for the first stands for all others; or as the type asks it.
        """
        whens = " ".join(field_.when for _, field_ in walk(self.compiled.spec.fields) if field_.when)
        fields = {".".join(path): field_ for path, field_ in walk(self.compiled.spec.fields)}
        theirs = {one.path: one.value for one in other.singles}
        found: list[tuple[bool, str]] = []
        for one in mine.singles:
            field_, value = fields.get(one.path), one.value
            if one.path not in theirs or theirs[one.path] == value:
                continue
            if isinstance(value, bool):
                found.append((one.path in whens, one.path if value else f"not {one.path}"))
            elif isinstance(field_, Scalar) and (field_.choices or field_.table):
                asked = re.search(rf"\b{re.escape(field_.name)}\s*[!=]=\s*'([^']+)'", whens)
                other_value = theirs[one.path]
                marked = value if mine is self.second else other_value
                if asked is not None and asked[1].lower() in (str(value).lower(), str(other_value).lower()):
                    marked = value if asked[1].lower() == str(value).lower() else other_value
                text = asked[1] if asked is not None and asked[1].lower() == str(marked).lower() else _text(marked)
                found.append((asked is not None, f"{one.path} {'==' if marked == value else '!='} '{text}'"))
        return (how for _, how in sorted(found, key=lambda pair: not pair[0]))

    def tag(self, first: str, second: str) -> str:
        """Return the tag of a value that is written so in the one and so in the other; "" where none is."""
        theirs = {one.path: one for one in self.second.singles}
        for one in sorted(self.first.singles, key=lambda one: one.is_computed):
            other = theirs.get(one.path)
            if other is None:
                continue
            forms = {form.suffix: folded(form.text) for form in spellings(other.value) if not form.is_other}
            for form in spellings(one.value):
                if folded(form.text) == folded(first) and forms.get(form.suffix) == folded(second):
                    return f"{{{{ {one.path}{form.suffix} }}}}"
        return ""

    def together(self) -> KnownValues:
        """Return what either of the two can print."""
        both = KnownValues({**self.second.context, **self.first.context})
        for name in ("singles", "longs", "lists", "tables", "matrices"):
            known: dict[str, Any] = {}
            for one in (*getattr(self.second, name), *getattr(self.first, name)):
                known[one.path] = one
            getattr(both, name).extend(known.values())
        return both


def _text(value: Any) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _present(known: KnownValues) -> dict[str, str]:
    """Return the condition of everything that is there, by name."""
    singles: Iterable[KnownValue] = (*known.singles, *known.longs)
    found = {one.path: f"{one.path} is not kosong" for one in singles if not is_absent(one.value)}
    return found | {one.path: one.path for one in (*known.lists, *known.tables)}
