"""A condition is told with labels and values, never as an expression. UX-02."""

from __future__ import annotations

import pytest

from generator.spec.conditions import UNKNOWN, in_words

LABELS = {("identitas", "pola"): "Pola", ("moda",): "Moda", ("row", "jumlah"): "Jumlah", ("setuju",): "Setuju"}


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
        ("lookup('x', moda).y", UNKNOWN),
        ("tidak_dikenal == 1", UNKNOWN),
        ("moda | length > 2", UNKNOWN),
        ("moda is kosong and", UNKNOWN),
        ("(" * 500 + "moda" + ")" * 500, UNKNOWN),
    ],
)
def test_condition__in_words(condition: str, words: str) -> None:
    assert in_words(condition, lambda path: LABELS.get(path, "")) == words
