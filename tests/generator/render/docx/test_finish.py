"""A filled DOCX package made ready: long texts, contents list, ids, properties.

DOC-90: long text through a real template. DOC-93: a file Word opens without a question. SAFE-04: text is text.
BAT-04: same document, same bytes.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import jinja2
import pytest
from docxtpl import DocxTemplate

from generator.office.package.parts import read_parts, write_parts
from generator.office.package.relations import relations
from generator.office.package.xml import parsed
from generator.office.word.wml import W, find, texts_of, value
from generator.render.docx.finish import CONTENTS_MARK, ContentsEntry, LongTextStore, completed, finish_parts, prepared
from generator.richtext import LongText
from tests.openxml_allowed import audit
from tests.package_audit import faults

_TEXT = """R&D < 5 kg {{ nama }}

1. Langkah satu
2. Langkah dua
   - anak

Sela.

1. Mulai lagi

| Kegiatan | JP |
|---|--:|
| Inti | 30 |"""
_VALUES = {"uraian": LongText(_TEXT), "pendek": LongText("baris satu\nbaris dua"), "daftar_isi": CONTENTS_MARK}
_PAGES = (ContentsEntry(1, "A. Pendahuluan", 2), ContentsEntry(1, "B. Tabel", 3))
_PROPERTIES = {"borang-jenis": "kak", "borang-revisi": "3"}
_TITLE = "Kerangka <Acuan> & Kerja"


@pytest.fixture(scope="module")
def filled() -> tuple[bytes, LongTextStore]:
    """A template of headings, a cell, a header and a footer, filled by docxtpl."""
    template = docx.Document()
    template.add_paragraph("{{ daftar_isi }}")
    template.add_heading("A. Pendahuluan", 1)
    template.add_paragraph("{{ uraian }}")
    template.add_heading("B. Tabel", 1)
    cells = template.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Isi: {{ pendek }}", "{{ uraian }}"
    template.sections[0].header.paragraphs[0].text = "{{ pendek }}"
    template.sections[0].footer.paragraphs[0].text = "Kaki {{ pendek }}"
    template.core_properties.subject = "{{ pendek }}"
    store = LongTextStore()
    environment = jinja2.Environment(autoescape=True, finalize=lambda item: store.mark(item) if isinstance(item, LongText) else item)
    engine = DocxTemplate(_saved(template))
    engine.render(dict(_VALUES), environment, autoescape=True)
    return _saved(engine).getvalue(), store


def _saved(document: object) -> io.BytesIO:
    written = io.BytesIO()
    document.save(written)
    return io.BytesIO(written.getvalue())


def _finish(filled: tuple[bytes, LongTextStore]) -> bytes:
    return write_parts(
        finish_parts(read_parts(filled[0]), long_texts=filled[1], properties=_PROPERTIES, title=_TITLE, contents=_PAGES, author="Balai")
    )


@pytest.fixture(scope="module")
def finished(filled: tuple[bytes, LongTextStore]) -> bytes:
    return _finish(filled)


@pytest.fixture(scope="module")
def parts(finished: bytes) -> dict[str, bytes]:
    return read_parts(finished)


def test_finish__has_no_faults(parts: dict[str, bytes], finished: bytes, tmp_path: Path) -> None:
    """DOC-93: neither by our own checks nor by openxml-audit."""
    assert faults(parts) == []
    assert audit(finished, tmp_path, ".docx") == []


def test_finish__same_document_same_bytes(filled: tuple[bytes, LongTextStore], finished: bytes) -> None:
    """BAT-04."""
    assert _finish(filled) == finished


def test_finish__long_text_is_words_own_lists_and_tables(parts: dict[str, bytes]) -> None:
    """DOC-90, SAFE-04."""
    body = parsed(parts["word/document.xml"])
    listed = [(value(find(p, "pPr/pStyle")), texts_of(p)) for p in body.iter(f"{W}p") if value(find(p, "pPr/pStyle")).startswith("List")]
    once = [("ListNumber", "Langkah satu"), ("ListNumber", "Langkah dua"), ("ListBullet2", "anak"), ("ListNumber", "Mulai lagi")]
    assert listed == once * 2
    assert sum(texts_of(p) == "R&D < 5 kg {{ nama }}" for p in body.iter(f"{W}p")) == 2
    assert len(list(body.iter(f"{W}tbl"))) == 3


def test_finish__header_footer_and_properties_have_their_text(parts: dict[str, bytes]) -> None:
    header, footer = (next(data for name, data in parts.items() if name.startswith(f"word/{kind}")) for kind in ("header", "footer"))
    assert [texts_of(p) for p in parsed(header).iter(f"{W}p")] == ["baris satu baris dua"]
    assert [texts_of(p) for p in parsed(footer).iter(f"{W}p")] == ["Kaki baris satu baris dua"]
    assert b"<dc:subject>baris satu baris dua</dc:subject>" in parts["docProps/core.xml"]
    assert not any("\ufdd0".encode() in data for data in parts.values())


def test_finish__says_what_it_is_and_not_when(parts: dict[str, bytes]) -> None:
    """DOC-93, BAT-04."""
    core = {child.tag.rpartition("}")[2]: child.text for child in parsed(parts["docProps/core.xml"])}
    assert (core["title"], core["language"], core["creator"]) == (_TITLE, "id-ID", "Balai")
    assert not core.keys() & {"created", "modified"}  # the document has no date of its own
    custom = {child.get("name"): child[0].text for child in parsed(parts["docProps/custom.xml"])}
    assert custom == _PROPERTIES
    assert value(find(parsed(parts["word/styles.xml"]), "docDefaults/rPrDefault/rPr/lang")) == "id-ID"


def test_finish__nothing_stale_is_left(parts: dict[str, bytes]) -> None:
    """DOC-93: the template's counts, its first page's picture, Word 2010's copy of its styles."""
    assert not {"docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"} & set(parts)
    assert b"<Words>" not in parts["docProps/app.xml"]


