"""The contents list, written out with the pages of the PDF twin.

DOC-93: a TOC field whose result holds the headings as links with page numbers, no updateFields.
"""

from __future__ import annotations

import pytest

from generator.office.package.xml import Element, parsed
from generator.office.word.styles import WordStyles
from generator.office.word.wml import NS, W, texts_of
from generator.render.docx.contents import CONTENTS_MARK, ContentsEntry, write_contents

_STYLES = f"""<w:styles xmlns:w="{NS}">
<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bab"><w:name w:val="Bab"/><w:basedOn w:val="Judul1"/></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Judul4"><w:name w:val="heading 4"/></w:style>
</w:styles>""".encode()


def _heading(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


_PLACE = f"<w:p><w:r><w:t>{CONTENTS_MARK}</w:t></w:r></w:p>"
_HEADINGS = (
    _heading("Bab", "A. Awal &amp; R") + _heading("Sub", "Tujuan") + "<w:p/>" + _heading("Judul4", "Rinci") + _heading("Bab", "B. Akhir")
)
_END = '<w:sectPr><w:pgSz w:w="11906"/><w:pgMar w:left="1701" w:right="1134"/></w:sectPr>'
_ENTRIES = (ContentsEntry(1, "A.  Awal & R", 3), ContentsEntry(2, "Tujuan", 4), ContentsEntry(1, "B. Akhir", 12))


def _written(content: str, entries: tuple[ContentsEntry, ...] | None = _ENTRIES) -> Element:
    xml = f'<w:document xmlns:w="{NS}"><w:body>{content}{_END}</w:body></w:document>'.encode()
    return parsed(write_contents(xml, WordStyles(_STYLES), entries))[0]


def _list(body: Element) -> list[str]:
    return ["".join(link.itertext(f"{W}t")) for link in body.iter(f"{W}hyperlink")]


def test_write_contents__lists_headings_to_the_third_level_with_pages() -> None:
    """DOC-93: by style, inherited too, or by outline level."""
    assert _list(_written(_PLACE + _HEADINGS)) == ["A. Awal & R3", "Tujuan4", "B. Akhir12"]


def test_write_contents__links_lead_to_bookmarks_on_the_headings() -> None:
    body = _written(_PLACE + _HEADINGS)
    places = {node.get(f"{W}name"): texts_of(node.getparent()) for node in body.iter(f"{W}bookmarkStart")}
    assert [places[link.get(f"{W}anchor")] for link in body.iter(f"{W}hyperlink")] == ["A. Awal & R", "Tujuan", "B. Akhir"]
    assert [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart")] == [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkEnd")]


def test_write_contents__is_one_whole_field() -> None:
    """DOC-93: Word can renew the list, and is not told to."""
    body = _written(_PLACE + _HEADINGS)
    kinds = [node.get(f"{W}fldCharType") for node in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", *["begin", "separate", "end"] * 3, "end"]
    assert (next(body.iter(f"{W}instrText")).text or "").strip() == 'TOC \\o "1-3" \\h \\z \\u'


def test_write_contents__page_numbers_stand_at_the_right_margin() -> None:
    """A4 of 11906 twips less margins of 1701 and 1134: 9071."""
    tab = next(_written(_PLACE + _HEADINGS).iter(f"{W}tab"))
    assert (tab.get(f"{W}val"), tab.get(f"{W}leader"), tab.get(f"{W}pos")) == ("right", "dot", "9071")


def test_write_contents__a_heading_the_twin_does_not_know_has_the_page_before() -> None:
    assert _list(_written(_PLACE + _HEADINGS, (_ENTRIES[0], _ENTRIES[2]))) == ["A. Awal & R3", "Tujuan3", "B. Akhir12"]


def test_write_contents__two_headings_of_one_text_have_each_its_page() -> None:
    headings = _heading("Bab", "Tujuan") * 2
    entries = (ContentsEntry(1, "Tujuan", 2), ContentsEntry(1, "Tujuan", 5))
    assert _list(_written(_PLACE + headings, entries)) == ["Tujuan2", "Tujuan5"]


def test_write_contents__without_a_twin_no_pages() -> None:
    assert _list(_written(_PLACE + _HEADINGS, None)) == ["A. Awal & R", "Tujuan", "B. Akhir"]


@pytest.mark.parametrize("entries", [_ENTRIES, None])
def test_write_contents__a_document_without_headings(entries: tuple[ContentsEntry, ...] | None) -> None:
    body = _written(_PLACE + "<w:p/>", entries)
    assert [node.get(f"{W}fldCharType") for node in body.iter(f"{W}fldChar")] == ["begin", "separate", "end"]


def test_write_contents__a_document_without_the_mark_stays_as_it_is() -> None:
    xml = f'<w:document xmlns:w="{NS}"><w:body>{_HEADINGS}</w:body></w:document>'.encode()
    assert write_contents(xml, WordStyles(_STYLES), _ENTRIES) == xml
