"""What passes between the renderers and their caller: a rendering to do, and a file that was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.document import Document
from validators.findings import Finding, Place

if TYPE_CHECKING:
    from generator.spec.model import Output


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading as it stands in the PDF twin: its level from 1, its text, its page's printed number."""

    level: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer gets: the scored document, the context its template sees, the output to make, and whether it is a draft.

    contents: gives the headings of the PDF twin with their pages, None where there is none; called only for a contents list.
    """

    document: Document
    context: Mapping[str, Any]
    output: Output
    draft_notes: tuple[str, ...] = ()
    contents: Callable[[], Sequence[ContentsEntry] | None] = lambda: None

    @property
    def draft_lines(self) -> list[str]:
        """What a draft says before everything else: that it is one, and what is wrong."""
        return [
            "DRAF: dokumen ini belum benar dan belum boleh dipakai.",
            *(f"{n}. {note}" for n, note in enumerate(self.draft_notes, start=1)),
        ]

    @property
    def title(self) -> str:
        """The document's title for file properties."""
        return self.document.type.title

    @property
    def properties(self) -> dict[str, str]:
        """What every delivered file carries about its making."""
        spec = self.document.type
        return {"borang-jenis": spec.id, "borang-revisi": str(spec.revision), "borang-spec": str(spec.language)}


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its name as the spec gives it, its bytes, and what is worth knowing about how it was made."""

    filename: str
    data: bytes
    kind: str
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
