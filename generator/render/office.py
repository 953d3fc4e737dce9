"""LibreOffice, where it is on the machine: a Word document as PDF, made by a process of its own with a profile of its own."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from generator.home import SHIPPED
from generator.workers import PROGRAM_SECONDS, another_program, unbounded_memory

_BEFORE: Final = unbounded_memory if hasattr(os, "fork") else None
MOST_A_RUN: Final = 20
_PROGRAMS: Final = ("soffice", "libreoffice")
_DATES: Final = (
    (re.compile(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}"), b"19800101000000"),
    (re.compile(rb"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), b"1980-01-01T00:00:00"),
)
_FONTS: Final = SHIPPED / "templates" / "_shared" / "fonts"
_SYSTEM_FONTS: Final = "/etc/fonts/fonts.conf"
_STAND_INS: Final = {"Arial": "Liberation Sans", "Helvetica": "Liberation Sans", "Bookman Old Style": "TeX Gyre Bonum"}
_FILTER: Final = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name)) is not None), None)


def pdfs_of_docx(documents: Sequence[bytes]) -> list[bytes | None]:
    """Return the tagged PDF of each Word document; None where LibreOffice is not there, fails, or takes too long.

    As many as may be are made in one run, for LibreOffice starts slowly.
    What a run did not make, because one of its documents stopped it, is tried once more alone.
    """
    office = program()
    if office is None:
        return [None] * len(documents)
    made: list[bytes | None] = []
    for start in range(0, len(documents), MOST_A_RUN):
        some = documents[start : start + MOST_A_RUN]
        pdfs = _one_run(office, some)
        made += [pdf or (_one_run(office, [word])[0] if len(some) > 1 else None) for word, pdf in zip(some, pdfs, strict=True)]
    return made


def _one_run(office: str, documents: Sequence[bytes]) -> list[bytes | None]:
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        work = Path(folder)
        words = [work / f"{number}.docx" for number in range(len(documents))]
        for file, data in zip(words, documents, strict=True):
            file.write_bytes(data)
        profile = f"-env:UserInstallation={(work / 'profil').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", _FILTER, "--outdir", folder, *map(str, words)]
        with suppress(OSError, subprocess.SubprocessError), another_program():
            subprocess.run(command, capture_output=True, check=True, timeout=PROGRAM_SECONDS, env=_environment(work), preexec_fn=_BEFORE)
        return [normalised(pdf.read_bytes()) if (pdf := file.with_suffix(".pdf")).is_file() else None for file in words]


def normalised(pdf: bytes) -> bytes:
    """Return the PDF as the same document always gives it (BAT-04): without the time of its making, its parts in one order.

    LibreOffice numbers the embedded fonts now one way, now another, and its identity and checksum are of the numbered file.
    """
    import pikepdf

    for pattern, date in _DATES:
        pdf = pattern.sub(rb"\g<1>" + date, pdf)
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for key in ("/DocChecksum", "/ID"):
            if key in opened.trailer:
                del opened.trailer[key]
        opened.save(written, static_id=True)
    return written.getvalue()


def with_pdf_property(pdf: bytes, name: str, text: str) -> bytes:
    """Return the PDF with a property more of its own; the same document always gives the same bytes."""
    import pikepdf

    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.docinfo[f"/{name}"] = pikepdf.String(text)
        opened.save(written, static_id=True)
    return written.getvalue()


def pdf_property(pdf: bytes, name: str) -> str:
    """Return a property of a PDF, "" where it has none. Raises ValueError where the file is damaged or locked."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return str(opened.docinfo.get(f"/{name}", ""))
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error


def _environment(work: Path) -> dict[str, str]:
    """Return our environment with the machine's fonts and, for those it lacks, the shipped ones."""
    fonts = work / "fonts.conf"
    fonts.write_text(font_settings(os.environ.get("FONTCONFIG_FILE", "")), encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(fonts)}


def font_settings(given: str = "") -> str:
    """Return settings of fontconfig: the machine's, then the shipped fonts, taken for Arial and Bookman where these are missing.

    given: the FONTCONFIG_FILE that this process runs under; the one that pages are laid out with shows no font of the machine.
    """
    system = _SYSTEM_FONTS if not given or Path(given).is_relative_to(_FONTS) else given
    instead = "".join(
        f'<alias binding="same"><family>{name}</family><accept><family>{other}</family></accept></alias>'
        for name, other in _STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f'<fontconfig><include ignore_missing="yes">{escape(system)}</include><dir>{escape(str(_FONTS))}</dir>{instead}</fontconfig>\n'
    )
