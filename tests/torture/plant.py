"""Faults planted in the readers on purpose: each must be caught by the campaign."""

from __future__ import annotations

from collections.abc import Callable

FAULTS: dict[str, Callable[[], None]] = {}


def plant(name: str) -> None:
    """Change the program in this process as the fault says."""
    FAULTS[name]()
