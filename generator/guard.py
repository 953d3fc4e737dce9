"""The one gate in front of every file that is handed in: its real type by content, its size, and what such a file must hold to.

Whoever opens a given file says by which entrance it comes; `refusal` says why it may not, as a code of the catalogue with its facts,
and `admit` raises that as a fault. What a template may not carry besides (`office.package.gate.dangers`) its reader tells, all at once.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.errors import BorangError, IntakeFault, reason
from generator.png import is_whole
from validators.messages import CATALOGUE

if TYPE_CHECKING:
    from generator.office.package.container import Container
    from generator.office.package.gate import Danger

_MEGABYTE: Final = 1024 * 1024
MOST_PIXELS: Final = 25_000_000
_HEAD: Final = 4096
_PACKAGE: Final = (b"PK\x03\x04", b"PK\x05\x06")
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"SQLite format 3\x00", "sqlite"),
)
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|head|body|table|\?xml|[\w:]+\s+xmlns)", re.IGNORECASE)
_SPOKEN: Final = {
    "zip": "arsip zip", "locked": "arsip terkunci sandi", "ole": "berkas Office lama (.xls, .doc)", "ole-locked": "berkas Office yang terkunci sandi", "text": "teks", "utf-16": "teks UTF-16", "other": "jenis lain",
    "xlsx": "buku kerja Excel (.xlsx)", "docx": "dokumen Word (.docx)", "pptx": "presentasi PowerPoint", "xlsb": "buku kerja biner (.xlsb)",
    "odf": "dokumen OpenDocument", "markup": "halaman HTML atau XML", "jpeg": "JPEG", "sqlite": "basis data", "parquet": "tabel Parquet",
}  # fmt: skip
_TEXTS: Final = frozenset({"text", "utf-16", "other"})
"""What is no text after all ("other") the decoder refuses, with the line."""
_PACKAGES: Final = frozenset({"xlsx", "docx"})
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""How the container of a locked package names the part that holds it."""
_ONCE_PACKAGES: Final = frozenset({"ole", "ole-locked", "locked"})
_RASTER: Final = frozenset({"png", "jpeg", "gif", "webp", "bmp", "tiff"})


@dataclass(frozen=True, slots=True)
class Entrance:
    """By which way a file comes in. most: bytes of the file; unpacked: bytes of a package's parts together.

    tells_all: the reader behind it tells all that a package may not carry, so that the gate looks at its soundness alone.
    """

    contents: Set[str]
    most: int
    wanted: str
    unpacked: int = 256 * _MEGABYTE
    tells_all: bool = False


DATA: Final = Entrance(_TEXTS, 20 * _MEGABYTE, "teks YAML atau JSON")
FORM_BOOK: Final = Entrance(frozenset({"xlsx"}), 20 * _MEGABYTE, "buku kerja Excel (.xlsx)", unpacked=128 * _MEGABYTE)
FORM_DOCUMENT: Final = Entrance(frozenset({"docx"}), 20 * _MEGABYTE, "dokumen Word (.docx)", unpacked=128 * _MEGABYTE)
TABLE_TEXT: Final = Entrance(_TEXTS, 200 * _MEGABYTE, "tabel teks (CSV)")
TABLE_BOOK: Final = Entrance(frozenset({"xlsx"}), 200 * _MEGABYTE, "buku kerja Excel (.xlsx)", unpacked=400 * _MEGABYTE)
TABLE_PARQUET: Final = Entrance(frozenset({"parquet"}), 200 * _MEGABYTE, "tabel Parquet")
TABLE_STREAM: Final = Entrance(_TEXTS | {"parquet"}, 2048 * _MEGABYTE, "tabel CSV atau Parquet")
"""A table that is summed in pieces."""
WORD_TEMPLATE: Final = Entrance(frozenset({"docx"}), 100 * _MEGABYTE, "dokumen Word (.docx)", tells_all=True)
EXCEL_TEMPLATE: Final = Entrance(frozenset({"xlsx"}), 100 * _MEGABYTE, "buku kerja Excel (.xlsx)", tells_all=True)
PAGE_TEMPLATE: Final = Entrance(_TEXTS | {"markup"}, 20 * _MEGABYTE, "teks HTML")
TYPST_TEMPLATE: Final = Entrance(_TEXTS | {"markup"}, 20 * _MEGABYTE, "teks typst (.typ)")
SEALED: Final = Entrance(frozenset({"pdf", "docx"}), 100 * _MEGABYTE, "PDF, dokumen Word (.docx)")
ATTACHED: Final = Entrance(frozenset({"pdf"}), 100 * _MEGABYTE, "PDF")
PICTURE: Final = Entrance(frozenset({"png", "jpeg"}), 5 * _MEGABYTE, "JPEG, PNG")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file may not come in: a code of the catalogue and the facts that its sentence names. part: of a package, where it stands."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    part: str = ""


