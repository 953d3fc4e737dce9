"""The contents list: a TOC field whose result is already there, with links to bookmarks on the headings.

Word would fill such a field only after a question that frightens people, LibreOffice not at all.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word import build
from generator.office.word.styles import WordStyles, level_of
from generator.office.word.wml import Sections, W, find, fragment, own_paragraph, put_in_place, texts_of, value, whole
from generator.render.rendering import ContentsEntry

# What a template's `{{ daftar_isi }}` prints; the paragraph around it becomes the list.
CONTENTS_MARK: Final = "\ufdd0daftar-isi\ufdd1"
_INSTRUCTION: Final = ' TOC \\o "1-3" \\h \\z \\u '
DEEPEST: Final = 3
FIRST_BOOKMARK: Final = 100000001


@dataclass(frozen=True, slots=True)
class ListedHeading:
    """A heading as the list names it; page: "" where none is known."""

    level: int
    text: str
    bookmark: str
    page: str


def has_contents_mark(xml: bytes) -> bool:
    """Whether a part holds the mark of the contents list."""
    return CONTENTS_MARK.encode() in xml


def write_contents(xml: bytes, styles: WordStyles, entries: Sequence[ContentsEntry] | None) -> bytes:
    """Return the document part with the contents list in place of its mark and bookmarks on the headings it names.

    entries: the headings with their pages, in the document's order; a heading that is not among them gets the page of
    the one before it. None: no page numbers are known, and none are printed. A document without the mark stays as it is.
    """
    if not has_contents_mark(xml):
        return xml
    root = parsed(xml)
    marks = [node for node in root.iter(f"{W}t") if CONTENTS_MARK in (node.text or "")]
    headings = _bookmarked(root, _headings(root, styles), entries)
    sections = Sections(root)
    for mark in marks:
        paragraph = own_paragraph(mark)
        if paragraph is None:
            continue
        put_in_place(paragraph, fragment(list_xml(headings, styles, sections.width(paragraph))))
    return serialised(root)


def _headings(root: Element, styles: WordStyles) -> list[tuple[Element, int, str]]:
    """Return (paragraph, level, text) of the headings down to the third level, in order; empty ones left out."""
    found: list[tuple[Element, int, str]] = []
    for paragraph in root.iter(f"{W}p"):
        level = _level(paragraph, styles)
        text = " ".join(texts_of(paragraph).split())
        if level is not None and level <= DEEPEST and text and next(paragraph.iterancestors(f"{W}txbxContent"), None) is None:
            found.append((paragraph, level, text))
    return found


def _level(paragraph: Element, styles: WordStyles) -> int | None:
    own = find(paragraph, "pPr/outlineLvl")
    if own is not None:
        return level_of(value(own))
    style = find(paragraph, "pPr/pStyle")
    return None if style is None else styles.heading_level(value(style))


def _bookmarked(
    root: Element, headings: Sequence[tuple[Element, int, str]], entries: Sequence[ContentsEntry] | None
) -> list[ListedHeading]:
    """Put a bookmark on each heading and return what the list says of it."""
    starts = list(root.iter(f"{W}bookmarkStart"))
    taken = {node.get(f"{W}name", "") for node in starts}
    names = (name for number in count(FIRST_BOOKMARK) if (name := f"_Toc{number}") not in taken)
    ids = count(1 + max((whole(node.get(f"{W}id")) for node in starts), default=0))
    pages = pages_of([text for _, _, text in headings], entries)
    listed: list[ListedHeading] = []
    for (paragraph, level, text), page, name, number in zip(headings, pages, names, ids, strict=False):
        start, end = fragment(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>')
        paragraph.insert(0 if find(paragraph, "pPr") is None else 1, start)
        paragraph.append(end)
        listed.append(ListedHeading(level, text, name, page))
    return listed


def pages_of(texts: Sequence[str], entries: Sequence[ContentsEntry] | None) -> list[str]:
    """Return the page of each heading: that of the next entry with its words, else of the heading before."""
    pages: list[str] = []
    listed = list(entries or ())
    places: dict[str, deque[int]] = {}
    for at, entry in enumerate(listed):
        places.setdefault(_words(entry.text), deque()).append(at)
    start = 0
    for text in texts:
        waiting = places.get(_words(text), deque())
        while waiting and waiting[0] < start:
            waiting.popleft()
        if waiting:
            start = waiting.popleft() + 1
            pages.append(str(listed[start - 1].page))
        else:
            pages.append(pages[-1] if pages else "")
    return pages


def _words(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def list_xml(headings: Sequence[ListedHeading], styles: WordStyles, width: int) -> str:
    """Return the list: a field that begins in its first entry and ends in its last."""
    begin, end = build.field_start(_INSTRUCTION), build.field_sign("end")
    if not headings:
        return build.paragraph(begin + end)
    shallowest = min(heading.level for heading in headings)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    entries = [_entry(heading) for heading in headings]
    entries[0] = begin + entries[0]
    entries[-1] += end
    styled = ((entry, styles.contents(heading.level, shallowest)) for entry, heading in zip(entries, headings, strict=True))
    return "".join(build.paragraph(entry, style, more=tabs) for entry, style in styled)


def _entry(heading: ListedHeading) -> str:
    """Return an entry's content: a link of the heading's text and its page."""
    page = build.tab() + build.field(f" PAGEREF {heading.bookmark} \\h ", build.run(str(heading.page))) if heading.page else ""
    return f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{build.run(heading.text)}{page}</w:hyperlink>'
