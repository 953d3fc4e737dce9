"""What passes between the renderers and their caller: a rendering to do, and a file that was made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.document import Document
from generator.fields.official import is_official
from generator.fields.shapes import Field, Group
from generator.fields.subject import SUBJECTS
from validators.findings import Finding, Place

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Output

DRAFT: Final = "DRAF"
"""What stands in the running head of every page of a draft."""
_SHORT: Final = re.compile(r"\(([A-Z]{2,6})\)$")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading as it stands in the PDF twin: its level from 1, its text, its page's printed number; level 0: a numbered title."""

    level: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer gets: the scored document, the context its template sees, the output to make, and whether it is a draft.

    contents: gives the headings of the PDF twin with their pages, None where there is none; called only for a contents list.
    laid_out: the pages of a document that are laid out already, by their output: the contents list and the PDF share one.
    noted: gathers what is worth knowing about how the output was made.
    """

    document: Document
    context: Mapping[str, Any]
    output: Output
    draft_notes: tuple[str, ...] = ()
    contents: Callable[[], Sequence[ContentsEntry] | None] = lambda: None
    laid_out: dict[Output, Any] = field(default_factory=dict, compare=False, repr=False)
    noted: list[Finding] = field(default_factory=list, compare=False, repr=False)

    @property
    def draft_lines(self) -> list[str]:
        """What a draft says before everything else: that it is one, and what is wrong."""
        return [
            "DRAF: dokumen ini belum benar dan belum boleh dipakai.",
            *(f"{n}. {note}" for n, note in enumerate(self.draft_notes, start=1)),
        ]

    @property
    def title(self) -> str:
        """The document's title for file properties: its kind and what it is about, "KAK – Peningkatan Kompetensi …"."""
        known, values = _of_type(self.document.compiled), self.document.given.values
        said = (_held(values, path) for path in known.subjects)
        subject = next((" ".join(text.split()) for text in said if isinstance(text, str)), "")
        return " – ".join(part for part in (known.short, subject) if part)

    @property
    def created(self) -> date | None:
        """The document's own date, that of its signing; None where it has none."""
        day = _held(self.document.given.values, _of_type(self.document.compiled).signing)
        return day if isinstance(day, date) else None

    @property
    def properties(self) -> dict[str, str]:
        """What every delivered file carries about its making."""
        return _of_type(self.document.compiled).properties


class _OfType(NamedTuple):
    """What renderings of a type have in common. short: what its title begins with; subjects: the paths of what a document may be about, signing: of its date."""

    short: str
    subjects: tuple[tuple[str, ...], ...]
    signing: tuple[str, ...]
    properties: dict[str, str]


@lru_cache(maxsize=64)
def _of_type(compiled: CompiledSpec) -> _OfType:
    spec = compiled.spec
    short = _SHORT.search(spec.title)
    made_of = {"borang-jenis": spec.id, "borang-revisi": str(spec.revision), "borang-spec": str(spec.language)}
    return _OfType(short.group(1) if short else spec.title, tuple(_subjects(spec.fields)), _signing_date(spec.fields), made_of)


def _held(values: Any, path: tuple[str, ...]) -> Any:
    """Return what stands at a path of groups, None where nothing does."""
    for name in path:
        values = values.get(name) if isinstance(values, Mapping) else None
    return values


def _subjects(fields: Sequence[Field]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of what a document may be about: texts that are a name or a title, the outermost first."""
    yield from ((field_.name,) for field_ in fields if field_.name in SUBJECTS)
    for group in (field_ for field_ in fields if isinstance(field_, Group)):
        yield from ((group.name, *path) for path in _subjects(group.fields))


def _signing_date(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the path of the date beside who signs, else of a date of the document's own."""
    for field_ in fields:
        if isinstance(field_, Group) and any(inner.name == "tanggal" for inner in field_.fields) and any(map(_signs, field_.fields)):
            return (field_.name, "tanggal")
    return ("tanggal",)


def _signs(field_: Field) -> bool:
    return isinstance(field_, Group) and is_official(inner.name for inner in field_.fields)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A finished file: its name as the spec gives it, its bytes, and what is worth knowing about how it was made.

    output: the output of the type that it is. otherwise: set where the bytes are still a Word document that LibreOffice is to make
    a PDF of (`prepared.converted`): what makes the file, with what is to be said of it, where LibreOffice cannot. seal: its document's, "" where it has none.
    """

    filename: str
    data: bytes
    medium: str
    findings: tuple[Finding, ...] = ()
    output: str = ""
    otherwise: Callable[[], tuple[bytes, tuple[Finding, ...]]] | None = field(default=None, compare=False, repr=False)
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of a template as Jinja text. places: where each line stands in the template, its file left open."""

    text: str
    places: Sequence[Place]

    def at(self, line: int, file: str = "") -> Place:
        """Return the place of a line, 1-based, in a file."""
        place = self.places[min(max(line, 1), len(self.places)) - 1] if self.places else Place()
        return replace(place, file=file)

    def place(self, line: int) -> str:
        """Return the place of a line, 1-based, in the user's words."""
        return str(self.at(line))
