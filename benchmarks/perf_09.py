"""PERF-09, SCO-93: CGI and ID of 3.3 million teachers x 12 indicators in 514 kabupaten/kota, beside bare polars.

Bare polars makes the same indices with binary floats and checks nothing; ours makes them exactly and refuses what is out of range.
"""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.rounds import Measured, ratio, timed
from generator.scoring import census
from generator.scoring.gap import indices as gap
from generator.scoring.gap.values import MinimalLevel
from generator.scoring.registry import run

if TYPE_CHECKING:
    import polars as pl

FULL = 3_300_000
ROUNDS = 5
SEED = 4141
KABUPATEN = 514
INDICATORS = [f"{kompetensi}.{at}" for kompetensi in range(1, 5) for at in range(1, 4)]
LEVELS = {"Ahli Pertama": 2, "Ahli Muda": 3, "Ahli Madya": 4, "Ahli Utama": 5}
MINIMAL = tuple(MinimalLevel(name, Fraction(level)) for name, level in LEVELS.items())


def measure(teachers: int = FULL, rounds: int = ROUNDS) -> list[Measured]:
    """Return the lines of the table; both methods read the same files, which are made first."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_teachers(Path(folder), teachers)
        lines: list[Measured] = []
        for form, file in files.items():
            agree(file)
            methods = {"borang": lambda file=file: indices(opened(file)), "polars": lambda file=file: bare_indices(opened(file))}
            taken = timed(methods, rounds)
            what = f"CGI + ID, {teachers:,} guru x 12, {form}"
            lines.append(Measured("PERF-09", f"{what}, bare polars", median(taken["polars"])))
            wanted = "<= 1.5" if form == "CSV" else ""
            lines.append(Measured("PERF-09", f"{what}, borang", median(taken["borang"]), ratio(taken, "borang", "polars"), wanted))
        return lines


def write_teachers(folder: Path, teachers: int) -> dict[str, Path]:
    """Write the teachers as CSV and Parquet; the same seed gives the same file."""
    frame = teachers_frame(teachers)
    csv, parquet = folder / "guru.csv", folder / "guru.parquet"
    frame.write_csv(csv)
    frame.write_parquet(parquet)
    return {"CSV": csv, "Parquet": parquet}


def teachers_frame(teachers: int) -> pl.DataFrame:
    """Return one row per teacher: jenjang, kabupaten, twelve levels of which one in fifty is blank, sasaran and lulus as 0 and 1."""
    import numpy as np
    import polars as pl

    drawn = np.random.default_rng(SEED)
    names = np.array([f"Kabupaten {at:03d}" for at in range(1, KABUPATEN + 1)])
    where = drawn.integers(0, KABUPATEN, teachers)
    ranks = np.array(list(LEVELS))[drawn.choice(len(LEVELS), teachers, p=[0.4, 0.3, 0.25, 0.05])]
    columns: dict[str, Any] = {"jenjang": ranks, "kabupaten": names[where]}
    for code in INDICATORS:
        values = pl.Series(code, drawn.integers(1, 6, teachers, dtype=np.int8))
        columns[code] = values.set(pl.Series(drawn.random(teachers) < 0.02), None)
    target = drawn.random(teachers) < 0.3
    columns["sasaran"] = target.astype(np.int8)
    columns["lulus"] = (target & (drawn.random(teachers) < 0.4 + where / (2 * KABUPATEN))).astype(np.int8)
    return pl.DataFrame(columns)


def opened(file: Path) -> pl.LazyFrame:
    """Return the file as polars reads it lazily."""
    import polars as pl

    return pl.scan_parquet(file) if file.suffix == ".parquet" else pl.scan_csv(file)


def indices(frame: pl.LazyFrame) -> tuple[Any, Any]:
    """Return CGI with its cuts and ID, exact."""
    return gap.overall(census.gap_sums(frame, INDICATORS, MINIMAL)), run("id", {"wilayah": census.regions(frame)})


def bare_indices(frame: pl.LazyFrame) -> tuple[float, float]:
    """Return CGI and ID as somebody who knows polars would write them, in binary floats."""
    return bare_gap(frame), bare_disparity(frame)


def bare_gap(frame: pl.LazyFrame) -> float:
    """Return the mean over the kompetensi of the mean over teachers of max(0, M - K) / M."""
    import polars as pl

    level = pl.col("jenjang").replace_strict(LEVELS, return_dtype=pl.Float64)
    means = [pl.mean_horizontal([code for code in INDICATORS if code.startswith(str(at))]) for at in range(1, 5)]
    gaps = [((level - mean).clip(lower_bound=0) / level).mean().alias(str(at)) for at, mean in enumerate(means, start=1)]
    row = frame.select(gaps).collect(engine="streaming").row(0)
    return sum(row) / len(row)


def bare_disparity(frame: pl.LazyFrame) -> float:
    """Return the root of the weighted squared distances from the plain mean of coverage, over that mean."""
    import polars as pl

    shares = frame.group_by("kabupaten").agg(pl.len().alias("f"), (pl.col("lulus").sum() / pl.col("sasaran").sum()).alias("y"))
    mean = pl.col("y").mean()
    wanted = ((pl.col("y") - mean) ** 2 * pl.col("f")).sum() / pl.col("f").sum()
    return shares.select(wanted.sqrt() / mean).collect(engine="streaming").item()


def agree(file: Path) -> None:
    """Raise AssertionError unless both methods give the same indices to nine digits."""
    (whole, disparity), (bare_cgi, bare_id) = indices(opened(file)), bare_indices(opened(file))
    assert abs(float(whole.cgi) - bare_cgi) < 1e-9, (whole.cgi, bare_cgi)
    assert abs(float(disparity.id) - bare_id) < 1e-9, (disparity.id, bare_id)
