"""What the program computes, as blocks: values, the records and tables of scores, charts."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from generator.fields.kind import Format
from generator.fields.origin import Computation
from generator.fields.results import RESULTS
from generator.fields.scalars import computed_format
from generator.fields.shapes import computation_of, walk
from generator.outline.blocks import DEEPEST, Block, Column, Fact, Facts, Grid, Heading, MatrixGrid, Side, Value, When
from generator.outline.names import PROBABILITIES, label_of, loop_name
from generator.outline.values import filtered, with_decimals
from generator.spec.model import Computed, ShownPart, Spec

if TYPE_CHECKING:
    from generator.reference import Library

HEADING: Final = "Hasil Perhitungan"
_SUM: Final = re.compile(r"\s*([a-z][a-z0-9_.]*)\s*\|\s*sum\(\s*attribute\s*=\s*['\"]([a-z][a-z0-9_]*)['\"]\s*\)\s*")
_NUMBERS: Final = (int, Decimal, Fraction)
_TYPES: Final = {
    bool: Value("", align="center", width_cm=1.8),
    date: Value("", format=Format.DATE, width_cm=2.9),
    time: Value("", format=Format.TIME, align="center", width_cm=1.6),
}
_SHARES: Final = frozenset({"percent", "persen"})


def totals(spec: Spec) -> dict[tuple[str, str], tuple[str, Value]]:
    """Return the computed values that sum a table's column, by table and column, with their labels."""
    found: dict[tuple[str, str], tuple[str, Value]] = {}
    for computed in spec.computed:
        sum_ = _SUM.fullmatch(computed.computation.expr) if computed.computation.kind == "expr" else None
        if sum_ is not None and computed.print != "hidden":
            found.setdefault((sum_[1], sum_[2]), (computed.label, _scalar(computed, ())))
    return found


def band_edges(spec: Spec, library: Library) -> dict[tuple[str, ...], tuple[Fraction, ...]]:
    """Return the edges of the bands that judge a computed value or a column, by its path."""
    found: dict[tuple[str, ...], tuple[Fraction, ...]] = {}
    for path, computation in _computations(spec):
        if computation.kind == "band":
            judged = computation.expr.split(".")
            target = (*path[:-1], *judged[1:]) if judged[0] == "row" else tuple(judged)
            found[target] = library.band(computation.name).boundaries
    return found


def _computations(spec: Spec) -> Iterator[tuple[tuple[str, ...], Computation]]:
    yield from ((path, how) for path, f in walk(spec.fields) if (how := computation_of(f)) is not None)
    yield from (((c.name,), c.computation) for c in spec.computed)


def value_fact(computed: Computed, edges: Sequence[Fraction]) -> Fact:
    """Return a computed value that is a number or text as a fact."""
    return Fact(computed.label, _scalar(computed, edges), f"{computed.name} is not kosong")


def _scalar(computed: Computed, edges: Sequence[Fraction]) -> Value:
    return with_decimals(_plain_scalar(computed, edges), computed.decimals, edges)


def _plain_scalar(computed: Computed, edges: Sequence[Fraction]) -> Value:
    name = computed.name
    said = RESULTS[computed.type].format
    if computed.unit == "%" or said is Format.PERCENT:
        return Value(name, filtered(name, "persen", edges), format=Format.PERCENT, align="right")
    shown = filtered(name, "angka", edges) if edges else ""
    return Value(name, shown, format=said or computed_format(computed.computation), unit=computed.unit, align="right")


def score_result(computed: Computed) -> Any:
    """Return the result type of a computed value that is a score's record or table, None for any other."""
    if computed.computation.kind != "score":
        return None
    from generator.scoring.registry import SCORES

    kind = SCORES[computed.computation.name].result
    return kind if _members(kind) or _row_type(kind) is not None else None


