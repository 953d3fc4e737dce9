"""What a field prints: its expression, form, unit and alignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from generator.layout.blocks import Align, Kind, Value
from generator.spec.model import Computation, Field

_KINDS: Final[Mapping[str, tuple[Kind, Align, float]]] = {
    "integer": ("integer", "right", 1.5),
    "number": ("number", "right", 1.7),
    "money": ("money", "right", 3.3),
    "date": ("date", "left", 2.9),
    "time": ("time", "center", 1.6),
    "boolean": ("text", "center", 1.5),
    "choice": ("text", "left", 2.4),
    "identifier": ("text", "left", 4.1),
}
_SHORT_NAMES: Final = {"kode": 1.6, "no": 1.2, "nomor": 1.4, "satuan": 2.0}
_PLAIN: Final[tuple[Kind, Align, float]] = ("text", "left", 0.0)


def field_value(field_: Field, expr: str, edges: Sequence[Fraction] = (), *, is_narrow: bool = False) -> Value:
    """Return what a field prints.

    edges: of the bands that judge it; it prints with as many decimals as keep it on its side of each.
    is_narrow: whether a list is to stand on one line, because there is no room for bullets.
    """
    if field_.type == "list":
        return Value(expr, form="line" if is_narrow else "list")
    if field_.type == "paragraph":
        return Value(expr, form="long")
    kind, align, width = _KINDS.get(field_.type, _PLAIN)
    width = width or _SHORT_NAMES.get(field_.name, 0.0)
    if field_.plain and kind == "integer":
        kind = "text"
    if field_.unit == "%":
        return Value(expr, filtered(expr, "persen", edges), kind="percent", align=align, width_cm=width)
    shown = filtered(expr, "angka", edges) if edges and kind == "number" else ""
    if kind == "number" and field_.computation is not None:
        kind = number_kind(field_.computation)
    return Value(expr, shown, kind=kind, unit=field_.unit, align=align, width_cm=width)


def filtered(expr: str, filter_: str, edges: Sequence[Fraction] = ()) -> str:
    """Return the expression printed by a number filter, true to the edges of bands."""
    told = f"(batas=[{', '.join(map(_number, edges))}])" if edges else ""
    return f"{expr} | {filter_}{told}"


def _number(edge: Fraction) -> str:
    return str(edge.numerator) if edge.denominator == 1 else f"({edge.numerator} / {edge.denominator})"


def number_kind(computation: Computation) -> Kind:
    """Return the kind of a computed number: a fraction where a score or a division may give one."""
    return "fraction" if computation.kind == "score" or "/" in computation.expr else "number"


def condition_of(field_: Field, expr: str) -> str:
    """Return the expression that says whether anything was filled in."""
    if field_.type == "group":
        return " or ".join(condition_of(child, f"{expr}.{child.name}") for child in field_.fields)
    if field_.has_fixed_rows:
        filled = (f"({expr} | rejectattr('{child.name}', 'kosong') | list)" for child in field_.fields if not child.fields)
        return " or ".join(filled)
    if field_.type == "matrix":
        return field_.when or field_.rows
    return expr if field_.type in ("table", "list") else f"{expr} is not kosong"


def is_sure(field_: Field) -> bool:
    """Whether a sound document always has the field: it is required, without a condition."""
    if field_.when:
        return False
    if field_.type == "group":
        return any(is_sure(child) for child in field_.fields)
    if field_.type == "matrix":
        return True
    return field_.required or bool(field_.at_least)
