"""A condition is told with labels and values, never as an expression. UX-02."""

from __future__ import annotations

import pytest

from generator.spec.conditions import UNKNOWN, Words, in_words

LABELS = {("identitas", "pola"): "Pola", ("moda",): "Moda", ("row", "jumlah"): "Jumlah", ("setuju",): "Setuju", ("mulai",): "Mulai"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("identitas.pola != 'mandiri'", "Pola bukan mandiri"),
        ("moda == 'daring'", "Moda daring"),
        ("moda in ['daring', 'blended']", "Moda daring atau blended"),
        ("row.jumlah > 30", "Jumlah lebih dari 30"),
        ("setuju", "Setuju ya"),
        ("moda is not kosong", "Moda terisi"),
        ("moda is kosong", "Moda kosong"),
        ("not setuju", "Setuju bukan ya"),
        ("moda == 'daring' and row.jumlah <= 2.5", "Moda daring dan Jumlah paling banyak 2,5"),
        ("moda == 'a' or setuju", "Moda a atau Setuju ya"),
        ("(moda == 'a' or setuju) and row.jumlah > 5", "(Moda a atau Setuju ya) dan Jumlah lebih dari 5"),
        ("moda == 'a' or setuju and row.jumlah > 5", "Moda a atau (Setuju ya dan Jumlah lebih dari 5)"),
        ("row.jumlah > batas", "Jumlah lebih dari 10 orang"),
        ("mulai.year >= 2026", "Tahun Mulai paling sedikit 2026"),
        ("moda == 'a' and row.jumlah * 2 > 5", "Moda a dan Jumlah tertentu"),
        ("row.jumlah < lain", "Jumlah tertentu"),
        ("mulai.year - row.jumlah > 3", "Mulai dan Jumlah tertentu"),
        ("not (moda == 'a')", "Moda tertentu"),
        ("lookup('x', moda).y", "Moda tertentu"),
        ("tidak_dikenal == 1", UNKNOWN),
        ("moda | length > 2", "Moda tertentu"),
        ("moda is kosong and", UNKNOWN),
        ("(" * 500 + "moda" + ")" * 500, UNKNOWN),
    ],
)
def test_condition__in_words(condition: str, words: str) -> None:
    assert in_words(condition, Words(lambda path: LABELS.get(path, ""), lambda name: "10 orang" if name == "batas" else "")) == words
