"""What stands between a file and a typed document: what was handed in, and the raw forms that a reader finds in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from generator.intake.merging import Feeder
from validators.findings import NOWHERE, Findings, Path, Place

if TYPE_CHECKING:
    from generator.form.mapping import QuestionMapping  # forms that were not asked by questions are read without it


_within: ContextVar[FilePath | None] = ContextVar("within", default=None)


@contextmanager
def named_files_within(folder: FilePath) -> Iterator[None]:
    """Have files that are read here name no file outside a folder: who handed them in to a service may not read its disk by them."""
    token = _within.set(folder.resolve())
    try:
        yield
    finally:
        _within.reset(token)


@dataclass(slots=True)
class Shelf:
    """The files that feed several documents, as this run read and checked them. told: those whose outcome was told already.

    given: the files that were handed in together. heads: what the head of a file says. within: the folder outside which no file is read by
    its name in another, None where a file may name any.
    """

    documents: dict[FilePath, Any] = field(default_factory=dict[FilePath, Any])
    examined: dict[str, Any] = field(default_factory=dict[str, Any])
    told: set[FilePath] = field(default_factory=set[FilePath])
    given: frozenset[FilePath] = frozenset()
    heads: dict[FilePath, Any] = field(default_factory=dict[FilePath, Any])
    within: FilePath | None = field(default_factory=_within.get)

    def may_have(self, file: FilePath) -> bool:
        """Whether a file may be read because another names it. Raises OSError and ValueError for a name that no disk takes."""
        return self.within is None or file.resolve().is_relative_to(self.within)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was handed in: a file on disk, or bytes with a name. shown: its name in findings.

    shelf: the files that feed several documents, read in this run; hand the same one in with each file, and each is read once.
    above: the files that are fed by this one, from the first. mapping: of an export, where each question goes.
    """

    file: FilePath
    data: bytes | None = None
    shown: str = ""
    shelf: Shelf = field(default_factory=Shelf, compare=False)
    above: tuple[FilePath, ...] = ()
    mapping: QuestionMapping | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """How findings call it."""
        return self.shown or str(self.file)

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters: ".yaml"."""
        return self.file.suffix.lower()

    @property
    def folder(self) -> FilePath | None:
        """The folder that it stands in; None for bytes, which stand nowhere."""
        return self.file.parent if self.data is None else None


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """How a form's values were written, for those messages that depend on it.

    is_yaml: in YAML, by hand. brackets: the groups and lists in { } and [ ]. tight: lists like `[87,5]`, which may be one number.
    folded: texts on several lines, which YAML joins, with their lines.
    """

    is_yaml: bool = False
    brackets: frozenset[Path] = frozenset()
    tight: frozenset[Path] = frozenset()
    folded: Mapping[Path, str] = field(default_factory=dict[Path, str])


@dataclass(frozen=True, slots=True)
class RawForm:
    """What a file holds before it is typed: its type's name ("" if it gives none), raw values, places, first findings.

    mark: which of several documents in one file it is ("baris 3"), "" where there is one. feeders: what its fields are taken
    from, by the first name of `from:`. row: the row that it is made for (`each:`), complete; row_place: where that stands.
    shared: the values as the file has them for all rows, those of single rows still apart; None where it is made for no row.
    refused: what keeps the whole file from being read as forms; there are no values then. institution_file: the office's settings that
    its head names, None where it names none.
    """

    type: str
    values: Any
    places: dict[Path, Place]
    found: Findings = Findings()
    written: WrittenForm = WrittenForm()
    mark: str = ""
    feeders: Mapping[str, Feeder] = field(default_factory=dict[str, Feeder])
    row: Mapping[str, Any] = field(default_factory=dict[str, Any])
    row_place: Place = NOWHERE
    shared: Mapping[str, Any] | None = None
    refused: Findings = Findings()
    institution_file: FilePath | None = None
