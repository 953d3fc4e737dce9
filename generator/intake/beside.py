"""The data files that belong to a file which feeds others: they name it in their head (`program: program.yaml`) and lie beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Final

from generator.errors import BorangError
from generator.guard import DATA, read_given
from generator.intake.folder import MAPPING, SUFFIXES, data_files_in, resolved
from generator.intake.form import Incoming
from generator.intake.read import READERS
from generator.spec.catalogue import Catalogue
from generator.spec.feeders import feeders_of

_FORMS: Final = (*SUFFIXES, ".xlsx", ".docx")
_NAMED: Final = re.compile(r"""(?m)^["']?([\w-]+)["']?\s*:\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$""")
"""A line of a file that YAML cannot read, which may name what feeds it."""


@dataclass(frozen=True, slots=True)
class FileHead:
    """What the head of a data file says. type: "" where it cannot be read. names: its single texts by key, among them the files that feed it."""

    type: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class FedFile:
    """A data file that names the one which feeds it. type: as it says, whatever that is. shown: what findings call the file."""

    file: FilePath
    type: str
    shown: str


def files_fed_by(source: Incoming, feeder: str, fed: Collection[str], catalogue: Catalogue) -> list[FedFile]:
    """Return the data files that name `source`, a file of the type `feeder`: those beside it, and those handed in with it.

    Beside it are its own folder, the folders in there that are called as one of the types `fed`, and, where its own is called as its type,
    those next to it. A file beside it of which nobody can tell the type is returned, for reading it will say what is wrong; one that is
    handed in has an outcome of its own then.
    """
    if source.folder is None:
        return []
    own = resolved(source.file)
    given = {resolved(file): file for file in source.shelf.given}
    beside = {resolved(file): file for folder in _folders(source.folder, feeder, fed) for file in _forms_in(folder)}
    found: list[FedFile] = []
    for real, file in {**beside, **given}.items():
        head = FileHead() if real == own else head_of(file, source, catalogue, naming=own.name)
        is_named = any(_leads_to(file.parent, written, own) for written in head.names.values())
        if is_named and (head.type in fed or (head.type not in catalogue and real not in given)):
            found.append(FedFile(file, head.type, str(file) if real in given else _shown(file, source)))
    return sorted(found, key=lambda one: (one.type, one.file.name, one.shown))


def is_made_with_its_feeder(incoming: Incoming, catalogue: Catalogue) -> bool:
    """Whether a file that was handed in is made with another that was, because that one feeds it and is itself fed by none of them."""
    return next(_given_feeders(incoming, catalogue, ()), None) is not None


def _given_feeders(incoming: Incoming, catalogue: Catalogue, above: tuple[FilePath, ...]) -> Iterator[FilePath]:
    """Yield the files handed in that feed this one and are no part of another's set."""
    own = resolved(incoming.file)
    given = {resolved(file): file for file in incoming.shelf.given} if incoming.folder is not None else {}
    if len(given) < 2 or own not in given or own in above:
        return
    head = head_of(incoming.file, incoming, catalogue)
    for feeder in feeders_of(catalogue.compiled(head.type)) if head.type in catalogue else ():
        real = resolved(incoming.file.parent / head.names.get(feeder, "."))
        if real in given and head_of(given[real], incoming, catalogue).type == feeder:
            other = Incoming(given[real], shelf=incoming.shelf)
            if next(_given_feeders(other, catalogue, (*above, own)), None) is None:
                yield given[real]


def head_of(file: FilePath, source: Incoming, catalogue: Catalogue, *, naming: str = "") -> FileHead:
    """Return what the head of a data file says, read once in a run. naming: the name without which a text file need not be read as YAML."""
    known = source.shelf.heads
    if file not in known:
        if naming and file.suffix.lower() in SUFFIXES and naming not in _text_of(file):
            return FileHead()
        known[file] = _read(file, catalogue)
    return known[file]


def _read(file: FilePath, catalogue: Catalogue) -> FileHead:
    reader = READERS.get(file.suffix.lower())
    try:
        form = next(reader(Incoming(file), catalogue, ""), None) if reader is not None and file.suffix.lower() in _FORMS else None
    except BorangError:  # whoever reads it for its own sake is told what is wrong
        return FileHead("", dict(_NAMED.findall(_text_of(file))) if file.suffix.lower() in SUFFIXES else {})
    if form is None or not isinstance(form.values, Mapping):
        return FileHead()
    return FileHead(form.type, {str(key): value for key, value in form.values.items() if isinstance(value, str)})


def _text_of(file: FilePath) -> str:
    try:
        return read_given(file, DATA).decode("utf-8", "replace")
    except (BorangError, OSError):
        return ""


def _folders(folder: FilePath, feeder: str, fed: Collection[str]) -> Iterator[FilePath]:
    yield folder
    around = (folder, folder.parent) if folder.resolve().name == feeder else (folder,)
    yield from (place / name for place in around for name in sorted(fed))


def _forms_in(folder: FilePath) -> list[FilePath]:
    try:
        return [file for file in data_files_in(folder) if file.suffix.lower() in _FORMS and not _is_export(file)]
    except OSError:
        return []


def _is_export(file: FilePath) -> bool:
    return file.suffix.lower() == ".xlsx" and file.with_suffix(MAPPING).is_file()


def _leads_to(folder: FilePath, written: str, file: FilePath) -> bool:
    return FilePath(written.strip()).name == file.name and resolved(folder / written.strip()) == file


def _shown(file: FilePath, source: Incoming) -> str:
    """Return what findings call a file beside another: from where that one was named."""
    return os.path.normpath(FilePath(source.name).parent / os.path.relpath(file, source.file.parent))
