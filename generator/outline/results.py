"""What the program computes, as blocks: values, the records and tables of scores, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args, get_origin

from generator.fields.kind import Format
from generator.fields.origin import Computation
from generator.fields.results import RESULTS
from generator.fields.scalars import computed_format
from generator.fields.shapes import computation_of, walk
from generator.outline.blocks import DEEPEST, Block, Column, Fact, Facts, Grid, Heading, MatrixGrid, Side, Value, When
from generator.outline.names import loop_name
from generator.outline.values import filtered, with_decimals
from generator.scoring.parts import PERCENT, Part, part_at, parts_of, row_type
from generator.spec.model import Computed, ShownPart, Spec

if TYPE_CHECKING:
    from generator.reference import Library

HEADING: Final = "Hasil Perhitungan"
_SUM: Final = re.compile(r"\s*([a-z][a-z0-9_.]*)\s*\|\s*sum\(\s*attribute\s*=\s*['\"]([a-z][a-z0-9_]*)['\"]\s*\)\s*")
_NUMBERS: Final = (int, Decimal, Fraction)
# Parts that are words of a short list, in a column beside names and texts.
_SHORT_WORDS: Final = {"kategori": 2.6, "kompetensi": 2.6, "predikat": 2.6}
_TYPES: Final = {
    bool: Value("", align="center", width_cm=1.8),
    date: Value("", format=Format.DATE, width_cm=2.9),
    time: Value("", format=Format.TIME, align="center", width_cm=1.6),
}


def totals(spec: Spec) -> dict[tuple[str, str], tuple[str, Value]]:
    """Return the computed values that sum a table's column, by table and column, with their labels."""
    found: dict[tuple[str, str], tuple[str, Value]] = {}
    for computed in spec.computed:
        sum_ = _SUM.fullmatch(computed.computation.expr) if computed.computation.method == "expr" else None
        if sum_ is not None and computed.print != "hidden":
            found.setdefault((sum_[1], sum_[2]), (computed.label, _scalar(computed, ())))
    return found


def band_edges(spec: Spec, library: Library) -> dict[tuple[str, ...], tuple[Fraction, ...]]:
    """Return the edges of the bands that judge a computed value or a column, by its path."""
    found: dict[tuple[str, ...], tuple[Fraction, ...]] = {}
    for path, computation in _computations(spec):
        if computation.method == "band":
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
    if computed.computation.method != "score":
        return None
    from generator.scoring.registry import SCORES

    result = SCORES[computed.computation.name].result
    return result if parts_of(result) or row_type(result) is not None else None


def row_parts(computed: Computed, spec: Spec) -> Mapping[str, Part]:
    """Return the parts of the rows that a computed table takes from a score's result, `cgi.prioritas | batch(5)`; none of any other."""
    row = rows_of_score(computed, spec)
    return parts_of(row) if row is not None else {}


def rows_of_score(computed: Computed, spec: Spec) -> Any:
    """Return the type of the rows that a computed table takes from a score's result; None of any other."""
    score, _, path = computed.computation.expr.partition("|")[0].strip().partition(".")
    held = next((one for one in spec.computed if one.name == score), None)
    result = score_result(held) if held is not None else None
    if result is None or (path and not _has_part(result, path)):
        return None
    return part_at(result, path).row if path else row_type(result)


def _has_part(result: Any, path: str) -> bool:
    try:
        part_at(result, path)
    except KeyError:
        return False
    return True


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
    decimals_of: Mapping[str, int] = field(default_factory=dict[str, int])

    def digits(self, path: str, part: Part) -> int | None:
        """Return how many decimals a part prints with: those that the spec has for its path or its name, or for all that say none."""
        own = self.decimals_of.get(path, self.decimals_of.get(part.name))
        return own if own is not None or part.decimals is not None else self.decimals

    def label(self, path: str, part: Part) -> str:
        """Return the words of a part of the result: those that the spec has for its path or its name, or its own."""
        return self.labels.get(path) or self.labels.get(part.name) or part.label


Printed: TypeAlias = Heading | Facts | Grid | MatrixGrid | When


def score_blocks(name: str, label: str, result: Any, level: int, *, how: Printing) -> tuple[Printed, ...]:
    """Return a score's result under a heading: its values, tables and records, in the spec's order or its own."""
    row = row_type(result)
    if row is not None:
        columns = tuple(shown.path for shown in how.show)
        table = _result_grid(name, "", row, columns, how=how)
        return (When(name, (Heading(level, label), table)),) if table.columns else ()
    if len(how.show) == 1 and not (part := part_at(result, how.show[0].path)).is_plain:
        alone = how.show[0]
        return _part_blocks(f"{name}.{alone.path}", alone, part, level, how=replace(how, labels={**how.labels, alone.path: label}))
    blocks: list[Printed] = [Heading(level, label)]
    for shown in how.show or _in_its_own_order(result):
        expr, part = f"{name}.{shown.path}", part_at(result, shown.path)
        if part.is_plain:
            fact = _fact(expr, shown.path, part, how)
            last = blocks[-1]
            blocks[-1:] = [Facts((*last.rows, fact))] if isinstance(last, Facts) else [last, Facts((fact,))]
        else:
            blocks += _part_blocks(expr, shown, part, min(level + 1, DEEPEST), how=how)
    return tuple(blocks)


