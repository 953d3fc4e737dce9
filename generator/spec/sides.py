"""Names of other fields inside a field, made paths from the top: a sibling first, then a path as expressions write it.

What names neither stays as it is: a reference table, or nothing, which compiling tells.
"""

from __future__ import annotations

from dataclasses import replace

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Table, at


def with_paths(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return the fields with the sides of every matrix as paths from the top; a table of fixed rows stands for its reference table."""
    return _within(fields, fields, ())


def _within(top: tuple[Field, ...], fields: tuple[Field, ...], holder: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(_settled(top, field_, holder) for field_ in fields)


def _settled(top: tuple[Field, ...], field_: Field, holder: tuple[str, ...]) -> Field:
    if isinstance(field_, Matrix):
        return replace(field_, rows=_side(top, holder, field_.rows), columns=_side(top, holder, field_.columns))
    if isinstance(field_, Group | Table | FixedTable):
        return replace(field_, fields=_within(top, field_.fields, (*holder, field_.name)))
    return field_


def _side(top: tuple[Field, ...], holder: tuple[str, ...], name: str) -> str:
    path = path_of(top, holder, name)
    found = at(top, path) if path else None
    if isinstance(found, FixedTable):
        return found.rows
    return ".".join(path) if path else name


def path_of(top: tuple[Field, ...], holder: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the path of the table or list that a name leads to from inside `holder`, () where it leads to none."""
    steps = tuple(name.split("."))
    for path in ((*holder, *steps), steps):
        if isinstance(at(top, path), Table | FixedTable | ListOf):
            return path
    return ()


def is_single(top: tuple[Field, ...], path: tuple[str, ...]) -> bool:
    """Whether what stands at a path stands there once: no table around it."""
    return not any(isinstance(at(top, path[:end]), Table | FixedTable) for end in range(1, len(path)))
