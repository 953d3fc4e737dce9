"""The shapes of a spec's scope: what its expressions and templates may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, assert_never

from generator.fields import shapes as fields
from generator.fields.results import RESULTS
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field
from generator.spec.model import Computed, Spec, TablePage
from validators.messages import suggestion
from validators.names import ANY, SCALAR, Reader, Record, Rows, Shape, Single
from validators.spelling import nearest

if TYPE_CHECKING:
    from generator.reference import Library, ReferenceTable
    from generator.spec.compile import CompiledSpec

DOCUMENT: Final = Record(dict.fromkeys(("jenis", "judul", "revisi", "segel"), SCALAR))


def scope_shapes(spec: Spec, library: Library) -> dict[str, Shape]:
    """Return the complete scope of rules and templates: fields, computed, constants, charts, institusi, dokumen, lookup."""
    scope: dict[str, Shape] = {"institusi": ANY, "dokumen": DOCUMENT, "lookup": ANY}
    scope |= {constant.name: SCALAR for constant in spec.constants}
    scope |= {chart.name: SCALAR for chart in spec.charts}
    form = _FormShapes(spec.fields, library)
    scope |= {field_.name: form.shape(field_) for field_ in spec.fields}
    scope |= {computed.name: _computed(computed) for computed in spec.computed}
    return scope


def row_of(table: fields.Table, spec: Spec, library: Library) -> Shape:
    """Return the shape of one row of a type's table, for the types that are made for each of them."""
    return Record(_FormShapes(spec.fields, library).members(table, ""))


def row_scope(scope: Mapping[str, Shape], table: tuple[str, ...]) -> dict[str, Shape]:
    """Return the scope within a row of the table at a dotted path: `row` added, and `parent` for a table in a table."""
    parent: Shape = ANY
    shape: Shape = Record(scope)
    for step in table:
        if isinstance(shape, Rows):
            parent, shape = shape.of, shape.of
        shape = shape.members.get(step, ANY) if isinstance(shape, Record) else ANY
    return {**scope, "row": shape.of if isinstance(shape, Rows) else ANY, "parent": parent}


@dataclass(frozen=True, slots=True)
class _FormShapes:
    """The fields and tables that shapes are made from."""

    fields: tuple[Field, ...]
    library: Library

    def shape(self, field_: Field, above: str = "") -> Shape:
        """Return the shape of a field's value."""
        path = f"{above}.{field_.name}" if above else field_.name
        match field_:
            case fields.Scalar():
                return self.scalar(field_, path)
            case fields.Group():
                return Record(self.members(field_, path), path=path)
            case fields.Table():
                return Rows(Record(self.members(field_, path)), path=path)
            case fields.FixedTable():
                columns: dict[str, Shape] = dict.fromkeys(columns_of(self.library.table(field_.rows)), SCALAR)
                return Rows(Record(columns | self.members(field_, path)), path=path)
            case fields.ListOf():
                return Rows(self.scalar(field_.of, ""), path=path)
            case fields.Matrix():
                return Record({}, choose=Record({}, choose=self.scalar(field_.of, "")), path=path)
            case _:
                assert_never(field_)

    def members(self, field_: Field, path: str) -> dict[str, Shape]:
        """Return the shapes of a group's members or a row's columns."""
        return {child.name: self.shape(child, path) for child in fields.members(field_)}

    def scalar(self, field_: fields.Scalar, path: str) -> Shape:
        """Return the shape of a single value; what names a row is a way into that."""
        if field_.computation is not None and field_.computation.method == "score":
            return _score_shape(field_.computation.name)
        if field_.target is not None:
            return Record(_RowMembers(self, field_.target.path), path=path)
        parts = kind_of(field_).parts
        return Record(dict.fromkeys(parts, SCALAR), path=path) if parts else Single(path)


