"""A word in the running head of every page of a Word document, beside what the template's own heads say."""

from __future__ import annotations

from typing import Final

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml ships no types

from generator.office.package.relations import relations
from generator.office.package.xml import DECLARATION, Element, parsed, serialised
from generator.office.word.build import paragraph, run
from generator.office.word.parts import with_part
from generator.office.word.wml import NS, W, find, fragment

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_ADDRESS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAME: Final = "word/header-tanda.xml"
DRAFT_COLOUR: Final = '<w:color w:val="C00000"/>'


def with_running_head(parts: dict[str, bytes], main: str, word: str) -> dict[str, bytes]:
    """Return the parts with `word` at the head of every page: in the heads there are, and in one of its own where there is none."""
    result = dict(parts)
    for relation in relations(parts, main):
        if relation.type == "header" and relation.target in parts:
            root = parsed(parts[relation.target])
            root.insert(0, fragment(_paragraph(word))[0])
            result[relation.target] = serialised(root)
    head = DECLARATION + f'<w:hdr xmlns:w="{NS}">{_paragraph(word)}</w:hdr>'.encode()
    result = with_part(result, _NAME, head, _TYPE, address=_ADDRESS, owner=main)
    own = next(relation.id for relation in relations(result, main) if relation.target == _NAME)
    root = parsed(result[main])
    has_head = False
    for section in root.iter(f"{W}sectPr"):
        references = {node.get(f"{W}type", "default") for node in section.iterchildren(f"{W}headerReference")}
        has_head = has_head or "default" in references
        if not has_head:
            section.insert(0, _reference("default", own))
        if find(section, "titlePg") is not None and "first" not in references:
            section.insert(0, _reference("first", own))
    result[main] = serialised(root)
    return result


def _reference(applies_to: str, own: str) -> Element:
    node = etree.Element(f"{W}headerReference")
    node.set(f"{W}type", applies_to)
    node.set(_ID, own)
    return node


def _paragraph(word: str) -> str:
    return paragraph(run(word, bold=True, look=DRAFT_COLOUR), align="center")
