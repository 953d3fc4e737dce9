"""Specs and templates held against each other, before any data comes; nothing broken stops the rest. TPL-03, TPL-04."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument

from generator.errors import SpecFault
from generator.home import Home
from generator.lint import lint_spec_file, lint_template, lint_type
from tests.homes import home, write
from validators.findings import Finding, Severity

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text, required: true}
  - {name: catatan, label: Catatan, type: text}
  - {name: baris, label: Baris, type: table, fields: [{name: n, label: N, type: integer, required: true}]}
"""
PDF = 'outputs: [{kind: pdf, template: uji/uji.html, filename: "uji.pdf"}]\n'
DOCX = 'outputs: [{kind: docx, template: uji/uji.docx, filename: "uji.docx"}]\n'
SOUND = "<p>{{ nama }}</p>{{ catatan }}{% for b in baris %}{{ b.n }}{% endfor %}"


def word(*paragraphs: str) -> bytes:
    document = WordDocument()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def linted(folder: Path, spec: str, template: str | bytes, name: str = "uji.html") -> list[Finding]:
    return list(lint_type("uji", home(folder, spec, {f"templates/uji/{name}": template})))


def test_lint__a_sound_template_has_nothing(tmp_path: Path) -> None:
    assert linted(tmp_path, FIELDS + PDF, SOUND) == []


@pytest.mark.parametrize(
    ("page", "code", "line"),
    [
        (SOUND + "\n{{ namaa }}", "nama-tidak-dikenal", 2),
        (SOUND + "\n\n{{ nama | tanggall }}", "nama-tidak-dikenal", 3),
        (SOUND + "\n{% for b in baris %}{{ b.m }}{% endfor %}", "nama-tidak-dikenal", 2),
        (SOUND + "\n{{ nama", "templat-rusak", 2),
        (SOUND + "\n{% endfor %}", "templat-rusak", 2),
        (SOUND.replace("{{ nama }}", ""), "isian-wajib-tidak-tercetak", 0),
        (b"<p>\xff</p>", "templat-rusak", 0),
    ],
)
def test_lint__what_a_page_has_against_it_names_the_line(tmp_path: Path, page: str | bytes, code: str, line: int) -> None:
    found = linted(tmp_path, FIELDS + PDF, page)
    assert [finding.code for finding in found] == [code]
    where = f"templates/uji/uji.html, baris {line}" if line else "templates/uji/uji.html"
    assert str(found[0].place) == where


def test_lint__a_word_template_is_told_by_paragraph(tmp_path: Path) -> None:
    """The same number that a failing fill names."""
    template = word("satu", "{{ namaa }}", "{{ nama }}{% for b in baris %}{{ b.n }}{% endfor %}")
    (found,) = linted(tmp_path, FIELDS + DOCX, template, "uji.docx")
    assert found.code == "nama-tidak-dikenal"
    assert "“nama”" in found.message
    assert "isi, paragraf 2" in str(found.place)


@pytest.mark.parametrize(
    "template",
    [
        b"bukan zip",
        b"",
        changed(word("{{ nama }}"), lambda parts: parts.update({"word/document.xml": parts["word/document.xml"][:-150]})),
        changed(word("{{ nama }}"), lambda parts: parts.pop("word/document.xml") and None),
        changed(word("{{ nama }}"), lambda parts: parts.update({"word/vbaProject.bin": b"makro"})),
    ],
    ids=["garbage", "empty", "cut", "no-body", "macros"],
)
def test_lint__a_broken_word_template_is_a_finding(tmp_path: Path, template: bytes) -> None:
    assert [finding.code for finding in linted(tmp_path, FIELDS + DOCX, template, "uji.docx")] == ["templat-rusak"]


def test_lint__a_broken_workbook_is_a_finding(tmp_path: Path) -> None:
    spec = FIELDS + 'outputs: [{kind: xlsx, template: uji/uji.xlsx, filename: "uji.xlsx"}]\n'
    assert [finding.code for finding in linted(tmp_path, spec, b"bukan zip", "uji.xlsx")] == ["templat-rusak"]


def test_lint__a_missing_template_is_a_finding(tmp_path: Path) -> None:
    found = list(lint_type("uji", home(tmp_path, FIELDS + DOCX)))
    assert [finding.code for finding in found] == ["templat-rusak"]


@pytest.mark.parametrize("name", ["../rahasia.html", "/etc/hostname"])
def test_lint__a_template_outside_the_folder_is_not_there(tmp_path: Path, name: str) -> None:
    """SAFE-03."""
    write(tmp_path / "rahasia.html", "{{ nama }}")
    spec = FIELDS + f'outputs: [{{kind: pdf, template: {name}, filename: "uji.pdf"}}]\n'
    assert [finding.code for finding in lint_type("uji", home(tmp_path, spec))] == ["templat-rusak"]


def test_lint__a_broken_spec_is_a_finding_at_its_line(tmp_path: Path) -> None:
    catalogue = home(tmp_path, "fields:\n  - {name: nama, type: teks}\n")
    (found,) = lint_type("uji", catalogue)
    assert found.code == "spesifikasi-rusak"
    assert str(found.place) == f"{tmp_path / 'specs' / 'uji.yaml'}, baris 7"
    (same,) = lint_spec_file(tmp_path / "specs" / "uji.yaml", Home(tmp_path))
    assert same == found


def test_lint__an_unknown_type_is_a_finding(tmp_path: Path) -> None:
    assert [finding.code for finding in lint_type("ujii", home(tmp_path, FIELDS + PDF))] == ["spesifikasi-rusak"]


def test_lint__rules_without_basis_and_twice_the_same_id(tmp_path: Path) -> None:
    rules = "rules:\n  - {id: A001-x, check: nama, message: x}\n  - {id: A001-x, check: nama, message: x, source: {basis: derived}}\n"
    found = linted(tmp_path, FIELDS + rules + PDF, SOUND)
    assert [(finding.code, finding.place.line) for finding in found] == [("aturan-tanpa-dasar", 11), ("aturan-kembar", 12)]


def test_lint__the_same_kind_of_output_twice(tmp_path: Path) -> None:
    twice = "outputs:\n  - {kind: pdf, template: uji/uji.html, filename: a.pdf}\n  - {kind: pdf, template: uji/uji.html, filename: b.pdf}\n"
    assert [finding.code for finding in linted(tmp_path, FIELDS + twice, SOUND)] == ["keluaran-kembar"]


def test_lint_template__is_held_against_the_spec_that_names_it(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS + PDF, {"templates/uji/uji.html": SOUND + "{{ namaa }}", "templates/uji/lain.html": ""})
    assert [finding.code for finding in lint_template(tmp_path / "templates/uji/uji.html", catalogue)] == ["nama-tidak-dikenal"]
    with pytest.raises(SpecFault):
        list(lint_template(tmp_path / "templates/uji/lain.html", catalogue))


def test_lint__names_a_column_of_whole_numbers_that_gives_others(tmp_path: Path) -> None:
    """2 / 3 prints as 0,67 in Word and as 1 in a cell of whole numbers; 2 * 3 is whole."""
    columns = "{name: a, type: integer}, {name: tiga, type: integer, expr: row.a / 3}, {name: kali, type: integer, expr: row.a * 3}"
    catalogue = home(tmp_path, f"fields:\n  - {{name: t, type: table, fields: [{columns}]}}\n")
    told_ = [one for one in lint_type("uji", catalogue) if one.code == "hitungan-bukan-bulat"]
    assert [("tiga" in one.message, one.severity) for one in told_] == [(True, Severity.WARNING)]
