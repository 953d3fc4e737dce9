"""Letterhead and signatures of a Word document: a template's `{{ kop }}` and `{{ tanda_tangan(…) }}` print a mark, whose paragraph gives way to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx.shared import Emu, Mm
from docxtpl import DocxTemplate, InlineImage
from markupsafe import Markup

from generator.office.package.xml import Element, parsed, serialised
from generator.office.word import build
from generator.office.word.styles import WordStyles
from generator.office.word.wml import Sections, W, fragment, own_paragraph, put_in_place
from generator.render.cover import CoverWords
from generator.render.docx.captions import write_lists, write_titles
from generator.render.letterhead import Letterhead
from generator.render.logo import for_word, size_of
from generator.render.signatures import SignatureWords, SignerWords
from generator.render.word_masters import LOGO_MM, NO_SIDES, SIGN, TAIL, letterhead_table, style_of

LETTERHEAD_MARK: Final = "\ufdd0kop\ufdd1"
SIGNATURE_MARK: Final = re.compile("\ufdd0ttd:([0-9]+)\ufdd1")
COVER_MARK: Final = re.compile("\ufdd0sampul:([0-9]+)\ufdd1")
_MARK: Final = "\ufdd0".encode()
_LOGO_HEIGHT: Final = Mm(LOGO_MM)
_COVER_LOGO: Final = Mm(30)
# The rows of a cover in twips: the logos, then title, subject and year; what is left for the foot ends above the page's end.
_COVER_TOP: Final = 3119
_COVER_MIDDLE: Final = 5670
_COVER_REST: Final = 60
_DESCRIBED: Final = re.compile(r'<wp:docPr [^>]*?name="[^"]*"')
_ROOM_LINES: Final = 3
_LEFT_SHARE: Final = 0.55
_OFF_THE_RIGHT: Final = '<w:ind w:right="454"/>'


class LetterheadImages:
    """The letterhead as the mark that a template prints, its pictures behind it in the same paragraph."""

    def __init__(self, template: DocxTemplate, head: Letterhead, width_mm: float) -> None:
        self.template = template
        self.head = head
        self.width_mm = width_mm

    def __html__(self) -> str:
        if not self.head:
            return ""
        if self.head.picture is not None:
            return LETTERHEAD_MARK + _pictures(self.template, [self.head.picture], self.head.alt, width=Mm(self.width_mm))
        files = [file for file in (self.head.logo, self.head.right_logo) if file is not None]
        return LETTERHEAD_MARK + _pictures(self.template, files, f"Logo {self.head.alt}")

    def __str__(self) -> str:
        return Markup(self.__html__())


def _pictures(template: Any, files: Sequence[Path], alt: str, *, width: Any = None, height: Any = _LOGO_HEIGHT) -> str:
    """Return an office's pictures as drawings. template: remembers them where it can, for all documents of an office have the same."""

    def make() -> str:
        return "".join(_described(_drawn(template, file, width=width, height=height), alt) for file in files)

    remembered = getattr(template, "remembered", None)
    return make() if remembered is None else remembered(files, (alt, width, height), make)


def _drawn(template: DocxTemplate, file: Any, *, width: Any = None, height: Any = _LOGO_HEIGHT) -> str:
    source = for_word(file)
    if width is None:
        across, high = size_of(file)
        wide = across / max(high, 1) * height
        most = height * 1.2
        return str(InlineImage(template, source, width=Emu(round(min(wide, most)))))
    return str(InlineImage(template, source, width=width))


def _described(inline: str, alt: str) -> str:
    """Return a drawing with alternative text, without a margin of its own."""
    words = quoteattr(alt)
    inline = re.sub(r'\sdist[TBLR]="\d+"', "", inline).replace("<wp:inline", '<wp:inline distT="0" distB="0" distL="0" distR="0"', 1)
    return _DESCRIBED.sub(lambda found: f"{found.group()} descr={words}", inline, count=1)


class MasterStore:
    """The signature blocks and covers of one document while its template is filled."""

    def __init__(self) -> None:
        self.blocks: list[SignatureWords] = []
        self.covers: list[CoverWords] = []

    def mark(self, block: SignatureWords | None) -> str:
        """Return the mark to print in place of a block; nothing where nobody signs."""
        if block is None:
            return ""
        self.blocks.append(block)
        return f"\ufdd0ttd:{len(self.blocks) - 1}\ufdd1"


class CoverImages:
    """A cover as the mark that a template prints, its logos behind it in the same paragraph."""

    def __init__(self, template: DocxTemplate, cover: CoverWords, mark: str) -> None:
        self.template = template
        self.cover = cover
        self.mark = mark

    def __html__(self) -> str:
        return self.mark + _pictures(self.template, self.cover.logos, f"Logo {self.cover.alt}", height=_COVER_LOGO)

    def __str__(self) -> str:
        return Markup(self.__html__())


def cover_writer(template: DocxTemplate, store: MasterStore) -> Callable[[CoverWords], CoverImages]:
    """Return what turns the words of a cover into what a template prints."""

    def write(cover: CoverWords) -> CoverImages:
        store.covers.append(cover)
        return CoverImages(template, cover, f"\ufdd0sampul:{len(store.covers) - 1}\ufdd1")

    return write


def has_master_marks(xml: bytes) -> bool:
    """Whether a part holds the mark of a letterhead, a signature block, a cover, a title or a list of titles."""
    return _MARK in xml