class _RowMembers(Mapping[str, Shape]):
    """What may be named in a row of a table; made when it is asked for, because rows may name each other."""

    def __init__(self, form: _FormShapes, path: tuple[str, ...]) -> None:
        self._form, self._path = form, path

    @cached_property
    def _members(self) -> Mapping[str, Shape]:
        table = fields.at(self._form.fields, self._path)
        shape = self._form.shape(table, ".".join(self._path[:-1])) if table is not None else ANY
        return shape.of.members if isinstance(shape, Rows) and isinstance(shape.of, Record) else {}

    def __getitem__(self, name: str) -> Shape:
        return self._members[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def columns_of(table: ReferenceTable) -> list[str]:
    """Return the names of a reference table's columns, each once."""
    return list(dict.fromkeys(column for row in table.rows.values() for column in row))


def _computed(computed: Computed) -> Shape:
    return _score_shape(computed.computation.name) if computed.computation.method == "score" else ANY


def _score_shape(name: str) -> Shape:
    from generator.scoring.registry import SCORES, field_tree

    score = SCORES.get(name)
    return ANY if score is None else _from_tree(field_tree(score.result))


def _from_tree(tree: Any) -> Shape:
    """Return the shape of a result type: a nested dict of names, a list around a row's dict, None for a plain value."""
    if isinstance(tree, Mapping):
        return Record({name: _from_tree(child) for name, child in tree.items()})
    if isinstance(tree, list):
        return Rows(_from_tree(tree[0]) if tree else ANY)
    return ANY


def score_problem(name: str, arguments: tuple[str, ...]) -> str:
    """Return what is wrong with calling a score with these arguments, in Indonesian, or nothing."""
    from dataclasses import MISSING
    from dataclasses import fields as attributes

    from generator.scoring.registry import SCORES

    score = SCORES.get(name)
    if score is None:
        near = nearest(name, list(SCORES))
        return f'Skor "{name}" tidak ada' + (f', maksud Anda "{near}"?' if near else f"; yang ada: {', '.join(SCORES)}.")
    known = {f.name: f.default is MISSING and f.default_factory is MISSING for f in attributes(score.arguments)}
    for argument in arguments:
        if argument not in known:
            near = nearest(argument, list(known))
            return f'Skor {name} tidak menerima "{argument}"' + (
                f', maksud Anda "{near}"?' if near else f"; yang diterima: {', '.join(known)}."
            )
    missing = [argument for argument, needed in known.items() if needed and argument not in arguments and argument not in score.references]
    return f"Skor {name} memerlukan {', '.join(missing)} dalam with:." if missing else ""


def rows_path(compiled: CompiledSpec, computed: Computed) -> tuple[str, ...]:
    """Return the path of the table whose rows an expression gives, () where they are none of the form's or nobody can say."""
    reader = Reader(LookupTables(compiled.home.library))
    shape = reader.shape(compiled.computations[computed.name,].trees[0], compiled.scope_shapes)
    return tuple(shape.path.split(".")) if isinstance(shape, Rows) and shape.path else ()


def place_problems(computed: Computed, spec: Spec) -> Iterator[str]:
    """Yield what is wrong with where and how a computed value is to print, in Indonesian."""
    if computed.page != TablePage() and not (RESULTS[computed.type].is_table and computed.computation.method == "expr"):
        yield f'"{computed.name}": caption:, orientation:, widths:, dan group_by: hanya bagi tabel hitungan (type: table).'
    if computed.within and computed.after:
        yield f'"{computed.name}": pakai salah satu saja: in: atau after:.'
    if computed.within and not isinstance(spec.field_at(tuple(computed.within.split("."))), fields.Group):
        groups = [".".join(path) for path, field_ in fields.walk(spec.fields) if isinstance(field_, fields.Group)]
        yield f'in: "{computed.within}" bukan kelompok{suggestion(computed.within, groups)}'


def _table_problems(computed: Computed, compiled: CompiledSpec) -> Iterator[str]:
    """Yield what is wrong with the columns that a computed table prints: those that its source has not, or none at all."""
    path = compiled.sources.get(computed.name)
    source = compiled.spec.field_at(path) if path else None
    known = [child.name for child in fields.members(source)] if source is not None else []
    if isinstance(source, fields.FixedTable):
        known += columns_of(compiled.home.library.table(source.rows))
    if source is None and not computed.show and computed.print != "hidden":
        yield f'"{computed.name}": tabel hitungan yang barisnya tidak dari satu tabel memerlukan show: (kolomnya), atau print: hidden.'
    said = (*(shown.path for shown in computed.show), *computed.labels, *computed.decimals_of)
    for name in (*said, *([computed.page.group_by] if computed.page.group_by else []), *(set(computed.page.widths) - {"no"})):
        if known and name not in known:
            yield f'"{computed.name}": "{name}" bukan kolom {".".join(path or ())}{suggestion(name, known)}'


def shown_problems(computed: Computed, compiled: CompiledSpec) -> Iterator[str]:
    """Yield what is wrong with the parts of a result that `show:` and `labels:` name, in Indonesian."""
    if RESULTS[computed.type].is_table and computed.computation.method == "expr":
        yield from _table_problems(computed, compiled)
        return
    if not (computed.show or computed.labels or computed.decimals_of):
        return
    from generator.scoring.registry import SCORES, field_tree  # a type without scores starts without them

    score = SCORES.get(computed.computation.name) if computed.computation.method == "score" else None
    tree = field_tree(score.result) if score is not None else None
    if tree is None:
        yield f'"{computed.name}": show: dan labels: hanya bagi skor yang memberi beberapa nilai.'
        return
    rows = tree[0] if isinstance(tree, list) else None
    parts = sorted(_paths(tree))
    for shown in computed.show:
        if shown.path not in parts:
            yield f'show: "{shown.path}" bukan hasil skor {computed.computation.name}{suggestion(shown.path, parts)}'
        elif rows is not None and (shown.columns or rows[shown.path] is not None):
            yield f'show: skor {computed.computation.name} memberi satu tabel; sebut kolomnya saja ("{shown.path}" bukan kolom bernilai tunggal).'
        elif shown.columns:
            yield from _column_problems(shown.path, shown.columns, _at(tree, shown.path))
    named = {path for whole in _paths(tree, within_rows=True) for path in (whole, whole.rpartition(".")[2])}
    for key, path in (*(("labels", path) for path in computed.labels), *(("decimals", path) for path in computed.decimals_of)):
        if path not in named:
            yield f'{key}: "{path}" bukan hasil skor {computed.computation.name}{suggestion(path, sorted(named))}'


def _column_problems(path: str, columns: tuple[str, ...], tree: Any) -> Iterator[str]:
    if not (isinstance(tree, list) and isinstance(tree[0], dict)):
        yield f'show: "{path}" bukan tabel.'
        return
    known = [name for name, inner in tree[0].items() if inner is None]
    for column in columns:
        if column not in known:
            yield f'show: tabel "{path}" tidak punya kolom "{column}"{suggestion(column, known)}'


def _at(tree: Any, path: str) -> Any:
    for step in path.split("."):
        tree = tree[step]
    return tree


def _paths(tree: Any, above: str = "", *, within_rows: bool = False) -> Iterator[str]:
    """Yield the dotted paths of the parts of a result; those of the columns of tables in it where they are asked for."""
    held = tree[0] if isinstance(tree, list) and (within_rows or not above) else tree
    for name, inner in held.items() if isinstance(held, dict) else ():
        yield f"{above}{name}"
        yield from _paths(inner, f"{above}{name}.", within_rows=within_rows)


class LookupTables(Mapping[str, Mapping[str, Shape]]):
    """The columns of each reference table, read only when `lookup` names it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, name: str) -> Mapping[str, Shape]:
        return dict.fromkeys(columns_of(self._library.table(name)), SCALAR)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._library.has_table(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.names())

    def __len__(self) -> int:
        return len(self._library.names())
