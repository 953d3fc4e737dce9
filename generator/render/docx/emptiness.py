"""Pages of a filled starter that would stand empty: a turned section whose table has no rows, the line that ends a full page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from generator.office.package.xml import Element
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, fragment, value

ENDING: Final = "akhir sel"
"""The style of the line by which a starter ends a section; a person's own template is left as it is."""


def drop_empty_pages(body: Element, styles: WordStyles) -> None:
    """Take sections without content out of a document's body, and the last line where a paragraph stands before it."""
    sections = _sections(body)
    empty = [nodes for nodes in sections if _is_ending(nodes[-1], styles) and not any(map(_prints, nodes))]
    if len(empty) < len(sections):
        for node in (node for nodes in empty for node in nodes):
            body.remove(node)
    found = _sections(body)
    for nodes, after in pairwise(found):
        _end_in_last_line(nodes, styles)
        broken = find(after[0], "pPr/pageBreakBefore")
        if broken is not None and _is_ending(nodes[-1], styles):
            broken.getparent().remove(broken)  # the section begins a page: LibreOffice would begin two
    _end_with_last_section(body)
    _drop_last_line(body, styles)


def _sections(body: Element) -> list[list[Element]]:
    """Return the blocks of each section, that which holds its properties last; of the last section all but those of the body."""
    found: list[list[Element]] = [[]]
    for node in body:
        if node.tag == f"{W}sectPr":
            continue
        found[-1].append(node)
        if find(node, "pPr/sectPr") is not None:
            found.append([])
    return [nodes for nodes in found if nodes]


def _is_ending(node: Element, styles: WordStyles) -> bool:
    return node.tag == f"{W}p" and styles.name(value(find(node, "pPr/pStyle"))) == ENDING


def _prints(node: Element) -> bool:
    if node.tag == f"{W}tbl" or next(node.iter(f"{W}drawing", f"{W}pict"), None) is not None:
        return True
    return any((text.text or "").strip() for text in node.iter(f"{W}t"))


def _end_in_last_line(nodes: Sequence[Element], styles: WordStyles) -> None:
    """Let a section end in its last paragraph of text: on a full page there is no room for a line behind it."""
    ending = nodes[-1]
    before = nodes[-2] if len(nodes) > 1 else None
    if before is None or before.tag != f"{W}p" or not _is_ending(ending, styles):
        return
    properties = find(before, "pPr")
    if properties is None:
        [properties] = fragment("<w:pPr/>")
        before.insert(0, properties)
    properties.append(find(ending, "pPr/sectPr"))
    ending.getparent().remove(ending)


def _end_with_last_section(body: Element) -> None:
    """Give the body the properties of its last section, where the one that had the body's own is gone."""
    own = find(body, "sectPr")
    blocks = [node for node in body if node.tag != f"{W}sectPr"]
    last = find(blocks[-1], "pPr/sectPr") if blocks else None
    if own is not None and last is not None:
        last.getparent().remove(last)
        body.replace(own, last)


def _drop_last_line(body: Element, styles: WordStyles) -> None:
    blocks = [node for node in body if node.tag != f"{W}sectPr"]
    if len(blocks) < 2 or not _is_ending(blocks[-1], styles) or _prints(blocks[-1]):
        return
    before = blocks[-2]
    if before.tag == f"{W}p" and find(before, "pPr/sectPr") is None and find(blocks[-1], "pPr/sectPr") is None:
        body.remove(blocks[-1])
