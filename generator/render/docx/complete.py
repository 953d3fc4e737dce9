"""From docxtpl's result to the finished file: the office's paper and font, a draft's notice, then what `finish` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from generator.office.package.parts import write_parts
from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.build import paragraph, run
from generator.office.word.properties import CORE
from generator.office.word.wml import W, fragment
from generator.render.docx.captions import squeezed
from generator.render.docx.contents import has_contents_mark
from generator.render.docx.finish import LongTextStore, finish_parts
from generator.render.docx.heads import DRAFT_COLOUR, with_running_head
from generator.render.docx.keeping import keep_together
from generator.render.docx.lettered import author, in_font
from generator.render.docx.masters import MasterStore, has_master_marks, write_masters
from generator.render.docx.paper import on_paper, set_text
from generator.render.letterhead import letterhead
from generator.render.lettering import lettering
from generator.render.paper import running_text
from generator.render.rendering import DRAFT, Rendering

_MAIN: Final = "word/document.xml"


def complete(filled: Mapping[str, bytes], rendering: Rendering, store: LongTextStore, masters: MasterStore) -> bytes:
    """Return the finished DOCX of a filled template, given its parts."""
    parts = dict(filled)
    institution = rendering.document.given.institution
    parts[_MAIN] = on_paper(parts[_MAIN], institution)
    if isinstance(institution.get("huruf"), str):
        parts = in_font(parts, str(institution["huruf"]))
    if rendering.draft_notes:
        parts[_MAIN] = _as_draft(parts[_MAIN], rendering.draft_lines)
        parts = with_running_head(parts, _MAIN, DRAFT)
    contents = rendering.contents() if has_contents_mark(parts[_MAIN]) else None
    pages = {squeezed(entry.text): entry.page for entry in contents or () if not entry.level}
    head, office = letterhead(institution), running_text(rendering.document)
    finished = finish_parts(
        parts,
        long_texts=store,
        properties=rendering.properties,
        title=rendering.title,
        created=rendering.created,
        contents=None if contents is None else [entry for entry in contents if entry.level],
        author=author(institution),
        masters=lambda xml, styles: write_masters(xml, styles, head, masters, pages=pages) if has_master_marks(xml) else xml,
        setting=lambda xml, styles: keep_together(set_text(xml, styles, office), styles, lettering(office)),
    )
    return write_parts(finished, fresh=(_MAIN, CORE))


def _as_draft(xml: bytes, lines: Sequence[str]) -> bytes:
    """Return the document with a notice before everything else: that it is a draft, and what is wrong."""
    root = parsed(xml)
    body = root.find(f"{W}body")
    if body is not None:
        for position, line in enumerate(lines):
            body.insert(position, _notice(line))
    return serialised(root)


def _notice(line: str) -> Element:
    [notice] = fragment(paragraph(run(line, bold=True, look=DRAFT_COLOUR)))
    return notice
