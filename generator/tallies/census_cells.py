"""Cells of a large table by their spellings: read once each, by the functions that read a small one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from generator.form.headings import Reading, WantedColumn
from generator.intake.tables.large import FORBIDDEN, MOST_SPELLINGS, Large
from generator.tallies.model import Options, TallyRecipe
from generator.tallies.tally import MOST_ALIKE
from validators.absence import KOSONG
from validators.values import MAX_TEXT, Unreadable

if TYPE_CHECKING:
    import polars as pl


_INT32: Final = 2**31


class TooVaried(Exception):
    """A column whose distinct cells are too many, or too fine, to be read once each: the exact reader takes the file."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A column read by its spellings. values: raw cell -> value. wrong: raw cells by the code of what is wrong with them."""

    name: str
    values: Mapping[Any, Any]
    wrong: Mapping[str, tuple[Any, ...]]

    def is_wrong(self, code: str) -> pl.Expr:
        """Return the expression that finds the rows with a cell of one kind of fault."""
        import polars as pl

        listed = [raw for raw in self.wrong[code] if raw is not None]
        found = self._raw().is_in(listed) if listed else pl.lit(value=False)
        return found.fill_null(value=False) | pl.col(self.name).is_null() if None in self.wrong[code] else found.fill_null(value=False)

    def as_whole(self, name: str, scale: int = 1) -> pl.Expr:
        """Return the expression of the values in units; null where there is none."""
        import polars as pl

        known = {raw: int(value * scale) for raw, value in self.values.items() if raw is not None and isinstance(value, int | Decimal)}
        return self._mapped(known, None, pl.Int32 if all(abs(value) < _INT32 for value in known.values()) else pl.Int64).alias(name)

    def as_text(self, name: str) -> pl.Expr:
        """Return the expression of the values as text; empty where there is none."""
        import polars as pl

        known = {raw: str(value) for raw, value in self.values.items() if raw is not None and value is not KOSONG}
        return self._mapped(known, "", pl.String).alias(name)

    def _raw(self) -> pl.Expr:
        import polars as pl

        is_text = any(isinstance(raw, str) for raw in (*self.values, *(one for held in self.wrong.values() for one in held)))
        return pl.col(self.name).cast(pl.String) if is_text else pl.col(self.name)

    def _mapped(self, known: Mapping[Any, Any], default: Any, dtype: Any) -> pl.Expr:
        import polars as pl

        return (
            self._raw().replace_strict(list(known), list(known.values()), default=default, return_dtype=dtype)
            if known
            else pl.lit(default, dtype)
        )


def first_line(large: Large) -> list[int]:
    """Return the line of the first row, none where there is no row."""
    import polars as pl

    return large.frame.select(pl.col("line").min()).collect().to_series().drop_nulls().to_list()


def read_cells(large: Large, held: pl.LazyFrame, column: int, column_of: WantedColumn) -> Cells:
    """Return a column read by its spellings, as the exact reader reads each cell. held: the column in memory."""
    import polars as pl

    raws = held.select(pl.col(str(column)).unique().head(MOST_SPELLINGS + 1)).collect().to_series().to_list()
    if len(raws) > MOST_SPELLINGS:
        raise TooVaried
    values: dict[Any, Any] = {}
    wrong: dict[str, list[Any]] = {}
    for raw in raws:
        value = column_of.read(large.cell(raw))
        if isinstance(value, Unreadable):
            wrong.setdefault(value.code, []).append(raw)
        elif value is KOSONG and column_of.is_filled:
            wrong.setdefault("wajib-diisi", []).append(raw)
        else:
            values[raw] = value
    return Cells(str(column), values, {code: tuple(held) for code, held in wrong.items()})


def odd_text(column: int, *, is_filled: bool) -> pl.Expr:
    """Return the expression that finds texts that no text may be, blank ones among them where there must be one."""
    import polars as pl

    text = pl.col(str(column)).cast(pl.String)
    odd = text.str.contains(FORBIDDEN) | (text.str.len_chars() > MAX_TEXT)
    return odd.fill_null(value=False) | (text.is_null() | (text.str.strip_chars() == "")) if is_filled else odd.fill_null(value=False)


def first_lines(frame: pl.LazyFrame, where: pl.Expr) -> list[int]:
    """Return the first lines of the rows that are wrong in one way."""
    import polars as pl

    found = frame.filter(where).select(pl.col("line").sort().head(MOST_ALIKE + 1)).collect(engine="streaming")
    return found.to_series().to_list()


def reading_of(recipe: TallyRecipe, large: Large, lines: Sequence[int], options: Options) -> Reading:
    """Return the rows of some lines read as a small table, so that what is wrong with them is told by the same words."""
    return recipe.read(large.part(lines or first_line(large)), options)
