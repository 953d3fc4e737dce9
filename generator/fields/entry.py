"""How a value is filled into a cell of a form that is a workbook: the cell's format, its limits, and what is put in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from generator.fields.kind import Format, Lines, Tables, TypedValue
from generator.fields.scalars import kind_of, look_of
from generator.fields.shapes import ListOf, Scalar
from validators.absence import is_absent

Rule: TypeAlias = Literal["", "whole", "decimal", "date", "time", "length"]
_RULES: Final[Mapping[Format, Rule]] = {
    Format.INTEGER: "whole",
    Format.NUMBER: "decimal",
    Format.FRACTION: "decimal",
    Format.MONEY: "decimal",
    Format.PERCENT: "decimal",
    Format.DATE: "date",
    Format.TIME: "time",
}
_PLAIN_NUMBER: Final = "0"


@dataclass(frozen=True, slots=True)
class CellEntry:
    """What a cell takes. format: its number format. rule: what is held to least and most, or to a number of letters exactly.

    width_cm: what it needs, 0 where it takes what is left. is_long: whether it holds lines or long text.
    """

    format: str = Format.TEXT.entry
    rule: Rule = ""
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    width_cm: float = 0.0
    is_long: bool = False

    @property
    def is_text(self) -> bool:
        """Whether what is typed stays as it is typed."""
        return self.format == Format.TEXT.entry


def entry_of(field_: Scalar | ListOf) -> CellEntry:
    """Return how a field is filled into a cell; a list has an item a line."""
    if isinstance(field_, ListOf):
        return CellEntry(is_long=True)
    kind, look = kind_of(field_), look_of(field_)
    if letters := kind.letters(field_):
        return CellEntry(rule="length", least=letters, most=letters, width_cm=look.width_cm)
    rule: Rule = _RULES.get(kind.look.format, "")
    written = _PLAIN_NUMBER if rule == "whole" and look.format is Format.TEXT else look.format.entry
    return CellEntry(written, rule, field_.minimum, field_.maximum, look.width_cm, look.form == "long")


def entered(field_: Scalar, raw: Any, tables: Tables) -> Any:
    """Return what stands in the cell for a raw or typed value: a number, a day, an hour, or words; what cannot be read stays as it is."""
    if is_absent(raw):
        return raw
    value = read_value(field_, raw, tables)
    return raw if is_absent(value) else kind_of(field_).enters(field_, value, tables)


def read_value(field_: Scalar, raw: Any, tables: Tables) -> Any:
    """Return the typed value of what is written, absent where it cannot be read; pictures are not opened."""
    return kind_of(field_).reads(field_, raw, _NoFolder(tables)).value


@dataclass(frozen=True, slots=True)
class _NoFolder:
    """What stands around a form that is only written: its reference tables, and no files."""

    tables: Tables

    def table(self, name: str) -> Lines:
        return self.tables.table(name)

    def picture(self, name: str) -> TypedValue:
        return TypedValue(name)
