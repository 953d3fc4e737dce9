"""Compiles a spec: to a JSON Schema, to rules and computations that run, to the shapes of its scope.

Every expression is read and its names are checked here, so that a misspelt name is a fault of the spec before any data comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator import formatting
from generator.errors import SpecFault, raise_together
from generator.fields.origin import Computation
from generator.fields.results import RESULTS
from generator.fields.shapes import FixedTable, Matrix, Scalar, Table, cell, computation_of, rows_at, walk
from generator.home import Home
from generator.lines import file_of
from generator.spec import shapes
from generator.spec.faults import faults_of
from generator.spec.field_checks import field_checks
from generator.spec.model import ChartText, Output, RuleText, Spec
from generator.spec.printed_keys import names_of_keys
from generator.spec.schema import json_schema, tables_of
from generator.spec.stages import stages_of
from validators.checks import Check
from validators.expressions import ExactEnvironment, Expression, ExpressionFault, compile_expression, compile_text, exact_environment
from validators.messages import suggestion
from validators.names import ANY, SCALAR, Shape, free_names, unknown_names, used_names
from validators.polos import Bernama
from validators.rules import Rule
from validators.shape import Schema


@dataclass(frozen=True, eq=False)
class CompiledSpec:
    """A spec ready to run. Everything is compiled when first asked for, and then kept; it is equal to itself alone."""

    spec: Spec
    home: Home
    environment: ExactEnvironment = field(default_factory=lambda: exact_environment(formatting.FILTERS, finalize=formatting.printed))
    row_shape: Shape = ANY  # of the row that an `each:` type is made for; another type's, so only lint holds expressions against it

    @cached_property
    def schema(self) -> Schema:
        """The JSON Schema of the values."""
        return Schema(json_schema(self.spec, self.home.library))

    @cached_property
    def scope_shapes(self) -> Mapping[str, Shape]:
        """What the scope of rules and templates holds."""
        own = shapes.scope_shapes(self.spec, self.home.library)
        return own if self.spec.each is None else {self.spec.each.row: self.row_shape, **own}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The spec's rules, compiled; raises SpecFault at the line of one that cannot be."""
        return tuple(self.rule(rule) for rule in self.spec.rules)

    @cached_property
    def computations(self) -> Mapping[tuple[str, ...], CompiledComputation]:
        """Every computation, by the path of its field, or of its name for a document's own."""
        found = {path: how for path, f in walk(self.spec.fields) if (how := computation_of(f)) is not None}
        found |= {(c.name,): c.computation for c in self.spec.computed}
        return {path: self.computation(path, computation) for path, computation in found.items()}

    @cached_property
    def plain(self) -> frozenset[tuple[str, ...]]:
        """The paths of what prints as it is, without points: of fields, and of a document's own values."""
        fields = (path for path, field_ in walk(self.spec.fields) if (one := cell(field_)) is not None and one.plain)
        return frozenset(fields) | {(computed.name,) for computed in self.spec.computed if computed.plain}

    @cached_property
    def given_matrices(self) -> tuple[tuple[tuple[str, ...], Matrix], ...]:
        """The matrices that are filled in, with their paths."""
        return tuple((path, field_) for path, field_ in walk(self.spec.fields) if isinstance(field_, Matrix) and field_.is_given)

    @cached_property
    def filenames(self) -> Mapping[str, Callable[[Mapping[str, Any]], str]]:
        """How the file of each output is named, by the output's name."""
        return {output.name: self.filename(output) for output in self.spec.outputs}

    @cached_property
    def sentences(self) -> tuple[Callable[[Mapping[str, Any]], str], ...]:
        """How the sentences that print as the spec says them are filled."""
        return tuple(self.text(text, self.scope_shapes, line) for text, line in self.spec.sentences())

    def filename(self, output: Output) -> Callable[[Mapping[str, Any]], str]:
        """Return how the file of an output is named."""
        return self.text(output.filename, self.scope_shapes, output.filename_line or output.line)

    def prepare(self) -> None:
        """Compile everything now; raises SpecFault for what cannot be, with all that is wrong beside it."""
        try:
            self.check_tables()
            self.check_elements()
            self.check_shown()
            _ = (self.schema, self.rules, self.computations, self.filenames, self.sentences, self.checks, self.chart_rows, self.defaults)
            self.check_order()
        except SpecFault as first:
            raise_together(faults_of(self) or [first])

    def check_tables(self) -> None:
        """Raise SpecFault for every reference table that a field names and that is not there."""
        found: list[SpecFault] = []
        for _, field_ in walk(self.spec.fields):
            for name in tables_of(field_):
                try:
                    with self._at(field_.line_of("choices" if "choices" in field_.lines else "of")):
                        self.home.library.table(name)
                except SpecFault as fault:
                    found.append(self._own_table(name, field_.line) or fault)
        raise_together(found)

    def _own_table(self, name: str, line: int) -> SpecFault | None:
        """Return the fault of a field that means a table of the form where it names a reference table."""
        if not isinstance(rows_at(self.spec.fields, name), Table | FixedTable):
            return None
        message = f'"{name}" tabel jenis ini sendiri, bukan tabel rujukan, maksud Anda {{type: row, of: {name}}}?'
        return self.fault(message, line, code="isian-tidak-cocok")

    def check_elements(self) -> None:
        """Raise SpecFault for a form of the regulation, and for every element of it, that is named and not there."""
        named = [(field_.element, field_.line_of("element")) for _, field_ in walk(self.spec.fields)]
        named += [(entry.element, entry.line) for entry in (*self.spec.computed, *self.spec.charts)]
        named = [(element, line) for element, line in named if element]
        if not self.spec.elements:
            raise_together(
                self.fault(f"element: “{element}” memerlukan elements: di kepala spesifikasi", line, code="unsur-tidak-ada")
                for element, line in named
            )
            return
        with self._at(1):
            known = [element.id for element in self.home.library.elements(self.spec.elements)]
        raise_together(
            self.fault(f"element: “{element}” bukan unsur {self.spec.elements}{suggestion(element, known)}", line, code="unsur-tidak-ada")
            for element, line in named
            if element not in known
        )

    def check_shown(self) -> None:
        """Raise SpecFault for every part of a score's result that a computed value shows or labels and that is not there."""
        raise_together(
            self.fault(problem, one.line, code="hasil-skor-tidak-ada")
            for one in self.spec.computed
            for problem in (*shapes.shown_problems(one, self), *shapes.place_problems(one, self.spec))
        )

    @cached_property
    def names_rows(self) -> bool:
        """Whether any value names a row of another table."""
        return any(held.target is not None for _, field_ in walk(self.spec.fields) if (held := cell(field_)) is not None)

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """The path of the table whose rows a computed table holds, by the computed value's name; of any other rows nothing is known."""
        tables = (computed for computed in self.spec.computed if RESULTS[computed.type].is_table and computed.computation.method == "expr")
        found = {computed.name: shapes.rows_path(self, computed) for computed in tables}
        return {name: path for name, path in found.items() if self._is_table(path)}

    @cached_property
    def printed_keys(self) -> Mapping[str, Mapping[str, Bernama]]:
        """What the keys of reference tables are called in print, by the name of the computed value that may hold them."""
        return names_of_keys(self)

    @cached_property
    def stages(self) -> Mapping[tuple[str, ...], int]:
        """When each computed column and matrix is computed, by path."""
        return stages_of(self)

    def check_order(self) -> None:
        """A computed value names only those that are computed before it."""
        _ = self.stages
        names = [computed.name for computed in self.spec.computed]
        for position, computed in enumerate(self.spec.computed):
            later = self.computations[computed.name,].taken & frozenset(names[position:])
            for name in sorted(later):
                raise self.fault(
                    f'"{computed.name}" memakai "{name}", yang belum dihitung; taruh sesudahnya.', computed.line, code="hitungan-mendahului"
                )

    def place(self, line: int) -> str:
        """Return a line as a check keeps it: with its file where that is a piece's."""
        file = file_of(line, self.spec.file)
        return f"baris {line}" if file == str(self.spec.file) else f"{file}, baris {line}"

    @contextmanager
    def _at(self, line: int) -> Iterator[None]:
        """Give a fault that has no place of its own a line of this spec."""
        try:
            yield
        except SpecFault as fault:
            if fault.file is not None:
                raise
            file = file_of(line, self.spec.file)
            raise SpecFault(fault.message, file=file, place=f"baris {line}", hint=fault.hint, code=fault.code) from fault

    @cached_property
    def chart_rows(self) -> Mapping[str, Expression]:
        """The rows that each chart is drawn from; raises SpecFault when a column that it names is not there."""
        return {chart.name: self.rows_of(chart) for chart in self.spec.charts}

    def rows_of(self, chart: ChartText) -> Expression:
        """Return the rows that a chart is drawn from."""
        rows = self.expression(chart.of, self.scope_shapes, chart.line)
        for column in filter(None, (chart.category, *chart.series, chart.start, chart.finish)):
            self.expression(f"{chart.of} | map(attribute='{column}')", self.scope_shapes, chart.line)
        return rows

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks that the fields themselves ask for: conditions, unique keys, matrix keys."""
        return tuple(check for path, field_ in walk(self.spec.fields) for check in field_checks(self, path, field_))

    def label_of(self, steps: tuple[str, ...], table: tuple[str, ...]) -> str:
        """Return the label of what an expression names; `row` is the row of the table around it."""
        path = {"row": table, "parent": table[:-1]}.get(steps[0])
        found = self.spec.field_at(steps if path is None else (*path, *steps[1:]))
        return found.label or steps[-1] if found is not None else ""

    def constant_in_words(self, name: str) -> str:
        """Return a constant's value with its unit, "" where there is none of that name."""
        found = next((one for one in self.spec.constants if one.name == name), None)
        return f"{formatting.printed(found.value)} {found.unit}".strip() if found is not None else ""

    @cached_property
    def conditions(self) -> Mapping[tuple[str, ...], Expression]:
        """The conditions under which fields apply (`when:`), by path."""
        return {check.path: check.facts["when"] for check in self.checks if check.name == "berlaku"}

    @cached_property
    def defaults(self) -> Mapping[tuple[str, ...], Expression]:
        """The expressions that give fields their value where nothing is written, by path."""
        fields = [(path, field_) for path, field_ in walk(self.spec.fields) if isinstance(field_, Scalar) and field_.default]
        return {path: self.default(path, field_) for path, field_ in fields}

    def default(self, path: tuple[str, ...], field_: Scalar) -> Expression:
        """Return the expression that gives a field its value where nothing is written."""
        return self.expression(field_.default, self.scope_within(path), field_.line_of("default"))

    def table_around(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the path of the innermost table that a field stands in, () for none."""
        tables = [path[:end] for end in range(1, len(path)) if self._is_table(path[:end])]
        return tables[-1] if tables else ()

    def scope_within(self, path: tuple[str, ...]) -> Mapping[str, Shape]:
        """Return the scope for a field: with `row` and `parent` when it stands in a table, with `row` and `column` for a matrix's cell."""
        if isinstance(self.spec.field_at(path), Matrix):
            return {**self.scope_shapes, "row": SCALAR, "column": SCALAR}
        table = self.table_around(path)
        return shapes.row_scope(self.scope_shapes, table) if table else self.scope_shapes

    def _is_table(self, path: tuple[str, ...]) -> bool:
        field_ = self.spec.field_at(path)
        return isinstance(field_, (Table, FixedTable))

    def expression(self, source: str, scope: Mapping[str, Shape], line: int) -> Expression:
        """Return a compiled expression whose names the scope holds; raises SpecFault at `line` otherwise."""
        try:
            compiled = compile_expression(self.environment, source)
        except ExpressionFault as problem:
            raise self.fault(problem.message, line, code="ungkapan-salah") from problem
        self._check_names(compiled.tree, scope, line, source)
        return compiled

    def text(self, source: str, scope: Mapping[str, Shape], line: int) -> Callable[[Mapping[str, Any]], str]:
        """Return how a message or file name is filled; raises SpecFault when it is malformed or names something unknown."""
        try:
            fill = compile_text(self.environment, source)
        except ExpressionFault as problem:
            raise self.fault(problem.message, line, code="ungkapan-salah") from problem
        self._check_names(self.environment.parse(source), scope, line, source)
        return fill

    def fault(self, message: str, line: int, *, code: str) -> SpecFault:
        """Return a fault at a line of this spec."""
        return SpecFault(message, file=file_of(line, self.spec.file), place=f"baris {line}", code=code)

    def _deeper(self, name: str) -> str:
        """Return the path of the one field of a name that stands in a group: an expression says its whole path."""
        paths = [path for path, _ in walk(self.spec.fields) if len(path) > 1 and path[-1] == name and not self.table_around(path)]
        return ".".join(paths[0]) if len(paths) == 1 else ""

    def _check_names(self, tree: Any, scope: Mapping[str, Shape], line: int, source: str) -> None:
        tables = shapes.LookupTables(self.home.library)
        found: list[SpecFault] = []
        for unknown in unknown_names(tree, scope, tables, frozenset(self.environment.filters)):
            nearest = unknown.nearest or self._deeper(unknown.name)
            near = f', maksud Anda "{nearest}"?' if nearest else "."
            found.append(
                self.fault(f'Nama "{unknown.name}" tidak dikenal dalam `{source}`{near}', line, code="nama-dalam-ungkapan-tidak-ada")
            )
        raise_together(found)

    def rule(self, rule: RuleText) -> Rule:
        """Return a rule compiled; raises SpecFault where it cannot be."""
        each = tuple(rule.each.split(".")) if rule.each else ()
        scope = self.rule_scope(rule)
        at = self.rule_place(rule)
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

    def rule_scope(self, rule: RuleText) -> Mapping[str, Shape]:
        """Return what the texts of a rule may name; raises SpecFault where it speaks of a table that is not there."""
        if not rule.each:
            return self.scope_shapes
        each = tuple(rule.each.split("."))
        if not self._is_table(each):
            tables = [".".join(path) for path, field_ in walk(self.spec.fields) if isinstance(field_, (Table, FixedTable))]
            raise self.fault(f"each: “{rule.each}” bukan tabel{suggestion(rule.each, tables)}", rule.line, code="aturan-tabel-salah")
        return shapes.row_scope(self.scope_shapes, each)

    def rule_place(self, rule: RuleText) -> tuple[str, ...]:
        """Return where a rule's finding stands; raises SpecFault where that is no field."""
        each = tuple(rule.each.split(".")) if rule.each else ()
        at = tuple(rule.at.split(".")) if rule.at else ()
        if at and not self._is_place(each, at):
            known = [".".join(path[len(each) :]) for path, _ in walk(self.spec.fields) if path[: len(each)] == each and path != each]
            what = f"kolom {rule.each} (each)" if each else "isian"
            raise self.fault(f"at: “{rule.at}” bukan {what}{suggestion(rule.at, known)}", rule.line, code="aturan-tempat-salah")
        return at

    def _is_place(self, each: tuple[str, ...], at: tuple[str, ...]) -> bool:
        """Whether a rule's finding can stand there: at a field, or at a value of the document that is none."""
        if self.spec.field_at((*each, *at)) is not None:
            return True
        return not each and at[0] in self.scope_shapes and self.spec.field_at(at[:1]) is None

    def computation(self, path: tuple[str, ...], computation: Computation) -> CompiledComputation:
        """Return a computation compiled; raises SpecFault where it cannot be."""
        scope = self.scope_within(path)
        if computation.method == "score":
            self._check_score(computation)
            arguments = {name: self.expression(source, scope, computation.line) for name, source in computation.arguments.items()}
            return CompiledComputation(computation, arguments=arguments)
        if computation.method == "band":
            self._check_band(computation)
        return CompiledComputation(computation, expression=self.expression(computation.expr, scope, computation.line))

    def _check_band(self, computation: Computation) -> None:
        with self._at(computation.line):
            columns = list(self.home.library.band(computation.name).bands[0].values)
        if computation.take and computation.take not in columns:
            raise self.fault(
                f'Pita {computation.name} tidak punya kolom "{computation.take}" ({", ".join(columns)}).',
                computation.line,
                code="kolom-pita-tidak-ada",
            )

    def _check_score(self, computation: Computation) -> None:
        problem = shapes.score_problem(computation.name, tuple(computation.arguments))
        if problem:
            raise self.fault(problem, computation.line, code="skor-salah-dipakai")


@dataclass(frozen=True, slots=True)
class CompiledComputation:
    """A computation whose expressions are compiled."""

    computation: Computation
    expression: Expression | None = None
    arguments: Mapping[str, Expression] = field(default_factory=dict[str, Expression])

    @property
    def used(self) -> frozenset[str]:
        """The dotted names that its expressions use: `row.poin`."""
        return frozenset[str]().union(*(used_names(tree) for tree in self.trees))

    @property
    def taken(self) -> frozenset[str]:
        """The names that its expressions take from the scope: `row`."""
        return frozenset[str]().union(*(free_names(tree) for tree in self.trees))

    @property
    def trees(self) -> list[Any]:
        """Its expressions, parsed."""
        return [each.tree for each in (self.expression, *self.arguments.values()) if each is not None]
