"""Formulas of a form's columns as expressions of the spec language, and those that it cannot say. TPL-03."""

from __future__ import annotations

import pytest

from generator.new_type.formulas import row_expression, summed_column

COLUMNS = {3: "volume", 4: "harga", 5: "rincian.ongkos"}


@pytest.mark.parametrize(("formula", "said"), [
    ("C5*D5", "(row.volume * row.harga)"),
    ("C5*D5+E5", "((row.volume * row.harga) + row.rincian.ongkos)"),
    ("SUM(C5:E5)", "((row.volume | atau(0)) + (row.harga | atau(0)) + (row.rincian.ongkos | atau(0)))"),
    ('IF(C5>=3,"Baik","Kurang")', "('Baik' if row.volume >= 3 else 'Kurang')"),
    ("D5*50%", "(row.harga * (50 / 100))"),
    ("ROUND(C5*D5,2)", None),
    ("VLOOKUP(C5,$H$1:$I$9,2,0)", None),
    ("C4*D5", None),
    ("Lain!C5*2", None),
    ("C5*F5", None),
])  # fmt: skip
def test_row_expression__says_what_the_language_can_say(formula: str, said: str | None) -> None:
    assert row_expression({5: formula}, COLUMNS) == said


def test_row_expression__of_money_needs_no_rounding_to_the_sen() -> None:
    assert row_expression({5: "ROUND(C5*D5,2)", 6: "ROUND(C6*D6,2)"}, COLUMNS, is_money=True) == "(row.volume * row.harga)"
    assert row_expression({5: "ROUND(C5*D5,0)"}, COLUMNS, is_money=True) is None


def test_row_expression__must_be_the_same_in_every_row() -> None:
    assert row_expression({5: "C5*D5", 6: "C6+D6"}, COLUMNS) is None


def test_summed_column__is_its_own_and_holds_all_rows() -> None:
    assert summed_column("SUM(E5:E9)", (5, 6, 9), (10, 5))
    assert summed_column("SUBTOTAL(9,E5:E9)", (5, 6, 9), (10, 5))
    assert not summed_column("SUBTOTAL(1,E5:E9)", (5, 6, 9), (10, 5))
    assert not summed_column("SUM(D5:D9)", (5, 9), (10, 5))
    assert not summed_column("SUM(E5:E8)", (5, 9), (10, 5))
    assert not summed_column("E5+E6", (5, 6), (10, 5))
