"""Census: the sums behind CGI and ID taken from a table of millions of teachers in one pass (SCO-93).

The table is a polars LazyFrame that the caller opened (CSV or Parquet); sums are made on whole numbers, so that what
`gap.overall` and `disparity.disparity` make of them is as exact as from a form.
Source: Perdirjen GTK 4141/2023, Bab II huruf A angka 2 huruf a angka 1) and 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.scoring.disparity import Region
from generator.scoring.gap.indices import Sums
from generator.scoring.gap.values import MinimalLevel, codes, folded
from generator.scoring.refusal import ScoreRefused, refuse

if TYPE_CHECKING:
    import polars as pl

_SCALE = 10_000
"""Values with a fraction are read to four decimals: 3.2 becomes 32,000 exactly."""


def gap_sums(
    frame: pl.LazyFrame,
    indicators: Sequence[str],
    levels: Sequence[MinimalLevel],
    *,
    jenjang: str = "jenjang",
    kelompok: str = "",
    names: Mapping[str, str] | None = None,
    highest: int = 5,
) -> tuple[Sums, ...]:
    """Return the sums of each kompetensi, jenjang and (where the column is named) kelompok, for `gap.overall`.

    frame: one row per teacher, a column per indicator code ("1.1"), blanks null. indicators: the columns to read.
    names: code of a kompetensi -> its printed name. Raises ScoreRefused: `jenjang-tidak-dikenal`, `nilai-di-luar-rentang`
    (naming the column) and `bilangan-tak-eksak` (more than four decimals). Raises ValueError for columns of sub-indicators.
    """
    import polars as pl

    if any(codes(column)[2] for column in indicators):
        raise ValueError("columns are indicators; of sub-indicators give the mean of each indicator")
    known = {folded(name): row for row in levels for name in (*row.alias, row.jenjang)}
    level_of = {name: row.level for name, row in known.items()}
    scale = _scale(frame, indicators, level_of.values())
    parts = _by_kompetensi(indicators)
    keys = [jenjang, *([kelompok] if kelompok else [])]
    wanted = [pl.len(), *_checks(indicators, scale, highest), *(one for part in parts.items() for one in _aggregates(*part))]
    whole = frame.with_columns(_whole(indicators, scale))
    spelled = {name: row.level for row in levels for name in (*row.alias, row.jenjang)}
    rows = _grouped(whole, keys, wanted, spelled, scale=scale)
    if others := {row[jenjang] for row in rows if row[jenjang] not in spelled and folded(row[jenjang] or "") in level_of}:
        # spelled otherwise: once more
        rows = _grouped(whole, keys, wanted, {**spelled, **{name: level_of[folded(name)] for name in others}}, scale=scale)
    refuse([*_strangers(rows, jenjang, levels), *_bad_values(rows, indicators, highest)])
    printed = names or {}
    return tuple(
        Sums(
            printed.get(code, code),
            known[folded(row[jenjang])].jenjang,
            str(row.get(kelompok) or ""),
            *_sums(row, code, len(columns), level_of[folded(row[jenjang])], scale=scale),
        )
        for row in rows
        for code, columns in parts.items()
    )


def regions(frame: pl.LazyFrame, *, kabupaten: str = "kabupaten", lulus: str = "lulus", sasaran: str = "sasaran") -> tuple[Region, ...]:
    """Return graduates, target participants and teachers of each kabupaten/kota, for `disparity.disparity`.

    frame: one row per teacher; `lulus` and `sasaran` are truth values or 0 and 1, null counts as no.
    """
    import polars as pl

    counted = [pl.col(name).cast(pl.Int64).sum().alias(f"_{part}") for part, name in (("lulus", lulus), ("sasaran", sasaran))]
    table = frame.group_by(kabupaten).agg(pl.len().alias("_guru"), *counted).collect(engine="streaming").sort(kabupaten)
    return tuple(Region(row["_lulus"], row["_sasaran"], row["_guru"], str(row[kabupaten])) for row in table.to_dicts())


def _grouped(
    frame: pl.LazyFrame, keys: Sequence[str], wanted: Sequence[pl.Expr], levels: Mapping[str, Fraction], *, scale: int
) -> list[dict[str, Any]]:
    """Return the wanted aggregates of each group; the first key is the jenjang, whose level stands beside every teacher."""
    import polars as pl

    units = {name: int(level * scale) for name, level in levels.items()}
    level = pl.col(keys[0]).replace_strict(units, default=None, return_dtype=pl.Int64).alias("_level")
    return frame.with_columns(level).group_by(keys).agg(wanted).collect(engine="streaming").sort(keys).to_dicts()


def _scale(frame: pl.LazyFrame, indicators: Sequence[str], levels: Iterable[Fraction]) -> int:
    dtypes = frame.select(indicators).collect_schema().dtypes()
    return 1 if all(dtype.is_integer() for dtype in dtypes) and all(level.denominator == 1 for level in levels) else _SCALE


def _by_kompetensi(indicators: Sequence[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for column in indicators:
        parts.setdefault(codes(column)[0], []).append(column)
    return parts


def _whole(indicators: Sequence[str], scale: int) -> list[pl.Expr]:
    import polars as pl

    if scale == 1:
        return []
    scaled = [(column, pl.col(column).cast(pl.Float64) * scale) for column in indicators]
    whole = [value.round().cast(pl.Int64).alias(column) for column, value in scaled]
    rough = [((value - value.round()).abs() > 1e-6).alias(f"_rough_{column}") for column, value in scaled]
    return whole + rough


def _checks(indicators: Sequence[str], scale: int, highest: int) -> list[pl.Expr]:
    import polars as pl

    outside = [(~pl.col(column).is_between(0, highest * scale)).sum().alias(f"_outside_{column}") for column in indicators]
    if scale == 1:
        return outside
    return outside + [pl.col(f"_rough_{column}").sum().alias(f"_roughly_{column}") for column in indicators]


def _aggregates(code: str, columns: Sequence[str]) -> list[pl.Expr]:
    """Return, per number of indicators present, teachers, teachers below, the sums of the values and of the gaps.

    With c indicators present that sum to s, K = s/c and (M - K)/M = (Mc - s)/(Mc): whole numbers until the last division.
    """
    import polars as pl

    present = pl.sum_horizontal([pl.col(column).is_not_null().cast(pl.UInt8) for column in columns])
    values = pl.sum_horizontal([pl.col(column) for column in columns]).cast(pl.Int64)
    wanted: list[pl.Expr] = []
    for count in range(1, len(columns) + 1):
        short = (pl.col("_level") * count - values).clip(lower_bound=0)
        here = present == count
        parts = {"n": here.cast(pl.Int64), "q": (here & (short > 0)).cast(pl.Int64), "s": values * here, "g": short * here}
        wanted += [expression.sum().alias(f"{part}_{code}_{count}") for part, expression in parts.items()]
    return wanted


def _strangers(rows: Sequence[Mapping[str, Any]], jenjang: str, levels: Sequence[MinimalLevel]) -> list[ScoreRefused]:
    known = {folded(name) for row in levels for name in (*row.alias, row.jenjang)}
    names = ", ".join(row.jenjang for row in levels)
    seen = dict.fromkeys(str(row[jenjang] or "") for row in rows)
    strangers = [name for name in seen if folded(name) not in known]
    return [ScoreRefused("jenjang-tidak-dikenal", (jenjang,), nilai=name or "kosong", pilihan=names) for name in strangers]


def _bad_values(rows: Sequence[Mapping[str, Any]], indicators: Sequence[str], highest: int) -> list[ScoreRefused]:
    found: list[ScoreRefused] = []
    for column in indicators:
        if outside := sum(row[f"_outside_{column}"] or 0 for row in rows):
            facts: dict[str, Any] = {"nilai": f"pada {outside} guru", "minimum": 0, "maksimum": highest}
            found.append(ScoreRefused("nilai-di-luar-rentang", (column,), **facts))
        if rough := sum(row.get(f"_roughly_{column}") or 0 for row in rows):
            found.append(ScoreRefused("bilangan-tak-eksak", (column,), nilai=f"nilai {rough} guru"))
    return found


def _sums(
    row: Mapping[str, Any], code: str, count_of_columns: int, level: Fraction, *, scale: int
) -> tuple[int, int, Fraction, Fraction, Fraction]:
    """Return n, q and the exact sums of (M - K)/M, M - K and K of one group of teachers in one kompetensi."""
    counts = range(1, count_of_columns + 1)
    gap = sum((Fraction(row[f"g_{code}_{count}"], count * scale) for count in counts), Fraction(0))
    values = sum((Fraction(row[f"s_{code}_{count}"], count * scale) for count in counts), Fraction(0))
    n, q = (sum(row[f"{part}_{code}_{count}"] for count in counts) for part in ("n", "q"))
    return n, q, gap / level, gap, values