def write_masters(xml: bytes, styles: WordStyles, head: Letterhead, store: MasterStore, *, pages: Mapping[str, int]) -> bytes:
    """Return the document part with all that a master writes in place of its marks. pages: of numbered titles, for their lists."""
    root = parsed(xml)
    sections = Sections(root)
    write_lists(root, styles, write_titles(root, styles), pages)
    for node in [text for text in root.iter(f"{W}t") if "\ufdd0" in (text.text or "")]:
        paragraph = own_paragraph(node)
        if paragraph is None:
            continue
        found, cover = SIGNATURE_MARK.search(node.text or ""), COVER_MARK.search(node.text or "")
        if cover and int(cover.group(1)) < len(store.covers):
            _put_cover(paragraph, sections.area(paragraph), styles, store.covers[int(cover.group(1))])
        elif LETTERHEAD_MARK in (node.text or ""):
            _put_letterhead(paragraph, sections.width(paragraph), styles, head)
        elif found and int(found.group(1)) < len(store.blocks):
            block = store.blocks[int(found.group(1))]
            put_in_place(paragraph, fragment(signature_xml(block, styles, sections.width(paragraph))))
    return serialised(root)


def _put_cover(paragraph: Element, area: tuple[int, int], styles: WordStyles, cover: CoverWords) -> None:
    """Put a cover in place of its paragraph, the logos that stand there in its first paragraph."""
    drawings = list(paragraph.iter(f"{W}drawing"))
    elements = fragment(cover_xml(area, styles, cover))
    slot = next(elements[0].iter(f"{W}p"))
    for drawing in drawings:
        slot.append(drawing.getparent())
    put_in_place(paragraph, elements)


def cover_xml(area: tuple[int, int], styles: WordStyles, cover: CoverWords) -> str:
    """Return a cover as markup: logos, title and foot in three rows as high as the page's text. area: of that, in twips."""
    width, height = area
    title, subject, line, last = (style_of(styles, f"Sampul {name}") for name in ("Judul", "Tentang", "Baris", "Kaki"))
    gap = build.words("", line)
    middle = build.words(cover.title, title) + (gap * 2 + build.words(cover.subject, subject) if cover.subject else "")
    middle += gap * 2 + build.words(cover.year, line) if cover.year else ""
    foot = "".join(build.words(text, line if role == "induk" else last) for role, text in cover.foot)
    top = build.words("", line)
    rows = [
        (top, _COVER_TOP, "top"),
        (middle, _COVER_MIDDLE, "top"),
        (foot or gap, height - _COVER_TOP - _COVER_MIDDLE - _COVER_REST, "bottom"),
    ]
    return _cover_table(rows, width) + TAIL.format(line=20)


def _cover_table(rows: Sequence[tuple[str, int, str]], width: int) -> str:
    return build.table(
        (build.row([build.cell(width, content, where=where)], height=height, exact=True) for content, height, where in rows),
        [width],
        margins=NO_SIDES,
    )


def _put_letterhead(paragraph: Element, width: int, styles: WordStyles, head: Letterhead) -> None:
    drawings = list(paragraph.iter(f"{W}drawing"))
    if head.picture is not None:
        _leave_picture(paragraph)
        return
    elements = fragment(letterhead_table(styles, head, width))
    slots = [node for at, node in enumerate(elements[0].iter(f"{W}tc")) if at != bool(head.logo)]
    for cell, drawing in zip(slots, drawings, strict=False):
        cell[-2].append(drawing.getparent())
    put_in_place(paragraph, elements)


def _leave_picture(paragraph: Element) -> None:
    """Leave the office's own letterhead picture where it is, the mark gone."""
    for text in list(paragraph.iter(f"{W}t")):
        if text.text and LETTERHEAD_MARK in text.text:
            text.text = text.text.replace(LETTERHEAD_MARK, "")


def _table(rows: list[list[str]], columns: list[int]) -> str:
    written = (build.row(build.cell(width, content) for width, content in zip(columns, cells, strict=True)) for cells in rows)
    return build.table(written, columns, margins=NO_SIDES)


def signature_xml(block: SignatureWords, styles: WordStyles, width: int) -> str:
    """Return a signature block as markup. width: of the text it stands in, in twips."""
    style = style_of(styles, SIGN)
    left = round(width * _LEFT_SHARE)
    rows: list[list[str]] = []
    for at, pair in enumerate(block.rows):
        above = block.above(pair, is_first=at == 0)
        rows += _signing_rows(pair, above if at == 0 else (("", *above[0]), ("", *above[1])), style)
    return build.words("", style) + _table(rows, [left, width - left]) + TAIL.format(line=20)


def _signing_rows(
    pair: tuple[SignerWords | None, SignerWords | None], above: tuple[tuple[str, ...], tuple[str, ...]], style: str
) -> list[list[str]]:
    """Return three rows: positions, room, names; so that names stand on one line. The left side keeps off the right one."""
    sides = [(side or SignerWords((), ""), more) for side, more in zip(pair, (_OFF_THE_RIGHT, ""), strict=True)]

    def lines(texts: Sequence[str], more: str) -> str:
        return "".join(build.words(text, style, more=more) for text in texts)

    heads = [lines((*first, *side.head) or ("",), more) for first, (side, more) in zip(above, sides, strict=True)]
    rooms = [lines(_room(side), more) for side, more in sides]
    names = [build.words(side.name, style, bold=True, more=more) + lines(side.foot, more) for side, more in sides]
    return [heads, rooms, names]


def _room(side: SignerWords) -> list[str]:
    return [*[""] * (_ROOM_LINES // 2), side.room, *[""] * (_ROOM_LINES - _ROOM_LINES // 2 - 1)]
