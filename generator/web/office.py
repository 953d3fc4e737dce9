"""Whose letterhead a document bears: each institution's settings stand in a folder of its own, as `institusi.yaml` does beside a data file.

What stands in `tambahan.yaml` there, from when the page did not ask everything, counts until the settings are next kept.
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
    return of_settings(settings_file(store, institution), task)


def of_settings(file: Path | None, task: DeskTask) -> DeskTask:
    """Return a task whose documents bear the settings in a file, None for those that a desk finds itself."""
    return task if file is None else OfficeTask(task, file, f"{file.stat().st_mtime_ns}")


def settings_file(store: Store, institution: str) -> Path | None:
    """Return the file of an institution's settings, None where those count that stand beside the program.

    An office without settings of its own has those; a school never has its office's. Raises IntakeFault when `tambahan.yaml` cannot be read.
    """
    found = institution_of(store, institution) if institution else None
    if found is None:
        return None
    more = more_settings(store, found)
    if not (found.settings or found.category == SCHOOL_CATEGORY or more):
        return None
    folder = with_pictures(store, found)
    if not _holds(folder / _FILE, data := settings_text({**more, **(found.settings or {})}, found.name)):
        write_whole(folder / _FILE, data)
    return (folder / _FILE).absolute()


def more_settings(store: Store, institution: Institution) -> Mapping[str, Any]:
    """Return what whoever runs the server wrote of an institution by hand. Raises IntakeFault."""
    file = _folder(store, institution.id) / _MORE
    return read_data(file).values if file.is_file() else {}


def forget_more(store: Store, institution: Institution) -> None:
    """Put aside what was written by hand: it stands among the settings now."""
    file = _folder(store, institution.id) / _MORE
    if file.is_file():
        file.replace(file.with_name(f"{_MORE}.lama"))


def settings_text(values: Mapping[str, Any], name: str = "") -> bytes:
    """Return settings as institusi.yaml has them. name: what the institution is called where they do not say."""
    return write_data({**({"nama": name} if name else {}), **values}).encode("utf-8")


def office_folders(store: Store) -> tuple[Path, ...]:
    """Return the folders of all institutions that have one: each may hold keys and a register of its own."""
    return tuple(folder for one in institutions(store) if (folder := _folder(store, one.id).absolute()).is_dir())


def _folder(store: Store, institution: str) -> Path:
    return store.folder / _FOLDERS / institution


def with_pictures(store: Store, institution: Institution) -> Path:
    """Return the folder of an institution, with the pictures that its settings name written where they are not there yet."""
    folder = _folder(store, institution.id)
    for name, sha in institution.pictures.items():
        if not _holds(folder / name, picture := store.path(sha).read_bytes()):
            write_whole(folder / name, picture)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def write_whole(file: Path, data: bytes) -> None:
    """Write a file so that it is never there by half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{secrets.token_hex(4)}")
    beside.write_bytes(data)
    beside.replace(file)
