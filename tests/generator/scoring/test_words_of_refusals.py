"""What a score says of a wrong value names no word of the program: every score, every argument, every wrong type."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import SCORES, run
from validators.absence import CACAT, KOSONG

WRONG: Mapping[str, Any] = {
    "teks": "abc",
    "teks-kosong": "",
    "bulat": 7,
    "negatif": -1,
    "nol": 0,
    "ya": True,
    "tidak": False,
    "desimal": Decimal("1.5"),
    "tak-hingga": Decimal("Infinity"),
    "bukan-angka": Decimal("NaN"),
    "raksasa": Decimal("1E+999"),
    "pecahan": Fraction(1, 3),
    "biner": 0.1,
    "nan": float("nan"),
    "tidak-ada": None,
    "kosong": KOSONG,
    "cacat": CACAT,
    "tanggal": date(2026, 1, 2),
    "tanggal-jam": datetime(2026, 1, 2, 3, 4),
    "jam": time(8, 0),
    "daftar": [1, "a"],
    "daftar-kosong": [],
    "daftar-dalam": [[1], [2]],
    "daftar-kelompok": [{"a": 1}],
    "kelompok": {"a": 1},
    "kelompok-kosong": {},
    "kelompok-dalam": {"a": {"b": [1]}},
    "rangkap": (1, 2),
    "himpunan": {1, 2},
    "benda": object(),
    "fungsi": len,
    "bita": b"abc",
}
PYTHON = re.compile(
    r"\b(?:str|int|float|bool|dict|list|tuple|set|Fraction|Decimal|None|NoneType|True|False|date|datetime|time|object|bytes|function|"
    r"builtin_function_or_method|mappingproxy|KOSONG|CACAT|Absence|kind|hint)\b|[({\[]'|<[a-z]|__|\w+\.\w+\.\w+|0x"
)


def sound(hint: Any) -> Any:
    """Return a value of an annotated type, so that the other arguments get by."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return sound(next(part for part in parts if part is not type(None)))
    if origin is Literal:
        return parts[0]
    if origin is tuple:
        return [sound(parts[0])]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"a": sound(parts[1])}
    if dataclasses.is_dataclass(hint):
        return {field.name: sound(get_type_hints(hint)[field.name]) for field in dataclasses.fields(hint)}
    return {int: 1, Fraction: Fraction(1), Decimal: Decimal(1), str: "a", bool: True, date: date(2026, 1, 2), time: time(8)}.get(hint, 1)


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield where something stands in plain data."""
    yield above
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in steps:
        yield from places(inner, (*above, key))


def put(value: Any, place: tuple[Any, ...], wrong: Any) -> Any:
    if not place:
        return wrong
    key, *rest = place
    if isinstance(value, dict):
        return {**value, key: put(value[key], tuple(rest), wrong)}
    return [put(item, tuple(rest), wrong) if at == key else item for at, item in enumerate(value)]


def said(name: str, given: Mapping[str, Any]) -> list[str]:
    """Return all sentences of what a score answers to such arguments; any other fault than the two it promises is raised."""
    try:
        run(name, given)
    except ScoreRefused as refusal:
        return [text for one in refusal.all for text in (one.message, one.hint)]
    except TypeError as error:
        return [str(error)]
    return []


@pytest.mark.parametrize("name", SCORES)
def test_refusal__of_a_wrong_type_names_no_word_of_the_program(name: str) -> None:
    hints = get_type_hints(SCORES[name].arguments)
    good = {field.name: sound(hints[field.name]) for field in dataclasses.fields(SCORES[name].arguments)}
    spoken = {
        (".".join(map(str, place)), kind, text)
        for place in places(good)
        if place
        for kind, wrong in WRONG.items()
        for text in said(name, put(good, place, wrong))
    }
    assert sorted(one for one in spoken if PYTHON.search(one[2])) == []
    assert spoken


@pytest.mark.parametrize("name", SCORES)
def test_refusal__of_missing_and_unknown_arguments_names_no_word_of_the_program(name: str) -> None:
    for given in ({}, {"tidak_ada": 1}, dict.fromkeys(get_type_hints(SCORES[name].arguments), KOSONG)):
        assert [text for text in said(name, given) if PYTHON.search(text)] == []
