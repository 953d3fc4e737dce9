"""Checks that do not fit on a line: conditions of fields, unique keys, the keys of a matrix. Each is one function, listed in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from validators.absence import CACAT, KOSONG, is_absent
from validators.expressions import Expression, ExpressionFault
from validators.findings import Finding, Findings, Path
from validators.messages import MOST_SUGGESTED, finding, suggestion
from validators.rules import rows_at
from validators.spelling import folded, nearest
from validators.tree import as_group, as_rows

_MOST_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Check:
    """One check bound to a field. name: which of `CHECKS`; path: the field's names; facts: what the check needs to know; place: its line."""

    name: str
    path: tuple[str, ...]
    table: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    place: str = ""


class CheckFault(Exception):
    """A check whose condition cannot run: a fault of the spec. check: which; its `place` says where in the spec."""

    def __init__(self, bound: Check, problem: ExpressionFault) -> None:
        super().__init__(problem.message)
        self.check = bound
        self.message = problem.message


def check(checks: Iterable[Check], scope: Mapping[str, Any]) -> Findings:
    """Return what the bound checks find in a scope of completed values. Raises CheckFault when one cannot run."""
    return Findings(found for bound in checks for found in _found(bound, scope))


def _found(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        yield from CHECKS[bound.name](bound, scope)
    except ExpressionFault as problem:
        raise CheckFault(bound, problem) from problem


def _applies(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    """A field whose `when:` is false must be empty; a required one whose `when:` is true must not be."""
    condition: Expression = bound.facts["when"]
    for path, value, case in _cases(bound, scope):
        applies = condition.evaluate(case)
        if is_absent(applies) or value is CACAT:
            continue
        empty = _is_empty(value)
        if applies and empty and bound.facts["required"]:
            yield finding("wajib-diisi", path)
        if not applies and not empty:
            yield finding("harus-kosong", path, syarat=bound.facts["words"])


def _is_empty(value: Any) -> bool:
    """Whether nothing was written: a group is empty when all its members are."""
    group = as_group(value)
    return value is KOSONG or value == [] or (group is not None and all(_is_empty(member) for member in group.values()))


def _unique_key(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    """The key column of a table holds each value once."""
    first: dict[tuple[Path, Any], int] = {}
    for path, value, _ in _cases(bound, scope):
        if is_absent(value):
            continue
        seen = (path[:-2], folded(str(value)))
        index = path[-2]
        if seen in first:
            yield finding("kunci-kembar", path, nilai=value, pertama=first[seen] + 1, kolom=bound.facts["label"])
        elif isinstance(index, int):
            first[seen] = index


def _unique_items(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    """A list that names rows or columns of a matrix holds each item once."""
    first: dict[str, int] = {}
    items = as_rows(_at(scope, bound.path)) or ()
    for index, item in enumerate(items):
        if is_absent(item):
            continue
        seen = folded(str(item))
        if seen in first:
            yield finding("butir-kembar", (*bound.path, index), nilai=item, pertama=first[seen] + 1, daftar=bound.facts["label"])
        first.setdefault(seen, index)


def _each_once(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    """A table holds a row for each row of another table, and for each one only. What is meant by an unknown name is not called missing."""
    expected: list[Any] = bound.facts["rows"](scope)
    condition: Expression | None = bound.facts["when"]
    for path, rows, case in _cases(bound, scope):
        applies = condition is None or condition.evaluate(case)
        if as_rows(rows) is None or CACAT in expected or is_absent(applies) or not applies:
            continue
        named = [(index, (as_group(row) or {}).get(bound.facts["column"], CACAT)) for index, row in enumerate(rows)]
        if any(value is CACAT for _, value in named):
            continue
        yield from _once(bound, path, [(index, bound.facts["text"](value)) for index, value in named if not is_absent(value)], expected)


def _once(bound: Check, path: Path, named: Sequence[tuple[int, str]], expected: Sequence[Any]) -> Iterator[Finding]:
    known = {folded(name): name for name in expected if not is_absent(name)}
    names, strangers = list(known.values()), 0
    first: dict[str, int] = {}
    meant: set[str] = set()
    for index, name in named:
        here, seen = (*path, index, bound.facts["column"]), folded(name)
        if seen in first and not bound.facts["is_key"]:
            yield finding("kunci-kembar", here, nilai=name, pertama=first[seen] + 1, kolom=bound.facts["column_label"])
        first.setdefault(seen, index)
        if seen not in known and not bound.facts["is_told"]:
            facts = {"daftar": bound.facts["label"], "kolom": bound.facts["column_label"]}
            yield finding("baris-tidak-dikenal", here, nilai=name, usul=suggestion(name, names, after=strangers), **facts)
            meant.add((nearest(name, names) if strangers < MOST_SUGGESTED else None) or "")
            strangers += 1
    missing = [name for seen, name in known.items() if seen not in first and name not in meant]
    if missing:
        told = ", ".join(f"“{name}”" for name in missing[:_MOST_TOLD]) + (
            f" dan {len(missing) - _MOST_TOLD} lagi" if len(missing) > _MOST_TOLD else ""
        )
        yield finding("baris-belum-ada", path, nilai=told, daftar=bound.facts["label"])


def _matrix_keys(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    """Every row and column of a matrix is one of those declared; a required cell is filled. One finding a cause.

    A key that is not known is told once, however often it stands there. The row or column that it most likely means is then not
    called empty, and where a whole row or column is empty that is one finding.
    """
    cells = as_group(_at(scope, bound.path))
    rows: list[Any] = bound.facts["rows"](scope)
    columns: list[Any] = bound.facts["columns"](scope)
    if cells is None or CACAT in rows or CACAT in columns:
        return
    meant: set[Any] = set()
    strangers = [(row, (row,), rows, "row_label") for row, _ in _items(cells) if row not in rows]
    first: dict[str, str] = {}
    for row, row_cells in _items(cells):
        if row in rows:
            first = {**{column: row for column, _ in _items(row_cells) if column not in columns}, **first}
    strangers += [(column, (row, column), columns, "column_label") for column, row in first.items()]
    for number, (name, path, known, label) in enumerate(strangers):
        facts: dict[str, Any] = {"nilai": name, "daftar": bound.facts[label], "usul": suggestion(name, known, after=number)}
        yield finding("baris-matriks-tidak-dikenal", (*bound.path, *path), **facts)
        if number < MOST_SUGGESTED:
            meant |= _meant(name, known, [key for key, _, side, _ in strangers if side is known], cells)
    if bound.facts["required"]:
        asked = ([key for key in _first_of_each(side) if key not in meant] for side in (rows, columns))
        yield from _empty_cells(bound.path, cells, *asked)


def _first_of_each(keys: Sequence[Any]) -> Iterator[Any]:
    """Yield the keys without their twins, which have been told where they stand; and without those that are empty."""
    seen: set[str] = set()
    for key in keys:
        if not is_absent(key) and folded(str(key)) not in seen:
            seen.add(folded(str(key)))
            yield key


def _meant(name: str, known: Sequence[Any], strangers: Sequence[str], cells: Mapping[str, Any]) -> set[Any]:
    """Return which declared row or column an unknown one stands for: the nearest, or the one that alone is missing."""
    near = nearest(name, [key for key in known if isinstance(key, str)])
    if near is not None:
        return {near}
    given = {*cells, *(column for _, row in _items(cells) for column, _ in _items(row))}
    missing = [key for key in known if key not in given]
    return set(missing) if len(missing) <= len(set(strangers)) else set()


def _empty_cells(path: Path, cells: Mapping[str, Any], rows: Sequence[Any], columns: Sequence[Any]) -> Iterator[Finding]:
    """Yield what is not filled: the matrix, whole rows, whole columns, and then single cells."""
    empty = {(r, c) for r in rows for c in columns if _cell(cells, r, c) is KOSONG}
    if empty and len(empty) == len(rows) * len(columns) and not cells:
        yield finding("wajib-diisi", path)
        return
    whole_rows = [r for r in rows if len(columns) > 1 and all((r, c) in empty for c in columns)]
    whole_columns = [c for c in columns if len(rows) > 1 and len(whole_rows) < len(rows) and all((r, c) in empty for r in rows)]
    yield from (finding("wajib-diisi", (*path, r)) for r in whole_rows)
    yield from (finding("matriks-kolom-kosong", path, nilai=c) for c in whole_columns)
    rest = ((r, c) for r in rows for c in columns if r not in whole_rows and c not in whole_columns and (r, c) in empty)
    yield from (finding("wajib-diisi", (*path, r, c)) for r, c in rest)


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    yield from (as_group(value) or {}).items()


def _cell(cells: Mapping[str, Any], row: str, column: str) -> Any:
    row_cells = as_group(cells.get(row, {}))
    return CACAT if row_cells is None else row_cells.get(column, KOSONG)


def _cases(bound: Check, scope: Mapping[str, Any]) -> Iterator[tuple[Path, Any, Mapping[str, Any]]]:
    """Yield (path, value, scope) of the bound field: once, or once for each row of the table that it stands in."""
    if not bound.table:
        yield bound.path, _at(scope, bound.path), scope
        return
    inner = bound.path[len(bound.table) :]
    for path, row, parent in rows_at(bound.table, scope):
        if as_group(row) is not None:
            yield (*path, *inner), _at(row, inner), {**scope, "row": row, "parent": parent}


def _at(values: Any, path: Iterable[str]) -> Any:
    for step in path:
        group = as_group(values)
        if group is None:
            return CACAT if values is CACAT else KOSONG
        values = group.get(step, KOSONG)
    return values


def _not_before(bound: Check, scope: Mapping[str, Any]) -> Iterator[Finding]:
    """A date (time, number) is not earlier than another one."""
    other: Expression = bound.facts["other"]
    written: Callable[[Any], str] = bound.facts["written"]
    for path, value, case in _cases(bound, scope):
        earliest = other.evaluate(case)
        if is_absent(value) or is_absent(earliest):
            continue
        if value < earliest:
            yield finding("mendahului", path, nilai=written(value), lain=written(earliest), label=bound.facts["label"])


CHECKS: Final[Mapping[str, Callable[[Check, Mapping[str, Any]], Iterator[Finding]]]] = {
    "berlaku": _applies,
    "kunci-unik": _unique_key,
    "butir-kembar": _unique_items,
    "kunci-matriks": _matrix_keys,
    "tepat-sekali": _each_once,
    "tidak-mendahului": _not_before,
}
