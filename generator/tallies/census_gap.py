"""CGI of a whole country: a file of one row a teacher and a column for each indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from generator.form.headings import Reading, WantedColumn
from generator.intake.tables.large import Large
from generator.reference.scores import score_references
from generator.scoring import census
from generator.scoring.arguments import arguments_of
from generator.scoring.gap import indices as gap
from generator.scoring.gap.values import Arguments, MinimalLevel, codes, folded, profiles
from generator.scoring.registry import SCORES
from generator.scoring.working import Working, items, shown, step
from generator.tallies.census_cells import Cells, TooVaried, first_line, first_lines, odd_text, read_cells, reading_of
from generator.tallies.gap import OWN_COLUMNS, wide_rows
from generator.tallies.gap_pages import index_page
from generator.tallies.model import Options, ScoreResult, Tally, TallyRecipe
from generator.tallies.tally import MEANINGLESS, scored, told
from validators.absence import KOSONG
from validators.findings import Finding, Severity
from validators.messages import finding
from validators.values import parse_number, parse_text

if TYPE_CHECKING:
    import polars as pl

    from generator.reference import Library


_LARGEST_SCALE: Final = 10**9
"""Beyond this many units to a level the sums of a country no longer fit 64 bits."""


def gap_tally(recipe: TallyRecipe, large: Large, library: Library, asked: tuple[Reading, Options]) -> Tally:
    """Return CGI of a large table, or what is wrong with it. asked: its first row read, the choices."""
    opening, options = asked
    if any(codes(code)[2] for code in opening.others):  # of sub-indicators the exact reader makes the mean
        raise TooVaried
    given = score_references(SCORES["cgi"], {}, library)
    arguments = arguments_of(Arguments, {**given, "nilai": []})
    columns = [(code, large.headings.index(opening.table.headings[opening.indexes[code]])) for code in opening.others]
    own = {name: large.headings.index(opening.table.headings[opening.indexes[name]]) for name in OWN_COLUMNS if opening.has(name)}
    held = large.held((*(at for _, at in columns), *(at for name, at in own.items() if name != "nama")))
    values = {code: read_cells(large, held, at, WantedColumn("", parse_number, is_filled=False)) for code, at in columns}
    ranks = read_cells(large, held, own["jenjang"], WantedColumn("", parse_text))
    groups = read_cells(large, held, own["kelompok"], WantedColumn("", parse_text, is_filled=False)) if "kelompok" in own else None
    wrong = _wrong_lines(held, arguments, (values, ranks, groups)) + (
        first_lines(large.frame, odd_text(own["nama"], is_filled=True)) if "nama" in own else []
    )
    if wrong:
        return _refused(recipe, large, library, (wrong, options))
    found = opening.found
    if found.has_errors:
        return Tally(recipe, large.shown, told(found, ()))
    scale = _scale(values.values(), arguments)
    frame = _units(held, (values, ranks, groups), arguments, scale)
    if not _count(frame, list(values)):
        return _refused(recipe, large, library, (first_line(large), options))
    sums = _sums(frame, list(values), arguments, scale, has_groups=groups is not None)
    blank, notes, count = _blanks(recipe, (large, held), own.get("nama"), (values, arguments))
    result = _result(sums, frame, (list(values), arguments, scale), blank, count=count)
    done = ScoreResult("", {"sums": sums}, {}, result, {}, lambda given: _working(given["sums"], result))
    return Tally(replace(recipe, pages=_pages, notes=lambda done: ()), large.shown, told(found, notes), (done,))


_Read = tuple[Mapping[str, Cells], Cells, Cells | None]
"""A table's columns of values, its jenjang, its groups."""


def _wrong_lines(held: pl.LazyFrame, arguments: Arguments, read: _Read) -> list[int]:
    """Return the first lines of each kind of fault: unreadable, blank where it may not be, out of range, an unknown jenjang."""
    values, ranks, groups = read
    known = {folded(name) for row in arguments.level for name in (*row.alias, row.jenjang)}
    strangers = Cells(ranks.name, {}, {"x": tuple(raw for raw, value in ranks.values.items() if folded(value) not in known)})
    beyond = [
        Cells(
            one.name,
            {},
            {
                "x": tuple(
                    raw for raw, value in one.values.items() if value is not KOSONG and not arguments.minimum <= value <= arguments.maksimum
                )
            },
        )
        for one in values.values()
    ]
    tests = [
        one.is_wrong(code)
        for one in (*values.values(), ranks, groups, strangers, *beyond)
        if one is not None
        for code in one.wrong
        if one.wrong[code]
    ]
    return sorted({line for test in tests for line in first_lines(held, test)})


