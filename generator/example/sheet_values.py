"""What a document's data can print, as the cells of a workbook hold it: numbers as they are, rows of inner tables each with the row that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.example.columns import RowItem
from generator.example.loops import RowLoop, is_table
from generator.example.values import KnownRows, KnownValue, KnownValues, flat
from generator.formatting import Rupiah
from validators.tree import as_group, as_rows

FIRST: Final = "pertama"
"""Names the row that an inner row stands in where only the first of them says what it says."""
_OUTER: Final = "induk"
_INNER: Final = "isi"
_GROUPER: Final = "grouper"
_DECIMALS: Final = Decimal("0.01")


def as_held(known: KnownValues) -> KnownValues:
    """Return what data can print with numbers as cells hold them: those that were computed with two decimals, all without a form of their own."""
    made = KnownValues(known.context, longs=list(known.longs), lists=list(known.lists), workings=list(known.workings))
    made.singles = [_single(one) for one in known.singles]
    made.tables = [_table(one) for one in known.tables]
    made.matrices = [replace(one, value=_held(one.value)) for one in known.matrices]
    return made


def _single(one: KnownValue) -> KnownValue:
    return replace(one, value=_held(one.value), suffix="") if _is_number(one.value) else one


def _table(one: KnownRows) -> KnownRows:
    numbers = {name for row in one.rows for name, value in row.items() if _is_number(value)}
    rows = tuple({name: _held(value) for name, value in row.items()} for row in one.rows)
    return replace(one, rows=rows, suffixes={name: suffix for name, suffix in one.suffixes.items() if name not in numbers})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)


def _held(value: Any) -> Any:
    group, rows = as_group(value), as_rows(value)
    if group is not None:
        return {name: _held(inner) for name, inner in group.items()}
    if rows is not None:
        return [_held(inner) for inner in rows]
    if not isinstance(value, Decimal | Fraction) or isinstance(value, Rupiah):
        return value
    exact = Fraction(value)
    if exact.denominator == 1:
        return int(exact)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_DECIMALS).normalize()


def inner_loops(known: KnownValues) -> Iterator[RowLoop]:
    """Yield the inner tables of the data as loops over their rows: each says its own row too, or the first of several alone does."""
    tables = [*known.tables, *(_workings(known))]
    for table in tables:
        for name in dict.fromkeys(key for row in table.rows for key, value in row.items() if is_table(value)):
            labels = {f"{_OUTER}.{key}": label for key, label in table.labels.items()}
            labels |= {f"{_INNER}.{key}": label for key, label in table.labels_in(name).items()}
            labels |= {f"{FIRST}.{key}": label for key, label in table.labels.items()}
            path = f"{table.path} | rinci('{name}')"
            for outer in (FIRST, _OUTER):
                rows = tuple(_inner_rows(table.rows, name, outer))
                made = KnownRows(path, rows, labels, table.is_optional, is_computed=table.is_computed)
                yield RowLoop(made, tuple(map(RowItem, rows)))


def _workings(known: KnownValues) -> Iterator[KnownRows]:
    """Yield how the scores came about, with the steps and readings of each as its inner table."""
    for one in known.workings:
        rows = known.context.get(one.path) or ()  # told when they are asked for, so no list
        yield KnownRows(one.path, tuple(dict(flat(row)) for row in rows), {}, is_computed=True)


def _inner_rows(rows: Sequence[Mapping[str, Any]], name: str, outer: str) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        told = {f"{outer}.{key}": value for key, value in row.items() if not is_table(value)}
        for number, inner in enumerate(row.get(name) or [{}]):
            said = {f"{_INNER}.{key}": _held(value) for key, value in flat(inner)}
            yield said | (told if not number or outer == _OUTER else {})


def group_loops(known: KnownValues) -> Iterator[RowLoop]:
    """Yield what the rows of each table can be grouped by, as loops over the groups: a line for each, with formulas or sums beside it."""
    for table in known.tables:
        for name in dict.fromkeys(key for row in table.rows for key in row):
            values = [row.get(name) for row in table.rows]
            if all(isinstance(value, str) and value for value in values) and 1 < len(set(values)) < len(values):
                rows = tuple({_GROUPER: value} for value in dict.fromkeys(values))
                label = {_GROUPER: table.labels.get(name, name)}
                made = KnownRows(f"{table.path} | kelompok('{name}')", rows, label, table.is_optional, is_computed=True)
                yield RowLoop(made, tuple(map(RowItem, rows)))
