"""The gate: what a template may not carry is told with its part and paragraph, however it is written. SAFE-02, TPL-03."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.office.package.gate import dangers
from generator.office.package.parts import MAX_MEMBERS, MAX_UNPACKED, packed, read_members, write_parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
WEB = "http://contoh.go.id/x.png"


def document(body: str, links: str = "") -> dict[str, bytes]:
    """Return the parts of a Word document: its body, and the relationships of that."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="urn:a" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:o"'
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {spaces}><w:body><w:p/>{body}</w:body></w:document>".encode(),
    }
    if links:
        text = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
        parts["word/_rels/document.xml.rels"] = text.encode()
    return parts


def link(kind: str, target: str, mode: str = ' TargetMode="External"', number: int = 1) -> str:
    return f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def complex_field(*pieces: str) -> str:
    words = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{char.format('begin')}{words}{char.format('separate')}<w:r><w:t>x</w:t></w:r>{char.format('end')}</w:p>"


@pytest.mark.parametrize(
    "links",
    [
        link("image", WEB),
        link("image", WEB, " TargetMode='External'"),
        link("image", WEB, ' TargetMode = "External"'),
        link("image", WEB, ' TargetMode="&#69;xternal"'),
        link("image", WEB, ""),
        link("image", "\\\\server\\x.png", ""),
        link("hyperlink", "https://contoh.go.id") + link("image", "file:///c:/x.png", number=2),
        link("oleObject", "file:///c:/x.xlsx"),
        link("oleObject", "embeddings/oleObject1.bin", ""),
        link("aFChunk", "potongan.html", ""),
        link("subDocument", "bab.docx"),
        link("vbaProject", "vbaProject.bin", ""),
        link("control", "activeX/activeX1.xml", ""),
        link("frame", "bingkai.htm"),
    ],
)
def test_dangers__a_relationship_that_leads_outside_or_runs(links: str) -> None:
    assert [danger.part for danger in dangers(document("", links))] == ["word/document.xml"]


def test_dangers__links_that_are_clicked_and_those_a_delivery_drops_pass() -> None:
    body = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>BGTK</w:t></w:r></w:hyperlink></w:p>'
    links = link("hyperlink", "https://contoh.go.id") + link("attachedTemplate", "file:///C:/Users/sari/Normal.dotm", number=2)
    assert dangers(document(body, links)) == []


@pytest.mark.parametrize(
    "body",
    [
        complex_field(' INCLUDEPICTURE "http://contoh.go.id/x.png" \\d '),
        complex_field(" INCLUDE", 'PICTURE "http://contoh.go.id/x.png"'),
        complex_field(" includetext c:\\\\rahasia.docx"),
        complex_field(' DDEAUTO excel "x" '),
        complex_field("DDE excel x"),
        complex_field(" {{ nama }} "),
        complex_field(" LINK Excel.Sheet.12 x"),
        '<w:p><w:fldSimple w:instr=" INCLUDETEXT x"/></w:p>',
        '<w:p><w:fldSimple w:instr="&#73;NCLUDETEXT x"/></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO x</w:instrText></w:r></w:p>',
        '<w:p><w:altChunk r:id="rId7"/></w:p>',
        '<w:p><w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r></w:p>',
        '<w:p><w:r><w:pict><v:shape><v:imagedata src="http://contoh.go.id/x.png"/></v:shape></w:pict></w:r></w:p>',
        '<w:p><w:r><w:pict><v:shape><v:imagedata o:href="file:///c:/x.png"/></v:shape></w:pict></w:r></w:p>',
    ],
)
def test_dangers__an_element_or_field_that_fetches_is_told_with_its_paragraph(body: str) -> None:
    assert [(danger.part, danger.paragraph) for danger in dangers(document(body))] == [("word/document.xml", 2)]


@pytest.mark.parametrize("result", ["<w:t>INCLUDE</w:t>", ""])
def test_dangers__a_field_made_of_a_field_counts_as_what_it_becomes(result: str) -> None:
    """Word puts the result of the inner field into the words of the outer one; what it will be is not known before."""
    char = '<w:fldChar w:fldCharType="{}"/>'
    inner = f"{char.format('begin')}<w:instrText>QUOTE INCLUDE</w:instrText>{char.format('separate')}{result}{char.format('end')}"
    body = f"<w:p><w:r>{char.format('begin')}{inner}<w:instrText>PICTURE x</w:instrText>{char.format('end')}</w:r></w:p>"
    assert [danger.paragraph for danger in dangers(document(body))] == [2]


def test_dangers__fields_that_stay_within_the_document_pass() -> None:
    char = '<w:fldChar w:fldCharType="{}"/>'
    page = f"{char.format('begin')}<w:instrText>PAGE</w:instrText>{char.format('separate')}<w:t>3</w:t>{char.format('end')}"
    sums = f"<w:p><w:r>{char.format('begin')}<w:instrText>= </w:instrText>{page}<w:instrText> - 1</w:instrText>{char.format('end')}</w:r></w:p>"
    for body in (sums, complex_field(" PAGE "), complex_field(' HYPERLINK "http://contoh.go.id" '), complex_field(' TOC \\o "1-3" ')):
        assert dangers(document(body)) == []


def test_dangers__a_picture_linked_through_a_hyperlink_s_relationship() -> None:
    body = '<w:p><w:r><w:drawing><a:blip r:link="rId1"/></w:drawing></w:r></w:p>'
    assert [danger.paragraph for danger in dangers(document(body, link("hyperlink", WEB)))] == [2]


@pytest.mark.parametrize(
    "name", ["../x.xml", "/x.xml", "word/../../x.xml", "word\\x.xml", "c:/x.xml", "word/vbaProject.bin", "word/VBAPROJECT.bin"]
)
def test_dangers__names_that_leave_the_package_or_hold_macros(name: str) -> None:
    assert [danger.part for danger in dangers(document("") | {name: b"<a/>"})] == [name]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_dangers__a_document_type_definition(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert [danger.part for danger in dangers(document("") | {"word/header1.xml": text})] == ["word/header1.xml"]


def test_dangers__xml_that_is_not_sound_and_a_picture_that_fetches() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://contoh.go.id/x.png"/></svg>'
    found = dangers(document("") | {"word/settings.xml": b"<a>", "word/media/a.svg": svg, "word/embeddings/b.bin": b"\xd0\xcf\x11\xe0"})
    assert [danger.part for danger in found] == ["word/settings.xml", "word/media/a.svg", "word/embeddings/b.bin"]


def zipped(*members: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return written.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("a.xml", "A.XML")])
def test_read_members__a_name_twice_is_refused(names: tuple[str, str]) -> None:
    """Programs differ in which of the two they open."""
    with pytest.raises(zipfile.BadZipFile):
        read_members(zipped(*((name, b"isi") for name in names)))


def test_read_members__what_unpacks_to_more_than_it_says_or_than_fits_is_refused() -> None:
    """A bomb that tells a small size is unpacked no further than that size; one that tells its size is not unpacked at all."""
    honest = packed("a.xml", bytes(1_000_000))
    small = write_parts({"a.xml": bytes(1_000_000)}).replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    large = write_parts({"a.xml": bytes(1_000_000)}).replace((1_000_000).to_bytes(4, "little"), (MAX_UNPACKED + 1).to_bytes(4, "little"))
    assert honest.size == 1_000_000
    for data in (small, large, zipped(*((f"{number}.xml", b"") for number in range(MAX_MEMBERS + 1)))):
        with pytest.raises(zipfile.BadZipFile):
            read_members(data)
