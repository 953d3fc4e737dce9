"""Documents made from samples, once per process, and what tests read off them."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from functools import cache
from pathlib import Path

import pikepdf
from docx import Document as WordDocument
from docx.oxml.ns import qn
from lxml import html

from generator.examine import examine
from generator.home import Home
from generator.intake.read import read
from generator.render.context import context_of
from generator.render.engines import by_weasyprint
from generator.render.html import render_html
from generator.render.output import render_all
from generator.render.pdf import pdf_of
from generator.render.rendering import Rendering
from generator.spec.catalogue import Catalogue
from tests.artefacts import kept
from tests.cases import SAMPLES, Sample
from validators.findings import Finding

CATALOGUE = Catalogue(Home(SAMPLES))


@cache
def made(sample: Sample) -> dict[str, bytes]:
    """Return the bytes of every output of a sample, by kind."""
    return kept(f"sampel {sample.id}", lambda: _made(sample))


def _made(sample: Sample) -> dict[str, bytes]:
    document = read(sample.file, CATALOGUE, shown=sample.file.name)
    assert not isinstance(document, Finding)
    examined = examine(document)
    assert not examined.findings.has_errors
    files, _ = render_all(examined.document, examined.scope, document.type.outputs)  # together: a layout that two of them need is made once
    return {file.medium: file.data for file in files}


def parts(data: bytes) -> dict[str, bytes]:
    """Return the members of a DOCX or XLSX package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pdf_text(data: bytes, tmp_path: Path, *options: str) -> str:
    """Return the text of a PDF as poppler reads it."""
    file = tmp_path / "dokumen.pdf"
    file.write_bytes(data)
    return subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True).stdout.decode("utf-8")


def printed_by(file: Path) -> str:
    """Return which engine printed a PDF."""
    with pikepdf.open(file) as printed:
        return "weasyprint" if "WeasyPrint" in str(printed.docinfo.get("/Producer", "")) else "typst"


def docx_words(data: bytes) -> list[str]:
    """Return the words of a Word document's body in order: paragraphs, cells, text in between; without fields' instructions."""
    body = WordDocument(io.BytesIO(data)).element.body
    pieces: list[str] = []
    for paragraph in body.iter(qn("w:p")):
        if not _is_contents(paragraph):
            pieces.append(" ".join(_paragraph_text(paragraph)))
    return words(" ".join(pieces))


def _is_contents(paragraph: object) -> bool:
    """Whether a paragraph is a line of the contents list or of a list of tables, which DOC-93 leaves out of the comparison."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = style.get(qn("w:val")).lower() if style is not None else ""
    return name.startswith(("toc", "tableoffigures")) or "".join(_paragraph_text(paragraph)) in ("DAFTAR TABEL", "DAFTAR GAMBAR")


def _paragraph_text(paragraph: object) -> list[str]:
    text = ""
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        text += (node.text or "") if node.tag == qn("w:t") else " "
    return [text]


@cache
def page_words(sample: Sample) -> tuple[str, ...]:
    """Return the words of the page in HTML that a sample's PDF is or could be printed from (typst prints some), contents list left out.

    The style sheet alone writes the colon before a value of an identity table.
    """
    body = html.fromstring(_page(sample)).find("body")
    for piece in [*body.iter("style"), *body.find_class("daftar-isi")]:
        piece.drop_tree()
    for cell in body.xpath(".//table[contains(@class, 'identitas')]//td[not(contains(@class, 'hampa'))]"):
        cell.text = f" : {cell.text or ''}"
    for piece in body.iter():
        if piece.tag not in _WITHIN_A_LINE:
            piece.text, piece.tail = f" {piece.text or ''} ", f" {piece.tail or ''}"
    return tuple(words(str(body.text_content())))


_WITHIN_A_LINE = frozenset({"a", "b", "code", "em", "i", "span", "strong", "sub", "sup", "u", "wbr"})


@cache
def endless_words(sample: Sample) -> tuple[str, ...]:
    """Return the words of a sample's PDF on endless pages, in the order of its structure tree."""
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        return tuple(structure_words(_tall_pdf(sample), Path(folder)))


def _tall_pdf(sample: Sample) -> bytes:
    """Return a sample's PDF on endless pages, one for each heading: no row is parted and no table head repeated, so its order is the page's own.

    The contents list and the charts are left out.
    """
    style = (
        "<style>@page { size: 330mm 4900mm; } @page mendatar { size: 330mm 4900mm; } .daftar-isi { display: none; }"
        # poppler reads a whole page for every element on it: shorter pages, though no row is parted
        "main > h2, main > h3 { break-before: page; } thead { display: table-row-group; }</style></head>"
    )
    page = re.sub(r'<img class="grafik"[^>]*>', "", _page(sample))  # no words in it, and poppler draws it anew for every element it reads
    return pdf_of(page.replace("</head>", style), CATALOGUE.home)


def _page(sample: Sample) -> str:
    document = read(sample.file, CATALOGUE, shown=sample.file.name)
    assert not isinstance(document, Finding)
    examined = examine(document)
    output = by_weasyprint(next(output for output in document.type.outputs if output.medium == "pdf"), CATALOGUE.home)
    return render_html(Rendering(document, context_of(document.compiled, examined.scope), output))


def structure_words(data: bytes, tmp_path: Path) -> list[str]:
    """Return the words of a tagged PDF in the order of its structure tree: what a screen reader reads."""
    file = tmp_path / "struktur.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True).stdout.decode("utf-8")
    return words(" ".join(re.findall(r'^\s*"(.*)"\s*$', told, re.MULTILINE)))


def words(text: str) -> list[str]:
    """Return text as words, compared under NFKC, soft hyphens gone."""
    plain = unicodedata.normalize("NFKC", text.replace("\u2011", "-")).replace("\u00ad", "").replace("\u200b", "").replace("\u2010", "")
    return re.findall(r"\S+", plain)
