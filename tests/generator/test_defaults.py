"""Values that a spec gives where nothing is written, and dates that may not come before others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import SpecFault
from generator.lint import lint_type
from tests.homes import examined, home, told
from validators.absence import KOSONG

SPEC = """
fields:
  - {name: tempat, type: text, required: true, default: institusi.tempat}
  - {name: kota, type: text, default: "'Kota ' ~ tempat"}
  - name: rencana
    type: table
    fields:
      - {name: rhk, type: reference, table: warna}
      - {name: poin, type: integer, required: true, default: "lookup('warna', row.rhk).poin"}
  - name: waktu
    type: group
    fields:
      - {name: mulai, label: Mulai, type: date}
      - {name: selesai, label: Selesai, type: date, not_before: mulai}
  - name: sesi
    type: table
    fields:
      - {name: dari, type: time}
      - {name: sampai, type: time, not_before: dari}
      - {name: tanggal, type: date, not_before: waktu.mulai}
computed: [{name: jumlah, label: J, expr: "rencana | sum(attribute='poin')"}]
"""
WARNA = "source: {document: perdirjen-gtk-4141-2023, place: Uji}\nkey: kode\nlabel: kode\nrows:\n  - {kode: M, poin: 8}\n  - {kode: B, poin: 4}\n"
OFFICE = "nama: Balai\ntempat: Melati\n"


def given(tmp_path: Path, data: str) -> tuple[dict[str, object], list[str], object]:
    files = {"specs/reference/warna.yaml": WARNA, "institusi.yaml": OFFICE}
    found = examined(home(tmp_path, SPEC, files), data)
    return dict(found.document.given.values), told(found.findings), found.scope["jumlah"]


def test_default__stands_where_nothing_is_written(tmp_path: Path) -> None:
    """The office's place, and the points that the catalogue knows: 8 + 3 = 11."""
    values, findings, total = given(tmp_path, "rencana:\n  - {rhk: M}\n  - {rhk: B, poin: 3}\n")
    assert findings == []
    assert (values["tempat"], values["kota"]) == ("Melati", "Kota Melati")
    assert total == 11


def test_default__what_is_written_stands(tmp_path: Path) -> None:
    values, _, _ = given(tmp_path, "tempat: Anggrek\n")
    assert (values["tempat"], values["kota"]) == ("Anggrek", "Kota Anggrek")


def test_default__that_gives_nothing_leaves_the_field_empty(tmp_path: Path) -> None:
    assert given(tmp_path, "rencana:\n  - {rhk: }\n  - {rhk: M}\n")[1] == ["wajib-diisi@rencana.0.poin"]


def test_default__a_wrong_value_is_not_replaced(tmp_path: Path) -> None:
    assert given(tmp_path, "rencana:\n  - {rhk: M, poin: banyak}\n")[1] == ["angka-tidak-terbaca@rencana.0.poin"]


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        ("waktu: {mulai: 6 Juli 2026, selesai: 6 Juli 2026}\n", []),
        ("waktu: {mulai: 6 Juli 2026, selesai: 5 Juli 2026}\n", ["mendahului@waktu.selesai"]),
        ("waktu: {selesai: 5 Juli 2026}\n", []),
        ("sesi:\n  - {dari: '08.00', sampai: '07.59'}\n", ["mendahului@sesi.0.sampai"]),
        ("waktu: {mulai: 6 Juli 2026}\nsesi:\n  - {tanggal: 5 Juli 2026}\n", ["mendahului@sesi.0.tanggal"]),
    ],
)
def test_not_before__beside_it_or_by_path(tmp_path: Path, data: str, findings: list[str]) -> None:
    assert given(tmp_path, data)[1] == findings


@pytest.mark.parametrize("broken", ["not_before: tidak_ada", "not_before: nama", "default: tidak_ada"])
def test_spec__a_name_that_leads_nowhere_is_a_fault(tmp_path: Path, broken: str) -> None:
    spec = f"fields:\n  - {{name: nama, type: text}}\n  - {{name: tanggal, type: date, {broken}}}\n"
    with pytest.raises(SpecFault):
        home(tmp_path, spec).compiled("uji")


