"""CGI and ID of a whole country: a file of millions of teachers, one row each, summed by polars without a loss of exactness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.errors import IntakeFault
from generator.form.bare import folded
from generator.form.headings import PASSED_OVER
from generator.reference.scores import score_references
from generator.scoring import census, gap
from generator.scoring.arguments import arguments_of
from generator.scoring.gap_values import Arguments, codes
from generator.scoring.refusal import ScoreRefused, cited
from generator.scoring.registry import SCORES, run, working
from generator.scoring.working import Working, items, shown, step
from generator.tallies.disparity import by_teacher
from generator.tallies.gap import is_wide, value_columns
from generator.tallies.gap_pages import index_page
from generator.tallies.model import Done, Kind, Options, Tally
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding

if TYPE_CHECKING:
    import polars as pl

    from generator.reference import Library

LARGE_BYTES: Final = 8 * 1024 * 1024
"""A CSV file from this size on is summed by polars."""
_RANKS: Final = frozenset({"jenjang", "jenjang jabatan", "jabatan"})
_NAMES: Final = frozenset({"nama", "nama guru", "guru", "nip", "nuptk"})
_GROUPS: Final = frozenset({"kelompok", "kabupaten", "kabupaten/kota", "mata pelajaran"})


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as polars sees it. reading: how it is scanned, so that columns can be read as text once more; empty for Parquet."""

    frame: pl.LazyFrame
    headings: tuple[str, ...]
    reading: Mapping[str, Any]
    file: Path


def census_tally(
    kind: Kind, file: Path, library: Library, options: Options, *, shown: str = "", least_bytes: int = LARGE_BYTES
) -> Tally | None:
    """Return CGI or ID of a file with one row per teacher; None where the file is another table, or small enough for the exact reader.

    least_bytes: size of a CSV file from which polars reads it; Parquet always. Raises IntakeFault when it cannot be read.
    """
    shown = shown or str(file)
    if kind.command not in ("cgi", "id") or not _is_for_polars(file, least_bytes):
        return None
    source = _opened(file)
    if source is None:
        return None
    if kind.command == "id":
        return _disparity(kind, source, file, shown, options) if by_teacher(source.headings) else None
    if not is_wide(source.headings) or options.cara == "kesenjangan dahulu":
        return None
    try:
        return _gap(kind, source, library, shown, options)
    except ScoreRefused as refusal:
        places = Place(shown)
        found = [
            Finding(one.code, one.message, label=str(one.place[0]), hint=one.hint, source=cited(one.code, gap.SOURCE), place=places)
            for one in refusal.all
        ]
        return Tally(kind, shown, Findings(found))


def _is_for_polars(file: Path, least_bytes: int) -> bool:
    suffix = file.suffix.lower()
    return file.is_file() and (suffix == ".parquet" or (suffix in (".csv", ".tsv", ".txt") and file.stat().st_size >= least_bytes))


def _opened(file: Path) -> _Source | None:
    """Return the file as a lazy frame; None for text that is not UTF-8, which the exact reader knows better."""
    from generator.intake.tables_parquet import polars
    from generator.intake.tables_text import separator_of

    pl = polars(file)
    try:
        if file.suffix.lower() == ".parquet":
            frame = pl.scan_parquet(file)
            return _Source(frame, tuple(frame.collect_schema().names()), {}, file)
        with file.open("rb") as stream:
            head = stream.read(200_000).decode("utf-8-sig")
        separator, _, _ = separator_of(head[: head.rfind("\n")])
        reading: dict[str, Any] = {"separator": separator, "decimal_comma": separator == ";", "infer_schema_length": 10_000}
        frame = pl.scan_csv(file, **reading)
        return _Source(frame, tuple(frame.collect_schema().names()), reading, file)
    except UnicodeDecodeError:
        return None
    except (pl.exceptions.PolarsError, OSError) as error:
        raise IntakeFault("Berkas tidak dapat dibaca sebagai tabel.", file=file) from error


