"""From a folder of filled files to the data of one document: reviewers' sheets become a validation report's ratings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from generator.document import Document, Outcome
from generator.errors import BorangError, IntakeFault, SpecFault
from generator.examine import examine
from generator.fields.shapes import ListOf, Matrix, Table
from generator.form.mapping import QuestionMapping
from generator.formatting import show
from generator.intake.form import Incoming
from generator.intake.read import TABLES, given_of, raw_forms
from generator.intake.workbook.identity import is_form
from generator.scope import with_lookup
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.gathering import COLUMNS, ROWS, WHOLE, GatheringSource
from generator.spec.model import Gathering
from validators.absence import KOSONG, is_absent
from validators.expressions import ExpressionFault
from validators.findings import Finding, Findings, Place, Severity
from validators.findings import Path as FieldPath
from validators.messages import finding, suggestion
from validators.rules import rows_at
from validators.spelling import folded
from validators.tree import as_group

MISSING: Final = "yang belum masuk"
"""What the outcome is called that tells which expected ones did not come."""
_FIELD: Final = re.compile(r"[a-z_]\w*(\.[a-z_]\w*)*")


@dataclass(slots=True)
class GatheringResult:
    """What a folder gave: the data of the document, typed values as they were read, and the outcome of each file."""

    values: dict[str, Any] = field(default_factory=dict[str, Any])
    outcomes: list[Outcome] = field(default_factory=list[Outcome])


def gather(
    name: str,
    files: Iterable[Path],
    catalogue: Catalogue,
    *,
    expected: Iterable[str] = (),
    mapping: QuestionMapping | None = None,
    institution: Mapping[str, Any] | None = None,
) -> GatheringResult:
    """Return what `files` give for a document of type `name`. expected: the keys that should come; a missing one is a finding.

    mapping: where the questions of the exports among the files go; each row of an export counts as a file. institution: the office's
    settings where they are known, else those near each file.

    A file of another type, with errors, with a key that came already or with another value where all must be the same is told and
    left out. Raises SpecFault when the type gathers nothing, or what its `gathers:` says leads nowhere.
    """
    compiled = catalogue.compiled(name)
    if not compiled.spec.gathers:
        hint = "Jenis yang mengumpulkan berkas lain menyebutnya dengan gathers: dalam spesifikasinya."
        raise SpecFault(
            f'Jenis "{name}" tidak mengumpulkan berkas lain.', file=compiled.spec.file, hint=hint, code="jenis-tidak-mengumpulkan"
        )
    names = list(expected)
    sources = [GatheringSource.of(one, compiled, catalogue) for one in compiled.spec.gathers]
    run = _Gathering(compiled, catalogue, mapping, sources, names, institution)
    for file in files:
        run.take(file)
    run.gathered.outcomes += run.missing()
    return run.gathered


@dataclass(slots=True)
class _Gathering:
    compiled: CompiledSpec
    catalogue: Catalogue
    mapping: QuestionMapping | None
    sources: Sequence[GatheringSource]
    expected: Sequence[str]
    institution: Mapping[str, Any] | None
    gathered: GatheringResult = field(default_factory=GatheringResult)
    seen: dict[str, str] = field(default_factory=dict[str, str])
    same: dict[str, tuple[Any, str]] = field(default_factory=dict[str, tuple[Any, str]])
    named: dict[tuple[str, str], _NamedRow] = field(default_factory=dict[tuple[str, str], "_NamedRow"])
    cells: dict[tuple[str, str, str], tuple[Any, str]] = field(default_factory=dict[tuple[str, str, str], tuple[Any, str]])

    def take(self, file: Path) -> None:
        """Take one file in, or tell why not."""
        shown = str(file)
        is_table = file.suffix.lower() in TABLES
        asked = sorted({gathering.type for gathering in self.compiled.spec.gathers})
        incoming = Incoming(file, mapping=self.mapping if is_table else None)
        name = asked[0] if is_table and len(asked) == 1 and not is_form(file) else ""
        try:
            for form in raw_forms(incoming, self.catalogue, type_name=name):
                where = f"{shown}, {form.mark}" if form.mark else shown
                if form.refused:
                    self._refuse(where, form.type, form.refused)
                else:
                    given = given_of(form, incoming, self.catalogue, type_name=name, institution=self.institution)
                    self._take_document(given, where)
        except BorangError as fault:
            status = "unreadable" if isinstance(fault, IntakeFault) else "faulty"
            self.gathered.outcomes.append(Outcome(shown, "", status, fault=str(fault), code=fault.code, exit_code=fault.exit_code))

    def _take_document(self, document: Document | Finding, shown: str) -> None:
        if isinstance(document, Finding):
            self._refuse(shown, "", Findings([document]))
            return
        asked = {gathering.type for gathering in self.compiled.spec.gathers}
        if document.type.id not in asked:
            other = finding("berkas-jenis-lain", ("jenis",), nilai=document.type.id, jenis=", ".join(sorted(asked)))
            self._refuse(shown, document.type.id, Findings([replace(other, place=Place(file=shown))]))
            return
        examined = examine(document)
        if examined.findings.has_errors:
            self._refuse(shown, document.type.id, examined.findings)
            return
        try:
            problems = self._place(document, with_lookup(examined.scope, document.compiled.home.library), shown)
        except ExpressionFault as problem:
            raise self.compiled.fault(f"gathers: {problem}", self.sources[0].gathering.line, code="ungkapan-salah") from problem
        if problems:
            self._refuse(shown, document.type.id, Findings(problems).placed(document.given.places))
        else:
            found = examined.findings + self._foreign(document, examined.scope).placed(document.given.places)
            self.gathered.outcomes.append(Outcome(shown, document.type.id, "checked", found))

    def _refuse(self, shown: str, type_name: str, found: Findings) -> None:
        self.gathered.outcomes.append(Outcome(shown, type_name, "refused", found, exit_code=1))

    def _place(self, document: Document, scope: Mapping[str, Any], shown: str) -> list[Finding]:
        sources = [source for source in self.sources if source.gathering.type == document.type.id]
        keys = [show(source.key.evaluate(scope)) for source in sources]
        named = folded(keys[0])
        if named in self.seen:
            return [finding("berkas-kembar", _first_named(sources[0].gathering), nilai=keys[0], berkas=self.seen[named])]
        problems = [one for source in sources for one in self._differing(source.gathering, scope, shown)]
        problems += [one for source in sources if source.names_rows for one in self._unlike(source, scope)]
        problems += [one for source in sources if WHOLE in source.values for one in self._contradicting(source, scope, shown)]
        if problems:
            return problems
        self.seen[named] = shown
        for source, key in zip(sources, keys, strict=True):
            self._put(source, key, scope, shown)
        return []

    def _differing(self, gathering: Gathering, scope: Mapping[str, Any], shown: str) -> Iterator[Finding]:
        """Yield a finding for each value that must be the same in all files and is not."""
        for name, ours in gathering.same.items():
            value, steps = scope.get(name), tuple(ours.split("."))
            first, where = self.same.setdefault(name, (value, shown))
            if first != value:
                label = self.compiled.spec.label_at(steps)
                one, other = _where_they_differ(value, first)
                yield finding("beda-antar-berkas", (name,), label_isian=label, nilai=_in_short(one), lain=_in_short(other), berkas=where)
            elif not is_absent(value):
                _held(self.gathered.values, steps[:-1]).setdefault(steps[-1], value)

    def _unlike(self, source: GatheringSource, scope: Mapping[str, Any]) -> Iterator[Finding]:
        """Yield a finding for each cell of a row that another file wrote otherwise: rows of one name are one row."""
        assert isinstance(source.into, Table)
        for path, row in _rows(source, "", scope):
            known = self.named.get(_name_of(row, source))
            if known is None:
                continue
            for column, value in row.items():
                if column != source.into.key and (first := known.cells.get(column, value)) != value:
                    label = self.compiled.spec.label_at((*source.gathering.into.split("."), column))
                    yield finding(
                        "beda-antar-berkas", path, label_isian=label, nilai=_in_short(value), lain=_in_short(first), berkas=known.file
                    )

    def _contradicting(self, source: GatheringSource, scope: Mapping[str, Any], shown: str) -> Iterator[Finding]:
        """Yield a finding for each cell of a matrix that another file holds with another value."""
        path = tuple(source.gathering.values[WHOLE].split("."))
        for row, column, value in _matrix_cells(source, scope):
            first, where = self.cells.setdefault((source.gathering.into, row, column), (value, shown))
            if first != value:
                label = f"{self.compiled.spec.label_at(tuple(source.gathering.into.split('.')))}, {row}, {column}"
                yield finding("beda-antar-berkas", path, label_isian=label, nilai=show(value), lain=show(first), berkas=where)

    def _put(self, source: GatheringSource, key: str, scope: Mapping[str, Any], shown: str) -> None:
        *above, last = source.gathering.into.split(".")
        values = _held(self.gathered.values, above)
        if WHOLE in source.values:
            _take_whole(source, scope, values)
            return
        if source.rows:
            rows = values.setdefault(last, [])
            for _, row in _rows(source, key, scope):
                known = self.named.setdefault(_name_of(row, source), _NamedRow(row, shown)) if source.names_rows else None
                if known is None or known.cells is row:
                    rows.append(row)
                else:
                    known.cells.update({column: cell for column, cell in row.items() if column not in known.cells})
            return
        if isinstance(source.into, Table):
            row = {column: value for column, how in source.values.items() if not _is_nothing(value := how.evaluate(scope))}
            values.setdefault(last, []).append({source.into.key: key, **row})
            return
        cells = values.setdefault(last, {})
        for other, value in _cells(source, scope):
            row, column = (key, other) if COLUMNS in source.values else (other, key)
            cells.setdefault(row, {})[column] = value

    def _foreign(self, document: Document, scope: Mapping[str, Any]) -> Findings:
        """Return a warning where nobody expected this file, with the one that it may be: what was handed in counts all the same."""
        source = next(one for one in self.sources if one.gathering.type == document.type.id)
        key = show(source.key.evaluate(scope))
        if not self.expected or _called(key) & {folded(name) for name in self.expected}:
            return Findings()
        usul = suggestion(key, self.expected)
        return Findings([finding("di-luar-daftar", _first_named(source.gathering), severity=Severity.WARNING, nilai=key, usul=usul)])

    def missing(self) -> list[Outcome]:
        """Return an outcome for each expected key that no file brought."""
        came = {name for key in self.seen for name in _called(key)}
        absent = [name for name in self.expected if folded(name) not in came]
        notes = Findings(finding("belum-masuk", nilai=name) for name in absent)
        return [Outcome(MISSING, self.compiled.spec.id, "refused", notes, exit_code=1)] if absent else []


@dataclass(frozen=True, slots=True)
class _NamedRow:
    """A row that rows of other files may be, too: its cells as they stand in the data, and the file that brought it."""

    cells: dict[str, Any]
    file: str


def _name_of(row: Mapping[str, Any], source: GatheringSource) -> tuple[str, str]:
    """Return by what a row that names itself is known among those of its table."""
    assert isinstance(source.into, Table)
    return source.gathering.into, folded(show(row[source.into.key]))


def _called(key: str) -> set[str]:
    """Return what a roster may call a file by, folded: its whole key, or what stands before the brackets that tell namesakes apart."""
    return {folded(key), folded(key).partition(" (")[0]}


def _first_named(gathering: Gathering) -> tuple[str, ...]:
    """Return the field that a key names first, where a finding on the key is shown."""
    found = _FIELD.match(gathering.key)
    return tuple(found[0].split(".")) if found else ()


def _held(values: dict[str, Any], steps: Iterable[str]) -> dict[str, Any]:
    """Return the group that a path leads to, made where it is not there yet."""
    for step in steps:
        values = values.setdefault(step, {})
    return values


def _take_whole(source: GatheringSource, scope: Mapping[str, Any], values: dict[str, Any]) -> None:
    """Take in what a file holds and no file before it: items of a list, cells of a matrix."""
    name = source.gathering.into.split(".")[-1]
    if isinstance(source.into, ListOf):
        held = values.setdefault(name, [])
        given = source.values[WHOLE].evaluate(scope)
        held += [one for one in (given if isinstance(given, (list, tuple)) else ()) if one not in held]
        return
    for row, column, value in _matrix_cells(source, scope):
        values.setdefault(name, {}).setdefault(row, {})[column] = value


def _matrix_cells(source: GatheringSource, scope: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the filled cells of a file's matrix with the keys of both sides as they are written."""
    matrix = source.values[WHOLE].evaluate(scope) if isinstance(source.into, Matrix) else None
    for row, cells in (as_group(matrix) or {}).items():
        for column, value in (as_group(cells) or {}).items():
            if not is_absent(value):
                yield show(row), show(column), value