def score_edges(computed: Computed, library: Library) -> tuple[Fraction, ...]:
    """Return the edges of the bands that a score judges its numbers by."""
    from generator.scoring.registry import SCORES

    names = SCORES[computed.computation.name].references.values()
    bands = library.band_names()
    return tuple(sorted({edge for name in names if name in bands for edge in library.band(name).boundaries}))


@dataclass(frozen=True, slots=True)
class Printing:
    """How a score's result prints. show, labels: as the spec says them; edges: of the bands that judge its numbers; taken: names in use."""

    edges: Sequence[Fraction] = ()
    taken: frozenset[str] = frozenset()
    show: tuple[ShownPart, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    decimals: int | None = None

    def label(self, path: str) -> str:
        """Return the words of a part of the result: those of its path, of its name, or the name's own."""
        name = path.rpartition(".")[2]
        return self.labels.get(path) or self.labels.get(name) or label_of(name)


Printed: TypeAlias = Heading | Facts | Grid | MatrixGrid | When


def score_blocks(name: str, label: str, kind: Any, level: int, how: Printing) -> tuple[Printed, ...]:
    """Return a score's result under a heading: its values, tables and records, in the spec's order or its own."""
    row_type = _row_type(kind)
    if row_type is not None:
        columns = tuple(shown.path for shown in how.show)
        table = _result_grid(name, "", row_type, columns, how)
        return (When(name, (Heading(level, label), table)),) if table.columns else ()
    if len(how.show) == 1 and not _is_plain(hint := _part_of(kind, how.show[0].path)):
        return _part_blocks(
            f"{name}.{how.show[0].path}", how.show[0], hint, level, replace(how, labels={**how.labels, how.show[0].path: label})
        )
    blocks: list[Printed] = [Heading(level, label)]
    for shown in how.show or _in_its_own_order(kind):
        expr, hint = f"{name}.{shown.path}", _part_of(kind, shown.path)
        if _is_plain(hint):
            fact = _fact(expr, shown.path, hint, how)
            last = blocks[-1]
            blocks[-1:] = [Facts((*last.rows, fact))] if isinstance(last, Facts) else [last, Facts((fact,))]
        else:
            blocks += _part_blocks(expr, shown, hint, min(level + 1, DEEPEST), how)
    return tuple(blocks)


def _in_its_own_order(kind: Any) -> tuple[ShownPart, ...]:
    """Return all parts of a record: values first, then its tables and the records in it."""
    members = _members(kind)
    return tuple(ShownPart(member) for member, _ in sorted(members.items(), key=lambda item: not _is_plain(item[1])))


def _part_blocks(expr: str, shown: ShownPart, hint: Any, level: int, how: Printing) -> tuple[Printed, ...]:
    if _is_pairs(hint):
        return (When(expr, (Heading(level, how.label(shown.path)), _pairs(expr, how))),)
    row_type = _row_type(hint)
    if row_type is not None:
        table = _result_grid(expr, shown.path, row_type, shown.columns, how)
        return (When(expr, (Heading(level, how.label(shown.path)), table)),) if table.columns else ()
    below = {path.removeprefix(f"{shown.path}."): words for path, words in how.labels.items()}
    inner = score_blocks(expr, how.label(shown.path), _bare(hint), level, replace(how, show=(), labels=below))
    return (When(_any(inner), inner),)


def _pairs(expr: str, how: Printing) -> MatrixGrid:
    """Return the table of a number for each pair; the names of its columns stand beside it in the result, under `lajur`."""
    row, column = loop_name(0, how.taken), loop_name(1, how.taken)
    across = f"{expr.rpartition('.')[0]}.lajur"
    down = Side(how.label("kelompok"), expr, row, row, row)
    return MatrixGrid(expr, "", down, Side(how.label("lajur"), across, column, column, column), Format.FRACTION, how.decimals)


def _part_of(kind: Any, path: str) -> Any:
    """Return the type of a part of a result at a dotted path; raises KeyError with the name that is not there."""
    for name in path.split("."):
        kind = _members(kind)[name]
    return kind


def _any(blocks: Sequence[Block]) -> str:
    """Return the expression that says whether any value among the blocks is there."""
    return " or ".join(fact.condition for block in blocks if isinstance(block, Facts) for fact in block.rows) or "true"


def _fact(expr: str, path: str, hint: Any, how: Printing) -> Fact:
    is_said = get_origin(_bare(hint)) is tuple or _bare(hint) is str  # an empty list or text says nothing
    member = path.rpartition(".")[2]
    return Fact(
        how.label(path),
        with_decimals(_value(expr, member, hint, how.edges), _digits(member, how), how.edges),
        expr if is_said else f"{expr} is not kosong",
    )


def _result_grid(rows: str, path: str, row_type: Any, columns: Sequence[str], how: Printing) -> Grid:
    variable = loop_name(0, how.taken)
    members = _members(row_type)
    printed = columns or [member for member, hint in members.items() if _is_plain(hint)]
    return Grid(rows, variable, tuple(_result_column(variable, f"{path}.{name}", members[name], how) for name in printed))


def _result_column(variable: str, path: str, hint: Any, how: Printing) -> Column:
    name = path.rpartition(".")[2]
    return Column(
        how.label(path.removeprefix(".")),
        with_decimals(_value(f"{variable}.{name}", name, hint, how.edges), _digits(name, how), how.edges),
        name,
    )


def _digits(member: str, how: Printing) -> int | None:
    return None if member in PROBABILITIES else how.decimals


def _value(expr: str, member: str, hint: Any, edges: Sequence[Fraction]) -> Value:
    kind = _bare(hint)
    parts = [part for part in (get_args(kind) or (kind,)) if isinstance(part, type)]
    if parts and parts[0] in _TYPES:
        return replace(_TYPES[parts[0]], expr=expr)
    if parts and all(issubclass(part, _NUMBERS) for part in parts) and get_origin(kind) is not tuple:
        if member in PROBABILITIES:
            small = f"'< 0,001' if {expr} < 0.001 else ({expr} | angka(3))"
            return Value(expr, small, format=Format.FRACTION, align="right", width_cm=1.7)
        if member in _SHARES:
            return Value(expr, filtered(expr, "persen", edges), format=Format.PERCENT, align="right", width_cm=1.8)
        if parts == [int]:
            return Value(expr, format=Format.INTEGER, align="right", width_cm=1.7)
        return Value(expr, filtered(expr, "angka", edges) if edges else "", format=Format.FRACTION, align="right", width_cm=1.7)
    return Value(expr)


def _bare(hint: Any) -> Any:
    """Return a type without "or None"; of several others a union of them."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    parts = tuple(part for part in get_args(hint) if part is not types.NoneType)
    return parts[0] if len(parts) == 1 else Union[parts]  # noqa: UP007 - the parts are known at run time only


def _row_type(kind: Any) -> Any:
    """Return the type of the rows of a table, None for anything else."""
    kind = _bare(kind)
    parts = get_args(kind)
    return parts[0] if get_origin(kind) is tuple and parts and _members(parts[0]) else None


def _is_plain(hint: Any) -> bool:
    return not _members(_bare(hint)) and _row_type(hint) is None and not _is_pairs(hint)


def _is_pairs(hint: Any) -> bool:
    """Whether a result holds a value for each pair of two keys."""
    return get_origin(_bare(hint)) is Mapping


def _members(kind: Any) -> Mapping[str, Any]:
    """Return the types of a record's members by name; none for what is no record."""
    kind = _bare(kind)
    if not isinstance(kind, type) or not (dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")):
        return {}
    hints = get_type_hints(kind)
    names = [f.name for f in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else kind._fields
    return {name: hints[name] for name in names}


def summary(facts: Sequence[Fact]) -> tuple[Block, ...]:
    """Return the computed values that have no place of their own, under one heading."""
    return (Heading(2, HEADING), Facts(tuple(facts))) if facts else ()