def _disparity(kind: Kind, source: _Source, file: Path, shown: str, options: Options) -> Tally:
    import polars as pl

    names = {name: next(heading for heading in source.headings if folded(heading) == name) for name in ("kabupaten", "lulus", "sasaran")}
    try:
        regions = census.regions(source.frame, **names)
    except pl.exceptions.PolarsError as error:
        hint = "Satu baris tiap guru; lulus dan sasaran berisi 1 atau 0."
        raise IntakeFault("Kolom lulus atau sasaran tidak terbaca sebagai angka.", file=file, hint=hint) from error
    given = {"wilayah": regions, **options.given("rerata", "sasaran_nol", "n")}
    try:
        result = run(SCORES["id"], given)
    except ScoreRefused as refusal:
        return Tally(kind, shown, Findings(Finding(one.code, one.message, hint=one.hint, place=Place(shown)) for one in refusal.all))
    unused = _unused(source.headings, tuple(names.values()), shown)
    return Tally(kind, shown, unused, (Done("", given, {}, result, partial(working, SCORES["id"], given)),))


def _gap(kind: Kind, source: _Source, library: Library, shown: str, options: Options) -> Tally:
    import polars as pl

    given = score_references(SCORES["cgi"], {}, library)
    arguments = arguments_of(Arguments, {**given, "nilai": []})
    columns = value_columns(source.headings)
    rank = next((heading for heading in source.headings if folded(heading) in _RANKS), None)
    if rank is None:
        return Tally(
            kind, shown, Findings([replace(finding("kolom-tidak-ada", nilai="jenjang", usul=".", kolom="jenjang"), place=Place(shown))])
        )
    group = next((heading for heading in source.headings if folded(heading) in _GROUPS), "")
    names = {one.kode: one.nama for one in arguments.kompetensi}
    frame, found = source.frame, Findings()
    unused = _unused(source.headings, (*columns, rank, group), shown)
    if any(one == pl.String for one in frame.select(columns).collect_schema().dtypes()):
        frame, found = _numbers(source, columns, shown)
    try:
        if found.has_errors:
            return Tally(kind, shown, found)
        sums = census.gap_sums(frame, columns, arguments.level, jenjang=rank, kelompok=group, names=names)
    except pl.exceptions.ComputeError:  # a number of another kind below the first ten thousand rows
        frame, found = _numbers(source, columns, shown)
        if found.has_errors:
            return Tally(kind, shown, found)
        sums = census.gap_sums(frame, columns, arguments.level, jenjang=rank, kelompok=group, names=names)
    result = _result(sums, _by_indicator(frame, columns, arguments, rank))
    return Tally(
        replace(kind, pages=_pages), shown, found + unused, (Done("", {"sums": sums}, {}, result, partial(_working, sums, result)),)
    )


def _unused(headings: Sequence[str], used: Sequence[str], shown: str) -> Findings:
    """Return a warning for each column that no index reads, names of teachers aside."""
    left = [one for one in headings if one not in used and folded(one) not in PASSED_OVER | _NAMES]
    return Findings(
        replace(finding("kolom-tidak-dikenal", severity=Severity.WARNING, nilai=one, usul="."), place=Place(shown, 1)) for one in left
    )


def _numbers(source: _Source, columns: Sequence[str], shown: str) -> tuple[pl.LazyFrame, Findings]:
    """Return the frame with the columns read as numbers, whatever their spelling, and what is none with its line."""
    import polars as pl

    as_text = dict.fromkeys(columns, pl.String)
    frame = pl.scan_csv(source.file, schema_overrides=as_text, **source.reading) if source.reading else source.frame
    text = [pl.col(column).cast(pl.String).str.strip_chars() for column in columns]
    read = [
        pl.col(column).cast(pl.String).str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        for column in columns
    ]
    bad = [((one.str.len_chars() > 0) & number.is_null()).alias(column) for one, number, column in zip(text, read, columns, strict=True)]
    found: list[Finding] = []
    for column, flag in zip(columns, bad, strict=True):
        first = frame.with_row_index("_baris", offset=2).filter(flag).select("_baris", column).head(3).collect()
        for line, value in first.rows():
            found.append(replace(finding("angka-tidak-terbaca", nilai=value), label=column, place=Place(shown, line)))
    return frame.with_columns(one.alias(column) for one, column in zip(read, columns, strict=True)), Findings(found)


