"""The types of computed values of a document, as its spec may say them: what they print and look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from generator.fields.kind import Format
from generator.fields.scalars import as_money, as_share, settled_money


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultType:
    """One type of computed value of a document.

    format: None where the computation tells it. settles: as in `ScalarKind`. is_table: rows, which print nowhere by themselves.
    takes_decimals: whether a spec may say how many decimals it prints with. unit: what a screen says behind it where the spec says none.
    """

    format: Format | None = None
    prints: Callable[[Any], Any] = lambda value: value
    settles: Callable[[Any], Any] = lambda value: value
    is_table: bool = False
    takes_decimals: bool = True
    unit: str = ""


RESULTS: Final[dict[str, ResultType]] = {
    "": ResultType(),
    "number": ResultType(),
    "text": ResultType(takes_decimals=False),
    "money": ResultType(format=Format.MONEY, prints=as_money, settles=settled_money, takes_decimals=False, unit="rupiah"),
    "percent": ResultType(format=Format.PERCENT, prints=as_share, unit="%"),
    "date": ResultType(format=Format.DATE, takes_decimals=False),
    "table": ResultType(is_table=True, takes_decimals=False),
}


def printed(type_: str, unit: str, value: Any) -> Any:
    """Return a computed value as templates see it."""
    return RESULTS["percent" if unit == "%" else type_].prints(value)
