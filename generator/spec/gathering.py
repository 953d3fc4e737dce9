"""How a type gathers filled files of another: its `gathers:`, compiled against that type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.errors import SpecFault
from generator.fields.shapes import Field, FixedTable, ListOf, Matrix, Table, at, members
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.model import Gathering
from generator.spec.shapes import row_scope
from validators.expressions import Expression
from validators.names import Shape

ROWS: Final = "rows"
"""Under this name `values:` says which table of a file gives the rows: without it, a file is one row."""
COLUMNS: Final = "columns"
"""Under this name `values:` says which table of a file gives the columns of a matrix: the file is a row of it."""
WHOLE: Final = "whole"
"""Under this name, alone, `values:` says which list, keyed table or matrix of a file is taken in as it is: what several files hold stands once.

Of a table it is short for its rows with each column that both tables have, the key among them: rows that name themselves.
"""


def faults(compiled: CompiledSpec, catalogue: Catalogue) -> Iterator[SpecFault]:
    """Yield what is wrong with a spec's `gathers:`."""
    for gathering in compiled.spec.gathers:
        try:
            GatheringSource.of(gathering, compiled, catalogue)
        except SpecFault as fault:
            yield fault


@dataclass(frozen=True, slots=True)
class GatheringSource:
    """A gathering whose expressions are compiled against the type that it gathers."""

    gathering: Gathering
    into: Table | Matrix | ListOf
    key: Expression
    values: Mapping[str, Expression]

    @property
    def rows(self) -> tuple[str, ...]:
        """The path of the table each row of which becomes a row here, a table in a table too; empty where a file is one row."""
        said = self.gathering.values.get(WHOLE) or self.gathering.values.get(ROWS)
        return tuple(said.split(".")) if isinstance(self.into, Table) and said else ()

    @property
    def names_rows(self) -> bool:
        """Whether each row of a file's table says itself what it is called: rows of one name, of whatever file, are one row."""
        return bool(self.rows) and isinstance(self.into, Table) and self.into.key in self.values

    @classmethod
    def of(cls, gathering: Gathering, compiled: CompiledSpec, catalogue: Catalogue) -> GatheringSource:
        """Return a gathering of a type; raises SpecFault where it leads nowhere."""
        line = gathering.line
        if gathering.type not in catalogue.names():
            raise compiled.fault(f'gathers: jenis "{gathering.type}" tidak ada.', line, code="jenis-tidak-ada")
        theirs = catalogue.compiled(gathering.type)
        into = at(compiled.spec.fields, tuple(gathering.into.split(".")))
        is_whole = WHOLE in gathering.values
        if not isinstance(into, (Table, Matrix, ListOf) if is_whole else (Table, Matrix)):
            raise compiled.fault(f'gathers: into: "{gathering.into}" bukan tabel atau matriks.', line, code="pengumpulan-salah")
        if is_whole:
            _check_whole(gathering, into, theirs, compiled)
        else:
            _check_columns(gathering, into, compiled)
        for shared, ours in gathering.same.items():
            if at(theirs.spec.fields, (shared,)) is None or at(compiled.spec.fields, tuple(ours.split("."))) is None:
                raise compiled.fault(f'gathers: same: "{shared}" harus ada di kedua jenis.', line, code="pengumpulan-salah")

        def compiled_against(source: str, shapes: Mapping[str, Shape] = theirs.scope_shapes) -> Expression:
            try:
                return theirs.expression(source, shapes, line)
            except SpecFault as fault:
                raise compiled.fault(fault.message, line, code=fault.code) from fault

        if is_whole and not isinstance(into, Table):
            return cls(gathering, into, compiled_against(gathering.key), {WHOLE: compiled_against(gathering.values[WHOLE])})
        rows = gathering.values.get(WHOLE if is_whole else ROWS) if isinstance(into, Table) else None
        within = theirs.scope_shapes if rows is None else row_scope(theirs.scope_shapes, _table_of(rows, theirs, compiled, line))
        columns = _columns(gathering, into, theirs) if isinstance(into, Table) else {}
        values = {column: compiled_against(source, within) for column, source in columns.items()}
        if isinstance(into, Matrix):
            side = COLUMNS if COLUMNS in gathering.values else ROWS
            values = {side: compiled_against(gathering.values[side])}
        return cls(gathering, into, compiled_against(gathering.key), values)


def _table_of(rows: str, theirs: CompiledSpec, compiled: CompiledSpec, line: int) -> tuple[str, ...]:
    """Return the path of the table whose rows become rows here; raises SpecFault where it is none."""
    path = tuple(rows.split("."))
    if not isinstance(at(theirs.spec.fields, path), (Table, FixedTable)):
        raise compiled.fault(f'gathers: values: rows: "{rows}" bukan tabel jenis "{theirs.spec.id}".', line, code="pengumpulan-salah")
    return path


def _columns(gathering: Gathering, into: Table, theirs: CompiledSpec) -> dict[str, str]:
    """Return the expression of each column: as it is said; of a table taken whole, the column of that name in the file's table."""
    if WHOLE not in gathering.values:
        return {column: source for column, source in gathering.values.items() if column != ROWS}
    taken = at(theirs.spec.fields, tuple(gathering.values[WHOLE].split(".")))
    known = {column.name for column in members(taken)} if taken is not None else set[str]()
    return {column.name: f"row.{column.name}" for column in into.fields if column.is_given and column.name in known}


def _check_whole(gathering: Gathering, into: Field, theirs: CompiledSpec, compiled: CompiledSpec) -> None:
    """Raise SpecFault unless a part of a file is of the kind that takes it in, a table of it with the same key."""
    taken = at(theirs.spec.fields, tuple(gathering.values[WHOLE].split(".")))
    is_same = type(taken) is type(into) and len(gathering.values) == 1
    if not is_same or (isinstance(taken, Table) and isinstance(into, Table) and not (into.key and taken.key == into.key)):
        raise compiled.fault(
            f'gathers: values: whole: "{gathering.values[WHOLE]}" harus daftar, tabel berkunci sama, atau matriks seperti "{gathering.into}", '
            "dan tanpa kunci lain di sampingnya.",
            gathering.line,
            code="pengumpulan-salah",
        )


def _check_columns(gathering: Gathering, into: Field, compiled: CompiledSpec) -> None:
    wanted = ({ROWS, "row", "cell"}, {COLUMNS, "column", "cell"})
    if isinstance(into, Matrix) and gathering.values.keys() not in wanted:
        raise compiled.fault(
            "gathers: values: untuk matriks memuat rows (tabel), row (kolom kunci barisnya), dan cell (kolom nilainya); "
            "atau columns, column, dan cell, bila satu berkas satu baris.",
            gathering.line,
            code="pengumpulan-salah",
        )
    unknown = [column for column in gathering.values if column != ROWS and isinstance(into, Table) and into.child(column) is None]
    if unknown or (isinstance(into, Table) and not into.key and ROWS not in gathering.values):
        problem = f'kolom "{unknown[0]}" tidak ada' if unknown else "tabelnya memerlukan key:"
        raise compiled.fault(f'gathers: into: "{gathering.into}": {problem}.', gathering.line, code="pengumpulan-salah")
