"""What goes both ways between the server and its child processes: files, and findings as pages tell them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath

from validators.findings import Path, Severity


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A file that a child is to have in its folder. source: where its bytes stand, None where they are in `data`."""

    name: str
    data: bytes = b""
    source: FilePath | None = None


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding as a page tells it. where: the place in the user's own file, "" in a draft."""

    code: str
    severity: Severity
    path: Path
    label: str
    message: str
    hint: str = ""
    source: str = ""
    where: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it keeps the document from being made."""
        return self.severity is Severity.ERROR
