"""What keeps pieces of a Word document on one page: keepNext of paragraphs, cantSplit of rows; and what begins a page: pageBreakBefore."""

from __future__ import annotations

from typing import Final

import lxml.etree

from generator.office.package.xml import Element
from generator.office.word.wml import W, find, local

_BEFORE_KEEP: Final = frozenset(("pStyle",))
_BEFORE_BREAK: Final = frozenset(("pStyle", "keepNext", "keepLines"))


def unbroken(row: Element) -> None:
    """Let no page part a row."""
    properties = find(row, "trPr")
    if properties is None:
        properties = lxml.etree.Element(f"{W}trPr")
        place = 1 if len(row) and local(row[0]) == "tblPrEx" else 0
        row.insert(place, properties)
    if find(properties, "cantSplit") is None:
        properties.insert(0, lxml.etree.Element(f"{W}cantSplit"))


def keep(paragraph: Element) -> None:
    """Keep a paragraph to the next one; what it says of that itself stays."""
    properties = find(paragraph, "pPr")
    if properties is None:
        properties = lxml.etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if find(properties, "keepNext") is None:
        place = 1 if len(properties) and local(properties[0]) in _BEFORE_KEEP else 0
        properties.insert(place, lxml.etree.Element(f"{W}keepNext"))


def begin_page(paragraph: Element) -> None:
    """Let a paragraph begin a page, on its first line: the space before it is for what stands above."""
    properties = find(paragraph, "pPr")
    if properties is None:
        properties = lxml.etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if find(properties, "pageBreakBefore") is None:
        place = next((at for at, node in enumerate(properties) if local(node) not in _BEFORE_BREAK), len(properties))
        properties.insert(place, lxml.etree.Element(f"{W}pageBreakBefore"))
    spacing = find(properties, "spacing")
    if spacing is not None:
        spacing.set(f"{W}before", "0")
