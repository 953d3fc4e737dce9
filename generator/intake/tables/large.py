"""Tables too large to hold: the head and the foot are read as those of any table, the rows between stay in polars.

A text file comes here only where each row is one line and every quotation mark is sound, so that polars cuts it as the exact reader does;
anything else is left to that reader, which says what is wrong. Whatever is read from cells is read from their distinct spellings.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.errors import IntakeFault
from generator.form.bare import BareTable
from generator.guard import TABLE_STREAM, TABLE_TEXT, fault_of, file_refusal
from generator.intake.tables.foot import SAMPLE_ROWS, TAIL_ROWS, FootColumn, Shape, column_above, foot_of, is_total, number_in, shape_of
from generator.intake.tables.grid import RawGrid
from generator.intake.tables.head import Head, head_of, is_column_count
from generator.intake.tables.parquet import cell_of, polars, shortest
from generator.intake.tables.read import nameless_found, too_long_found
from generator.intake.tables.text import read_text_table, separator_of, text_cells
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding

if TYPE_CHECKING:
    import polars as pl

LEAST_BYTES: Final = 8 * 1024 * 1024
"""A text file from this size on is summed by polars; Parquet always."""
MOST_SPELLINGS: Final = 200_000
"""Distinct spellings of one column that is read cell by cell."""
_TEXT_NAMES: Final = (".csv", ".tsv", ".txt")
_HEAD_BYTES: Final = 1_000_000
_HEAD_LINES: Final = 600
_CHUNK: Final = 4 * 1024 * 1024
_MAYBE_TOTAL: Final = r"(?i)jumlah|total|jml|rata|rerata|mean|average|medi|mod|min|ma[kx]|ter|ideal|simpangan|deviasi|st|sd|vari|ragam|ran|batas|ambang|kk|tuntas|serap|sentase|cvi"
FORBIDDEN: Final = "[^\t\n\r -\ufffd\U00010000-\U0010ffff]"


@dataclass(frozen=True, slots=True)
class Large:
    """A large table. headings: with their places. found: what was noticed about the table as a whole.

    frame: its rows, a column "line" and of each heading its raw cells under "0", "1" … cell: a raw cell as the exact reader gives it.
    """

    headings: tuple[str, ...]
    heading_places: tuple[Place, ...]
    found: Findings
    frame: pl.LazyFrame
    cell: Callable[[Any], Any]
    shown: str

    def part(self, lines: Iterable[int]) -> BareTable:
        """Return the table with some of its rows only."""
        import polars as pl

        wanted = sorted(set(lines))
        rows = self.frame.filter(pl.col("line").is_in(wanted)).sort("line").collect().rows()
        places = [Place(self.shown, row[0]) for row in rows]
        cells = tuple(tuple(self.cell(value) for value in row[1:]) for row in rows)
        return BareTable(self.headings, cells, self.heading_places, self.shown, self.found, lambda row, column: places[row])

    def held(self, columns: Iterable[int]) -> pl.LazyFrame:
        """Return the lines and some columns of few spellings in memory: texts as numbers of their spellings."""
        import polars as pl

        names = [str(column) for column in dict.fromkeys(columns)]
        dtypes = self.frame.select(names).collect_schema()
        taken = [pl.col(name).cast(pl.Categorical) if dtypes[name] == pl.String else pl.col(name) for name in names]
        return self.frame.select("line", *taken).collect(engine="streaming").lazy()


def open_large(file: Path, known: Sequence[str], *, shown: str, least_bytes: int = LEAST_BYTES) -> Large | None:
    """Return a table that polars reads; None for one that the exact reader takes: small, or written in a way that needs it.

    Raises IntakeFault for a Parquet file that cannot be read, and for a text file that only the exact reader could take and is too large.
    """
    suffix = file.suffix.lower()
    if not file.is_file() or not (suffix == ".parquet" or (suffix in _TEXT_NAMES and file.stat().st_size >= least_bytes)):
        return None
    refused = file_refusal(file, TABLE_STREAM)
    if refused is not None:
        raise fault_of(refused, file)
    pl = polars(file)
    try:
        found = _parquet(file, known, shown) if suffix == ".parquet" else _text(file, known, shown)
        if found is not None:
            found.frame.select("line").head(1).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        if suffix == ".parquet":
            raise IntakeFault("Berkas tidak dapat dibaca sebagai Parquet.", file=file, code="parquet-tidak-terbaca") from error
        found = None
    if found is None and file.stat().st_size > TABLE_TEXT.most:
        hint = "Simpan sebagai CSV UTF-8 biasa, satu baris tiap guru, atau sebagai Parquet."
        raise IntakeFault("Berkas sebesar ini tidak dapat dibaca sebagai tabel.", file=file, hint=hint, code="tabel-terlalu-besar")
    return found


def _text(file: Path, known: Sequence[str], shown: str) -> Large | None:
    import polars as pl

    with file.open("rb") as stream:
        start = stream.read(_HEAD_BYTES)
    lines = start.split(b"\n")[:_HEAD_LINES]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start or len(lines) < 2:
        return None
    try:
        separator, _, _ = separator_of(start.decode("utf-8-sig", "ignore"))
        if (count := _plain_lines(file, separator)) is None:
            return None
        grid = read_text_table(b"\n".join(lines[:-1]) + b"\n", str(file), shown)
    except (UnicodeDecodeError, IntakeFault):
        return None
    head = head_of(grid.rows, known, grid.after_blank)
    body = _body_start(grid, head)
    if body is None:
        return None
    first, at, noted = body
    width = max(len(row) for row in grid.rows)
    frame = pl.scan_csv(
        file,
        has_header=False,
        skip_lines=first - 1,
        separator=separator,
        schema={f"c{column}": pl.String for column in range(width)},
        row_index_name="line",
        row_index_offset=first,
    )
    cell = text_cells()
    opening = [cell(value) for value in frame.head(1).collect().row(0)[1:]]
    while opening and opening[-1] is KOSONG:
        opening.pop()
    if opening != grid.rows[at]:
        return None
    return _large(
        frame, head, _Edges(grid, at, first, _tail(file, str(file), separator, count), separator, tuple(noted)), cell, shown=shown
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    """The first rows of a table with the first of its body, its line, and the last rows: line, cells, whether a blank row is above."""

    grid: RawGrid
    at: int
    first: int
    tail: Sequence[tuple[int, list[Any], bool]]
    separator: str
    noted: tuple[Finding, ...] = ()


def _body_start(grid: RawGrid, head: Head) -> tuple[int, int, list[Finding]] | None:
    """Return line and index of the first row below the headings, and the note about a row that counts the columns."""
    at = head.bottom + 1
    noted: list[Finding] = []
    if at < len(grid.rows) and is_column_count(grid.rows[at], head.named, grid.rows[at + 1 : at + 1 + SAMPLE_ROWS]):
        noted.append(replace(finding("baris-nomor-kolom", severity=Severity.NOTE), place=grid.place(at, 0)))
        at += 1
    line = grid.place(at, 0).line if at < len(grid.rows) else None
    return (line, at, noted) if line is not None else None


def _plain_lines(file: Path, separator: str) -> int | None:
    """Return how many lines a file has; None where a row may take more than one, a quotation mark stands oddly, or it is not UTF-8."""
    mark = re.escape(separator.encode())
    sound = re.compile(rb"(?<=[" + mark + rb'\n])"(?:[^"\n]|"")*"(?=[' + mark + rb"\r\n])")
    decoder = codecs.getincrementaldecoder("utf-8")()
    count, rest = 0, b""
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
            whole, cut, rest = (rest + chunk).rpartition(b"\n")
            count += whole.count(b"\n") + len(cut)
            if b"\x00" in chunk or re.search(rb"\r(?!\n)", whole + cut) or _has_odd_mark(whole, sound):
                return None
    decoder.decode(b"", final=True)
    if _has_odd_mark(rest, sound) or b"\r" in rest:
        return None
    return count + bool(rest)


def _has_odd_mark(lines: bytes, sound: re.Pattern[bytes]) -> bool:
    if b'"' not in lines:
        return False
    return b'"' in sound.sub(b"", b"\n" + lines.removeprefix(codecs.BOM_UTF8) + b"\n")


def _tail(file: Path, name: str, separator: str, count: int) -> list[tuple[int, list[Any], bool]]:
    """Return the last rows of a plain file."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(max(0, size - _HEAD_BYTES))
        lines = stream.read().split(b"\n")
    if not lines[-1]:
        lines.pop()
    kept = lines[1:] if size > _HEAD_BYTES else lines
    kept = kept[-4 * TAIL_ROWS :]
    text = b"sep=" + separator.encode() + b"\n" + b"\n".join(kept) + b"\n"
    grid = read_text_table(text, name, name)
    shift = count - len(kept) - 1
    rows = [((grid.place(at, 0).line or 0) + shift, row, at in grid.after_blank) for at, row in enumerate(grid.rows)]
    return rows[-TAIL_ROWS:]


