"""Finished documents against golden files, part by part. `pytest --accept` rewrites them; the diff is read before it is committed.

BAT-04: the same input gives the same bytes. A part of the template that filling leaves alone is not kept again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from lxml import etree

from tests.cases import Sample, samples
from tests.documents import CATALOGUE, made, parts, pdf_text

GOLDEN = Path(__file__).parent / "golden"
# The stress samples are left out: nobody can read their diff, and what they are for is held in test_documents.
KEPT = [sample for sample in samples("ok-") if sample.file.stem != "ok-uji-isi"]
CHOSEN = [pytest.param(sample, id=sample.id, marks=pytest.mark.xdist_group(sample.type)) for sample in KEPT]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("sample", CHOSEN)
def test_golden__office_file_is_as_accepted(sample: Sample, kind: str, accept: bool) -> None:
    """TPL-02: what differs from the template is exactly what was accepted."""
    outputs = {output.kind: output for output in CATALOGUE.compiled(sample.type).spec.outputs}
    template = parts((CATALOGUE.home.template(outputs[kind].template)).read_bytes())
    filled = {name: data for name, data in parts(made(sample)[kind]).items() if template.get(name) != data}
    compare({name: readable(name, data) for name, data in filled.items()}, GOLDEN / sample.type / sample.file.stem / kind, accept=accept)


@pytest.mark.parametrize("sample", CHOSEN)
def test_golden__pdf_text_is_as_accepted(sample: Sample, accept: bool, tmp_path: Path) -> None:
    text = pdf_text(made(sample)["pdf"], tmp_path, "-layout")
    compare({"halaman.txt": text}, GOLDEN / sample.type / sample.file.stem / "pdf", accept=accept)


def readable(name: str, data: bytes) -> str:
    """Return a part as text for a reviewer: XML indented, anything else as its digest."""
    if not name.endswith((".xml", ".rels")):
        return hashlib.sha256(data).hexdigest() + "\n"
    root = etree.fromstring(data)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def compare(found: dict[str, str], folder: Path, *, accept: bool) -> None:
    """Hold the parts against the folder's files; with `accept` write them instead."""
    if accept:
        for old in sorted(folder.rglob("*")) if folder.exists() else ():
            if old.is_file():
                old.unlink()
        for name, text in found.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return
    kept = {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file()}
    assert sorted(found) == sorted(kept)
    for name, text in found.items():
        assert text.splitlines() == kept[name].splitlines(), name
