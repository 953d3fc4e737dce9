"""Where in a Word template something stands, in the user's words, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import TemplateFault
from validators.findings import Place

_QUOTED = 80


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a template. story: "isi", "kepala halaman" ...; number: from 1, 0 when it is none; text: what stands there."""

    story: str
    number: int = 0
    text: str = ""

    def place(self) -> Place:
        """Return the place as findings and faults tell it: `isi, paragraf 7 “Nama: {{ nama }}”`."""
        return Place(story=self.story, paragraph=self.number or None, text=" ".join(self.text.split())[:_QUOTED])

    def __str__(self) -> str:
        """Return the place in the user's words."""
        return str(self.place())


@dataclass(frozen=True, slots=True)
class Problem:
    """Something for which a template can neither be filled nor pass lint."""

    message: str
    hint: str
    spot: Spot
    code: str = "tanda-salah-tulis"

    def fault(self, file: str) -> TemplateFault:
        """Return the problem as a fault of a template's file."""
        return TemplateFault(self.message, file=file, place=str(self.spot), hint=self.hint or None, code=self.code)
