"""Absence as a value: `KOSONG` for what was left empty, `CACAT` for what is wrong and reported already.

An `Absence` has no operators: the expression language (`validators.expressions`) gives it back from any
arithmetic or comparison it meets, so that one wrong cell never hides, or multiplies into, other findings.
A loop over it runs no time: a draft prints an unsound table as an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, final


@final
class Absence:
    """An absent value, `KOSONG` or `CACAT`; compare with `is`.

    label: what a draft prints in its place; only values made by `labelled` have one.
    """

    __slots__ = ("label", "name")

    def __init__(self, name: str, label: str = "") -> None:
        self.name = name
        self.label = label

    def __repr__(self) -> str:
        return self.name.upper()

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __reduce__(self) -> str | tuple[type[Absence], tuple[str, str]]:
        return (Absence, (self.name, self.label)) if self.label else self.name.upper()

    def __copy__(self) -> Absence:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Absence:
        return self


KOSONG: Final = Absence("kosong")
CACAT: Final = Absence("cacat")
TANPA_HASIL: Final = Absence("cacat")
"""What a division by zero gives: wrong as `CACAT` is, but reported by nobody yet. Whoever evaluates an expression tells of it."""


def is_absent(value: object) -> bool:
    """Tell whether `value` is `KOSONG` or `CACAT`."""
    return isinstance(value, Absence)


def emptied(value: object) -> object:
    """Return a value, an empty text as `KOSONG`: `a / b if b else ''` is no value, which sums, rules and scores pass over."""
    return KOSONG if isinstance(value, str) and not value else value


def worst(*values: object) -> Absence | None:
    """Return `CACAT` if it is among the values, else `KOSONG` if that is, else None."""
    found: Absence | None = None
    for value in values:
        if isinstance(value, Absence):
            if value.name == CACAT.name:
                return value
            found = value
    return found


def labelled(label: str) -> Absence:
    """Return a `CACAT` for drafts, which says the name of the field it stands for."""
    return Absence(CACAT.name, label)
