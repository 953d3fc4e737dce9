"""Puts finished files where they belong: safe names inside the folder, whole or not at all, nothing replaced without `force`."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.errors import DeliveryFault, reason
from generator.render.rendering import Made

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LONGEST: Final = 120
_MOST_BYTES: Final = 200
_LONGEST_ENDING: Final = 12


@dataclass(slots=True)
class Folder:
    """The folder that a run delivers into, and the names it has given out already: two documents never share a file."""

    path: Path
    force: bool = False
    taken: dict[str, str] = field(default_factory=dict[str, str])

    def target(self, filename: str, source: str) -> Path:
        """Return the safe path for a file of `source`; raises DeliveryFault when another source of this run has it."""
        name = safe_name(filename)
        owner = self.taken.setdefault(name.casefold(), source)
        if owner != source:
            hint = "Bedakan isiannya, atau jalankan satu per satu dengan folder keluaran lain."
            raise DeliveryFault(f"Nama ini sudah dipakai oleh {owner}.", file=self.path / name, hint=hint)
        return self.path / name


def safe_name(filename: str) -> str:
    """Return a file name that every system takes: no folders, no reserved names, at most 120 characters before the ending."""
    name = unicodedata.normalize("NFC", filename).replace("/", "-").replace("\\", "-")
    stem, dot, ending = _FORBIDDEN.sub("", name).strip().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = ending.strip()[:_LONGEST_ENDING]
    stem = _short(stem.strip(" .")) or "dokumen"
    name = f"{stem}.{ending}" if ending else stem
    return f"dokumen-{name}" if _RESERVED.fullmatch(name) else name


def _short(stem: str) -> str:
    """Return at most 120 characters and 200 bytes of a name: a disk counts bytes."""
    return stem[:_LONGEST].encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .")


def deliver(made: Sequence[Made], folder: Folder, source: str) -> tuple[Path, ...]:
    """Write all files of one document, or none; return their paths.

    Each file is written beside its place, synced, and moved there in one step. Raises DeliveryFault when a file exists
    (and `force` is off), is open in another program, or the disk refuses.
    """
    targets = [folder.target(item.filename, source) for item in made]
    if len({target.name.casefold() for target in targets}) < len(targets):
        raise DeliveryFault("Dua keluaran dokumen ini bernama sama.", file=folder.path / targets[0].name, hint="Bedakan filename:-nya.")
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryFault(f"Folder keluaran tidak dapat dibuat ({reason(error)}).", file=folder.path) from error
    for target in targets:
        _refuse_existing(target, folder)
    staged: list[Path] = []
    try:
        for item, target in zip(made, targets, strict=True):
            staged.append(_stage(item.data, target))
        _publish(staged, targets, folder)
    finally:
        for leftover in staged:
            leftover.unlink(missing_ok=True)
    return tuple(targets)


def _refuse_existing(target: Path, folder: Folder) -> None:
    if target.is_symlink():
        raise DeliveryFault("Tujuannya berupa tautan (symlink), tidak diikuti.", file=target)
    if target.exists() and not folder.force:
        raise DeliveryFault("Berkas sudah ada.", file=target, hint="Pakai --force untuk menggantinya, atau -o untuk folder lain.")


def _stage(data: bytes, target: Path) -> Path:
    """Write the bytes to a hidden file beside the target and sync them to disk."""
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".borang-", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise DeliveryFault(
            f"Berkas tidak dapat ditulis ({reason(error)}).", file=target, hint="Periksa ruang dan izin foldernya."
        ) from error
    return temporary


def _publish(staged: Sequence[Path], targets: Sequence[Path], folder: Folder) -> None:
    """Move the staged files to their places; what was published is taken back when a later one fails."""
    published: list[Path] = []
    for temporary, target in zip(staged, targets, strict=True):
        try:
            _move(temporary, target, force=folder.force)
        except OSError as error:
            for done in () if folder.force else published:
                done.unlink(missing_ok=True)
            raise _move_fault(error, target) from error
        published.append(target)
    _sync_folder(folder.path)


def _move(temporary: Path, target: Path, *, force: bool) -> None:
    """Move one file; without `force` in a way that cannot replace a file that came meanwhile, where the disk knows how."""
    if force:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if target.exists():
            raise FileExistsError(target) from None
        temporary.replace(target)


def _move_fault(error: OSError, target: Path) -> DeliveryFault:
    if isinstance(error, FileExistsError):
        return DeliveryFault("Berkas sudah ada.", file=target, hint="Pakai --force untuk menggantinya, atau -o untuk folder lain.")
    if isinstance(error, PermissionError):
        return DeliveryFault("Berkas sedang dibuka di program lain.", file=target, hint="Tutup berkasnya, lalu ulangi.")
    return DeliveryFault(f"Berkas tidak dapat dipindahkan ke tempatnya ({reason(error)}).", file=target)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows cannot sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
