"""The institution's logo: a picture in the folder of its `institusi.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

MEDIA: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def logo_file(institution: Mapping[str, Any]) -> Path | None:
    """Return the institution's logo, if it names one that stands in its own folder and is a picture."""
    name, folder = institution.get("logo"), institution.get("folder")
    if not isinstance(name, str) or not name or not folder:
        return None
    base = Path(str(folder)).resolve()
    file = (base / name).resolve()
    return file if file.is_relative_to(base) and file.is_file() and file.suffix.lower() in MEDIA else None
