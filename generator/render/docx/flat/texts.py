"""Long texts put in place of their marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from generator.office.word.flat import Block, FlatParagraph, lone_text
from generator.office.word.looks import content_of, elements, look, paragraph_of, text_of
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, indent_of, paragraph_properties, whole
from generator.render.docx.flat.places import SIGN, MarkPlace, blocks_of
from generator.render.docx.long_texts import MARK, LongTextStore, write_inline
from generator.render.docx.richtext_xml import Host, runs_xml, to_pieces
from generator.richtext import Paragraph as Said

_MARK_LETTERS: Final = 18
_KEY: Final = re.compile("\ufdd0[0-9a-f]{16}\ufdd1")
_ALONE: Final = lone_text("(\ufdd0\ufdd1)")


class LongTextsPut:
    """Puts the long texts of a document in place. numbering: gives its numberings, once a list needs them."""

    def __init__(self, store: LongTextStore, styles: WordStyles, numbering: Callable[[], Numbering]) -> None:
        self._store = store
        self._styles = styles
        self._numbering = numbering

    def __call__(self, paragraph: FlatParagraph, place: MarkPlace) -> Sequence[Block] | None:
        """Return what comes in place of a paragraph that is a long text alone; within other text its lines are written into it."""
        content = paragraph.content
        start = content.find(SIGN)
        end = start + _MARK_LETTERS
        run = _run_alone(content[:start], content[end:]) if _KEY.fullmatch(content, start, end) else None
        if run is None:
            if MARK.search(content):
                paragraph.content = self._with_lines(content)
            return None
        blocks = self._store.blocks(content[start + 1 : end - 1])
        if len(blocks) == 1 and isinstance(blocks[0], Said):
            return [FlatParagraph("", _joined(paragraph.look), runs_xml(blocks[0].runs, _run_children(run)))]
        host = self._host(paragraph.look, run, place)
        made: list[Block] = []
        for piece in to_pieces(blocks, _AskedNumbering(self._numbering), self._styles, host):  # type: ignore[arg-type] - the numberings, once asked
            if isinstance(piece, str):
                made += blocks_of(piece)
            else:
                made.append(piece)
        return made

    def _host(self, inner: str, run: str, place: MarkPlace) -> Host:
        number = self._number(inner)
        if number is None:
            return _plain_host(self._styles.sheet, inner, run, place.width)
        left = _indent(inner)
        if left is None:
            left = self._numbering().indent(*number)[0]
        return Host(look(inner).style, _kept(inner), _run_children(run), left, place.width, numbered=True)

    def _number(self, inner: str) -> tuple[int, int] | None:
        says = look(inner)
        if says.number is None:
            return self._styles.numbering(says.style)
        return None if says.number[0] in ("0", "") else (whole(says.number[0]), whole(says.number[1]))

    def _with_lines(self, content: str) -> str:
        paragraph = paragraph_of("", content)
        for text in [node for node in paragraph.iter(f"{W}t") if SIGN in (node.text or "")]:
            write_inline(text, self._store)
        return content_of(paragraph)


class _AskedNumbering:
    """The numberings of a document, made when first asked."""

    def __init__(self, numbering: Callable[[], Numbering]) -> None:
        self._asked = numbering

    def __getattr__(self, name: str) -> object:
        return getattr(self._asked(), name)


@lru_cache(maxsize=1024)
def _run_alone(before: str, behind: str) -> str | None:
    """Return the properties of the run whose text is alone in a paragraph, given what stands around it; None where something else does."""
    found = _ALONE.fullmatch(f"{before}\ufdd0\ufdd1{behind}")
    return None if found is None else found[1] or ""


@lru_cache(maxsize=1024)
def _plain_host(sheet: bytes, inner: str, run: str, width: int) -> Host:
    """Return the host of a paragraph without a number. sheet: the styles of its template, which has the paragraph's own."""
    styles, style = WordStyles(sheet), look(inner).style
    left = _indent(inner)
    left = (styles.left_indent(style or styles.default_paragraph) or 0) if left is None else left
    return Host(style, _kept(inner), _run_children(run), left, width)


@lru_cache(maxsize=4096)
def _kept(inner: str) -> dict[str, str]:
    return {name: xml for name, xml in look(inner).children.items() if name not in ("sectPr", "pPrChange")}


@lru_cache(maxsize=4096)
def _joined(inner: str) -> str:
    """Return the properties that a host gives to its first paragraph."""
    return paragraph_properties(_kept(inner)).removeprefix("<w:pPr>").removesuffix("</w:pPr>")


@lru_cache(maxsize=4096)
def _run_children(inner: str) -> dict[str, str]:
    [node] = elements(f"<w:rPr>{inner}</w:rPr>")
    return {child.tag.rpartition("}")[2]: text_of(child) for child in node}


@lru_cache(maxsize=4096)
def _indent(inner: str) -> int | None:
    return indent_of(elements(f"<w:pPr>{inner}</w:pPr>")[0])
