"""Where each field stands in a form: one plan for blanks, readers, marked copies and the web. DESIGN: `form/plan`; FRM-01.

A made plan is compared with what the fields say, by hand.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.fields.shapes import FixedTable, ListOf, Matrix, Scalar, walk
from generator.form.plan import (
    MATRIX_KEY,
    PARENT_KEY,
    ROW_KEY,
    FixedSheet,
    FormSection,
    FormSheet,
    MatrixSheet,
    Plan,
    Slot,
    TableSheet,
    hidden_name,
)
from generator.form.planning import plan_of
from generator.home import Home
from generator.spec.catalogue import Catalogue
from tests.homes import home, table

FIELDS = """
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - name: tempat
    label: Tempat
    type: group
    fields:
      - {name: kota, label: Kota, type: text}
      - name: alamat
        label: Alamat
        type: group
        fields:
          - {name: jalan, label: Jalan, type: text, required: true, when: judul is not kosong}
      - name: ruang
        label: Ruang
        type: table
        fields: [{name: luas, label: Luas, type: number, unit: m2}]
  - {name: butir, label: Butir, type: list, of: {type: text}}
  - name: luaran
    label: Luaran / Hasil
    type: table
    key: kode
    required: true
    fields:
      - {name: kode, label: Kode, type: text, required: true}
      - name: waktu
        label: Waktu
        type: group
        fields: [{name: mulai, label: Mulai, type: date}, {name: selesai, label: Selesai, type: date}]
      - {name: lama, label: Lama, type: number, expr: row.bobot * 2}
      - {name: bobot, label: Bobot, type: number}
      - {name: jumlah, label: Jumlah, type: number, expr: luaran | length}
      - {name: warna, label: Warna, type: reference, table: palet}
      - name: anak
        label: Luaran / Hasil
        type: table
        fields: [{name: isi, label: Isi, type: boolean}]
  - {name: tetap, label: Tetap, type: table, rows: palet, fields: [{name: ada, label: Ada, type: choice, choices: ["A, B", C]}]}
  - {name: silang, label: Silang, type: matrix, rows: luaran, columns: butir, of: {type: integer}}
  - {name: lepas, label: Lepas, type: matrix, rows: luaran, columns: palet, of: {type: integer}}
  - {name: kisi, label: Kisi, type: matrix, rows: butir, columns: palet, of: {type: integer}}
computed:
  - {name: dua, label: Dua, expr: 1 + 1}
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    catalogue = home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": table("M: Merah", "B: Biru")})
    return plan_of(catalogue.compiled("uji"))


def test_plan__sheets_in_the_order_of_the_fields(plan: Plan) -> None:
    assert [(type(sheet), sheet.title) for sheet in plan.sheets] == [
        (FormSheet, "Isian"),
        (TableSheet, "Ruang"),
        (TableSheet, "Luaran Hasil"),
        (TableSheet, "Luaran Hasil 2"),
        (FixedSheet, "Tetap"),
        (MatrixSheet, "Kisi"),
    ]


def test_plan__single_fields_stand_below_the_headings_of_their_groups(plan: Plan) -> None:
    form = plan.sheets[0]
    assert isinstance(form, FormSheet)
    assert [(line.text, line.level) if isinstance(line, FormSection) else ".".join(line.path) for line in form.lines] == [
        "judul",
        ("Tempat", 1),
        "tempat.kota",
        ("Alamat", 2),
        "tempat.alamat.jalan",
        "butir",
    ]
    assert [line.address for line in form.lines] == ["A5", "A6", "A7", "A8", "A9", "A10"]


def test_plan__a_slot_says_what_stands_there(plan: Plan) -> None:
    jalan = plan.at(("tempat", "alamat", "jalan"))
    assert jalan is not None
    assert (jalan.heading, jalan.name, jalan.kind) == (("Tempat", "Alamat", "Jalan"), "_b.tempat.alamat.jalan", "text")
    assert not jalan.is_required  # only under its condition
    judul, lama = plan.at(("judul",)), plan.at(("luaran", "lama"))
    assert judul is not None
    assert lama is not None
    assert (judul.is_required, judul.is_read, lama.is_required, lama.is_read) == (True, True, False, False)


def test_plan__columns_stand_side_by_side_with_their_headings(plan: Plan) -> None:
    rows = plan.sheets[2]
    assert isinstance(rows, TableSheet)
    assert [(slot.address, slot.heading) for slot in rows.slots] == [
        ("A4", ("Kode",)),
        ("B4", ("Waktu", "Mulai")),
        ("C4", ("Waktu", "Selesai")),
        ("D4", ("Lama",)),
        ("E4", ("Bobot",)),
        ("F4", ("Warna",)),
    ]
    assert (rows.key, rows.is_required, rows.parent) == ("kode", True, ())


def test_plan__a_table_in_a_table_names_the_row_above_it(plan: Plan) -> None:
    inner = plan.sheets[3]
    assert isinstance(inner, TableSheet)
    assert inner.parent == ("luaran",)
    assert (inner.slots[0].path, inner.slots[0].heading) == (("luaran", "anak", PARENT_KEY), ("Kode",))
    assert not inner.slots[0].is_required
    assert [slot.address for slot in inner.slots] == ["A4", "B4"]


