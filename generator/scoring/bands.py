"""Bands: a table that cuts the line of numbers into named ranges, such as predikat or the CVI thresholds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, TypeAlias

from generator.formatting import angka
from validators.wording import spoken

Exact: TypeAlias = int | Decimal | Fraction
"""A number of record; binary floats are none."""

_LONGEST: Final = 28  # digits of a number, as in a form
_EDGES: Final = ("above", "from", "upto", "below")


@dataclass(frozen=True, slots=True)
class Band:
    """One range of the line: `above` excludes its edge and `from_` includes it, `upto` includes and `below` excludes.

    No lower (upper) edge: the range reaches down (up) without end. values: what the table prints for the range, in the
    order of its columns.
    """

    above: Fraction | None = None
    from_: Fraction | None = None
    upto: Fraction | None = None
    below: Fraction | None = None
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    def __contains__(self, number: Exact) -> bool:
        return (
            (self.above is None or number > self.above)
            and (self.from_ is None or number >= self.from_)
            and (self.upto is None or number <= self.upto)
            and (self.below is None or number < self.below)
        )

    def __str__(self) -> str:
        signs = ((">", self.above), ("≥", self.from_), ("≤", self.upto), ("<", self.below))
        return " dan ".join(f"{sign} {angka(_plain(edge))}" for sign, edge in signs if edge is not None) or "semua bilangan"

    @property
    def label(self) -> str:
        """The first value of the band, its name in print."""
        return next(iter(self.values.values()), "")

    @property
    def lower(self) -> Fraction | None:
        """The lower edge, whether it belongs to the band or not."""
        return self.above if self.above is not None else self.from_

    @property
    def upper(self) -> Fraction | None:
        """The upper edge, whether it belongs to the band or not."""
        return self.upto if self.upto is not None else self.below


@dataclass(frozen=True, slots=True)
class BandTable:
    """A named table of bands with the citation of where it is printed."""

    name: str
    bands: tuple[Band, ...]
    source: str

    def find(self, number: Exact) -> Band:
        """Return the band that holds `number`, compared exactly.

        Raises LookupError when the table has a hole there (`faults` tells of holes beforehand), ValueError for NaN.
        """
        exact = Fraction(number)
        for band in self.bands:
            if exact in band:
                return band
        raise LookupError(f"Tabel {self.name} tidak memuat {angka(exact)}.")

    @property
    def boundaries(self) -> tuple[Fraction, ...]:
        """The edges between bands, ascending, each once."""
        edges = {edge for band in self.bands for edge in (band.lower, band.upper) if edge is not None}
        return tuple(sorted(edges))

    @property
    def top(self) -> Band:
        """The band that reaches up without end: what passes a table of thresholds."""
        return next(band for band in self.bands if band.upper is None)

    def faults(self) -> tuple[str, ...]:
        """Return Indonesian sentences on every hole and overlap: none when the bands cover the line exactly once."""
        if not self.bands:
            return (f"Tabel {self.name} tidak punya rentang.",)
        found = [sentence for band in self.bands for sentence in _band_faults(self.name, band)]
        if found:
            return tuple(found)
        rising = sorted(self.bands, key=_by_lower)
        if rising[0].lower is not None:
            found.append(f"Tabel {self.name} tidak memuat bilangan di bawah rentang {rising[0]}.")
        if rising[-1].upper is not None:
            found.append(f"Tabel {self.name} tidak memuat bilangan di atas rentang {rising[-1]}.")
        pairs = pairwise(rising)
        return (*found, *(sentence for low, high in pairs for sentence in _border_faults(self.name, low, high)))


def band_table(name: str, rows: Sequence[Mapping[str, Any]], source: str) -> BandTable:
    """Return the table written as rows such as `{above: 80, upto: 90, predikat: Baik, kategori: Lulus}`.

    Edges are int, Decimal, Fraction or text of a number; every other key is a value of the band, kept as text.
    Raises TypeError for a float or a truth value, ValueError for text that is no number.
    """
    return BandTable(name, tuple(_band(row) for row in rows), source)


def _band(row: Mapping[str, Any]) -> Band:
    edges = {key: _edge(row[key]) for key in _EDGES if row.get(key) is not None}
    values = {key: str(value) for key, value in row.items() if key not in _EDGES}
    return Band(edges.get("above"), edges.get("from"), edges.get("upto"), edges.get("below"), values)


def _edge(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction | str):
        raise TypeError(f"Batas rentang harus bilangan bulat atau desimal, bukan {spoken(value)}.")
    if isinstance(value, Fraction):
        return value
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"Batas rentang harus bilangan bulat atau desimal, bukan {spoken(value)}.") from error
    if not number.is_finite() or abs(number.adjusted()) >= _LONGEST:
        raise ValueError(f"Batas rentang harus bilangan dengan paling banyak {_LONGEST} angka, bukan {spoken(value)}.")
    return Fraction(number)


def _by_lower(band: Band) -> tuple[bool, Fraction, bool]:
    """Order by lower edge, endless first; of two with the same edge the one that includes it comes first."""
    return (band.lower is not None, band.lower or Fraction(0), band.above is not None)


def _band_faults(name: str, band: Band) -> list[str]:
    found: list[str] = []
    if band.above is not None and band.from_ is not None:
        found.append(f"Tabel {name}, rentang {band}: pakai salah satu dari above dan from.")
    if band.upto is not None and band.below is not None:
        found.append(f"Tabel {name}, rentang {band}: pakai salah satu dari upto dan below.")
    if band.lower is not None and band.upper is not None and not _holds_a_number(band.lower, band.upper, band):
        found.append(f"Tabel {name}, rentang {band}: tidak memuat bilangan apa pun.")
    return found


def _holds_a_number(lower: Fraction, upper: Fraction, band: Band) -> bool:
    return lower < upper or (lower == upper and band.from_ is not None and band.upto is not None)


def _border_faults(name: str, low: Band, high: Band) -> list[str]:
    if low.upper is None or high.lower is None or low.upper > high.lower:
        return [f"Tabel {name}: rentang {low} dan {high} bertumpang tindih."]
    if low.upper < high.lower:
        return [f"Tabel {name}: ada celah antara rentang {low} dan {high}."]
    ends_inside, begins_inside = low.upto is not None, high.from_ is not None
    if ends_inside and begins_inside:
        return [f"Tabel {name}: {angka(_plain(low.upper))} termasuk dua rentang, {low} dan {high}."]
    if not ends_inside and not begins_inside:
        return [f"Tabel {name}: {angka(_plain(low.upper))} tidak termasuk rentang {low} maupun {high}."]
    return []


def _plain(edge: Fraction) -> Exact:
    """Return an edge as it was written: a Decimal where it has an end, so that 0.725 is not printed as 0,73."""
    rest = edge.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return edge if rest != 1 else Decimal(edge.numerator) / Decimal(edge.denominator)
