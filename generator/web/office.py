"""Whose letterhead a document bears: each institution's settings stand in a folder of its own, as `institusi.yaml` does beside a data file.

What the pages do not ask - patterns of numbers, the address that verifies, the certificate's background - stands in `tambahan.yaml` there.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from generator.store.accounts import SCHOOL_CATEGORY, Institution, institution_of, institutions
from generator.store.engine import Store
from generator.web.tasks import DeskTask, OfficeTask
from generator.yamlio import read_data, write_data

_FOLDERS: Final = "lembaga"
_FILE: Final = "institusi.yaml"
_MORE: Final = "tambahan.yaml"


def of_institution(store: Store, institution: str, task: DeskTask) -> DeskTask:
    """Return a task whose documents bear the settings of an institution. institution: its id, "" for the one person of a computer."""
    file = settings_file(store, institution)
    return task if file is None else OfficeTask(task, file, f"{file.stat().st_mtime_ns}")


def settings_file(store: Store, institution: str) -> Path | None:
    """Return the file of an institution's settings, None where those count that stand beside the program.

    An office without settings of its own has those; a school never has its office's. Raises IntakeFault when `tambahan.yaml` cannot be read.
    """
    found = institution_of(store, institution) if institution else None
    if found is None:
        return None
    more = more_settings(store, found)
    if not (found.settings or found.logo[0] or found.category == SCHOOL_CATEGORY or more):
        return None
    return _file(store, found, settings_text(found, more)).absolute()


def more_settings(store: Store, institution: Institution) -> Mapping[str, Any]:
    """Return what whoever runs the server wrote of an institution beside what the pages ask. Raises IntakeFault."""
    file = _folder(store, institution.id) / _MORE
    return read_data(file).values if file.is_file() else {}


def settings_text(institution: Institution, more: Mapping[str, Any]) -> bytes:
    """Return the settings of an institution as institusi.yaml has them: more, and over it what was filled in."""
    values: Mapping[str, Any] = institution.settings or {}
    logo = {"logo": institution.logo[0]} if institution.logo[0] else {}
    return write_data({"nama": institution.name, **more, **values, **logo}).encode("utf-8")


def office_folders(store: Store) -> tuple[Path, ...]:
    """Return the folders of all institutions that have one: each may hold keys and a register of its own."""
    return tuple(folder for one in institutions(store) if (folder := _folder(store, one.id).absolute()).is_dir())


def _folder(store: Store, institution: str) -> Path:
    return store.folder / _FOLDERS / institution


def _file(store: Store, institution: Institution, data: bytes) -> Path:
    """Return the file of an institution's settings, written where it is not so already, with the logo beside it."""
    folder = _folder(store, institution.id)
    name, sha = institution.logo
    if name and not _holds(folder / name, logo := store.path(sha).read_bytes()):
        _write(folder / name, logo)
    if not _holds(folder / _FILE, data):
        _write(folder / _FILE, data)
    return folder / _FILE


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{secrets.token_hex(4)}")
    beside.write_bytes(data)
    beside.replace(file)
