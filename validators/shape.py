"""Checks values against the JSON Schema of their type: what is missing, unknown, too small, not a choice.

The checking is jsonschema's (`validators.judging`); what surely fits is let through before (`validators.fitting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from validators.findings import Finding, Findings
from validators.fitting import fits
from validators.messages import finding, nearest, suggestion
from validators.tree import as_group, as_rows
from validators.values import shown as quoted

MOST_FINDINGS: Final = 500
"""How many unknown keys are told of one document; a file with more is another file."""


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


class Schema:
    """A JSON Schema, made once per document type."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def errors(self, values: Any) -> Iterator[Any]:
        """Yield what the schema has against the values."""
        return iter(()) if fits(self.schema, values, is_pattern_of) else self._validator.iter_errors(values)

    @cached_property
    def _validator(self) -> Any:
        from validators.judging import validator_of  # jsonschema takes longer to load than a sound form takes to check

        return validator_of(self.schema)


def is_pattern_of(pattern: str, text: str) -> bool:
    """Whether a field's text is as its pattern says."""
    from validators.patterns import is_matched  # few types have patterns

    return is_matched(pattern, text)


def check(schema: Schema, values: Mapping[str, Any]) -> Findings:
    """Return everything that is wrong with the shape of `values`, at once.

    values: nested dict and list of str, int, Decimal, date, bool; `KOSONG` counts as not there, `CACAT` as reported already.
    """
    return Findings(_found(schema.errors(values)))


def _found(errors: Iterable[Any]) -> Iterator[Finding]:
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
    made = finding(code, path, **facts)
    return replace(made, meant=(*path[:-1], near)) if code == "kunci-tidak-dikenal" and (near := _meant(error)) else made


def _meant(error: Any) -> str | None:
    return nearest(str(error.path[-1]), list(error.schema.get("properties", {})))


def _missing(_error: Any) -> tuple[str, dict[str, Any]]:
    return "wajib-diisi", {}


def _unknown(error: Any) -> tuple[str, dict[str, Any]]:
    known = list(error.schema.get("properties", {}))
    if error.path[-1] in error.schema.get("x-dihitung", ()):
        return "kunci-dihitung", {"nilai": error.path[-1]}
    return "kunci-tidak-dikenal", {"nilai": quoted(error.path[-1]), "usul": suggestion(error.path[-1], known)}


def _not_a_choice(error: Any) -> tuple[str, dict[str, Any]]:
    if as_group(error.instance) is not None or as_rows(error.instance) is not None:
        return "jenis-salah", {"nilai": _spoken(error.instance), "jenis": "satu pilihan"}
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
        "nilai": _spoken(error.instance),
        "jenis": _INDONESIAN_TYPES.get(str(error.validator_value), str(error.validator_value)),
    }


def _any_other(error: Any) -> tuple[str, dict[str, Any]]:
    return "di-luar-ketentuan", {"nilai": _spoken(error.instance)}


def _spoken(value: Any) -> str:
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
