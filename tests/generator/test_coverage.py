"""Element, field, place: `borang show JENIS --coverage`.

The elements are those of the regulation's KAK (Bab V huruf C angka 1 huruf b), seven headings.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.coverage import coverage, lines
from generator.errors import SpecFault
from tests import homes, pages
from tests.documents import CATALOGUE

PAGE = "<h1>{{ judul }}</h1>\n{% for baris in sasaran %}\n{{ baris.nama }}\n{% endfor %}\n{{ jumlah }}\n"
SPEC = """
    elements: kak
    fields:
      - {name: judul, label: Judul, type: text, required: true, element: KAK.1}
      - {name: latar, label: Latar, type: text, element: KAK.2}
      - {name: sasaran, type: table, element: KAK.4, fields: [{name: nama, type: text}]}
    computed:
      - {name: jumlah, label: Jumlah, expr: sasaran | length, element: KAK.6}
    """


def test_coverage__names_field_and_place_of_each_element(tmp_path: Path) -> None:
    compiled = homes.home(tmp_path, SPEC, {"templates/uji/uji.html": PAGE}).compiled("uji")
    found = {one.element.id: (one.fields, one.places["pdf"], one.is_complete) for one in coverage(compiled)}
    assert list(found) == [f"KAK.{number}" for number in range(1, 8)]
    assert found["KAK.1"] == (("judul",), "baris 1", True)
    assert found["KAK.2"] == (("latar",), "", False)
    assert found["KAK.3"] == ((), "", False)
    assert found["KAK.4"] == (("sasaran",), "baris 2", True)
    assert found["KAK.6"] == (("jumlah",), "baris 5", True)


def test_lines__say_what_is_missing(tmp_path: Path) -> None:
    compiled = homes.home(tmp_path, SPEC, {"templates/uji/uji.html": PAGE}).compiled("uji")
    told = list(lines(coverage(compiled)))
    assert "KAK.3  3) Tujuan  BELUM" in told
    assert told[-1] == "7 unsur, 3 tercetak, 4 BELUM."


@pytest.mark.parametrize("name", [name for name in CATALOGUE.names() if CATALOGUE.compiled(name).spec.elements])
def test_coverage__of_every_shipped_type_that_follows_a_form_is_complete(name: str) -> None:
    assert [one.element.id for one in coverage(CATALOGUE.compiled(name)) if not one.is_complete] == []


def test_coverage__a_row_of_fixed_rows_is_where_its_table_is() -> None:
    found = {one.element.id: one for one in coverage(CATALOGUE.compiled("laporan-penyelenggaraan"))}
    assert found["F4.D.1"].fields == found["F4.D"].fields == ("lampiran",)


def test_coverage__a_row_that_a_column_chooses_is_where_that_column_is() -> None:
    """Pembuka, Inti and Penutup are rows of Format 2, chosen in the table's first column; its heads are columns of their own."""
    found = {one.element.id: one.fields for one in coverage(CATALOGUE.compiled("rancangan-moderasi"))}
    assert [found[f"F2.B.{number}"] for number in (5, 6, 7)] == [("aktivitas.tahap",)] * 3
    assert found["F2.B.1"] == ("aktivitas.tahap",)
    assert found["F2.B.2"] == ("aktivitas.pengajar", "aktivitas.alur")


def test_coverage__of_a_type_that_follows_no_form_is_refused() -> None:
    with pytest.raises(SpecFault, match="elements"):
        coverage(CATALOGUE.compiled("rekap-rhk"))


def test_show__coverage_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed = pages.run("borang show kak --coverage --json", monkeypatch)
    told = json.loads("\n".join(printed))
    assert (code, told["type"], len(told["elements"])) == (0, "kak", 7)
    first = told["elements"][0]
    assert (first["fields"], sorted(first["places"]), first["complete"]) == (["judul"], ["docx", "pdf"], True)