def _parquet(file: Path, known: Sequence[str], shown: str) -> Large | None:
    import polars as pl

    scanned = pl.scan_parquet(file)
    names = scanned.collect_schema().names()
    frame = scanned.rename({name: f"c{at}" for at, name in enumerate(names)}).with_columns(shortest()).with_row_index("line", offset=1)
    first = [[cell_of(value) for value in row[1:]] for row in frame.head(_HEAD_LINES).collect().iter_rows()]
    last = [(int(row[0]), [cell_of(value) for value in row[1:]], False) for row in frame.tail(TAIL_ROWS).collect().iter_rows()]
    grid = RawGrid([list(names), *first], lambda row, column: Place(shown, row or None))
    head = head_of(grid.rows, known)
    if head.bottom != 0 or len(grid.rows) < 2:
        return None
    last = [(line, row, is_apart) for line, row, is_apart in last if any(cell is not KOSONG for cell in row)]
    return _large(frame, head, _Edges(grid, 1, 1, last, ""), cell_of, shown=shown)


def _large(frame: pl.LazyFrame, head: Head, edges: _Edges, cell: Callable[[Any], Any], *, shown: str) -> Large:
    """Return the table: its rows without blanks and without its foot, what stands around them said."""
    import polars as pl

    named = head.named
    grid = edges.grid
    columns = {str(at): f"c{column}" for at, column in enumerate(named)}
    blank = frame.filter(pl.all_horizontal(_is_blank(f"c{column}") for column in named)).select("line").collect().to_series().to_list()
    frame = _without(frame, blank)
    sample = [row for row in grid.rows[edges.at :] if any(column < len(row) and row[column] is not KOSONG for column in named)]
    tail = _headed(edges, named)
    counted = frame.select(pl.len()).collect().item()

    def above(line: int, wanted: Sequence[int]) -> Mapping[int, FootColumn]:
        rows = frame.filter(pl.col("line") < line).select(f"c{column}" for column in wanted).collect().iter_rows()
        found = column_above(([cell(value) for value in row] for row in rows), range(len(wanted)), number_in)
        return {wanted[at]: one for at, one in found.items()}

    shape = shape_of(sample[:SAMPLE_ROWS], head.texts, named, is_long=counted > SAMPLE_ROWS + TAIL_ROWS)
    foot = foot_of(shape, tail, named, above)
    left = [line for line, code in foot.items() if code != "baris-rancu"]
    by_line = {line: row for line, row, _ in tail}
    found = [*edges.noted, *(_foot_finding(line, code, by_line[line], shown) for line, code in foot.items())]
    frame = _without(frame, left)
    inside = _totals_inside(frame, (shape, named), cell, shown, foot=frozenset(foot))
    around = _around(frame, head, edges, cell, shown=shown)
    places = tuple(grid.place(head.rows[column], column) for column in named)
    kept = frame.select("line", *(pl.col(old).alias(new) for new, old in columns.items()))
    everything = Findings((*grid.found, *found, *inside, *around))
    return Large(tuple(head.texts[column] for column in named), places, everything, kept, cell, shown)


