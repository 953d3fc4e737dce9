"""Finished documents against golden files. `pytest --accept` rewrites them; the diff is read before it is committed.

BAT-04: the same input gives the same bytes. Every sample has one readable text an output; what a filler writes into a package is kept
in full for one sample a mechanism (PARTS), since its diff is the same for all others; of a long report the paragraphs of its own mechanisms.
"""

from __future__ import annotations

from pathlib import Path

import lxml.etree
import pytest

from tests.cases import Sample, output_kinds, samples
from tests.documents import CATALOGUE, made, parts, pdf_text
from tests.readable import docx_text, xlsx_text, xml_text

WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
GOLDEN = Path(__file__).parent / "golden"
# The stress samples are left out: nobody can read their diff, and what they are for is held in test_documents.
KEPT = [sample for sample in samples("ok-") if sample.file.stem != "ok-uji-isi"]
CHOSEN = [pytest.param(sample, id=sample.id, marks=pytest.mark.xdist_group(sample.type)) for sample in KEPT]
READ = {"docx": docx_text, "xlsx": xlsx_text}
# sample, kind: what is shown in full
PARTS = {
    ("rancangan-moderasi/ok-minimal", "docx"): "repeated rows, long texts, the letterhead",
    ("coaching-rhk/ok-gambar-1", "xlsx"): "repeated rows, formulas, cached values",
}
SHOWN = [
    pytest.param(sample, kind, id=f"{sample.id}-{kind}", marks=pytest.mark.xdist_group(sample.type))
    for sample in KEPT
    for kind in READ
    if kind in output_kinds(sample.type)
]
IN_FULL = [case for case in SHOWN if (case.values[0].id, case.values[1]) in PARTS]


def test_golden__each_mechanism_has_its_sample() -> None:
    assert len(IN_FULL) == len(PARTS)


@pytest.mark.parametrize(("sample", "kind"), SHOWN)
def test_golden__office_file_reads_as_accepted(sample: Sample, kind: str, accept: bool) -> None:
    hold(READ[kind](made(sample)[kind]), GOLDEN / sample.type / f"{sample.file.stem}.{kind}.txt", accept=accept)


@pytest.mark.parametrize("sample", CHOSEN)
def test_golden__pdf_text_is_as_accepted(sample: Sample, accept: bool, tmp_path: Path) -> None:
    text = pdf_text(made(sample)["pdf"], tmp_path, "-layout")
    hold(text, GOLDEN / sample.type / f"{sample.file.stem}.pdf.txt", accept=accept)


@pytest.mark.parametrize(("sample", "kind"), IN_FULL)
def test_golden__package_parts_are_as_accepted(sample: Sample, kind: str, accept: bool) -> None:
    """TPL-02: what differs from the template is exactly what was accepted."""
    outputs = {output.medium: output for output in CATALOGUE.compiled(sample.type).spec.outputs}
    template = parts(CATALOGUE.home.template(outputs[kind].template).read_bytes())
    filled = {name: xml_text(name, data) for name, data in parts(made(sample)[kind]).items() if template.get(name) != data}
    folder = GOLDEN / sample.type / f"{sample.file.stem}.{kind}"
    if accept:
        for old in [file for file in folder.rglob("*") if file.is_file()]:
            old.unlink()
    kept = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert accept or sorted(filled) == sorted(kept)
    for name, text in filled.items():
        hold(text, folder / name, accept=accept)


def test_golden__charts_contents_and_sections_are_as_accepted(accept: bool) -> None:
    """Of a long report: the paragraphs that hold a picture, begin the contents list or end a section."""
    [sample] = [sample for sample in KEPT if sample.id == "laporan-evaluasi/ok-minimal"]
    body = lxml.etree.fromstring(parts(made(sample)["docx"])["word/document.xml"])[0]
    begins = lxml.etree.XPath(
        "boolean(.//w:drawing | .//w:sectPr | .//w:instrText[contains(., 'TOC')] | self::w:sectPr)", namespaces={"w": WORD_NS}
    )
    shown = [xml_text("part.xml", lxml.etree.tostring(node)) for node in body if begins(node)]
    assert len(shown) >= 5  # two charts, the logo, the contents list, the last section
    hold("\n".join(shown), GOLDEN / sample.type / f"{sample.file.stem}.docx.parts.xml", accept=accept)


def hold(text: str, file: Path, *, accept: bool) -> None:
    """Hold a text against its file; with `accept` write it instead."""
    if accept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return
    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()
