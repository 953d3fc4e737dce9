"""Faults over which Word or Excel offers a repair. DOC-93."""

from __future__ import annotations

import pytest

from tests.package_audit import faults

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:r="{_OFFICE}"'
)
_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="a/b"/>
<Default Extension="xml" ContentType="application/xml"/>{{}}</Types>"""
_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'


def _relation(key: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/x" Target="{target}"{mode}/>'


def _package(body: str = "<w:p/>", *, types: str = "", related: str = "", **parts: str) -> dict[str, bytes]:
    """Return a package with one document; parts: further ones, named with _ for / and a dot before xml."""
    texts = {
        "[Content_Types].xml": _TYPES.format(types),
        "_rels/.rels": _RELATIONS.format(_relation("rId1", "word/document.xml")),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATIONS.format(related),
        **{f"{name.replace('_', '/')}.xml": text for name, text in parts.items()},
    }
    return {name: text.encode() for name, text in texts.items()}


def _styles(*ids: str) -> str:
    return f"<w:styles {_SPACES}>" + "".join(f'<w:style w:styleId="{key}"/>' for key in ids) + "</w:styles>"


def _row(*spans: int, last: str = "<w:p/>") -> str:
    cells = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{last}</w:tc>' for span in spans)
    return f"<w:tr>{cells}</w:tr>"


def _table(*rows: str, columns: int = 2) -> str:
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


_BOOKMARK = '<w:bookmarkStart w:id="1" w:name="A"/><w:bookmarkEnd w:id="1"/>'
_DRAWING = '<w:r><wp:docPr id="3"/></w:r>'
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'

_SOUND = [
    f"<w:p>{_BOOKMARK}{_DRAWING}</w:p>",
    _table(_row(1, 1), _row(2)),
    _table(_row(2, last=_table(_row(1), columns=1) + "<w:p/>")),
    "<w:p>" + "".join(_FIELD.format(kind) for kind in ("begin", "begin", "end", "separate", "end")) + "</w:p>",
    f"<w:p><mc:AlternateContent><mc:Choice>{_DRAWING}</mc:Choice><mc:Fallback>{_DRAWING}</mc:Fallback></mc:AlternateContent></w:p>",
]


@pytest.mark.parametrize("body", _SOUND, ids=["ids", "spans", "nested-table", "nested-field", "fallback"])
def test_faults__a_sound_document_has_none(body: str) -> None:
    """DOC-93."""
    assert faults(_package(body)) == []


_BROKEN = {
    "drawing-ids": (f"<w:p>{_DRAWING * 2}</w:p>", "id gambar 3 dipakai dua kali"),
    "bookmark-ids": (f"<w:p>{_BOOKMARK}{_BOOKMARK.replace('A', 'B')}</w:p>", "id penanda 1 dipakai dua kali"),
    "bookmark-names": (f"<w:p>{_BOOKMARK}{_BOOKMARK.replace('1', '2').replace('A', 'a')}</w:p>", "nama penanda a dipakai dua kali"),
    "half-bookmark": ('<w:p><w:bookmarkStart w:id="4" w:name="A"/></w:p>', "penanda 4 tanpa pasangan"),
    "dead-link": ('<w:p><w:hyperlink w:anchor="B"/></w:p>', "tautan ke penanda B yang tidak ada"),
    "paragraph-ids": ('<w:p w14:paraId="0A"/><w:p w14:paraId="0a"/>', "id paragraf 0A dipakai dua kali"),
    "control-ids": ('<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr></w:sdt>' * 2, "id isian 5 dipakai dua kali"),
    "open-field": (f"<w:p>{_FIELD.format('begin')}</w:p>", "field"),
    "field-order": (f"<w:p>{_FIELD.format('end')}{_FIELD.format('begin')}</w:p>", "field"),
    "row-too-narrow": (_table(_row(1, 1), _row(1)), "tabel 1, baris 2: 1 kolom, padahal tabelnya 2"),
    "row-too-wide": (_table(_row(2, 1)), "tabel 1, baris 1: 3 kolom"),
    "cell-without-end": (_table(_row(2, last=_table(_row(1), columns=1))), "sel tidak berakhir dengan paragraf"),
    "table-without-rows": (_table(), "tabel 1: tanpa baris"),
    "unknown-style": ('<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr></w:p>', "gaya X tidak ada"),
    "unknown-numbering": ('<w:p><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:p>', "penomoran 6 tidak ada"),
    "unknown-relation": ('<w:p><w:hyperlink r:id="rId9"/></w:p>', "hubungan rId9 tidak ada"),
}


@pytest.mark.parametrize("case", _BROKEN.values(), ids=_BROKEN)
def test_faults__of_a_documents_text(case: tuple[str, str]) -> None:
    """DOC-93: one fault, at its part, in one sentence."""
    body, sentence = case
    [fault] = faults(_package(body))
    assert fault.startswith("word/document.xml: ")
    assert sentence in fault


def test_faults__known_styles_numberings_and_relations_are_none() -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="X"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:hyperlink r:id="rId9"/></w:p>'
    related = _relation("rId9", "https://contoh.id/a", ' TargetMode="External"')
    assert faults(_package(body, related=related, word_styles=_styles("X"))) == []


@pytest.mark.parametrize(
    ("package", "fault"),
    [
        (_package(related=_relation("rId1", "media/a.xml")), "word/_rels/document.xml.rels: word/media/a.xml tidak ada dalam berkas."),
        (
            _package(related=_relation("rId1", "b.xml") + _relation("rId1", "/word/b.xml"), word_b=f"<w:p {_SPACES}/>"),
            "word/_rels/document.xml.rels: id rId1 dipakai dua kali.",
        ),
        (
            _package(types='<Override PartName="/word/tiada.xml" ContentType="a/b"/>'),
            "[Content_Types].xml: word/tiada.xml tidak ada dalam berkas.",
        ),
        ({**_package(), "word/media/a.png": b"x"}, "word/media/a.png: tanpa jenis isi."),
        ({**_package(), "word/_rels/b.xml.rels": _RELATIONS.encode()}, "word/_rels/b.xml.rels: hubungan dari bagian yang tidak ada."),
        ({**_package(), "word/b.xml": b"<a>"}, "word/b.xml: bukan XML yang utuh"),
    ],
    ids=["dead-relation", "relation-ids", "dead-type", "no-type", "orphan-relations", "not-xml"],
)
def test_faults__of_a_package(package: dict[str, bytes], fault: str) -> None:
    """DOC-93."""
    [found] = faults(package)
    assert found.startswith(fault)


def _sheet(rows: str, merges: tuple[str, ...] = ()) -> dict[str, bytes]:
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData><mergeCells>{cells}</mergeCells></worksheet>'
    return {**_package(), "xl/worksheets/sheet1.xml": xml.encode()}


@pytest.mark.parametrize(
    ("merges", "count"),
    [(("A1:B2", "C1:C2", "A3:C3"), 0), (("A1:C1", "C1:D4"), 1), (("B2:D4", "A3:F3"), 1), (("A1:A9", "B1:B9", "A9:B9"), 2)],
    ids=["side-by-side", "corner", "crossing", "two"],
)
def test_faults__merged_cells_that_overlap(merges: tuple[str, ...], count: int) -> None:
    """DOC-93."""
    found = faults(_sheet("", merges))
    assert len(found) == count
    assert all("bertumpang tindih" in fault for fault in found)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ('<row r="1"><c r="A1"/><c r="AA1"/></row><row r="3"/>', 0),
        ('<row r="3"/><row r="2"/>', 1),
        ('<row r="2"><c r="B2"/><c r="A2"/></row>', 1),
    ],
    ids=["in-order", "rows", "cells"],
)
def test_faults__rows_and_cells_out_of_order(rows: str, count: int) -> None:
    """DOC-93."""
    assert len(faults(_sheet(rows))) == count
