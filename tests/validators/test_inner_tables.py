"""Tables in tables as one list: `luaran | sum(attribute='aktivitas', start=[])`. Covers the rest of *More than rows* for charts and scores."""

from __future__ import annotations

import pytest

from validators.absence import CACAT, KOSONG
from validators.expressions import compile_expression, exact_environment
from validators.names import SCALAR, Record, Rows, unknown_names

SOURCE = "luaran | sum(attribute='aktivitas', start=[])"


def flattened(luaran: object) -> object:
    return compile_expression(exact_environment(), SOURCE).evaluate({"luaran": luaran})


@pytest.mark.parametrize(
    ("luaran", "expected"),
    [
        pytest.param([{"aktivitas": [1, 2]}, {"aktivitas": []}, {"aktivitas": [3]}], [1, 2, 3], id="in order"),
        pytest.param([], [], id="no rows"),
        pytest.param([{"aktivitas": [1]}, {"aktivitas": KOSONG}], [1], id="an empty inner table"),
        pytest.param([{"aktivitas": [1]}, {"aktivitas": CACAT}], CACAT, id="an unsound inner table"),
        pytest.param(KOSONG, KOSONG, id="no table"),
    ],
)
def test_sum__puts_inner_tables_one_after_another(luaran: object, expected: object) -> None:
    assert flattened(luaran) == expected


def test_names__columns_of_inner_tables_are_known() -> None:
    scope = {"luaran": Rows(Record({"aktivitas": Rows(Record({"nama": SCALAR}))}))}
    tree = compile_expression(exact_environment(), f"{SOURCE} | map(attribute='nma')").tree
    assert [unknown.nearest for unknown in unknown_names(tree, scope)] == ["nama"]
