"""Bare tables: cells under ordinary headings, from CSV, Excel, Parquet, YAML or JSON, for those who only want a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path as FilePath
from typing import Any, Final

from generator.errors import IntakeFault
from generator.form.bare import BareTable
from generator.guard import TABLE_BOOK, TABLE_PARQUET, TABLE_TEXT, Entrance, admit, read_given
from generator.intake.missing import refuse_missing
from generator.intake.tables.foot import (
    SAMPLE_ROWS,
    TAIL_ROWS,
    FootColumn,
    Shape,
    added,
    column_above,
    foot_of,
    is_total,
    number_in,
    shape_of,
)
from generator.intake.tables.grid import RawGrid
from generator.intake.tables.head import Head, cell_at, head_of, is_column_count
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Severity
from validators.messages import finding
from validators.values import shown as quoted

MOST_COLUMNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Body:
    """Which rows and columns of a grid are the table. named: columns with a heading. left_out: rows that are not data."""

    head: Head
    named: tuple[int, ...]
    rows: tuple[int, ...]
    found: Findings


def read_table(file: FilePath, known: Sequence[str] = (), *, sheet: str = "", shown: str = "") -> BareTable:
    """Return the table in a file.

    known: headings to look for: they tell the heading row from titles above it, and the right sheet of a workbook.
    sheet: the sheet asked for. shown: the file's name in findings. Raises IntakeFault when the file cannot be read.
    """
    return read_bytes(content_of(file), str(file), known, sheet=sheet, shown=shown)


def read_bytes(data: bytes, name: str, known: Sequence[str] = (), *, sheet: str = "", shown: str = "") -> BareTable:
    """Return the table in the content of a file called `name`."""
    return table_of(grid_of(data, name, known, sheet=sheet, shown=shown), known, source=shown or name)


def grid_of(data: bytes, name: str, known: Sequence[str] = (), *, sheet: str = "", shown: str = "") -> RawGrid:
    """Return the cells in the content of a file called `name`, of a workbook those of the sheet that is meant."""
    suffix = FilePath(name).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise IntakeFault(
            f'Jenis berkas "{suffix}" tidak dapat dibaca sebagai tabel.',
            file=name,
            hint=f"Yang dapat: {', '.join(_READERS)}.",
            code="jenis-berkas-tidak-dibaca",
        )
    admit(data, name, _ENTRANCES.get(suffix, TABLE_TEXT))
    if sheet and suffix != ".xlsx":
        raise IntakeFault("Hanya buku kerja Excel yang mempunyai lembar.", file=name, hint="Hapus --sheet.", code="lembar-tidak-berlaku")
    return reader(data, name, shown or name, (known, sheet))


def content_of(file: FilePath) -> bytes:
    """Return a file's bytes. Raises IntakeFault when it is not there, too large, or cannot be read."""
    refuse_missing(file)
    return read_given(file, _ENTRANCES.get(file.suffix.lower(), TABLE_TEXT))


def table_of(grid: RawGrid, known: Sequence[str] = (), *, source: str = "") -> BareTable:
    """Return the table in a grid: from its headings down, blank rows and columns left out, what stands around the data reported."""
    body = body_of(grid, known, source=source)
    rows = body.rows
    where = grid.place  # not the grid, whose rows are no longer needed
    return BareTable(
        tuple(body.head.texts[column] for column in body.named),
        tuple(tuple(cell_at(grid.rows[at], column) for column in body.named) for at in rows),
        tuple(grid.place(body.head.rows[column], column) for column in body.named),
        source,
        body.found,
        lambda row, column: where(rows[row], body.named[column]),
    )


