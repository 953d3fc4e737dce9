"""Numbered lists in a loop: found in the template, and begun again in each round of the filled document.

Word counts on through all paragraphs of one list, so that the second round of a loop would begin with 3. A list begins
again where each round shows something before it; numbers of headings, and of what a loop itself lists, count on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, fragment, value
from generator.render.docx.blocks import TOKEN

SIGN_NAME: Final = "borang-daftar"
_VALUE: Final = re.compile(r'w:val="([^"]*)"')
_FOR: Final = re.compile(r"^\{%[-+]?\s*(for|endfor)\b")


@dataclass(slots=True)
class _ListParagraph:
    """A paragraph of the template. number: the list it counts in, "" none; repeated: whether an inner loop gives several of it."""

    number: str = ""
    style: str = ""
    is_seen: bool = False
    is_repeated: bool = False
    is_settled: bool = False


@dataclass(slots=True)
class _Loop:
    end: int
    paragraphs: list[_ListParagraph] = field(default_factory=list[_ListParagraph])


def with_restarts(text: str, styles: WordStyles) -> str:
    """Return a story's text with a sign behind each `for` whose rounds begin a list again."""
    if "{%" not in text:
        return text
    signs = sorted(_restarts(text, styles), reverse=True)
    for position, numbers in signs:
        text = f"{text[:position]}<?{SIGN_NAME} {' '.join(numbers)}?>{text[position:]}"
    return text


def _restarts(text: str, styles: WordStyles) -> Iterator[tuple[int, list[str]]]:
    loops = [_Loop(0)]
    open_paragraphs: list[_ListParagraph] = []
    position = 0
    for token in TOKEN.finditer(text):
        if open_paragraphs and text[position : token.start()].strip():
            open_paragraphs[-1].is_seen = True
        position = token.end()
        if token["tag"] is None:
            _read_element(token, open_paragraphs, loops, styles)
            continue
        if open_paragraphs and token["tag"].startswith("{{"):
            open_paragraphs[-1].is_seen = True
        found = _FOR.match(token["tag"])
        if found is not None and found.group(1) == "for":
            loops.append(_Loop(token.end()))
        elif found is not None and len(loops) > 1:
            loop = loops.pop()
            if numbers := _settled(loop.paragraphs):
                yield loop.end, numbers
            for paragraph in loop.paragraphs:
                paragraph.is_repeated = True
            loops[-1].paragraphs += loop.paragraphs


def _read_element(token: re.Match[str], open_paragraphs: list[_ListParagraph], loops: list[_Loop], styles: WordStyles) -> None:
    name = token["name"]
    if name == "w:p" and not token["rest"].endswith("/"):
        open_paragraphs.append(_ListParagraph())
    elif name == "/w:p" and open_paragraphs:
        paragraph = open_paragraphs.pop()
        paragraph.number = _list_of(paragraph, styles)
        loops[-1].paragraphs.append(paragraph)
    elif name in ("w:numId", "w:pStyle") and open_paragraphs and (found := _VALUE.search(token["rest"])) is not None:
        if name == "w:numId":
            open_paragraphs[-1].number = found.group(1)
        else:
            open_paragraphs[-1].style = found.group(1)
    elif name in ("w:drawing", "w:pict") and open_paragraphs:
        open_paragraphs[-1].is_seen = True


def _list_of(paragraph: _ListParagraph, styles: WordStyles) -> str:
    """Return the list that a paragraph counts in, its own or its style's; headings count in none of ours."""
    if not paragraph.is_seen or styles.heading_level(paragraph.style) is not None:
        return ""
    if not paragraph.number:
        found = styles.numbering(paragraph.style)
        return str(found[0]) if found is not None and found[0] else ""
    return "" if paragraph.number == "0" else paragraph.number


def _settled(paragraphs: list[_ListParagraph]) -> list[str]:
    """Return the lists that begin again in each round of a loop, and settle their paragraphs."""
    seen = [paragraph for paragraph in paragraphs if paragraph.is_seen]
    again: list[str] = []
    for number in dict.fromkeys(paragraph.number for paragraph in seen if paragraph.number and not paragraph.is_settled):
        own = [paragraph for paragraph in seen if paragraph.number == number]
        if seen[0].number != number and (len(own) > 1 or own[0].is_repeated):
            again.append(number)
            for paragraph in own:
                paragraph.is_settled = True
    return again


def has_restarts(xml: bytes) -> bool:
    """Whether a part holds signs of lists to begin again."""
    return f"<?{SIGN_NAME} ".encode() in xml


def restarted(xml: bytes, numbering: Numbering, styles: WordStyles) -> bytes:
    """Return a filled part with a list of its own for each round, the signs gone."""
    root = parsed(xml)
    waiting: set[str] = set()
    current: dict[str, int] = {}
    signs: list[Element] = []
    for node in root.iter():
        if node.tag == f"{W}p":
            _count(node, waiting, current, numbering, styles=styles)
        elif not isinstance(node.tag, str) and getattr(node, "target", "") == SIGN_NAME:
            waiting.update((node.text or "").split())
            signs.append(node)
    for node in signs:
        _remove(node)
    return serialised(root)


def _count(paragraph: Element, waiting: set[str], current: dict[str, int], numbering: Numbering, *, styles: WordStyles) -> None:
    style = value(find(paragraph, "pPr/pStyle"))
    own = value(find(paragraph, "pPr/numPr/numId"))
    told = value(find(paragraph, "pPr/numPr/ilvl"), "0")
    level = int(told) if told.isdecimal() else 0
    if not own and (found := styles.numbering(style)) is not None:
        own, level = str(found[0]), found[1]
    if styles.heading_level(style) is not None:
        return
    if own in waiting and own.isdecimal():
        waiting.discard(own)
        current[own] = numbering.again(int(own), level)
    if own in current and current[own] != int(own):
        set_number(paragraph, current[own], level)


def set_number(paragraph: Element, number: int, level: int) -> None:
    """Number a paragraph in a list."""
    properties = find(paragraph, "pPr")
    if properties is None:
        [properties] = fragment("<w:pPr/>")
        paragraph.insert(0, properties)
    old = find(properties, "numPr")
    [new] = fragment(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    if old is not None:
        properties.replace(old, new)
        return
    before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    properties.insert(sum(1 for child in properties if child.tag in {W + name for name in before}), new)


def _remove(node: Element) -> None:
    """Take a sign out, and leave the text behind it where it was."""
    parent, previous, tail = node.getparent(), node.getprevious(), node.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
