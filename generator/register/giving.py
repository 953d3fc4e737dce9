"""Gives documents their numbers: each the next of its book and year, in the order in which they come, all written together."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.document import Document
from generator.errors import UsageFault
from generator.examine import examine
from generator.register.book import NumberState, RegisterBook, RegisterEntry
from generator.register.lookup import (
    UNNUMBERED,
    day_of,
    digest_of,
    key_of,
    own_number,
    own_number_found,
    subject_of,
)
from generator.register.patterns import NumberPattern, pattern_of
from generator.spec.model import RegisterText
from validators.findings import Findings
from validators.messages import finding

GivenAs = Literal["baru", "tetap", "diganti", "ditolak"]


@dataclass(frozen=True, slots=True)
class NumberGiven:
    """What became of one document: the number that it has now, and whether it is new. findings: why it got none."""

    source: str
    subject: str
    outcome: GivenAs
    number: str = ""
    findings: Findings = Findings()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sound document with what its row will say."""

    document: Document
    said: RegisterText
    pattern: NumberPattern
    key: str
    day: date

    @property
    def own(self) -> str:
        return own_number(self.document, self.said)

    def row(self, number: str, count: int | None) -> RegisterEntry:
        digest, subject = digest_of(self.document, self.said), subject_of(self.document, self.said)
        return RegisterEntry(
            self.document.type.id, self.key, self.pattern.register, self.day.year, count, number, self.day, digest, subject
        )


def give(book: RegisterBook, documents: Iterable[Document], *, replacing: str = "") -> list[NumberGiven]:
    """Give each sound document its number and return what became of each; all that is written is written together.

    replacing: the number whose document is corrected, by a document that has none yet; it must be the only one. Raises UsageFault where it is not.
    """
    with book.at_once():
        return _all_given(book, documents, replacing)


def tried(book: RegisterBook, documents: Iterable[Document], *, replacing: str = "") -> list[NumberGiven]:
    """Return what `give` would return, and write nothing."""
    made: list[NumberGiven] = []
    with contextlib.suppress(_TrialEnd), book.at_once():
        made = _all_given(book, documents, replacing)
        raise _TrialEnd
    return made


def _all_given(book: RegisterBook, documents: Iterable[Document], replacing: str) -> list[NumberGiven]:
    checked = [_candidate(document) for document in documents]
    taken_over = _taken_over(book, checked, replacing) if replacing else None
    seen: set[str] = set()
    made: list[NumberGiven] = []
    for one in checked:
        if isinstance(one, NumberGiven):
            made.append(one)
            continue
        is_twin = one.key in seen
        seen.add(one.key)
        made.append(_refused(one.document, _twin(one)) if is_twin else _given(book, one, taken_over))
    return made


class _TrialEnd(Exception):
    """Ends a trial, so that nothing of it is kept."""


def _candidate(document: Document) -> _Candidate | NumberGiven:
    said = document.type.register
    pattern = pattern_of(document.given.institution, document.type.id) if said is not None else None
    assert said is not None
    assert pattern is not None
    examined = examine(document)
    errors = Findings(error for error in examined.findings.errors if error.code != UNNUMBERED)
    key, day = key_of(examined.document, said), day_of(examined.document, said)
    if not errors and (not key or day is None):
        errors = Findings([finding("nomor-tanpa-tanggal", said.date)]).placed(document.given.places)
    if errors or day is None:
        return _refused(document, errors)
    return _Candidate(examined.document, said, pattern, key, day)


def _given(book: RegisterBook, one: _Candidate, taken_over: RegisterEntry | None) -> NumberGiven:
    entry = book.valid(one.document.type.id, one.key) or taken_over
    if one.own:
        found = Findings(own_number_found(one.document, one.own, book.of_number(one.own, one.pattern.register), entry))
        if found:
            return _refused(one.document, found.placed(one.document.given.places))
    if entry is None:
        count = one.pattern.count_in(one.own) if one.own else max(book.last(one.pattern.register, one.day.year) + 1, one.pattern.first)
        number = one.own or one.pattern.written(count or 0, one.day)
        if not one.own and book.of_number(number, one.pattern.register):
            count, number = _next_free(book, one)
        book.add(one.row(number, count))
        return _named(one, number, "baru")
    row = one.row(entry.number, entry.count)
    if (entry.digest, entry.key) == (row.digest, row.key):
        return _named(one, entry.number, "tetap")
    book.mark(entry, NumberState.REPLACED, entry.why)
    book.add(row)
    return _named(one, entry.number, "diganti")


def _next_free(book: RegisterBook, one: _Candidate) -> tuple[int, str]:
    """Return the next count whose number nobody wrote by hand."""
    count = max(book.last(one.pattern.register, one.day.year) + 1, one.pattern.first)
    while book.of_number(one.pattern.written(count, one.day), one.pattern.register):
        count += 1
    return count, one.pattern.written(count, one.day)


def _taken_over(book: RegisterBook, checked: Sequence[_Candidate | NumberGiven], number: str) -> RegisterEntry:
    """Return the row whose number the one document without a number takes over."""
    fresh = [one for one in checked if isinstance(one, _Candidate) and not one.own and book.valid(one.document.type.id, one.key) is None]
    rows = [entry for entry in book.of_number(number) if entry.state is NumberState.VALID]
    if len(rows) != 1:
        raise UsageFault(f"Nomor {number} tidak ada dalam register sebagai nomor yang berlaku.", code="nomor-tidak-ada")
    if len(fresh) != 1 or fresh[0].document.type.id != rows[0].type:
        hint = f"Dokumen benar yang belum bernomor: {len(fresh)}. Sebut hanya berkas yang dibetulkan."
        raise UsageFault(
            "Pengganti satu nomor harus tepat satu dokumen sejenis yang belum bernomor.", hint=hint, code="pengganti-tidak-tunggal"
        )
    return rows[0]


def _twin(one: _Candidate) -> Findings:
    return Findings([finding("nomor-dokumen-kembar", one.said.key[0], siapa=subject_of(one.document, one.said))]).placed(
        one.document.given.places
    )


def _refused(document: Document, found: Findings) -> NumberGiven:
    said = document.type.register
    return NumberGiven(document.given.source, "" if said is None else subject_of(document, said), "ditolak", findings=found)


def _named(one: _Candidate, number: str, outcome: GivenAs) -> NumberGiven:
    return NumberGiven(one.document.given.source, subject_of(one.document, one.said), outcome, number)
