"""The blocks of a report's front pages, and the calls by which templates print what is numbered through the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SIGNS: Final = re.compile(r"(?<=[{}%#])(?=[{}%#])")


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of a report, a page of its own. subject, year: expressions of what it is about and of its year, or ""."""

    title: str
    subject: str = ""
    year: str = ""

    @property
    def call(self) -> str:
        """The expression that prints the cover; templates of every kind call it."""
        return f"sampul('{quoted(self.title)}', {self.subject or repr('')}, {self.year or repr('')})"


@dataclass(frozen=True, slots=True)
class CentreLine:
    """A line of fixed words in the middle of the page."""

    text: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list on a page of its own, the lists of tables and figures below it."""


def caption_call(words: str) -> str:
    """Return the expression that prints the numbered title of a table."""
    return f"judul_tabel('{quoted(words)}')"


def picture_call(words: str) -> str:
    """Return the expression that prints the numbered title of a picture."""
    return f"judul_gambar('{quoted(words)}')"


def annex_call(words: str) -> str:
    """Return the expression that prints the numbered heading of an annex."""
    return f"judul_lampiran('{quoted(words)}')"


def quoted(words: str) -> str:
    """Return words as they stand in quotation marks within a tag, no sign of a tag whole among them."""
    return _SIGNS.sub("' ~ '", words.replace("\\", "\\\\").replace("'", "’"))
