"""What a column of a table says of the items its rows stand for: the tag that prints every cell of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from generator.example.deciding import telling
from generator.example.flows import bare
from generator.example.likeness import CLEAR, likeness
from generator.example.passage import folded
from generator.example.spellings import Spelling, spellings
from generator.example.values import is_single, lines_of
from generator.formatting import LongText, romawi, show, terbilang
from validators.tree import as_group, as_rows

_DASHES: Final = frozenset({"-", "–", "—"})
_JOINTS: Final = ("; ", ", ", " dan ", " ", "/ ", " / ")
_MOST_CHOICES: Final = 2
_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "{{ loop.index }}": str,
    "{{ loop.index }}.": lambda number: f"{number}.",
    "{{ loop.index | romawi }}": lambda number: str(romawi(number)),
    "{{ ('ke' ~ (loop.index | terbilang)) | upper }}": lambda number: f"ke{terbilang(number)}".upper(),
}
"""How rows may be numbered, each with the tag that numbers them so."""
LEAST: Final = 0.75
"""Of a column's cells so many must be what the data says; the others were changed by hand."""


@dataclass(frozen=True)
class RowItem:
    """What one row stands for: values by dotted name, and how each may be written. suffixes: the filters that the type's own pages print them with."""

    values: Mapping[str, Any]
    suffixes: Mapping[str, str] = field(default_factory=dict[str, str])

    @cached_property
    def written(self) -> Mapping[str, tuple[Spelling, ...]]:
        """How each single value may be written, by its name."""
        return {
            name: tuple(Spelling(folded(one.text), one.suffix, one.is_other) for one in _written(value, self.suffixes.get(name, "")))
            for name, value in self.values.items()
        }

    @cached_property
    def by_text(self) -> Mapping[str, str]:
        """A name for each written form."""
        return {one.text: name for name, forms in reversed(list(self.written.items())) for one in forms}

    def said(self, name: str, suffix: str) -> str | None:
        """Return how a value is written with these filters; None where it is absent or has no such form."""
        return next((one.text for one in self.written.get(name, ()) if one.suffix == suffix), None)


def _written(value: Any, suffix: str) -> Iterator[Spelling]:
    if isinstance(value, LongText):
        yield Spelling(" ".join(bare(line) for line in lines_of(value)))
        return
    rows = as_rows(value)
    if rows is None:
        yield from spellings(value, suffix)
        return
    texts = [str(show(one)) for one in rows if is_single(one)]
    if texts and len(texts) == len(rows) and not any(as_group(one) is not None for one in rows):
        yield Spelling("; ".join(texts))
        yield from (Spelling(joint.join(texts), f" | join('{joint}')") for joint in _JOINTS[1:])


@dataclass(frozen=True, slots=True)
class ColumnTag:
    """How a column's cells come of the items. tag: what stands in the whole cell; "" where it stays as it is. is_sure: every cell fits."""

    tag: str
    name: str = ""
    is_sure: bool = True
    is_other: bool = False


def of_item(variable: str, name: str) -> str:
    """Return how a template reaches a value of an item: by its name, "" for the item itself."""
    return f"{variable}.{name}" if name else variable


def explained(
    texts: Sequence[str], items: Sequence[RowItem], variable: str, *, heading: str = "", labels: Mapping[str, str]
) -> ColumnTag | None:
    """Return the one tag that prints each of a column's texts; None where no value is the whole of every cell."""
    found = [one for name in _names(items) for one in _fitting(texts, items, name)]
    branched = None if any(one.share == 1 for one in found) else _branched(texts, items, variable)
    if branched is not None:
        return branched
    if found:
        texts_first = [one for one in found if all(isinstance(item.values.get(one.name, ""), str) for item in items)]
        name, suffix, share, is_other, _ = max((*texts_first, *found), key=lambda one: _rank(one, heading, labels))
        missing = {text for text, item in zip(texts, items, strict=True) if name not in item.values and text}
        instead = f" | atau('{missing.pop()}')" if len(missing) == 1 else ""
        if (
            all(text == str(at) for at, text in enumerate(texts, start=1))
            and likeness(heading, labels.get(name, name.replace("_", " "))) < CLEAR
        ):
            return ColumnTag("{{ loop.index }}")
        return ColumnTag(f"{{{{ {of_item(variable, name)}{suffix}{instead} }}}}", name, share == 1, is_other)
    counted = next((tag for tag, said in _COUNTED.items() if _is_counted(texts, said)), "")
    return ColumnTag(counted) if counted else _by_choice(texts, items, variable)


def _is_counted(texts: Sequence[str], said: Callable[[int], str]) -> bool:
    """Whether texts count the rows, in whatever order somebody put them since, one of several changed by hand."""
    numbers = {said(at) for at in range(1, len(texts) + 1)}
    return bool(texts) and len(numbers & set(texts)) >= max(1, len(texts) - 1)


