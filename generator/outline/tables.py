"""Tables and matrices as blocks: columns of a row's fields, spanned heads of groups, ticks, totals, fixed rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from generator.fields.kind import Format
from generator.fields.proper import is_proper
from generator.fields.scalars import computed_format, kind_of, look_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, computation_of, rows_at
from generator.outline.blocks import WIDE, Column, Grid, Grouping, Margin, MatrixGrid, Side, Value
from generator.outline.names import group_name, loop_name
from generator.outline.results import part_value, row_parts
from generator.outline.values import field_value, filtered, with_decimals
from generator.scoring.parts import words_of
from generator.spec.model import COUNTING, Computed, Spec

if TYPE_CHECKING:
    from generator.reference import Library, ReferenceTable

_COLUMNS_READ: Final = re.compile(r"\brow\.([a-z][a-z0-9_]*)")
_COMMA_CM: Final = 0.2
NUMBER_COLUMN: Final = Column("No", Value("loop.index", align="center", width_cm=0.9))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the blocks of tables are made from. edges: of bands, by the path of the field that they judge. totals: sums by table and column."""

    spec: Spec
    library: Library
    taken: frozenset[str]
    edges: Mapping[tuple[str, ...], tuple[Fraction, ...]]
    totals: Mapping[tuple[str, str], tuple[str, Value]]


def grid(field_: Table | FixedTable, expr: str, path: tuple[str, ...], frame: Frame, *, depth: int = 0) -> Grid:
    """Return the table of a field; expr: its rows. depth: how many loops stand around it."""
    variable = loop_name(depth, frame.taken)
    columns = list(_columns(field_.fields, variable, path, frame))
    if len(columns) > WIDE:
        columns = list(_columns(field_.fields, variable, path, frame, is_narrow=True))
    columns = [_with_condition(column, field_, expr) for column in columns]
    if isinstance(field_, FixedTable):
        columns = [*_fixed_columns(frame.library.table(field_.rows), variable), *columns]
    if columns[0].name not in COUNTING:
        columns = [NUMBER_COLUMN, *columns]
    columns = [replace(one, said_cm=Decimal(field_.widths.get(one.name or "no", 0))) for one in columns]
    drawn = Grid(expr, variable, tuple(columns), caption=field_.caption, orientation=field_.orientation)
    return _in_groups(_with_totals(drawn, path, frame), field_, frame)


def result_grid(computed: Computed, path: tuple[str, ...], frame: Frame) -> Grid:
    """Return the table of a computed table: the columns that the spec names, or those of the table at `path`, whose rows it holds."""
    source = frame.spec.field_at(path) if path else None
    named = [shown.path for shown in computed.show]
    if isinstance(source, Table | FixedTable):
        # a column that the table itself hides is there for this one, where it is named
        shown = tuple(replace(child, print="") if child.name in named else child for child in source.fields)
        page = computed.page
        plain = replace(source, fields=shown, caption=page.caption, orientation=page.orientation, widths=page.widths)
        plain = replace(plain, group_by=page.group_by) if isinstance(plain, Table) else plain
        whole = grid(plain, computed.name, path, replace(frame, totals={}))
        known = {column.name: column for column in whole.columns}
        columns = whole.columns if not named else tuple(known[name] for name in named if name in known)
    else:
        variable = loop_name(0, frame.taken)
        whole = Grid(computed.name, variable, (), caption=computed.page.caption, orientation=computed.page.orientation)
        parts = row_parts(computed, frame.spec)
        loose = [Column(words_of(name), Value(f"{variable}.{name}"), name) for name in named]
        loose = [
            replace(c, label=parts[c.name].label, value=part_value(c.value.expr, parts[c.name])) if c.name in parts else c for c in loose
        ]
        columns = tuple(replace(c, said_cm=Decimal(computed.page.widths.get(c.name or "no", 0))) for c in (NUMBER_COLUMN, *loose))
    labelled = (replace(c, label=computed.labels.get(c.name, c.label)) for c in columns)
    return replace(whole, columns=tuple(replace(c, value=with_decimals(c.value, computed.decimals_of.get(c.name))) for c in labelled))


def _in_groups(table: Grid, field_: Table | FixedTable, frame: Frame) -> Grid:
    """Return the table with its rows under the values of the column that the spec names, each group with the sums that the table has."""
    by = field_.group_by if isinstance(field_, Table) else ""
    if not by:
        return table
    variable = group_name(frame.taken)
    sums = {c.name: _subtotal(c, c.total, f"{variable}.list") for c in table.columns if c.total is not None}
    return replace(table, grouping=Grouping(by, variable, sums))


def _subtotal(column: Column, total: Value, rows: str) -> Value:
    expr = f"{rows} | sum(attribute='{column.name}')"
    if total.format is Format.MONEY:
        return replace(total, expr=expr, shown=f"{expr} | rupiah")
    return with_decimals(replace(total, expr=expr, shown=""), total.decimals)


def _columns(
    fields: Sequence[Field], holder: str, path: tuple[str, ...], frame: Frame, *, group: str = "", is_narrow: bool = False
) -> Iterator[Column]:
    ticked = [child for child in fields if isinstance(child, Scalar) and kind_of(child).is_tick]
    for child in fields:
        expr, here = f"{holder}.{child.name}", (*path, child.name)
        if child.print == "hidden" or isinstance(child, (Table, FixedTable, Matrix)):
            continue
        if isinstance(child, Group):
            yield from _columns(child.fields, expr, here, frame, group=child.label, is_narrow=is_narrow)
        elif ticked == [child] and not group and len(fields) <= 3:
            yield from _ticks(child, expr)
        else:
            made = _column(child, expr, frame.edges.get(here, ()), group, is_narrow=is_narrow)
            yield replace(made, value=replace(made.value, is_whole=True)) if is_proper(child, fields) else made


