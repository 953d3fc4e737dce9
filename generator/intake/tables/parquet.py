"""Parquet tables, through polars, an optional library."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.errors import IntakeFault
from generator.intake.tables.grid import RawGrid
from validators.absence import KOSONG
from validators.findings import Place


def read_parquet(data: bytes, file: str, shown: str) -> RawGrid:
    """Return the cells of a Parquet file; its rows count from 1. Raises IntakeFault when it cannot be read."""
    pl = polars(file)
    try:
        frame = pl.read_parquet(BytesIO(data))
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


def cell_of(value: Any) -> Any:
    """Return a cell; a binary number as the shortest decimal that it is."""
    if value is None:
        return KOSONG
    if isinstance(value, float):
        return Decimal(repr(value))
    return (value.strip() or KOSONG) if isinstance(value, str) else value
