"""Values that stand where their field stood before: `formerly: [program.nama]`, from the head of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any, TypeAlias

from generator.fields.shapes import Field, Group
from validators.findings import Path

_Names: TypeAlias = tuple[str, ...]


def moved(fields: tuple[Field, ...], raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Path, Path]]:
    """Return the raw values with those moved to their fields that were in another group, and the old path of each.

    A value that is given at its present place too stays where it is, as an unknown key.
    """
    values, paths = dict(raw), dict[Path, Path]()
    names = {field_.name for field_ in fields}
    for path, field_ in _outside_tables(fields, ()):
        for old in (tuple(name.split(".")) for name in field_.formerly if "." in name):
            holder = _group_at(values, old[:-1])
            if holder is None or old[-1] not in holder or _has(values, path):
                continue
            value = holder[old[-1]]
            values = _without(values, old, names)
            values = _with(values, path, value)
            paths[path] = old
    return values, paths


def located(path: Path, paths: Mapping[Path, Path]) -> Path:
    """Return where a value stands in the file. paths: the old path by the present one, inner ones below the present outer ones."""
    for end in range(len(path), 0, -1):
        if path[:end] in paths:
            path = (*paths[path[:end]], *path[end:])
    return path


def _outside_tables(fields: tuple[Field, ...], above: _Names) -> Iterator[tuple[_Names, Field]]:
    for field_ in fields:
        yield (*above, field_.name), field_
        if isinstance(field_, Group):
            yield from _outside_tables(field_.fields, (*above, field_.name))


def _group_at(values: Any, path: _Names) -> Mapping[Any, Any] | None:
    for step in path:
        values = values.get(step) if isinstance(values, Mapping) else None
    return values if isinstance(values, Mapping) else None


def _has(values: Mapping[str, Any], path: _Names) -> bool:
    holder = _group_at(values, path[:-1])
    return holder is not None and path[-1] in holder


def _without(values: Mapping[str, Any], path: _Names, kept: Set[str] = frozenset()) -> dict[str, Any]:
    """Return the values without one, and without the groups that it leaves empty. kept: names whose empty groups stay."""
    name, *rest = path
    result = dict(values)
    if rest:
        result[name] = _without(result[name], tuple(rest))
    if not rest or (not result[name] and name not in kept):
        del result[name]
    return result


def _with(values: Mapping[str, Any], path: _Names, value: Any) -> dict[str, Any]:
    name, *rest = path
    if not rest:
        return {**values, name: value}
    inner = values.get(name)
    return {**values, name: _with(inner if isinstance(inner, Mapping) else {}, tuple(rest), value)}
