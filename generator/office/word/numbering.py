"""A document's numberings: one instance per list, so that each starts where it should."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from xml.sax.saxutils import quoteattr

import lxml.etree

from generator.office.package.xml import Element, instruction, parsed, serialised
from generator.office.word.wml import NS, W, find, fragment, hanging_of, indent_of, value

Marker: TypeAlias = Literal["bullet", "number", "letter"]
STEP: Final = 360
_LEVELS: Final = 9
_EMPTY: Final = f'<w:numbering xmlns:w="{NS}"/>'.encode()
_FORMATS: Final[dict[Marker, str]] = {"number": "decimal", "letter": "lowerLetter", "bullet": "bullet"}
_ID: Final = "nomor-definisi"
_LOOK: Final = "nomor-rupa"
_PLACE: Final = "tempat"
_BULLETS: Final = ("•", "–", "▪")


class Numbering:
    """The numberings of one document while it is being finished; `start` counts from 1."""

    def __init__(self, xml: bytes | None) -> None:
        self._sheet = _read(xml or _EMPTY)
        self._own: dict[Marker, int] = {}
        self._copies: dict[int, int | None] = {}
        self._bullet: int | None = None
        self._counted: dict[str, int] = {}
        self._abstracts = dict(self._sheet.abstracts)
        self._instances = dict(self._sheet.instances)
        self._next_abstract = 1 + max((int(key) for key in self._abstracts if key.isdecimal()), default=-1)
        self._next_instance = 1 + max((int(key) for key in self._instances if key.isdecimal()), default=0)
        self._definitions: list[str] = []
        self._made: list[str] = []

    def ordered(self, marker: Marker, level: int, start: int, *, like: int | None = None) -> int:
        """Return the id of a new instance that counts from `start` at `level` (0 to 8).

        like: an instance whose look is taken, that of the author's list style; else our own numbers or letters. Its
        definition is copied, because Word counts on through all instances of one definition.
        """
        abstract = self._copy_of(like) if like is not None else None
        return self._instance(self._own_abstract(marker) if abstract is None else abstract, level, start)

    def counted(self, text: str) -> int:
        """Return the id of a new instance that counts from 1, each number in a text such as "Kartu %1:"; those of one text look alike."""
        if text not in self._counted:
            level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val={quoteattr(text)}/>'
            level += '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
            head = '<w:nsid w:val=""/><w:multiLevelType w:val="singleLevel"/><w:tmpl w:val=""/>'
            self._counted[text] = self._added(_definition(f"{head}{level}"))
        return self._instance(self._counted[text], 0, 1)

    def again(self, number: int, level: int) -> int:
        """Return the id of a new instance that looks like `number` and begins at its start again; `number` itself where nothing counts."""
        source = self._abstract_of(number)
        said = None if source is None else source.levels.get(level)
        if said is None or said.format in ("bullet", "none"):
            return number
        abstract = self._copy_of(number)
        return number if abstract is None else self._instance(abstract, level, int(said.start) if said.start.isdecimal() else 1)

    def bullets(self) -> int:
        """Return the id of our own bulleted instance, the same for all lists."""
        if self._bullet is None:
            self._bullet = self._instance(self._own_abstract("bullet"), 0, None)
        return self._bullet

    def indent(self, number: int, level: int) -> tuple[int, int]:
        """Return (left, hanging) in twips of a level of an instance; steps of 360 where it does not say."""
        abstract = self._abstract_of(number)
        said = None if abstract is None else abstract.levels.get(level)
        return (STEP * (level + 1), STEP) if said is None or said.left is None else (said.left, said.hanging)

    def to_xml(self) -> bytes | None:
        """Return the part's bytes with what was added, or None when nothing was."""
        if not self._made and not self._definitions:
            return None
        definitions, instances = "".join(self._definitions).encode(), "".join(self._made).encode()
        sheet = self._sheet
        return sheet.before + definitions + sheet.between + instances + sheet.behind

    def _abstract_of(self, number: int) -> _Abstract | None:
        """Return the definition of an instance."""
        return self._abstracts.get(self._instances.get(str(number), ""))

    def _copy_of(self, number: int) -> int | None:
        """Return the id of a copy of an instance's definition, tied to no style; None when it has no levels of its own."""
        if number not in self._copies:
            source = self._abstract_of(number)
            self._copies[number] = None if source is None or not source.levels else self._added(source)
        return self._copies[number]

    def _added(self, abstract: _Abstract) -> int:
        """Put a definition behind the others, under a new id, and return that."""
        number, self._next_abstract = self._next_abstract, self._next_abstract + 1
        self._abstracts[str(number)] = abstract
        self._definitions.append(abstract.text.replace(_ID, str(number)).replace(_LOOK, f"0B0A{number % 65536:04X}"))
        return number

    def _instance(self, abstract: int, level: int, start: int | None) -> int:
        number, self._next_instance = self._next_instance, self._next_instance + 1
        restart = "" if start is None else f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self._instances[str(number)] = str(abstract)
        self._made.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>')
        return number

    def _own_abstract(self, marker: Marker) -> int:
        if marker not in self._own:
            levels = "".join(_level(level, marker) for level in range(_LEVELS))
            head = '<w:nsid w:val=""/><w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val=""/>'
            self._own[marker] = self._added(_definition(head + levels))
        return self._own[marker]