def _refused(recipe: TallyRecipe, large: Large, library: Library, asked: tuple[Sequence[int], Options]) -> Tally:
    """Return what is wrong with some rows, as the exact way tells it."""
    lines, options = asked
    reading = reading_of(recipe, large, lines, options)
    runs = recipe.runs(reading.only_sound() if reading.found.has_errors else reading, options) if reading.rows else ()
    refused = [
        one for one in scored(recipe, runs, library)[1] if one.code not in MEANINGLESS or not (reading.found.has_errors or len(lines) > 1)
    ]
    return Tally(recipe, large.shown, told(reading.found, refused))


def _scale(values: Any, arguments: Arguments) -> int:
    """Return how many units make a level, so that every value and every minimal level is a whole number of them."""
    finest = max(
        (
            -exponent
            for one in values
            for value in one.values.values()
            if isinstance(value, Decimal) and isinstance(exponent := value.normalize().as_tuple().exponent, int)
        ),
        default=0,
    )
    scale = 10 ** max(finest, 0)
    while any((level.level * scale).denominator != 1 for level in arguments.level) and scale <= _LARGEST_SCALE:
        scale *= 10
    if scale > _LARGEST_SCALE:
        raise TooVaried
    return scale


def _units(held: pl.LazyFrame, read: _Read, arguments: Arguments, scale: int) -> pl.LazyFrame:
    """Return the frame in units: line, jenjang by its own name, kelompok, of each code its value."""
    values, ranks, groups = read
    names = {folded(name): row.jenjang for row in arguments.level for name in (*row.alias, row.jenjang)}
    own = replace(ranks, values={raw: names[folded(value)] for raw, value in ranks.values.items()})
    extra = [groups.as_text("kelompok")] if groups is not None else []
    units = held.select("line", own.as_text("jenjang"), *extra, *(one.as_whole(code, scale) for code, one in values.items()))
    return units.collect().lazy()


def _count(frame: pl.LazyFrame, columns: Sequence[str]) -> int:
    import polars as pl

    return frame.select(pl.any_horizontal(pl.col(code).is_not_null() for code in columns).sum()).collect(engine="streaming").item() or 0