FIXED = """
fields:
  - {name: harga, type: integer, default: "5"}
  - name: mutu
    type: table
    rows: warna
    fields:
      - {name: bobot, label: Bobot, type: integer, required: true, default: "row.poin + harga"}
      - {name: catatan, type: text}
  - name: waktu
    type: group
    fields:
      - {name: hari, type: integer, required: true, default: "3"}
      - name: kamar
        type: table
        fields: [{name: jumlah, type: integer, default: "1"}]
computed: [{name: jumlah, label: J, expr: "mutu | sum(attribute='bobot') + waktu.hari"}]
"""


@pytest.mark.parametrize(
    ("data", "total"),
    [
        ("mutu:\n  M: {catatan: x}\n  B: {bobot: 1}\n", 13 + 1 + 3),
        ("mutu:\n  B: {catatan: x}\n", 13 + 9 + 3),
        ("{}\n", 13 + 9 + 3),
        ("waktu:\n  hari: 4\n", 13 + 9 + 4),
        ("waktu:\n", 13 + 9 + 3),
    ],
    ids=["a row without it", "a row not written", "no table written", "the group written", "the group empty"],
)
def test_default__stands_in_rows_of_a_fixed_table_and_in_a_group_not_written(tmp_path: Path, data: str, total: int) -> None:
    """M gives 8 + 5, B 4 + 5."""
    found = examined(home(tmp_path, FIXED, {"specs/reference/warna.yaml": WARNA}), data if data != "{}\n" else "")
    assert told(found.findings) == []
    assert found.scope["jumlah"] == total


def test_default__in_rows_that_are_no_rows_tells_the_shape_alone(tmp_path: Path) -> None:
    found = examined(home(tmp_path, FIXED, {"specs/reference/warna.yaml": WARNA}), "mutu: banyak\nwaktu: {kamar: satu, hari: 1}\n")
    assert told(found.findings) == ["jenis-salah@mutu", "jenis-salah@waktu.kamar"]


FORMS = """\
fields:
  - name: rencana
    label: Rencana
    type: table
    required: true
    fields:
      - {name: rhk, label: RHK, type: reference, table: rhk, required: true}
      - {name: poin, label: Poin, type: number, required: true, default: "lookup('rhk', row.rhk).poin"}
  - {name: tempat, label: Tempat, type: text, required: true, default: institusi.tempat}
  - {name: peran, label: Peran, type: choice, choices: [Peserta, Panitia], required: true, default: "'Peserta'"}
  - {name: selesai, label: Selesai, type: date, required: true, default: mulai + 2}
  - {name: mulai, label: Mulai, type: date, required: true}
outputs: [{kind: pdf, filename: x.pdf}]
"""


def test_default__forms_say_where_it_comes_from_and_do_not_ask_for_it(tmp_path: Path) -> None:
    from generator.blank.yaml_form import blank_yaml
    from generator.editor_schema import editor_schema
    from generator.form.planning import plan_of

    compiled = home(tmp_path, FORMS).compiled("uji")
    form = blank_yaml(compiled)
    assert "# Poin; bilangan; bila kosong, dari katalog rhk\n" in form
    assert "# Tempat; bila kosong, dari institusi.yaml\n" in form
    assert "bila kosong, Peserta\n" in form
    assert "bila kosong, dihitung dari isian lain\n" in form
    assert "# Mulai *;" in form
    asked = [slot.path[-1] for slot in plan_of(compiled).slots() if slot.is_required]
    assert asked == ["mulai", "rhk"]
    assert "bila kosong, dari katalog rhk" in str(editor_schema(compiled))


def test_default__of_a_row_comes_from_the_catalogue_and_of_a_date_from_another(tmp_path: Path) -> None:
    found = examined(
        home(tmp_path, FORMS),
        "mulai: 27 Februari 2026\nrencana: [{rhk: seminar-partisipan}, {rhk: seminar-partisipan, poin: 3}]\ntempat: X\n",
    )
    assert [one.code for one in found.findings if one.is_error] == []
    known = found.document.compiled.home.library.table("rhk").rows["seminar-partisipan"]["poin"]
    assert [row["poin"] for row in found.scope["rencana"]] == [known, 3]
    assert str(found.scope["selesai"]) == "2026-03-01"