def body_of(grid: RawGrid, known: Sequence[str] = (), *, source: str = "") -> Body:
    """Return which rows and columns of a grid are the table, and what is said of the others."""
    head = head_of(grid.rows, known, grid.after_blank)
    named = tuple(head.named)
    if len(named) > MOST_COLUMNS:
        hint = "Sisakan kolom yang diperlukan saja."
        raise IntakeFault(
            f"Tabel mempunyai {len(named)} kolom, paling banyak {MOST_COLUMNS}.", file=source, hint=hint, code="kolom-terlalu-banyak"
        )
    below = range(head.bottom + 1, len(grid.rows))
    found: list[Finding] = []
    if below and is_column_count(grid.rows[below[0]], named, grid.rows[below[1] : below[1] + SAMPLE_ROWS] if len(below) > 1 else ()):
        found.append(_at(grid, below[0], "baris-nomor-kolom", Severity.NOTE))
        below = below[1:]
    filled = [at for at in below if any(cell_at(grid.rows[at], column) is not KOSONG for column in named)]
    is_long = len(filled) > SAMPLE_ROWS + TAIL_ROWS
    shape = shape_of([grid.rows[at] for at in filled[:SAMPLE_ROWS]], head.texts, named, is_long=is_long)
    foot = _foot(grid, shape, named, filled)
    rows = tuple(at for at in filled if foot.get(at, "baris-rancu") == "baris-rancu")
    too_long = list(too_long_found(grid, head, rows))
    found += [
        *_foot_found(grid, foot),
        *_totals_inside(grid, (shape, [column for column in named if column not in shape.numbers]), rows, foot),
        *too_long,
    ]
    found += [] if too_long else nameless_found(grid, named, range(head.bottom + 1, len(grid.rows)))
    found += shape_found(grid, head, named, rows)
    return Body(head, named, rows, Findings((*grid.found, *found)))


def _foot(grid: RawGrid, shape: Shape, named: Sequence[int], filled: Sequence[int]) -> Mapping[int, str]:
    rows = grid.rows
    is_long = len(filled) > SAMPLE_ROWS + TAIL_ROWS
    last = filled[-TAIL_ROWS:]
    before = [*filled[-TAIL_ROWS - 1 : -TAIL_ROWS], *last] if is_long else [*filled[:1], *filled]
    tail = [(at, rows[at], any(step in grid.after_blank for step in range(one + 1, at + 1))) for one, at in zip(before, last, strict=False)]
    summed: list[dict[int, FootColumn]] = []

    def above(at: int, columns: Sequence[int]) -> Mapping[int, FootColumn]:
        if not summed:
            summed.append(column_above((rows[each] for each in filled[: len(filled) - len(last)]), shape.numbers, _remembered()))
        found = added(summed[0], column_above((rows[each] for each in last if each < at), columns, number_in))
        return {column: found[column] for column in columns if column in found}

    found = foot_of(shape, tail, named, above)
    under = {at for one in grid.merged for at in range(one.top + 1, one.bottom + 1)}  # nameless because merged: that is said already
    return {at: code for at, code in found.items() if code != "baris-rancu" or at not in under}


def _remembered() -> Callable[[Sequence[Any], int], Fraction | None]:
    """Return `number_in` that reads each spelling once."""
    known: dict[Any, Fraction | None] = {}

    def number(row: Sequence[Any], column: int) -> Fraction | None:
        cell = cell_at(row, column)
        if not isinstance(cell, str):
            return number_in(row, column)
        if cell not in known:
            known[cell] = number_in((cell,), 0)
        return known[cell]

    return number


def _foot_found(grid: RawGrid, foot: Mapping[int, str]) -> Iterator[Finding]:
    severities = {"baris-jumlah": Severity.NOTE, "baris-kaki": Severity.WARNING}
    for at, code in foot.items():
        yield _at(grid, at, code, severities.get(code, Severity.ERROR), nilai=_first(grid.rows[at]))


def _totals_inside(grid: RawGrid, columns: tuple[Shape, Sequence[int]], rows: Sequence[int], foot: Mapping[int, str]) -> Iterator[Finding]:
    """Yield an error for each total among the data: who knows which rows it counts."""
    for at in rows:
        if at not in foot and is_total(columns[0], grid.rows[at], columns[1]):
            yield _at(grid, at, "baris-jumlah-di-tengah", nilai=_first(grid.rows[at]))


