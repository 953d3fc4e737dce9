"""The slips that authors make, planted one by one in a sound type and in the shipped ones: lint names each, with its place. TPL-03."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.home import SHIPPED, Home
from generator.lint import lint_type
from generator.spec.catalogue import Catalogue
from tests.homes import home, table, write
from tests.pages import run

SPEC = """\
elements: kak
filename: "uji-{{ identitas.nama | slug }}"
constants:
  batas: {value: 45, unit: menit}
fields:
  - name: identitas
    label: Identitas
    type: group
    fields:
      - {name: nama, label: Nama Kegiatan, type: text, element: KAK.1}
      - {name: mulai, label: Mulai, type: date}
      - {name: selesai, label: Selesai, type: date, not_before: mulai}
      - {name: daring, label: Daring, type: boolean}
      - {name: tautan, label: Tautan, type: text, when: identitas.daring, required: true}
  - {name: warna, label: Warna, type: reference, table: warna}
  - name: peserta
    label: Peserta
    type: table
    key: nama
    sort: nama
    fields:
      - {name: nama, label: Nama, type: text, required: true}
      - {name: jenjang, label: Jenjang, type: choice, choices: [Rendah, Tinggi]}
      - {name: hadir, label: Hadir, type: integer, minimum: 0}
      - {name: bobot, label: Bobot, type: number, expr: "row.hadir * lookup('warna', warna).bobot"}
  - name: nilai
    label: Nilai
    type: matrix
    rows: peserta
    columns: warna
    of: {type: number, minimum: 0, maximum: 100}
  - {name: ketua, label: Ketua, type: row, of: peserta}
  - {name: catatan, label: Catatan, type: table, each_once: peserta, fields: [{name: siapa, label: Siapa, type: row, of: peserta}, {name: isi, label: Isi, type: text}]}
computed:
  - {name: jumlah, label: Jumlah hadir, expr: "peserta | sum(attribute='hadir')", in: identitas}
  - {name: lama, label: Lama, unit: hari, expr: identitas.selesai - identitas.mulai + 1}
  - {name: ringkasan, label: Menurut Jenjang, score: ringkas, with: {dari: peserta, menurut: "['jenjang']"}, show: [{table: baris, columns: [kelompok, n]}]}
  - {name: urut, label: Urutan, type: table, expr: "peserta | sort(attribute='hadir')", show: [nama, hadir]}
  - {name: kategori, label: Kategori, band: predikat-kelulusan, of: jumlah, take: predikat}
  - {name: kode, label: Kode, qr: identitas.nama}
charts:
  - {name: grafik, kind: bar, of: ringkasan.baris, category: kelompok, series: [n], alt: Peserta menurut jenjang, after: ringkasan}
rules:
  - id: A001-hadir
    each: peserta
    at: hadir
    check: row.hadir <= batas
    message: "{{ row.nama }} hadir {{ row.hadir }} kali."
    hint: Periksa.
    source: {basis: derived}