CONDITIONAL = """
fields:
  - {name: moda, label: Moda, type: choice, choices: [luring, daring]}
  - {name: kota, type: text, default: "'Makassar'", when: moda == 'luring'}
  - name: lokasi
    type: group
    when: moda == 'luring'
    fields: [{name: gedung, type: text, default: "'Aula'"}]
  - name: sesi
    type: table
    fields:
      - {name: jenis, label: Jenis, type: choice, choices: [materi, jeda]}
      - {name: jp, type: integer, default: "2", when: row.jenis == 'materi'}
"""


def test_default__is_not_given_to_what_does_not_apply(tmp_path: Path) -> None:
    """What nobody wrote is not called written: the field, a group around it, a column of a row."""
    found = examined(home(tmp_path, CONDITIONAL), "moda: daring\nsesi: [{jenis: materi}, {jenis: jeda}]\n")
    assert told(found.findings) == []
    assert found.scope["kota"] is KOSONG
    assert [row["jp"] for row in found.scope["sesi"]] == [2, KOSONG]


def test_default__is_given_to_what_applies(tmp_path: Path) -> None:
    found = examined(home(tmp_path, CONDITIONAL), "moda: luring\n")
    assert (found.scope["kota"], found.scope["lokasi"]["gedung"]) == ("Makassar", "Aula")


def test_default__in_an_inner_table_sees_the_row_around_it(tmp_path: Path) -> None:
    spec = """
    fields:
      - name: luar
        type: table
        fields:
          - {name: nama, type: text}
          - {name: dalam, type: table, fields: [{name: a, type: text}, {name: b, type: text, default: "parent.nama ~ row.a"}]}
    """
    found = examined(home(tmp_path, spec), "luar: [{nama: X, dalam: [{a: 1}]}, {nama: Y, dalam: [{a: 2}]}]\n")
    assert [row["dalam"][0]["b"] for row in found.scope["luar"]] == ["X1", "Y2"]


NUMBERS = """
fields:
  - {name: a, type: integer}
  - {name: setengah, type: number, default: 'a * 0.5'}
  - {name: seperdelapan, type: number, maximum: 1, default: 'a / 8'}
  - {name: ganda, type: integer, default: 'a * 4 / 2'}
  - {name: tetap, type: number, default: '2.5'}
"""


def test_default__that_is_computed_is_a_number_as_if_it_were_written(tmp_path: Path) -> None:
    """3 x 0.5 = 1.5, 3 / 8 = 0.375, 3 x 4 / 2 = 6: decimals and whole numbers, held to the field's limits."""
    found = examined(home(tmp_path, NUMBERS), "a: 3\n")
    assert told(found.findings) == []
    values = found.document.given.values
    assert [values[name] for name in ("setengah", "seperdelapan", "ganda", "tetap")] == [
        Decimal("1.5"),
        Decimal("0.375"),
        6,
        Decimal("2.5"),
    ]
    assert told(examined(home(tmp_path, NUMBERS), "a: 9\n").findings) == ["terlalu-besar@seperdelapan"]


@pytest.mark.parametrize("default", ["judul", "a / 2", "judul ~ 'x'"])
def test_default__that_is_no_value_of_its_field_is_the_spec_s_fault(tmp_path: Path, default: str) -> None:
    """Whoever left the field empty has nothing to mend; lint says it before any data come."""
    catalogue = home(
        tmp_path,
        f"fields:\n  - {{name: judul, type: text}}\n  - {{name: a, type: integer}}\n  - {{name: b, type: integer, default: {default!r}}}\n",
    )
    with pytest.raises(SpecFault, match="default: memberi") as caught:
        examined(catalogue, "judul: J\na: 3\n")
    assert caught.value.code == "bawaan-gagal"
    (told_by_lint,) = (one for one in lint_type("uji", catalogue) if one.code == "spesifikasi-rusak")
    assert str(told_by_lint.place).endswith("baris 9")
