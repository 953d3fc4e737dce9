"""The gate for templates: what a package may not carry into a finished document, whichever program opens it there.

Macros, active and embedded objects, pieces of other files, links that a program follows by itself, document type
definitions. Links that a person clicks are let through. Names, content types, relationships, elements and field codes
are each looked at parsed, so that no way of writing them hides one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import PACKAGE_NS, relations
from generator.office.package.xml import Element, SyntaxFault, elements, local, namespace_of, parsed
from generator.office.word.field_codes import field_codes

_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DROPPED: Final = frozenset({"attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"})
"""Relationships of a Word document that a delivery leaves out: they name files on the machine it was written on."""

_WITHOUT_MACROS: Final = "Simpan ulang sebagai dokumen biasa (.docx atau .xlsx) tanpa makro."
_EMBEDDED: Final = "Sematkan gambarnya, jangan ditautkan."
_PLAIN: Final = "Ganti objek itu dengan gambar atau teks biasa."
_ACTIVE: Final = re.compile(r"vbaProject|vbaData|macrosheets/|dialogsheets/|activeX/", re.IGNORECASE)
_ACTIVE_TYPES: Final = re.compile(r"macroEnabled|vbaProject|wordVbaData|activeX|ms-excel\.(?:intl)?macrosheet|dialogsheet", re.IGNORECASE)
_ACTIVE_KINDS: Final = frozenset(
    ("vbaProject", "wordVbaData", "attachedToolbars", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "control", "activeXControlBinary")
)
_OBJECT_KINDS: Final = frozenset(("oleObject", "aFChunk", "webextension", "webextensiontaskpanes", "subDocument"))
_OUTSIDE_PARTS: Final = re.compile(r"xl/(?:externalLinks/|connections\.xml$|queryTables/)", re.IGNORECASE)
_OUTSIDE_KINDS: Final = frozenset(("externalLink", "externalLinkPath", "connections", "queryTable"))
_CLICKED: Final = frozenset(("hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"))
_DROPPED_SIGNS: Final = ("attachedTemplate", "dataSource", "headerSource", "src")
_FORMULAS: Final = ("f", "definedName", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")
_FETCHING: Final = re.compile(
    r"(?<![A-Z0-9_])(WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|IMAGE|STOCKHISTORY|CUBE[A-Z]+|SQL\.REQUEST|DDE)\s*\(|[\w.]+\|[^|]*!",
    re.IGNORECASE,
)
_OTHER_BOOK: Final = re.compile(r"'(?:[^']|'')*\[(?:[^'\]]|'')+\](?:[^']|'')*'!|(?<![\w\]])\[[^\[\]]+\][\w.]*!")
_LITERAL: Final = re.compile(r'"[^"]*"')
_ADDRESS: Final = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_OLE_HEAD: Final = b"\xd0\xcf\x11\xe0"
_MARKUP_NAMES: Final = (".xml", ".rels", ".vml", ".svg")


@dataclass(frozen=True, slots=True)
class Danger:
    """One thing that a template may not carry. paragraph: which `w:p` of the part, from 1, 0 when it is in none."""

    message: str
    hint: str
    part: str
    paragraph: int = 0


def dangers(parts: Mapping[str, bytes]) -> list[Danger]:
    """Return what a package may not carry, in the order of its parts; nothing for a harmless one."""
    found = list(_names(parts))
    if any(danger.part == CONTENT_TYPES for danger in found):
        return found
    try:
        types = _types(parts)
    except SyntaxFault:
        return [*found, _broken(CONTENT_TYPES)]
    for name in parts:
        content_type = types.get(name.lower()) or types.get(name.lower().rpartition(".")[2], "")
        if _ACTIVE_TYPES.search(content_type):
            found.append(Danger("Templat memuat makro atau kendali aktif.", _WITHOUT_MACROS, name))
        found += _markup(parts, name, content_type)
        if parts[name].startswith(_OLE_HEAD):
            found.append(Danger("Templat memuat objek tersemat (OLE).", _PLAIN, name))
    return list(dict.fromkeys(found))


def _names(parts: Mapping[str, bytes]) -> Iterator[Danger]:
    if CONTENT_TYPES not in parts:
        yield Danger("Berkas ini bukan dokumen Office: daftar jenis bagiannya tidak ada.", "", CONTENT_TYPES)
    for name in parts:
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or any(step in ("", ".", "..") for step in name.split("/")):
            yield Danger("Nama bagian di dalam berkas menunjuk ke luar berkas.", "Simpan ulang dengan Word atau Excel.", name)
        elif _ACTIVE.search(name):
            yield Danger("Templat memuat makro atau kendali aktif.", _WITHOUT_MACROS, name)
        elif _OUTSIDE_PARTS.match(name):
            yield Danger("Templat terhubung ke berkas atau data luar.", "Putuskan lewat Data > Edit Links.", name)


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content types by part name and by ending, both in lower case."""
    return {
        (element.get("PartName", "").lstrip("/") or element.get("Extension", "")).lower(): element.get("ContentType", "")
        for element in parsed(parts[CONTENT_TYPES])
        if local(element)
    }


