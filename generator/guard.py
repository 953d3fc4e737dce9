"""The gate in front of every file that is handed in: its real type by content, its size, and what its kind must hold to.

A kind has one small function in `CHECKS`; it gets the bytes and says what is wrong, as a code of the catalogue with its facts.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

PICTURES: Final = frozenset({"png", "jpeg"})
MOST_BYTES: Final = {"png": 5 * 1024 * 1024, "jpeg": 5 * 1024 * 1024}
MOST_PIXELS: Final = 25_000_000
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_SPOKEN: Final = {"zip": "paket (DOCX, XLSX, atau ZIP)", "ole": "berkas Office lama", "text": "teks", "other": "jenis lain"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file may not come in: a code of the catalogue and the facts that its sentence names."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict[str, object])


def kind_of(data: bytes) -> str:
    """Return what a file really is, by its first bytes: "png", "jpeg", "zip" …, "text" where it is UTF-8, else "other"."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return "other" if error.start < min(len(data), 4096) - 4 else "text"
    return "other" if b"\x00" in data[:4096] else "text"


def refusal(data: bytes, name: str, wanted: Set[str]) -> Refusal | None:
    """Return why `data`, which came as `name`, is none of the wanted kinds or not a sound one; None where it is."""
    kind = kind_of(data)
    if kind not in wanted:
        told = ", ".join(sorted(each.upper() for each in wanted))
        return Refusal("berkas-bukan-jenisnya", {"nama": name, "jenis": _SPOKEN.get(kind, kind.upper()), "diminta": told})
    most = MOST_BYTES.get(kind)
    if most is not None and len(data) > most:
        return Refusal("berkas-terlalu-besar", {"nama": name, "nilai": _megabytes(len(data)), "batas": _megabytes(most)})
    check = CHECKS.get(kind)
    return check(data, name) if check is not None else None


def file_refusal(file: Path, wanted: Set[str]) -> Refusal | None:
    """Return why a file on disk may not come in. A file that is far too large is refused unread. Raises OSError when it cannot be read."""
    size = file.stat().st_size
    most = max(MOST_BYTES.get(kind, size) for kind in wanted)
    if size > most:
        return Refusal("berkas-terlalu-besar", {"nama": file.name, "nilai": _megabytes(size), "batas": _megabytes(most)})
    return refusal(file.read_bytes(), file.name, wanted)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".replace(".", ",")


def _picture(data: bytes, name: str) -> Refusal | None:
    """A picture is decoded once, whole: a truncated one would stop the making of a document."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    return _too_many_pixels(name, f"{width} x {height}")
                picture.verify()
            with Image.open(BytesIO(data)) as picture:
                picture.load()
    except Image.DecompressionBombError:
        return _too_many_pixels(name, "terlalu banyak")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError):
        return Refusal("gambar-rusak", {"nama": name})  # what the decoders raise for broken data
    return None


def _too_many_pixels(name: str, written: str) -> Refusal:
    return Refusal("gambar-terlalu-besar", {"nama": name, "nilai": written, "batas": f"{MOST_PIXELS // 1_000_000} juta"})


CHECKS: Final[Mapping[str, Callable[[bytes, str], Refusal | None]]] = {"png": _picture, "jpeg": _picture}
