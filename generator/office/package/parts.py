"""Packages (zip files) read into ordered members and written so that the same members give the same bytes.

Times are fixed at 1980-01-01, [Content_Types].xml comes first, the rest keeps its order, deflate runs at level 6 of
zlib, at level 1 for what is made afresh for each document (`FAST`). A member that nobody replaced is copied as the compressed bytes it came with; its checksum was proved when it was read.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Final

CONTENT_TYPES: Final = "[Content_Types].xml"
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5HL")
_END = struct.Struct("<4s4H2LH")
_ENTRY: Final = _CENTRAL.size + 4
"""What stands before a member's name in the directory: what is told of it, and its place."""
_DATE = (1 << 5) | 1
_UTF8_NAME = 0x800
_LEVEL: Final = 6
FAST: Final = 1
"""For parts made afresh for each document: a third of the time of level 6, files 3 to 5 in a hundred larger."""
_MOST_KEPT: Final = 128 * 1024
MAX_MEMBERS: Final = 10_000
MAX_UNPACKED: Final = 256 * 1024 * 1024
"""Bytes of all members unpacked: a bound that no honest template comes near, and memory holds."""


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a package, compressed: ready to be written as it is."""

    name: str
    method: int
    crc: int
    size: int
    payload: bytes
    local: bytes = field(init=False, repr=False, compare=False)
    central: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Tell what stands before it in a file and, up to its place there, in the directory: once for all the files it goes into."""
        name, flags = self.name.encode(), 0 if self.name.isascii() else _UTF8_NAME
        said = (flags, self.method, 0, _DATE, self.crc, len(self.payload), self.size, len(name), 0)
        object.__setattr__(self, "local", _LOCAL.pack(b"PK\3\4", 20, 0, *said) + name)
        object.__setattr__(self, "central", _CENTRAL.pack(b"PK\1\2", 20, 3, 20, 0, *said, 0, 0, 0, 0o600 << 16))

    @property
    def data(self) -> bytes:
        """The part's own bytes, unpacked."""
        if self.method == zipfile.ZIP_STORED:
            return self.payload
        return zlib.decompress(self.payload, -15)

    def prove(self) -> None:
        """Unpack the member piece by piece, never beyond the size it tells. Raises zipfile.BadZipFile when it is not what it says."""
        unpacker = zlib.decompressobj(-15)
        data = self.payload if self.method == zipfile.ZIP_STORED else unpacker.decompress(self.payload, self.size + 1)
        is_whole = self.method == zipfile.ZIP_STORED or (unpacker.eof and not unpacker.unused_data)
        if not is_whole or len(data) != self.size or zlib.crc32(data) != self.crc:
            raise zipfile.BadZipFile(f"member {self.name!r} is not what its checksum says")


def free_name(parts: Iterable[str], pattern: str) -> str:
    """Return the first name of a pattern ("xl/comments{}.xml") that no part has, in large or small letters."""
    taken = {name.lower() for name in parts}
    return next(name for number in count(1) if (name := pattern.format(number)).lower() not in taken)


def packed(name: str, data: bytes, *, level: int = _LEVEL) -> Member:
    """Return a member that holds `data`, deflated; tiny or incompressible data is stored."""
    payload = zlib.compress(data, level, -15)
    if len(payload) >= len(data):
        return Member(name, zipfile.ZIP_STORED, zlib.crc32(data), len(data), data)
    return Member(name, zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), payload)


def stored(name: str, data: bytes) -> Member:
    """Return a member that holds `data` as it is: for a small part made afresh for each document, which deflating hardly makes smaller."""
    return Member(name, zipfile.ZIP_STORED, zlib.crc32(data), len(data), data)


def read_members(data: bytes) -> list[Member]:
    """Return the package's members in the order of its directory, folders left out, each proved against its size and checksum.

    A member compressed by anything but deflate is unpacked and deflated. Raises zipfile.BadZipFile when `data` is no zip file,
    an encrypted or damaged one, one that holds a name twice, or one that unpacks to more than `MAX_UNPACKED`.
    """
    members: dict[str, Member] = {}
    names: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_bulk(found)
            for info in found:
                if info.filename.lower() in names:
                    raise zipfile.BadZipFile(f"member {info.filename!r} comes twice")
                names.add(info.filename.lower())
                members[info.filename] = _member(archive, info, data)
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, OSError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    return list(members.values())