def _broken(name: str) -> Danger:
    return Danger("Bagian berkas ini bukan XML yang utuh (XML rusak).", "Buka dan simpan ulang dengan Word atau Excel.", name)


def _markup(parts: Mapping[str, bytes], name: str, content_type: str) -> Iterator[Danger]:
    """Yield what a part that is XML may not say."""
    ending = name.lower()
    if not ending.endswith(_MARKUP_NAMES) and not content_type.endswith(("xml", "vmlDrawing")):
        return
    try:
        root = parsed(parts[name], forgiving=ending.endswith(".vml") or content_type.endswith("vmlDrawing"))
    except SyntaxFault:
        yield _broken(name)
        return
    if root is None:
        yield _broken(name)
        return
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        yield Danger("Bagian berkas ini memuat DTD.", "Simpan ulang dengan Word atau Excel.", name)
    if namespace_of(root) == f"{PACKAGE_NS}/relationships":
        yield from _related(parts, name)
    else:
        yield from _said(parts, name, root)


def _related(parts: Mapping[str, bytes], name: str) -> Iterator[Danger]:
    """Yield the relationships of a relationships part that lead where none may."""
    folder, _, base = name.rpartition("_rels/")
    owner = folder + base.removesuffix(".rels")
    for relation in relations(parts, owner):
        kind = relation.kind
        if kind in _ACTIVE_KINDS:
            yield Danger("Templat memuat makro atau kendali aktif.", _WITHOUT_MACROS, owner)
        elif kind in _OBJECT_KINDS:
            yield Danger("Templat memuat objek atau potongan dari berkas lain.", _PLAIN, owner)
        elif kind in _OUTSIDE_KINDS:
            yield Danger("Templat terhubung ke berkas atau data luar.", "Putuskan lewat Data > Edit Links.", owner)
        elif relation.external and kind not in (*DROPPED, "hyperlink"):
            yield Danger(f"Templat menaut berkas luar ({relation.target}).", _EMBEDDED, owner)
        elif not relation.external and _ADDRESS.match(relation.written):
            yield Danger(f"Templat menaut berkas luar ({relation.written}).", _EMBEDDED, owner)


def _said(parts: Mapping[str, bytes], name: str, root: Element) -> Iterator[Danger]:
    """Yield the elements and field codes of a part that open, fetch or run something."""
    outside = {relation.id for relation in relations(parts, name) if relation.external}
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{_WORD}p"), start=1)}
    for element in root.iter():
        if (said := _element(element, outside)) is not None:
            yield Danger(*said, name, _number(element, numbers))
    for code in field_codes(root):
        if code.is_fetching:
            hint = "Hapus bidang itu, atau ganti dengan gambar atau teks yang disematkan."
            yield Danger(
                f"Templat memuat bidang {code.name or 'tersusun'} yang mengambil isi dari luar.", hint, name, _number(code.element, numbers)
            )
    for element in elements(root, *_FORMULAS):
        if told := outside_of(element.text or ""):
            holder = element.getparent()
            cell = holder.get("r") if holder is not None and local(holder) == "c" else None
            where = f"Rumus di sel {cell}" if cell else "Rumus"
            yield Danger(f"{where} memakai {told} yang mengambil isi dari luar.", "Hapus rumus itu atau ganti dengan nilainya.", name)


def outside_of(formula: str) -> str:
    """Return what a formula fetches from outside its workbook with: a function, DDE, another workbook; "" for nothing."""
    bare = _LITERAL.sub("", formula)
    if (match := _FETCHING.search(bare)) is not None:
        return match.group(1) or "DDE"
    book = _OTHER_BOOK.search(bare)
    return f"buku kerja lain ({book.group()})" if book is not None else ""


def _number(element: Element, numbers: Mapping[Element, int]) -> int:
    return next((numbers[node] for node in (element, *element.iterancestors(f"{_WORD}p")) if node in numbers), 0)


def _element(element: Element, outside: set[str]) -> tuple[str, str] | None:
    """Return message and hint of an element that may not be there."""
    name = local(element)
    if name in ("altChunk", "OLEObject", "oleObject", "subDoc", "ddeLink", "oleLink") or element.tag == f"{_WORD}control":
        return "Templat memuat objek atau potongan dari berkas lain.", _PLAIN
    for attribute, value in element.attrib.items():
        address, _, base = attribute.rpartition("}")
        if address[1:] in (_LINKS, _STRICT_LINKS) and value in outside and name not in (*_CLICKED, *_DROPPED_SIGNS):
            return "Templat menaut berkas luar.", _EMBEDDED
        if name in ("imagedata", "fill", "stroke") and base in ("src", "href", "althref") and _ADDRESS.match(value):
            return f"Templat menaut berkas luar ({value}).", _EMBEDDED
        if "svg" in namespace_of(element) and base == "href" and name != "a" and _ADDRESS.match(value) and not value.startswith("data:"):
            return f"Gambar di dalam templat menaut berkas luar ({value}).", _EMBEDDED
    return None
