"""Working: how a result came about, as data: inputs, steps with the numbers put in, band, citation, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.formatting import angka
from generator.scoring.bands import Band, BandTable, Exact

_DIGITS = 4
_MOST_ZEROS = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One input as it was read: what it is called and how it prints."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is found, the formula with the numbers put in, the exact result and how it prints."""

    what: str
    formula: str
    exact: Exact | None
    printed: str


@dataclass(frozen=True, slots=True)
class Working:
    """The whole way from inputs to result. band: the range that was met, empty where a score has none.

    touching: those of the decisions whose other reading would have changed this result; None where nobody looked.
    """

    score: str
    inputs: tuple[Item, ...]
    steps: tuple[Step, ...]
    band: str
    citation: str
    decisions: tuple[str, ...] = ()
    touching: tuple[str, ...] | None = None

    def lines(self) -> tuple[str, ...]:
        """Return the working as lines of plain text for a terminal or an appendix."""
        given = (f"{item.name}: {item.value}" for item in self.inputs)
        found = map(_line, self.steps)
        rest = (*((f"Rentang: {self.band}",) if self.band else ()), f"Dasar: {self.citation}")
        return (*given, *found, *rest, *(f"Keputusan: {decision}" for decision in self.decisions))


def touching(decisions: Sequence[str], touches: Sequence[bool]) -> tuple[str, ...]:
    """Return those of a score's decisions of which it was found that another reading would have changed the result."""
    return tuple(name for name, touched in zip(decisions, touches, strict=True) if touched)


def step(what: str, formula: str, exact: Exact | None, *, bounds: Sequence[Fraction] = (), unit: str = "") -> Step:
    """Return the step whose result prints with up to four digits, more where rounding would cross one of `bounds`."""
    return Step(what, formula, exact, "tidak ada" if exact is None else shown(exact, bounds) + unit)


def shown(number: Exact, bounds: Sequence[Fraction] = ()) -> str:
    """Return a number in print: up to four digits without trailing zeros, more where a bound would be crossed.

    A number nearer to 0 than 0.001 prints with three digits that count.
    """
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(angka(exact.numerator))
    text = str(angka(exact, _digits(exact), tuple(bounds)))
    return text.rstrip("0").rstrip(",")


def _digits(exact: Fraction) -> int:
    zeros = 0
    while abs(exact) * 10 ** (zeros + 1) < 1 and zeros < _MOST_ZEROS:
        zeros += 1
    return _DIGITS if zeros < _DIGITS - 1 else zeros + 3


def probability(p: Exact, bounds: Sequence[Fraction] = ()) -> str:
    """Return a p-value as reports write it: "= 0,0467", below a thousandth "< 0,001"; never rounded onto a level of `bounds`."""
    thousandth = Fraction(1, 1000)
    return (
        "< 0,001"
        if Fraction(p) < thousandth and all(bound >= thousandth for bound in bounds)
        else f"= {shown(p, (*bounds, Fraction(1, 20)))}"
    )


def probability_step(formula: str, p: Exact, bounds: Sequence[Fraction]) -> Step:
    """Return the step that gives a p-value."""
    return Step("p", formula, p, probability(p, bounds).removeprefix("= "))


def items(pairs: Iterable[tuple[str, Exact | str | None]]) -> tuple[Item, ...]:
    """Return inputs from names and values; an absent value prints as a dash."""
    return tuple(Item(name, _input(value)) for name, value in pairs)


def band_line(table: BandTable, band: Band) -> str:
    """Return a band as it is cited: "Baik (> 80 dan ≤ 90; predikat-kelulusan)"."""
    return f"{band.label} ({band}; {table.name})"


def _input(value: Exact | str | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else shown(value)


def _line(one: Step) -> str:
    if one.printed.startswith("<"):
        return f"{one.what} ({one.formula}) {one.printed}"
    return f"{one.what} = {one.formula} = {_result(one)}"


def _result(one: Step) -> str:
    if isinstance(one.exact, Fraction) and one.exact.denominator != 1 and Fraction(one.exact) * 10**_DIGITS % 1:
        return f"{one.exact} ≈ {one.printed}"
    return one.printed
