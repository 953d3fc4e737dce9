"""What a field prints: its expression, form, unit and alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, assert_never

from generator.fields.kind import Format
from generator.fields.proper import is_proper
from generator.fields.scalars import look_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, members
from generator.outline.blocks import Value, digits

_SHORT_NAMES: Final = {"kode": 1.6, "no": 1.2, "nomor": 1.4, "satuan": 2.0, "nomor_induk": 4.1}


def field_value(field_: Field, expr: str, edges: Sequence[Fraction] = (), *, is_narrow: bool = False) -> Value:
    """Return what a field prints.

    edges: of the bands that judge it; it prints with as many decimals as keep it on its side of each.
    is_narrow: whether a list is to stand on one line, because there is no room for bullets.
    """
    if isinstance(field_, ListOf):
        return Value(expr, form="line" if is_narrow else "list", is_whole=is_proper(field_))
    if not isinstance(field_, Scalar):
        return Value(expr)
    look = look_of(field_)
    if look.form == "long":
        return Value(expr, form="long")
    width = look.width_cm or _SHORT_NAMES.get(field_.name, 0.0)
    if look.format is Format.PERCENT:
        share = Value(expr, filtered(expr, "persen", edges), format=look.format, align=look.align, width_cm=width)
        return with_decimals(share, field_.decimals, edges)
    shown = filtered(expr, "angka", edges) if edges and look.format in (Format.NUMBER, Format.FRACTION) else ""
    value = Value(expr, shown, format=look.format, unit=field_.unit, align=look.align, width_cm=width, is_whole=is_proper(field_))
    return with_decimals(value, field_.decimals, edges)


def filtered(expr: str, filter_: str, edges: Sequence[Fraction] = (), decimals: int | None = None) -> str:
    """Return the expression printed by a number filter, with so many decimals (more where an edge of a band needs them)."""
    told = [*([] if decimals is None else [digits(decimals)]), *([f"batas=[{', '.join(map(_number, edges))}]"] if edges else [])]
    return f"{expr} | {filter_}" + (f"({', '.join(told)})" if told else "")


def with_decimals(value: Value, decimals: int | None, edges: Sequence[Fraction] = ()) -> Value:
    """Return a value as one that prints with so many decimals, where it is a number that can have any."""
    if decimals is None or value.format not in (Format.NUMBER, Format.FRACTION, Format.PERCENT):
        return value
    filter_ = "persen" if value.format is Format.PERCENT else "angka"
    return replace(value, shown=filtered(value.expr, filter_, edges, decimals), decimals=decimals, cell="")


def _number(edge: Fraction) -> str:
    return str(edge.numerator) if edge.denominator == 1 else f"({edge.numerator} / {edge.denominator})"


def condition_of(field_: Field, expr: str) -> str:
    """Return the expression that says whether anything was filled in."""
    match field_:
        case Scalar():
            return f"{expr} is not kosong"
        case Group():
            return " or ".join(condition_of(child, f"{expr}.{child.name}") for child in field_.fields)
        case Table() | ListOf():
            return expr
        case FixedTable():
            filled = (f"({expr} | rejectattr('{child.name}', 'kosong') | list)" for child in field_.fields if not members(child))
            return " or ".join(filled)
        case Matrix():
            return field_.when or expr
        case _:
            assert_never(field_)


def is_sure(field_: Field) -> bool:
    """Whether a sound document always has the field: it is required, without a condition."""
    if field_.when:
        return False
    match field_:
        case Scalar() | FixedTable():
            return field_.required
        case Group():
            return any(is_sure(child) for child in field_.fields)
        case Table() | ListOf():
            return field_.required or bool(field_.at_least)
        case Matrix():
            return field_.required or field_.of.required
        case _:
            assert_never(field_)