def _in_its_own_order(result: Any) -> tuple[ShownPart, ...]:
    """Return all parts of a record: values first, then its tables and the records in it."""
    return tuple(ShownPart(part.name) for part in sorted(parts_of(result).values(), key=lambda part: not part.is_plain))


def _part_blocks(expr: str, shown: ShownPart, part: Part, level: int, *, how: Printing) -> tuple[Printed, ...]:
    label = how.label(shown.path, part)
    if part.is_pairs:
        return (When(expr, (Heading(level, label), _pairs(expr, how))),)
    if part.row is not None:
        table = _result_grid(expr, shown.path, part.row, shown.columns, how=how)
        return (When(expr, (Heading(level, label), table)),) if table.columns else ()
    below = {path.removeprefix(f"{shown.path}."): words for path, words in how.labels.items()}
    deeper = {path.removeprefix(f"{shown.path}."): count for path, count in how.decimals_of.items()}
    inner = score_blocks(expr, label, part.hint, level, how=replace(how, show=(), labels=below, decimals_of=deeper))
    return (When(_any(inner), inner),)


def _pairs(expr: str, how: Printing) -> MatrixGrid:
    """Return the table of a number for each pair; the names of its columns stand beside it in the result, under `lajur`."""
    row, column = loop_name(0, how.taken), loop_name(1, how.taken)
    across = f"{expr.rpartition('.')[0]}.lajur"
    down = Side(how.labels.get("kelompok", "Kelompok"), expr, row, row, row)
    return MatrixGrid(expr, "", down, Side(how.labels.get("lajur", "Lajur"), across, column, column, column), Format.FRACTION, how.decimals)


def _any(blocks: Sequence[Block]) -> str:
    """Return the expression that says whether any value among the blocks is there."""
    return " or ".join(fact.condition for block in blocks if isinstance(block, Facts) for fact in block.rows) or "true"


def _fact(expr: str, path: str, part: Part, how: Printing) -> Fact:
    is_said = get_origin(part.hint) is tuple or part.hint is str  # an empty list or text says nothing
    return Fact(how.label(path, part), _value(expr, path, part, how), expr if is_said else f"{expr} is not kosong")


def _result_grid(rows: str, path: str, row: Any, columns: Sequence[str], *, how: Printing) -> Grid:
    variable = loop_name(0, how.taken)
    parts = parts_of(row)
    printed = columns or [part.name for part in parts.values() if part.is_plain]
    return Grid(rows, variable, tuple(_result_column(variable, f"{path}.{name}".removeprefix("."), parts[name], how) for name in printed))


def _result_column(variable: str, path: str, part: Part, how: Printing) -> Column:
    return Column(how.label(path, part), _value(f"{variable}.{part.name}", path, part, how), part.name)


def _value(expr: str, path: str, part: Part, how: Printing) -> Value:
    """Return a part of a result as it prints, with the decimals of its own or those that the spec says."""
    return with_decimals(part_value(expr, part, how.edges), how.digits(path, part), how.edges)


def _probability(value: Value, part: Part) -> Value:
    """Return a probability that is said to be smaller than the least that prints, never nought."""
    least = part.least.replace(",", ".")
    shown = f"'< {part.least}' if {value.expr} < {least} else ({value.shown})"
    return replace(value, shown=shown, cell=f'[<{least}]"< {part.least}";{value.cell_format}')


def part_value(expr: str, part: Part, edges: Sequence[Fraction] = ()) -> Value:
    """Return how a part of a score's result prints: numbers to the right, shares with their sign. edges: of the bands that judge it."""
    held = [one for one in (get_args(part.hint) or (part.hint,)) if isinstance(one, type)]
    if held and held[0] in _TYPES:
        return replace(_TYPES[held[0]], expr=expr)
    if held and all(issubclass(one, _NUMBERS) for one in held) and get_origin(part.hint) is not tuple:
        if part.decimals is not None:
            shown = f"{expr} | angka({part.decimals})"
            plain = Value(expr, shown, format=Format.FRACTION, align="right", width_cm=1.7, decimals=part.decimals)
            return _probability(plain, part) if part.is_probability else plain
        if part.unit == PERCENT:
            return Value(expr, filtered(expr, "persen", edges), format=Format.PERCENT, align="right", width_cm=1.8)
        if held == [int]:
            return Value(expr, format=Format.INTEGER, align="right", width_cm=1.7)
        return Value(expr, filtered(expr, "angka", edges) if edges else "", format=Format.FRACTION, align="right", width_cm=1.7)
    return Value(expr, width_cm=_SHORT_WORDS.get(part.name, 0.0))


def summary(facts: Sequence[Fact]) -> tuple[Block, ...]:
    """Return the computed values that have no place of their own, under one heading."""
    return (Heading(2, HEADING), Facts(tuple(facts))) if facts else ()
