"""Long texts brought into a filled document in place of their marks.

DOC-90: several paragraphs where a template has one tag. SAFE-04: nothing a user types is taken for a mark of another's text.
BAT-04: same texts, same bytes.
"""

from __future__ import annotations

from generator.office.package.xml import Element, parsed
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import NS, W, find, texts_of, value
from generator.render.docx.long_texts import LongTextStore, expand_long_texts, plain_marks

_TABLE = "| a |\n|---|\n| b |"


def _body(content: str, *texts: str, store: LongTextStore | None = None) -> Element:
    """Return the body of a document after its long texts came in; content: with an @ for each text's mark."""
    store = store or LongTextStore()
    for text in texts:
        content = content.replace("@", store.mark(text), 1)
    xml = f'<w:document xmlns:w="{NS}"><w:body>{content}</w:body></w:document>'.encode()
    return parsed(expand_long_texts(xml, store, Numbering(None), WordStyles(None)))[0]


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _texts(body: Element) -> list[str]:
    return [texts_of(paragraph) for paragraph in body.iter(f"{W}p")]


def _names(parent: Element) -> list[str]:
    return [child.tag.rpartition("}")[2] for child in parent]


def test_expand__a_mark_alone_becomes_paragraphs() -> None:
    """DOC-90."""
    assert _texts(_body(_paragraph("@") + "<w:p/>", "satu\n\ndua")) == ["satu", "dua", ""]


def test_expand__a_mark_beside_text_becomes_lines_in_its_run() -> None:
    body = _body('<w:p><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>Isi: @!</w:t></w:r></w:p>', "1. a\n2. b")
    assert _texts(body) == ["Isi: 1. a 2. b!"]
    assert len(list(body.iter(f"{W}br"))) == 1
    assert {value(find(element, "rPr/sz")) for element in body.iter(f"{W}r")} == {"16"}


def test_expand__a_single_paragraph_beside_text_keeps_its_bold() -> None:
    body = _body(_paragraph("Ya @, tidak @"), "**a** b", "c")
    assert _texts(body) == ["Ya a b, tidak c"]
    assert [text for run in body.iter(f"{W}r") if find(run, "rPr/b") is not None for text in run.itertext()] == ["a"]


def test_expand__what_stands_behind_the_mark_stays_behind() -> None:
    runs = "<w:r><w:t>@ x</w:t><w:tab/><w:t>dua</w:t></w:r><w:r><w:t>tiga</w:t></w:r>"
    assert _texts(_body(f"<w:p>{runs}</w:p>", "satu")) == ["satu x duatiga"]


def test_expand__a_blank_text_leaves_the_paragraph_empty() -> None:
    assert _texts(_body(_paragraph("@"), "  ")) == [""]


def test_expand__a_table_at_the_end_of_a_cell_is_followed_by_a_paragraph() -> None:
    """DOC-93: else Word offers a repair."""
    cell = f'<w:tbl><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc>{_paragraph("@")}</w:tc></w:tr></w:tbl>'
    assert _names(next(_body(cell, _TABLE).iter(f"{W}tc"))) == ["tbl", "p"]


def test_expand__a_table_behind_a_table_does_not_join_it() -> None:
    assert _names(_body("<w:tbl/>" + _paragraph("@"), _TABLE)) == ["tbl", "p", "tbl", "p"]


def test_expand__the_end_of_a_section_stays_at_its_end() -> None:
    section = '<w:pPr><w:sectPr><w:pgSz w:w="11906"/></w:sectPr></w:pPr>'
    body = _body(_paragraph("@").replace("<w:p>", f"<w:p>{section}"), "a\n\nb")
    assert [find(paragraph, "pPr/sectPr") is not None for paragraph in body] == [False, True]


def test_expand__bookmarks_go_around_all_of_the_text() -> None:
    marked = '<w:bookmarkStart w:id="1" w:name="isi"/><w:r><w:t>@</w:t></w:r><w:bookmarkEnd w:id="1"/>'
    body = _body(f"<w:p>{marked}</w:p>", "a\n\nb")
    assert [_names(paragraph) for paragraph in body] == [["bookmarkStart", "r"], ["r", "bookmarkEnd"]]


def test_expand__a_text_box_and_its_anchor_are_two_paragraphs() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{_paragraph('@')}</w:txbxContent></w:pict></w:r>"
    assert _texts(_body(f"<w:p>{box}<w:r><w:t>luar</w:t></w:r></w:p>", "a\n\nb")) == ["luar", "a", "b"]


def test_expand__a_paragraph_numbered_by_its_style_is_numbered_once() -> None:
    styles = WordStyles(
        f'<w:styles xmlns:w="{NS}"><w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>'.encode()
    )
    store = LongTextStore()
    content = f'<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr><w:r><w:t>{store.mark("a" + chr(10) * 2 + "b")}</w:t></w:r></w:p>'
    xml = f'<w:document xmlns:w="{NS}"><w:body>{content}</w:body></w:document>'.encode()
    body = parsed(expand_long_texts(xml, store, Numbering(None), styles))[0]
    assert [value(find(paragraph, "pPr/numPr/numId"), "by style") for paragraph in body] == ["by style", "0"]


def test_expand__a_typed_mark_of_no_text_is_text() -> None:
    """SAFE-04: a made-up mark brings in nothing."""
    assert _texts(_body(_paragraph("\ufdd00123456789abcdef\ufdd1"))) == ["0123456789abcdef"]


def test_expand__a_mark_inside_a_text_is_not_looked_at_again() -> None:
    """SAFE-04."""
    store = LongTextStore()
    typed = "x " + store.mark("rahasia")
    assert "rahasia" not in "".join(_texts(_body(_paragraph("@"), typed, store=store)))


def test_mark__is_the_same_for_the_same_text() -> None:
    """BAT-04."""
    assert LongTextStore().mark("a") == LongTextStore().mark("a") != LongTextStore().mark("b")


def test_plain_marks__in_an_attribute() -> None:
    """SAFE-04: an alternative text is one escaped line."""
    store = LongTextStore()
    mark = store.mark('x & <y>\n"z"')
    assert parsed(plain_marks(f'<a title="{mark}"/>'.encode(), store)).get("title") == 'x & <y> "z"'
