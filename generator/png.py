"""Whether a PNG is whole, and how large, told without an imaging library: its pieces, their checksums and the pixels that they unpack to.

Most files that borang looks at have one picture beside them, the office's logo, and loading a library takes longer than all the rest.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = struct.Struct(">IIBBBBB")
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_SAMPLES: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_KNOWN: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"pHYs", b"bKGD", b"cHRM", b"tIME"})
"""Anything else (animation, profiles, camera notes, compressed text) is for a library to judge."""
_HEAD: Final = 24
_LAST_FILTER: Final = 4
_MOST_BYTES: Final = 32 * 1024 * 1024


def is_whole(data: bytes, most_pixels: int) -> bool:
    """Tell whether `data` surely is a sound plain PNG of at most so many pixels; False where that is not known."""
    try:
        pieces = list(_pieces(data))
    except (struct.error, ValueError):
        return False
    names = [name for name, _ in pieces]
    if len(names) < 3 or names[0] != b"IHDR" or names[-1] != b"IEND" or not _KNOWN.issuperset(names) or names.count(b"IHDR") > 1:
        return False
    width, height, depth, colour, _, _, interlaced = _HEADER.unpack(pieces[0][1])
    if (
        not 0 < width * height <= most_pixels
        or interlaced
        or depth not in _DEPTHS.get(colour, ())
        or (colour == 3 and b"PLTE" not in names)
    ):
        return False
    line = 1 + (width * depth * _SAMPLES[colour] + 7) // 8
    if line * height > _MOST_BYTES:
        return False
    rows = _unpacked(b"".join(held for name, held in pieces if name == b"IDAT"), line * height)
    return len(rows) == line * height and max(rows[::line]) <= _LAST_FILTER


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return the width and height that a PNG tells in its first bytes; None for anything else."""
    is_png = data.startswith(_SIGNATURE) and data[12:16] == b"IHDR" and len(data) >= _HEAD
    return struct.unpack_from(">II", data, 16) if is_png else None


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and content of each piece. Raises ValueError or struct.error where one is not what its checksum says."""
    at = len(_SIGNATURE)
    if not data.startswith(_SIGNATURE):
        raise ValueError("no PNG")
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(data[at + 4 : at + 8 + length]) != checksum or (name == b"IHDR" and length != _HEADER.size):
            raise ValueError("damaged piece")
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def _unpacked(packed: bytes, most: int) -> bytes:
    """Return the bytes that are packed, none of a stream that is damaged, cut off or longer than `most`."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(packed, most + 1)
    except zlib.error:
        return b""
    return found if unpacker.eof and len(found) <= most else b""
