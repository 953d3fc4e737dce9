"""A starter DOCX around its text: styles, lists, footer, fonts and settings come from a start document that an office can restyle."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape

from generator.office.package.parts import write_parts
from generator.office.package.xml import DECLARATION
from generator.office.word.build import field, paragraph, run
from generator.office.word.parts import with_part
from generator.office.word.wml import NS
from generator.outline.literals import office_literal
from generator.render.word_start import MAIN, running_parts, start_fault, start_parts, with_body

_CORE: Final = "docProps/core.xml"
_STYLES: Final = "word/styles.xml"
_STYLE_ID: Final = re.compile(r'w:styleId="([^"]+)"')
_STYLE_USE: Final = re.compile(r'<w:[pt](?:bl)?Style w:val="([^"]+)"/>')
_HEAD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_HEAD_ADDRESS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_NUMBER_HEAD: Final = DECLARATION + (
    f'<w:hdr xmlns:w="{NS}">{paragraph(run("- ") + field(" PAGE ", run("2")) + run(" -"), align="center")}</w:hdr>'.encode()
)
_NEWER: Final = {
    "Caption": '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>'
    '<w:spacing w:before="120" w:after="80"/><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr></w:style>',
    "JudulDaftar": '<w:style w:type="paragraph" w:styleId="JudulDaftar"><w:name w:val="Judul Daftar"/><w:basedOn w:val="Normal"/><w:pPr>'
    '<w:keepNext/><w:spacing w:before="0" w:after="200"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>',
    "JudulDepan": '<w:style w:type="paragraph" w:styleId="JudulDepan"><w:name w:val="Judul Depan"/><w:basedOn w:val="Heading2"/><w:pPr>'
    '<w:spacing w:before="0" w:after="280"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>',
}
"""Styles that a start document of an earlier version has not, by their id."""
_TITLE: Final = re.compile(r"<dc:title>.*?</dc:title>|<dc:title/>", re.DOTALL)


def with_number_head(start: bytes) -> bytes:
    """Return the start document with the page's number at the head, "- 2 -"; one that has a head keeps it."""
    parts = start_parts(start)
    if "header" in running_parts(parts):
        return start
    return write_parts(with_part(parts, "word/header1.xml", _NUMBER_HEAD, _HEAD_TYPE, address=_HEAD_ADDRESS, owner=MAIN))


def package(start: bytes, body: str, *, title: str) -> bytes:
    """Return the DOCX file of a body (WordprocessingML) in the dress of the start document."""
    parts = with_body(start_parts(start), body)
    styles = set(_STYLE_ID.findall(parts.get(_STYLES, b"").decode("utf-8")))
    missing = sorted(set(_STYLE_USE.findall(body)) - styles)
    if missing and set(missing) <= _NEWER.keys():  # of an office's own start document, older than these
        added = "".join(_NEWER[name] for name in missing)
        parts[_STYLES] = parts[_STYLES].replace(b"</w:styles>", added.encode() + b"</w:styles>")
    elif missing:
        raise start_fault(f"tidak lagi memuat gaya {', '.join(missing)}")
    core = parts.get(_CORE)
    if core is not None:
        parts[_CORE] = _TITLE.sub(lambda _: f"<dc:title>{escape(office_literal(title))}</dc:title>", core.decode("utf-8")).encode("utf-8")
    return write_parts(parts)
