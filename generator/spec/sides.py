"""Names of other tables inside a field, made paths from the top: what stands nearest first, then a path as expressions write it.

What names neither stays as it is: a reference table, or nothing, which compiling tells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from generator.fields.origin import RowTarget
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, at


def with_paths(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return the fields with sides of matrices, `of:` of rows and `each_once:` as paths from the top.

    As a side a table of fixed rows stands for its reference table.
    """
    return _within(fields, fields, ())


def _within(top: tuple[Field, ...], fields: tuple[Field, ...], holder: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(_settled(top, field_, holder) for field_ in fields)


def _settled(top: tuple[Field, ...], field_: Field, holder: tuple[str, ...]) -> Field:
    match field_:
        case Scalar():
            return field_ if field_.target is None else replace(field_, target=_target(top, holder, field_.target))
        case Group() | FixedTable():
            return replace(field_, fields=_within(top, field_.fields, (*holder, field_.name)))
        case Table():
            inner = _within(top, field_.fields, (*holder, field_.name))
            return replace(field_, fields=inner, each_once=_side(top, holder, field_.each_once) if field_.each_once else "")
        case ListOf():
            target = field_.of.target
            return field_ if target is None else replace(field_, of=replace(field_.of, target=_target(top, holder, target)))
        case Matrix():
            of = field_.of if field_.of.target is None else replace(field_.of, target=_target(top, holder, field_.of.target))
            return replace(field_, rows=_side(top, holder, field_.rows), columns=_side(top, holder, field_.columns), of=of)
        case _:
            assert_never(field_)


def _target(top: tuple[Field, ...], holder: tuple[str, ...], written: RowTarget) -> RowTarget:
    """Return the table that a `row` names rows of, with its key column; as it is where there is no such table."""
    path = path_of(top, holder, ".".join(written.path))
    table = at(top, path) if path else None
    if not isinstance(table, Table | FixedTable):
        return written
    key = table.child(table.key) if isinstance(table, Table) else None
    return RowTarget(path, table.key if isinstance(table, Table) else "", table.label, key.label if key is not None else "nama baris")


def _side(top: tuple[Field, ...], holder: tuple[str, ...], name: str) -> str:
    path = path_of(top, holder, name)
    found = at(top, path) if path else None
    if isinstance(found, FixedTable):
        return found.rows
    return ".".join(path) if path else name


def path_of(top: tuple[Field, ...], holder: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the path of the table or list that a name leads to from inside `holder`, () where it leads to none."""
    steps = tuple(name.split("."))
    for end in range(len(holder), -1, -1):
        path = (*holder[:end], *steps)
        if isinstance(at(top, path), Table | FixedTable | ListOf):
            return path
    return ()


def is_single(top: tuple[Field, ...], path: tuple[str, ...]) -> bool:
    """Whether what stands at a path stands there once: no table around it."""
    return not any(isinstance(at(top, path[:end]), Table | FixedTable) for end in range(1, len(path)))
