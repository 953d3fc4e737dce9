"""A document by the fast lane: its template filled, read into plain blocks, finished and put into the package that all share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from generator.office.package.parts import write_parts
from generator.office.package.xml import DECLARATION
from generator.office.word.chunks import UnknownChunk
from generator.office.word.flat import FlatBody, NotFlat, written
from generator.office.word.identity import numbered_drawings, with_unique_ids
from generator.office.word.numbering import Numbering
from generator.office.word.properties import titled
from generator.office.word.styles import WordStyles
from generator.render.collecting import collecting_again, without_collecting
from generator.render.docx.captions import squeezed
from generator.render.docx.contents import CONTENTS_MARK
from generator.render.docx.finish import with_sheet
from generator.render.docx.flat.filled import FilledReader
from generator.render.docx.flat.ground import Ground
from generator.render.docx.flat.masters import write_contents, write_lists, write_masters, write_titles
from generator.render.docx.flat.measuring import setting_of
from generator.render.docx.flat.pictures import PictureDesk
from generator.render.docx.flat.places import SIGN, replace_marked
from generator.render.docx.flat.setting import set_together
from generator.render.docx.flat.sheet import put_on_paper
from generator.render.docx.flat.texts import LongTextsPut
from generator.render.docx.long_texts import MARK, LongTextStore, plain_marks
from generator.render.docx.masters import MasterStore
from generator.render.docx.printing import context_for, printing, rendered, rendered_chunks
from generator.render.docx.reading import WordTemplate
from generator.render.letterhead import Letterhead
from generator.render.lettering import lettering
from generator.render.paper import is_justified, running_text, spacing
from generator.render.rendering import Rendering

_MAIN: Final = "word/document.xml"
_BODY: Final = re.compile(r"\s*<w:body[^>]*>")
_END: Final = "</w:body>"
_BREAKS: Final = re.compile("[\t\a\f]|[^>]\n|\n[^<]")
_STARTS: Final = re.compile(rb'<w:bookmarkStart w:id="(\d+)"')
_ENDS: Final = re.compile(rb'<w:bookmarkEnd w:id="(\d+)"')
_TITLES: Final = re.compile("\ufdd0(?:tabel|gambar|gbr|daftar):")


def render_flat(rendering: Rendering, template: WordTemplate, file: str, ground: Ground | None) -> bytes | None:
    """Return the finished Word document of a rendering; None where it holds what plain blocks do not. Raises TemplateFault."""
    if ground is None:
        return None
    try:
        with without_collecting():
            return _FlatDocument(rendering, template, file, ground).written()
    except NotFlat:
        return None


class _FlatDocument:
    """One document on its way."""

    def __init__(self, rendering: Rendering, template: WordTemplate, file: str, ground: Ground) -> None:
        self._rendering = rendering
        self._template = template
        self._file = file
        self._ground = ground
        self._store, self._masters = LongTextStore(), MasterStore()
        self._sheet: bytes | None = None
        self._head = Letterhead()
        self._desk = PictureDesk(ground.pictures)
        self._styles = WordStyles(ground.parts.get(ground.styles))
        self._counted: Numbering | None = None

    def _numbering(self) -> Numbering:
        """Return the document's numberings, read when first asked for."""
        if self._counted is None:
            self._counted = Numbering(self._ground.parts.get(self._ground.numbering))
        return self._counted

    def written(self) -> bytes:
        """Return the package."""
        with printing(self._store, self._desk):  # type: ignore[arg-type] - all that is asked of it
            context = context_for(self._rendering, self._desk, self._masters)  # type: ignore[arg-type] - as above
            chunks = rendered_chunks(self._template.stories[_MAIN], context, file=self._file)
            links = len(self._desk.links)
            self._head = context["kop"].head
            others = {name: rendered(story, context, file=self._file) for name, story in self._ground.filled.items()}
        if len(self._desk.links) != links or any(SIGN in text or _BREAKS.search(text) for text in others.values()):
            raise NotFlat
        made = self._finished(self._read(chunks), "".join([chunk for chunk in chunks if SIGN in chunk]))
        document = f"{self._ground.before}{written(made.blocks)}{made.ending}{self._ground.behind}"
        return self._packed(document, {name: self._lettered(text) for name, text in others.items()})

    def _lettered(self, text: str) -> str:
        font = self._rendering.document.given.institution.get("huruf")
        return text.replace('"Arial"', quoteattr(font)) if isinstance(font, str) and font != "Arial" else text

    def _read(self, chunks: Sequence[str]) -> FlatBody:
        """Return the body that the template printed: chunk by chunk, or whole where a value stands in anything but text."""
        try:
            return FilledReader(self._styles, self._numbering).chunks(chunks, self._ground.remembered)
        except UnknownChunk:
            self._counted = None
        main = self._lettered("".join(chunks))
        for declaration in self._ground.declared if "<w:drawing" in main else ():
            main = main.replace(declaration, "")
        body = main[_BODY.match(main).end() : main.rindex(_END)]  # type: ignore[union-attr] - a body begins so
        return FilledReader(self._styles, self._numbering).body(body)

    def _finished(self, body: FlatBody, marks: str) -> FlatBody:
        """Return a body finished. marks: what was printed with marks in it."""
        styles, office = self._styles, self._rendering.document.given.institution
        put_on_paper(body, office)
        if MARK.search(marks):
            replace_marked(body, LongTextsPut(self._store, styles, self._numbering))
        entries = None
        if CONTENTS_MARK in marks:
            with collecting_again():
                entries = self._rendering.contents()
            write_contents(body, styles, None if entries is None else [entry for entry in entries if entry.level])
        if _TITLES.search(marks):
            pages = {squeezed(entry.text): entry.page for entry in entries or () if not entry.level}
            write_lists(body, styles, write_titles(body, styles), pages)
        if SIGN in marks:
            write_masters(body, styles, self._head, self._masters)
        self._sheet = styles.to_xml()
        said = running_text(self._rendering.document)
        set_together(
            body, setting_of(self._sheet or self._ground.parts.get(self._ground.styles), lettering(said), is_justified(said), spacing(said))
        )
        return body

    def _packed(self, document: str, others: Mapping[str, str]) -> bytes:
        ground, rendering = self._ground, self._rendering
        parts: dict[str, bytes] = {**ground.parts, **{name: DECLARATION + text.encode() for name, text in others.items()}}
        parts[ground.core] = titled(parts[ground.core], rendering.title, rendering.created)
        main = document.encode()
        if SIGN in document:
            main = plain_marks(main, self._store)
        number = 1
        if "<wp:docPr" in document:
            main, number = numbered_drawings(main, 1)
        if "w14:paraId" in document or ("<w:bookmark" in document and sorted(_STARTS.findall(main)) != sorted(_ENDS.findall(main))):
            main, _ = with_unique_ids(main, 1)
        for name in {*ground.drawn, *others}:
            parts[name], number = with_unique_ids(parts[name], number)
        parts[_MAIN] = main
        for part, name, sheet in (
            ("styles", ground.styles, self._sheet),
            ("numbering", ground.numbering, self._counted and self._counted.to_xml()),
        ):
            if sheet is not None:
                parts = {**parts, name: sheet} if name in parts else with_sheet(parts, _MAIN, part, sheet)
        return write_parts(self._desk.written(parts, _MAIN), fresh=(_MAIN,), small=(ground.core,))