def content_of(data: bytes) -> str:
    """Return what a file really is, by its content: "png", "jpeg", "xlsx", "docx", "zip" …, "text" where it is UTF-8, else "other"."""
    for signature, content in _SIGNATURES:
        if data.startswith(signature):
            container = _container(data) if content == "zip" else None
            if content == "ole" and _LOCKED in data:
                return "ole-locked"
            return content if container is None else _content_in(container)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    head = data[:_HEAD]
    if data.startswith(b"BM") and b"\x00" in head[:32]:
        return "bmp"
    if is_utf16(head):
        return "utf-16"
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "markup"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "other" if error.start < len(head) - 4 or len(data) <= _HEAD else "text"
    return "other" if b"\x00" in head else "text"


def is_utf16(head: bytes) -> bool:
    """Whether text is written two bytes a letter: it says so, or every other byte is nought."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = head[:200]
    return len(head) > 3 and max(head[::2].count(0), head[1::2].count(0)) * 2 > len(head) // 2


def _container(data: bytes) -> Container | None:
    """Return an opened package; None for what is none, or cannot be opened."""
    if not data.startswith(_PACKAGE):
        return None
    from generator.office.package.container import DAMAGE, Container

    try:
        return Container(data)
    except DAMAGE:
        return None


def _content_in(container: Container) -> str:
    from generator.office.package.container import DAMAGE

    try:
        return container.content()
    except DAMAGE:
        return "zip"


def _opens(data: bytes) -> bool:
    from generator.office.package.container import DAMAGE, Container

    try:
        return bool(Container(data).content())
    except DAMAGE:
        return False


def refusal(data: bytes, name: str, entrance: Entrance) -> Refusal | None:
    """Return why `data`, which came as `name`, is not of the contents that the entrance takes or not sound; None where it is."""
    container = _container(data)
    content = content_of(data) if container is None else _content_in(container)
    if content == "zip" and entrance.contents & _PACKAGES and not _opens(data):
        return Refusal("paket-rusak", {"nama": name, "diminta": entrance.wanted})
    refused = _of_content(content, name, entrance, len(data))
    if refused is not None:
        return refused
    if content in _RASTER:
        return _picture(data, name)
    return _package(container, name, entrance) if container is not None and content in _PACKAGES else None


def fetched_refusal(data: bytes, name: str) -> Refusal | None:
    """Return why a page may not load a file of its template's folder: a picture must be sound, a drawing may not declare a document type."""
    content = content_of(data)
    if content in _RASTER:
        return _picture(data, name)
    is_declaring = content == "markup" and b"<!ENTITY" in data.upper()
    return Refusal("paket-dtd", {"nama": name, "diminta": "SVG"}) if is_declaring else None


