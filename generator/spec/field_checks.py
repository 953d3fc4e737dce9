"""The checks that fields themselves ask for: conditions, keys of rows, sides of matrices, order in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from generator import formatting
from generator.fields.origin import RowTarget
from generator.fields.scalars import as_given, kind_of
from generator.fields.shapes import Field, FixedTable, ListOf, Matrix, Scalar, Table, cell, key_field, members, rows_at, walk
from generator.spec.conditions import Words, in_words
from generator.spec.keys import key_text, keys_of
from generator.spec.schema import schema_of
from generator.spec.shapes import columns_of
from generator.spec.sides import is_single
from validators.absence import is_absent
from validators.checks import Check
from validators.messages import suggestion
from validators.names import free_names
from validators.shape import Schema
from validators.shape import check as check_shape

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

Path = tuple[str, ...]


def field_checks(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    """Yield the checks that one field asks for. Raises SpecFault where what it names is not there."""
    for part in PARTS:
        yield from part(compiled, path, field_)


def _applies(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    table = compiled.table_around(path)
    if field_.when:
        condition = compiled.expression(field_.when, compiled.scope_within(path), field_.line_of("when"))
        words = in_words(field_.when, Words(lambda steps: compiled.label_of(steps, table), compiled.constant_in_words))
        facts = {"when": condition, "required": field_.required, "words": words}
        yield Check("berlaku", path, table, facts, compiled.place(field_.line_of("when")))


def _keyed(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    if isinstance(field_, Table) and field_.key:
        key = field_.child(field_.key)
        yield Check("kunci-unik", (*path, field_.key), path, {"label": key.label if key else field_.key})
    held = cell(field_)
    if held is not None and held.target is not None:
        _check_target(compiled, field_, held.target)
    if isinstance(field_, Matrix):
        yield from _of_matrix(compiled, path, field_)


def _held_once(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    if isinstance(field_, Table) and field_.each_once:
        yield Check(
            "tepat-sekali", path, compiled.table_around(path), _once(compiled, path, field_), compiled.place(field_.line_of("each_once"))
        )


def _in_order(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    table = compiled.table_around(path)
    if isinstance(field_, Scalar) and field_.not_before:
        yield Check("tidak-mendahului", path, table, _earliest(compiled, path, field_, table), compiled.place(field_.line_of("not_before")))


def _of_fixed_rows(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    """Raise SpecFault where a table of fixed rows names a column that neither it nor its reference table has."""
    if not isinstance(field_, FixedTable):
        return
    own = [inner[-1] for inner, child in walk(field_.fields) if not members(child)]
    known = {*own, *(".".join(inner) for inner, _ in walk(field_.fields)), *columns_of(compiled.home.library.table(field_.rows)), "no"}
    named = [("sort", column.removeprefix("-")) for column in field_.sort] + [("widths", column) for column in field_.widths]
    named += [("heading", field_.heading)] if field_.heading else []
    wrong = next(((key, column) for key, column in named if column not in known), None)
    if wrong is not None:
        problem = f"{wrong[0]}: “{wrong[1]}” bukan kolomnya{suggestion(wrong[1], sorted(known))}"
        raise compiled.fault(f'Isian "{".".join(path)}": {problem}', field_.line_of(wrong[0]), code="isian-tidak-cocok")
    yield from ()


def _of_default(compiled: CompiledSpec, path: Path, field_: Field) -> Iterator[Check]:
    """Raise SpecFault where a default that rests on nothing is no value of its field: whoever leaves it empty would be told of it."""
    if isinstance(field_, Scalar) and field_.default:
        expression = compiled.default(path, field_)
        if not free_names(expression.tree):
            schema = {"type": "object", "properties": {field_.name: schema_of(field_, compiled.home.library)}}
            for wrong in check_shape(Schema(schema), {field_.name: as_given(field_, expression.evaluate({}))}).errors:
                problem = f'Isian "{".".join(path)}": default: {wrong.message}'
                raise compiled.fault(problem, field_.line_of("default"), code="isian-tidak-cocok")
    yield from ()


PARTS: Final = (_applies, _keyed, _held_once, _in_order, _of_fixed_rows, _of_default)
"""What a field may ask for, each by itself, so that what is wrong with one does not hide another."""


def _earliest(compiled: CompiledSpec, path: Path, field_: Scalar, table: Path) -> dict[str, Any]:
    """Return what `not_before:` compares with: the field beside it of that name, otherwise the one that the path leads to."""
    steps = tuple(field_.not_before.split("."))
    beside = (*path[:-1], *steps)
    whole = beside if compiled.spec.field_at(beside) is not None else steps
    other = compiled.spec.field_at(whole)
    if not isinstance(other, Scalar) or other.kind != field_.kind:
        alike = [(path_, one) for path_, one in walk(compiled.spec.fields) if isinstance(one, Scalar) and one.kind == field_.kind]
        names = [one.name if path_[:-1] == path[:-1] else ".".join(path_) for path_, one in alike if one is not field_]
        raise compiled.fault(
            f'not_before: "{field_.not_before}" bukan isian sejenis "{field_.name}"{suggestion(field_.not_before, names)}',
            field_.line_of("not_before"),
            code="urutan-tanggal-salah",
        )
    inner = ("row", *whole[len(table) :]) if table and whole[: len(table)] == table else whole
    compared = compiled.expression(".".join(inner), compiled.scope_within(path), field_.line_of("not_before"))
    return {"other": compared, "label": other.label, "written": formatting.show}


def _check_target(compiled: CompiledSpec, field_: Field, target: RowTarget) -> None:
    """Raise SpecFault where what a `row` names is no table whose rows have names, once."""
    table = compiled.spec.field_at(target.path)
    if not (isinstance(table, FixedTable) or (isinstance(table, Table) and table.key)) or not is_single(compiled.spec.fields, target.path):
        name = ".".join(target.path)
        tables = [".".join(path) for path, other in walk(compiled.spec.fields) if isinstance(other, Table | FixedTable)]
        problem = f'of: "{name}" bukan tabel berkunci yang berdiri di luar tabel lain{suggestion(name, tables)}'
        raise compiled.fault(f'Isian "{field_.name}": {problem}', field_.line_of("of"), code="isian-tidak-cocok")


def _once(compiled: CompiledSpec, path: Path, field_: Table) -> dict[str, Any]:
    """Return what `each_once:` compares: the column that names the rows, and all that there should be."""
    name = field_.each_once
    steps = tuple(name.split("."))
    source = rows_at(compiled.spec.fields, name)
    is_listed = source is None and compiled.home.library.has_table(name)
    if not is_listed and not (
        isinstance(source, ListOf | Table) and key_field(source) is not None and is_single(compiled.spec.fields, steps)
    ):
        raise compiled.fault(
            f'Tabel "{field_.name}": each_once: "{name}" bukan tabel berkunci, daftar, atau tabel rujukan{_meant(compiled, name)}',
            field_.line_of("each_once"),
            code="setiap-sekali-salah",
        )
    columns = [child for child in field_.fields if isinstance(child, Scalar)]
    naming = (c for c in columns if (c.target is not None and c.target.path == steps) or (is_listed and name in kind_of(c).tables(c)))
    column = next(naming, None) or field_.child(field_.key)
    if column is None:
        problem = f"memerlukan kolom yang menamai baris {name}, misalnya {{type: row, of: {name}}}, atau key:"
        raise compiled.fault(f'Tabel "{field_.name}": each_once: {problem}.', field_.line_of("each_once"), code="setiap-sekali-salah")
    return {
        "column": column.name,
        "column_label": column.label,
        "is_key": column.name == field_.key,
        "is_told": isinstance(column, Scalar) and (column.target is not None or bool(kind_of(column).tables(column))),
        "label": name if source is None else source.label,
        "rows": partial(_texts, compiled, name),
        "text": key_text,
        "when": compiled.expression(field_.when, compiled.scope_within(path), field_.line_of("when")) if field_.when else None,
    }


def _of_matrix(compiled: CompiledSpec, path: Path, field_: Matrix) -> Iterator[Check]:
    """Yield the checks of a matrix: its keys are those of its sides, and a list that is a side holds none of them twice."""
    if not is_single(compiled.spec.fields, path):
        raise compiled.fault(f'Matriks "{field_.name}" tidak dapat berdiri dalam tabel.', field_.line, code="matriks-dalam-tabel")
    facts: dict[str, Any] = {"required": field_.of.required or field_.required}
    for side, name in (("row", field_.rows), ("column", field_.columns)):
        label, listed = _side(compiled, field_, name, field_.line_of(f"{side}s"))
        facts |= {f"{side}_label": label, f"{side}s": partial(_texts, compiled, name)}
        if listed:
            yield Check("butir-kembar", listed, (), {"label": label})
    own = rows_at(compiled.spec.fields, field_.rows)
    columns = [child.name for child in own.fields if isinstance(child, Scalar | ListOf)] if isinstance(own, Table) else []
    wrong = next((name for name in field_.beside if name not in columns), None)
    if wrong is not None:
        problem = f'beside: "{wrong}" bukan kolom tabel {field_.rows}{suggestion(wrong, columns)}'
        raise compiled.fault(f'Matriks "{field_.name}": {problem}', field_.line_of("beside"), code="isian-tidak-cocok")
    if field_.is_given:
        yield Check("kunci-matriks", path, (), facts)


def _meant(compiled: CompiledSpec, name: str) -> str:
    """Return how a sentence about a table that is none ends: with the table, list or reference table most like it."""
    own = [".".join(path) for path, field_ in walk(compiled.spec.fields) if isinstance(field_, Table | FixedTable | ListOf)]
    return suggestion(name, [*own, *compiled.home.library.names()])


def _side(compiled: CompiledSpec, field_: Matrix, name: str, line: int) -> tuple[str, Path]:
    """Return the label of a matrix's side, and its path where it is a list. Raises SpecFault where it cannot be one."""
    steps = tuple(name.split("."))
    own = rows_at(compiled.spec.fields, name)
    if own is None:
        if not compiled.home.library.has_table(name):
            raise compiled.fault(
                f'Matriks "{field_.name}": "{name}" bukan tabel berkunci, daftar, atau tabel rujukan{_meant(compiled, name)}',
                line,
                code="matriks-tanpa-sumber",
            )
        return name, ()
    key = key_field(own)
    if not (isinstance(key, Scalar) and kind_of(key).is_key) or not is_single(compiled.spec.fields, steps):
        problem = "harus daftar, atau tabel berkunci, berisi teks, rujukan, atau tanggal, dan berdiri di luar tabel lain"
        raise compiled.fault(f'Matriks "{field_.name}": "{name}" {problem}.', line, code="matriks-tanpa-sumber")
    return own.label, steps if isinstance(own, ListOf) else ()


def _texts(compiled: CompiledSpec, side: str, scope: Mapping[str, Any]) -> list[Any]:
    """Return the keys of a side as they are written; what is absent among them stays so."""
    keys = keys_of(side, scope, fields=compiled.spec.fields, library=compiled.home.library)
    return [key if is_absent(key) else key_text(key) for key in keys]
