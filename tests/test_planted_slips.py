"""`borang lint` fails on a slip of the pen planted in a shipped spec or template, and says where. TPL-03."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.home import SHIPPED, Home
from generator.lint import lint_type
from generator.spec.catalogue import Catalogue
from tests.homes import write

SLIPS = [
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


@pytest.mark.parametrize(("name", "old", "new"), SLIPS, ids=[f"{name}: {new.strip()}" for name, _, new in SLIPS])
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
