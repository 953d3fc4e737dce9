"""A document set once, over which the lines of others are laid: everything as typst made it, the pages with slots and what names the file added behind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from generator.render.typst.overlay.faces import OverlayFace, SetLine, face_of, number
from generator.render.typst.overlay.printed import PrintedLine, PrintedPages
from generator.render.typst.overlay.probing import TITLE, OverlaySlot, as_ours
from generator.render.typst.overlay.sources import FilledPage, digest

_IDS: Final = re.compile(rb"(<xmpMM:(InstanceID|DocumentID)>)[^<]*(</)")
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TITLE: Final = b"\0judul\0"
_TITLE_XML: Final = re.compile(rb"(<dc:title><rdf:Alt><rdf:li[^>]*>)%s(</rdf:li>)" % TITLE.encode())
_LEVEL: Final = 1


@dataclass(frozen=True, slots=True)
class _BasePage:
    """A page with slots: its content object, and what stands around the slots, one piece more than there are."""

    object: int
    pieces: tuple[bytes, ...]
    slots: tuple[OverlaySlot, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """A document without the lines of its slots. head: the file; key: what tells it from every other base; titled: the objects that hold the title.

    root, size, start: what the end of the file says of it.
    """

    head: bytes
    key: str
    pages: tuple[_BasePage, ...]
    titled: tuple[tuple[int, bytes], tuple[int, bytes]]
    root: bytes
    size: int
    start: int

    def filled(self, source: FilledPage) -> bytes | None:
        """Return the document with the texts and the title of another one; None where one of them cannot be laid over."""
        texts = source.texts
        contents: list[tuple[int, bytes]] = []
        for page in self.pages:
            lines = [_line(slot, texts) for slot in page.slots]
            if None in lines:
                return None
            body = b"".join(part for pair in zip(page.pieces, (*lines, b""), strict=True) for part in pair if part)
            packed = zlib.compress(body, _LEVEL)
            contents.append((page.object, b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)))
        words = (self.key, source.title, *(texts[slot.text] for page in self.pages for slot in page.slots))
        name = digest(word.encode() for word in words).encode()
        (metadata, said), (info, told) = self.titled
        said = _IDS.sub(rb"\g<1>%s\g<3>" % name, said.replace(_TITLE, escape(source.title).encode()))
        contents.append((metadata, b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(said), said)))
        contents.append((info, told.replace(_TITLE, b"<FEFF%s>" % source.title.encode("utf-16-be").hex().upper().encode())))
        return self._written(sorted(contents), name)

    def _written(self, objects: list[tuple[int, bytes]], name: bytes) -> bytes:
        """Return the file with objects behind it that stand for those of their numbers (ISO 32000-1, 7.5.6 and 7.5.8)."""
        parts, at, places = [self.head], len(self.head), b""
        for own, body in objects:
            places += b"\1" + at.to_bytes(4, "big") + b"\0\0"
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (own, body))
            at += len(parts[-1])
        places += b"\1" + at.to_bytes(4, "big") + b"\0\0"
        index = b" ".join(b"%d 1" % own for own, _ in (*objects, (self.size, b"")))
        table = b"<</Type/XRef/W[1 4 2]/Index[%s]/Size %d/Prev %d/Root %s/ID[<%s><%s>]/Length %d>>" % (
            index, self.size + 1, self.start, self.root, name, name, len(places),
        )  # fmt: skip
        parts.append(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (self.size, table, places, at))
        return b"".join(parts)


def _line(slot: OverlaySlot, texts: Sequence[str]) -> bytes | None:
    face = _known(slot)
    line = face.set_line(f"{slot.before}{texts[slot.text]}{slot.after}") if "  " not in texts[slot.text] else None
    if line is None or texts[slot.text] != texts[slot.text].strip():
        return None
    point = float(slot.line.size) / face.units
    if line.width * point > slot.most:
        return None
    x = float(slot.line.x) + slot.aligned * (slot.width - line.taken * point)
    return _drawn(slot.line, number(x), line)


def _drawn(line: PrintedLine, x: bytes, ours: SetLine) -> bytes:
    """Return what draws a line with the embedded alphabet of its face, as typst draws lines."""
    return b"q 1 0 0 -1 %s %s cm%s\nBT 0 Tr/%s %s Tf 1 0 0 -1 0 0 Tm[%s]TJ\nET\nQ\n" % (
        x, line.y, line.after, _resource(line.face), line.size, ours.shown,
    )  # fmt: skip


def _known(slot: OverlaySlot) -> OverlayFace:
    face = face_of(slot.line.face)
    assert face is not None
    return face


def _resource(face: str) -> bytes:
    return b"o" + face.replace("-", "").encode()


def made_base(pages: PrintedPages, slots: Sequence[OverlaySlot], key: str) -> Base:
    """Return a base of pages that were set with probes. key: what tells it from every other base."""
    opened = pages.opened
    properties = opened.Root.Metadata.read_bytes()
    by_line = {slot.line: slot for slot in slots}
    embedded: dict[str, Any] = {}
    laid: list[tuple[int, tuple[bytes, ...], tuple[OverlaySlot, ...]]] = []
    for at, page in enumerate(opened.pages):
        pieces, lines = _around(pages, at, by_line)
        own = tuple(by_line[line] for line in lines)
        page.Contents = opened.make_stream(b"" if own else pieces[0])
        _change_fonts(opened, page, (*pieces, *(b"/%s " % _resource(slot.line.face) for slot in own)), embedded)
        if own:
            laid.append((at, pieces, own))
    opened.Root.Metadata = opened.make_stream(b"", Type=opened.Root.Metadata.Type, Subtype=opened.Root.Metadata.Subtype)
    return _saved(opened, laid, properties, key)


def _around(pages: PrintedPages, number_: int, slots: Mapping[PrintedLine, OverlaySlot]) -> tuple[tuple[bytes, ...], list[PrintedLine]]:
    """Return what stands on a page around its slots, and the lines of these; lines that are always the same are drawn with the same alphabet."""
    content, pieces, at, found = pages.contents[number_], [b""], 0, list[PrintedLine]()
    for line in (one for one in pages.lines if one.page == number_):
        pieces[-1] += content[at : line.start]
        at = line.end
        if line in slots:
            pieces.append(b"")
            found.append(line)
            continue
        face = face_of(line.face)
        ours = None if face is None else as_ours(line, face, whole=True)
        pieces[-1] += content[line.start : line.end] if ours is None else _drawn(line, line.x, ours)
    pieces[-1] += content[at:]
    return tuple(pieces), found


def _change_fonts(opened: Any, page: Any, pieces: Sequence[bytes], embedded: dict[str, Any]) -> None:
    """Give a page the fonts that its content asks for. embedded: those of the document so far, by face."""
    import pikepdf

    theirs = dict(page.Resources.get("/Font", {}).items())
    asked = pikepdf.Dictionary()
    for name, font in theirs.items():
        face = str(font.BaseFont).partition("+")[2]
        known = face_of(face)
        if any(b"/%s " % name[1:].encode() in piece for piece in pieces):
            asked[name] = font
        if known is not None and any(b"/%s " % _resource(face) in piece for piece in pieces):
            if face not in embedded:
                embedded[face] = _embedded(opened, known, font)
            asked["/" + _resource(face).decode()] = embedded[face]
    resources = pikepdf.Dictionary(page.Resources)
    resources.Font = asked
    page.Resources = resources


def _saved(opened: Any, laid: Sequence[tuple[int, tuple[bytes, ...], tuple[OverlaySlot, ...]]], properties: bytes, key: str) -> Base:
    import pikepdf

    written = BytesIO()
    opened.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    head = written.getvalue()
    start = _START.search(head)
    assert start is not None
    with pikepdf.open(BytesIO(head)) as saved:
        pages = tuple(_BasePage(saved.pages[at].Contents.objgen[0], pieces, slots) for at, pieces, slots in laid)
        root, info = b"%d %d R/Info %d %d R" % (*saved.Root.objgen, *saved.trailer.Info.objgen), saved.trailer.Info
        said = _TITLE_XML.sub(rb"\1%s\2" % _TITLE, properties)
        told = info.unparse(resolved=True).replace(b"/Title (%s)" % TITLE.encode(), b"/Title " + _TITLE)
        titled = (saved.Root.Metadata.objgen[0], said), (info.objgen[0], told)
        return Base(head, key, pages, titled, root, int(saved.trailer.Size), int(start[1]))


def _embedded(opened: Any, face: OverlayFace, theirs: Any) -> Any:
    """Return the font of a face with its alphabet; what it says of its look is what typst said of its own."""
    import pikepdf

    name = pikepdf.Name(f"/BORANG+{face.name}")
    described = pikepdf.Dictionary(theirs.DescendantFonts[0].FontDescriptor)
    del described["/CIDSet"]
    described.FontName, described.FontFile2 = name, opened.make_stream(face.program, Length1=len(face.program))
    descendant = pikepdf.Dictionary(theirs.DescendantFonts[0])
    descendant.BaseFont, descendant.FontDescriptor, descendant.W = (
        name,
        opened.make_indirect(described),
        pikepdf.Array([0, pikepdf.Array([_exact(wide) for wide in face.widths])]),
    )
    font = pikepdf.Dictionary(theirs)
    font.BaseFont, font.DescendantFonts = name, pikepdf.Array([opened.make_indirect(descendant)])
    font.ToUnicode = opened.make_stream(_to_unicode(face.letters))
    return opened.make_indirect(font)


def _exact(wide: float) -> Any:
    from decimal import Decimal

    return Decimal(number(wide).decode())


def _to_unicode(letters: dict[int, str]) -> bytes:
    lines = "".join(f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>\n" for code, letter in sorted(letters.items()))
    parts = [lines.splitlines(keepends=True)[at : at + 100] for at in range(0, len(letters), 100)]
    blocks = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
