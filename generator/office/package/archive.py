"""Archive: the parts of a given package, each read as a bounded stream; a damaged file is one fault.

The package has passed the gate (`generator.guard`): no part stands in it twice, none declares entities, no size is beyond the bounds.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any, Final, NamedTuple
from xml.parsers import expat

from generator.errors import IntakeFault
from generator.office.package.container import DAMAGE, proved_parts

LARGEST_UNPACKED: Final = 400 * 1024 * 1024
"""Bytes of all parts together as they are read, unpacked."""
LARGEST_PART: Final = 64 * 1024 * 1024
"""Bytes of one part that is not a sheet: styles, relationships, the workbook itself."""
_LARGEST_KEPT: Final = 64 * 1024
_MOST_NAMED: Final = 100_000
_CHUNK: Final = 256 * 1024


class Archive:
    """An opened package. Reading raises IntakeFault for every kind of damage."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = LARGEST_UNPACKED
        self._proved = proved_parts(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self.parts: Final = {entry.filename: entry for entry in self._zip.infolist()}
        except DAMAGE as error:
            raise self.damaged() from error

    def damaged(self, place: str | None = None) -> IntakeFault:
        """Return the one fault of every kind of damage."""
        hint = "Buka di Excel atau Word dan simpan ulang; bila tidak dapat dibuka, minta berkasnya dikirim lagi."
        return IntakeFault("Berkas rusak: isinya tidak dapat dibaca utuh.", file=self.name, place=place, hint=hint, code="paket-rusak")

    def _too_large(self) -> IntakeFault:
        hint = "Hapus baris dan lembar yang tidak perlu, atau simpan tabelnya sebagai CSV."
        return IntakeFault("Isi buku kerja terlalu besar.", file=self.name, hint=hint, code="paket-terlalu-besar")

    def chunks(self, part: str, most: int = LARGEST_UNPACKED) -> Iterator[bytes]:
        """Yield a part's bytes as they are unpacked. Its checksum is proved at the end, so use nothing of it before."""
        entry = self.parts.get(part)
        if entry is None:
            raise self.damaged()
        if part in self._proved:
            yield self._bounded(self._proved[part], most)
            return
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    most -= len(chunk)
                    self._left -= len(chunk)
                    if most < 0 or self._left < 0:
                        raise self._too_large()
                    yield chunk
        except DAMAGE as error:
            raise self.damaged() from error

    def _bounded(self, data: bytes, most: int) -> bytes:
        self._left -= len(data)
        if len(data) > most or self._left < 0:
            raise self._too_large()
        return data

    def small(self, part: str) -> bytes | None:
        """Return a part that is proved already, None where it must be read piece by piece."""
        return self._proved.get(part)

    def parse(
        self,
        part: str,
        handlers: Mapping[str, Callable[..., Any]],
        *,
        most: int = LARGEST_UNPACKED,
        before: Callable[[bytes], bytes] | None = None,
    ) -> Iterator[None]:
        """Run a part through expat with these handlers, pausing after every chunk; names come as "namespace name".

        before: what is done to a chunk first.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        for name, handler in handlers.items():
            setattr(parser, name, handler)
        try:
            for chunk in self.chunks(part, most):
                parser.Parse(before(chunk) if before else chunk, False)
                yield
            parser.Parse(b"", True)
            yield
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            raise self.damaged() from error

    def elements(self, part: str) -> Sequence[PartElement]:
        """Return the elements of a small part in their order."""
        return self._told(part, _elements)

    def texts(self, part: str, tag: str) -> Mapping[str, str]:
        """Return the text within each element of a small part that is called so, by its attribute `name`."""
        return self._told(part, _texts, tag)

    def _told(self, part: str, parsed: Callable[..., Any], *more: str) -> Any:
        """Return what a part tells; of a small one it is kept, for forms that come from one blank form have the same."""
        data = b"".join(self.chunks(part, LARGEST_PART))
        try:
            return _kept(parsed, data, *more) if len(data) <= _LARGEST_KEPT else parsed(data, *more)
        except (expat.ExpatError, UnicodeError, LookupError) as error:
            raise self.damaged() from error

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part ("" is the package itself): id -> the last word of its type, the target part."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.parts:
            return {}
        return {
            given.get("Id", ""): (
                given.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, given.get("Target", ""))).lstrip("/"),
            )
            for _, tag, given in self.elements(name)
            if tag == "Relationship" and given.get("TargetMode") != "External"
        }

    def main(self, usual: str) -> str:
        """Return the part that the package begins with; the usual one where it names none."""
        return next((target for relation, target in self.links("").values() if relation == "officeDocument"), usual)

    def properties(self) -> dict[str, str]:
        """Return the properties that programs put into the file beside its own."""
        part = next((target for relation, target in self.links("").values() if relation == "custom-properties"), "")
        return dict(self.texts(part, "property")) if part in self.parts else {}


class PartElement(NamedTuple):
    """An element of a part: its parent's and its own name without namespaces, and its attributes."""

    above: str
    name: str
    given: Mapping[str, str]


@lru_cache(maxsize=64)
def _kept(parsed: Callable[..., Any], data: bytes, *more: str) -> Any:
    return parsed(data, *more)


def _elements(data: bytes) -> Sequence[PartElement]:
    found: list[PartElement] = []
    above = [""]

    def start(tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        found.append(PartElement(above[-1], name, given))
        above.append(name)

    _parse(data, {"StartElementHandler": start, "EndElementHandler": lambda _: above.pop()})
    return found


def _texts(data: bytes, tag: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    within: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == tag and len(found) < _MOST_NAMED:
            within.append(given.get("name", ""))
            found.setdefault(within[-1], "")

    def letters(text: str) -> None:
        if within:
            found[within[-1]] += text

    def end(name: str) -> None:
        if name.rpartition(" ")[2] == tag and within:
            within.pop()

    _parse(data, {"StartElementHandler": start, "EndElementHandler": end, "CharacterDataHandler": letters})
    return found


def _parse(data: bytes, handlers: Mapping[str, Callable[..., Any]]) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    parser.Parse(data, True)
