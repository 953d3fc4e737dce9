"""Generated documents go into the form and come back the same, whatever letters, numbers and days they hold. FRM-02."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from tests.forms import WORKBOOK, content, read_back, written
from tests.homes import home, table

FIELDS = """
fields:
  - {name: judul, label: Judul, type: text}
  - {name: uraian, label: Uraian, type: paragraph}
  - {name: butir, label: Butir, type: list, of: {type: text}}
  - name: orang
    label: Orang
    type: table
    key: nama
    fields:
      - {name: nama, label: Nama, type: text}
      - {name: lahir, label: Lahir, type: date}
      - {name: jam, label: Jam, type: time}
      - {name: nilai, label: Nilai, type: number}
      - {name: gaji, label: Gaji, type: money}
      - {name: hadir, label: Hadir, type: boolean}
      - {name: warna, label: Warna, type: reference, table: palet}
      - {name: bagi, label: Bagi, type: number, unit: "%"}
      - {name: catatan, label: Catatan, type: group, fields: [{name: isi, label: Isi, type: paragraph}, {name: sebab, label: Sebab, type: list, of: {type: text}}]}
      - name: anak
        label: Anak
        type: table
        fields: [{name: nama, label: Nama, type: text}, {name: umur, label: Umur, type: integer}]
  - {name: tetap, label: Tetap, type: table, rows: palet, fields: [{name: ada, label: Ada, type: boolean}, {name: ket, label: Ket, type: text}]}
  - {name: silang, label: Silang, type: matrix, rows: orang, columns: palet, of: {type: integer}}
"""
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n")
TEXT = st.text(LETTERS, max_size=30) | st.sampled_from(
    ["=1+1", "-5", "'abc", "0123", "1-2", "_x0041_", "_x005F_x0041_", "1.250", "- a\nb", "TRUE"]
)
ITEM = TEXT.map(str.strip).filter(bool)
NUMBER = st.decimals(-(10**12), 10**12, places=4, allow_nan=False) | st.integers(-(10**20), 10**20).map(Decimal)
DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
HOUR = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def row(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=columns)


CHILD = row(nama=TEXT, umur=st.integers(-(10**9), 10**9))
NOTE = row(isi=TEXT, sebab=st.lists(ITEM, max_size=3))
PERSON = row(
    nama=ITEM, lahir=DAY, jam=HOUR, nilai=NUMBER, gaji=NUMBER.map(lambda value: round(value, 2)), hadir=st.booleans(), warna=st.sampled_from("MB"),
    bagi=NUMBER, catatan=NOTE, anak=st.lists(CHILD, max_size=2),
)  # fmt: skip
FIXED = st.dictionaries(st.sampled_from("MB"), row(ada=st.booleans(), ket=TEXT))
FORM = row(judul=TEXT, uraian=TEXT, butir=st.lists(ITEM, max_size=4), orang=st.lists(PERSON, max_size=4), tetap=FIXED)


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": table("M: Merah", "B: Biru")})


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(FORM, st.lists(st.integers(0, 9), max_size=8))
def test_generated__documents_come_back_the_same(types: Catalogue, tmp_path: Path, raw: dict[str, Any], rated: list[int]) -> None:
    compiled = types.compiled("uji")
    people = [one for one in raw.get("orang", ()) if _is_filled(one)]
    names = [str(one["nama"]) for one in people if "nama" in one]
    marks = {name: {key: rated[at % len(rated)] for key in "MB"} for at, name in enumerate(dict.fromkeys(names)) if rated}
    values, _, _ = typed(compiled, {**raw, "orang": people, "silang": marks})
    form = written(compiled, values, tmp_path / WORKBOOK)
    assert form.left == ()
    assert _filled(read_back(tmp_path / WORKBOOK, types).given.values) == _filled(values)


def _is_filled(person: dict[str, Any]) -> bool:
    """Whether a row has anything of its own: what hangs on nothing but a row without content goes with it."""
    return bool(content({key: value for key, value in _without_blanks(person).items() if key != "anak"}))


def _without_blanks(person: dict[str, Any]) -> dict[str, Any]:
    return {key: value.strip() if isinstance(value, str) else value for key, value in person.items() if value not in ("", {}, [])}


def _filled(values: Any) -> Any:
    """Return values without empty rows, which a form does not keep."""
    held = content(values)
    if isinstance(held, dict):
        return {key: made for key, child in held.items() if (made := _filled(child)) not in ({}, [], None, "")}
    return [made for child in held if (made := _filled(child)) not in ({}, [], None, "")] if isinstance(held, list) else held