def too_long_found(grid: RawGrid, head: Head, rows: Iterable[int]) -> Iterator[Finding]:
    """Yield an error for each line of text with more cells than headings: most often a decimal comma that separates."""
    if not grid.separator:
        return
    width = max(head.named, default=-1) + 1
    most = width if grid.separator == "," else max(width, len(head.texts))
    for at in rows:
        cells = len(grid.rows[at])
        if cells > most and any(cell is not KOSONG for cell in grid.rows[at][most:]):
            yield _at(grid, at, "baris-terlalu-panjang", nilai=cells, judul=width)


def nameless_found(grid: RawGrid, named: Sequence[int], below: range) -> Iterator[Finding]:
    """Yield a warning for each column that has data and no heading."""
    known = set(named)
    width = max((len(grid.rows[at]) for at in below), default=0)
    if width > len(known):
        for column in (column for column in range(width) if column not in known):
            at = next((at for at in below if cell_at(grid.rows[at], column) is not KOSONG), None)
            if at is not None:
                made = finding("kolom-tanpa-judul", severity=Severity.WARNING, nilai=quoted(cell_at(grid.rows[at], column)))
                yield replace(made, place=grid.place(at, column))


def shape_found(grid: RawGrid, head: Head, named: Sequence[int], rows: Sequence[int]) -> Iterator[Finding]:
    """Yield what a sheet hides or merges inside the table."""
    for at in (at for at in rows if at in grid.hidden_rows):
        yield _at(grid, at, "baris-tersembunyi", Severity.WARNING)
    for column in (column for column in named if any(first <= column <= last for first, last in grid.hidden_columns)):
        made = finding("kolom-tersembunyi", severity=Severity.WARNING, nilai=quoted(head.texts[column]))
        yield replace(made, place=grid.place(head.rows[column], column))
    inside = {*(rows if grid.merged else ()), *({head.top} if head.top == head.bottom else ())}
    for one in grid.merged:
        if any(at in inside for at in range(one.top, one.bottom + 1)) and any(one.left <= column <= one.right for column in named):
            yield replace(finding("sel-gabung"), place=one.place)


def _at(grid: RawGrid, row: int, code: str, severity: Severity = Severity.ERROR, **facts: Any) -> Finding:
    column = next((column for column, cell in enumerate(grid.rows[row]) if cell is not KOSONG), 0)
    return replace(finding(code, severity=severity, **facts), place=grid.place(row, column))


def _first(row: Sequence[Any]) -> str:
    return quoted(next((cell for cell in row if cell is not KOSONG), ""))


_Asked = tuple[Sequence[str], str]
"""What a workbook is asked for: the known headings, the name of the sheet."""


def _text_file(data: bytes, name: str, shown: str, asked: _Asked) -> RawGrid:
    from generator.intake.tables.text import read_text_table

    return read_text_table(data, name, shown)


def _excel(data: bytes, name: str, shown: str, asked: _Asked) -> RawGrid:
    from generator.intake.tables.sheets import read_sheet

    return read_sheet(data, shown, *asked)


def _listed(data: bytes, name: str, shown: str, asked: _Asked) -> RawGrid:
    from generator.intake.tables.rows import read_rows

    return read_rows(data, name, shown)


def _parquet(data: bytes, name: str, shown: str, asked: _Asked) -> RawGrid:
    from generator.intake.tables.parquet import read_parquet

    return read_parquet(data, name, shown)


_READERS: Final[dict[str, Callable[[bytes, str, str, _Asked], RawGrid]]] = {
    ".csv": _text_file,
    ".tsv": _text_file,
    ".txt": _text_file,
    ".xlsx": _excel,
    ".parquet": _parquet,
    ".yaml": _listed,
    ".yml": _listed,
    ".json": _listed,
}
_ENTRANCES: Final[dict[str, Entrance]] = {".xlsx": TABLE_BOOK, ".parquet": TABLE_PARQUET}
"""By which entrance a table comes; the others are text."""
