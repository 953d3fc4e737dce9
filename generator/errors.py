"""Faults: what is wrong with a spec, a template, a file or the disk, as opposed to a user's data.

A fault is raised; a finding (`validators.findings`) is returned. Each fault carries the process's exit code.
"""

from __future__ import annotations

from pathlib import Path


class BorangError(Exception):
    """A fault that stops one document and is told to the user in one Indonesian sentence with its place.

    message: the sentence, without the place. file, place: where it is; `place` is free text such as
    "baris 12", "paragraf 7" or "lembar 'Form', sel B4". hint: what to do.
    """

    exit_code = 3

    def __init__(self, message: str, *, file: str | Path | None = None, place: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = str(file) if file is not None else None
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} {self.hint}" if self.hint else text


class SpecFault(BorangError):
    """A spec or a reference table is broken, or an expression in it cannot run."""


class TemplateFault(BorangError):
    """A template cannot be read, or fails while it is being filled."""


class IntakeFault(BorangError):
    """An input file cannot be read at all."""

    exit_code = 4


class DeliveryFault(BorangError):
    """A finished document cannot be put where it belongs."""

    exit_code = 5
