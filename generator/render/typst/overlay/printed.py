"""The lines of text on the pages that typst has set, and all the rest of such a document, to tell two of them apart by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final

# A line end within a string is written as an escape, so that what ends a line of text stands nowhere else.
_LINE: Final = re.compile(
    rb"q 1 0 0 -1 ([-\d.]+) ([-\d.]+) cm([^\n(]*)\nBT 0 Tr/(\w+) ([\d.]+) Tf 1 0 0 -1 0 0 Tm([\[(][^\n]*[\])])T[jJ]\nET\nQ\n"
)
_SIGN: Final = re.compile(rb"\\[0-7]{1,3}|\\.|[()]|[^\\()]+", re.DOTALL)
_NUMBER: Final = re.compile(rb"[-\d.]+")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MAPPED: Final = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
_OF_FONTS: Final = frozenset(("/Font", "/FontDescriptor"))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text. start, end: where it stands in the content of its page; x, y: where it begins, in points, as it is written; after: what the colour says.

    face: PostScript name; moves: what is drawn apart, by the glyph that it stands behind.
    """

    page: int
    start: int
    end: int
    x: bytes
    y: bytes
    after: bytes
    face: str
    size: bytes
    text: str
    moves: tuple[tuple[int, float], ...]


class PrintedPages:
    """A document that typst has set."""

    def __init__(self, pdf: bytes) -> None:
        import pikepdf

        self.opened: Any = pikepdf.open(BytesIO(pdf))
        self.contents: list[bytes] = [page.Contents.read_bytes() for page in self.opened.pages]
        self.fonts: list[dict[str, tuple[str, dict[int, str]]]] = [_fonts(page) for page in self.opened.pages]

    @cached_property
    def lines(self) -> list[PrintedLine]:
        """The lines of text of all pages, in the order in which they are drawn."""
        return [line for number, content in enumerate(self.contents) for line in self._lines(number, content)]

    def _lines(self, page: int, content: bytes) -> Iterator[PrintedLine]:
        for found in _LINE.finditer(content):
            x, y, after, font, size, shown = found.groups()
            face, letters = self.fonts[page][font.decode()]
            text, moves = _told(shown, letters)
            yield PrintedLine(page, found.start(), found.end(), x, y, after, face, size, text, moves)

    def rest(self, without: frozenset[PrintedLine]) -> list[Any]:
        """Return all that the document holds but some of its lines: other lines, drawings, tags, bookmarks, properties."""
        told: list[Any] = []
        for number, content in enumerate(self.contents):
            at = 0
            for line in (one for one in self.lines if one.page == number):
                told += [
                    content[at : line.start],
                    None if line in without else (line.x, line.y, line.after, line.face, line.size, line.text, line.moves),
                ]
                at = line.end
            told.append(content[at:])
        return told + [_said(one) for one in _objects(self.opened)]


def _fonts(page: Any) -> dict[str, tuple[str, dict[int, str]]]:
    found = page.get("/Resources", {}).get("/Font", {})
    return {name[1:]: (str(font.BaseFont).partition("+")[2], _letters(font.ToUnicode.read_bytes())) for name, font in found.items()}


def _letters(mapping: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in _MAPPED.findall(mapping.partition(b"beginbfchar")[2])
    }


def _told(shown: bytes, letters: dict[int, str]) -> tuple[str, tuple[tuple[int, float], ...]]:
    text, moves, count = "", list[tuple[int, float]](), 0
    for is_string, part in _parts(shown):
        if not is_string:
            moves += [(count - 1, float(moved)) for moved in _NUMBER.findall(part)]
            continue
        codes = [int.from_bytes(part[at : at + 2], "big") for at in range(0, len(part), 2)]
        text += "".join(letters.get(code, "\ufffd") for code in codes)
        count += len(codes)
    return text, tuple(moves)


def _parts(shown: bytes) -> Iterator[tuple[bool, bytes]]:
    """Yield the strings and what stands between them; parentheses may stand in a string as they are where they come in pairs."""
    depth, part = 0, bytearray()
    for found in _SIGN.finditer(shown):
        sign = found[0]
        if sign in (b"(", b")"):
            before, depth = depth, depth + (1 if sign == b"(" else -1)
            if 0 in (before, depth):
                yield depth == 0, bytes(part)
                part = bytearray()
                continue
        part += _ESCAPE.sub(_unescaped, sign) if depth else sign


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said.isdigit() else _ESCAPED.get(said, said)


def _objects(opened: Any) -> Iterator[Any]:
    """Yield the objects of a document but its fonts, the content of its pages, and its properties, of which the title differs."""
    apart = {page.Contents.objgen for page in opened.pages} | {opened.Root.Metadata.objgen, opened.trailer.Info.objgen}
    for one in opened.objects:
        if _type(one) == "/FontDescriptor":
            apart |= {one[name].objgen for name in ("/CIDSet", "/FontFile2", "/FontFile3") if name in one}
        elif "/ToUnicode" in (one.keys() if hasattr(one, "keys") else ()):
            apart.add(one.ToUnicode.objgen)
    return (one for one in opened.objects if one.objgen not in apart and _type(one) not in _OF_FONTS)


def _type(one: Any) -> str:
    import pikepdf

    return str(one.get("/Type", "")) if isinstance(one, pikepdf.Dictionary) else ""


def _said(one: Any) -> Any:
    import pikepdf

    if isinstance(one, pikepdf.Stream):
        words = {name: value.unparse() if isinstance(value, pikepdf.Object) else value for name, value in one.items()}
        return sorted((name, str(value)) for name, value in words.items()), one.read_raw_bytes()
    return one.unparse(resolved=True)
