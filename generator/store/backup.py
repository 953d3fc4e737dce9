"""A copy of all that the service keeps, taken while it runs: the database as it is at one moment, then the bytes that are not there yet, by digest."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import BorangError, reason
from generator.store.connecting import SQLITE_FILE
from generator.store.engine import BYTES_FOLDER, now

_MARK: Final = "cadangan.json"
_SQLITE: Final = b"SQLite format 3\0"
_BESIDE: Final = ("-wal", "-shm", "-journal", ".lock")
_SECRET: Final = b"PRIVATE KEY-----"
_SOUND: Final = "ok"


@dataclass(frozen=True, slots=True)
class BackupTally:
    """What was copied. copied: files that were not there yet; kept: those that were; removed: those that nothing names any more. secrets: private keys that were left out."""

    copied: int = 0
    kept: int = 0
    removed: int = 0
    secrets: int = 0


def back_up(folder: Path, target: Path, *, with_secrets: bool = False) -> BackupTally:
    """Copy the folder of a service. Where it is ended in the middle, the backup before stays whole. Raises BorangError when one of them cannot be had."""
    here, there = folder.resolve(), target.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise BorangError("Cadangan tidak dapat ditaruh di dalam folder datanya sendiri.", file=target, code="cadangan-di-folder-data")
    if not folder.is_dir():
        raise BorangError("Folder data layanan tidak ada.", file=folder, code="data-layanan-tidak-ada")
    try:
        there.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            there.chmod(0o700)
        return _backed_up(here, there, with_secrets=with_secrets)
    except (OSError, sqlite3.Error) as error:
        why = reason(error) if isinstance(error, OSError) else "basis datanya tidak terbaca"
        raise BorangError(f"Cadangan tidak dapat ditulis ({why}).", file=target, code="cadangan-gagal") from error


def _backed_up(here: Path, there: Path, *, with_secrets: bool) -> BackupTally:
    fresh = there / f".{secrets.token_hex(4)}"
    has_database = (here / SQLITE_FILE).is_file()
    if has_database:
        _copy_database(here / SQLITE_FILE, fresh)
    copied = kept = left_out = 0
    names = {SQLITE_FILE, _MARK}
    for file in _files(here):
        name = file.relative_to(here).as_posix()
        if not with_secrets and _is_secret(file):
            left_out += 1
            continue
        with suppress(FileNotFoundError):  # gone since, with the row that named it
            is_new = _copy(file, there / name)
            names.add(name)
            copied, kept = copied + is_new, kept + (not is_new)
    if has_database:
        fresh.replace(there / SQLITE_FILE)
    (there / _MARK).write_text(json.dumps({"dibuat": now(), "basis_data": has_database}), encoding="utf-8")
    old = [file for file in there.rglob("*") if file.is_file() and file.relative_to(there).as_posix() not in names]
    for file in old:
        file.unlink()
    return BackupTally(copied, kept, len(old), left_out)


def _files(folder: Path) -> Iterator[Path]:
    """Yield all files of a service but its database, what a running SQLite has beside one, and what is only held while it runs."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and file != folder / SQLITE_FILE and not file.name.endswith(_BESIDE):
            yield file


def _is_secret(file: Path) -> bool:
    if file.stat().st_size > 100_000:
        return False
    return _SECRET in file.read_bytes()


def _copy(file: Path, target: Path) -> bool:
    """Copy a file unless it is there already; whether it was not. What is kept by digest never changes; another is the same by its time and size."""
    known, is_digest = file.stat(), file.parent.parent.name == BYTES_FOLDER
    if target.is_file():
        there = target.stat()
        if there.st_size == known.st_size and (is_digest or there.st_mtime_ns == known.st_mtime_ns):
            return False
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{secrets.token_hex(4)}")
    with file.open("rb") as opened:
        is_database = opened.read(len(_SQLITE)) == _SQLITE
    if is_database:
        _copy_database(file, beside)
    else:
        shutil.copyfile(file, beside)
    os.utime(beside, ns=(known.st_mtime_ns, known.st_mtime_ns))
    beside.replace(target)
    return True


def _copy_database(file: Path, target: Path) -> None:
    with closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def restore(source: Path, folder: Path) -> int:
    """Put a backup where a service keeps its things, all or nothing; returns how many files. Raises BorangError when it is none, is damaged, or something is there already."""
    if not (source / _MARK).is_file():
        raise BorangError("Folder ini bukan cadangan borang yang selesai.", file=source, code="bukan-cadangan")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Pindahkan dahulu isinya, atau pulihkan ke folder lain dengan --data."
        raise BorangError("Folder datanya sudah berisi.", file=folder, hint=hint, code="folder-data-berisi")
    beside = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        beside.mkdir(parents=True, mode=0o700)
        count = sum(_restored(file, source, beside) for file in sorted(source.rglob("*")) if file.is_file() and file.name != _MARK)
        if folder.is_dir():
            folder.rmdir()
        beside.rename(folder)
    except (OSError, sqlite3.Error) as error:
        raise BorangError(f"Cadangan tidak dapat dipulihkan ({_why(error)}).", file=folder, code="cadangan-gagal") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return count


def _why(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else "basis datanya tidak terbaca"


def _restored(file: Path, source: Path, target: Path) -> bool:
    """Copy a file of a backup, true. Raises BorangError when it is not what was backed up."""
    name = file.relative_to(source)
    copy = target / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, copy)
    is_sound = True
    if name.parts[0] == BYTES_FOLDER:
        with copy.open("rb") as opened:
            is_sound = hashlib.file_digest(opened, "sha256").hexdigest() == file.name
    elif name.as_posix() == SQLITE_FILE:
        with closing(sqlite3.connect(copy)) as connection:
            is_sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == _SOUND
    if not is_sound:
        raise BorangError("Berkas dalam cadangan ini rusak.", file=file, hint="Pakai cadangan yang lebih lama.", code="cadangan-rusak")
    return True
