"""What is wrong with the shape of values: codes and paths.

IN-02 (did-you-mean), IN-03 (unknown keys, empty required fields).
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.findings import Finding
from validators.messages import finding
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


# What each finding of shape says: the value, the limit, the choices, whole. IN-02, IN-03.

OBJECT = {"type": "object", "properties": {"x": {"type": "integer"}}, "additionalProperties": {"type": "integer"}}


def told_whole(schema: dict[str, Any], value: Any) -> list[Finding]:
    return list(check(Schema({"type": "object", "properties": {"f": schema}}), {"f": value}))


def wrong(code: str, *inner: Any, **facts: Any) -> list[Finding]:
    return [finding(code, ("f", *inner), **facts)]


MONTHS = [f"bulan {at}" for at in range(1, 14)]


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"minimum": Decimal("0.5")}, Decimal("0.25"), wrong("terlalu-kecil", nilai="0,25", batas="0,5")),
        ({"maximum": 99}, 100, wrong("terlalu-besar", nilai="100", batas="99")),
        ({"maxLength": 3}, "abcd", wrong("terlalu-panjang", nilai="4", batas="3")),
        ({"maxLength": 3}, "abc", []),
        ({"minItems": 2, "items": {"type": "object"}}, [{}], wrong("baris-kurang", nilai=1, batas=2)),
        ({"maxItems": 1, "items": {"type": "object"}}, [{}, {}], wrong("baris-lebih", nilai=2, batas=1)),
        ({"minItems": 2, "items": {"type": "string"}}, ["a"], wrong("butir-kurang", nilai=1, batas=2)),
        ({"maxItems": 1, "items": {"type": "string"}}, ["a", "b"], wrong("butir-lebih", nilai=2, batas=1)),
        ({"minItems": 2, "items": {"enum": ["a"]}}, ["a"], wrong("butir-kurang", nilai=1, batas=2)),
        ({"minItems": 2, "items": True}, ["a"], wrong("butir-kurang", nilai=1, batas=2)),
        ({"minItems": 2}, ["a"], wrong("butir-kurang", nilai=1, batas=2)),
        ({"pattern": "^[A-Z]$", "x-petunjuk": "Satu huruf."}, "a", wrong("pola-tidak-cocok", nilai="a", petunjuk="Satu huruf.")),
        ({"pattern": "^[A-Z]$"}, "a", wrong("pola-tidak-cocok", nilai="a", petunjuk="")),
        ({"enum": ["Inti", 3]}, "Int", wrong("pilihan-tidak-dikenal", nilai="Int", usul=", maksud Anda “Inti”?", pilihan="Inti, 3")),
        ({"enum": MONTHS[:12]}, "x", wrong("pilihan-tidak-dikenal", nilai="x", usul=".", pilihan=", ".join(MONTHS[:12]))),
        ({"enum": MONTHS}, "x", wrong("pilihan-tidak-dikenal", nilai="x", usul=".", pilihan=f"{', '.join(MONTHS[:12])}, ... (13 pilihan)")),
        ({"enum": ["a"]}, {"k": 1}, wrong("jenis-salah", nilai="kelompok isian", jenis="satu pilihan")),
        ({"enum": ["a"]}, ["a"], wrong("jenis-salah", nilai="daftar", jenis="satu pilihan")),
        ({"type": "object"}, "x", wrong("jenis-salah", nilai='"x"', jenis="kelompok isian (kunci: nilai)")),
        ({"type": "array"}, {"k": 1}, wrong("jenis-salah", nilai="kelompok isian", jenis="daftar")),
        ({"type": "string"}, [1], wrong("jenis-salah", nilai="daftar", jenis="teks")),
        ({"type": "number"}, "satu", wrong("jenis-salah", nilai='"satu"', jenis="bilangan")),
        ({"type": "number"}, True, wrong("jenis-salah", nilai='"True"', jenis="bilangan")),
        ({"type": "integer"}, Decimal("1.5"), wrong("jenis-salah", nilai='"1.5"', jenis="bilangan bulat")),
        ({"type": "boolean"}, 1, wrong("jenis-salah", nilai='"1"', jenis="ya/tidak")),
        ({"type": "date"}, time(8), wrong("jenis-salah", nilai='"08:00:00"', jenis="tanggal")),
        ({"type": "time"}, date(2026, 1, 2), wrong("jenis-salah", nilai='"2026-01-02"', jenis="waktu")),
        ({"type": "null"}, 1, wrong("jenis-salah", nilai='"1"', jenis="null")),
        ({"type": "date"}, date(2026, 1, 2), []),
        ({"type": "time"}, time(8), []),
        ({"type": "number"}, Decimal("1.5"), []),
        ({"type": "integer"}, 3, []),
        ({"type": "boolean"}, "y" * 60, wrong("jenis-salah", nilai=f'"{"y" * 60}"', jenis="ya/tidak")),
        ({"type": "boolean"}, "y" * 61, wrong("jenis-salah", nilai=f'"{"y" * 60}..."', jenis="ya/tidak")),
        ({"const": 3}, 4, wrong("di-luar-ketentuan", nilai='"4"')),
        (OBJECT, {"x": 1, "y": 2}, []),
        (OBJECT, {"x": 1, "y": "dua"}, wrong("jenis-salah", "y", nilai='"dua"', jenis="bilangan bulat")),
        ({"additionalProperties": False}, {"k": 1}, wrong("kunci-tidak-dikenal", "k", nilai="k", usul=".")),
        (
            {"properties": {"kunci": {}}, "additionalProperties": False},
            {"kunc": 1},
            wrong("kunci-tidak-dikenal", "kunc", nilai="kunc", usul=", maksud Anda “kunci”?"),
        ),
        ({"additionalProperties": False, "x-dihitung": ["k"]}, {"k": 1}, wrong("kunci-dihitung", "k", nilai="k")),
        (
            {"items": {"additionalProperties": False, "x-dihitung": ["k"]}},
            [{}, {"k": 1}],
            wrong("kunci-dihitung", 1, "k", nilai="k"),
        ),
        ({"additionalProperties": False}, ["bukan kelompok"], []),
        ({"required": ["k"]}, {}, wrong("wajib-diisi", "k")),
        ({"required": ["k"]}, "bukan kelompok", []),
        ({"items": {"required": ["k"]}}, [{"k": 1}, {"k": KOSONG}, CACAT], wrong("wajib-diisi", 1, "k")),
        ({"items": {"type": "integer"}}, (1, "a"), wrong("jenis-salah", 1, nilai='"a"', jenis="bilangan bulat")),
    ],
)
def test_check__code_path_and_facts(schema: dict[str, Any], value: Any, expected: list[Finding]) -> None:
    assert told_whole(schema, value) == expected


def test_schema__keeps_what_it_was_made_of() -> None:
    schema = {"type": "object"}
    assert Schema(schema).schema is schema
