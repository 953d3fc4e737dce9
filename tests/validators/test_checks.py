"""Checks of fields: conditions, unique keys, the keys of a matrix. IN-03, DESIGN "More than rows"."""

from __future__ import annotations

from typing import Any

import pytest

from validators.absence import CACAT, KOSONG
from validators.checks import Check, CheckFault, check
from validators.expressions import compile_expression, exact_environment

ENVIRONMENT = exact_environment()
EMPTY_GROUP = {"a": KOSONG, "b": {"c": KOSONG, "d": []}}


def condition(source: str, path: tuple[str, ...], table: tuple[str, ...] = (), *, required: bool = False) -> Check:
    facts = {"when": compile_expression(ENVIRONMENT, source), "required": required, "words": source}
    return Check("berlaku", path, table, facts, place="baris 4")


def told(bound: Check, scope: dict[str, Any]) -> list[tuple[str, tuple[Any, ...]]]:
    return [(finding.code, finding.path) for finding in check([bound], scope)]


@pytest.mark.parametrize(
    ("applies", "value", "required", "codes"),
    [
        (True, "x", True, []),
        (True, KOSONG, True, ["wajib-diisi"]),
        (True, KOSONG, False, []),
        (True, [], True, ["wajib-diisi"]),
        (True, CACAT, True, []),
        (True, EMPTY_GROUP, True, ["wajib-diisi"]),
        (False, "x", True, ["harus-kosong"]),
        (False, 0, False, ["harus-kosong"]),
        (False, False, False, ["harus-kosong"]),
        (False, KOSONG, True, []),
        (False, [], True, []),
        (False, [1], False, ["harus-kosong"]),
        (False, EMPTY_GROUP, True, []),
        (False, {"a": KOSONG, "b": {"c": 1, "d": []}}, False, ["harus-kosong"]),
        (KOSONG, "x", True, []),
        (CACAT, KOSONG, True, []),
    ],
)
def test_when__an_inapplicable_field_is_empty_and_a_required_one_is_not(applies: Any, value: Any, required: bool, codes: list[str]) -> None:
    bound = condition("w", ("f",), required=required)
    assert told(bound, {"w": applies, "f": value}) == [(code, ("f",)) for code in codes]


def test_when__in_a_table_each_row_is_its_own_case() -> None:
    scope = {"t": [{"w": True, "f": KOSONG}, {"w": False, "f": 1}, {"w": True, "f": 1}, CACAT]}
    bound = condition("row.w", ("t", "f"), ("t",), required=True)
    assert told(bound, scope) == [("wajib-diisi", ("t", 0, "f")), ("harus-kosong", ("t", 1, "f"))]


def test_when__inside_a_group_of_a_row() -> None:
    scope = {"t": [{"w": False, "g": {"f": 1}}, {"w": False, "g": {"f": KOSONG}}, {"w": False, "g": CACAT}]}
    assert told(condition("row.w", ("t", "g", "f"), ("t",)), scope) == [("harus-kosong", ("t", 0, "g", "f"))]


def test_when__a_condition_that_cannot_run_is_a_fault_with_its_place() -> None:
    with pytest.raises(CheckFault) as caught:
        told(condition("w > 3", ("f",)), {"w": "teks", "f": 1})
    assert caught.value.check.place == "baris 4"


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (["a", "b"], []),
        (["a", "b", "a", "a"], [2, 3]),
        (["Ani Sari", "ani  sari"], [1]),
        ([KOSONG, KOSONG], []),
        ([CACAT, "a", CACAT], []),
    ],
)
def test_key__each_value_once(keys: list[Any], rows: list[int]) -> None:
    bound = Check("kunci-unik", ("t", "k"), ("t",), {"label": "Kode"})
    assert told(bound, {"t": [{"k": key} for key in keys]}) == [("kunci-kembar", ("t", row, "k")) for row in rows]


def test_key__names_the_first_row_as_people_count() -> None:
    bound = Check("kunci-unik", ("t", "k"), ("t",), {"label": "Kode"})
    (found,) = check([bound], {"t": [{"k": "x"}, {"k": "a"}, {"k": "a"}]})
    assert "baris 2" in found.message
    assert "Kode" in found.hint


def test_key__tables_in_tables_have_keys_of_their_own() -> None:
    bound = Check("kunci-unik", ("t", "u", "k"), ("t", "u"), {"label": "Kode"})
    scope = {"t": [{"u": [{"k": "a"}]}, {"u": [{"k": "a"}, {"k": "a"}]}]}
    assert told(bound, scope) == [("kunci-kembar", ("t", 1, "u", 1, "k"))]


def matrix(*, required: bool, rows: list[Any] | None = None) -> Check:
    facts = {"row_label": "Butir", "column_label": "Penilai", "required": required}
    sides = {"rows": lambda _: rows if rows is not None else ["a", "b"], "columns": lambda _: ["x", "y"]}
    return Check("kunci-matriks", ("m",), (), {**facts, **sides})


@pytest.mark.parametrize(
    ("cells", "required", "found"),
    [
        ({"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 4}}, True, []),
        ({"a": {"x": 1}}, False, []),
        ({"a": {"x": 1, "y": 2}, "b": {"x": 3}}, True, [("wajib-diisi", ("m", "b", "y"))]),
        ({"a": {"x": 1, "y": KOSONG}, "b": {"x": 3, "y": CACAT}}, True, [("wajib-diisi", ("m", "a", "y"))]),
        ({"c": {"x": 1}}, False, [("baris-matriks-tidak-dikenal", ("m", "c"))]),
        ({"a": {"z": 1}}, False, [("baris-matriks-tidak-dikenal", ("m", "a", "z"))]),
        ({"a": "teks"}, False, []),
        (CACAT, True, []),
        ([], True, []),
    ],
)
def test_matrix__keys_are_declared_and_required_cells_filled(cells: Any, required: bool, found: list[Any]) -> None:
    assert told(matrix(required=required), {"m": cells}) == found


def test_matrix__an_unsound_side_settles_nothing() -> None:
    assert told(matrix(required=True, rows=["a", CACAT]), {"m": {"q": {"x": 1}}}) == []


def test_matrix__a_misspelt_key_is_answered_with_the_nearest() -> None:
    bound = matrix(required=False, rows=["Sikap", "Pengetahuan"])
    (found,) = check([bound], {"m": {"Sikp": {"x": 1}}})
    assert "“Sikap”" in found.message
    assert "Butir" in found.message
