"""Checks values against the JSON Schema of their type: what is missing, unknown, too small, not a choice.

The checking is jsonschema's. What is changed: numbers may be Decimal, dates are a type of their own, an absent value passes
(its cause is reported already), and `required` and `additionalProperties` name the member they are about.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, cast

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from validators.absence import KOSONG, Absence
from validators.findings import Finding, Findings
from validators.messages import finding, suggestion
from validators.tree import as_group, as_rows
from validators.values import shown as quoted

MOST_FINDINGS: Final = 500
"""How many unknown keys are told of one document; a file with more is another file."""

Keyword = Callable[[Any, Any, Any, Mapping[str, Any]], Iterator[ValidationError] | None]


def _is_number(_checker: Any, value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_integer(_checker: Any, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_array(_checker: Any, value: Any) -> bool:
    return as_rows(value) is not None


def _is_object(_checker: Any, value: Any) -> bool:
    return as_group(value) is not None


def _is_date(_checker: Any, value: Any) -> bool:
    return isinstance(value, datetime.date)


def _is_time(_checker: Any, value: Any) -> bool:
    return isinstance(value, datetime.time)


_extend: Final = cast("Any", validators).extend
DECIMAL_TYPES: Final = Draft202012Validator.TYPE_CHECKER.redefine_many(
    {"number": _is_number, "integer": _is_integer, "date": _is_date, "time": _is_time, "array": _is_array, "object": _is_object}
)
_INDONESIAN_TYPES: Final = {
    "object": "kelompok isian (kunci: nilai)",
    "array": "daftar",
    "string": "teks",
    "number": "bilangan",
    "integer": "bilangan bulat",
    "boolean": "ya/tidak",
    "date": "tanggal",
    "time": "waktu",
}


def _required(_validator: Any, required: Any, instance: Any, _schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    members = as_group(instance)
    for name in required if members is not None else ():
        if (members or {}).get(name, KOSONG) is KOSONG:
            yield ValidationError(f"{name} is required", path=(name,))


def _additional(validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    for name, member in (as_group(instance) or {}).items():
        if name in schema.get("properties", {}):
            continue
        if allowed is False:
            yield ValidationError(f"{name} is unknown", path=(name,), instance=name)
        else:
            yield from validator.descend(member, allowed, path=name)


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    from validators.patterns import is_matched  # few types have patterns

    if isinstance(instance, str) and not is_matched(pattern, instance):
        yield ValidationError("pattern does not match")


def _passing_absence(keyword: Keyword) -> Keyword:
    def checked(validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        if not isinstance(instance, Absence):
            yield from keyword(validator, value, instance, schema) or ()

    return checked


_KEYWORDS: Final = {**Draft202012Validator.VALIDATORS, "required": _required, "additionalProperties": _additional, "pattern": _pattern}
_Validator: Final[Any] = _extend(
    Draft202012Validator, {name: _passing_absence(keyword) for name, keyword in _KEYWORDS.items()}, type_checker=DECIMAL_TYPES
)


class Schema:
    """A compiled JSON Schema, made once per document type."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema
        self._validator: Any = _Validator(schema)

    def errors(self, values: Any) -> Iterator[ValidationError]:
        """Yield what the schema has against the values."""
        return self._validator.iter_errors(values)


def check(schema: Schema, values: Mapping[str, Any]) -> Findings:
    """Return everything that is wrong with the shape of `values`, at once.

    values: nested dict and list of str, int, Decimal, date, bool; `KOSONG` counts as not there, `CACAT` as reported already.
    """
    return Findings(_found(schema.errors(values)))


def _found(errors: Iterable[ValidationError]) -> Iterator[Finding]:
    """Yield a finding for each error; of unknown keys no more than `MOST_FINDINGS`, because each looks for the nearest known one."""
    unknown = 0
    for error in errors:
        unknown += error.validator == "additionalProperties"
        if error.validator != "additionalProperties" or unknown <= MOST_FINDINGS:
            yield _finding(error)
    if unknown > MOST_FINDINGS:
        yield finding("kunci-terlalu-banyak", nilai=unknown, batas=MOST_FINDINGS)


def _finding(error: Any) -> Finding:
    path = tuple(error.absolute_path)
    describe = _DESCRIBE.get(str(error.validator), _any_other)
    code, facts = describe(error)
    return finding(code, path, **facts)


def _missing(_error: Any) -> tuple[str, dict[str, Any]]:
    return "wajib-diisi", {}


def _unknown(error: Any) -> tuple[str, dict[str, Any]]:
    known = list(error.schema.get("properties", {}))
    if error.path[-1] in error.schema.get("x-dihitung", ()):
        return "kunci-dihitung", {"nilai": error.path[-1]}
    return "kunci-tidak-dikenal", {"nilai": quoted(error.path[-1]), "usul": suggestion(error.path[-1], known)}


def _not_a_choice(error: Any) -> tuple[str, dict[str, Any]]:
    if as_group(error.instance) is not None or as_rows(error.instance) is not None:
        return "jenis-salah", {"nilai": _kind(error.instance), "jenis": "satu pilihan"}
    choices = [str(choice) for choice in error.validator_value]
    shown = ", ".join(choices) if len(choices) <= 12 else f"{', '.join(choices[:12])}, ... ({len(choices)} pilihan)"
    return "pilihan-tidak-dikenal", {"nilai": quoted(error.instance), "usul": suggestion(error.instance, choices), "pilihan": shown}


def _limit(code: str, measure: Callable[[Any], Any] = lambda value: value) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    def describe(error: Any) -> tuple[str, dict[str, Any]]:
        return code, {"nilai": _number(measure(error.instance)), "batas": _number(error.validator_value)}

    return describe


def _number(value: Any) -> str:
    return str(value).replace(".", ",")


def _rows(table: str, items: str) -> Callable[[Any], tuple[str, dict[str, Any]]]:
    def describe(error: Any) -> tuple[str, dict[str, Any]]:
        is_table = isinstance(error.schema.get("items"), Mapping) and error.schema["items"].get("type") == "object"
        return (table if is_table else items), {"nilai": len(error.instance), "batas": error.validator_value}

    return describe


def _no_pattern(error: Any) -> tuple[str, dict[str, Any]]:
    return "pola-tidak-cocok", {"nilai": quoted(error.instance), "petunjuk": error.schema.get("x-petunjuk", "")}


def _wrong_type(error: Any) -> tuple[str, dict[str, Any]]:
    return "jenis-salah", {
        "nilai": _kind(error.instance),
        "jenis": _INDONESIAN_TYPES.get(str(error.validator_value), str(error.validator_value)),
    }


def _any_other(error: Any) -> tuple[str, dict[str, Any]]:
    return "di-luar-ketentuan", {"nilai": _kind(error.instance)}


def _kind(value: Any) -> str:
    if as_group(value) is not None:
        return "kelompok isian"
    if as_rows(value) is not None:
        return "daftar"
    text = str(value)
    return f'"{text[:60]}..."' if len(text) > 60 else f'"{text}"'


_DESCRIBE: Final[Mapping[str, Callable[[Any], tuple[str, dict[str, Any]]]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _not_a_choice,
    "minimum": _limit("terlalu-kecil"),
    "maximum": _limit("terlalu-besar"),
    "maxLength": _limit("terlalu-panjang", len),
    "minItems": _rows("baris-kurang", "butir-kurang"),
    "maxItems": _rows("baris-lebih", "butir-lebih"),
    "pattern": _no_pattern,
    "type": _wrong_type,
}
