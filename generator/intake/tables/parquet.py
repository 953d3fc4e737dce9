"""Parquet tables, through polars, an optional library."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import IntakeFault
from generator.intake.tables.grid import RawGrid
from validators.absence import KOSONG
from validators.findings import Place
from validators.remainders import without_remainder

if TYPE_CHECKING:
    import polars as pl


def read_parquet(data: bytes, file: str, shown: str) -> RawGrid:
    """Return the cells of a Parquet file; its rows count from 1. Raises IntakeFault when it cannot be read."""
    pl = polars(file)
    try:
        frame = pl.read_parquet(BytesIO(data)).with_columns(shortest())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise IntakeFault("Berkas tidak dapat dibaca sebagai Parquet.", file=file, code="parquet-tidak-terbaca") from error
    rows: list[list[Any]] = [list(frame.columns), *([cell_of(value) for value in row] for row in frame.iter_rows())]
    return RawGrid(rows, lambda row, column: Place(shown, row or None))


def polars(file: str | Path) -> Any:
    """Return polars, or raise IntakeFault that says how to install it."""
    try:
        import polars as pl
    except ImportError as error:
        hint = "Pasang dengan: pip install borang[besar]."
        raise IntakeFault(
            "Berkas Parquet dan tabel jutaan baris memerlukan polars.", file=file, hint=hint, code="pustaka-tidak-ada"
        ) from error
    return pl


def shortest() -> pl.Expr:
    """Return the expression that makes numbers of 32 bits those of 64 with the same decimals: 70.4 is not 70.4000015258789."""
    import polars as pl

    return pl.col(pl.Float32).cast(pl.String).cast(pl.Float64)


def cell_of(value: Any) -> Any:
    """Return a cell; a binary number as the shortest decimal that it is, without the remainder of a computation."""
    if value is None:
        return KOSONG
    if isinstance(value, float):
        number = Decimal(repr(value))
        return Decimal(without_remainder(f"{number:f}")) if number.is_finite() else number
    return (value.strip() or KOSONG) if isinstance(value, str) else value
