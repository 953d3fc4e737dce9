"""What a package may not carry: of any file (`carried`), and of a template into a finished document (`dangers`).

Of any file: macros, active controls, links that a program follows by itself, document type definitions, names that lead
out of the package. Of a template also embedded objects, pieces of other files, elements, field codes and formulas that
fetch. Links that a person clicks are let through. Names, content types, relationships, elements and field codes are each
looked at parsed, so that no way of writing them hides one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import PACKAGE_NS, relations, relations_in
from generator.office.package.xml import Element, SyntaxFault, elements, local, namespace_of, parsed
from generator.office.word.field_codes import field_codes

_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DROPPED: Final = frozenset({"attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"})
"""Relationships of a Word document that a delivery leaves out: they name files on the machine it was written on."""

_WITHOUT_MACROS: Final = "Simpan ulang sebagai dokumen biasa (.docx atau .xlsx) tanpa makro."
_BREAK_LINKS: Final = "Di Excel: Data > Edit Links > Break Link (atau Queries & Connections > Delete), lalu simpan."
_EMBEDDED: Final = "Sematkan gambarnya, jangan ditautkan."
_PLAIN: Final = "Ganti objek itu dengan gambar atau teks biasa."
_ACTIVE: Final = re.compile(r"vbaProject|vbaData|macrosheets/|dialogsheets/|activeX/", re.IGNORECASE)
_ACTIVE_TYPES: Final = re.compile(r"macroEnabled|vbaProject|wordVbaData|activeX|ms-excel\.(?:intl)?macrosheet|dialogsheet", re.IGNORECASE)
_ACTIVE_RELATIONS: Final = frozenset(
    ("vbaProject", "wordVbaData", "attachedToolbars", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "control", "activeXControlBinary")
)
_OBJECT_RELATIONS: Final = frozenset(("oleObject", "aFChunk", "webextension", "webextensiontaskpanes", "subDocument"))
_OUTSIDE_PARTS: Final = re.compile(r"xl/(?:externalLinks/|connections\.xml$|queryTables/)", re.IGNORECASE)
_OUTSIDE_RELATIONS: Final = frozenset(("externalLink", "externalLinkPath", "connections", "queryTable"))
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
_PROLOG: Final = 64 * 1024
"""As much of a part as is read to find a document type declaration; more before the first element is not Office's."""
_MARKUP_NAMES: Final = (".xml", ".rels", ".vml", ".svg")


@dataclass(frozen=True, slots=True)
class Danger:
    """One thing that a package may not carry. paragraph: which `w:p` of the part, from 1, 0 when it is in none.

    code: what kind of thing it is; several have one.
    """

    message: str
    hint: str
    part: str
    paragraph: int = 0
    code: str = "paket-benda-luar"


_MACRO: Final = ("Berkas memuat makro atau kendali aktif.", _WITHOUT_MACROS)
_OBJECT: Final = ("Templat memuat objek atau potongan dari berkas lain.", _PLAIN)
_OUTSIDE: Final = ("Berkas terhubung ke berkas atau data luar.", _BREAK_LINKS)
_SAVE_AGAIN: Final = "Buka dan simpan ulang dengan Word atau Excel."
_DTD: Final = ("Bagian berkas ini memuat DTD.", _SAVE_AGAIN)


def carried(names: Iterable[str], read: Callable[[str], bytes]) -> Iterator[Danger]:
    """Yield what no package may carry, whatever it is for. read: gives a part's bytes, at least their first ones of a large part."""
    all_names = list(names)
    yield from _names(all_names)
    if CONTENT_TYPES not in all_names:
        return
    try:
        types = _types(read(CONTENT_TYPES))
    except SyntaxFault:
        yield _broken(CONTENT_TYPES)
        return
    for name in all_names:
        if _ACTIVE_TYPES.search(_type_of(name, types)):
            yield Danger(*_MACRO, name, code="paket-makro")
        data = read(name)
        if _declares_type(data):
            yield Danger(*_DTD, name, code="paket-dtd")
        elif name.lower().endswith(".rels"):
            yield from _related(name, data)


