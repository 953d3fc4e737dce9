"""Unique ids after a template's loops have copied paragraphs. DOC-93."""

from __future__ import annotations

from generator.office.word.identity import with_unique_ids
from generator.office.word.wml import NS
from tests.package_audit import faults

_SPACES = (
    f'xmlns:w="{NS}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'


def _document(content: str) -> bytes:
    return f"<w:document {_SPACES}><w:body>{content}</w:body></w:document>".encode()


def _faults(xml: bytes) -> list[str]:
    return faults({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": xml})


def test_with_unique_ids__copies_of_a_paragraph() -> None:
    """DOC-93."""
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr name="a &gt; b" id="7"/></wp:inline></w:drawing></w:r>'
    control = '<w:sdt><w:sdtPr><w:id w:val="99"/></w:sdtPr><w:sdtContent/></w:sdt>'
    marks = '<w:bookmarkStart w:id="5" w:name="Isi"/>{}<w:bookmarkEnd w:id="5"/>'
    xml = _document(f'<w:p w14:paraId="0A0A0A0A" w14:textId="77777777">{marks.format(drawing)}{control}</w:p>' * 3)
    assert len(_faults(xml)) == 5  # a drawing, a bookmark by id and by name, a control, a paragraph
    unique, following = with_unique_ids(xml, 4)
    assert _faults(unique) == []
    assert following == 7
    assert unique.count(b"<w:bookmarkStart") == 1


def test_with_unique_ids__two_bookmarks_of_one_id_stay_two() -> None:
    first = '<w:bookmarkStart w:id="1" w:name="A"/><w:bookmarkEnd w:id="1"/>'
    unique, _ = with_unique_ids(_document(f"<w:p>{first}{first.replace('A', 'B')}</w:p>"))
    assert _faults(unique) == []
    assert unique.count(b"<w:bookmarkStart") == 2


def test_with_unique_ids__half_a_bookmark_goes() -> None:
    unique, _ = with_unique_ids(_document('<w:p><w:bookmarkStart w:id="1" w:name="A"/></w:p><w:p><w:bookmarkEnd w:id="3"/></w:p>'))
    assert b"bookmark" not in unique


def test_with_unique_ids__a_sound_part_is_not_touched() -> None:
    xml = _document('<w:p w14:paraId="0A0A0A0A"><w:bookmarkStart w:id="9" w:name="A"/><w:bookmarkEnd w:id="9"/></w:p>')
    assert with_unique_ids(xml) == (xml, 1)
