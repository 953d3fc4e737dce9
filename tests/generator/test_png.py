"""A PNG is told whole only where an imaging library would print it: damage anywhere, and anything unusual, is left to the library. PERF-07."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from generator.png import is_whole, size_of

MOST = 25_000_000


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    written = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(written, "PNG", **more)
    return written.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_whole__every_usual_kind(mode: str) -> None:
    assert is_whole(picture(mode), MOST)


@pytest.mark.parametrize("cut", [8, 20, 33, 60, 90])
def test_whole__not_what_is_cut_off(cut: int) -> None:
    assert not is_whole(picture()[:cut], MOST)


@pytest.mark.parametrize("at", [0, 18, 30, 45, -20, -5])
def test_whole__not_what_has_a_wrong_byte(at: int) -> None:
    data = bytearray(picture())
    data[at] ^= 0xFF
    assert not is_whole(bytes(data), MOST)


def pieces(*held: tuple[bytes, bytes]) -> bytes:
    made = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in held)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def grey(width: int, height: int, rows: bytes, *, interlaced: int = 0) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, interlaced)
    return pieces((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))


def test_whole__not_what_unpacks_to_other_than_its_pixels() -> None:
    """Two rows of two grey pixels are six bytes: each row has one before it that names its filter, from 0 to 4."""
    assert is_whole(grey(2, 2, b"\x00ab\x04cd"), MOST)
    assert not is_whole(grey(2, 2, b"\x00ab\x05cd"), MOST)
    assert not is_whole(grey(2, 2, b"\x00ab\x00c"), MOST)
    assert not is_whole(grey(2, 2, b"\x00ab\x00cde"), MOST)
    assert not is_whole(grey(2, 2, b"\x00ab\x00cd", interlaced=1), MOST)


def test_whole__not_what_is_larger_than_may_be() -> None:
    assert is_whole(picture(size=(10, 10)), 100)
    assert not is_whole(picture(size=(10, 11)), 100)
    assert not is_whole(grey(60_000, 60_000, b"\x00" * 100), 10**12)


def test_size__told_by_the_first_bytes() -> None:
    assert size_of(picture(size=(40, 30))[:32]) == (40, 30)
    assert size_of(picture()[:20]) is None
    assert size_of(b"\xff\xd8\xff" + b"x" * 40) is None
