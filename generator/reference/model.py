"""What reference files hold, as values: tables, recorded decisions, elements of a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from validators.spelling import folded

_ALIAS: Final = "alias"
_DASHES: Final = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")


@dataclass(frozen=True)
class ReferenceTable:
    """A reference table.

    key, label: the columns that name a row and that print it; without a label of its own a table prints its key.
    rows: the rows by key, in the file's order, keys as text; an empty cell is `KOSONG`. open: free text is allowed
    beside the rows. source: the citation. refuses: words that are not of this table, each with the reason that whoever writes it is told.
    """

    name: str
    key: str
    label: str
    rows: Mapping[str, Mapping[str, Any]]
    open: bool
    source: str
    note: str
    refuses: Mapping[str, str] = field(default_factory=dict[str, str])

    def refusal_of(self, text: str) -> str:
        """Return why a word is refused, or "" for one that is not."""
        return next((why for word, why in self.refuses.items() if _folded(word) == _folded(text)), "")

    def row(self, key: object) -> Mapping[str, Any] | None:
        """Return the row of exactly this key, or None."""
        return self.rows.get(str(key))

    def key_of(self, text: str) -> str | None:
        """Return the key of the row that `text` names by its key, label or alias, whatever its case, blanks and dashes."""
        return self._keys.get(_folded(text))

    def name_of(self, key: str) -> str:
        """Return what a key is called in print: its row's `cetak`, else its label, else the key itself. Raises KeyError when there is none."""
        row = self.rows[key]
        return str(row.get("cetak") or row.get(self.label) or key)

    def rank_of(self, key: str) -> int:
        """Return the place of the row of this key, from the first, which is 0. Raises KeyError when there is none."""
        return self._ranks[key]

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {key: rank for rank, key in enumerate(self.rows)}

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        keys: dict[str, str] = {}
        for key in self.rows:
            keys.setdefault(_folded(key), key)
        for key, row in self.rows.items():
            for text in (row[self.label], *row.get(_ALIAS, ())):
                keys.setdefault(_folded(str(text)), key)
        return keys


@dataclass(frozen=True, slots=True)
class Decision:
    """A reading chosen where a source is ambiguous, silent or misprinted.

    place: the citation of the quotation. choice: one of `readings`, word for word. alternative: what another would do.
    """

    id: str
    score: str
    place: str
    quotation: str
    readings: tuple[str, ...]
    choice: str
    reason: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Element:
    """One heading or prescribed point of a form of the regulation, in its wording.

    level: 0 for the title, 1 for the outermost headings. place: the citation. parent: id of the element above, or "".
    number: as printed before the heading. is_heading: False for a point of content that has no heading of its own.
    """

    id: str
    heading: str
    level: int
    place: str
    parent: str = ""
    number: str = ""
    is_heading: bool = True


def _folded(text: str) -> str:
    """Return `text` without regard to case, runs of blanks and the kind of dash."""
    return folded(_DASHES.sub("-", text))
