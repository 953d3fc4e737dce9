"""Reads a YAML or JSON data file: its first key `jenis` names the document type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from generator.yamlio import DataFile, read_data
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Path, Place
from validators.messages import finding

TYPE_KEY = "jenis"


@dataclass(frozen=True, slots=True)
class RawForm:
    """What a file holds before it is typed: its type's name ("" if it gives none), raw values, places, first findings."""

    type: str
    values: Any
    places: dict[Path, Place]
    found: Findings = Findings()


def read_yaml(file: FilePath, shown: str) -> RawForm:
    """Return the raw form in a YAML or JSON file; `shown` is the file's name in findings. Raises IntakeFault when unreadable."""
    data = read_data(file)
    values = data.values
    places = {path: Place(file=shown, line=line) for path, line in data.lines.items()}
    found = Findings(_doubled(data, shown))
    if not isinstance(values, dict):
        return RawForm("", values, places, found)
    named = values.pop(TYPE_KEY, KOSONG)
    return RawForm(named.strip() if isinstance(named, str) else "", values, places, found)


def _doubled(data: DataFile, shown: str) -> list[Finding]:
    return [
        replace(finding("kunci-ganda", key.path, nilai=key.path[-1], pertama=key.first_line), place=Place(file=shown, line=key.line))
        for key in data.doubled
    ]
