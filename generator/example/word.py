"""A finished Word document and its data to a template: long texts, loops, lists, single values, conditions, in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.example.account import Account, Making
from generator.example.chapters import place_chapters
from generator.example.conditions import Conditions, conditions_of, place_conditions
from generator.example.deciding import Decider
from generator.example.flows import place_list, place_text
from generator.example.loops import place_loops, variable_of
from generator.example.masters import place_masters
from generator.example.matrices import place_matrices
from generator.example.media import without_unused
from generator.example.outlined import holds
from generator.example.pictures import place_pictures
from generator.example.second import Merging
from generator.example.sections import place_sections
from generator.example.sentences import place_sentences
from generator.example.singles import place_singles
from generator.example.values import KnownValues, shown_item
from generator.office.package.parts import packed, read_members, replaced, written
from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.styles import WordStyles
from generator.office.word.wml import find
from generator.spec.compile import CompiledSpec

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
    """Return a package with the parts that have changed exchanged; every other part stays byte for byte, but for pictures that are gone."""
    members = read_members(data)
    before = {one.name: one.data for one in members if one.name in stories}
    return written(without_unused(replaced(members, {name: packed(name, serialised(root)) for name, root in stories.items()}), before))


@dataclass(frozen=True, slots=True)
class WordExample:
    """A finished document with what its data can print."""

    data: bytes
    known: KnownValues


@dataclass(frozen=True, slots=True)
class ToldExample:
    """A finished document or workbook as stories: its parts or sheets by name, with what is made of them."""

    stories: Mapping[str, Element]
    making: Making


def template_of_all(examples: Sequence[WordExample], compiled: CompiledSpec | None) -> MadeTemplate:
    """Return the template that several finished documents of one type give: the first, with branches for what only the others say."""
    first = examples[0]
    told = [ToldExample(stories_of(one.data), Making(one.known, Account())) for one in examples]
    stories, account = told[0].stories, told[0].making.account
    before = {name: serialised(root) for name, root in stories.items()}
    conditions, _ = put_together(told, compiled)
    styles = WordStyles(stories_styles(first.data))
    for root in stories.values():
        place_conditions(root, conditions.in_story(root))
        place_sections(root, conditions.in_story(root), styles)
    account.placed = +account.placed
    changed = {name: root for name, root in stories.items() if serialised(root) != before[name]}
    return MadeTemplate(with_stories(first.data, changed), account)


def put_together(told: Sequence[ToldExample], compiled: CompiledSpec | None) -> tuple[Conditions, KnownValues]:
    """Put tags into the stories of all examples and make one of them, the first; return under which conditions what stands, and what all can print."""
    first = told[0]
    account, known = first.making.account, first.making.known
    always, common, printed = list[Element](), list[Element](), set[str]()
    tagged(list(first.stories.values()), first.making)
    for other in told[1:]:
        assert compiled is not None
        theirs, placed = other.making.known, other.making.account.placed
        tagged(list(other.stories.values()), other.making)
        printed |= {one.path for one in theirs.tables if placed[one.path] and holds(one.condition, theirs.context) is False}
        decider = Decider(known, theirs, compiled)
        merging = Merging(decider, account)
        _merged(first.stories, other.stories, merging)
        always += merging.always
        common += merging.common
        known = decider.together()
    contexts = [one.making.known.context for one in told]
    return replace(conditions_of(known, printed), always=always, common=set(common), contexts=contexts), known


def _merged(stories: Mapping[str, Element], others: Mapping[str, Element], merging: Merging) -> None:
    for name, root in stories.items():
        other = others.get(name)
        if other is not None:
            body, their_body = find(root, "body"), find(other, "body")
            merging.blocks(root if body is None else body, other if their_body is None else their_body)


def tagged(roots: Sequence[Element], making: Making) -> None:
    """Put tags in the place of all that the data can print, the longest and surest first."""
    known, account = making.known, making.account
    place_pictures(roots, making)
    place_masters(roots, making)
    place_chapters(roots, making)
    for one in sorted(known.longs, key=lambda one: -len(one.value)):
        account.placed[one.path] += place_text(roots, one.path, one.value)
    place_matrices(roots, making)
    place_loops(roots, making)
    place_sentences(roots, making)
    values = {shown_item(one.value) for one in known.singles}
    for one in sorted(known.lists, key=lambda one: -len(one.value)):
        account.placed[one.path] += place_list(roots, one.path, one.value, variable_of("butir", known), values=values)
    place_singles(roots, making)


def stories_styles(data: bytes) -> bytes | None:
    """Return the part of a package that holds its styles."""
    return next((one.data for one in read_members(data) if one.name == "word/styles.xml"), None)
