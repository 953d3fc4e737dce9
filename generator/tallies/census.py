"""CGI and ID of a whole country: a file of millions of teachers, one row each, summed by polars without a loss of exactness.

Polars only sums. Which row holds the headings, what is no data, what a cell says and what is wrong with it is told by the same functions
as for a small table: once for each distinct spelling, and for the rows in which something is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.form.headings import Reading, WantedColumn
from generator.guard import TABLE_TEXT
from generator.intake.tables.large import LEAST_BYTES, Large, open_large
from generator.scoring import census
from generator.tallies import disparity
from generator.tallies.census_cells import Cells, TooVaried, first_lines, odd_text, read_cells, reading_of
from generator.tallies.census_gap import gap_tally
from generator.tallies.gap import is_wide
from generator.tallies.model import Options, ScoreRun, Tally, TallyRecipe
from generator.tallies.tally import MEANINGLESS, MOST_COMPARED, repeated, scored, told
from validators.findings import Findings, Place
from validators.findings import Path as ValuePath
from validators.values import parse_text

if TYPE_CHECKING:
    import polars as pl

    from generator.reference import Library


def census_tally(
    recipe: TallyRecipe, file: Path, library: Library, options: Options, *, shown: str = "", least_bytes: int = LEAST_BYTES
) -> Tally | None:
    """Return CGI or ID of a file with one row per teacher; None where the file is another table, or for the exact reader.

    least_bytes: size of a text file from which polars reads it; Parquet always. Raises IntakeFault when it cannot be read.
    """
    if recipe.command not in ("cgi", "id") or options.cara == "kesenjangan dahulu":
        return None
    large = open_large(file, recipe.known, shown=shown or str(file), least_bytes=least_bytes)
    if large is None or not (disparity.by_teacher(large.headings) if recipe.command == "id" else is_wide(large.headings)):
        return None
    opening = reading_of(recipe, large, (), options)
    is_well_headed = opening.is_complete and not any(one.code == "kolom-ganda" for one in opening.found)
    if not is_well_headed and file.stat().st_size <= TABLE_TEXT.most:
        return None
    if not is_well_headed:
        return Tally(recipe, large.shown, told(opening.found, ()))
    try:
        way = _disparity if recipe.command == "id" else gap_tally
        found = way(recipe, large, library, (opening, options))
    except TooVaried:
        return None
    return replace(found, findings=told(found.findings, _repeated(recipe, large, opening, options)))


def _repeated(recipe: TallyRecipe, large: Large, opening: Reading, options: Options) -> Findings:
    """Return what is said of rows that stand twice, in a table of so few rows that they are compared."""
    import polars as pl

    if not any(opening.has(name) for name in recipe.named_by):
        return Findings()
    lines = large.frame.select(pl.col("line").head(MOST_COMPARED + 1)).collect().to_series().to_list()
    return repeated(recipe, reading_of(recipe, large, lines, options)) if len(lines) <= MOST_COMPARED else Findings()


def _disparity(recipe: TallyRecipe, large: Large, library: Library, asked: tuple[Reading, Options]) -> Tally:
    import polars as pl

    opening, options = asked
    name, flags = opening.indexes["kabupaten"], [opening.indexes[one] for one in ("lulus", "sasaran")]
    held = large.held((name, *flags))
    cells = [read_cells(large, held, at, WantedColumn("", disparity.read_flag)) for at in flags]
    names = _spelt(read_cells(large, held, name, WantedColumn("", parse_text)))
    tests = [*(one.is_wrong(code) for one in (*cells, names) for code in one.wrong)]
    texts = [at for one, at in opening.indexes.items() if one == "guru"]
    wrong = sorted(
        {line for test in tests for line in first_lines(held, test)}
        | {line for at in texts for line in first_lines(large.frame, odd_text(at, is_filled=False))}
    )
    found = reading_of(recipe, large, wrong, options).found if wrong else opening.found
    sound = held.filter(~pl.any_horizontal(tests)) if tests else held
    frame = sound.select("line", names.as_text("kabupaten"), cells[0].as_whole("lulus"), cells[1].as_whole("sasaran"))
    run = _regions(frame, large, opening, options)
    done, refused = scored(recipe, [run] if run.given["wilayah"] else [], library)
    if found.has_errors or refused:
        kept = [one for one in refused if not (found.has_errors and one.code in MEANINGLESS)]
        return Tally(recipe, large.shown, told(found, kept))
    notes = [note for one in done for note in Findings(recipe.notes(one)).placed(one.places)]
    return Tally(recipe, large.shown, told(found, notes), tuple(done))


def _spelt(names: Cells) -> Cells:
    """Return the regions' names, each by the one spelling that stands for it."""
    spelt = disparity.spellings(str(value) for value in names.values.values())
    return replace(names, values={raw: spelt[str(value)] for raw, value in names.values.items()})


def _regions(frame: pl.LazyFrame, large: Large, reading: Reading, options: Options) -> ScoreRun:
    """Return the sums of each kabupaten, each placed at its first row."""
    import polars as pl

    sums = census.regions(frame)
    firsts = dict(frame.group_by("kabupaten").agg(pl.col("line").min()).collect(engine="streaming").rows())
    places: dict[ValuePath, Place] = {("wilayah",): reading.heading("kabupaten"), ("n",): reading.heading("guru")}
    for at, region in enumerate(sums):
        where = Place(large.shown, firsts[region.kabupaten])
        places |= {("wilayah", at, name): where for name in ("lulus", "sasaran", "guru")} | {("wilayah", at): where}
    return ScoreRun("", {"wilayah": sums, **options.given("rerata", "sasaran_nol", "n")}, places)
