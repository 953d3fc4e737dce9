"""Puts finished files where they belong: safe names inside the folder, whole or not at all, nothing replaced without `force`.

What a person worked on is never replaced, not even with `force`: the new file is written beside it, and a finding says so.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from generator.errors import DeliveryFault, reason
from generator.render.rendering import OutputFile
from generator.staging import EXISTS, BusyTarget, StagingStep, is_open, publish, sweep
from validators.findings import Finding, Severity
from validators.messages import finding

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_LONGEST: Final = 60
_MOST_BYTES: Final = 200
_LONGEST_ENDING: Final = 12
_MOST_BESIDE: Final = 99


@dataclass(slots=True)
class Folder:
    """The folder that a run delivers into, and the names it has given out already: two documents never share a file. name: what the one file of the run is to be called, in place of its type's name for it."""

    path: Path
    force: bool = False
    name: str = ""
    taken: dict[str, str] = field(default_factory=dict[str, str])
    _present: dict[str, str] | None = None
    _is_open: bool = False

    def target(self, filename: str, source: str) -> Path:
        """Return the safe path for a file of `source`; raises DeliveryFault when another source of this run has it.

        A file that is there under the same name in other letters, as some disks see it, is the one that is meant.
        """
        name = safe_name(filename)
        owner = self.taken.setdefault(folded(name), source)
        if owner != source:
            hint = "Bedakan isiannya, atau jalankan satu per satu dengan folder keluaran lain."
            raise DeliveryFault(f"Nama ini sudah dipakai oleh {owner}.", file=self.path / name, hint=hint, code="nama-hasil-kembar")
        return self.path / self._there().get(folded(name), name)

    def open(self) -> None:
        """Make the folder and sweep what earlier runs that were killed left in it. Raises DeliveryFault."""
        if self._is_open:
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeliveryFault(
                f"Folder keluaran tidak dapat dibuat ({reason(error)}).", file=self.path, code="folder-hasil-tidak-dapat-dipakai"
            ) from error
        sweep(self.path)
        self._is_open = True

    def _there(self) -> dict[str, str]:
        """Return the names of the files in the folder, as it was when the run began, by how a disk may compare them."""
        if self._present is None:
            names: list[str] = []
            with contextlib.suppress(OSError):
                names = os.listdir(self.path)  # noqa: PTH208 - names, not paths
            self._present = {folded(name): name for name in sorted(names)}
        return self._present


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files of one document where they are now, and what is worth knowing about how they came there."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


