"""A finished Word document and its data to a template: long texts, loops, lists, single values, conditions, in this order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.example.account import Account, Making
from generator.example.conditions import place_conditions
from generator.example.flows import place_list, place_text
from generator.example.loops import place_loops, variable_of
from generator.example.matrices import place_matrices
from generator.example.singles import place_singles
from generator.example.values import KnownValues
from generator.office.package.parts import packed, read_members, replaced, written
from generator.office.package.xml import Element, parsed, serialised

_STORIES: Final = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


@dataclass(frozen=True, slots=True)
class MadeTemplate:
    """A template made by example: its bytes, and what became of each value."""

    data: bytes
    account: Account


def stories_of(data: bytes) -> dict[str, Element]:
    """Return the parts of a document that hold its text, body first."""
    found = {one.name: parsed(one.data) for one in read_members(data) if one.name.startswith(_STORIES) and one.name.endswith(".xml")}
    return dict(sorted(found.items(), key=lambda one: not one[0].startswith("word/document")))


def with_stories(data: bytes, stories: Mapping[str, Element]) -> bytes:
    """Return a package with the parts that have changed exchanged; every other part stays byte for byte."""
    return written(replaced(read_members(data), {name: packed(name, serialised(root)) for name, root in stories.items()}))


def template_of(data: bytes, known: KnownValues) -> MadeTemplate:
    """Return the template that a finished document and its data give."""
    stories = stories_of(data)
    before = {name: serialised(root) for name, root in stories.items()}
    account = Account()
    making = Making(known, account)
    roots = list(stories.values())
    for one in sorted(known.longs, key=lambda one: -len(one.value)):
        account.placed[one.path] += place_text(roots, one.path, one.value)
    place_matrices(roots, making)
    place_loops(roots, making)
    for one in sorted(known.lists, key=lambda one: -len(one.value)):
        account.placed[one.path] += place_list(roots, one.path, one.value, variable_of("butir", known))
    place_singles(roots, making)
    place_conditions(roots, known, stories_styles(data))
    account.placed = +account.placed
    changed = {name: root for name, root in stories.items() if serialised(root) != before[name]}
    return MadeTemplate(with_stories(data, changed), account)


def stories_styles(data: bytes) -> bytes | None:
    """Return the part of a package that holds its styles."""
    return next((one.data for one in read_members(data) if one.name == "word/styles.xml"), None)
