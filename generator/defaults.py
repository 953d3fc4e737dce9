"""Gives fields the value that the spec has for them (`default:`) where nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, assert_never

from generator.document import Document
from generator.fields.scalars import as_given, kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.scope import scope_of
from validators.absence import KOSONG, is_absent
from validators.expressions import ExpressionFault
from validators.findings import Path
from validators.fitting import TYPES
from validators.names import free_names
from validators.wording import spoken

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.spec.compile import CompiledSpec


def with_defaults(document: Document) -> Document:
    """Return the document with defaults where nothing was written, each seeing those before it. Raises SpecFault when one cannot run."""
    if not document.compiled.defaults:
        return document
    values = _copied(document.given.values)
    scope = scope_of(document, document.given.found.paths)
    for names, expression in document.compiled.defaults.items():
        field_ = document.type.field_at(names)
        assert isinstance(field_, Scalar)
        for spot in _spots(document.type.fields, names, values, document.compiled.home.library):
            if _at(values, spot.path) is not KOSONG or not _is_asked(document, names, spot, scope):
                continue
            try:
                value = expression.evaluate(_within(scope, spot.rows))
            except ExpressionFault as problem:
                raise document.compiled.fault(problem.message, field_.line, code="bawaan-gagal") from problem
            if not is_absent(value):
                settled = as_given(field_, value)
                _refuse_another_type(document, field_, settled)
                _put(values, spot.path, settled)
                _put(scope, spot.in_scope, settled)
    return replace(document, given=replace(document.given, values=values))


def _refuse_another_type(document: Document, field_: Scalar, value: Any) -> None:
    """Raise SpecFault where a default gives words for a number, or the like: nobody who left the field empty could mend that."""
    wanted = str(kind_of(field_).schema(field_, document.compiled.home.library).get("type", ""))
    if wanted in TYPES and not TYPES[wanted](value):
        rest = (
            "yang tidak dapat ditulis tepat dengan koma"
            if isinstance(value, Fraction) and wanted == "number"
            else f"seharusnya {kind_of(field_).word}"
        )
        problem = f'Isian "{field_.name}": default: memberi {spoken(value)}, {rest}.'
        raise document.compiled.fault(problem, field_.line_of("default"), code="bawaan-gagal")


def settled_defaults(compiled: CompiledSpec, institution: Mapping[str, Any]) -> dict[Path, Any]:
    """Return the defaults of single fields that are known before anything is written: fixed ones, and those of the office's settings.

    Not of a field that applies under a condition, nor of one that another file may give.
    """
    found: dict[Path, Any] = {}
    for names, expression in compiled.defaults.items():
        above = [compiled.spec.field_at(names[:end]) for end in range(1, len(names) + 1)]
        is_open = any(one is None or one.when or one.taken_from or isinstance(one, Table | FixedTable) for one in above)
        if is_open or not free_names(expression.tree) <= {"institusi"}:
            continue
        try:
            value = expression.evaluate({"institusi": institution})
        except ExpressionFault:  # told when a document is made
            continue
        if not is_absent(value):
            found[names] = value
    return found


@dataclass(frozen=True, slots=True)
class _DefaultSpot:
    """Where a field may stand: its path in the data and in the scope, where fixed rows are a list; the rows around it in the scope."""

    path: Path = ()
    in_scope: Path = ()
    rows: tuple[Path, ...] = ()

    def below(self, name: str) -> _DefaultSpot:
        return _DefaultSpot((*self.path, name), (*self.in_scope, name), self.rows)

    def at_row(self, number: int, key: str | int) -> _DefaultSpot:
        row = (*self.in_scope, number)
        return _DefaultSpot((*self.path, key), row, (*self.rows, row))


def _within(scope: Mapping[str, Any], rows: Sequence[Path]) -> dict[str, Any]:
    """Return the scope within rows, the outermost first: `row` is the last of them, `parent` the one around it."""
    names = ("row", "parent")
    return {**scope, **{name: _at(scope, row) for name, row in zip(names, reversed(rows), strict=False)}}


def _is_asked(document: Document, names: tuple[str, ...], spot: _DefaultSpot, scope: Mapping[str, Any]) -> bool:
    """Whether no condition of a field, or of what holds it, is false: what does not apply is to stay empty."""
    for end in range(1, len(names) + 1):
        condition = document.compiled.conditions.get(names[:end])
        if condition is None:
            continue
        around = sum(isinstance(document.type.field_at(names[:above]), Table | FixedTable) for above in range(1, end))
        try:
            applies = condition.evaluate(_within(scope, spot.rows[:around]))
        except ExpressionFault:  # it rests on what is computed later; one that cannot run at all is told by the check
            continue
        if not is_absent(applies) and not applies:
            return False
    return True


def _spots(
    fields: Sequence[Field], names: tuple[str, ...], values: Any, library: Library, *, spot: _DefaultSpot | None = None
) -> Iterator[_DefaultSpot]:
    """Yield each place in the data where a field may stand. A table that is none has no rows; a group that nobody wrote is an empty one."""
    field_ = next(one for one in fields if one.name == names[0])
    here, below = (spot or _DefaultSpot()).below(names[0]), names[1:]
    match field_:
        case Group():
            yield from _spots(field_.fields, below, values, library, spot=here)
        case Table():
            rows = _at(values, here.path)
            for number, _ in enumerate(rows if isinstance(rows, list) else ()):
                yield from _spots(field_.fields, below, values, library, spot=here.at_row(number, number))
        case FixedTable():
            for number, key in enumerate(library.table(field_.rows).rows):
                yield from _spots(field_.fields, below, values, library, spot=here.at_row(number, key))
        case Scalar() | ListOf() | Matrix():
            yield here
        case _:
            assert_never(field_)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(child) for key, child in value.items()}
    return [_copied(child) for child in value] if isinstance(value, list) else value


def _at(values: Any, path: Path) -> Any:
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return KOSONG
    return values


def _put(values: Any, path: Path, value: Any) -> None:
    """Put a value in its place, in groups and rows that are made where nothing stands; what is wrong there stays as it is."""
    for step in path[:-1]:
        if isinstance(values, dict) and values.get(step, KOSONG) is KOSONG:
            values[step] = {}
        values = _at(values, (step,))
    if isinstance(values, dict):
        values[path[-1]] = value
