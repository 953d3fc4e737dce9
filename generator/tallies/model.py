"""What passes between the tables, the scores and those who print them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from validators.findings import Finding, Findings, Path, Place

if TYPE_CHECKING:
    from generator.form.bare import BareTable
    from generator.form.headings import Reading
    from generator.scoring.working import Working
    from generator.tallies.livebook import Page


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the user beside the table; None: what the score itself takes."""

    rerata: str | None = None
    sasaran_nol: str | None = None
    n: int | None = None
    cara: str | None = None
    skala: int | None = None
    uji: str | None = None
    maksimum: Decimal | None = None
    aturan: str | None = None
    per: date | None = None

    def given(self, *names: str) -> dict[str, Any]:
        """Return the choices that were made among `names`, as arguments of a score."""
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class ScoreRun:
    """One computation: its title, the arguments of the score, and where each stands in the file. citations: more than the score's own."""

    title: str
    given: Mapping[str, Any]
    places: Mapping[Path, Place] = field(default_factory=dict[Path, Place])


@dataclass(frozen=True)
class ScoreResult:
    """A computation that gave a result.

    own: the arguments from the table; references: those that all rows share. work: makes of both how the result came about, when it is asked.
    """

    title: str
    own: Mapping[str, Any]
    places: Mapping[Path, Place]
    result: Any
    references: Mapping[str, Any]
    work: Callable[[Mapping[str, Any]], Working]

    @property
    def given(self) -> dict[str, Any]:
        """All arguments of the score."""
        return {**self.references, **self.own}

    @cached_property
    def working(self) -> Working:
        """How the result came about."""
        return self.work(self.given)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a table: its findings, and its computations where nothing was wrong."""

    recipe: TallyRecipe
    source: str
    findings: Findings
    done: tuple[ScoreResult, ...] = ()


@dataclass(frozen=True, slots=True)
class TallyRecipe:
    """A score on the command line.

    command, score: its names there and in the registry. headings: what the table must look like, for people.
    known: headings that tell the heading row. read, runs: from the table to the computations. keys: the JSON result.
    lines: the result for a terminal. pages: the live sheets. notes: warnings about a result. options: those it knows.
    named_by: columns, the first there says whose a row is, and the same row twice is told of. hints: what helps against a refusal on
    the command line, by its code.
    """

    command: str
    score: str
    headings: str
    known: tuple[str, ...]
    read: Callable[[BareTable, Options], Reading]
    runs: Callable[[Reading, Options], Iterable[ScoreRun]]
    keys: Callable[[Sequence[ScoreResult]], dict[str, Any]]
    lines: Callable[[Sequence[ScoreResult]], Iterable[str]]
    pages: Callable[[Sequence[ScoreResult]], Sequence[Page]]
    notes: Callable[[ScoreResult], Iterable[Finding]] = field(default=lambda done: ())
    options: frozenset[str] = frozenset()
    named_by: tuple[str, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict[str, str])
