"""Why a JSON file could not be read: each slip that people make is told by its own sentence, on its own line."""

from __future__ import annotations

import pytest

from generator.errors import IntakeFault
from generator.yamlio import parse_data


@pytest.mark.parametrize(
    ("text", "word", "line"),
    [
        ('{"a": 1,\n}', "Ada koma sebelum", 1),
        ('{"a": [1,\n2,\n]}', "Ada koma sebelum", 2),
        ('{"a": 1,\n\n "b": 2\n "c": 3}', "Koma kurang", 4),
        ('{"a" 1}', "titik dua", 1),
        ("{\n'a': 1}", "bukan", 2),
        ('{"a": “x”}', "bukan", 1),
        ("{a: 1}", "tidak diapit", 1),
        ('{"a": ya}', "tidak diapit", 1),
        ('{"a": True}', "huruf kecil", 1),
        ('{"a": 1, // komentar\n "b": 2}', "komentar", 1),
        ('{"a": ,}', "belum ditulis", 1),
        ('{"a": 007}', "berawalan 0", 1),
        ('{"a": 1,5}', "titik: 1.5", 1),
        ('{"a": "D:\\data"}', "dua kali", 1),
        ('{"a": "x\ny"}', "pindah baris", 1),
        ('{"a": "x', "tidak ditutup", 1),
        ('{"a": 1\n', "berakhir", 1),
        ('{"a": 1}\n}', "sesudah kurung", 2),
        ("?", "Periksa kurung", 1),
    ],
)
def test_json__each_slip_is_told_with_its_line(text: str, word: str, line: int) -> None:
    with pytest.raises(IntakeFault) as caught:
        parse_data(text, file="x.json")
    assert word in f"{caught.value.message} {caught.value.hint}"
    assert (caught.value.place, caught.value.code) == (f"baris {line}", "json-tidak-terbaca")