def test_finish__contents_list_has_the_pages(parts: dict[str, bytes]) -> None:
    """DOC-93."""
    links = parsed(parts["word/document.xml"]).iter(f"{W}hyperlink")
    assert ["".join(link.itertext(f"{W}t")) for link in links] == ["A. Pendahuluan2", "B. Tabel3"]


def test_prepared__once_is_enough(filled: tuple[bytes, LongTextStore]) -> None:
    """BAT-04: preparing a template for a batch, or each of its documents, comes to the same."""
    once = prepared(read_parts(filled[0]), properties=_PROPERTIES, author="Balai")
    assert prepared(once, properties=_PROPERTIES, author="Balai") == once


def test_prepared__no_question_at_opening(filled: tuple[bytes, LongTextStore]) -> None:
    """DOC-93: updateFields goes; lines that end in a line break are not stretched."""
    source = read_parts(filled[0])
    source["word/settings.xml"] = source["word/settings.xml"].replace(b"<w:zoom", b'<w:updateFields w:val="true"/><w:zoom', 1)
    assert b"updateFields" in source["word/settings.xml"]
    settings = parsed(prepared(source, properties={})["word/settings.xml"])
    assert find(settings, "updateFields") is None
    assert find(settings, "compat/doNotExpandShiftReturn") is not None


def test_prepared__keeps_the_templates_own_custom_properties(filled: tuple[bytes, LongTextStore]) -> None:
    once = prepared(read_parts(filled[0]), properties={"Kode": "A & B"})
    twice = prepared(once, properties={"borang-spec": "1"})
    assert {child.get("name"): child[0].text for child in parsed(twice["docProps/custom.xml"])} == {"Kode": "A & B", "borang-spec": "1"}


def test_completed__a_document_without_styles_and_numbering_gets_them(filled: tuple[bytes, LongTextStore]) -> None:
    source = read_parts(filled[0])
    for name in ("word/styles.xml", "word/numbering.xml", "word/stylesWithEffects.xml"):
        del source[name]
        source["[Content_Types].xml"] = _without(source["[Content_Types].xml"], name)
        source["word/_rels/document.xml.rels"] = _without(source["word/_rels/document.xml.rels"], name.removeprefix("word/"))
    made = completed(prepared(source, properties={}), long_texts=filled[1], title="T", contents=_PAGES)
    assert {relation.type for relation in relations(made, "word/document.xml")} >= {"styles", "numbering"}
    assert not [fault for fault in faults(made) if "gaya" not in fault]


def _without(xml: bytes, name: str) -> bytes:
    root = parsed(xml)
    for node in [child for child in root if name in (child.get("PartName", "").lstrip("/"), child.get("Target", ""))]:
        root.remove(node)
    from generator.office.package.xml import serialised

    return serialised(root)


def test_completed__drops_pictures_nobody_shows(filled: tuple[bytes, LongTextStore]) -> None:
    """DOC-93: no stale parts."""
    source = {**read_parts(filled[0]), "word/media/lama.jpeg": b"\xff\xd8"}
    assert "word/media/lama.jpeg" not in completed(prepared(source, properties={}), long_texts=filled[1], title="T")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_finish__libreoffice_counts_each_list_from_its_start(finished: bytes, tmp_path: Path) -> None:
    """DOC-90, DOC-93: what another program makes of the numbering and of the contents list."""
    (tmp_path / "isi.docx").write_bytes(finished)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(tmp_path / "isi.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = [line.strip() for line in (tmp_path / "isi.txt").read_text("utf-8-sig").splitlines()]
    assert [line for line in lines if "Langkah" in line or "Mulai" in line][:3] == ["1. Langkah satu", "2. Langkah dua", "1. Mulai lagi"]
    assert lines[0].split() == ["A.", "Pendahuluan", "2"]


def test_write_parts__finished_package_is_read_back_as_written(finished: bytes) -> None:
    assert write_parts(read_parts(finished)) == finished
