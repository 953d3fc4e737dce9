"""What passes between a batch and its workers: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.document import Outcome
from generator.intake.form import RawForm
from generator.journal import State
from generator.render.rendering import OutputFile
from validators.findings import Findings

if TYPE_CHECKING:
    from generator.render.typst.overlay import OverlayPlan

MOST_FINDINGS = 200
"""How many findings of one document are kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a whole batch is: what its workers begin with.

    home: the user's own folder. media: the outputs that are asked for, none: the type's defaults. shared: a data file with what all documents
    have in common. pattern: how files are named, "": as the type says. is_trial: documents are checked and none is made. institution: the
    office's settings where they are known, else those near each file. within: the folder outside which its files may name none, None for any.
    """

    home: Path | None
    type_name: str
    media: tuple[str, ...] = ()
    shared: Path | None = None
    pattern: str = ""
    is_trial: bool = False
    mapping: Path | None = None
    engine: str = ""
    institution: Mapping[str, Any] | None = None
    within: Path | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of the source: a row that was read already (form), or a file, of which index tells the form; None: all forms in it.

    name: how it is called where nothing better is known.
    """

    number: int
    file: Path
    name: str
    index: int | None = None
    form: RawForm | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a document ended. state: DONE stands for sound as long as its files are not in place."""

    state: State
    findings: tuple[Mapping[str, Any], ...] = ()
    fault: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is known of a document before any is made: what it is called, a digest of all that it is made of, the names of its files.

    ended: set where it can be told already that it cannot be made. mark: which of the forms in its file it is.
    """

    mark: str
    label: str
    digest: str = ""
    targets: Mapping[str, str] = field(default_factory=dict[str, str])
    ended: Ending | None = None


@dataclass(frozen=True, slots=True)
class BatchTask:
    """A document to be made: the piece of the source, which of its forms, and what its files are to be called.

    digest: of all that it is made of, where another computer makes it and may have other files; else "". plan: what of the batch's PDF is laid over
    pages that are set once.
    """

    key: str
    unit: Unit
    mark: str
    targets: Mapping[str, str]
    digest: str = ""
    plan: OverlayPlan | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What came of a task: the files with their traces, not yet in place, and how it ended."""

    ending: Ending
    files: tuple[OutputFile, ...] = ()


def ending_of(outcome: Outcome) -> Ending:
    """Return how a document ended whose outcome is known."""
    ended = {"refused": State.REFUSED, "withheld": State.WITHHELD}
    state = ended.get(outcome.status, State.DONE if outcome.exit_code == 0 else State.FAILED)
    return Ending(state, plain(outcome.findings), outcome.fault, outcome.exit_code)


def plain(findings: Findings) -> tuple[Mapping[str, Any], ...]:
    """Return findings as plain data, the first of very many."""
    return tuple(one.as_json() for one in findings[:MOST_FINDINGS])