def _column(child: Scalar | ListOf, expr: str, edges: Sequence[Fraction], group: str, *, is_narrow: bool) -> Column:
    value = field_value(child, expr, edges, is_narrow=is_narrow)
    unit = child.unit if isinstance(child, Scalar) else ""
    if value.format is Format.PERCENT:
        plain = computed_format(child.computation) if child.computation is not None else Format.NUMBER
        value = replace(value, shown=filtered(expr, "angka", edges) if edges else "", format=plain)
        value = with_decimals(value, value.decimals, edges)
    words = f"{child.label} ({unit})" if unit and unit.casefold() not in child.label.casefold() else child.label
    formula = child.computation.expr if child.computation is not None and child.computation.method == "expr" else ""
    return Column(words, replace(value, unit=""), child.name, group, formula=formula)


def _ticks(child: Field, expr: str) -> Iterator[Column]:
    """Yield the two columns of a checklist: a tick under yes or under no, none where nothing was said."""
    no = "Tidak ada" if child.label.casefold() == "ada" else "Tidak"
    yield Column(child.label, Value(f"'√' if {expr} else ''", align="center", width_cm=1.6), child.name)
    yield Column(no, Value(f"'√' if not {expr} else ''", align="center", width_cm=1.6), child.name)


def _with_condition(column: Column, table: Table | FixedTable, expr: str) -> Column:
    """Return the column as one that is left out where no row has it, when its field only sometimes applies to the whole document."""
    child = table.child(column.name)
    if child is None or not child.when or "row." in child.when or "parent." in child.when:
        return column
    return replace(column, condition=f"{expr} | rejectattr('{child.name}', 'kosong') | list")


def _fixed_columns(table: ReferenceTable, variable: str) -> Iterator[Column]:
    """Yield the columns of a reference table that name its rows: its key, unless that only counts, and its label."""
    if table.key != table.label and table.key not in ("no", "nomor"):
        yield Column(words_of(table.key), Value(f"{variable}.{table.key}", width_cm=2.0), table.key)
    yield Column(words_of(table.label), Value(f"{variable}.{table.label}"), table.label)


def _with_totals(table: Grid, path: tuple[str, ...], frame: Frame) -> Grid:
    found = {column.name: frame.totals.get((".".join(path), column.name)) for column in table.columns if not column.group}
    said = [total for total in found.values() if total is not None]
    if not said:
        return table
    columns = tuple(replace(c, total=t[1]) if (t := found.get(c.name)) and not c.group else c for c in table.columns)
    return replace(table, columns=columns, total_label=said[0][0] if len(said) == 1 else "Jumlah")


def matrix_grid(field_: Matrix, expr: str, frame: Frame) -> MatrixGrid:
    """Return the table of a matrix."""
    down = _side(field_.rows, expr, loop_name(0, frame.taken), frame)
    across = _side(field_.columns, expr, loop_name(1, frame.taken), frame)
    asked = (("Jumlah", "sum", field_.sums), ("Rata-rata", "rerata", field_.means))
    margins = tuple(Margin(label, name, "rows" in sides, "columns" in sides) for label, name, sides in asked if sides)
    look, decimals = look_of(field_.of), field_.of.decimals
    behind = _behind(field_, down.variable, frame)
    return MatrixGrid(expr, field_.label, down, across, look.format, decimals, margins, field_.caption, field_.orientation, behind)


def _behind(field_: Matrix, variable: str, frame: Frame) -> tuple[Column, ...]:
    """Return the columns of the table of a matrix's rows that print behind its cells."""
    own = rows_at(frame.spec.fields, field_.rows)
    if not isinstance(own, Table):
        return ()
    named = [child for name in field_.beside if isinstance(child := own.child(name), (Scalar, ListOf))]
    path = tuple(field_.rows.split("."))
    return tuple(
        _column(child, f"{variable}.{child.name}", frame.edges.get((*path, child.name), ()), "", is_narrow=True) for child in named
    )


def _whole_cm(head: Field | None, table: Table) -> float:
    """Return how wide a column is that says numbers of identity, alone or among other words: no line ends within one. 0 where it says none."""
    said = computation_of(head) if head is not None else None
    read = [table.child(name) for name in _COLUMNS_READ.findall(said.expr)] if said is not None else [head]
    return max((look_of(one).width_cm + _COMMA_CM for one in read if isinstance(one, Scalar) and one.identifier), default=0.0)


def _side(name: str, matrix: str, variable: str, frame: Frame) -> Side:
    own = rows_at(frame.spec.fields, name)
    if own is None:
        table = frame.library.table(name)
        known = tuple((key, str(row[table.label])) for key, row in table.rows.items())
        return Side(words_of(table.label), matrix, variable, variable, f"lookup('{name}', {variable}).{table.label}", known)
    if isinstance(own, ListOf):
        shown = f"{variable} | tanggal" if look_of(own.of).format is Format.DATE else variable  # a head is words in a workbook too
        return Side(own.label, name, variable, variable, shown, most=own.at_most)
    assert isinstance(own, Table)  # compiling the spec saw to it
    head = own.child(own.heading or own.key)
    label = head.label if head is not None else own.label
    shown, width = f"{variable}.{own.heading or own.key}", float(own.widths.get(own.key, 0)) or _whole_cm(head, own)
    return Side(
        label,
        name,
        variable,
        f"{variable}.{own.key}",
        shown,
        most=own.at_most,
        width_cm=width,
        is_whole=head is not None and is_proper(head, own.fields),
    )
