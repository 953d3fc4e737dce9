"""Pictures that a form names: found beside the data file and nowhere else, let in by the gate, made ready to print."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generator.errors import reason
from generator.fields.image import Gambar
from generator.fields.kind import Lines, Tables, TypedValue
from generator.guard import PICTURE, Refusal, file_refusal
from validators.absence import CACAT
from validators.findings import Severity
from validators.identifiers import Issue
from validators.values import shown

_LONGEST_SIDE: Final = 2000
_MEDIA: Final = {"PNG": "image/png", "JPEG": "image/jpeg"}
_QUALITY: Final = 90
_UPRIGHT: Final = 1
_BROKEN: Final = (OSError, ValueError, SyntaxError, TypeError, LookupError, AttributeError, OverflowError, struct.error)
"""What the libraries raise for a picture whose notes about itself are broken."""
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a form while it is read. folder: of its file, None where it stands nowhere."""

    tables: Tables
    folder: Path | None = None

    def table(self, name: str) -> Lines:
        """Return a reference table."""
        return self.tables.table(name)

    def picture(self, name: str) -> TypedValue:
        """Return the picture of that name in the form's folder, or why there is none to print."""
        refused = self._refusal(name)
        if isinstance(refused, Refusal):
            return TypedValue(CACAT, (Issue(refused.code, Severity.ERROR, refused.facts),))
        try:
            return TypedValue(_ready(name, refused.read_bytes()))
        except _BROKEN:
            return TypedValue(CACAT, (Issue("gambar-rusak", Severity.ERROR, {"nama": shown(name)}),))

    def _refusal(self, name: str) -> Path | Refusal:
        """Return the file of a picture, or why it may not come in."""
        if self.folder is None:
            return Refusal("gambar-tanpa-folder", {"nilai": shown(name)})
        try:
            folder = self.folder.resolve()
            file = (folder / name.replace("\\", "/")).resolve()
            if not file.is_relative_to(folder):
                return Refusal("gambar-di-luar-folder", {"nilai": shown(name)})
            if not file.is_file():
                return Refusal("gambar-tidak-ada", {"nilai": shown(name)})
            return file_refusal(file, PICTURE) or file
        except (OSError, ValueError) as error:
            told = reason(error) if isinstance(error, OSError) else "namanya tidak sah"
            return Refusal("gambar-tidak-terbaca", {"nilai": shown(name), "sebab": told})


def _ready(name: str, data: bytes) -> Gambar:
    """Return a picture upright, no larger than print needs, without what a camera wrote into it (place, time, owner)."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as picture:
        encoding = str(picture.format)
        seen: Any = picture
        if _must_be_written_anew(picture, data):
            seen = ImageOps.exif_transpose(picture)
            seen.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            data = _written(seen, encoding)
        return Gambar(name, data, _MEDIA[encoding], seen.size)


def _must_be_written_anew(picture: Any, data: bytes) -> bool:
    """Whether a picture is turned, too large, of colours that not every program shows, or says more than it shows."""
    is_plain_jpeg = picture.format != "JPEG" or data[6:10] == b"JFIF"  # Word's libraries know a JPEG by this head
    return bool(
        picture.getexif()
        or picture.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
        or max(picture.size) > _LONGEST_SIDE
        or picture.mode not in ("L", "RGB", "RGBA", "P", "1", "LA")
        or not is_plain_jpeg
    )


def _written(picture: Any, encoding: str) -> bytes:
    target = BytesIO()
    if encoding == "JPEG":
        picture.convert("RGB").save(target, "JPEG", quality=_QUALITY)
    else:
        (picture if picture.mode in ("L", "RGB", "RGBA", "P", "1", "LA") else picture.convert("RGBA")).save(target, "PNG", exif=b"")
    return target.getvalue()
