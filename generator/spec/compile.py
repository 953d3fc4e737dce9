"""Compiles a spec: to a JSON Schema, to rules and computations that run, to the shapes of its scope.

Every expression is read and its names are checked here, so that a misspelt name is a fault of the spec before any data comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from generator import formatting
from generator.errors import SpecFault
from generator.fields.origin import Computation
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Matrix, Scalar, Table, computation_of, key_field, walk
from generator.home import Home
from generator.spec import shapes
from generator.spec.keys import keys_of
from generator.spec.model import RuleText, Spec
from generator.spec.schema import json_schema, tables_of
from validators.checks import Check
from validators.expressions import ExactEnvironment, Expression, ExpressionFault, compile_expression, compile_text, exact_environment
from validators.names import Shape, free_names, unknown_names, used_names
from validators.rules import Rule
from validators.shape import Schema


@dataclass(frozen=True, eq=False)
class CompiledSpec:
    """A spec ready to run. Everything is compiled when first asked for, and then kept; it is equal to itself alone."""

    spec: Spec
    home: Home
    environment: ExactEnvironment = field(default_factory=lambda: exact_environment(formatting.FILTERS, finalize=formatting.show))

    @cached_property
    def schema(self) -> Schema:
        """The JSON Schema of the values."""
        return Schema(json_schema(self.spec, self.home.library))

    @cached_property
    def scope_shapes(self) -> Mapping[str, Shape]:
        """What the scope of rules and templates holds."""
        return shapes.scope_shapes(self.spec, self.home.library)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The spec's rules, compiled; raises SpecFault at the line of one that cannot be."""
        return tuple(self._rule(rule) for rule in self.spec.rules)

    @cached_property
    def computations(self) -> Mapping[tuple[str, ...], CompiledComputation]:
        """Every computation, by the path of its field, or of its name for a document's own."""
        found = {path: how for path, f in walk(self.spec.fields) if (how := computation_of(f)) is not None}
        found |= {(c.name,): c.computation for c in self.spec.computed}
        return {path: self._computation(path, computation) for path, computation in found.items()}

    @cached_property
    def filenames(self) -> Mapping[str, Callable[[Mapping[str, Any]], str]]:
        """How the file of each output is named, by the output's name."""
        shown = dict(self.scope_shapes)
        return {output.name: self.text(output.filename, shown, output.line) for output in self.spec.outputs}

    def prepare(self) -> None:
        """Compile everything now; raises SpecFault for the first thing that cannot be."""
        self._check_tables()
        _ = (self.schema, self.rules, self.computations, self.filenames, self.checks, self.chart_rows, self.defaults)
        self._check_order()

    def _check_tables(self) -> None:
        """Every reference table that a field names is there."""
        for _, field_ in walk(self.spec.fields):
            for name in tables_of(field_):
                with self._at(field_.line):
                    self.home.library.table(name)

    def _check_order(self) -> None:
        """A computed value names only those that are computed before it."""
        names = [computed.name for computed in self.spec.computed]
        for position, computed in enumerate(self.spec.computed):
            later = self.computations[computed.name,].taken & frozenset(names[position:])
            for name in sorted(later):
                raise self.fault(f'"{computed.name}" memakai "{name}", yang belum dihitung; taruh sesudahnya.', computed.line)

    @contextmanager
    def _at(self, line: int) -> Iterator[None]:
        """Give a fault that has no place of its own a line of this spec."""
        try:
            yield
        except SpecFault as fault:
            if fault.file is not None:
                raise
            raise SpecFault(fault.message, file=self.spec.file, place=f"baris {line}", hint=fault.hint) from fault

    @cached_property
    def chart_rows(self) -> Mapping[str, Expression]:
        """The rows that each chart is drawn from; raises SpecFault when a column that it names is not there."""
        found: dict[str, Expression] = {}
        for chart in self.spec.charts:
            columns = (chart.category, *chart.series, chart.start, chart.finish)
            found[chart.name] = self.expression(chart.of, self.scope_shapes, chart.line)
            for column in filter(None, columns):
                self.expression(f"{chart.of} | map(attribute='{column}')", self.scope_shapes, chart.line)
        return found

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks that the fields themselves ask for: conditions, unique keys, matrix keys."""
        return tuple(check for path, field_ in walk(self.spec.fields) for check in self._field_checks(path, field_))

    def _field_checks(self, path: tuple[str, ...], field_: Field) -> Iterator[Check]:
        table = self._table_around(path)
        if field_.when:
            condition = self.expression(field_.when, self._scope_within(path), field_.line)
            yield Check(
                "berlaku", path, table, {"when": condition, "required": field_.required, "words": field_.when}, f"baris {field_.line}"
            )
        if isinstance(field_, Table) and field_.key:
            key = field_.child(field_.key)
            yield Check("kunci-unik", (*path, field_.key), path, {"label": key.label if key else field_.key})
        if isinstance(field_, Matrix):
            yield Check("kunci-matriks", path, (), self._matrix_facts(field_))
        if isinstance(field_, Scalar) and field_.not_before:
            yield Check("tidak-mendahului", path, table, self._earliest(path, field_, table), f"baris {field_.line}")

    def _earliest(self, path: tuple[str, ...], field_: Scalar, table: tuple[str, ...]) -> dict[str, Any]:
        """Return what `not_before:` compares with: the field beside it of that name, otherwise the one that the path leads to."""
        steps = tuple(field_.not_before.split("."))
        beside = (*path[:-1], *steps)
        whole = beside if self.spec.field_at(beside) is not None else steps
        other = self.spec.field_at(whole)
        if not isinstance(other, Scalar) or other.kind != field_.kind:
            raise self.fault(f'not_before: "{field_.not_before}" bukan isian sejenis "{field_.name}".', field_.line)
        inner = ("row", *whole[len(table) :]) if table and whole[: len(table)] == table else whole
        compared = self.expression(".".join(inner), self._scope_within(path), field_.line)
        return {"other": compared, "label": other.label, "written": formatting.show}

    @cached_property
    def defaults(self) -> Mapping[tuple[str, ...], Expression]:
        """The expressions that give fields their value where nothing is written, by path."""
        fields = [(path, field_) for path, field_ in walk(self.spec.fields) if isinstance(field_, Scalar) and field_.default]
        return {path: self.expression(field_.default, self._scope_within(path), field_.line) for path, field_ in fields}

    def _matrix_facts(self, field_: Matrix) -> dict[str, Any]:
        facts: dict[str, Any] = {"required": field_.of.required or field_.required}
        for side, name in (("row", field_.rows), ("column", field_.columns)):
            own = self.spec.field_at((name,))
            if own is None and name not in self.home.library.names():
                raise self.fault(f'Matriks "{field_.name}": "{name}" bukan tabel berkunci, daftar, atau tabel rujukan.', field_.line)
            key = key_field(own) if own is not None else None
            if own is not None and not (isinstance(key, Scalar) and kind_of(key).is_key):
                raise self.fault(f'Matriks "{field_.name}": "{name}" harus tabel berkunci teks, atau daftar teks.', field_.line)
            facts[f"{side}_label"] = own.label if own else name
            facts[f"{side}s"] = partial(keys_of, name, fields=self.spec.fields, library=self.home.library)
        return facts

    def _table_around(self, path: tuple[str, ...]) -> tuple[str, ...]:
        tables = [path[:end] for end in range(1, len(path)) if self._is_table(path[:end])]
        return tables[-1] if tables else ()

    def _scope_within(self, path: tuple[str, ...]) -> Mapping[str, Shape]:
        """Return the scope for a field: with `row` and `parent` when it stands in a table."""
        table = self._table_around(path)
        return shapes.row_scope(self.scope_shapes, table) if table else self.scope_shapes

    def _is_table(self, path: tuple[str, ...]) -> bool:
        field_ = self.spec.field_at(path)
        return isinstance(field_, (Table, FixedTable))

    def expression(self, source: str, scope: Mapping[str, Shape], line: int) -> Expression:
        """Return a compiled expression whose names the scope holds; raises SpecFault at `line` otherwise."""
        try:
            compiled = compile_expression(self.environment, source)
        except ExpressionFault as problem:
            raise self.fault(problem.message, line) from problem
        self._check_names(compiled.tree, scope, line, source)
        return compiled

    def text(self, source: str, scope: Mapping[str, Shape], line: int) -> Callable[[Mapping[str, Any]], str]:
        """Return how a message or file name is filled; raises SpecFault when it is malformed or names something unknown."""
        try:
            fill = compile_text(self.environment, source)
        except ExpressionFault as problem:
            raise self.fault(problem.message, line) from problem
        self._check_names(self.environment.parse(source), scope, line, source)
        return fill

    def fault(self, message: str, line: int) -> SpecFault:
        """Return a fault at a line of this spec."""
        return SpecFault(message, file=self.spec.file, place=f"baris {line}")

    def _check_names(self, tree: Any, scope: Mapping[str, Shape], line: int, source: str) -> None:
        tables = shapes.LookupTables(self.home.library)
        for unknown in unknown_names(tree, scope, tables, frozenset(self.environment.filters)):
            near = f', maksud Anda "{unknown.nearest}"?' if unknown.nearest else "."
            raise self.fault(f'Nama "{unknown.name}" tidak dikenal dalam `{source}`{near}', line)

    def _rule(self, rule: RuleText) -> Rule:
        each = tuple(rule.each.split(".")) if rule.each else ()
        if each and not self._is_table(each):
            raise self.fault(f'each: "{rule.each}" bukan tabel.', rule.line)
        scope = shapes.row_scope(self.scope_shapes, each) if each else self.scope_shapes
        at = tuple(rule.at.split(".")) if rule.at else ()
        if at and self.spec.field_at((*each, *at)) is None and not (not each and at[0] in self.scope_shapes):
            raise self.fault(f'at: "{rule.at}" bukan isian.', rule.line)
        with self._at(rule.line):
            cited = self.home.library.citation(rule.source.document, rule.source.place) if rule.source.basis != "derived" else ""
        return Rule(
            id=rule.id,
            check=self.expression(rule.check, scope, rule.line),
            message=self.text(rule.message, scope, rule.line),
            hint=self.text(rule.hint, scope, rule.line),
            at=at,
            each=each,
            when=self.expression(rule.when, scope, rule.line) if rule.when else None,
            severity=rule.severity,
            source=cited if rule.source.basis == "stated" else "",  # a finding cites only what the source itself says
            place=f"baris {rule.line}",
        )

    def _computation(self, path: tuple[str, ...], computation: Computation) -> CompiledComputation:
        scope = self._scope_within(path)
        if computation.kind == "score":
            arguments = {name: self.expression(source, scope, computation.line) for name, source in computation.arguments.items()}
            self._check_score(computation)
            return CompiledComputation(computation, arguments=arguments)
        if computation.kind == "band":
            self._check_band(computation)
        return CompiledComputation(computation, expression=self.expression(computation.expr, scope, computation.line))

    def _check_band(self, computation: Computation) -> None:
        with self._at(computation.line):
            columns = list(self.home.library.band(computation.name).bands[0].values)
        if computation.take and computation.take not in columns:
            raise self.fault(f'Pita {computation.name} tidak punya kolom "{computation.take}" ({", ".join(columns)}).', computation.line)

    def _check_score(self, computation: Computation) -> None:
        problem = shapes.score_problem(computation.name, tuple(computation.arguments))
        if problem:
            raise self.fault(problem, computation.line)


@dataclass(frozen=True, slots=True)
class CompiledComputation:
    """A computation whose expressions are compiled."""

    computation: Computation
    expression: Expression | None = None
    arguments: Mapping[str, Expression] = field(default_factory=dict[str, Expression])

    @property
    def used(self) -> frozenset[str]:
        """The dotted names that its expressions use: `row.poin`."""
        return frozenset[str]().union(*(used_names(tree) for tree in self._trees()))

    @property
    def taken(self) -> frozenset[str]:
        """The names that its expressions take from the scope: `row`."""
        return frozenset[str]().union(*(free_names(tree) for tree in self._trees()))

    def _trees(self) -> list[Any]:
        return [each.tree for each in (self.expression, *self.arguments.values()) if each is not None]
