"""What the server asks of its child processes about numbers and certificates, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from generator.register.book import RegisterEntry
from generator.register.giving import GivenAs
from generator.web.desk_values import DeskFile, ToldFinding


@dataclass(frozen=True, slots=True)
class RegisterTask:
    """Asks for rows of the register, the newest first: a `RegisterReport`. What is empty, or 0, is not asked for."""

    words: str = ""
    type: str = ""
    year: int = 0
    state: str = ""
    id: int = 0
    most: int = 100
    after: int = 0


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """Rows of the register. count: how many are meant in all; years, types: that it has; patterned: the types that the office numbers."""

    entries: tuple[RegisterEntry, ...]
    count: int
    years: tuple[int, ...]
    types: tuple[str, ...]
    patterned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterBookTask:
    """Asks for the whole register as a workbook: bytes."""


@dataclass(frozen=True, slots=True)
class VoidTask:
    """Asks that a number be void: its `RegisterEntry`. id: of its row."""

    id: int
    why: str


@dataclass(frozen=True, slots=True)
class GiveTask:
    """Asks for numbers for the documents of a type in a file: a `NumberReport`. files: the data file first. replacing: the number that one of them takes over."""

    type: str
    files: tuple[DeskFile, ...]
    replacing: str = ""
    is_trial: bool = True


@dataclass(frozen=True, slots=True)
class GivenRow:
    """What became of one document."""

    subject: str
    outcome: GivenAs
    number: str
    findings: tuple[ToldFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberReport:
    """What became of the documents of a file. refused: why others could not be read, in sentences."""

    rows: tuple[GivenRow, ...]
    refused: tuple[str, ...] = ()

    def count(self, outcome: GivenAs) -> int:
        """Return how many came to that."""
        return sum(one.outcome == outcome for one in self.rows)


@dataclass(frozen=True, slots=True)
class VerifyTask:
    """Asks whether a certificate is genuine: a `CertificateReport`. file: a PDF or Word file; else text: what its QR code says.

    offices: folders with keys and registers of their own, beside the one that the program works in.
    """

    text: str = ""
    file: DeskFile | None = None
    offices: tuple[Path, ...] = ()


RegisterDeskTask: TypeAlias = RegisterTask | RegisterBookTask | VoidTask | GiveTask | VerifyTask


@dataclass(frozen=True, slots=True)
class CertificateReport:
    """Whether a certificate is genuine, as `borang verify` says it, and what became of its number.

    said: the signed values by name; mark: of the key that it names. is_touched: the file changed since it was made. fault: why it cannot be read.
    standing: "berlaku", "batal", "diganti", "tidak tercatat", "" where there is no register or it is not genuine.
    """

    verdict: str
    said: Mapping[str, str] = field(default_factory=dict[str, str])
    mark: str = ""
    is_touched: bool = False
    standing: str = ""
    fault: str = ""