@dataclass(frozen=True, slots=True)
class _NumberLevel:
    """A level of a definition. left: twips, None where it does not say."""

    format: str
    start: str
    left: int | None
    hanging: int


@dataclass(frozen=True, slots=True)
class _Abstract:
    """A definition. text: tied to no style, signs in place of its ids; levels: its own."""

    text: str
    levels: Mapping[int, _NumberLevel]


@dataclass(frozen=True, slots=True)
class _NumberSheet:
    """A part as it was read. before, between, behind: its text around the places of new definitions and new instances."""

    abstracts: Mapping[str, _Abstract]
    instances: Mapping[str, str]
    before: bytes
    between: bytes
    behind: bytes


@lru_cache(maxsize=32)
def _read(xml: bytes) -> _NumberSheet:
    """Return a part read; kept, for all documents of a template begin with the same."""
    root = parsed(xml)
    abstracts = {node.get(f"{W}abstractNumId", ""): _abstract(node) for node in root.iter(f"{W}abstractNum")}
    instances: dict[str, str] = {}
    for node in root.iter(f"{W}num"):
        instances.setdefault(node.get(f"{W}numId", ""), value(find(node, "abstractNumId")))
    behind, first = next(iter(root.iter(f"{W}numIdMacAtCleanup")), None), find(root, "num")
    root.text = root.text or ""
    _put(root, instruction(_PLACE, "2"), behind)
    _put(
        root,
        instruction(_PLACE, "1"),
        first if first is not None else root.find("{*}numIdMacAtCleanup") if behind is not None else root[-1],
    )
    before, between, after = re.split(rb"<\?%s \d\?>" % _PLACE.encode(), serialised(root))
    return _NumberSheet(abstracts, instances, before, between, after)


def _put(root: Element, node: Element, before: Element | None) -> None:
    if before is None:
        root.append(node)
    else:
        before.addprevious(node)


def _abstract(node: Element) -> _Abstract:
    copy = deepcopy(node)
    copy.tail = None
    for tied in list(copy.iter(f"{W}pStyle", f"{W}styleLink", f"{W}name")):
        tied.getparent().remove(tied)
    copy.set(f"{W}abstractNumId", _ID)
    for name in ("nsid", "tmpl"):
        found = find(copy, name)
        if found is not None:
            found.set(f"{W}val", _LOOK)
    levels: dict[int, _NumberLevel] = {}
    for level in node.iter(f"{W}lvl"):
        properties, number = find(level, "pPr"), level.get(f"{W}ilvl", "")
        if number.isdecimal():
            said = _NumberLevel(
                value(find(level, "numFmt")), value(find(level, "start"), "1"), indent_of(properties), hanging_of(properties)
            )
            levels.setdefault(int(number), said)
    return _Abstract(lxml.etree.tostring(copy, encoding="unicode").replace(f' xmlns:w="{NS}"', ""), levels)


@lru_cache(maxsize=32)
def _definition(content: str) -> _Abstract:
    """Return a definition of our own."""
    return _abstract(fragment(f'<w:abstractNum w:abstractNumId="">{content}</w:abstractNum>')[0])


def _level(level: int, marker: Marker) -> str:
    sign = _BULLETS[level % len(_BULLETS)] if marker == "bullet" else f"%{level + 1}."
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{_FORMATS[marker]}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
    )
