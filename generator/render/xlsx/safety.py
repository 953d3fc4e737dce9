"""What a template must not carry: macros, links to other files, encryption, a dialect this program does not write."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from generator.ooxml.package import CONTENT_TYPES, Member, read_members
from generator.ooxml.relations import relations
from generator.ooxml.xml import SyntaxFault
from generator.render.xlsx.faults import fault

_OLE_HEAD = b"\xd0\xcf\x11\xe0"
_MACROS: Final = ("vbaProject", "macrosheets/", "dialogsheets/", "activeX/")
_LINKS: Final = ("xl/externalLinks/", "xl/connections.xml", "xl/queryTables/")
_HARMLESS_EXTERNAL: Final = "hyperlink"


def members_of(template: bytes, *, file: str) -> tuple[Member, ...]:
    """Return the members of a template's package, all of them readable.

    Raises TemplateFault for anything but a sound .xlsx file without macros and without links to other files.
    """
    if template.startswith(_OLE_HEAD):
        raise fault(
            "templat terkunci sandi atau berformat .xls lama.", file=file, hint="Simpan sebagai Excel Workbook (.xlsx) tanpa sandi."
        )
    try:
        members = tuple(read_members(template))
        parts = {member.name: member.data for member in members}
        if CONTENT_TYPES not in parts:
            raise fault("berkas ini bukan buku kerja Excel (.xlsx).", file=file)
        refuse(parts, file=file)
    except (zipfile.BadZipFile, zlib.error, SyntaxFault) as error:
        raise fault("berkas ini bukan buku kerja Excel (.xlsx) yang utuh.", file=file) from error
    return members


def refuse(parts: Mapping[str, bytes], *, file: str) -> None:
    """Raise TemplateFault when the package carries macros or links to other files."""
    for name in parts:
        if any(word in name for word in _MACROS):
            raise fault(f"templat memuat makro ({name}).", file=file, hint="Simpan sebagai Excel Workbook (.xlsx) tanpa makro.")
        if name.startswith(_LINKS):
            raise fault(f"templat terhubung ke berkas atau data luar ({name}).", file=file, hint="Putuskan lewat Data > Edit Links.")
    if b"macroEnabled" in parts[CONTENT_TYPES]:
        raise fault("templat berjenis buku kerja bermakro.", file=file, hint="Simpan sebagai Excel Workbook (.xlsx).")
    for name in parts:
        if name.endswith(".rels"):
            _refuse_links(parts, name, file=file)


def _refuse_links(parts: Mapping[str, bytes], name: str, *, file: str) -> None:
    folder, _, base = name.rpartition("_rels/")
    for relation in relations(parts, folder + base.removesuffix(".rels")):
        if relation.external and relation.kind != _HARMLESS_EXTERNAL:
            raise fault(f"templat menaut berkas luar ({relation.target}).", file=file, hint="Sematkan gambar atau putuskan tautannya.")
