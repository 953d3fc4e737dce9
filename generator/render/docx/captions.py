"""Numbered titles of tables and pictures in a Word document, and the lists of them: fields with their values, so that Word counts on.

A template's `{{ judul_tabel(…) }}` and a chart print a mark; `{{ daftar_tabel }}` and `{{ daftar_gambar }}` print the mark of a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, cast

from generator.office.package.xml import Element
from generator.office.word.build import field, field_sign, field_start, paragraph, run, tab
from generator.office.word.styles import WordStyles
from generator.office.word.wml import Sections, W, fragment, own_paragraph, put_in_place
from generator.render.titles import WORDS, Titled

LIST_MARKS: Final[Mapping[Titled, str]] = {titled: f"\ufdd0daftar:{titled}\ufdd1" for titled in WORDS}
"""What the names of the lists print, by what their titles stand under."""
LIST_TITLES: Final[Mapping[Titled, str]] = {"tabel": "DAFTAR TABEL", "gambar": "DAFTAR GAMBAR"}
TITLE: Final = re.compile("\ufdd0(tabel|gambar|gbr):([^\ufdd1]*)\ufdd1")
LIST: Final = re.compile("\ufdd0daftar:(tabel|gambar)\ufdd1")
_CAPTION: Final = (
    '<w:pPr><w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
)
_SPACING: Final[Mapping[Titled, str]] = {
    "tabel": '<w:spacing w:before="120" w:after="80" w:line="240" w:lineRule="auto"/>',
    "gambar": '<w:spacing w:before="0" w:after="200" w:line="240" w:lineRule="auto"/>',
}
_KEEP: Final[Mapping[Titled, str]] = {"tabel": "<w:keepNext/>", "gambar": '<w:keepNext w:val="0"/>'}
_ARABIC: Final = r"\* ARABIC"
_LINKED: Final = r"\h"
_LIST_HEAD: Final = '<w:pPr><w:spacing w:before="360" w:after="200"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
_LISTED: Final = '<w:pPr><w:spacing w:before="0" w:after="40" w:line="276" w:lineRule="auto"/></w:pPr>'
FIRST_BOOKMARK: Final = 200000001
FIRST_ID: Final = 900000


@dataclass(frozen=True, slots=True)
class Title:
    """A numbered title that was written; bookmark: on its paragraph."""

    titled: Titled
    number: int
    text: str
    bookmark: str

    @property
    def whole(self) -> str:
        """The title as it prints: "Tabel 1 Sasaran"."""
        return f"{WORDS[self.titled]} {self.number} {self.text}"


def title_mark(titled: Titled, words: str, *, behind: bool = False) -> str:
    """Return the mark that gives way to a numbered title; behind: below the paragraph it stands in, as for a chart. Nothing without words."""
    return f"\ufdd0{'gbr' if behind else titled}:{words}\ufdd1" if words else ""


def write_titles(root: Element, styles: WordStyles) -> list[Title]:
    """Put the titles in place of their marks, numbered in the document's order, and return them."""
    found: list[Title] = []
    numbers: dict[Titled, int] = dict.fromkeys(WORDS, 0)
    for node in [text for text in root.iter(f"{W}t") if TITLE.search(text.text or "")]:
        host, mark = own_paragraph(node), TITLE.search(node.text or "")
        if host is None or mark is None:
            continue
        titled = cast(Titled, "gambar" if mark[1] == "gbr" else mark[1])
        numbers[titled] += 1
        title = Title(titled, numbers[titled], " ".join(mark[2].split()), f"_Toc{FIRST_BOOKMARK + len(found)}")
        node.text = TITLE.sub("", node.text or "", count=1)
        written = fragment(title_xml(title, styles, FIRST_ID + len(found)))
        if mark[1] == "gbr":
            _one_each(host)
            host.addnext(written[0])
        else:
            put_in_place(host, written)
        found.append(title)
    return found


def write_lists(root: Element, styles: WordStyles, titles: Sequence[Title], pages: Mapping[str, int]) -> None:
    """Put the lists in place of their marks; one without entries leaves nothing behind. pages: by a `squeezed` title, where they are known."""
    sections = Sections(root)
    for node in [text for text in root.iter(f"{W}t") if LIST.search(text.text or "")]:
        host, mark = own_paragraph(node), LIST.search(node.text or "")
        if host is None or mark is None:
            continue
        titled = cast(Titled, mark[1])
        listed = [title for title in titles if title.titled == titled]
        if listed:
            put_in_place(host, fragment(list_xml(titled, listed, styles, pages, width=sections.width(host))))
        elif (parent := host.getparent()) is not None and host.find(f"{W}pPr/{W}sectPr") is None:
            parent.remove(host)


def _one_each(host: Element) -> None:
    """Give each picture of a paragraph a paragraph of its own: as lines of one they would not part at the end of a page."""
    drawn = [node for node in host.iterchildren(f"{W}r") if next(node.iter(f"{W}drawing"), None) is not None]
    for picture in drawn[:-1]:
        alone = host.makeelement(f"{W}p", {})
        properties = host.find(f"{W}pPr")
        if properties is not None:
            alone.append(deepcopy(properties))
        alone.append(picture)
        host.addprevious(alone)


def title_xml(title: Title, styles: WordStyles, number: int) -> str:
    """Return a title as markup: a SEQ field with its value, so that Word counts on and lists it."""
    style, word = styles.named("caption", _CAPTION.format(before=120, after=80)), WORDS[title.titled]
    start, end = f'<w:bookmarkStart w:id="{number}" w:name="{title.bookmark}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
    counted = field(f" SEQ {word} {_ARABIC} ", _plain(str(title.number)))
    content = f"{start}{_plain(f'{word} ')}{counted}{_plain(f' {title.text}')}{end}"
    return paragraph(content, style, more=f"{_KEEP[title.titled]}{_SPACING[title.titled]}", align="center")


def list_xml(titled: Titled, titles: Sequence[Title], styles: WordStyles, pages: Mapping[str, int], *, width: int) -> str:
    """Return a list of titles with its heading as markup."""
    above = '<w:keepNext/><w:spacing w:before="360" w:after="200"/>'
    head = paragraph(run(LIST_TITLES[titled]), styles.named("Judul Daftar", _LIST_HEAD), more=above)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    style = styles.named("table of figures", _LISTED)
    entries = [_entry(title, pages.get(squeezed(title.whole))) for title in titles]
    entries[0] = field_start(f' TOC \\h \\z \\c "{WORDS[titled]}" ') + entries[0]
    entries[-1] += field_sign("end")
    return head + "".join(paragraph(entry, style, more=tabs) for entry in entries)


def _entry(title: Title, page: int | None) -> str:
    number = tab() + field(f" PAGEREF {title.bookmark} {_LINKED} ", _plain(str(page))) if page else ""
    return f'<w:hyperlink w:anchor="{title.bookmark}" w:history="1">{_plain(title.whole)}{number}</w:hyperlink>'


def squeezed(text: str) -> str:
    """Return a title's letters without blanks: by these a list finds its page."""
    return "".join(text.split())


def _plain(text: str) -> str:
    return run(text, look='<w:b w:val="0"/>')