def dangers(parts: Mapping[str, bytes]) -> list[Danger]:
    """Return what a template may not carry, in the order of its parts; nothing for a harmless one."""
    found = list(carried(parts, parts.__getitem__))
    if any(danger.part == CONTENT_TYPES for danger in found):
        return found
    types = _types(parts[CONTENT_TYPES])
    for name in parts:
        found += _markup(parts, name, _type_of(name, types))
        if parts[name].startswith(_OLE_HEAD):
            found.append(Danger("Templat memuat objek tersemat (OLE).", _PLAIN, name))
    order = {name: number for number, name in enumerate(parts)}
    return sorted(dict.fromkeys(found), key=lambda danger: order.get(danger.part, -1))


def _names(names: list[str]) -> Iterator[Danger]:
    if CONTENT_TYPES not in names:
        yield Danger("Berkas ini bukan dokumen Office: daftar jenis bagiannya tidak ada.", "", CONTENT_TYPES, code="paket-rusak")
    for name in names:
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or any(step in ("", ".", "..") for step in name.split("/")):
            yield Danger("Nama bagian di dalam berkas menunjuk ke luar berkas.", _SAVE_AGAIN, name, code="paket-nama-keluar")
        elif _ACTIVE.search(name):
            yield Danger(*_MACRO, name, code="paket-makro")
        elif _OUTSIDE_PARTS.match(name):
            yield Danger(*_OUTSIDE, name, code="paket-data-luar")


def _types(data: bytes) -> dict[str, str]:
    """Return the content types by part name and by ending, both in lower case."""
    return {
        (element.get("PartName", "").lstrip("/") or element.get("Extension", "")).lower(): element.get("ContentType", "")
        for element in parsed(data)
        if local(element)
    }


def _type_of(name: str, types: Mapping[str, str]) -> str:
    return types.get(name.lower()) or types.get(name.lower().rpartition(".")[2], "")


def _broken(name: str) -> Danger:
    return Danger("Bagian berkas ini bukan XML yang utuh (XML rusak).", _SAVE_AGAIN, name, code="paket-rusak")


class _PackageRoot(Exception):
    """A document type can be declared before the first element only."""


def _declares_type(data: bytes) -> bool:
    """Whether XML declares a document type, or says so much before its first element that it may; what is no XML declares none."""
    found: list[bool] = []

    def root(*_: object) -> None:
        raise _PackageRoot

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append(True)
    parser.StartElementHandler = root
    try:
        parser.Parse(data[:_PROLOG], False)
    except (_PackageRoot, expat.ExpatError, UnicodeError, LookupError, ValueError):
        return bool(found)  # malformed: whoever reads the part says so
    return bool(found) or len(data) >= _PROLOG


def _markup(parts: Mapping[str, bytes], name: str, content_type: str) -> Iterator[Danger]:
    """Yield what a part of a template that is XML may not say."""
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
    if (info.doctype or info.internalDTD is not None) and not _declares_type(parts[name]):
        yield Danger(*_DTD, name, code="paket-dtd")
    if namespace_of(root) == f"{PACKAGE_NS}/relationships":
        if any(relation.type in _OBJECT_RELATIONS and not relation.external for relation in relations_in(root, _owner(name))):
            yield Danger(*_OBJECT, _owner(name))
        if not ending.endswith(".rels"):
            yield from _related(name, parts[name])
    else:
        yield from _said(parts, name, root)


def _owner(name: str) -> str:
    """Return the part whose relationships a part of that name holds."""
    folder, _, base = name.rpartition("_rels/")
    return folder + base.removesuffix(".rels")


def _related(name: str, data: bytes) -> Iterator[Danger]:
    """Yield the relationships of a relationships part that lead where none may."""
    owner = _owner(name)
    try:
        found = relations_in(parsed(data), owner)
    except SyntaxFault:
        yield _broken(name)
        return
    for relation in found:
        relation_type = relation.type
        if relation_type in _ACTIVE_RELATIONS:
            yield Danger(*_MACRO, owner, code="paket-makro")
        elif relation_type in _OUTSIDE_RELATIONS:
            yield Danger(*_OUTSIDE, owner, code="paket-data-luar")
        elif relation_type in _OBJECT_RELATIONS and not relation.external:
            continue  # no link: for a template to refuse
        elif (relation.external and relation_type not in (*DROPPED, "hyperlink")) or (
            not relation.external and _ADDRESS.match(relation.written)
        ):
            target = relation.target if relation.external else relation.written
            yield Danger(f"Berkas menaut berkas luar ({target}).", _EMBEDDED, owner, code="paket-tautan-luar")


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