def test_plan__a_matrix_stands_beside_the_table_of_its_rows(plan: Plan) -> None:
    """Sorting the rows must not leave their cells to others."""
    rows = plan.sheets[2]
    assert isinstance(rows, TableSheet)
    assert [(across.cell.path, across.columns.name, across.columns.most, across.columns.keys) for across in rows.across] == [
        (("silang", MATRIX_KEY, MATRIX_KEY), "butir", 15, ()),
        (("lepas", MATRIX_KEY, MATRIX_KEY), "palet", 2, (("M", "Merah"), ("B", "Biru"))),
    ]


def test_plan__offers_what_may_be_chosen(plan: Plan) -> None:
    offers = {slot.path[-1]: slot.offer for slot in plan.slots()}
    assert offers["ada"].texts == ("A, B", "C")
    assert offers["isi"].texts == ("ya", "tidak")
    assert (offers["warna"].texts, offers["warna"].is_open) == (("Merah", "Biru"), False)
    assert offers["kota"].texts == ()


def test_plan__rows_that_a_table_lists_have_their_labels(plan: Plan) -> None:
    fixed = plan.sheets[4]
    assert isinstance(fixed, FixedSheet)
    assert fixed.rows == (("M", "Merah"), ("B", "Biru"))
    assert (fixed.first.path, fixed.first.address, [slot.address for slot in fixed.slots]) == (("tetap", ROW_KEY), "A4", ["B4"])


def test_plan__what_is_computed_stands_there_where_a_formula_can_show_it(plan: Plan) -> None:
    lama = plan.at(("luaran", "lama"))
    assert lama is not None
    assert lama.formula is not None
    assert lama.formula.text(lambda part: "E5") == 'IF(N("borang")+OR(E5=""),"",IFERROR((E5*2),""))'
    assert plan.at(("luaran", "jumlah")) is None  # it rests on all rows


def test_plan__names_are_unlike_addresses_and_short_enough() -> None:
    assert hidden_name(("nip1",)) == "_b.nip1"
    long = hidden_name(("x" * 200, "y" * 200))
    assert len(long) <= 250
    assert long != hidden_name(("x" * 200, "y" * 199 + "z"))


def test_plan__titles_that_a_workbook_does_not_allow(tmp_path: Path) -> None:
    labels = ("Kabupaten/Kota", "History", "x" * 40, "x" * 40, "Petunjuk", "[]")
    fields = "".join(
        f'  - {{name: t{n}, label: "{label}", type: table, fields: [{{name: a, type: text}}]}}\n' for n, label in enumerate(labels)
    )
    titles = [sheet.title for sheet in plan_of(home(tmp_path, f"fields:\n{fields}").compiled("uji")).sheets]
    assert titles == ["Kabupaten Kota", "History 2", "x" * 31, "x" * 28 + " 2", "Petunjuk 2", "Tabel"]


def test_plan__its_mark_changes_with_a_heading_and_not_without(tmp_path: Path) -> None:
    one, same, other = (
        plan_of(home(tmp_path / name, f"fields:\n  - {{name: a, label: {label}, type: text}}\n").compiled("uji"))
        for name, label in (("1", "A"), ("2", "A"), ("3", "B"))
    )
    assert one.mark == same.mark != other.mark


def _without_fixed_row(path: tuple[str, ...], fixed: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the path of a place without the key of the fixed row that it belongs to, where such rows stand beside another row."""
    return next((path[:at] + path[at + 1 :] for at in range(2, len(path) - 1) if path[:at] in fixed), path)


@pytest.mark.parametrize("name", Catalogue(Home()).names())
def test_plan__every_field_of_every_type_has_its_place(name: str, catalogue: Catalogue) -> None:
    """FRM-01: nothing that is asked for is left out but what a file that feeds the type alone gives, and no name stands twice."""
    compiled = catalogue.compiled(name)
    made = plan_of(compiled)
    given = {path for path, field in walk(compiled.spec.fields) if isinstance(field, (Scalar, ListOf)) and field.is_given}
    given |= {(*path, MATRIX_KEY, MATRIX_KEY) for path, field in walk(compiled.spec.fields) if isinstance(field, Matrix) and field.is_given}
    given -= {path for path in given for one in made.left_out if path[: len(one.path)] == one.path}
    given |= {(name,) for name in made.feeders}
    slots = [slot for slot in made.slots() if slot.path[-1] != PARENT_KEY and slot.is_read]
    within = {path for path, field in walk(compiled.spec.fields) if isinstance(field, FixedTable)}
    assert {_without_fixed_row(slot.path, within) for slot in slots} == given
    names = [slot.name.casefold() for slot in made.slots()]
    assert len(names) == len(set(names))
    assert all(isinstance(slot, Slot) for slot in slots)
    assert pickle.loads(pickle.dumps(made)) == made