outputs: [pdf]
"""
ROWS = table("M: Merah", "K: Kuning").replace("nama: Merah}", "nama: Merah, bobot: 2}").replace("nama: Kuning}", "nama: Kuning, bobot: 3}")
FILES = {"specs/reference/warna.yaml": ROWS}

SLIPS = [
    # what is written, what is written instead, and what the sentence must say
    ("elements: kak", "elements: kakk", "kak"),
    ("element: KAK.1", "element: KAK.11", "KAK.11"),
    ("type: boolean", "type: bolean", "boolean"),
    ("label: Mulai,", "labell: Mulai,", "label"),
    ("required: true}", "wajib: true}", "required"),
    ("not_before: mulai", "not_before: mulay", "mulai"),
    ("when: identitas.daring", "when: identitas.darin", "identitas.daring"),
    ("when: identitas.daring", "when: daring", "identitas.daring"),
    ("table: warna}", "table: warnaa}", "warna"),
    ("lookup('warna', warna).bobot", "lookup('warna', warna).bobott", "bobot"),
    ("lookup('warna', warna).bobot", "lookup('warnaa', warna).bobot", "warna"),
    ("row.hadir * lookup", "row.hadr * lookup", "row.hadir"),
    ("    key: nama", "    key: namaa", "nama"),
    ("    sort: nama", "    sort: -namaa", "nama"),
    ("    rows: peserta", "    rows: pesertaa", "peserta"),
    ("    columns: warna", "    columns: warnna", "warna"),
    ("maximum: 100", "maksimum: 100", "maximum"),
    ("type: row, of: peserta}\n", "type: row, of: pesertaa}\n", "peserta"),
    ("each_once: peserta", "each_once: pesertaa", "peserta"),
    ("sum(attribute='hadir')", "summ(attribute='hadir')", "sum"),
    ("sum(attribute='hadir')", "sum(attribute='hadr')", "hadir"),
    ("in: identitas", "in: identita", "identitas"),
    ("score: ringkas", "score: ringks", "ringkas"),
    ("with: {dari: peserta", "with: {darii: peserta", "dari"),
    ("{table: baris, columns: [kelompok, n]}", "{table: bari, columns: [kelompok, n]}", "baris"),
    ("columns: [kelompok, n]", "columns: [kelompk, n]", "kelompok"),
    ("show: [nama, hadir]", "show: [nama, hadr]", "hadir"),
    ("band: predikat-kelulusan", "band: predikat-kelulusn", "predikat-kelulusan"),
    ("take: predikat", "take: predikatt", "predikat"),
    ("qr: identitas.nama", "qr: identitas.namaa", "identitas.nama"),
    ("kind: bar,", "kind: batang,", "bar"),
    ("category: kelompok", "category: kelompk", "kelompok"),
    ("series: [n]", "series: [nn]", "ringkasan.baris.nn"),
    ("after: ringkasan", "after: ringkasann", "ringkasan"),
    ("    each: peserta", "    each: pesertaa", "peserta"),
    ("    at: hadir", "    at: hadirr", "hadir"),
    ("row.hadir <= batas", "row.hadir <= bats", "batas"),
    ("{{ row.nama }} hadir", "{{ row.namaa }} hadir", "row.nama"),
    ("{{ row.hadir }} kali", "{{ row.hadir | angkaa }} kali", "angka"),
    ("check: row", "cek: row", "check"),
    ("identitas.nama | slug", "identitas.nam | slug", "identitas.nama"),
    ("identitas.nama | slug", "identitas.nama | slugg", "slug"),
    ("outputs: [pdf]", "outputs: [pdff]", "pdf"),
    ("constants:", "konstanta:", "constants"),
    ("label: Catatan, type: table, each_once", "label: Catatan, type: table, min_row: 1, each_once", "min_rows"),
    ("label: Warna, type: reference", "label: Warna, optional: true, required: true, type: reference", "optional"),
]


def line_of(spec: str, text: str) -> int:
    """Return the line of the spec file on which a text stands: five lines come before what a test writes."""
    return spec[: spec.index(text)].count("\n") + 6


def test_type__is_sound_before_anything_is_planted(tmp_path: Path) -> None:
    assert [(one.code, one.message) for one in lint_type("uji", home(tmp_path, SPEC, FILES))] == []


@pytest.mark.parametrize(("old", "new", "said"), SLIPS, ids=[new.strip()[:40] for _, new, _ in SLIPS])
def test_lint__names_a_planted_slip_with_its_line_and_the_nearest_name(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert SPEC.count(old) >= 1
    spec = SPEC.replace(old, new, 1)
    found = [one for one in lint_type("uji", home(tmp_path, spec, FILES)) if one.is_error]
    assert found, "lint finds nothing"
    told = [one for one in found if re.search(rf"{re.escape(said)}\b", f"{one.message} {one.hint}")]
    assert told, [one.message for one in found]
    lines = [int(str(one.place).rpartition(" ")[2]) for one in told]
    assert any(0 <= line_of(spec, new.strip("\n")) - line <= 6 for line in lines), lines  # a fault is told at the entry that holds it


def test_lint__ends_with_one_where_a_slip_is_planted(tmp_path: Path) -> None:
    home(tmp_path, SPEC.replace("sum(attribute='hadir')", "summ(attribute='hadir')"), FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BORANG_HOME", str(tmp_path))
        code, printed = run("borang lint uji", patch)
    assert code == 3
    assert any("summ" in line and "sum" in line for line in printed)


SHIPPED_SLIPS = [
    ("kak", "from: program.sasaran", "from: program.sasran"),
    ("kak", "expr: row.volume * row.harga_satuan", "expr: row.volume * row.harga"),
    ("kak", "total_anggaran <= pagu", "total_anggaran <= pagu anggaran"),
    ("kak", "without: [jenis_model, moda,", "without: [jenis_modl, moda,"),
    ("kak", "{name: latar_belakang, label:", "{name: latar_belakang, lable:"),
    ("jadwal-pelatihan", "score: susun_jadwal", "score: susun_jadwl"),
    ("jadwal-pelatihan", "mata_ajar: struktur\n", "mata_ajr: struktur\n"),
    ("jadwal-pelatihan", "spec: 2\n", "spec: 3\n"),
    ("sertifikat", "of: program.peserta", "of: program.pesrta"),
    ("sertifikat", "sertifikat-{{ penerima.nama | slug }}", "sertifikat"),
    ("sertifikat", "of: penerima.nilai_akhir", "of: penerima.nilai"),
    ("sertifikat", "choices: [Peserta, Narasumber, Panitia], default: \"'Peserta'\"", "default: \"'Peserta'\""),
    ("coaching-rhk", "table: rhk-aturan", "table: rhk-atura"),
    ("coaching-rhk", "use: rencana-aksi", "use: rencana-aks"),
    ("laporan-penyelenggaraan", "category: kabupaten_kota", "category: kabupaten"),
    ("laporan-penyelenggaraan", "at: rencana.selesai", "at: rencana.selsai"),
    ("laporan-evaluasi", "element: F5.A.1", "element: F5.A.9"),
    ("laporan-evaluasi", "not_before: mulai", "not_before: mulay"),
    ("peta-kebutuhan-belajar", "show: [n, q, cgi,", "show: [n, qq, cgi,"),
    ("peta-kebutuhan-belajar", "rows: guru", "rows: gurus"),
    ("peta-kebutuhan-belajar", "{{ wilayah.tahun }}", "{{ wilayah.tahun "),
    ("rancangan-moderasi", "when: identitas.pola != 'mandiri'", "when: identitas.pla != 'mandiri'"),
    ("rancangan-moderasi", "| sum(attribute='menit')", "| sum(attribute='menit"),
    ("laporan-validasi", "check: (penilai | length) >= 3", "check: (penilai | lenght) >= 3"),
    ("laporan-validasi", "columns: penilai\n", "columns: penlai\n"),
    ("program", "use: waktu-tempat", "use: waktu-tempt"),
    ("program", "name: pagu, label", "name: judul, label"),
]


@pytest.mark.parametrize(("name", "old", "new"), SHIPPED_SLIPS, ids=[f"{name}: {new.strip()}" for name, _, new in SHIPPED_SLIPS])
def test_lint__finds_a_slip_planted_in_a_shipped_type(name: str, old: str, new: str, tmp_path: Path) -> None:
    text = (SHIPPED / "specs" / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    write(tmp_path / "specs" / f"{name}.yaml", text.replace(old, new, 1))
    found = [one for one in lint_type(name, Catalogue(Home(tmp_path))) if one.is_error]
    assert found
    line = text[: text.index(old)].count("\n") + 1
    places = [str(one.place) for one in found]
    near = [int(number) for place in places for number in re.findall(r"baris (\d+)", place)]
    assert any("_pieces/" in place for place in places) or any(abs(number - line) <= 12 for number in near), places


@pytest.mark.parametrize(
    ("template", "old", "new"),
    [
        ("sertifikat/sertifikat.html", "{{ penerima.nama }}", "{{ penerima.nma }}"),
        ("sertifikat/sertifikat.html", "{% endfor %}", ""),
        ("jadwal-pelatihan/jadwal-pelatihan.html", "jadwal.hari", "jadwal.hri"),
    ],
)
def test_lint__finds_a_slip_planted_in_a_shipped_template(template: str, old: str, new: str, tmp_path: Path) -> None:
    text = (SHIPPED / "templates" / template).read_text(encoding="utf-8")
    assert old in text
    write(tmp_path / "templates" / template, text.replace(old, new, 1))
    found = [one for one in lint_type(template.split("/", maxsplit=1)[0], Catalogue(Home(tmp_path))) if one.is_error]
    assert any(template in str(one.place) for one in found), [str(one.place) for one in found]
