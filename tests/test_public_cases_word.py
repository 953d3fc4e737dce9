"""Word templates made after public bug reports of other programs, each with what must come out. TPL-01, TPL-03, SAFE-04.

The reports: a bound content control (python-docx 965), apostrophes as LibreOffice stores them (docxtpl 22, 156), degrees in capitals
(OpenSID 7685), a deleted tag that counts (docxtemplater 393), `for` without `tr` (docxtpl 9, docxtemplater 4), headers of the first
and even pages (python-docx-replace 14, docxtpl 594), a tag in pieces in a text box (python-docx-replace 18).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import TemplateFault
from generator.home import Home
from generator.intake.read import read
from generator.lint import lint_type
from generator.office.package.parts import read_parts
from generator.pipeline import examine
from generator.render.output import render
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from tests.homes import write
from validators.findings import Finding

CASES = Path(__file__).parent / "cases" / "word"
NAME = "Ma'rifatul Hasanah, S.Pd., M.Pd."
TITLE = "Pelatihan R&D < 5 hari"
SHIPPED = sorted((CASES / "libreoffice").glob("*.docx"))


def catalogue(folder: Path, case: str, change: Callable[[bytes], bytes] = bytes) -> Catalogue:
    """Return the type of the cases with one case's template."""
    spec = (CASES / "uji.yaml").read_text(encoding="utf-8").replace("document: contoh-2025", "document: perdirjen-gtk-4141-2023")
    write(folder / "specs" / "uji.yaml", re.sub(r"  - \{kind: (?:pdf|xlsx).*\n", "", spec))
    write(folder / "templates" / "uji" / "uji.docx", change((CASES / f"{case}.docx").read_bytes()))
    return Catalogue(Home(folder))


def made(found: Catalogue, file: Path) -> dict[str, bytes]:
    """Return the parts of the Word document that a data file gives."""
    document = read(file, found)
    assert not isinstance(document, Finding)
    examined = examine(document)
    assert not examined.findings.has_errors, list(examined.findings)
    output = next(output for output in found.compiled(document.type.id).spec.outputs if output.medium == "docx")
    return read_parts(render(examined.document, examined.scope, output).data)


def texts(parts: dict[str, bytes], name: str = "word/document.xml") -> list[str]:
    """Return the text of each paragraph that has some, blanks that do not break as any others."""
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", parts[name].decode("utf-8"), re.DOTALL)
    lines = ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in paragraphs]
    return [html.unescape(line).replace("\u00a0", " ") for line in lines if line]


def errors(found: Catalogue, name: str = "uji") -> list[str]:
    return [finding.code for finding in lint_type(name, found) if finding.is_error]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("kontrol-terikat", [TITLE, NAME]),
        ("hapusan-terlacak", [f"Kepada {NAME}", TITLE]),
        ("kotak-teks", [TITLE, f"Diberikan kepada {NAME}", f"Diberikan kepada {NAME}"]),
        ("kepala-halaman", [f"Isi {TITLE} {NAME}"]),
    ],
)
def test_case__is_filled_and_lints_clean(tmp_path: Path, case: str, expected: list[str]) -> None:
    found = catalogue(tmp_path, case)
    assert errors(found) == []
    parts = made(found, CASES / "isi.yaml")
    assert texts(parts) == expected
    assert b"dataBinding" not in parts["word/document.xml"]
    assert b"w:del" not in parts["word/document.xml"]


def test_case__headers_of_all_kinds_of_pages_are_filled(tmp_path: Path) -> None:
    parts = made(catalogue(tmp_path, "kepala-halaman"), CASES / "isi.yaml")
    found = [line for name in parts if re.match(r"word/(?:header|footer)\d", name) for line in texts(parts, name)]
    assert len(found) == 4
    assert not any("{" in line for line in found)
    assert sum(TITLE in line or NAME in line for line in found) >= 3


def test_case__degrees_stay_as_they_are_written(tmp_path: Path) -> None:
    def named(data: bytes) -> bytes:
        from generator.office.package.parts import write_parts

        parts = read_parts(data)
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"nama | upper", b"nama | nama_kapital")
        return write_parts(parts)

    assert texts(made(catalogue(tmp_path, "gelar-huruf", named), CASES / "isi.yaml"))[0] == "MA'RIFATUL HASANAH, S.Pd., M.Pd."


def test_case__a_loop_across_the_cells_of_a_row_is_refused_by_both(tmp_path: Path) -> None:
    found = catalogue(tmp_path, "for-tanpa-tr")
    assert "templat-rusak" in errors(found)
    with pytest.raises(TemplateFault) as caught:
        made(found, CASES / "isi.yaml")
    assert "{%tr" in (caught.value.hint or "")


@pytest.mark.parametrize("template", SHIPPED, ids=lambda file: file.stem)
def test_case__a_shipped_template_saved_by_libreoffice(tmp_path: Path, template: Path) -> None:
    """Its tags hold &apos;; lint passes it and make fills it."""
    name = template.stem
    stem = "form" if name == "coaching-rhk" else name
    write(tmp_path / "templates" / name / f"{stem}.docx", template.read_bytes())
    found = Catalogue(Home(tmp_path))
    assert errors(found, name) == []
    assert not any("{{" in line or "{%" in line for line in texts(made(found, SAMPLES / name / "ok-minimal.yaml")))