def _by_indicator(frame: pl.LazyFrame, columns: Sequence[str], arguments: Arguments, rank: str) -> tuple[gap.IndicatorIndex, ...]:
    """Return the index of each indicator: the same sums with every column for itself."""
    import polars as pl

    alone = {str(at): column for at, column in enumerate(columns, start=1)}
    renamed = frame.select(pl.col(rank), *(pl.col(column).alias(at) for at, column in alone.items()))
    parts: dict[str, list[gap.Sums]] = {}
    for one in census.gap_sums(renamed, list(alone), arguments.level, jenjang=rank):
        parts.setdefault(alone[one.kompetensi], []).append(one)
    totals = {column: gap.total(part) for column, part in parts.items()}
    kept = {column: one for column, one in totals.items() if one.n}
    falling = sorted(kept, key=lambda column: -kept[column].relatif / kept[column].n)
    names = {one.kode: one.nama for one in arguments.kompetensi}
    return tuple(
        gap.IndicatorIndex(
            column, names.get(codes(column)[0], codes(column)[0]), falling.index(column) + 1,
            one.relatif / one.n, one.selisih / one.n, one.nilai / one.n, one.n, one.q, (),
        )
        for column, one in kept.items()
    )  # fmt: skip


def _result(sums: Sequence[gap.Sums], indicators: tuple[gap.IndicatorIndex, ...]) -> gap.Result:
    whole = gap.overall(sums)
    return gap.Result(
        whole.cgi,
        whole.mean_gap,
        max(one.n for one in whole.by_kompetensi),
        max(one.q for one in whole.by_kompetensi),
        whole.by_kompetensi,
        whole.by_jenjang,
        whole.by_kelompok,
        whole.by_kompetensi_jenjang,
        indicators,
        tuple(sorted(indicators, key=lambda one: one.urutan)),
        (),
        f"CGI keseluruhan: rerata {len(whole.by_kompetensi)} kompetensi; n dan q menurut kompetensi yang paling lengkap",
    )


def _totals(sums: Sequence[gap.Sums]) -> Iterator[gap.Sums]:
    for name in dict.fromkeys(one.kompetensi for one in sums if one.n):
        yield gap.total([one for one in sums if one.kompetensi == name and one.n])


def _working(sums: Sequence[gap.Sums], result: gap.Result) -> Working:
    steps = [step(f"CGI {one.kompetensi}", f"{shown(one.relatif)} / {one.n}", Fraction(one.relatif, one.n)) for one in _totals(sums)]
    mean = " + ".join(shown(index.cgi) for index in result.by_kompetensi)
    steps.append(step("CGI", f"({mean}) / {len(result.by_kompetensi)}", result.cgi))
    gaps = " + ".join(shown(index.mean_gap) for index in result.by_kompetensi)
    steps.append(step("Rerata kesenjangan (level)", f"({gaps}) / {len(result.by_kompetensi)}", result.mean_gap))
    inputs = items((("Guru dengan nilai", result.n), ("Guru dengan kesenjangan", result.q)))
    return Working("cgi", inputs, tuple(steps), "", gap.SOURCE, gap.DECISIONS)


def _pages(done: Sequence[Done]) -> list[Any]:
    rows = [(one.kompetensi, one.n, one.q, one.relatif, one.selisih) for one in _totals(done[0].given["sums"])]
    return [index_page(done[0].result, rows)]