def folded(name: str) -> str:
    """Return a name as the least discerning disk compares it: no letter case, one form of each accented letter."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe_name(filename: str) -> str:
    """Return a file name that every system takes: no folders, no reserved names, no invisible marks, at most 60 characters, cut at a word, before the ending."""
    name = unicodedata.normalize("NFC", filename).replace("/", "-").replace("\\", "-")
    name = "".join(character for character in name if unicodedata.category(character) not in _UNSEEN)
    stem, dot, ending = _FORBIDDEN.sub("", name).strip().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = ending.strip()[:_LONGEST_ENDING]
    stem = _short(stem.strip(" .")) or "dokumen"
    name = f"{stem}.{ending}" if ending else stem
    return f"dokumen-{name}" if _RESERVED.fullmatch(name) else name


def _short(stem: str) -> str:
    """Return at most 60 characters of a name, cut at a word, and 200 bytes: a disk counts bytes."""
    if len(stem) > _LONGEST:
        stem = stem[: _LONGEST + 1]
        at = max(stem.rfind(" "), stem.rfind("-"))
        stem = stem[: at if at > _LONGEST // 2 else _LONGEST]
    return stem.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .")


def named_apart(made: Sequence[OutputFile], folder: Folder, source: str) -> tuple[list[OutputFile], list[Finding]]:
    """Return the files of one of several documents from one table, numbered where another row has the name, and a note of it."""
    number = 1
    while any(folder.taken.get(folded(safe_name(_numbered(item.filename, number))), source) != source for item in made):
        number += 1
    if number == 1:
        return list(made), []
    named = [replace(item, filename=_numbered(item.filename, number)) for item in made]
    return named, [finding("nama-bernomor", severity=Severity.NOTE, nilai=made[0].filename, baru=named[0].filename)]


def _numbered(filename: str, number: int) -> str:
    stem, dot, ending = filename.rpartition(".")
    return filename if number == 1 else f"{stem} ({number}){dot}{ending}"


def deliver(made: Sequence[OutputFile], folder: Folder, source: str) -> Delivery:
    """Put all files of one document in their places, or none.

    A file that somebody has edited since it was delivered, or has open, stays: the new one is written beside it, and a finding
    says so. Raises DeliveryFault when a file exists (and `force` is off) or the disk refuses.
    """
    try:
        return _delivered(made, folder, source)
    except OSError as error:
        raise DeliveryFault(
            f"Folder keluaran tidak dapat dipakai ({reason(error)}).", file=folder.path, code="folder-hasil-tidak-dapat-dipakai"
        ) from error


def _delivered(made: Sequence[OutputFile], folder: Folder, source: str) -> Delivery:
    from generator.fingerprint import stamped  # checking, which delivers nothing, starts without it

    targets = [folder.target(folder.name or item.filename, source) for item in made]
    if len({folded(target.name) for target in targets}) < len(targets):
        hint = "Bedakan filename:-nya."
        raise DeliveryFault(
            "Dua keluaran dokumen ini bernama sama.", file=folder.path / targets[0].name, hint=hint, code="nama-hasil-kembar"
        )
    folder.open()
    contents = [stamped(item.data, item.medium) for item in made]
    busy: set[Path] = set()
    while True:
        places = [_place(target, data, folder, is_busy=target in busy) for target, data in zip(targets, contents, strict=True)]
        try:
            publish([StagingStep(place.path, data, place.replaces) for place, data in zip(places, contents, strict=True)])
        except BusyTarget as refused:
            meant = next(target for target, place in zip(targets, places, strict=True) if place.path == refused.target)
            if meant in busy:  # nor can the one beside it be replaced
                hint = "Tutup berkasnya, lalu ulangi."
                raise DeliveryFault("Berkas sedang dibuka di program lain.", file=meant, hint=hint, code="hasil-sedang-dibuka") from refused
            busy.add(meant)
            continue
        return Delivery(tuple(place.path for place in places), tuple(one for place in places for one in place.findings))


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    replaces: bool = False
    findings: tuple[Finding, ...] = ()


def _place(target: Path, data: bytes, folder: Folder, *, is_busy: bool) -> _Place:
    """Return where a file goes: its target, or a name beside it when what is there is a person's. Raises DeliveryFault."""
    from generator.fingerprint import has_trace, is_untouched

    if target.is_symlink():
        raise DeliveryFault("Tujuannya berupa tautan (symlink), tidak diikuti.", file=target, code="hasil-berupa-tautan")
    if not target.exists():
        return _Place(target)
    if not target.is_file():
        hint = "Ganti nama foldernya, atau pakai -o untuk folder lain."
        raise DeliveryFault("Ada folder yang bernama sama.", file=target, hint=hint, code="hasil-sudah-ada")
    there = _content(target)
    if is_busy or (folder.force and is_open(target)):
        return _beside(target, data, folder, "hasil-sedang-dibuka")
    is_ours = there == data or is_untouched(there)
    if is_ours and folder.force:
        return _Place(target, replaces=True)
    if is_ours or not (folder.force or has_trace(there)):
        raise DeliveryFault("Berkas sudah ada.", file=target, hint=EXISTS, code="hasil-sudah-ada")
    return _beside(target, data, folder, "hasil-disunting")


def _beside(target: Path, data: bytes, folder: Folder, code: str) -> _Place:
    """Return a free name beside a file that stays, or that of an earlier new one that nobody touched."""
    from generator.fingerprint import is_untouched

    for number in range(1, _MOST_BESIDE):
        path = target.with_name(f"{target.stem} (baru{f' {number}' if number > 1 else ''}){target.suffix}")
        if path.is_symlink() or is_open(path) or folder.taken.get(folded(path.name), "") not in ("", str(target)):
            continue
        there = _content(path) if path.is_file() else b""
        if not path.exists() or there == data or (folder.force and is_untouched(there)):
            folder.taken[folded(path.name)] = str(target)
            found = finding(code, severity=Severity.WARNING, berkas=target.name, baru=path.name)
            return _Place(path, replaces=path.exists(), findings=(found,))
    raise DeliveryFault(
        "Terlalu banyak berkas “(baru)” di sebelahnya.",
        file=target,
        hint="Rapikan foldernya, lalu ulangi.",
        code="berkas-baru-terlalu-banyak",
    )


def _content(file: Path) -> bytes:
    """Return what is in a file, nothing where it cannot be read: then it is not known to be ours."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
