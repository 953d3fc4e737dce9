"""The neutral thing in the middle: a filled form on its way through the stages, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, assert_never

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.scoring.parts import Part
from validators.absence import CACAT, KOSONG
from validators.findings import NOWHERE, Finding, Findings, Path, Place
from validators.tree import KeyedRows

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Given:
    """One filled form as it was read: plain values that travel between processes.

    values: nested as in the spec's fields; numbers are int or Decimal, dates are date, what is empty is `KOSONG`,
    what could not be read is `CACAT` and has a finding. places: where each value stands. found: what reading reported.
    source: its name in outcomes. mark: which of several documents in one file it is. folder: where it stands, "" where nowhere. institution: the office's settings (`institusi`);
    institution_file: where those stand if the form or what feeds it names them, "" where they are the nearest.
    row: the row of another file that it is made for (`each:`), empty where it is made for none; row_place: where that row stands. seal: its signed values (`generator.seal`), "" where it has none.
    """

    type_name: str
    values: Mapping[str, Any]
    places: Mapping[Path, Place] = field(default_factory=dict[Path, Place])
    found: Findings = Findings()
    source: str = ""
    mark: str = ""
    folder: str = ""
    institution: Mapping[str, Any] = field(default_factory=dict[str, Any])
    institution_file: str = ""
    row: Mapping[str, Any] = field(default_factory=dict[str, Any])
    row_place: Place = NOWHERE
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A given form with everything that is computed from it, as plain values that travel between processes.

    scope: what expressions and templates may name, without what can be called.
    """

    given: Given
    scope: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A given form with its compiled type, as it stands within one process."""

    compiled: CompiledSpec
    given: Given

    @property
    def type(self) -> Spec:
        """What the spec of its type says."""
        return self.compiled.spec


@dataclass(frozen=True, slots=True)
class Provisional:
    """A computed value over the sound rows alone, while others are wrong. sound, rows: how many there are of them, and in all."""

    value: Any
    sound: int
    rows: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source file.

    status: "delivered", "checked" (sound, nothing was to be made), "refused" (errors in the data), "unreadable",
    "faulty" (spec, template or delivery), "lacking" (what feeds it has not everything yet), "withheld" (a rule decides that the row has none)
    or "crashed" (a defect of the program). withheld: why the row has none. count: how many documents it speaks of, where several lack the same.
    parts: how each computed value prints, and the parts of a score's record by dotted path. provisional: values that wrong rows keep from being known, over the sound ones. fault: the sentence of a fault; code: its code in the catalogue; remedy: the end of the sentence that says what to do. row: which of several documents in one file it is; row_place: where the row that it is made for stands.
    """

    source: str
    type: str
    status: str
    findings: Findings = Findings()
    computed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    files: tuple[FilePath, ...] = ()
    fault: str = ""
    code: str = ""
    remedy: str = ""
    exit_code: int = 0
    row: str = ""
    row_place: Place = NOWHERE
    parts: Mapping[str, Part] = field(default_factory=dict[str, Part])
    provisional: Mapping[str, Provisional] = field(default_factory=dict[str, Provisional])
    withheld: str = ""
    count: int = 1


def completed(
    fields: Iterable[Field], values: Mapping[str, Any], unsound: frozenset[Path] = frozenset(), path: Path = ()
) -> dict[str, Any]:
    """Return the values in the full shape of `fields`: what is missing `KOSONG` (or empty), what is unsound `CACAT`, unknown keys gone.

    Computed columns are not there yet. A table of fixed rows becomes the list of its rows by key; a matrix keeps its keys.
    """
    return {f.name: _completed(f, values.get(f.name, KOSONG), unsound, (*path, f.name)) for f in fields if f.is_given}


def _completed(field_: Field, value: Any, unsound: frozenset[Path], path: Path) -> Any:
    if path in unsound:
        return CACAT
    if value is CACAT and not isinstance(field_, Group):
        return CACAT
    match field_:
        case Scalar():
            return _single(value)
        case Group():
            return completed(field_.fields, _keyed(value), unsound, path)
        case Table():
            rows = value if isinstance(value, (list, tuple)) else []
            filled = (
                completed(field_.fields, row, unsound, (*path, i)) if isinstance(row, Mapping) else CACAT for i, row in enumerate(rows)
            )
            return KeyedRows(filled, field_.key) if field_.key else list(filled)
        case FixedTable():
            return {key: completed(field_.fields, _keyed(row), unsound, (*path, key)) for key, row in _keyed(value).items()}
        case ListOf():
            return _completed_list(value, unsound, path)
        case Matrix():
            return {row: _completed_cells(cells, unsound, (*path, row)) for row, cells in _keyed(value).items()}
        case _:
            assert_never(field_)


def _single(value: Any) -> Any:
    """Return a single value; what holds others in its place is wrong, whatever was found in it."""
    return CACAT if isinstance(value, Mapping | list | tuple) else value


def _keyed(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _completed_cells(cells: Any, unsound: frozenset[Path], path: Path) -> dict[str, Any]:
    return {column: CACAT if (*path, column) in unsound else _single(cell) for column, cell in _keyed(cells).items()}


def _completed_list(value: Any, unsound: frozenset[Path], path: Path) -> list[Any]:
    items = value if isinstance(value, (list, tuple)) else []
    return [CACAT if (*path, i) in unsound else _single(item) for i, item in enumerate(items) if item is not KOSONG]


def labelled(findings: Findings, spec: CompiledSpec) -> Findings:
    """Return the findings with the label of their field as the form prints it."""
    from dataclasses import replace

    def with_label(finding: Finding) -> Finding:
        return finding if finding.label else replace(finding, label=spec.spec.label_at(finding.path))

    return Findings(with_label(finding) for finding in findings)
