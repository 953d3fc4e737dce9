"""The blank YAML form: strict YAML, every field with its label, ready to be filled and read back. FRM-01, IN-04."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.blank.yaml_form import blank_yaml
from generator.examine import examine
from generator.fields.shapes import has_given, walk
from generator.form.planning import plan_of
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from generator.yamlio import parse_data
from tests.homes import document, examined, home, table, told, write
from validators.absence import KOSONG
from validators.findings import Finding

FIELDS = """\
fields:
  - {name: nama, label: "Nama: lengkap #1", type: text, required: true, help: Seperti di ijazah}
  - {name: mulai, label: Mulai, type: date}
  - {name: jenis_kelamin, label: Jenis Kelamin, type: choice, choices: [Laki-laki, Perempuan]}
  - {name: warna, label: Warna, type: reference, table: palet}
  - {name: butir, label: Butir, type: list, of: {type: text}, required: true}
  - {name: orang, label: Orang, type: group, fields: [{name: kota, label: Kota, type: text}]}
  - name: baris
    label: Baris
    type: table
    fields:
      - {name: n, label: N, type: integer, unit: JP, required: true}
      - {name: alamat, label: Alamat, type: group, fields: [{name: jalan, label: Jalan, type: text}]}
      - {name: hasil, label: Hasil, type: integer, expr: row.n}
  - {name: tetap, label: Tetap, type: table, rows: palet, fields: [{name: ada, label: Ada, type: boolean}]}
  - {name: rekap, label: Rekap, type: table, rows: palet, fields: [{name: kali, label: Kali, type: integer, expr: "nama | length"}]}
  - {name: silang, label: Silang, type: matrix, rows: palet, columns: palet, of: {type: number}}
"""


@pytest.fixture(scope="module")
def uji(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": table("M: Merah", "B: Biru")})


def values(text: str) -> Any:
    return parse_data(text, file="x.yaml").values


def test_blank__every_given_field_is_there_and_empty(uji: Catalogue) -> None:
    assert values(blank_yaml(uji.compiled("uji"))) == {
        "jenis": "uji",
        "revisi": "1",
        "nama": KOSONG,
        "mulai": KOSONG,
        "jenis_kelamin": KOSONG,
        "warna": KOSONG,
        "butir": [KOSONG],
        "orang": {"kota": KOSONG},
        "baris": [{"n": KOSONG, "alamat": {"jalan": KOSONG}}],
        "tetap": {"M": {"ada": KOSONG}, "B": {"ada": KOSONG}},
        "silang": {},
    }


def test_blank__says_label_star_choices_unit_and_help(uji: Catalogue) -> None:
    text = blank_yaml(uji.compiled("uji"))
    assert "# Nama: lengkap #1 *; Seperti di ijazah" in text
    assert "pilih: Laki-laki | Perempuan" in text
    assert "satuan JP" in text
    assert "M | B" in text
    assert "hasil" not in text


def test_blank__left_as_it_is_only_what_is_required_is_missed(uji: Catalogue) -> None:
    """An empty bullet is no item, so a required list is asked for; a row in which nothing is written is no row."""
    blank = blank_yaml(uji.compiled("uji")).replace("jenis: uji\n", "")
    assert told(examined(uji, blank).findings) == ["butir-kurang@butir", "wajib-diisi@nama"]


def test_blank__of_every_shipped_type_is_missing_something_at_most(catalogue: Catalogue, tmp_path: Path) -> None:
    """An empty form is answered with what is missing, never with what nobody wrote."""
    for name in catalogue.names():
        given = read(write(tmp_path / f"{name}.yaml", blank_yaml(catalogue.compiled(name))), catalogue)
        assert not isinstance(given, Finding)
        found = examine(given).findings
        assert {one.code for one in found if one.is_error} <= {"wajib-diisi", "baris-kurang", "butir-kurang"}, name


def test_fixed_rows__all_computed_left_empty_are_no_finding_and_filled_are(uji: Catalogue) -> None:
    """A form given out before may still name the rows; a value written there is told."""
    assert told(examined(uji, "nama: Ani\nbutir: [a]\nrekap: {M: , B: }\n").findings) == []
    assert told(examined(uji, "nama: Ani\nbutir: [a]\nrekap: {M: 3}\n").findings) == ["kunci-dihitung@rekap.M.kali"]


def test_blank__filled_it_reads_back(uji: Catalogue) -> None:
    blank = blank_yaml(uji.compiled("uji")).replace("jenis: uji\n", "")
    filled = re.sub(r"^nama:$", "nama: Ani", blank, flags=re.MULTILINE).replace("  -\n", "  - satu\n").replace("- n:\n", "- n: 2\n")
    given = document(uji, filled)
    assert (given.given.values["nama"], given.given.values["butir"], given.given.values["baris"][0]["n"]) == ("Ani", ["satu"], 2)
    assert told(examined(uji, filled).findings) == []


def test_blank__of_every_shipped_type_names_every_field(catalogue: Catalogue) -> None:
    for name in catalogue.names():
        compiled = catalogue.compiled(name)
        text = blank_yaml(compiled)
        assert values(text)["jenis"] == name
        for path, field in walk(compiled.spec.fields):
            around = next((one for one in plan_of(compiled).left_out if path[: len(one.path)] == one.path), None)
            if around is not None:
                assert f"\n# {around.label}: dari berkas {around.file}, tidak diisi di sini\n" in text
            elif has_given(field):
                assert re.search(rf"^ *(- )?{field.name}:", text, re.MULTILINE), (name, path)