def file_refusal(file: Path, entrance: Entrance) -> Refusal | None:
    """Return why a file on disk may not come in. A file that is far too large is refused unread, and of text only the head is read.

    Raises OSError when it cannot be read.
    """
    size = file.stat().st_size
    if size > entrance.most:
        return too_large(file.name, size, entrance)
    if entrance.contents & (_RASTER | _PACKAGES):
        return refusal(file.read_bytes(), file.name, entrance)
    with file.open("rb") as stream:
        return _of_content(content_of(stream.read(_HEAD + 1)), file.name, entrance, size)


def read_given(file: Path, entrance: Entrance, *, fault: type[BorangError] = IntakeFault) -> bytes:
    """Return the bytes of a file on disk, which `admit` is still to look at. Raises the fault for which it cannot be read, or is too large."""
    try:
        size = file.stat().st_size
        if size > entrance.most:
            raise fault_of(too_large(file.name, size, entrance), file, fault)
        return file.read_bytes()
    except FileNotFoundError:
        raise fault("Berkas tidak ditemukan.", file=file, hint="Periksa nama dan foldernya.", code="berkas-tidak-ada") from None
    except IsADirectoryError:
        raise fault("Ini folder, bukan berkas.", file=file, code="berkas-adalah-folder") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        why = reason(error) if isinstance(error, OSError) else "namanya tidak sah"
        raise fault(f"Berkas tidak dapat dibaca ({why}).", file=file, code="berkas-tertutup") from error


def admit(data: bytes, file: str | Path, entrance: Entrance, *, fault: type[BorangError] = IntakeFault) -> None:
    """Raise the fault for which a file may not come in. file: its name for the user."""
    refused = refusal(data, Path(file).name, entrance)
    if refused is not None:
        raise fault_of(refused, file, fault)


def fault_of(refused: Refusal, file: str | Path, fault: type[BorangError] = IntakeFault) -> BorangError:
    """Return the fault that says why a file may not come in."""
    message, hint = CATALOGUE[refused.code]
    place = f"bagian {refused.part}" if refused.part else None
    return fault(message.format(**refused.facts), file=file, place=place, hint=hint.format(**refused.facts), code=refused.code)


def _of_content(content: str, name: str, entrance: Entrance, size: int) -> Refusal | None:
    if content not in entrance.contents:
        if content in _ONCE_PACKAGES and entrance.contents & _PACKAGES:
            return Refusal("paket-format-lama" if content == "ole" else "paket-terkunci", {"nama": name, "diminta": entrance.wanted})
        told = {
            "nama": name,
            "jenis": _SPOKEN.get(content, content.upper()) if size else "0 bita (berkas kosong)",
            "diminta": entrance.wanted,
        }
        return Refusal("berkas-bukan-jenisnya", told)
    return too_large(name, size, entrance) if size > entrance.most else None


def too_large(name: str, size: int, entrance: Entrance) -> Refusal:
    """Return the refusal of a file of more bytes than its entrance takes."""
    return Refusal("berkas-terlalu-besar", {"nama": name, "nilai": _megabytes(size), "batas": _megabytes(entrance.most)})


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".replace(".", ",").removesuffix(",0")


def _package(container: Container, name: str, entrance: Entrance) -> Refusal | None:
    """A package is unpacked once, in pieces, before anything in it is believed."""
    from generator.office.package.container import DAMAGE

    try:
        danger = container.unsound(entrance.unpacked)
        if danger is None and not entrance.tells_all:
            danger = next(container.carried(), None)
    except DAMAGE:
        return Refusal("paket-rusak", {"nama": name, "diminta": entrance.wanted})
    if danger is None:
        container.hand_on()
    return None if danger is None else _refused(danger, name, entrance)


def _refused(danger: Danger, name: str, entrance: Entrance) -> Refusal:
    return Refusal(danger.code, {"nama": name, "diminta": entrance.wanted}, danger.part)


def _picture(data: bytes, name: str) -> Refusal | None:
    """A picture is decoded once, whole: a truncated one would stop the making of a document."""
    if is_whole(data, MOST_PIXELS):
        return None
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
