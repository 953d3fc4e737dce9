"""A spec's computations: columns and values in order, scores and bands, what they refuse and where.

SCO-05 (NA and predikat), SCO-90 (exact), DESIGN "Absence is a value", "More than rows".
"""

from __future__ import annotations

import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.errors import MissingLibrary, SpecFault
from generator.examine import computed_values
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from tests.homes import examined, home, table, told
from validators.absence import CACAT, KOSONG

MARKS = """\
fields:
  - name: aspek
    type: table
    key: nama
    fields: [{name: nama, type: text, required: true}, {name: bobot, type: number, required: true}]
  - name: peserta
    type: table
    key: nama
    fields:
      - {name: nama, type: text, required: true}
      - {name: na, type: number, score: nilai_akhir, with: {nilai: "nilai[row.nama]", bobot: aspek}}
      - {name: predikat, type: text, band: predikat-kelulusan, of: row.na}
      - {name: kategori, type: text, band: predikat-kelulusan, of: row.na, take: kategori}
  - {name: nilai, type: matrix, rows: peserta, columns: aspek, of: {type: number}}
computed:
  - {name: jumlah_lulus, label: Lulus, expr: "peserta | selectattr('kategori', 'equalto', 'Lulus') | list | length"}
"""
GOOD = """\
aspek: [{nama: Sikap, bobot: 40}, {nama: Pengetahuan, bobot: 30}, {nama: Keterampilan, bobot: 30}]
peserta: [{nama: Ani}, {nama: Budi}]
nilai:
  Ani: {Sikap: 90, Pengetahuan: 80, Keterampilan: 70}
  Budi: {Sikap: 60, Pengetahuan: 60, Keterampilan: 60}
"""


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("nilai"), MARKS)


