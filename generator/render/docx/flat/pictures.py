"""The pictures of a document that is filled: put in as python-docx would, from what was read of each file before."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from xml.sax.saxutils import quoteattr

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.spec import default_content_types
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import relations_name

_PLACE: Final = "rIdTempat"
_FOLDER: Final = "word/"
_MOST_REMEMBERED: Final = 32


@dataclass(frozen=True, slots=True)
class PictureGround:
    """What a template has already. links: ids of its relationships; media: its pictures by digest; taken: how many and which numbers; shape: the next id."""

    links: frozenset[str]
    media: dict[str, str]
    taken: frozenset[int]
    count: int
    shape: int


@dataclass(frozen=True, slots=True)
class _Inline:
    xml: str


class PictureDesk:
    """Takes the pictures that are printed into the body, as docxtpl's object does; only what those who print pictures ask of it.

    added: the parts that came, by name, with their content types; links: their relationships by id.
    """

    def __init__(self, ground: PictureGround) -> None:
        self.current_rendering_part = self
        self.package = None
        self._ground = ground
        self._media = dict(ground.media)
        self._taken = set(ground.taken)
        self._count = ground.count
        self._drawn: list[_Picture] = []
        self.added: dict[str, tuple[bytes, str]] = {}
        self.links: dict[str, str] = {}

    def remembered(self, files: Sequence[Path], asked: Hashable, make: Callable[[], str]) -> str:
        """Return the drawings that `make` makes of files; made once as long as none of them changes. asked: what else it makes them by."""
        stamps = [file.stat() for file in files]
        key = (self._ground.shape, *files, *((said.st_mtime_ns, said.st_size, said.st_ino) for said in stamps), asked)
        found = _REMEMBERED.get(key)
        if found is None:
            before = list(self._drawn)
            self._drawn.clear()
            text = make()
            for at, picture in enumerate(self._drawn):
                text = text.replace(f'"{self._linked(picture)}"', f'"{_PLACE}{at}"')
            if len(_REMEMBERED) >= _MOST_REMEMBERED:
                _REMEMBERED.clear()
            found = _REMEMBERED[key] = text, tuple(self._drawn)
            self._drawn[:0] = before
        text, pictures = found
        for at, picture in enumerate(pictures):
            text = text.replace(f'"{_PLACE}{at}"', f'"{self._linked(picture)}"')
        return text

    def new_pic_inline(self, image_descriptor: str | IO[bytes], width: Any = None, height: Any = None) -> _Inline:
        """Return a picture as a drawing. Raises what python-docx raises for what is no picture."""
        if isinstance(image_descriptor, str):
            file = Path(image_descriptor)
            stat = file.stat()
            found = _of_file(image_descriptor, stat.st_mtime_ns, stat.st_size)
        else:
            image_descriptor.seek(0)
            found = _of_bytes(image_descriptor.read())
        self._drawn.append(found)
        link = self._linked(found)
        return _Inline(_drawing(found, self._ground.shape, width, height).replace(_PLACE, link))

    def _linked(self, picture: _Picture) -> str:
        """Return the id of the relationship to a picture, which is put into the package if it is not there."""
        name = self._media.get(picture.digest)
        if name is None:
            name = self._media[picture.digest] = f"{_FOLDER}media/image{self._free()}.{picture.ext}"
            self.added[name] = picture.data, picture.content_type
            self._count += 1
        return self._link(name)

    def relate_to(self, part: Any, _: str) -> str:
        """Return the id of the relationship to a part of python-docx's, which is put into the package."""
        name = str(part.partname).lstrip("/")
        self.added[name] = part.blob, part.content_type
        return self._link(name)

    def written(self, parts: dict[str, bytes], main: str) -> dict[str, bytes]:
        """Return a package with the pictures that came."""
        if not self.links:
            return parts
        links = relations_name(main)
        related = "".join(
            f'<Relationship Id="{link}" Type="{RELATIONSHIP_TYPE.IMAGE}" Target={quoteattr(name.removeprefix(_FOLDER))}/>'
            for link, name in self.links.items()
        )
        types = parts[CONTENT_TYPES].decode()
        for name, (_, content_type) in self.added.items():
            types = _with_type(types, name, content_type)
        return {
            **parts,
            CONTENT_TYPES: types.encode(),
            links: parts[links].replace(b"</Relationships>", f"{related}</Relationships>".encode()),
            **{name: data for name, (data, _) in self.added.items()},
        }

    def _free(self) -> int:
        number = next((number for number in range(1, self._count + 1) if number not in self._taken), self._count + 1)
        self._taken.add(number)
        return number

    def _link(self, name: str) -> str:
        known = next((link for link, target in self.links.items() if target == name), None)
        if known is not None:
            return known
        taken = self._ground.links
        number = next(
            number
            for number in range(1, len(taken) + len(self.links) + 2)
            if f"rId{number}" not in taken and f"rId{number}" not in self.links
        )
        self.links[f"rId{number}"] = name
        return f"rId{number}"


@lru_cache(maxsize=64)
def _with_type(types: str, name: str, content_type: str) -> str:
    """Return the content types with that of one more part, where python-docx would write it: in order."""
    ext = name.rpartition(".")[2].lower()
    entry, key, told = "Default", "Extension", ext
    if (ext, content_type) not in default_content_types:
        entry, key, told = "Override", "PartName", f"/{name}"
    elif f'Extension="{ext}"' in types:
        return types
    later = (found for found in re.finditer(rf'<{entry} {key}="([^"]*)"', types) if found[1] > told)
    place = next((found.start() for found in later), types.index("<Override" if entry == "Default" else "</Types>"))
    return f'{types[:place]}<{entry} {key}="{told}" ContentType="{content_type}"/>{types[place:]}'


@dataclass(frozen=True, slots=True)
class _Picture:
    filename: str
    ext: str
    content_type: str
    data: bytes
    digest: str
    image: Image

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Picture) and (self.digest, self.filename) == (other.digest, other.filename)


_REMEMBERED: dict[Hashable, tuple[str, tuple[_Picture, ...]]] = {}
"""Drawings by what they were made of, with the places of their relationships left open, and their pictures."""


@lru_cache(maxsize=16)
def _of_file(file: str, _changed: int, _size: int) -> _Picture:
    return _picture(Image.from_file(file))


@lru_cache(maxsize=16)
def _of_bytes(data: bytes) -> _Picture:
    return _picture(Image.from_file(BytesIO(data)))


def _picture(image: Image) -> _Picture:
    return _Picture(image.filename, image.ext, image.content_type, image.blob, sha1(image.blob).hexdigest(), image)


@lru_cache(maxsize=64)
def _drawing(picture: _Picture, shape: int, width: int | None, height: int | None) -> str:
    wide, high = picture.image.scaled_dimensions(None if width is None else Emu(width), None if height is None else Emu(height))
    return CT_Inline.new_pic_inline(shape, _PLACE, picture.filename, wide, high).xml
