"""A package opened for a first look: whether it is sound, and its parts read in bounds, before anything in it is believed."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from generator.office.package.gate import Danger, carried
from generator.office.package.parts import CONTENT_TYPES, MAX_MEMBERS

_CHUNK: Final = 256 * 1024
_GLANCE: Final = 16 * 1024 * 1024
_LARGEST_RELATIONS: Final = 16 * 1024 * 1024
_MOST_KEPT: Final = 1024 * 1024
"""Bytes of the parts that are kept from the first look for the second."""
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError, IndexError,
    RuntimeError,
)  # fmt: skip
"""What the packing library raises on bytes that are no sound package."""
_AGAIN: Final = "Buka dan simpan ulang dengan Word atau Excel; bila tidak dapat dibuka, minta berkasnya dikirim lagi."
_SMALLER: Final = "Hapus baris, lembar, dan gambar yang tidak perlu."
_CONTENTS: Final = (
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-excel.sheet.binary", "xlsb"),
    (b"ms-excel.sheet.macroEnabled.main", "xlsx"),
    (b"ms-excel.template.macroEnabled.main", "xlsx"),
    (b"ms-word.document.macroEnabled", "docx"),
    (b"ms-word.template.macroEnabled", "docx"),
    (b"presentationml", "pptx"),
)


class Container:
    """An opened package. Raises one of `DAMAGE` for what is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        self.entries: Final = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._small: Final[dict[str, bytes]] = {}
        self._kept = 0

    def content(self) -> str:
        """Return what the package is by its own words: "xlsx", "docx", "xlsb", "pptx", "odf", "locked" by a password, else "zip"."""
        if self._is_locked():
            return "locked"
        names = {entry.filename for entry in self.entries}
        if CONTENT_TYPES not in names:
            return "odf" if "content.xml" in names else "zip"
        types = self.head(CONTENT_TYPES)
        return next((content for sign, content in _CONTENTS if sign in types), "zip")

    def _is_locked(self) -> bool:
        return any(entry.flag_bits & 1 for entry in self.entries)

    def unsound(self, most: int) -> Danger | None:
        """Return the first thing for which nothing in the package may be believed. most: bytes of all parts, unpacked.

        Every part is unpacked in pieces, counted and proved against its checksum.
        """
        counts = Counter(entry.filename.casefold() for entry in self.entries)
        doubled = next((name for name, count in counts.items() if count > 1), None)
        if doubled is not None:
            message = f"Berkas rusak: bagian “{doubled}” ada lebih dari satu di dalamnya."
            return Danger(message, _AGAIN, doubled, code="paket-bagian-ganda")
        too_large = Danger("Isi berkas terlalu besar setelah dibuka dari kemasannya.", _SMALLER, "", code="paket-terlalu-besar")
        if len(self.entries) > MAX_MEMBERS or sum(entry.file_size for entry in self.entries) > most:
            return too_large
        for entry in self.entries:
            for size in self._sizes(entry):
                most -= size
                if most < 0:
                    return too_large
        return None

    def _sizes(self, entry: zipfile.ZipInfo) -> Iterator[int]:
        """Yield the sizes of a part's pieces while it is unpacked; at the end its checksum is proved."""
        with self._zip.open(entry) as stream:
            first = chunk = stream.read(_CHUNK)
            while chunk:
                yield len(chunk)
                chunk = stream.read(_CHUNK)
        if entry.file_size == len(first) <= _MOST_KEPT - self._kept:
            self._small[entry.filename] = first
            self._kept += len(first)

    def hand_on(self) -> None:
        """Keep the small parts, which were proved, for who reads this very package next."""
        _handed_on[:] = [(self._data, self._small)]

    def carried(self) -> Iterator[Danger]:
        """Yield what the package carries and no package may."""
        return carried([entry.filename for entry in self.entries], self.head)

    def head(self, name: str) -> bytes:
        """Return a part's first bytes: of relationships and content types as many as an honest file has of them."""
        if name in self._small:
            return self._small[name]
        is_whole = name == CONTENT_TYPES or name.lower().endswith(".rels")
        with self._zip.open(name) as stream:
            return stream.read(_LARGEST_RELATIONS if is_whole else _CHUNK)


_handed_on: list[tuple[bytes, Mapping[str, bytes]]] = []


def proved_parts(data: bytes) -> Mapping[str, bytes]:
    """Return the parts of a package that were unpacked and proved when it came in just now; none where another one did, or they are taken already."""
    known = _handed_on.pop() if _handed_on else None
    return known[1] if known is not None and known[0] is data else {}


def says_at_a_glance(file: Path, words: Mapping[str, bytes]) -> bool:
    """Whether one of a package's parts has the word that tells what it is, whatever else is wrong with it. words: by the name of the part."""
    try:
        with zipfile.ZipFile(file) as package:
            for part, word in words.items():
                if part in package.namelist():
                    with package.open(part) as stream:
                        if word in stream.read(_GLANCE):
                            return True
    except (*DAMAGE, OSError):
        return False
    return False