def computed(folder: Path, spec: str, data: str, files: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the scored scope of a document of a spec of its own."""
    return dict(examined(home(folder, spec, files), data).scope)


def test_compute__score_and_bands_in_a_table(marks: Catalogue) -> None:
    """Ani: 90 × 40% + 80 × 30% + 70 × 30% = 36 + 24 + 21 = 81: Baik, Lulus. Budi: 60: Kurang, Belum Lulus."""
    result = examined(marks, GOOD)
    assert told(result.findings) == []
    assert [(row["na"], row["predikat"], row["kategori"]) for row in result.scope["peserta"]] == [
        (81, "Baik", "Lulus"),
        (60, "Kurang", "Belum Lulus"),
    ]
    assert computed_values(result) == {"jumlah_lulus": 1}


def test_compute__weights_of_90_give_one_finding_at_the_weights(marks: Catalogue) -> None:
    """The score refuses for both participants; the user hears it once, at the field that `with:` names, with its line."""
    result = examined(marks, GOOD.replace("bobot: 40", "bobot: 30"))
    assert told(result.findings) == ["bobot-tidak-100@aspek"]
    (finding,) = result.findings
    assert finding.place.line == 2
    assert "90" in finding.message
    assert finding.source == ""  # the regulation does not speak of it
    assert [row["na"] for row in result.scope["peserta"]] == [CACAT, CACAT]
    assert [row["predikat"] for row in result.scope["peserta"]] == [CACAT, CACAT]
    assert computed_values(result) == {"jumlah_lulus": CACAT}


def test_compute__what_a_score_refuses_inside_a_table_stands_at_its_row(marks: Catalogue) -> None:
    """A weight of 140 % is told at its row's column, the total at the table."""
    result = examined(marks, GOOD.replace("bobot: 40", "bobot: 140"))
    assert told(result.findings) == ["bobot-di-luar-rentang@aspek.0.bobot", "bobot-tidak-100@aspek"]


def test_compute__a_missing_mark_is_never_zero(marks: Catalogue) -> None:
    """`nilai[row.nama]` is no field of its own: the refusal stands at the computed column that asked."""
    result = examined(marks, GOOD.replace(", Keterampilan: 60", ""))
    assert told(result.findings) == ["nilai-kosong@peserta.1.na"]
    assert [row["na"] for row in result.scope["peserta"]] == [81, CACAT]


def test_compute__an_unsound_weight_is_reported_once_and_nothing_rests_on_it(marks: Catalogue) -> None:
    result = examined(marks, GOOD.replace("bobot: 40", "bobot: empat puluh"))
    assert told(result.findings) == ["angka-tidak-terbaca@aspek.0.bobot"]
    assert [row["na"] for row in result.scope["peserta"]] == [CACAT, CACAT]


EXACT = """\
fields:
  - {name: a, type: number}
  - {name: b, type: integer}
computed:
  - {name: hasil, label: Hasil, expr: a / b}
  - {name: lagi, label: Lagi, expr: hasil * b}
"""


@pytest.mark.parametrize(
    ("data", "hasil", "lagi"),
    [
        ("a: 0.1\nb: 3\n", Fraction(1, 30), Fraction(1, 10)),
        ("a: 1\nb: 0\n", CACAT, CACAT),
        ("b: 3\n", KOSONG, KOSONG),
        ("a: x\nb: 3\n", CACAT, CACAT),
        ("a: 6\nb: 3\n", 2, 6),
    ],
)
def test_compute__is_exact_and_gives_absence_on(tmp_path: Path, data: str, hasil: Any, lagi: Any) -> None:
    scope = computed(tmp_path, EXACT, data)
    assert (scope["hasil"], scope["lagi"]) == (hasil, lagi)


LATE = """\
fields:
  - name: baris
    type: table
    fields:
      - {name: n, type: integer}
      - {name: ganda, type: integer, expr: row.n * 2}
      - {name: bagian, type: number, expr: row.ganda / jumlah}
      - {name: persen, type: number, expr: row.bagian * 100}
      - {name: pita, type: text, band: predikat-capaian, of: row.persen}
computed:
  - {name: jumlah, label: Jumlah, expr: baris | sum(attribute='ganda')}
"""


def test_compute__columns_that_need_the_total_come_after_it(tmp_path: Path) -> None:
    """2 and 6 double to 4 and 12, in all 16: 1/4 and 3/4, 25 % (Kurang) and 75 % (Cukup); also what rests on those columns waits."""
    rows = computed(tmp_path, LATE, "baris: [{n: 2}, {n: 6}]\n")["baris"]
    assert [row["bagian"] for row in rows] == [Fraction(1, 4), Fraction(3, 4)]
    assert [row["persen"] for row in rows] == [25, 75]
    assert [row["pita"] for row in rows] == ["Kurang", "Cukup"]


BEHIND = """\
fields:
  - name: baris
    type: table
    fields:
      - {name: n, type: integer}
      - {name: bagian, type: number, expr: row.n / jumlah}
      - {name: kuadrat, type: number, expr: row.bagian * sebaran}
computed:
  - {name: jumlah, label: Jumlah, expr: baris | sum(attribute='n')}
  - {name: sebaran, label: Sebaran, expr: baris | max(attribute='bagian')}
  - {name: terbesar, label: Terbesar, expr: baris | max(attribute='kuadrat')}
"""


def test_compute__values_further_down_use_columns_that_rest_on_values_above(tmp_path: Path) -> None:
    """2 and 6 of 8 are 1/4 and 3/4; the greater is 3/4; times that 3/16 and 9/16."""
    scope = computed(tmp_path, BEHIND, "baris: [{n: 2}, {n: 6}]\n")
    assert (scope["sebaran"], scope["terbesar"]) == (Fraction(3, 4), Fraction(9, 16))
    assert [row["kuadrat"] for row in scope["baris"]] == [Fraction(3, 16), Fraction(9, 16)]


NESTED = """\
fields:
  - name: luaran
    type: table
    fields:
      - {name: tenggat, type: integer}
      - name: aktivitas
        type: table
        fields:
          - {name: selesai, type: integer}
          - {name: sisa, type: integer, expr: parent.tenggat - row.selesai}
      - {name: terlama, type: integer, expr: "row.aktivitas | max(attribute='selesai')"}
computed:
  - {name: jumlah, label: Jumlah, expr: luaran | sum(attribute='terlama')}
"""


def test_compute__tables_in_tables_know_row_and_parent(tmp_path: Path) -> None:
    """10 - 4 = 6, 10 - 7 = 3; 5 - 1 = 4; the longest are 7 and 1, in all 8."""
    data = "luaran:\n  - {tenggat: 10, aktivitas: [{selesai: 4}, {selesai: 7}]}\n  - {tenggat: 5, aktivitas: [{selesai: 1}]}\n"
    scope = computed(tmp_path, NESTED, data)
    assert [[row["sisa"] for row in outer["aktivitas"]] for outer in scope["luaran"]] == [[6, 3], [4]]
    assert [outer["terlama"] for outer in scope["luaran"]] == [7, 1]
    assert scope["jumlah"] == 8


def test_compute__an_empty_table_sums_to_nothing_and_its_maximum_is_kosong(tmp_path: Path) -> None:
    scope = computed(tmp_path, NESTED, "luaran: [{tenggat: 10}]\n")
    assert scope["luaran"][0]["terlama"] is KOSONG
    assert scope["jumlah"] == 0


FIXED = """\
fields:
  - {name: lampiran, type: table, rows: warna, fields: [{name: ada, type: boolean}, {name: catatan, type: text}]}
computed:
  - {name: lengkap, label: Lengkap, expr: "lampiran | selectattr('ada') | list | length"}
  - {name: nama, label: Nama, expr: "lookup('warna', 'B').nama"}
"""


def test_compute__fixed_rows_are_all_there_with_the_tables_own_columns(tmp_path: Path) -> None:
    scope = computed(tmp_path, FIXED, "lampiran: {B: {ada: ya}}\n", {"specs/reference/warna.yaml": table("M: Merah", "B: Biru")})
    assert [(row["kode"], row["nama"], row["ada"]) for row in scope["lampiran"]] == [("M", "Merah", KOSONG), ("B", "Biru", True)]
    assert (scope["lengkap"], scope["nama"]) == (1, "Biru")


MATRIX = """\
fields:
  - {name: butir, type: list, of: {type: text}}
  - {name: orang, type: table, key: nama, fields: [{name: nama, type: text}]}
  - {name: nilai, type: matrix, rows: butir, columns: orang, of: {type: integer}}
computed:
  - {name: ani, label: Ani, expr: "nilai['satu']['Ani']"}
"""


def test_compute__a_matrix_holds_every_declared_cell_and_no_others(tmp_path: Path) -> None:
    data = "butir: [satu, dua]\norang: [{nama: Ani}, {nama: Budi}]\nnilai: {satu: {Ani: 4}}\n"
    scope = computed(tmp_path, MATRIX, data)
    assert scope["nilai"] == {"satu": {"Ani": 4, "Budi": KOSONG}, "dua": {"Ani": KOSONG, "Budi": KOSONG}}
    assert scope["ani"] == 4


def test_compute__a_matrix_whose_side_is_unsound_is_unsound(tmp_path: Path) -> None:
    data = "butir: [satu]\norang: teks\nnilai: {satu: {Ani: 4}}\n"
    assert computed(tmp_path, MATRIX, data)["nilai"] is CACAT


@pytest.mark.parametrize("expr", ["nama + 1", "nama < 3", "nama | tanggal", "'a' ~ (nama - 1)"])
def test_compute__what_cannot_run_is_a_fault_of_the_spec_at_its_line(tmp_path: Path, expr: str) -> None:
    """A wrong type is the spec's fault, never a finding against the data."""
    spec = f'fields:\n  - {{name: nama, type: text}}\ncomputed:\n  - name: x\n    label: X\n    expr: "{expr}"\n'
    with pytest.raises(SpecFault) as caught:
        computed(tmp_path, spec, "nama: Ani\n")
    assert caught.value.file == str(tmp_path / "specs" / "uji.yaml")
    assert caught.value.place == "baris 11"


def test_compute__a_band_takes_the_column_it_is_told_else_its_own_name_else_the_first(tmp_path: Path) -> None:
    """75 lies above 70, up to 80: Cukup, Lulus."""
    spec = """\
fields:
  - {name: n, type: number}
computed:
  - {name: apa, label: Apa, band: predikat-kelulusan, of: n}
  - {name: kategori, label: Kategori, band: predikat-kelulusan, of: n}
  - {name: lulus, label: Lulus, band: predikat-kelulusan, of: n, take: kategori}
"""
    scope = computed(tmp_path, spec, "n: 75\n")
    assert (scope["apa"], scope["kategori"], scope["lulus"]) == ("Cukup", "Lulus", "Lulus")


def test_compute__joined_text_prints_numbers_the_indonesian_way(tmp_path: Path) -> None:
    spec = "fields:\n  - {name: n, type: number}\ncomputed:\n  - {name: t, label: T, expr: \"'NA ' ~ n ~ ' / ' ~ 0.5\"}\n"
    assert computed(tmp_path, spec, "n: 90.5\n")["t"] == "NA 90,5 / 0,5"


MONEY = """\
fields:
  - name: rincian
    label: Rincian
    type: table
    fields:
      - {name: volume, label: Volume, type: number}
      - {name: harga, label: Harga, type: money}
      - {name: jumlah, label: Jumlah, type: money, expr: row.volume * row.harga}
      - {name: bagian, label: Bagian, type: number, expr: row.volume * row.harga}
computed:
  - {name: total, label: Total, type: money, expr: "rincian | sum(attribute='jumlah')"}
  - {name: pajak, label: Pajak, type: money, expr: "total * 0.11"}
  - {name: potongan, label: Potongan, type: money, expr: "0 - rincian[0].harga / 2"}
  - {name: seluruhnya, label: Seluruhnya, type: money, expr: "total + pajak"}
"""


def test_compute__money_is_a_whole_number_of_sen(tmp_path: Path) -> None:
    """0,333 × 1,01 = 0,33633 → 0,34; 2,5 × 0,01 = 0,025 → 0,03; total 0,37; 11% = 0,0407 → 0,04; -0,505 → -0,51."""
    data = 'rincian:\n  - {volume: "0,333", harga: "1,01"}\n  - {volume: "2,5", harga: "0,01"}\n'
    found = computed(tmp_path, MONEY, data)
    assert [row["jumlah"] for row in found["rincian"]] == [Decimal("0.34"), Decimal("0.03")]
    assert found["rincian"][0]["bagian"] == Decimal("0.33633")
    assert (found["total"], found["pajak"], found["seluruhnya"]) == (Decimal("0.37"), Decimal("0.04"), Decimal("0.41"))
    assert found["potongan"] == Decimal("-0.51")


def test_compute__typed_money_finer_than_a_sen_is_a_finding(tmp_path: Path) -> None:
    """Its printed price times the volume would not be the printed amount."""
    found = examined(home(tmp_path, MONEY), 'rincian: [{volume: 3, harga: "33.333,3333"}, {volume: 1, harga: "33.333,30"}]\n')
    assert told(found.findings) == ["uang-pecahan-sen@rincian.0.harga"]


IN_A_ROW = """
fields:
  - name: t
    type: table
    key: k
    fields:
      - {{name: k, type: integer}}
      - {{name: aman, type: number, expr: row.k}}
      - {{name: x, type: number, expr: "{x}"}}
      - {{name: y, type: number, expr: "{y}"}}
"""


def test_compute__a_column_may_rest_on_one_written_below_it(tmp_path: Path) -> None:
    """In the row y = 3 · 2 = 6, x = 6 + 1 = 7."""
    scope = computed(tmp_path, IN_A_ROW.format(x="row.y + 1", y="row.k * 2"), "t: [{k: 3}]\n")
    assert [(row["x"], row["y"]) for row in scope["t"]] == [(7, 6)]


@pytest.mark.parametrize(
    ("x", "y"), [("row.x + 1", "1"), ("t | sum(attribute='x')", "1"), ("row.y", "row.x"), ("t | sum(attribute='y')", "row.x")]
)
def test_compute__a_column_that_rests_on_itself_is_a_fault_that_names_it(tmp_path: Path, x: str, y: str) -> None:
    with pytest.raises(SpecFault, match=r"t\.x.*dirinya sendiri") as raised:
        home(tmp_path, IN_A_ROW.format(x=x, y=y)).compiled("uji")
    assert raised.value.code == "hitungan-berputar"
    assert raised.value.place == "baris 13"


def test_compute__fixed_rows_within_a_row_are_all_there(tmp_path: Path) -> None:
    """Ani wrote one of the two levels and Budi none: 3 − 1 = 2; what was not written is empty, not an unknown name."""
    files = {"specs/reference/butir.yaml": table("a: A", "b: B")}
    spec = """\
fields:
  - name: guru
    type: table
    key: nama
    fields:
      - {name: nama, type: text}
      - {name: level, type: table, rows: butir, fields: [{name: nilai, type: integer}]}
  - {name: celah, type: matrix, rows: guru, columns: butir,
     of: {type: integer, expr: "3 - guru[row].level[column].nilai"}}
"""
    scope = computed(tmp_path, spec, "guru: [{nama: Ani, level: {a: {nilai: 1}}}, {nama: Budi}]\n", files)
    assert scope["celah"] == {"Ani": {"a": 2, "b": KOSONG}, "Budi": {"a": KOSONG, "b": KOSONG}}


def test_compute__a_score_of_an_empty_text_is_empty(tmp_path: Path) -> None:
    """`jawaban if … else ''` says that there is nothing to count yet: no refusal, and no value."""
    spec = """\
fields:
  - {name: responden, type: list, of: {type: text}}
  - {name: butir, type: table, key: kode, fields: [{name: kode, type: text}]}
  - {name: jawaban, type: matrix, rows: responden, columns: butir, of: {type: integer}}
computed:
  - {name: puas, label: Puas, score: level1, with: {jawaban: "jawaban if responden | length > 0 else ''", butir: butir}}
"""
    assert computed(tmp_path, spec, "butir: [{kode: a}]\n")["puas"] is KOSONG


def test_score__whose_library_is_missing_is_refused_with_what_to_install(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    data = (SAMPLES / "laporan-evaluasi" / "ok-lengkap.yaml").read_text(encoding="utf-8")
    with pytest.raises(MissingLibrary, match=r"^Evaluasi Level 2 \(Pembelajaran\) memerlukan pustaka scipy") as fault:
        examined(catalogue, data)
    assert (fault.value.code, fault.value.hint) == ("pustaka-tidak-ada", 'Pasang dengan: pip install "borang[statistik]".')
