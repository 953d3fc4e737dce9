"""A document's numberings: one instance per list, so that each starts where it should."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from generator.ooxml.xml import Element, parsed, serialised
from generator.render.docx.wml import NS, W, find, fragment, hanging_of, indent_of, value
from generator.richtext import Marker

STEP: Final = 360
_LEVELS: Final = 9
_EMPTY: Final = f'<w:numbering xmlns:w="{NS}"/>'.encode()
_FORMATS: Final[dict[Marker, str]] = {"number": "decimal", "letter": "lowerLetter", "bullet": "bullet"}
_BULLETS: Final = ("•", "–", "▪")


class Numbering:
    """The numberings of one document while it is being finished; `start` counts from 1."""

    def __init__(self, xml: bytes | None) -> None:
        self._root = parsed(xml or _EMPTY)
        self._changed = False
        self._own: dict[Marker, int] = {}
        self._copies: dict[int, int | None] = {}
        self._bullet: int | None = None

    def ordered(self, marker: Marker, level: int, start: int, *, like: int | None = None) -> int:
        """Return the id of a new instance that counts from `start` at `level` (0 to 8).

        like: an instance whose look is taken, that of the author's list style; else our own numbers or letters. Its
        definition is copied, because Word counts on through all instances of one definition.
        """
        abstract = self._copy_of(like) if like is not None else None
        return self._instance(self._own_abstract(marker) if abstract is None else abstract, level, start)

    def bullets(self) -> int:
        """Return the id of our own bulleted instance, the same for all lists."""
        if self._bullet is None:
            self._bullet = self._instance(self._own_abstract("bullet"), 0, None)
        return self._bullet

    def indent(self, number: int, level: int) -> tuple[int, int]:
        """Return (left, hanging) in twips of a level of an instance; steps of 360 where it does not say."""
        properties = self._level_properties(number, level)
        left = indent_of(properties)
        return (STEP * (level + 1), STEP) if left is None else (left, hanging_of(properties))

    def to_xml(self) -> bytes | None:
        """Return the part's bytes, or None when nothing was added."""
        return serialised(self._root) if self._changed else None

    def _abstract_of(self, number: int) -> Element | None:
        """Return the definition of an instance."""
        for instance in self._root.iter(f"{W}num"):
            if instance.get(f"{W}numId") == str(number):
                key = value(find(instance, "abstractNumId"))
                return next((node for node in self._root.iter(f"{W}abstractNum") if node.get(f"{W}abstractNumId") == key), None)
        return None

    def _level_properties(self, number: int, level: int) -> Element | None:
        abstract = self._abstract_of(number)
        levels = () if abstract is None else (node for node in abstract.iter(f"{W}lvl") if node.get(f"{W}ilvl") == str(level))
        return next((find(node, "pPr") for node in levels), None)

    def _copy_of(self, number: int) -> int | None:
        """Return the id of a copy of an instance's definition, tied to no style; None when it has no levels of its own."""
        if number not in self._copies:
            source = self._abstract_of(number)
            self._copies[number] = None if source is None or find(source, "lvl") is None else self._added(_untied(deepcopy(source)))
        return self._copies[number]

    def _added(self, abstract: Element) -> int:
        """Put a definition behind the others, under a new id, and return that."""
        number = 1 + max((int(node.get(f"{W}abstractNumId", "0")) for node in self._root.iter(f"{W}abstractNum")), default=-1)
        abstract.set(f"{W}abstractNumId", str(number))
        for name in ("nsid", "tmpl"):
            node = find(abstract, name)
            if node is not None:
                node.set(f"{W}val", f"0B0A{number % 65536:04X}")
        first = find(self._root, "num")
        self._root.insert(len(self._root) if first is None else self._root.index(first), abstract)
        self._changed = True
        return number

    def _instance(self, abstract: int, level: int, start: int | None) -> int:
        number = 1 + max((int(node.get(f"{W}numId", "0")) for node in self._root.iter(f"{W}num")), default=0)
        restart = "" if start is None else f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        [node] = fragment(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>')
        after = [child for child in self._root if child.tag in (f"{W}numIdMacAtCleanup",)]
        self._root.insert(self._root.index(after[0]) if after else len(self._root), node)
        self._changed = True
        return number

    def _own_abstract(self, marker: Marker) -> int:
        if marker not in self._own:
            levels = "".join(_level(level, marker) for level in range(_LEVELS))
            kind = '<w:nsid w:val=""/><w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val=""/>'
            [definition] = fragment(f'<w:abstractNum w:abstractNumId="">{kind}{levels}</w:abstractNum>')
            self._own[marker] = self._added(definition)
        return self._own[marker]


def _untied(abstract: Element) -> Element:
    for node in list(abstract.iter(f"{W}pStyle", f"{W}styleLink", f"{W}name")):
        node.getparent().remove(node)
    return abstract


def _level(level: int, marker: Marker) -> str:
    sign = _BULLETS[level % len(_BULLETS)] if marker == "bullet" else f"%{level + 1}."
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{_FORMATS[marker]}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
    )
