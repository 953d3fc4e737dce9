"""Files put into their places all together: written beside them first, moved in one step each, taken back when a later one fails."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from generator.errors import DeliveryFault, reason

EXISTS: Final = "Pakai --force untuk menggantinya, atau -o untuk folder lain."
_TEMPORARY: Final = re.compile(r"\.borang-([0-9a-f]{6})-(\d+)-.*\.tmp")
_STALE_SECONDS: Final = 24 * 3600
_FEW: Final = 8
_OF_DISK: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EMFILE}
)


@dataclass(frozen=True, slots=True)
class StagingStep:
    """One file to be put in place. replaces: whether what is there may go."""

    target: Path
    data: bytes
    replaces: bool = False


class BusyTarget(Exception):
    """The system does not let go of a file that was to be replaced: another program has it open."""

    def __init__(self, target: Path) -> None:
        super().__init__(str(target))
        self.target = target


def publish(steps: Sequence[StagingStep]) -> None:
    """Put all files into their places, or none: what was there before comes back when a later one fails.

    Raises BusyTarget for a file that cannot be replaced, DeliveryFault when another program made a file meanwhile or the disk refuses.
    """
    refused = publish_together([steps])[0]
    if refused is not None:
        raise refused


def publish_together(documents: Sequence[Sequence[StagingStep]]) -> list[DeliveryFault | BusyTarget | None]:
    """Put the files of many documents into their places, of each all or none; return why those of a document could not be.

    All are written first and synced to the disk at once, which costs about as much as one. Raises DeliveryFault when that cannot be.
    """
    leftovers: list[Path] = []
    try:
        staged = [_staged(steps, leftovers) for steps in documents]
        _sync_files([file for files in staged if not isinstance(files, DeliveryFault) for file in files])
        refused = [
            files if isinstance(files, DeliveryFault) else _moved(steps, files, leftovers)
            for steps, files in zip(documents, staged, strict=True)
        ]
        for folder in {step.target.parent for steps in documents for step in steps}:
            _sync_folder(folder)
        return refused
    finally:
        for leftover in leftovers:
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def _staged(steps: Sequence[StagingStep], leftovers: list[Path]) -> list[Path] | DeliveryFault:
    try:
        return [_stage(step, leftovers) for step in steps]
    except DeliveryFault as fault:
        return fault


def _moved(steps: Sequence[StagingStep], staged: Sequence[Path], leftovers: list[Path]) -> DeliveryFault | BusyTarget | None:
    try:
        _move_all(steps, staged, leftovers)
    except (DeliveryFault, BusyTarget) as refused:
        return refused
    return None


def _stage(step: StagingStep, leftovers: list[Path]) -> Path:
    """Write the bytes to a hidden file beside the target."""
    try:
        temporary, handle = _temporary(step.target.parent, leftovers)
        with os.fdopen(handle, "wb") as stream:
            stream.write(step.data)
        temporary.chmod(0o666 & ~_umask())
    except OSError as error:
        raise _unwritten(error, step.target) from error
    return temporary


def _unwritten(error: OSError, target: Path) -> DeliveryFault:
    hint = "Periksa ruang dan izin foldernya."
    return DeliveryFault(f"Berkas tidak dapat ditulis ({reason(error)}).", file=target, hint=hint, code="hasil-tidak-tertulis")


def is_of_disk(fault: BaseException) -> bool:
    """Whether it is the disk or the folder that refused a file, and not the file's own place: then it refuses the next one too."""
    cause = fault.__cause__
    return isinstance(cause, OSError) and cause.errno in _OF_DISK


def _sync_files(files: Sequence[Path]) -> None:
    """Sync written files to the disk: many on one file system in one call, where the system has it."""
    try:
        if len(files) >= _FEW and _sync_file_system(files[0].parent):
            return
        for file in files:
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
    except OSError as error:
        raise _unwritten(error, files[0].parent) from error


def _sync_file_system(folder: Path) -> bool:
    """Sync all of the file system that a folder is on; False where the system cannot. Python has no name for it."""
    import ctypes

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if sys.platform == "linux" else None
    if syncfs is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(handle)
    return True


def _temporary(folder: Path, leftovers: list[Path]) -> tuple[Path, int]:
    """Return a new hidden file of this process, open, which a later run knows for a leftover once the process is gone."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".borang-{_machine()}-{os.getpid()}-", suffix=".tmp", dir=folder)
    leftovers.append(Path(name))
    return Path(name), handle


def _move_all(steps: Sequence[StagingStep], staged: Sequence[Path], leftovers: list[Path]) -> None:
    undo: list[tuple[Path, Path | None]] = []
    step = steps[0] if steps else None
    try:
        for step, temporary in zip(steps, staged, strict=True):
            before = _kept(step.target, leftovers) if step.replaces else None
            _move(temporary, step)
            undo.append((step.target, before))
    except OSError as error:
        _take_back(undo)
        assert step is not None
        raise _move_fault(error, step) from error
    except BaseException:
        _take_back(undo)
        raise


def _kept(target: Path, leftovers: list[Path]) -> Path:
    """Return a second name of the file that is about to be replaced, a copy where the disk has no second names."""
    kept, handle = _temporary(target.parent, leftovers)
    os.close(handle)
    kept.unlink()
    try:
        os.link(target, kept)
    except OSError:
        shutil.copy2(target, kept)
    return kept


def _move(temporary: Path, step: StagingStep) -> None:
    """Move one file; one that may not replace anything in a way that cannot, where the disk knows how."""
    if step.replaces:
        temporary.replace(step.target)
        return
    try:
        os.link(temporary, step.target)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        if step.target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(step.target)) from None
        temporary.replace(step.target)


def _take_back(undo: Sequence[tuple[Path, Path | None]]) -> None:
    for target, before in reversed(undo):
        with contextlib.suppress(OSError):
            if before is None:
                target.unlink(missing_ok=True)
            else:
                before.replace(target)


def _move_fault(error: OSError, step: StagingStep) -> Exception:
    if isinstance(error, FileExistsError):
        return DeliveryFault("Berkas sudah ada.", file=step.target, hint=EXISTS, code="hasil-sudah-ada")
    if isinstance(error, PermissionError) and step.replaces:
        return BusyTarget(step.target)
    return DeliveryFault(f"Berkas tidak dapat dipindahkan ke tempatnya ({reason(error)}).", file=step.target, code="hasil-tidak-tertulis")


def sweep(folder: Path) -> None:
    """Remove the hidden files that runs which were killed left in a folder."""
    with contextlib.suppress(OSError):
        for file in folder.glob(".borang-*.tmp"):
            with contextlib.suppress(OSError):
                if _is_stale(file):
                    file.unlink()


def _is_stale(file: Path) -> bool:
    """Whether the process that made a hidden file is gone; of another machine's, or an unknown one, whether it is a day old."""
    found = _TEMPORARY.fullmatch(file.name)
    if found is not None and found[1] == _machine() and os.name == "posix":
        return not _lives(int(found[2]))
    return time.time() - file.lstat().st_mtime > _STALE_SECONDS


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def is_open(target: Path) -> bool:
    """Whether Word, Excel or LibreOffice says by its hidden file that it has the target open."""
    name = target.name
    owners = {f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"}
    return any((target.parent / owner).exists() for owner in owners)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows cannot sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@cache
def _machine() -> str:
    return sha256(platform.node().encode()).hexdigest()[:6]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