def _headed(edges: _Edges, named: Sequence[int]) -> list[tuple[int, list[Any], bool]]:
    """Return the last rows that hold something under a heading."""
    found: list[tuple[int, list[Any], bool]] = []
    is_apart = False
    for line, row, is_after_blank in edges.tail:
        is_apart = is_apart or is_after_blank
        if line >= edges.first and any(column < len(row) and row[column] is not KOSONG for column in named):
            found.append((line, row, is_apart))
            is_apart = False
    return found


def _without(frame: pl.LazyFrame, lines: Sequence[int]) -> pl.LazyFrame:
    """Return the frame without some lines: by number, so that later passes need not look at every cell again."""
    import polars as pl

    return frame.filter(~pl.col("line").is_in(list(lines))) if lines else frame


def _is_blank(column: str) -> pl.Expr:
    import polars as pl

    return pl.col(column).is_null() | (pl.col(column).cast(pl.String).str.strip_chars() == "")


def _foot_finding(line: int, code: str, row: Sequence[Any], shown: str) -> Finding:
    from validators.values import shown as quoted

    severity = {"baris-jumlah": Severity.NOTE, "baris-kaki": Severity.WARNING}.get(code, Severity.ERROR)
    first = quoted(next((cell for cell in row if cell is not KOSONG), ""))
    return replace(finding(code, severity=severity, nilai=first), place=Place(shown, line))


