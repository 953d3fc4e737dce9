"""Reads a YAML or JSON data file: its first key `jenis` names the document type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, Final

from generator.yamlio import DataFile, read_data
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding

TYPE_KEY = "jenis"


@dataclass(frozen=True, slots=True)
class Written:
    """How a form's values were written, for those messages that depend on it.

    is_yaml: in YAML, by hand. brackets: the groups and lists in { } and [ ]. tight: lists like `[87,5]`, which may be one number.
    """

    is_yaml: bool = False
    brackets: frozenset[Path] = frozenset()
    tight: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class RawForm:
    """What a file holds before it is typed: its type's name ("" if it gives none), raw values, places, first findings."""

    type: str
    values: Any
    places: dict[Path, Place]
    found: Findings = Findings()
    written: Written = Written()


def read_yaml(file: FilePath, shown: str) -> RawForm:
    """Return the raw form in a YAML or JSON file; `shown` is the file's name in findings. Raises IntakeFault when unreadable."""
    data = read_data(file)
    values = data.values
    places = {path: Place(file=shown, line=line) for path, line in data.lines.items()}
    found = Findings(found_in(data, shown))
    written = Written(file.suffix.lower() != ".json", data.brackets, data.tight)
    if not isinstance(values, dict):
        return RawForm("", values, places, found, written)
    named = values.pop(TYPE_KEY, KOSONG)
    return RawForm(named.strip() if isinstance(named, str) else "", values, places, found, written)


def found_in(data: DataFile, shown: str) -> Iterator[Finding]:
    """Yield what reading alone finds: keys written twice, values cut off by a comma or a `#`."""
    for key in data.doubled:
        doubled = finding("kunci-ganda", key.path, nilai=key.path[-1], pertama=key.first_line)
        yield replace(doubled, place=Place(file=shown, line=key.line))
    for cut in data.cuts:
        facts: dict[str, Any] = {"nilai": cut.written, "terbaca": cut.read, "kurung": cut.brackets}
        yield replace(finding(_CUT_CODES[cut.kind, cut.brackets], cut.path, **facts), place=Place(file=shown, line=cut.line))
    for lost in data.unread:
        dropped = finding("tanda-pagar", lost.path, severity=Severity.WARNING, nilai=lost.text)
        yield replace(dropped, place=Place(file=shown, line=lost.line))


_CUT_CODES: Final = {
    ("koma", "{ }"): "koma-dalam-kurung",
    ("koma", "[ ]"): "koma-dalam-daftar",
    ("kurung", "{ }"): "nilai-berkurung",
    ("kunci", "{ }"): "kunci-tanpa-titik-dua",
}
