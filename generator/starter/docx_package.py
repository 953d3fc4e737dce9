"""A starter DOCX around its text: styles, lists, footer, fonts and settings come from a start document that an office can restyle."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape
from zipfile import BadZipFile

from generator.errors import TemplateFault
from generator.guard import WORD_TEMPLATE, admit
from generator.office.package.parts import read_parts, write_parts
from generator.office.package.relations import relations

START: Final = "_shared/awal.docx"
_MAIN: Final = "word/document.xml"
_CORE: Final = "docProps/core.xml"
_STYLES: Final = "word/styles.xml"
_STYLE_ID: Final = re.compile(r'w:styleId="([^"]+)"')
_STYLE_USE: Final = re.compile(r'<w:[pt](?:bl)?Style w:val="([^"]+)"/>')
_BODY: Final = re.compile(r"<w:body(?:>.*</w:body>|/>)", re.DOTALL)
_TITLE: Final = re.compile(r"<dc:title>.*?</dc:title>|<dc:title/>", re.DOTALL)


def footer_of(start: bytes) -> str:
    """Return the id under which the start document knows its footer; "" where it has none."""
    found = (relation.id for relation in relations(_read(start), _MAIN) if relation.kind == "footer")
    return next(found, "")


def package(start: bytes, body: str, *, title: str) -> bytes:
    """Return the DOCX file of a body (WordprocessingML) in the dress of the start document."""
    parts = _read(start)
    text = parts[_MAIN].decode("utf-8")
    styles = set(_STYLE_ID.findall(parts.get(_STYLES, b"").decode("utf-8")))
    missing = sorted(set(_STYLE_USE.findall(body)) - styles)
    if not _BODY.search(text) or any(space not in text for space in ("xmlns:w=", "xmlns:r=")):
        raise _fault("bukan dokumen Word yang utuh")
    if missing:
        raise _fault(f"tidak lagi memuat gaya {', '.join(missing)}")
    parts[_MAIN] = _BODY.sub(lambda _: f"<w:body>{body}</w:body>", text).encode("utf-8")
    core = parts.get(_CORE)
    if core is not None:
        parts[_CORE] = _TITLE.sub(lambda _: f"<dc:title>{escape(title)}</dc:title>", core.decode("utf-8")).encode("utf-8")
    return write_parts(parts)


def _read(start: bytes) -> dict[str, bytes]:
    admit(start, f"templates/{START}", WORD_TEMPLATE, kind=TemplateFault)
    try:
        parts = read_parts(start)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise _fault("bukan berkas Word (.docx) yang utuh") from error
    if _MAIN not in parts:
        raise _fault("bukan dokumen Word yang utuh")
    return parts


def _fault(problem: str) -> TemplateFault:
    hint = "Ubah gayanya saja, jangan hapus; atau hapus berkas ini dari folder Anda agar yang bawaan dipakai."
    return TemplateFault(f"Dokumen awal ini {problem}.", file=f"templates/{START}", hint=hint, code="dokumen-awal-salah")
