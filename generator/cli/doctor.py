"""`borang doctor`: what this machine has, in plain words."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.terminal import say
from generator.home import SHIPPED, Home
from generator.render.office import program


@click.command(short_help="Apa yang tersedia di komputer ini.")
@click.pass_obj
def doctor(home: Path | None) -> int:
    """Periksa apa yang tersedia di komputer ini untuk DOCX, XLSX, dan PDF, dan apa yang masih kurang."""
    for is_fine, line in _report(home):
        say(f"[{'ada' if is_fine else 'belum'}] {line}")
    return 0


def _report(home: Path | None) -> Iterator[tuple[bool, str]]:
    yield True, f"borang {_version('borang')}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield True, f"Word (DOCX): docxtpl {_version('docxtpl')}"
    yield True, f"Excel (XLSX): openpyxl {_version('openpyxl')}"
    yield _pdf()
    fonts = sorted({file.stem.split("-")[0] for file in (SHIPPED / "templates" / "_shared" / "fonts").rglob("*.[to]tf")})
    yield bool(fonts), f"Huruf bawaan: {', '.join(fonts) or 'tidak ditemukan; pasang ulang borang'}"
    office = program()
    yield office is not None, f"LibreOffice: {office or 'tidak ada; hanya diperlukan untuk PDF dari templat Word milik Anda'}"
    for name, use in (("scipy", "uji signifikansi"), ("polars", "tabel jutaan baris"), ("python-calamine", "membaca banyak Excel")):
        version = _version(name)
        yield bool(version), f"{name} {version or 'tidak ada'} ({use})"
    yield True, f"Folder bawaan (templat, contoh): {SHIPPED}"
    yield True, f"Folder sendiri: {home or 'tidak dipakai (BORANG_HOME, --home, atau folder ini yang memuat specs/)'}"
    institution = Home(home).institution_file(Path.cwd() / "x")
    yield institution is not None, f"Pengaturan institusi: {institution or 'tidak ada institusi.yaml; dokumen tanpa kop surat'}"
    yield True, f"Jenis dokumen: {len(Home(home).spec_files())}"


def _pdf() -> tuple[bool, str]:
    from generator.errors import MissingEngine
    from generator.render.pdf import pdf_of

    try:
        pdf_of("<html lang=id><title>uji</title><p>uji", Home())
    except MissingEngine as fault:
        lacking = _pages_of_html()
        if not lacking:
            return False, f"PDF: {fault} DOCX dan XLSX tetap dapat dibuat."
        return False, f"PDF: typst {_version('typst')} mencetak semua jenis kecuali {', '.join(lacking)}. {fault}"
    return True, f"PDF: WeasyPrint {_version('weasyprint')} dan Pango"


def _pages_of_html() -> list[str]:
    """Return the shipped types that typst prints no PDF of, since they have a page in HTML of their own; none where there is no typst."""
    from generator.render.engines import asked, is_typst
    from generator.render.typst import is_installed
    from generator.spec.catalogue import Catalogue
    from generator.spec.model import TYPST

    if not is_installed():
        return []
    home, found = Home(), list[str]()
    for name in home.spec_files():
        outputs = (output for output in Catalogue(home).compiled(name).spec.outputs if output.medium == "pdf")
        if any(not is_typst(asked(output, TYPST, home)) for output in outputs):
            found.append(name)
    return found


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
