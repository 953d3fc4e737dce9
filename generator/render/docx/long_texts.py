"""Long texts on their way through a template: a mark goes in where a text belongs, the text itself comes after.

A template says `{{ uraian }}` in one paragraph, and a long text is several. So the template engine prints a mark, and
when the document is rendered the paragraph that holds nothing but the mark gives way to the text's own paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final
from xml.sax.saxutils import escape

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import (
    Sections,
    W,
    children_by_name,
    find,
    fragment,
    indent_of,
    local,
    own_paragraph,
    put_in_place,
    text_element,
    value,
    whole,
)
from generator.render.docx.richtext_xml import Host, runs_xml, to_docx
from generator.richtext import Block, ListItem, Paragraph, Run, blocks_of, to_plain

# Noncharacters of Unicode, kept for a program's own use: XML carries them, no text holds them.
_OPEN: Final = "\ufdd0"
_CLOSE: Final = "\ufdd1"
MARK: Final = re.compile(f"{_OPEN}([0-9a-f]{{16}}){_CLOSE}")
_MARK_BYTES: Final = re.compile(_OPEN.encode() + b"([0-9a-f]{16})" + _CLOSE.encode())
_BESIDE: Final = {"pPr", "proofErr", "bookmarkStart", "bookmarkEnd"}


class LongTextStore:
    """The long texts of one document while its template is rendered.

    A mark names its text by a digest, so the same document gives the same marks, and what a mark brings in is never
    more than a text of the document itself, whoever typed the mark.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def mark(self, text: str) -> str:
        """Return the mark to print in place of `text`."""
        told = f"butir:{text}" if isinstance(text, ListItem) else text  # the same words are read otherwise as a list's item
        key = sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
        self._texts[key] = text
        return f"{_OPEN}{key}{_CLOSE}"

    def blocks(self, key: str) -> tuple[Block, ...]:
        """Return the blocks of the text a mark names; of an unknown mark, its letters."""
        return blocks_of(self._texts.get(key, key))


def has_marks(xml: bytes) -> bool:
    """Whether a part holds the mark of a long text."""
    return _MARK_BYTES.search(xml) is not None


def expand_long_texts(xml: bytes, store: LongTextStore, numbering: Numbering, styles: WordStyles) -> bytes:
    """Return a part (document, header, footer, notes) with its long texts in place of their marks.

    Where a paragraph holds only a mark, the text's own paragraphs come; where other text stands beside it, its lines.
    """
    root = parsed(xml)
    sections = Sections(root)
    for text in [node for node in root.iter(f"{W}t") if _OPEN in (node.text or "")]:
        paragraph = own_paragraph(text)
        found = MARK.fullmatch((text.text or "").strip())
        if paragraph is not None and found and _is_alone(text, paragraph):
            host = _host(paragraph, text, numbering, styles, width=sections.width(paragraph))
            put_in_place(paragraph, fragment(to_docx(store.blocks(found[1]), numbering, styles, host)))
        else:
            write_inline(text, store)
    return plain_marks(serialised(root), store)


def plain_marks(xml: bytes, store: LongTextStore) -> bytes:
    """Return a part with the marks left in it, such as in a title or an alternative text, as plain text on one line."""

    def plain(found: re.Match[bytes]) -> bytes:
        text = to_plain(store.blocks(found[1].decode())).replace("\n", " ")
        return escape(text, {'"': "&quot;", "'": "&apos;"}).encode()

    return _MARK_BYTES.sub(plain, xml)


def _is_alone(text: Element, paragraph: Element) -> bool:
    run = text.getparent()
    if run.getparent() is not paragraph:
        return False
    return all(child is run or local(child) in _BESIDE or _is_blank(child) for child in paragraph) and all(
        child is text or local(child) in ("rPr", "lastRenderedPageBreak") or _is_blank_text(child) for child in run
    )


def _is_blank(node: Element) -> bool:
    return local(node) == "r" and all(local(child) in ("rPr", "lastRenderedPageBreak") or _is_blank_text(child) for child in node)


def _is_blank_text(node: Element) -> bool:
    return local(node) == "t" and not (node.text or "").strip()


def _host(paragraph: Element, text: Element, numbering: Numbering, styles: WordStyles, *, width: int) -> Host:
    properties = find(paragraph, "pPr")
    style = value(find(paragraph, "pPr/pStyle"))
    number = _number(paragraph, style, styles)
    left = indent_of(properties)
    if left is None:
        left = numbering.indent(*number)[0] if number else styles.left_indent(style or styles.default_paragraph) or 0
    kept = {name: xml for name, xml in children_by_name(properties).items() if name not in ("sectPr", "pPrChange")}
    run = children_by_name(find(text.getparent(), "rPr"))
    return Host(style, kept, run, left, width, number is not None)


def _number(paragraph: Element, style: str, styles: WordStyles) -> tuple[int, int] | None:
    """Return (num id, level) of a numbered paragraph, by its own properties or its style's."""
    own = find(paragraph, "pPr/numPr/numId")
    if own is None:
        return styles.numbering(style)
    level = whole(value(find(paragraph, "pPr/numPr/ilvl")))
    return None if value(own, "0") == "0" else (whole(value(own)), level)


def write_inline(text: Element, store: LongTextStore) -> None:
    """Put the texts of the marks in a `w:t` in its place, its run cut around them."""
    run = text.getparent()
    base = children_by_name(find(run, "rPr"))
    after = [child for child in run if run.index(child) > run.index(text)]
    pieces = MARK.split(text.text or "")
    text.text = pieces[0]
    for position in range(1, len(pieces), 2):
        for element in fragment(runs_xml(_inline_runs(store.blocks(pieces[position])), base)):
            run = _put_after(run, element)
        [rest] = fragment(runs_xml((Run(""),), base))
        rest.append(text_element(pieces[position + 1]))
        run = _put_after(run, rest)
    run.extend(after)


def _put_after(run: Element, element: Element) -> Element:
    element.tail, run.tail = run.tail, None
    run.addnext(element)
    return element


def _inline_runs(blocks: Iterable[Block]) -> tuple[Run, ...]:
    """Return the blocks as runs inside a line: a single paragraph keeps its bold and italic, the rest is lines."""
    listed = tuple(blocks)
    if len(listed) == 1 and isinstance(listed[0], Paragraph):
        return listed[0].runs
    lines = to_plain(listed).split("\n")
    return tuple(Run(line, break_after=index < len(lines) - 1) for index, line in enumerate(lines))
