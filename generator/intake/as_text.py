"""Typed values as the text of a data file: what is written reads back as the same values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.yamlio import write_data
from validators.absence import is_absent


def data_text(type_name: str, values: Mapping[str, Any], *, head: Mapping[str, str] | None = None) -> str:
    """Return a YAML data file of a type. head: what stands in its first lines beside the type (`program: program.yaml`)."""
    return write_data({"jenis": type_name, **(head or {}), **as_text(values)})


def as_text(value: Any) -> Any:
    """Return typed values as the text that a person would write; what is empty is left out."""
    if isinstance(value, Mapping):
        return {str(key): as_text(child) for key, child in value.items() if not _is_nothing(child)}
    if isinstance(value, (list, tuple)):
        return [as_text(child) for child in value if not _is_nothing(child)]
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (Decimal, Fraction)):
        return _decimal(value)
    if isinstance(value, datetime.time):
        return f"{value:%H.%M}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _is_nothing(value: Any) -> bool:
    return is_absent(value) or value in ({}, [], None)


def _decimal(value: Decimal | Fraction) -> str:
    """Return a number with a decimal comma; three decimals get a fourth, so that none can be taken for thousands."""
    exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
    whole, _, decimals = f"{exact:f}".partition(".")
    decimals = decimals.rstrip("0")
    decimals = f"{decimals}0" if len(decimals) == 3 else decimals
    return f"{whole},{decimals}" if decimals else whole
