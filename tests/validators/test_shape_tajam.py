"""What each finding of shape says: the value, the limit, the choices, whole. IN-02, IN-03."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.findings import Finding
from validators.messages import finding
from validators.shape import Schema, check

OBJECT = {"type": "object", "properties": {"x": {"type": "integer"}}, "additionalProperties": {"type": "integer"}}


def told(schema: dict[str, Any], value: Any) -> list[Finding]:
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
    assert told(schema, value) == expected


def test_schema__keeps_what_it_was_made_of() -> None:
    schema = {"type": "object"}
    assert Schema(schema).schema is schema
