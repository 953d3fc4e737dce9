"""Runs a spec's computations in order: computed columns of tables, then the document's own values.

A score that refuses its numbers gives a finding at the field its argument came from; everything that rests on an unsound
value is `CACAT` in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.document import Document
from generator.errors import MissingLibrary
from generator.fields.results import RESULTS
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, Matrix, Scalar, Table
from generator.formatting import show
from generator.qr import qr_picture
from generator.scope import scope_of, sides_of
from generator.spec.compile import CompiledComputation, CompiledSpec
from generator.spec.keys import key_text
from generator.spec.stages import behind
from validators.absence import CACAT, KOSONG, TANPA_HASIL, emptied, is_absent
from validators.expressions import ExpressionFault
from validators.findings import Finding, Findings, Path
from validators.messages import finding
from validators.polos import Polos, Terurut
from validators.wording import spoken

if TYPE_CHECKING:
    from generator.scoring.refusal import ScoreRefused


def compute(document: Document, unsound: frozenset[Path]) -> tuple[dict[str, Any], Findings]:
    """Return the scored scope of a given document and what its scores refused.

    unsound: the paths of values with an error; they, and all that is computed from them, are `CACAT`.
    Raises SpecFault when a computation cannot run.
    """
    scope = scope_of(document, unsound)
    compiled = document.compiled
    run = _Run(compiled, scope)
    stages = sorted(set(compiled.stages.values()))
    for stage in (one for one in stages if one in behind(-1)):
        run.columns(stage)
    for place, computed in enumerate(compiled.spec.computed):
        value = run.value((computed.name,), (computed.name,), scope)
        scope[computed.name] = value if is_absent(value) else RESULTS[computed.type].settles(value)
        for stage in (one for one in stages if one in behind(place)):
            run.columns(stage)
    return scope, Findings(run.refused)


@dataclass(frozen=True, slots=True)
class _ValueSpot:
    """Where a value stands: the names of its fields, its path in the data, and the row of the table around its table."""

    names: tuple[str, ...]
    path: Path
    parent: Any = None

    def below(self, name: str, parent: Any = None) -> _ValueSpot:
        return _ValueSpot((*self.names, name), (*self.path, name), self.parent if parent is None else parent)

    def row(self, index: int) -> _ValueSpot:
        return _ValueSpot(self.names, (*self.path, index), self.parent)


class _Run:
    """One pass over one document: the scope being filled, and the refusals met on the way."""

    def __init__(self, compiled: CompiledSpec, scope: dict[str, Any]) -> None:
        self.compiled = compiled
        self.scope = scope
        self.plain = compiled.plain
        self.refused: list[Finding] = []

    def columns(self, stage: int) -> None:
        """Fill the computed columns and matrices of a stage."""
        self._members(self.compiled.spec.fields, self.scope, _ValueSpot((), ()), stage)

    def _members(self, fields: tuple[Field, ...], held: dict[str, Any], spot: _ValueSpot, stage: int) -> None:
        for field_ in fields:
            below = spot.below(field_.name)
            if isinstance(field_, Matrix) and self.compiled.stages.get(below.names) == stage:
                held[field_.name] = self._matrix(field_, below)
            self._columns(field_, held.get(field_.name), below, stage)

    def _columns(self, field_: Field, value: Any, spot: _ValueSpot, stage: int) -> None:
        if isinstance(field_, Group) and isinstance(value, dict):
            self._members(field_.fields, value, spot, stage)
        elif isinstance(field_, (Table, FixedTable)) and isinstance(value, list):
            for index, row in enumerate(value):
                if isinstance(row, dict):
                    self._row(field_, row, spot.row(index), stage)

    def _matrix(self, field_: Matrix, spot: _ValueSpot) -> Any:
        """Return a computed matrix: `row` and `column` are the keys of the cell."""
        sides = sides_of(field_, self.scope, self.compiled.spec.fields, self.compiled.home.library)
        if sides is None:
            return CACAT
        return {row: {column: self._cell(field_, spot, row, column) for column in sides[1]} for row in sides[0]}

    def _cell(self, field_: Matrix, spot: _ValueSpot, row: Any, column: Any) -> Any:
        path = (*spot.path, key_text(row), key_text(column))
        value = self.value(spot.names, path, {**self.scope, "row": row, "column": column})
        return value if is_absent(value) else kind_of(field_.of).settles(value)

    def _row(self, table: Table | FixedTable, row: dict[str, Any], spot: _ValueSpot, stage: int) -> None:
        for child in table.fields:
            self._columns(child, row.get(child.name), spot.below(child.name, parent=row), stage)
        scope = {**self.scope, "row": row, "parent": spot.parent}
        for child in table.fields:
            here = spot.below(child.name)
            if not child.is_given and self.compiled.stages.get(here.names) == stage:
                value = self.value(here.names, here.path, scope)
                row[child.name] = value if is_absent(value) or not isinstance(child, Scalar) else kind_of(child).settles(value)

    def value(self, names: tuple[str, ...], path: Path, scope: Mapping[str, Any]) -> Any:
        """Return one computed value, a plain one without points; a refused score is `CACAT` and leaves a finding."""
        value = self._value(names, path, scope)
        return Polos(value) if names in self.plain and isinstance(value, int) and not isinstance(value, bool) else value

    def _value(self, names: tuple[str, ...], path: Path, scope: Mapping[str, Any]) -> Any:
        computation = self.compiled.computations[names]
        try:
            if computation.computation.method == "score":
                return self._score(computation, path, scope)
            assert computation.expression is not None
            value = self._told(computation.expression.evaluate(scope), names, path)
        except ExpressionFault as problem:
            raise self.compiled.fault(problem.message, computation.computation.line, code="hitungan-gagal") from problem
        if computation.computation.method == "qr":
            return self._qr(value, path)
        value = emptied(value)
        return self._band(computation, value, names[-1]) if computation.computation.method == "band" else _listed(value)

    def _qr(self, value: Any, path: Path) -> Any:
        """Return the QR code of a value as it prints; too long a text leaves a finding."""
        text = "" if is_absent(value) else str(show(value))
        if not text:
            return value if is_absent(value) else KOSONG
        made = qr_picture(text)
        if made is None:
            self.refused.append(finding("qr-terlalu-panjang", path, nilai=len(text)))
        return CACAT if made is None else made

    def _told(self, value: Any, names: tuple[str, ...], path: Path) -> Any:
        """Return a value; of one that was divided by zero it is told, and it counts as wrong from here on."""
        if value is not TANPA_HASIL:
            return value
        field_ = self.compiled.spec.field_at(names)
        label = field_.label if field_ is not None else next((one.label for one in self.compiled.spec.computed if one.name == names[0]), "")
        self.refused.append(finding("pembagi-nol", path, apa=label or "Hasil"))
        return CACAT

    def _band(self, computation: CompiledComputation, number: Any, name: str) -> Any:
        if is_absent(number):
            return number
        if isinstance(number, bool) or not isinstance(number, (int, Decimal, Fraction)):
            message = f"Pita {computation.computation.name} memerlukan bilangan, bukan {spoken(number)}."
            raise self.compiled.fault(message, computation.computation.line, code="hasil-tanpa-bentuk")
        table = self.compiled.home.library.band(computation.computation.name)
        band = table.find(number)
        values = band.values
        wanted = computation.computation.take or (name if name in values else next(iter(values)))
        if wanted not in values:
            known = ", ".join(values)
            raise self.compiled.fault(
                f'Pita {computation.computation.name} tidak punya kolom "{wanted}" ({known}).',
                computation.computation.line,
                code="kolom-pita-tidak-ada",
            )
        value = values[wanted]
        return Terurut(value, table.bands.index(band)) if isinstance(value, str) else value

    def _score(self, computation: CompiledComputation, path: Path, scope: Mapping[str, Any]) -> Any:
        from generator.reference.scores import score_references
        from generator.scoring.refusal import ScoreRefused
        from generator.scoring.registry import SCORES, as_plain, run

        score = SCORES[computation.computation.name]
        evaluated = {name: emptied(expression.evaluate(scope)) for name, expression in computation.arguments.items()}
        given = {name: self._told(value, tuple(step for step in path if isinstance(step, str)), path) for name, value in evaluated.items()}
        try:
            result = run(score, {**given, **score_references(score, given, self.compiled.home.library)})
        except ScoreRefused as refusal:
            self.refused += [self._refusal(one, computation, path, score.source) for one in refusal.all]
            return CACAT
        except ImportError as missing:
            raise MissingLibrary(score.label, missing.name, "statistik") from missing
        except (TypeError, ValueError, LookupError) as problem:
            raise self.compiled.fault(f"Skor {score.name}: {problem}", computation.computation.line, code="skor-salah-dipakai") from problem
        return result if is_absent(result) else as_plain(result)

    def _refusal(self, refusal: ScoreRefused, computation: CompiledComputation, path: Path, source: str) -> Finding:
        from generator.scoring.refusal import MESSAGES, cited

        message, hint = MESSAGES[refusal.code]
        place = self._place(computation, refusal.place, path)
        return Finding(
            refusal.code, message.format(**refusal.facts), path=place, hint=hint.format(**refusal.facts), source=cited(refusal.code, source)
        )

    def _place(self, computation: CompiledComputation, place: tuple[str | int, ...], path: Path) -> Path:
        """Return the data path of what a score refused: its argument's own field where the argument is one, else the computed value."""
        source = computation.computation.arguments.get(str(place[0]), "") if place else ""
        steps = tuple(source.split("."))
        if steps[0] == "row":
            steps = (*path[:-1], *steps[1:])
        named = self.compiled.spec.field_at(steps) is not None
        return (*steps, *place[1:]) if named else path


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, Iterator) else value
