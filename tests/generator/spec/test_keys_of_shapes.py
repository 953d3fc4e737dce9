"""A key that a field's shape has no use for is said, whatever key it is: nothing that an author writes is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecFault
from tests.homes import home

COLUMN = "fields: [{name: k, label: K, type: text}]"


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("type: text, group_by: k", "group_by"),
        ("type: text, min_rows: 2", "min_rows"),
        ("type: integer, sort: k", "sort"),
        ("type: date, sums: [rows]", "sums"),
        (f"type: group, unit: JP, {COLUMN}", "unit"),
        (f"type: group, plus_rows: true, {COLUMN}", "plus_rows"),
        (f"type: table, rows: moda, group_by: k, {COLUMN}", "group_by"),
        (f"type: table, maximum: 4, {COLUMN}", "maximum"),
        ("type: list, of: {type: text}, widths: {k: 2}", "widths"),
    ],
)
def test_field__a_key_that_its_shape_does_not_use_is_refused(tmp_path: Path, entry: str, key: str) -> None:
    with pytest.raises(SpecFault, match=f"tidak memakai {key}:") as caught:
        home(tmp_path, f"fields:\n  - {{name: a, label: A, {entry}}}\n").compiled("uji")
    assert caught.value.code == "isian-tidak-cocok"
    assert caught.value.place == "baris 7"


def test_field__all_such_keys_at_once(tmp_path: Path) -> None:
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, "fields: [{name: a, label: A, type: text, sort: x, min_rows: 1}]\n").compiled("uji")
    assert len([caught.value, *caught.value.also]) == 2


@pytest.mark.parametrize(
    "spec",
    [
        "fields: [{name: a, label: A, type: text, intro: Halo}]",
        "fields: [{name: a, label: A, type: group, fields: [{name: k, label: K, type: paragraph, intro: Halo}]}]",
        "fields: [{name: a, label: A, type: table, fields: [{name: k, label: K, type: paragraph, intro: Halo}]}]",
        "subtitle: Halo\nlayout: laporan\nfields: [{name: a, label: A, type: text}]",
    ],
    ids=["label and value", "text within a group", "column", "cover"],
)
def test_sentence__where_it_would_not_print_is_refused(tmp_path: Path, spec: str) -> None:
    with pytest.raises(SpecFault, match="tidak tercetak"):
        home(tmp_path, spec + "\n").compiled("uji")


@pytest.mark.parametrize(
    "spec",
    [
        "fields: [{name: a, label: A, type: text, print: sections, intro: Halo}]",
        "fields: [{name: a, label: A, type: paragraph, intro: Halo}]",
        f"fields: [{{name: a, label: A, type: table, intro: Halo, {COLUMN}}}]",
        "subtitle: Halo\nfields: [{name: a, label: A, type: text}]",
    ],
)
def test_sentence__under_a_heading_is_right(tmp_path: Path, spec: str) -> None:
    home(tmp_path, spec + "\n").compiled("uji").prepare()
