"""LibreOffice, where it is on the machine: a Word document as PDF, made by a process of its own with a profile of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 120
_DATES: Final = (
    (re.compile(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}"), b"19800101000000"),
    (re.compile(rb"(<xmp:(?:CreateDate|ModifyDate|MetadataDate)>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), b"1980-01-01T00:00:00"),
)
_IDENTITY: Final = re.compile(rb"(/ID \[ <|/DocChecksum /)([0-9A-F]{32})(?:(>\s<)([0-9A-F]{32}))?")
_FILTER: Final = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)


def program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name)) is not None), None)


def pdf_of_docx(data: bytes) -> bytes | None:
    """Return the tagged PDF that LibreOffice makes of a Word document; None where it is not there, fails, or takes too long."""
    office = program()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        work = Path(folder)
        (work / "dokumen.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(work / 'profil').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", _FILTER, "--outdir", folder, str(work / "dokumen.docx")]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS, env=_environment())
        except (OSError, subprocess.SubprocessError):
            return None
        made = work / "dokumen.pdf"
        return _undated(made.read_bytes()) if made.is_file() else None


def _undated(pdf: bytes) -> bytes:
    """Return the PDF without the time of its making, so that the same document gives the same bytes (BAT-04).

    Everything keeps its length: a PDF tells where its parts begin.
    """
    for pattern, date in _DATES:
        pdf = pattern.sub(rb"\g<1>" + date, pdf)
    digest = sha256(_IDENTITY.sub(b"", pdf)).hexdigest().upper().encode()
    return _IDENTITY.sub(lambda found: found[1] + digest[:32] + (found[3] + digest[:32] if found[3] else b""), pdf)


def _environment() -> dict[str, str]:
    """Return our environment without the fonts that pages are laid out with: an own template may use any font of the machine."""
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