def _cells(source: GatheringSource, scope: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a file gives to a matrix: the key of the other side, and the value."""
    said = source.gathering.values
    side, key = (COLUMNS, said["column"]) if COLUMNS in source.values else (ROWS, said["row"])
    rows = source.values[side].evaluate(scope)
    for row in rows if isinstance(rows, (list, tuple)) else ():
        member = as_group(row) or {}
        if not is_absent(value := member.get(said["cell"])):
            yield show(member.get(key)), value


def _rows(source: GatheringSource, key: str, scope: Mapping[str, Any]) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    """Yield a row for each row of a file's table with its place there, called by the file's key and its number, or as `values` says.

    Where the table that takes it has no key, a row without what is required there is no row: a rating without a comment. Nor is one
    that leaves its own name empty.
    """
    assert isinstance(source.into, Table)
    for number, (path, row, parent) in enumerate(rows_at(source.rows, scope), start=1):
        within = {**scope, "row": row, "parent": KOSONG if parent is None else parent}
        columns = {name: value for name, how in source.values.items() if not _is_nothing(value := how.evaluate(within))}
        if source.names_rows:
            if source.into.key in columns:
                yield path, columns
        elif source.into.key:
            yield path, {source.into.key: f"{key} ({number})", **columns}
        elif all(column.name in columns for column in source.into.fields if column.is_asked):
            yield path, columns


def _is_nothing(value: Any) -> bool:
    """Whether an expression gave nothing: what is absent, or the empty text that stands for it."""
    return is_absent(value) or value == ""


def _where_they_differ(one: Any, other: Any) -> tuple[Any, Any]:
    """Return the first two values that differ in groups or tables; the tables themselves where one has more rows."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        name = next(name for name in (*one, *other) if one.get(name) != other.get(name))
        return _where_they_differ(one.get(name), other.get(name))
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return _where_they_differ(*next((mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs))
    return one, other


def _in_short(value: Any) -> Any:
    """Return a value as a finding says it: of a group its first value, of a table how many rows it has."""
    if isinstance(value, Mapping):
        return _in_short(next((child for child in value.values() if not is_absent(child)), None))
    if isinstance(value, list | tuple) and any(isinstance(row, Mapping) for row in value):
        return f"{len(value)} baris"
    return show(value)
