"""Bare tables: cells under ordinary headings, from CSV, Excel, Parquet, YAML or JSON, for those who only want a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, Final

from generator.errors import IntakeFault
from generator.intake.tables_grid import Grid
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding, suggestion

_BLANKS: Final = re.compile(r"[\s._:*]+")
_TOTALS: Final = re.compile(
    r"(sub ?|grand )?(total|jumlah)( (total|semua|seluruhnya|keseluruhan|akhir))?|(nilai )?rata(-| )?rata|rata2|rerata|average|mean"
)
_MOST_TITLE_ROWS: Final = 30


@dataclass(frozen=True, slots=True)
class BareTable:
    """A table as it stands in a file.

    headings: as written. rows: one raw cell per heading: text, int, Decimal, date, bool, KOSONG or a `Trouble`.
    places, heading_places: where each stands. found: what was noticed about the table as a whole. source: the file's name.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    places: tuple[tuple[Place, ...], ...]
    heading_places: tuple[Place, ...]
    source: str = ""
    found: Findings = Findings()


def read_table(file: FilePath, known: Sequence[str] = (), *, sheet: str = "", shown: str = "") -> BareTable:
    """Return the table in a file.

    known: headings to look for: they tell the heading row from titles above it, and the right sheet of a workbook.
    sheet: the sheet asked for. shown: the file's name in findings. Raises IntakeFault when the file cannot be read.
    """
    shown = shown or str(file)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise IntakeFault(
            f'Jenis berkas "{file.suffix}" tidak dapat dibaca sebagai tabel.', file=file, hint=f"Yang dapat: {', '.join(_READERS)}."
        )
    if sheet and reader is not _excel:
        raise IntakeFault("Hanya buku kerja Excel yang mempunyai lembar.", file=file, hint="Hapus --sheet.")
    return table_of(_chosen(reader(file, shown), known, sheet, file), known, source=shown)


def table_of(grid: Grid, known: Sequence[str] = (), *, source: str = "") -> BareTable:
    """Return the table in a grid: from its heading row down, blank rows and columns left out, rows of totals at the end reported."""
    top = heading_row(grid.rows, known)
    heading = grid.rows[top] if grid.rows else []
    width = max((len(row) for row in grid.rows[top:]), default=0)
    filled = [at for at in range(top + 1, len(grid.rows)) if any(cell is not KOSONG for cell in grid.rows[at])]
    named = [column for column in range(width) if _text(heading, column)]
    body, totals = _without_totals(grid, filled, named)
    found = [*_totals_found(grid, body, totals), *_nameless(grid, top, body, named), *_shape_found(grid, top, body, named)]
    return BareTable(
        tuple(_text(heading, column) for column in named),
        tuple(tuple(_cell(grid.rows[at], column) for column in named) for at in body),
        tuple(tuple(grid.place(at, column) for column in named) for at in body),
        tuple(grid.place(top, column) for column in named),
        source,
        Findings((*grid.found, *found)),
    )


def folded(heading: str) -> str:
    """Return a heading for comparison: case, blanks, dots, underscores and colons make no difference."""
    return _BLANKS.sub(" ", heading.casefold()).replace(" /", "/").replace("/ ", "/").strip()


def heading_row(rows: Sequence[Sequence[Any]], known: Sequence[str]) -> int:
    """Return the index of the row of headings: the one with most known headings, else the first that is as wide as the table."""
    wanted = {folded(name) for name in known}
    first = rows[:_MOST_TITLE_ROWS]
    hits = [sum(isinstance(cell, str) and folded(cell) in wanted for cell in row) for row in first]
    if any(hits):
        return hits.index(max(hits))
    widths = [sum(cell is not KOSONG for cell in row) for row in first]
    return next((at for at, width in enumerate(widths) if width and 2 * width >= max(widths)), 0)


def _chosen(grids: Sequence[Grid], known: Sequence[str], sheet: str, file: FilePath) -> Grid:
    """Return the grid to read: the sheet asked for, else the first visible one with the most known headings."""
    names = [grid.name for grid in grids]
    if sheet:
        same = next((grid for grid in grids if folded(grid.name) == folded(sheet)), None)
        if same is None:
            raise IntakeFault(f'Lembar "{sheet}" tidak ada{suggestion(sheet, names)}', file=file, hint=f"Yang ada: {', '.join(names)}.")
        return same
    shown = [grid for grid in grids if not grid.is_hidden] or list(grids)
    if not shown:
        return Grid([], lambda row, column: Place(str(file)))
    wanted = {folded(name) for name in known}
    hits = [
        max((sum(isinstance(c, str) and folded(c) in wanted for c in row) for row in grid.rows[:_MOST_TITLE_ROWS]), default=0)
        for grid in shown
    ]
    if any(hits):
        return shown[hits.index(max(hits))]
    return next((grid for grid in shown if grid.rows), shown[0])


