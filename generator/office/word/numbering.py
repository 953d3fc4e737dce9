"""A document's numberings: one instance per list, so that each starts where it should."""

from __future__ import annotations

from copy import deepcopy
from typing import Final, Literal, TypeAlias
from xml.sax.saxutils import quoteattr

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.wml import NS, W, find, fragment, hanging_of, indent_of, value

Marker: TypeAlias = Literal["bullet", "number", "letter"]
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
        self._counted: dict[str, int] = {}
        self._abstracts = {node.get(f"{W}abstractNumId", ""): node for node in self._root.iter(f"{W}abstractNum")}
        self._instances: dict[str, str] = {}
        for node in self._root.iter(f"{W}num"):
            self._instances.setdefault(node.get(f"{W}numId", ""), value(find(node, "abstractNumId")))
        self._next_abstract = 1 + max((int(key) for key in self._abstracts if key.isdecimal()), default=-1)
        self._next_instance = 1 + max((int(key) for key in self._instances if key.isdecimal()), default=0)
        self._behind = next(iter(self._root.iter(f"{W}numIdMacAtCleanup")), None)
        self._first = find(self._root, "num")

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
            [definition] = fragment(f'<w:abstractNum w:abstractNumId="">{head}{level}</w:abstractNum>')
            self._counted[text] = self._added(definition)
        return self._instance(self._counted[text], 0, 1)

    def again(self, number: int, level: int) -> int:
        """Return the id of a new instance that looks like `number` and begins at its start again; `number` itself where nothing counts."""
        source = self._abstract_of(number)
        node = None if source is None else self._level_of(source, level)
        if node is None or value(find(node, "numFmt")) in ("bullet", "none"):
            return number
        abstract = self._copy_of(number)
        if abstract is None:
            return number
        start = value(find(node, "start"), "1")
        return self._instance(abstract, level, int(start) if start.isdecimal() else 1)

    def bullets(self) -> int:
        """Return the id of our own bulleted instance, the same for all lists."""
        if self._bullet is None:
            self._bullet = self._instance(self._own_abstract("bullet"), 0, None)
        return self._bullet

    def indent(self, number: int, level: int) -> tuple[int, int]:
        """Return (left, hanging) in twips of a level of an instance; steps of 360 where it does not say."""
        abstract = self._abstract_of(number)
        node = None if abstract is None else self._level_of(abstract, level)
        properties = None if node is None else find(node, "pPr")
        left = indent_of(properties)
        return (STEP * (level + 1), STEP) if left is None else (left, hanging_of(properties))

    def to_xml(self) -> bytes | None:
        """Return the part's bytes, or None when nothing was added."""
        return serialised(self._root) if self._changed else None

    def _abstract_of(self, number: int) -> Element | None:
        """Return the definition of an instance."""
        return self._abstracts.get(self._instances.get(str(number), ""))

    @staticmethod
    def _level_of(abstract: Element, level: int) -> Element | None:
        return next((node for node in abstract.iter(f"{W}lvl") if node.get(f"{W}ilvl") == str(level)), None)

    def _copy_of(self, number: int) -> int | None:
        """Return the id of a copy of an instance's definition, tied to no style; None when it has no levels of its own."""
        if number not in self._copies:
            source = self._abstract_of(number)
            self._copies[number] = None if source is None or find(source, "lvl") is None else self._added(_untied(deepcopy(source)))
        return self._copies[number]

    def _added(self, abstract: Element) -> int:
        """Put a definition behind the others, under a new id, and return that."""
        number, self._next_abstract = self._next_abstract, self._next_abstract + 1
        abstract.set(f"{W}abstractNumId", str(number))
        for name in ("nsid", "tmpl"):
            node = find(abstract, name)
            if node is not None:
                node.set(f"{W}val", f"0B0A{number % 65536:04X}")
        self._abstracts[str(number)] = abstract
        self._put(abstract, self._behind if self._first is None else self._first)
        return number

    def _instance(self, abstract: int, level: int, start: int | None) -> int:
        number, self._next_instance = self._next_instance, self._next_instance + 1
        restart = "" if start is None else f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        [node] = fragment(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>')
        self._instances[str(number)] = str(abstract)
        self._first = node if self._first is None else self._first
        self._put(node, self._behind)
        return number

    def _put(self, node: Element, before: Element | None) -> None:
        """Put a node before another, or at the end."""
        self._changed = True
        if before is None:
            self._root.append(node)
        else:
            before.addprevious(node)

    def _own_abstract(self, marker: Marker) -> int:
        if marker not in self._own:
            levels = "".join(_level(level, marker) for level in range(_LEVELS))
            head = '<w:nsid w:val=""/><w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val=""/>'
            [definition] = fragment(f'<w:abstractNum w:abstractNumId="">{head}{levels}</w:abstractNum>')
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
