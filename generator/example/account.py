"""What became of each value and place: the report of a template made by example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.example.values import KnownValues


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that was left, or decided with a doubt. where: words near it, or the value; text: what stands there; why: in words."""

    where: str
    text: str
    why: str


@dataclass(slots=True)
class Account:
    """What was placed, how often, and where; what was doubtful; what was not found."""

    placed: Counter[str] = field(default_factory=Counter)
    doubts: list[Doubt] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def places(self) -> int:
        """How many tags stand in the template."""
        return self.placed.total()

    def doubt(self, where: str, text: str, why: str) -> None:
        """Note a doubtful place, each once."""
        one = Doubt(where[:80], text[:60], why)
        if one not in self.doubts:
            self.doubts.append(one)


@dataclass(frozen=True, slots=True)
class Making:
    """A template that is being made: what the data can print, and the account of it. loops: what rows may stand for beside the tables of the data."""

    known: KnownValues
    account: Account
    loops: Sequence[Any] = ()


def lines(account: Account) -> Iterator[str]:
    """Yield the report as people read it."""
    yield f"{len(account.placed)} isian ditempatkan di {account.places} tempat."
    for path, times in sorted(account.placed.items()):
        yield f"  {path}" + (f" ({times} tempat)" if times > 1 else "")
    if account.doubts:
        yield f"Perlu dilihat ({len(account.doubts)}):"
        yield from (f"  {one.where}: “{one.text}” {one.why}" for one in account.doubts)
    if account.missing:
        yield f"Tidak ditemukan dalam dokumen ({len(account.missing)}):"
        yield from (f"  {path}: {shown}" if shown else f"  {path}" for path, shown in account.missing.items())
