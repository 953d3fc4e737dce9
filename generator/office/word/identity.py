"""Ids that must be unique in a document, made so again after a template's loops have copied them."""

from __future__ import annotations

import re
from typing import Final

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.wml import W, find

_DRAWING: Final = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")([^"]*)(")')
_PARAGRAPH: Final = re.compile(rb'\sw14:(?:paraId|textId)="([0-9A-Fa-f]+)"')
_PARAGRAPH_ID: Final = re.compile(rb'\sw14:paraId="([0-9A-Fa-f]+)"')


def with_unique_ids(xml: bytes, first_drawing: int = 1) -> tuple[bytes, int]:
    """Return a part with unique ids of drawings, paragraphs, bookmarks and content controls, and the next drawing's id.

    Drawings are counted from `first_drawing`, so that a document's parts can share one count.
    """
    xml, following = numbered_drawings(xml, first_drawing)
    if _doubled(_PARAGRAPH_ID.findall(xml)):
        xml = _PARAGRAPH.sub(b"", xml)  # an optional id; Word gives new ones
    if b"<w:bookmarkStart" in xml or b"<w:sdtPr" in xml:
        xml = _with_unique_nodes(xml)
    return xml, following


def numbered_drawings(xml: bytes, first: int) -> tuple[bytes, int]:
    """Return a part with its drawings counted from `first`, and the next one's number."""
    number = first - 1

    def numbered(found: re.Match[bytes]) -> bytes:
        nonlocal number
        number += 1
        return found[1] + str(number).encode() + found[3]

    xml = _DRAWING.sub(numbered, xml)
    return xml, number + 1


def _doubled(ids: list[bytes]) -> bool:
    return len(ids) != len(set(ids))


def _with_unique_nodes(xml: bytes) -> bytes:
    root = parsed(xml)
    changed = _tidy_bookmarks(root)
    changed = _tidy_controls(root) or changed
    return serialised(root) if changed else xml


def _tidy_bookmarks(root: Element) -> bool:
    """Drop bookmarks whose name was there before or that lack their other half; number the rest. Whether anything changed."""
    nodes = list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
    if _are_sound(nodes):
        return False
    kept: set[str] = set()
    pairs = _pairs(nodes)
    for start, end in pairs:
        name = start.get(f"{W}name", "").lower()
        if name in kept:
            _remove(start, end)
            continue
        kept.add(name)
        for node in (start, end):
            node.set(f"{W}id", str(len(kept)))
    paired = {id(node) for pair in pairs for node in pair}
    _remove(*(node for node in nodes if id(node) not in paired))
    return True


def _are_sound(nodes: list[Element]) -> bool:
    starts = [node for node in nodes if node.tag == f"{W}bookmarkStart"]
    ids = [node.get(f"{W}id", "") for node in starts]
    names = {node.get(f"{W}name", "").lower() for node in starts}
    ends = sorted(node.get(f"{W}id", "") for node in nodes if node.tag != f"{W}bookmarkStart")
    return len(names) == len(set(ids)) == len(ids) and sorted(ids) == ends


def _pairs(nodes: list[Element]) -> list[tuple[Element, Element]]:
    """Return the starts with their ends; of starts with one id the first that is open takes the end that comes."""
    open_starts: dict[str, list[Element]] = {}
    pairs: list[tuple[Element, Element]] = []
    for node in nodes:
        waiting = open_starts.setdefault(node.get(f"{W}id", ""), [])
        if node.tag == f"{W}bookmarkStart":
            waiting.append(node)
        elif waiting:
            pairs.append((waiting.pop(0), node))
    return pairs


def _tidy_controls(root: Element) -> bool:
    """Drop the id of a content control that has another's, for Word to give it a new one. Whether anything changed."""
    seen: set[str] = set()
    changed = False
    for properties in list(root.iter(f"{W}sdtPr")):
        node = find(properties, "id")
        if node is None:
            continue
        number = node.get(f"{W}val", "")
        if number in seen:
            _remove(node)
            changed = True
        seen.add(number)
    return changed


def _remove(*nodes: Element) -> None:
    for node in nodes:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
