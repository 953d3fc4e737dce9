"""What templates see: the scored scope with every value in the form in which it prints.

Money becomes `Rupiah`, a year or number code `Polos`, a reference its label, long text `LongText`; in a draft what is wrong
prints as `[Tujuan: belum benar]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.formatting import Polos, Rupiah, per_cent
from generator.render.pictures import charts_of
from generator.render.workings import Workings
from generator.richtext import LongText
from validators.absence import CACAT, is_absent, labelled

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Field

_SEN = Decimal("0.01")


def context_of(compiled: CompiledSpec, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of templates for a scored scope: the same names, values ready to print, and `lampiran_perhitungan`."""
    library = compiled.home.library
    context = dict(scope)
    for field_ in compiled.spec.fields:
        context[field_.name] = _printed(field_, scope[field_.name], library)
    for computed in compiled.spec.computed:
        value = scope.get(computed.name)
        context[computed.name] = _of_type(computed.type, value, computed.unit) if value is not CACAT else labelled(computed.label)
    return context | charts_of(compiled, scope) | {"lampiran_perhitungan": Workings(compiled, scope)}


def _printed(field_: Field, value: Any, library: Library) -> Any:
    if value is CACAT:
        return labelled(field_.label or field_.name)
    if is_absent(value):
        return value
    if field_.type == "group" and isinstance(value, Mapping):
        return _members(field_, value, library)
    if field_.type == "table" and isinstance(value, list):
        return [_members(field_, row, library) if isinstance(row, Mapping) else row for row in value]
    if field_.type == "list" and field_.of is not None and isinstance(value, list):
        return [_printed(field_.of, item, library) for item in value]
    if field_.type == "matrix" and isinstance(value, Mapping):
        return {row: {column: _cell(field_, cell) for column, cell in cells.items()} for row, cells in value.items()}
    if field_.type == "reference":
        table = library.table(field_.table)
        row = table.row(value)
        return str(row[table.label]) if row is not None and table.label else value
    return Polos(value) if field_.plain and isinstance(value, int) else _of_type(field_.type, value, field_.unit)


def _cell(field_: Field, value: Any) -> Any:
    return labelled(field_.label) if value is CACAT else value


def _members(field_: Field, values: Mapping[str, Any], library: Library) -> dict[str, Any]:
    known = {child.name: child for child in field_.fields}
    return {name: _printed(known[name], value, library) if name in known else value for name, value in values.items()}


def _of_type(type_: str, value: Any, unit: str | None = None) -> Any:
    if is_absent(value):
        return value
    if (type_ == "percent" or unit == "%") and isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
        return per_cent(value)
    if type_ == "money" and isinstance(value, (int, Decimal, Fraction)):
        return Rupiah(_sen(Fraction(value)))
    if type_ == "paragraph" and isinstance(value, str):
        return LongText(value)
    return value


def _sen(value: Fraction) -> Decimal:
    """Return an amount as Decimal: exact where it has at most two decimals, else rounded half up to a sen for print."""
    cents = value * 100
    whole = cents.numerator // cents.denominator
    return (Decimal(whole) * _SEN) if cents.denominator == 1 else (Decimal(whole) + _half_up(cents - whole)) * _SEN


def _half_up(share: Fraction) -> Decimal:
    return Decimal(1) if share >= Fraction(1, 2) else Decimal(0)
