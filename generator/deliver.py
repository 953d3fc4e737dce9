"""Puts finished files where they belong: safe names inside the folder, whole or not at all, nothing replaced without `force`.

What a person worked on is never replaced, not even with `force`: the new file is written beside it, and a finding says so.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from generator.errors import DeliveryFault, reason
from generator.render.rendering import OutputFile
from generator.staging import EXISTS, BusyTarget, StagingStep, is_open, publish, publish_together, sweep
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
    """The folder that a run delivers into, and the names it has given out already: two documents never share a file. name: what the one file of the run is to be called, in place of its type's name for it. is_apart: documents of one name are numbered, not refused."""

    path: Path
    force: bool = False
    name: str = ""
    is_apart: bool = False
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


def _short(stem: str, most: int = _LONGEST) -> str:
    """Return at most so many characters of a name, cut at a word, and 200 bytes: a disk counts bytes."""
    if len(stem) > most:
        stem = stem[: most + 1]
        at = max(stem.rfind(" "), stem.rfind("-"))
        stem = stem[: at if at > most // 2 else most]
    return stem.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .")


def named_apart(made: Sequence[OutputFile], folder: Folder, source: str) -> tuple[list[OutputFile], list[Finding]]:
    """Return the files of one of several documents that are made together, numbered where another has the name, and a note of it."""
    number = 1
    while any(folder.taken.get(folded(numbered(item.filename, number)), source) != source for item in made):
        number += 1
    if number == 1:
        return list(made), []
    named = [replace(item, filename=numbered(item.filename, number)) for item in made]
    return named, [finding("nama-bernomor", severity=Severity.NOTE, nilai=made[0].filename, baru=named[0].filename)]


def numbered(filename: str, number: int) -> str:
    """Return a safe name with a number behind, from 2 on; a long one is cut so that the number stays."""
    name = safe_name(filename)
    if number == 1:
        return name
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    tail = f" ({number})"
    return f"{_short(stem, _LONGEST - len(tail))}{tail}{dot}{ending}"


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


def deliver_together(parcels: Sequence[Sequence[OutputFile]], folder: Folder, sources: Sequence[str]) -> list[Delivery | DeliveryFault]:
    """Put the files of many documents in their places, of each all or none, and sync them to the disk at once; return what became of each.

    The files carry their traces already. Raises DeliveryFault when the folder cannot be used or the disk refuses: then nothing is known
    of the others.
    """
    packed = [_packed(made, folder, source) for made, source in zip(parcels, sources, strict=True)]
    sound = [one for one in packed if isinstance(one, _Parcel)]
    folder.open()
    placed = [_placed(parcel, folder, frozenset()) for parcel in sound]
    found = iter([places if isinstance(places, DeliveryFault) else (parcel, places) for parcel, places in zip(sound, placed, strict=True)])
    ready = [next(found) if isinstance(one, _Parcel) else one for one in packed]
    refused = iter(publish_together([_steps(*one) for one in ready if not isinstance(one, DeliveryFault)]))
    return [one if isinstance(one, DeliveryFault) else _settled(*one, next(refused), folder) for one in ready]


def _settled(
    parcel: _Parcel, places: Sequence[_Place], refused: DeliveryFault | BusyTarget | None, folder: Folder
) -> Delivery | DeliveryFault:
    if refused is None:
        return _as_delivery(places)
    if isinstance(refused, DeliveryFault):
        return refused
    try:
        return _put(parcel, folder)
    except DeliveryFault as fault:
        return fault


def _placed(parcel: _Parcel, folder: Folder, busy: frozenset[Path]) -> list[_Place] | DeliveryFault:
    try:
        return parcel.places(folder, busy)
    except DeliveryFault as fault:
        return fault


def _packed(made: Sequence[OutputFile], folder: Folder, source: str) -> _Parcel | DeliveryFault:
    try:
        return _parcel(made, folder, source)
    except DeliveryFault as fault:
        return fault


@dataclass(frozen=True, slots=True)
class _Parcel:
    """The files of one document: where each is meant to go, and its bytes."""

    targets: tuple[Path, ...]
    contents: tuple[bytes, ...]

    def places(self, folder: Folder, busy: AbstractSet[Path]) -> list[_Place]:
        """Return where each file goes. busy: targets that the system does not let go of. Raises DeliveryFault."""
        return [_place(target, data, folder, is_busy=target in busy) for target, data in zip(self.targets, self.contents, strict=True)]


def _parcel(made: Sequence[OutputFile], folder: Folder, source: str) -> _Parcel:
    targets = [folder.target(folder.name or item.filename, source) for item in made]
    if len({folded(target.name) for target in targets}) < len(targets):
        hint = "Bedakan filename:-nya."
        raise DeliveryFault(
            "Dua keluaran dokumen ini bernama sama.", file=folder.path / targets[0].name, hint=hint, code="nama-hasil-kembar"
        )
    return _Parcel(tuple(targets), tuple(item.data for item in made))


def _delivered(made: Sequence[OutputFile], folder: Folder, source: str) -> Delivery:
    from generator.fingerprint import stamped  # checking, which delivers nothing, starts without it

    parcel = _parcel(made, folder, source)
    folder.open()
    return _put(replace(parcel, contents=tuple(stamped(item.data, item.medium) for item in made)), folder)


def _put(parcel: _Parcel, folder: Folder) -> Delivery:
    busy: set[Path] = set()
    while True:
        places = parcel.places(folder, busy)
        try:
            publish(_steps(parcel, places))
        except BusyTarget as refused:
            meant = next(target for target, place in zip(parcel.targets, places, strict=True) if place.path == refused.target)
            if meant in busy:  # nor can the one beside it be replaced
                hint = "Tutup berkasnya, lalu ulangi."
                raise DeliveryFault("Berkas sedang dibuka di program lain.", file=meant, hint=hint, code="hasil-sedang-dibuka") from refused
            busy.add(meant)
            continue
        return _as_delivery(places)


def _steps(parcel: _Parcel, places: Sequence[_Place]) -> list[StagingStep]:
    return [StagingStep(place.path, data, place.replaces) for place, data in zip(places, parcel.contents, strict=True)]


def _as_delivery(places: Sequence[_Place]) -> Delivery:
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
