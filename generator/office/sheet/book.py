"""Book: what all sheets of a workbook share: its shared texts, its number formats, its day zero; and which sheets there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import unescape as _unescaped_signs

from generator.errors import IntakeFault
from generator.office.package.archive import Archive, PartElement
from generator.office.sheet.cells import unescaped
from generator.office.sheet.values import Look, look_of

_NAMED: Final = {"document": "dokumen Word", "presentation": "presentasi PowerPoint"}
_MOST_TEXTS: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet before it is read: its name, its part, whether the workbook shows it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook. main: the part that lists its sheets. texts: the shared texts, None for one that is damaged. looks: of each cell format."""

    archive: Archive
    sheets: tuple[SheetInfo, ...]
    texts: tuple[str | None, ...]
    looks: tuple[Look, ...]
    from_1904: bool
    main: str = ""


def open_book(data: bytes, name: str) -> Book:
    """Return a workbook whose sheets can be read. name: the file's, for faults. Raises IntakeFault for what is no sound workbook."""
    archive = Archive(data, name)
    main = next((target for relation, target in archive.links("").values() if relation == "officeDocument"), "xl/workbook.xml")
    if main not in archive.parts:
        raise _no_workbook(archive, "OpenDocument (.ods)" if "content.xml" in archive.parts else "arsip zip biasa")
    if main.endswith(".bin"):
        raise _no_workbook(archive, "buku kerja biner (.xlsb)")
    elements = archive.elements(main)
    root = elements[0][1] if elements else ""
    if root != "workbook":
        raise _no_workbook(archive, _NAMED.get(root, "berkas jenis lain"))
    links = archive.links(main)
    parts = dict(links.values())
    return Book(
        archive,
        tuple(_sheets(archive, elements, links)),
        _shared_texts(archive, parts["sharedStrings"]) if "sharedStrings" in parts else (),
        _looks(archive, parts["styles"]) if "styles" in parts else (),
        any(tag == "workbookPr" and given.get("date1904") in ("1", "true") for _, tag, given in elements),
        main,
    )


def _no_workbook(archive: Archive, what: str) -> IntakeFault:
    hint = "Simpan sebagai Excel Workbook (.xlsx)."
    return IntakeFault(f"Berkas ini {what}, bukan buku kerja Excel (.xlsx).", file=archive.name, hint=hint, code="bukan-buku-kerja")


def _sheets(archive: Archive, elements: Sequence[PartElement], links: dict[str, tuple[str, str]]) -> Iterator[SheetInfo]:
    for above, tag, given in elements:
        if (above, tag) != ("sheets", "sheet"):
            continue
        link = next((value for key, value in given.items() if key.endswith("relationships id")), "")
        relation, target = links.get(link, ("", ""))
        if not target or target not in archive.parts:
            raise archive.damaged(f"lembar “{given.get('name', '')}”")
        if relation == "worksheet":
            yield SheetInfo(given.get("name", ""), target, given.get("state", "visible") != "visible")


@lru_cache(maxsize=64)
def _local(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition(" ")[2]


class _Texts:
    """The shared texts while they are read: of each its runs, without the reading aids of East Asian text."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.found: list[str | None] = []
        self.runs: list[str] = []
        self.is_text = False
        self.aids = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = _local(tag)
        if name == "t":
            self.is_text = not self.aids
        elif name == "si":
            self.runs.clear()
        elif name == "rPh":
            self.aids += 1

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "t":
            self.is_text = False
        elif name == "si":
            if len(self.found) >= _MOST_TEXTS:
                raise self.archive.damaged()
            self.found.append(unescaped("".join(self.runs)))
        elif name == "rPh":
            self.aids -= 1

    def letters(self, text: str) -> None:
        if self.is_text:
            self.runs.append(text)


_LETTERS: Final = rb"[^<&\x00-\x08\x0b-\x1f]*"
_ONE_TEXT: Final = rb'<si><t(?: xml:space="preserve")?>(%b(?:&(?:amp|lt|gt|quot|apos);%b)*)</t></si>' % (_LETTERS, _LETTERS)
_PLAIN_TEXTS: Final = re.compile(
    rb'<\?xml version="1\.0" encoding="UTF-8"(?: standalone="(?:yes|no)")?\?>\s*<sst xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"(?: count="[0-9]+")?(?: uniqueCount="[0-9]+")?>(?P<all>(?:'
    + _ONE_TEXT
    + rb")*)</sst>\s*"
)
_TEXT: Final = re.compile(_ONE_TEXT)
_SIGNS: Final = {"&quot;": '"', "&apos;": "'"}
_NOT_PLAIN: Final = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")


def _plain_texts(data: bytes) -> tuple[str | None, ...] | None:
    """Return shared texts that are nothing but that, without runs or reading aids: what the parser would tell. None for any other part."""
    found = None if any(sign in data for sign in _NOT_PLAIN) else _PLAIN_TEXTS.fullmatch(data)
    if found is None:
        return None
    try:
        texts = [text.decode() for text in _TEXT.findall(found["all"])]
    except UnicodeDecodeError:
        return None
    return tuple(unescaped(_unescaped_signs(text, _SIGNS) if "&" in text else text) for text in texts)


def _shared_texts(archive: Archive, part: str) -> tuple[str | None, ...]:
    small = archive.small(part)
    plain = None if small is None else _plain_texts(small)
    if plain is not None:
        return plain
    texts = _Texts(archive)
    handlers: dict[str, Any] = {"StartElementHandler": texts.start, "EndElementHandler": texts.end, "CharacterDataHandler": texts.letters}
    for _ in archive.parse(part, handlers):
        pass
    return tuple(texts.found)


def _looks(archive: Archive, part: str) -> tuple[Look, ...]:
    elements = archive.elements(part)
    codes = {int(given["numFmtId"]): given.get("formatCode", "") for _, tag, given in elements if tag == "numFmt" and _is_id(given)}
    formats = (given for above, tag, given in elements if (above, tag) == ("cellXfs", "xf"))
    return tuple(look_of(int(given["numFmtId"]), codes) if _is_id(given) else "" for given in formats)


def _is_id(given: Mapping[str, str]) -> bool:
    text = given.get("numFmtId", "")
    return text.isascii() and text.isdigit() and len(text) <= 9
