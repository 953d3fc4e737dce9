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


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("type: text, minimum: 3", "minimum"),
        ("type: date, maximum: 5", "maximum"),
        ("type: integer, pattern: '[a-z]+'", "pattern"),
        ("type: text, plain: true", "plain"),
        ("type: text, choices: [a, b]", "choices"),
        ("type: text, table: moda", "table"),
        ("type: choice, choices: [a, b], table: moda", "table"),
        ("type: text, kind: nip", "kind"),
        ("type: text, of: judul", "of"),
        ("type: integer, caption: judul", "caption"),
        ("type: boolean, not_before: judul", "not_before"),
        ("type: paragraph, unit: JP", "unit"),
        (f"type: table, rows: moda, key: k, {COLUMN}", "key"),
    ],
)
def test_value__a_key_that_its_kind_does_not_use_is_refused(tmp_path: Path, entry: str, key: str) -> None:
    """The shape of a single value has every key of every kind; what this kind makes nothing of is said all the same."""
    with pytest.raises(SpecFault, match=f"tidak memakai {key}:") as caught:
        home(tmp_path, f"fields:\n  - {{name: judul, label: J, type: text}}\n  - {{name: a, label: A, {entry}}}\n").compiled("uji")
    assert caught.value.code == "isian-tidak-cocok"
    assert caught.value.place == "baris 8"


@pytest.mark.parametrize(
    "entry",
    [
        "type: integer, minimum: 5, maximum: 2",
        "type: number, minimum: 0.5, maximum: 0.25",
        "type: list, of: {type: text}, min_items: 5, max_items: 2",
        "type: list, of: {type: integer, minimum: 5, maximum: 2}",
        f"type: table, min_rows: 3, max_rows: 1, {COLUMN}",
        "type: choice, choices: [a, b, a]",
        f"type: table, heading: z, {COLUMN}",
        f"type: table, rows: moda, heading: z, {COLUMN}",
        "type: text, pattern_message: Huruf kecil",
        "type: table, fields: [{name: k, label: K, type: text, take: x}]",
        "type: table, fields: [{name: k, label: K, type: text, with: {a: b}}]",
        "type: choice, choices: [a, b], default: \"'c'\"",
        "type: integer, minimum: 5, default: '3'",
        "type: date, default: \"'1 Juli 2026'\"",
    ],
)
def test_field__that_nothing_could_fill_or_that_says_half_a_thing_is_refused(tmp_path: Path, entry: str) -> None:
    """Limits that no value keeps, a default that is none of its field's values: else whoever fills the form is blamed."""
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, f"fields:\n  - {{name: a, label: A, {entry}}}\n").compiled("uji").prepare()
    assert (caught.value.code, caught.value.place) == ("isian-tidak-cocok", "baris 7")


@pytest.mark.parametrize(
    "entry",
    [
        "type: integer, minimum: 5, maximum: 5, plain: true, unit: JP, not_before: b",
        "type: money, minimum: 0",
        "type: text, pattern: '[a-z]+', pattern_message: Huruf kecil",
        "type: time, unit: WIB",
        "type: number, default: '2.5', decimals: 1",
        "type: boolean, default: 'true'",
        "type: reference, table: moda, default: \"'luring'\"",
        f"type: table, rows: moda, heading: nama, {COLUMN}",
    ],
)
def test_field__with_keys_that_it_uses_is_right(tmp_path: Path, entry: str) -> None:
    home(tmp_path, f"fields:\n  - {{name: b, label: B, type: integer}}\n  - {{name: a, label: A, {entry}}}\n").compiled("uji").prepare()


@pytest.mark.parametrize(
    "columns",
    [
        "widths: {no: 1}, fields: [{name: kode, label: Kode, type: text}]",
        "widths: {k: 2}, fields: [{name: k, label: K, type: text, print: hidden}, {name: l, label: L, type: text}]",
        "widths: {d: 2}, fields: [{name: k, label: K, type: text}, {name: t, label: T, type: table, fields: [{name: d, label: D, type: text}]}]",
    ],
    ids=["number beside a code", "hidden", "of a table within"],
)
def test_widths__of_what_is_no_printed_column_are_refused(tmp_path: Path, columns: str) -> None:
    with pytest.raises(SpecFault, match=r"widths: .* bukan kolom yang tercetak"):
        home(tmp_path, f"fields:\n  - {{name: a, label: A, type: table, {columns}}}\n").compiled("uji")


def test_widths__of_printed_columns_and_their_numbers_are_kept(tmp_path: Path) -> None:
    columns = "{name: k, label: K, type: text}, {name: g, label: G, type: group, fields: [{name: d, label: D, type: text}]}"
    home(tmp_path, f"fields:\n  - {{name: a, label: A, type: table, widths: {{no: 1, k: 2, d: 3}}, fields: [{columns}]}}\n").compiled("uji")
