"""Many files by one command: what is told in their order, and one run of LibreOffice for many. TPL-05, BAT-07."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from generator.cli.make import outcomes_of
from generator.deliver import Folder
from generator.document import Outcome
from generator.pipeline import Rendition, Target, together
from generator.render.rendering import OutputFile
from generator.spec.catalogue import Catalogue
from tests.homes import home
from tests.word_files import p, word
from validators.findings import Finding

SPEC = """\
fields:
  - {name: nama, label: Nama, type: text, required: true}
outputs: [{kind: docx, template: uji/uji.docx, filename: "{{ nama }}.docx"}, {kind: pdf, filename: "{{ nama }}.pdf"}]
"""
OFFICE = """\
#!{python}
import sys, pathlib
words = [word for word in sys.argv if word.endswith(".docx")]
with open({log!r}, "a") as log:
    log.write(f"{{len(words)}}\\n")
for word in words:
    pathlib.Path(word).with_suffix(".pdf").write_bytes(pathlib.Path({page!r}).read_bytes())
"""


@pytest.fixture
def types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """A type with the user's own Word template, and a program that stands for LibreOffice and writes down how often it ran."""
    page = pikepdf.new()
    page.add_blank_page()
    page.save(tmp_path / "halaman.pdf")
    office = tmp_path / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text(OFFICE.format(python=sys.executable, log=str(tmp_path / "catatan"), page=str(tmp_path / "halaman.pdf")))
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{office.parent}{os.pathsep}{os.environ['PATH']}")
    return home(tmp_path, SPEC, {"templates/uji/uji.docx": word(p("Nama: {{ nama }}"))})


def told(types: Catalogue, folder: Path, *names: str, media: tuple[str, ...] = ("pdf",)) -> list[Outcome]:
    files = [folder / f"{number}.yaml" for number in range(len(names))]
    for file, name in zip(files, names, strict=True):
        file.write_text(f"jenis: uji\n{f'nama: {name}' if name else 'nama:'}\n", encoding="utf-8")
    return list(outcomes_of(files, types, Target(media, folder=Folder(folder / "hasil"))))


def test_files__with_an_own_word_template_are_made_in_one_run_and_told_in_their_order(types: Catalogue, tmp_path: Path) -> None:
    outcomes = told(types, tmp_path, "Ani", "", "Budi", "Citra")
    assert [(one.status, [file.name for file in one.files]) for one in outcomes] == [
        ("delivered", ["Ani.pdf"]),
        ("refused", []),
        ("delivered", ["Budi.pdf"]),
        ("delivered", ["Citra.pdf"]),
    ]
    assert (tmp_path / "catatan").read_text() == "3\n"


def test_files__that_need_no_other_program_are_told_one_by_one(types: Catalogue, tmp_path: Path) -> None:
    assert [one.status for one in told(types, tmp_path, "Ani", "Budi", media=("docx",))] == ["delivered"] * 2
    assert not (tmp_path / "catatan").exists()


def test_together__a_defect_of_one_ends_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice each is made otherwise, and one of them crashes in that."""
    monkeypatch.setenv("PATH", "")

    def made(name: str) -> Rendition:
        def otherwise() -> tuple[bytes, tuple[Finding, ...]]:
            if name == "b":
                raise RuntimeError(name)
            return name.encode(), ()

        return Rendition(Outcome(name, "uji", "checked"), "", (OutputFile(f"{name}.pdf", b"", "pdf", otherwise=otherwise),))

    def crashed(error: Exception, outcome: Outcome) -> Outcome:
        return replace(outcome, status="crashed", fault=str(error))

    outcomes = list(together(map(made, "abc"), Target(folder=Folder(tmp_path / "hasil")), crashed))
    assert [(one.source, one.status, one.fault) for one in outcomes] == [
        ("a", "delivered", ""),
        ("b", "crashed", "b"),
        ("c", "delivered", ""),
    ]
