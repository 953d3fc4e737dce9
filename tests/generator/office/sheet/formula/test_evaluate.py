"""The exact evaluator. SCO-92."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.office.sheet.cells import split_address
from generator.office.sheet.formula import UNKNOWN, CellGrid, FormulaError, Scope, UnsolvedError, formula, key, solver, tree
from generator.office.sheet.references import CellRect, Copy

CELLS = {
    "A1": 2,
    "A2": Fraction(1, 10),
    "A3": "Lulus",
    "A4": True,
    "A6": FormulaError("#DIV/0!"),
    "A7": "12",
    "A8": "1,5",
    "A9": Decimal("0.5"),
    "B1": 10,
    "B2": 20,
    "B3": 30,
    "C1": "ya",
    "C2": "tidak",
    "C3": "YA",
    "D1": UNKNOWN,
}


def evaluated(text: str):
    values = {key(*split_address(address)): value for address, value in CELLS.items()}
    grid = CellGrid({"Form": values, "Lain": {key(1, 1): 7}}, {"Form": (9, 4), "Lain": (1, 1)})
    rects = tuple(found.rect({}, Copy("Form")) for found in formula(text).references)
    return solver(tree(text))(Scope(grid, {"nilai": CellRect("Form", 1, 2, 3, 2)}), rects)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1+2*3", 7),
        ("(1+2)*3", 9),
        ("-2^2", 4),  # Excel's minus sign binds closer than ^
        ("2^3^2", 64),  # and ^ is taken from the left
        ("2^-1", Fraction(1, 2)),
        ("50%*4", 2),
        ("1/3+1/3+1/3=1", True),
        ("0.1+0.2=0.3", True),
        ("A2*3", Fraction(3, 10)),
        ("A9+SUM(A9:A9)", 1),
        ("10/4", Fraction(5, 2)),
        ("A5", 0),
        ("A5&A1", "2"),
        ('"Total: "&SUM(B1:B3)&" menit"', "Total: 60 menit"),
        ("A7+1", 13),
        ("A4+1", 2),
        ("Lain!A1*2", 14),
        ("SUM(nilai)", 60),
    ],
)
def test_solver__arithmetic(text, value):
    assert evaluated(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('A3="lulus"', True),
        ("A1<>2", False),
        ('A1<"a"', True),
        ('A5=""', True),
        ("A5=0", True),
        ("A5=A3", False),  # a blank cell against a word
        ("A3<>A5", True),
        ("A5=A5", True),
        ("A4>A3", True),
        ("B1<=10", True),
        ("B1>=B2", False),
    ],
)
def test_solver__comparisons(text, value):
    assert evaluated(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SUM(A1:A5)", Fraction(21, 10)),  # 2 + 0,1; text, truth and blank passed over
        ("SUM(B1:B3,5)", 65),
        ("SUM(B1:B1)", 10),
        ("SUM(B:B)", 60),
        ("AVERAGE(B1:B3,A3)", 20),
        ("COUNT(A1:A7)", 2),
        ("COUNTA(A1:A6)", 5),
        ("MIN(B1:B3)", 10),
        ("MAX(A3:A3)", 0),
        ("ROUND(2.5,0)", 3),
        ("ROUND(-2.5,0)", -3),
        ("ROUND(2/3*100,1)", Fraction(667, 10)),
        ("ROUND(1234,-2)", 1200),
        ('COUNTIF(C1:C3,"ya")', 2),
        ('COUNTIF(B1:B3,">=20")', 2),
        ('COUNTIF(C1:C3,"*a*")', 3),
        ('COUNTIF(C1:C3,"??")', 2),
        ('COUNTIF(C1:C3,"<>ya")', 1),
        ("COUNTIF(B1:B3,20)", 1),
        ('SUMIF(C1:C3,"ya",B1:B3)', 40),
        ('SUMIF(B1:B3,">10")', 50),
        ("SUMPRODUCT(B1:B3,B1:B3)", 1400),
        ('SUMPRODUCT((C1:C3="ya")*B1:B3)', 40),
        ('SUMPRODUCT(--(C1:C3="ya"),B1:B3)', 40),
        ("SUMPRODUCT(B1:B3*2)/SUM(B1:B3)", 2),
        ("IF(B1>5,A6,1)", FormulaError("#DIV/0!")),
        ("IF(B1>5,1,A6)", 1),
        ("IF(B1>50,1)", False),
        ("IF(B1>5,,1)", 0),
        ("AND(B1>5,B2>5)", True),
        ("OR(A4:A4,FALSE)", True),
        ("AND(C1:C2)", FormulaError("#VALUE!")),
        ('IFERROR(A6,"-")', "-"),
        ("IFERROR(B1/B2,0)", Fraction(1, 2)),
    ],
)
def test_solver__functions(text, value):
    assert evaluated(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1/0", "#DIV/0!"),
        ("A6+1", "#DIV/0!"),
        ("SUM(A1:A6)", "#DIV/0!"),
        ("A3+1", "#VALUE!"),
        ("#REF!+1", "#REF!"),
        ("AVERAGE(A3:A3)", "#DIV/0!"),
        ("0^0", "#NUM!"),
        ("SUMPRODUCT(B1:B3,B1:B2)", "#VALUE!"),
    ],
)
def test_solver__errors_are_values(text, code):
    assert evaluated(text) == FormulaError(code)


@pytest.mark.parametrize(
    "text",
    [
        "A2&A3",
        "A8+1",
        "2^0.5",
        "B1:B3*2",
        "D1+1",
        "SUM(D1:D1)",
        'A3<"z"',
        'COUNTIF(B:B,"<>x")',
        "tak_dikenal+1",
        "Hilang!A1",
        'COUNTIF(B1:B3,">1,5")',
    ],
    ids=str,
)
def test_solver__what_depends_on_language_or_guesswork_stays_unknown(text):
    assert evaluated(text) is UNKNOWN


@pytest.mark.parametrize(
    "text", ["VLOOKUP(1,A1:B2,2)", "SUM(A1:A2 B1:B2)", "SUM((A1,A2))", "{1,2}", "ROUND(1)", "A1:INDEX(B1:B3,2)"], ids=str
)
def test_tree__unknown_formulas_are_refused(text):
    with pytest.raises(UnsolvedError):
        tree(text)