def _names(items: Sequence[RowItem]) -> list[str]:
    return list(dict.fromkeys(name for item in items for name in item.values))


class _Fit(NamedTuple):
    """A way in which a value is what a column says. share: of the cells that fit; order: how likely the filters are without them, 0 most."""

    name: str
    suffix: str
    share: float
    is_other: bool
    order: int


def _fitting(texts: Sequence[str], items: Sequence[RowItem], name: str) -> Iterator[_Fit]:
    """Yield the ways in which a value is what a column says, the likeliest first."""
    forms = dict.fromkeys(one.suffix for item in items for one in item.written.get(name, ()))
    for order, suffix in enumerate(forms):
        fits = [_is_said(text, item, name, suffix) for text, item in zip(texts, items, strict=True)]
        present = sum(1 for item, text in zip(items, texts, strict=True) if name in item.values and text)
        if sum(fits) > 1 or len(fits) == 2:  # a note behind the value is one that somebody added to a cell
            added = [at for at, fit in enumerate(fits) if not fit and is_noted(texts[at], items[at].said(name, suffix))]
            fits = [fit or (at in added and len(added) == 1 and any(fits)) for at, fit in enumerate(fits)]
        share = sum(fits) / len(fits)
        if present and share >= LEAST and sum(fit and bool(text) for fit, text in zip(fits, texts, strict=True)) >= min(present, 2):
            is_other = any(
                one.is_other for item, text in zip(items, texts, strict=True) for one in item.written.get(name, ()) if one.text == text
            )
            yield _Fit(name, suffix, share, is_other, order)


def _is_said(text: str, item: RowItem, name: str, suffix: str) -> bool:
    if not item.written.get(name):
        return not text or text in _DASHES
    if isinstance(item.values[name], LongText):
        return bare(text) == item.said(name, suffix) or folded(re.sub(r"(?:^|\s)(?:[-•]|\d{1,2}[.)])\s", " ", text)) == item.said(
            name, suffix
        )
    return any(one.text == text and (one.suffix == suffix or one.is_other) for one in item.written.get(name, ()) if one.suffix == suffix)


def is_noted(text: str, said: str | None) -> bool:
    """Whether a text is a value with a note in brackets behind it, which somebody added."""
    return bool(said) and text.startswith(f"{said} (")


def _rank(fit: _Fit, heading: str, labels: Mapping[str, str]) -> tuple[float, float, float, int]:
    likely = likeness(heading, labels.get(fit.name, fit.name.rpartition(".")[2].replace("_", " ")))
    return round(fit.share, 2), likely, -fit.order - 10 * fit.is_other, -fit.name.count(".")


def _branched(texts: Sequence[str], items: Sequence[RowItem], variable: str) -> ColumnTag | None:
    """Return a value that some rows leave out, or that has the same words behind it in some, where another column tells which."""
    values = [item.values for item in items]
    for name in _names(items):
        for suffix in dict.fromkeys(one.suffix for item in items for one in item.written.get(name, ())):
            said = [item.said(name, suffix) or "" for item in items]
            rests = [text.removeprefix(form) if text.startswith(form) else None for text, form in zip(texts, said, strict=True)]
            is_plain = [rest == "" for rest in rests]
            odd = {text if rest is None else rest for text, rest in zip(texts, rests, strict=True) if rest != ""}
            tag = f"{{{{ {of_item(variable, name)}{suffix} }}}}"
            if len(odd) != 1 or not any(form and plain for form, plain in zip(said, is_plain, strict=True)):
                continue
            behind = min(odd)
            if not behind and (how := telling(values, is_plain, variable)):
                return ColumnTag(f"{{% if {how} %}}{tag}{{% endif %}}", name)
            if behind[:1].isspace() and None not in rests and (how := telling(values, [not plain for plain in is_plain], variable)):
                return ColumnTag(f"{tag}{{% if {how} %}}{behind}{{% endif %}}", name)
    return None


def _by_choice(texts: Sequence[str], items: Sequence[RowItem], variable: str) -> ColumnTag | None:
    """Return the condition by which a column says one of two things: `{% if baris.ada %}Ada{% else %}Tidak ada{% endif %}`."""
    if len(set(texts)) != _MOST_CHOICES or len(texts) < 3:
        return None
    for name in _names(items):
        held = [item.values.get(name) for item in items]
        if all(isinstance(value, bool) for value in held):
            pairs = {(value, text) for value, text in zip(held, texts, strict=True)}
            if len(pairs) == _MOST_CHOICES and {value for value, _ in pairs} == {True, False}:
                said = dict(pairs)
                return ColumnTag(f"{{% if {variable}.{name} %}}{said[True]}{{% else %}}{said[False]}{{% endif %}}", name)
    return None
