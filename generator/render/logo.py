"""The institution's logo: a picture in the folder of its `institusi.yaml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generator import png
from generator.guard import content_of

_MEDIA: Final = {"png": "image/png", "jpeg": "image/jpeg"}
_FIRST_BYTES: Final = 32


def logo_file(institution: Mapping[str, Any], setting: str = "logo") -> Path | None:
    """Return the institution's logo, or another picture it names, if that stands in its own folder and is a picture."""
    name, folder = institution.get(setting), institution.get("folder")
    if not isinstance(name, str) or not name or not folder:
        return None
    try:
        said = os.stat(os.path.join(str(folder), name))  # noqa: PTH116, PTH118 - asked for every document; paths take three times as long
    except (OSError, ValueError):
        return None
    return _found(str(folder), name, (said.st_dev, said.st_ino, said.st_size, said.st_mtime_ns))


@lru_cache(maxsize=64)
def _found(folder: str, name: str, _changed: tuple[int, ...]) -> Path | None:
    """Return a picture as `logo_file` does; looked for once as long as its file does not change, for every document asks."""
    base = Path(folder).resolve()
    file = (base / name).resolve()
    return file if file.is_relative_to(base) and file.is_file() and media_of(file) else None


def media_of(file: Path) -> str:
    """Return the media type of a picture by its content, "" where it is none that prints."""
    return _MEDIA.get(content_of(_head(file)), "")


def size_of(file: Path) -> tuple[int, int]:
    """Return the width and height of a picture in pixels; that of a PNG without an imaging library, which takes long to load."""
    size = png.size_of(_head(file))
    if size is not None:
        return size
    from PIL import Image

    with Image.open(file) as picture:
        return picture.size


def for_word(file: Path) -> str | BytesIO:
    """Return what python-docx can put in: the file, or a PNG of a JPEG without the head that it knows JPEG by."""
    head = _head(file)
    if content_of(head) != "jpeg" or head[6:10] in (b"JFIF", b"Exif"):
        return str(file)
    from PIL import Image

    written = BytesIO()
    with Image.open(file) as picture:
        picture.convert("RGB").save(written, "PNG")
    written.seek(0)
    return written


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_FIRST_BYTES)
