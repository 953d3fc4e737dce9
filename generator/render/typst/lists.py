"""Which of the lists behind the contents list begin a page: those that a typst document makes of its own headings and titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from generator.outline.keeping import Piece, bonds
from generator.render.lettering import Lettering

_SIZE: Final = 11.0
_DEEPEST_LISTED: Final = 3


def lists_on_new_pages(blocks: Iterable[dict[str, Any]], letters: Lettering, page: tuple[float, float]) -> list[str]:
    """Return the lists that begin a page, "tabel" and "gambar", by the blocks of a document; page: width and height of its text, in points."""
    listed: dict[str, list[str]] = {"isi": [], "tabel": [], "gambar": []}
    for block in blocks:
        if block["k"] == "judul" and block["tingkat"] <= _DEEPEST_LISTED and block["susunan"] > 1:
            listed["isi"].append(block["t"])
        elif block["k"] == "keterangan":
            listed[block["jenis"]].append(block["t"])
    found = [name for name, entries in listed.items() if entries]
    pieces = [piece for name in found for piece in _pieces(listed[name], letters, page)]
    titles = [bond for piece, bond in zip(pieces, bonds(pieces), strict=True) if piece.role == "list title"]
    return [name for name, bond in zip(found, titles, strict=True) if bond.begins_page]


def _pieces(entries: Sequence[str], letters: Lettering, page: tuple[float, float]) -> Iterator[Piece]:
    width, height = page
    yield Piece("list title", "DAFTAR", line=letters.running_line(_SIZE) / height)
    for text in entries:
        yield Piece("listed", text, letters.lines(text, width, _SIZE), line=letters.listed_line(_SIZE) / height)