def _parts(columns: Sequence[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for column in columns:
        parts.setdefault(codes(column)[0], []).append(column)
    return parts


def _sums(frame: pl.LazyFrame, columns: Sequence[str], arguments: Arguments, scale: int, *, has_groups: bool) -> list[gap.Sums]:
    """Return the sums in the order in which the exact way meets them: by the first row that has a value."""
    import polars as pl

    levels = [MinimalLevel(row.jenjang, row.level * scale) for row in arguments.level]
    names = {one.kode: one.nama for one in arguments.kompetensi}
    found = census.gap_sums(
        frame, columns, levels, kelompok="kelompok" if has_groups else "", names=names, highest=int(arguments.maksimum * scale)
    )
    keys = ["jenjang", *(["kelompok"] if has_groups else [])]
    parts = _parts(columns)
    first = [
        pl.col("line").filter(pl.any_horizontal(pl.col(code).is_not_null() for code in part)).min().alias(name)
        for name, part in parts.items()
    ]
    order: dict[tuple[str, ...], tuple[int, int]] = {}
    for row in frame.group_by(keys).agg(first).collect(engine="streaming").to_dicts():
        for at, name in enumerate(parts):
            order[names.get(name, name), row["jenjang"], row.get("kelompok", "")] = (row[name] or 0, at)
    scaled = [replace(one, selisih=one.selisih / scale, nilai=one.nilai / scale) for one in found]
    return sorted((one for one in scaled if one.n), key=lambda one: order[one.kompetensi, one.jenjang, one.kelompok])


def _result(
    sums: Sequence[gap.Sums],
    frame: pl.LazyFrame,
    columns: tuple[Sequence[str], Arguments, int],
    blank: tuple[gap.Missing, ...],
    *,
    count: int,
) -> gap.Result:
    whole = gap.overall(sums)
    ranked = _by_indicator(frame, *columns)
    teachers, below = _teachers(frame, *columns)
    return gap.Result(
        whole.cgi,
        whole.mean_gap,
        teachers,
        below,
        whole.by_kompetensi,
        whole.by_jenjang,
        whole.by_kelompok,
        whole.by_kompetensi_jenjang,
        ranked,
        tuple(sorted(ranked, key=lambda one: one.urutan)),
        blank,
        gap.note(len(whole.by_kompetensi), count),
    )


def _teachers(frame: pl.LazyFrame, columns: Sequence[str], arguments: Arguments, scale: int) -> tuple[int, int]:
    """Return how many teachers have a value, and how many of them a gap in some kompetensi."""
    import polars as pl

    level = pl.col("jenjang").replace_strict({row.jenjang: int(row.level * scale) for row in arguments.level}, return_dtype=pl.Int64)
    present = pl.any_horizontal(pl.col(code).is_not_null() for code in columns)
    short = [
        level * pl.sum_horizontal(pl.col(code).is_not_null().cast(pl.Int64) for code in part) - pl.sum_horizontal(part) > 0
        for part in _parts(columns).values()
    ]
    row = frame.select(present.sum().alias("n"), (present & pl.any_horizontal(short)).sum().alias("q")).collect(engine="streaming").row(0)
    return int(row[0] or 0), int(row[1] or 0)


def _by_indicator(frame: pl.LazyFrame, columns: Sequence[str], arguments: Arguments, scale: int) -> tuple[gap.IndicatorIndex, ...]:
    """Return the index of each indicator from how many teachers have each level and value."""
    import polars as pl

    names = {one.kode: one.nama for one in arguments.kompetensi}
    levels = {row.jenjang: row.level for row in arguments.level}
    values: dict[tuple[str, str], Counter[tuple[Fraction, Fraction]]] = {}
    firsts: dict[tuple[str, str], tuple[int, int]] = {}
    for at, code in enumerate(columns):
        kompetensi, indikator, _ = codes(code)
        if not indikator:
            continue
        counted = (
            frame.filter(pl.col(code).is_not_null())
            .group_by("jenjang", code)
            .agg(pl.len().alias("n"), pl.col("line").min().alias("at"))
            .collect(engine="streaming")
        )
        counts: Counter[tuple[Fraction, Fraction]] = Counter()
        for rank, units, number, line in counted.sort("at").rows():
            counts[levels[rank], Fraction(units, scale)] += number
            firsts[names.get(kompetensi, kompetensi), indikator] = min(
                firsts.get((names.get(kompetensi, kompetensi), indikator), (line, at)), (line, at)
            )
        if counts:
            values[names.get(kompetensi, kompetensi), indikator] = counts
    return gap.ranked({key: values[key] for key in sorted(values, key=lambda key: firsts[key])})


def _blanks(
    recipe: TallyRecipe, files: tuple[Large, pl.LazyFrame], names: int | None, asked: tuple[Mapping[str, Cells], Arguments]
) -> tuple[tuple[gap.Missing, ...], list[Finding], int]:
    """Return the first values that are not there, the warnings about them, and how many there are."""
    import polars as pl

    large, held = files
    values, arguments = asked
    codes_ = list(values)
    empty = {
        code: one.is_wrong("x")
        for code, one in (
            (code, Cells(cells.name, {}, {"x": tuple(raw for raw, value in cells.values.items() if value is KOSONG)}))
            for code, cells in values.items()
        )
    }
    parts = _parts(codes_)
    counted = pl.sum_horizontal(
        pl.when(pl.all_horizontal(empty[code] for code in part))
        .then(1)
        .otherwise(pl.sum_horizontal(empty[code].cast(pl.Int64) for code in part))
        for part in parts.values()
    )
    count = int(held.select(counted.sum()).collect(engine="streaming").item() or 0)
    if not count:
        return (), [], 0
    lines = first_lines(held, pl.any_horizontal(empty.values()))
    lines += first_lines(held, ~pl.all_horizontal(empty.values()))[:1]  # profiles wants a value somewhere
    reading = reading_of(recipe, large, lines, Options())
    namesakes = _namesakes(large, reading, names)
    rows = list(wide_rows(reading, namesakes))
    notes = [
        replace(finding("nilai-dilewati", severity=Severity.WARNING), label=row["kompetensi"], place=places["nilai"])
        for row, places in rows
        if row["nilai"] is KOSONG
    ]
    read = profiles(replace(arguments, nilai=arguments_of(Arguments, {"level": [], "nilai": [row for row, _ in rows]}).nilai))
    return tuple(gap.Missing(*one) for profile in read for one in profile.missing), notes, count


def _namesakes(large: Large, reading: Reading, names: int | None) -> Counter[str]:
    """Return how often the names of some rows stand in the whole table."""
    import polars as pl

    if names is None:
        return Counter()
    wanted = {row.text("nama") for row in reading.rows}
    text = pl.col(str(names)).cast(pl.String).str.strip_chars().alias("nama")
    return Counter(
        dict(large.frame.select(text).filter(pl.col("nama").is_in(list(wanted))).group_by("nama").len().collect(engine="streaming").rows())
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


def _pages(done: Sequence[ScoreResult]) -> list[Any]:
    rows = [(one.kompetensi, one.n, one.q, one.relatif, one.selisih) for one in _totals(done[0].given["sums"])]
    return [index_page(done[0].result, rows)]
