"""How far a job is, as its worker tells and its row keeps. No database in here: workers load it, which have none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: its stage, of so many pieces so many done, and how many documents were refused. since: when the stage began."""

    stage: str = ""
    total: int = 0
    done: int = 0
    refused: int = 0
    since: str = ""