def made_members(data: bytes) -> list[Member]:
    """Return the members of a package that this program has just made, as `read_members` does; none of them is unpacked to be proved."""
    mark, _, _, _, number, _, at, comment = _END.unpack_from(data, len(data) - _END.size)
    if mark != b"PK\5\6" or comment:
        return read_members(data)
    members: list[Member] = []
    for _ in range(number):
        _, *_, method, _, _, crc, size, unpacked, name, extra, note, _, _, _ = _CENTRAL.unpack_from(data, at)
        start = int.from_bytes(data[at + _CENTRAL.size : at + _ENTRY], "little")
        start += _LOCAL.size + sum(struct.unpack_from("<HH", data, start + _LOCAL.size - 4))
        members.append(Member(data[at + _ENTRY : at + _ENTRY + name].decode(), method, crc, unpacked, data[start : start + size]))
        at += _ENTRY + name + extra + note
    return members


def _refuse_bulk(found: list[zipfile.ZipInfo]) -> None:
    if len(found) > MAX_MEMBERS or sum(info.file_size for info in found) > MAX_UNPACKED:
        raise zipfile.BadZipFile("more members or bytes than a package may hold")
    if any(info.flag_bits & 1 for info in found):
        raise zipfile.BadZipFile("encrypted member")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, data: bytes) -> Member:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        with archive.open(info) as stream:
            return packed(info.filename, stream.read(info.file_size))
    start = info.header_offset
    if data[start : start + 4] != b"PK\3\4":
        raise zipfile.BadZipFile(f"no member {info.filename!r} where the directory says")
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name_length + extra_length
    payload = data[start : start + info.compress_size]
    if len(payload) != info.compress_size:
        raise zipfile.BadZipFile(f"truncated member {info.filename!r}")
    member = Member(info.filename, info.compress_type, info.CRC, info.file_size, payload)
    member.prove()
    return member


def written(members: Iterable[Member]) -> bytes:
    """Return the zip file of the members: fixed times, [Content_Types].xml first, else in the given order."""
    ordered = sorted(members, key=lambda member: member.name != CONTENT_TYPES)
    if len({member.name.lower() for member in ordered}) < len(ordered):
        raise ValueError("a package holds each name once")
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in ordered:
        directory += (member.central, offset.to_bytes(4, "little"), member.local[_LOCAL.size :])
        body += (member.local, member.payload)
        offset += len(member.local) + len(member.payload)
    index = b"".join(directory)
    body += (index, _END.pack(b"PK\5\6", 0, 0, len(ordered), len(ordered), len(index), offset, 0))
    return b"".join(body)


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the package's parts, unpacked, by name and in the order of its directory.

    Raises zipfile.BadZipFile when `data` is no sound zip file.
    """
    return {member.name: member.data for member in read_members(data)}


def write_parts(parts: Mapping[str, bytes], fresh: Collection[str] = (), small: Collection[str] = ()) -> bytes:
    """Return the zip file of the parts; the same parts in the same order give the same bytes.

    fresh: names of parts that no other document has: they are packed fast; small: of those that are not worth it. What many documents share is packed once.
    """
    return written(
        [
            packed(name, data, level=FAST) if name in fresh else stored(name, data) if name in small else _shared(name, data)
            for name, data in parts.items()
        ]
    )


def _shared(name: str, data: bytes) -> Member:
    return _kept(name, data) if len(data) <= _MOST_KEPT else packed(name, data)


@lru_cache(maxsize=128)
def _kept(name: str, data: bytes) -> Member:
    return packed(name, data)


def replaced(members: Iterable[Member], changes: Mapping[str, Member | None]) -> list[Member]:
    """Return the members with some exchanged in their place, dropped (None), or added at the end."""
    kept = [changes.get(member.name, member) for member in members]
    names = {member.name for member in kept if member is not None}
    added = [member for name, member in changes.items() if member is not None and name not in names]
    return [member for member in kept if member is not None] + added
