"""The settings of the one person of a computer: the `institusi.yaml` that the commands read too, changed by its page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.home import INSTITUTION_FILES
from generator.web.office import write_whole
from generator.web.service import Service
from generator.yamlio import read_data


def own_file(service: Service) -> Path | None:
    """Return the file of the settings, None where there is none yet."""
    found = service.home.institution_file(service.near)
    return None if found is None else found.absolute()


def own_place(service: Service) -> Path:
    """Return the file of the settings, where it would be if there is none."""
    folder = service.home.folder or service.near.parent
    return own_file(service) or folder.absolute() / INSTITUTION_FILES[0]


def own_settings(file: Path) -> Mapping[str, Any]:
    """Return the raw settings in a file, nothing where there is none. Raises IntakeFault."""
    values = read_data(file).values if file.is_file() else {}
    return values if isinstance(values, Mapping) else {}


def keep_own(file: Path, data: bytes) -> None:
    """Put settings in the place of those that are there, which stay beside them under the time of now: somebody's comments may stand in them."""
    if file.is_file() and (before := file.read_bytes()) != data:
        name, number = f"{file.name}.{datetime.now():%Y-%m-%d-%H%M%S}.lama", 2
        while (kept := file.with_name(name)).exists():
            name, number = f"{file.name}.{datetime.now():%Y-%m-%d-%H%M%S}-{number}.lama", number + 1
        write_whole(kept, before)
    write_whole(file, data)


def digest_beside(folder: Path, name: str) -> str | None:
    """Return the digest of a file in a folder, None where there is none of that name."""
    file = folder / name
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
