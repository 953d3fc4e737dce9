"""What passes between the renderers and their caller: a rendering to do, and a file that was made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.document import Document
from generator.fields.official import is_official
from generator.fields.shapes import Field, Group
from generator.fields.subject import SUBJECTS
from validators.findings import Finding, Place

if TYPE_CHECKING:
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
    layouts: the pages of a document that are laid out already, by their output: the contents list and the PDF share one.
    """

    document: Document
    context: Mapping[str, Any]
    output: Output
    draft_notes: tuple[str, ...] = ()
    contents: Callable[[], Sequence[ContentsEntry] | None] = lambda: None
    layouts: dict[Output, Any] = field(default_factory=dict, compare=False, repr=False)

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
        title = self.document.type.title
        short = _SHORT.search(title)
        subject = _subject(self.document.type.fields, self.document.given.values)
        return " – ".join(part for part in (short.group(1) if short else title, subject) if part)

    @property
    def created(self) -> date | None:
        """The document's own date, that of its signing; None where it has none."""
        return _signing_date(self.document.type.fields, self.document.given.values)

    @property
    def properties(self) -> dict[str, str]:
        """What every delivered file carries about its making."""
        spec = self.document.type
        return {"borang-jenis": spec.id, "borang-revisi": str(spec.revision), "borang-spec": str(spec.language)}


def _subject(fields: Iterable[Field], values: Any) -> str:
    """Return what a document is about: its first text that is a name or a title."""
    held = values if isinstance(values, Mapping) else {}
    for field_ in fields:
        if field_.name in SUBJECTS and isinstance(held.get(field_.name), str):
            return " ".join(held[field_.name].split())
    groups = (field_ for field_ in fields if isinstance(field_, Group))
    return next((found for group in groups if (found := _subject(group.fields, held.get(group.name)))), "")


def _signing_date(fields: Iterable[Field], values: Any) -> date | None:
    held = values if isinstance(values, Mapping) else {}
    for field_ in fields:
        if isinstance(field_, Group) and any(inner.name == "tanggal" for inner in field_.fields) and any(map(_signs, field_.fields)):
            said = held.get(field_.name)
            day = said.get("tanggal") if isinstance(said, Mapping) else None
            return day if isinstance(day, date) else None
    return held["tanggal"] if isinstance(held.get("tanggal"), date) else None


def _signs(field_: Field) -> bool:
    return isinstance(field_, Group) and is_official(inner.name for inner in field_.fields)


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A finished file: its name as the spec gives it, its bytes, and what is worth knowing about how it was made."""

    filename: str
    data: bytes
    medium: str
    findings: tuple[Finding, ...] = ()


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