def _text(row: Sequence[Any], column: int) -> str:
    cell = _cell(row, column)
    return " ".join(str(cell).split()) if cell is not KOSONG else ""


def _cell(row: Sequence[Any], column: int) -> Any:
    return row[column] if column < len(row) else KOSONG


def _without_totals(grid: Grid, filled: list[int], named: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the rows of data, and the rows of totals at the end."""
    body = list(filled)
    while body and _is_total(grid.rows[body[-1]], named):
        body.pop()
    return body, filled[len(body) :]


def _is_total(row: Sequence[Any], named: Sequence[int]) -> bool:
    first = next((cell for column in named if (cell := _cell(row, column)) is not KOSONG), None)
    return isinstance(first, str) and _TOTALS.fullmatch(folded(first)) is not None


def _totals_found(grid: Grid, body: Sequence[int], totals: Sequence[int]) -> Iterator[Finding]:
    for at in totals:
        yield _at(grid, at, "baris-jumlah", Severity.NOTE, nilai=_first(grid.rows[at]))
    for at in body:
        if _is_total(grid.rows[at], range(len(grid.rows[at]))):
            yield _at(grid, at, "baris-jumlah-di-tengah", nilai=_first(grid.rows[at]))


def _nameless(grid: Grid, top: int, body: Sequence[int], named: Sequence[int]) -> Iterator[Finding]:
    """Yield a warning for each column that has data and no heading."""
    width = max((len(grid.rows[at]) for at in body), default=0)
    for column in (column for column in range(width) if column not in named):
        at = next((at for at in body if _cell(grid.rows[at], column) is not KOSONG), None)
        if at is not None:
            made = finding("kolom-tanpa-judul", severity=Severity.WARNING, nilai=_cell(grid.rows[at], column))
            yield replace(made, place=grid.place(at, column))


def _shape_found(grid: Grid, top: int, body: Sequence[int], named: Sequence[int]) -> Iterator[Finding]:
    """Yield what a sheet hides or merges inside the table."""
    for at in (at for at in body if at in grid.hidden_rows):
        yield _at(grid, at, "baris-tersembunyi", Severity.WARNING)
    for column in (column for column in named if column in grid.hidden_columns):
        made = finding("kolom-tersembunyi", severity=Severity.WARNING, nilai=_text(grid.rows[top], column))
        yield replace(made, place=grid.place(top, column))
    rows = {top, *body}
    for upper, left, lower, right in grid.merged:
        if any(upper <= at <= lower for at in rows) and any(left <= column <= right for column in named):
            yield replace(finding("sel-gabung"), place=grid.span(upper, left, lower, right))


def _at(grid: Grid, row: int, code: str, severity: Severity = Severity.ERROR, **facts: Any) -> Finding:
    column = next((column for column, cell in enumerate(grid.rows[row]) if cell is not KOSONG), 0)
    return replace(finding(code, severity=severity, **facts), place=grid.place(row, column))


def _first(row: Sequence[Any]) -> str:
    return str(next((cell for cell in row if cell is not KOSONG), ""))


def _text_file(file: FilePath, shown: str) -> list[Grid]:
    from generator.intake.tables_text import read_text_table

    return [read_text_table(file, shown)]


def _excel(file: FilePath, shown: str) -> list[Grid]:
    from generator.intake.tables_xlsx import read_sheets

    return read_sheets(file, shown)


def _listed(file: FilePath, shown: str) -> list[Grid]:
    from generator.intake.tables_rows import read_rows

    return [read_rows(file, shown)]


def _parquet(file: FilePath, shown: str) -> list[Grid]:
    from generator.intake.tables_parquet import read_parquet

    return [read_parquet(file, shown)]


_READERS: Final[dict[str, Callable[[FilePath, str], list[Grid]]]] = {
    ".csv": _text_file,
    ".tsv": _text_file,
    ".txt": _text_file,
    ".xlsx": _excel,
    ".parquet": _parquet,
    ".yaml": _listed,
    ".yml": _listed,
    ".json": _listed,
}
