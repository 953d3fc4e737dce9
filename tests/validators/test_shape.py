"""What is wrong with the shape of values: codes and paths.

IN-02 (did-you-mean), IN-03 (unknown keys, empty required fields).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.shape import Schema, check

SCHEMA = Schema(
    {
        "type": "object",
        "properties": {
            "nama": {"type": "string", "pattern": "^[A-Z]", "x-petunjuk": "Huruf besar."},
            "umur": {"type": "integer", "minimum": 1, "maximum": 99},
            "bobot": {"type": "number", "minimum": Decimal("0.5")},
            "mulai": {"type": "date"},
            "tahap": {"enum": ["Pembuka", "Inti", "Penutup"]},
            "baris": {
                "type": "array",
                "minItems": 2,
                "items": {"type": "object", "properties": {"x": {"type": "integer"}}, "additionalProperties": False},
            },
            "butir": {"type": "array", "maxItems": 1, "items": {"type": "string"}},
        },
        "required": ["nama"],
        "additionalProperties": False,
    }
)


def told(values: dict[str, Any]) -> list[tuple[str, tuple[Any, ...]]]:
    return [(finding.code, finding.path) for finding in check(SCHEMA, values)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"nama": "Ani"}, []),
        ({}, [("wajib-diisi", ("nama",))]),
        ({"nama": KOSONG}, [("wajib-diisi", ("nama",))]),
        ({"nama": CACAT}, []),
        ({"nama": "ani"}, [("pola-tidak-cocok", ("nama",))]),
        ({"nama": "A", "umur": 0}, [("terlalu-kecil", ("umur",))]),
        ({"nama": "A", "umur": 100}, [("terlalu-besar", ("umur",))]),
        ({"nama": "A", "umur": True}, [("jenis-salah", ("umur",))]),
        ({"nama": "A", "bobot": Decimal("0.4")}, [("terlalu-kecil", ("bobot",))]),
        ({"nama": "A", "bobot": Decimal("0.5")}, []),
        ({"nama": "A", "mulai": "besok"}, [("jenis-salah", ("mulai",))]),
        ({"nama": "A", "tahap": "Pembukaan"}, [("pilihan-tidak-dikenal", ("tahap",))]),
        ({"nama": "A", "baris": [{"x": 1}]}, [("baris-kurang", ("baris",))]),
        ({"nama": "A", "baris": [{"x": 1}, {"y": 1}]}, [("kunci-tidak-dikenal", ("baris", 1, "y"))]),
        ({"nama": "A", "butir": ["a", "b"]}, [("butir-lebih", ("butir",))]),
        ({"nama": "A", "naam": "x", "umor": 1}, [("kunci-tidak-dikenal", ("naam",)), ("kunci-tidak-dikenal", ("umor",))]),
    ],
)
def test_check__names_what_is_wrong_and_where(values: dict[str, Any], expected: list[tuple[str, tuple[Any, ...]]]) -> None:
    assert told(values) == expected


def test_check__everything_at_once() -> None:
    """IN-02: four faults, four findings, in one call."""
    assert len(told({"umur": 0, "tahap": "x", "lain": 1})) == 4


@pytest.mark.parametrize(
    ("values", "suggested"),
    [({"nama": "A", "umor": 1}, "umur"), ({"nama": "A", "tahap": "Pembukaan"}, "Pembuka"), ({"nama": "A", "tahap": "inti "}, "Inti")],
)
def test_check__suggests_the_nearest_word(values: dict[str, Any], suggested: str) -> None:
    """IN-02: "maksud Anda …?" for a misspelt key or choice."""
    assert f"maksud Anda “{suggested}”?" in check(SCHEMA, values)[0].message


def test_check__suggests_nothing_far_off() -> None:
    assert "maksud" not in check(SCHEMA, {"nama": "A", "zzzzzz": 1})[0].message