def _totals_inside(
    frame: pl.LazyFrame, columns: tuple[Shape, Sequence[int]], cell: Callable[[Any], Any], shown: str, *, foot: frozenset[int]
) -> list[Finding]:
    """Return an error for each total among the rows: those that may be one are looked at as the exact reader does."""
    import polars as pl

    dtypes = frame.collect_schema()
    shape, named = columns
    texts = [f"c{column}" for column in named if dtypes[f"c{column}"] == pl.String and column not in shape.numbers]
    if not texts:
        return []
    maybe = frame.filter(pl.any_horizontal(pl.col(text).str.contains(_MAYBE_TOTAL) & (pl.col(text).str.len_chars() < 80) for text in texts))
    found: list[Finding] = []
    for row in maybe.collect(engine="streaming").sort("line").iter_rows():
        cells = [cell(value) for value in row[1:]]
        if row[0] not in foot and is_total(shape, cells, [column for column in named if column not in shape.numbers]):
            found.append(_foot_finding(row[0], "baris-jumlah-di-tengah", cells, shown))
    return found


def _around(frame: pl.LazyFrame, head: Head, edges: _Edges, cell: Callable[[Any], Any], *, shown: str) -> list[Finding]:
    """Return what is said of cells outside the headed columns: rows longer than the headings, data without a heading."""
    import polars as pl

    width = len(frame.collect_schema()) - 1
    outside = [column for column in range(width) if column not in head.named]
    if not outside:
        return []
    rows = frame.filter(~pl.all_horizontal(_is_blank(f"c{column}") for column in outside)).collect().sort("line")
    lines = [row[0] for row in rows.iter_rows()]
    cells = [_trimmed([cell(value) for value in row[1:]]) for row in rows.iter_rows()]
    grid = RawGrid(cells, lambda row, column: Place(shown, lines[row]), separator=edges.separator)
    long = list(too_long_found(grid, head, range(len(cells))))
    return long or list(nameless_found(grid, head.named, range(len(cells))))


def _trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] is KOSONG:
        cells.pop()
    return cells
