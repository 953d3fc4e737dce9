"""A year, and any plain number, prints without points wherever it goes; named orders sort by their list. TPL-08."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import Document
from generator.pipeline import examine
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.rendering import Rendering
from tests.homes import document, home, table
from validators.findings import Finding

SPEC = """\
fields:
  - {name: tanggal, label: Tanggal, type: date, required: true}
  - {name: tahun, label: Tahun, type: integer, plain: true, required: true}
  - {name: tahunan, label: Tahunan, type: list, of: {type: integer, plain: true}}
  - name: peserta
    label: Peserta
    type: table
    fields:
      - {name: nama, label: Nama, type: text}
      - {name: jenjang, label: Jenjang, type: choice, choices: [Rendah, Sedang, Tinggi]}
      - {name: warna, label: Warna, type: reference, table: warna}
      - {name: masuk, label: Masuk, type: integer, plain: true}
      - {name: keluar, label: Keluar, type: integer, plain: true, expr: row.masuk + 1}
computed:
  - {name: berikut, label: Tahun berikut, expr: tahun + 1}
  - {name: dulu, label: Tahun dulu, expr: tanggal.year - 1}
  - {name: gabung, label: Gabung, type: text, expr: "'TA ' ~ tahun ~ '/' ~ (tahun + 1)"}
  - {name: kembali, label: Kembali, plain: true, expr: "(tahun * 2) / 2"}
  - {name: selisih, label: Selisih, expr: "tahun * 1"}
rules:
  - id: U001-tahun
    at: tahun
    check: "(tanggal.year ~ '') == (tahun ~ '') and tanggal.year == tahun"
    message: "Tahun {{ tanggal.year }} bukan {{ tahun }}."
    hint: "Tulis {{ tanggal.year }}, bukan {{ tahun - 1 }}."
    source: {basis: derived}
outputs: [{kind: pdf, template: uji/uji.html, filename: "t-{{ tanggal.year }}-{{ tahun }}-{{ tahunan | join('-') }}-{{ berikut }}.pdf"}]
"""
DATA = """\
tanggal: 3 Mei 2026
tahun: 2026
tahunan: [2024, 2025]
peserta:
  - {nama: budi, jenjang: Tinggi, warna: K, masuk: 2019}
  - {nama: Ani, jenjang: Rendah, warna: M, masuk: 2020}
  - {nama: Cici, jenjang: Sedang, warna: merah}
"""
COLOURS = {"specs/reference/warna.yaml": table("M: Merah", "K: Kuning", "H: Hijau")}


def page(folder: Path, text: str) -> str:
    given = document(home(folder, SPEC, {**COLOURS, "templates/uji/uji.html": text}), DATA)
    assert isinstance(given, Document)
    examined = examine(given)
    assert [finding.code for finding in examined.findings if finding.is_error] == []
    compiled = given.compiled
    rendering = Rendering(given, context_of(compiled, examined.scope), compiled.spec.outputs[0])
    return render_html(rendering)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ tanggal.year }}", "2026"),
        ("{{ tanggal.year ~ '' }}", "2026"),
        ("{{ tanggal.year + 1 }}", "2027"),
        ("{{ 1 + tahun }}", "2027"),
        ("{{ [tahun, tanggal.year] | join('/') }}", "2026/2026"),
        ("{{ [tahun, 2000] | max }}", "2026"),
        ("{{ tahunan }}", "2024; 2025"),
        ("{{ tahunan | join(', ') }}", "2024, 2025"),
        ("{{ tahunan | first }}", "2024"),
        ("{{ tahunan | map('abs') | join(' ') }}", "2024 2025"),
        ("{{ peserta[0].masuk }}-{{ peserta[0].keluar }}", "2019-2020"),
        ("{{ peserta | map(attribute='masuk') | join(' ') }}", "2019 2020"),
        ("{% for m, isi in peserta | groupby('masuk') %}{{ m }};{% endfor %}", "2019;2020;;"),
        ("{{ berikut }} {{ dulu }} {{ gabung }} {{ kembali }}", "2027 2025 TA 2026/2027 2026"),
        ("{{ tahun[-2:] }}", "26"),
        ("{{ tahun | replace('20', '') }}", "26"),
        ("{{ tahun | atau('-') }}", "2026"),
        ("{% if tahun ~ '' == '2026' %}sama{% endif %}", "sama"),
        ("{{ selisih }}", "2.026"),
    ],
)
def test_page__a_year_has_no_points(tmp_path: Path, text: str, printed: str) -> None:
    assert page(tmp_path, text).strip() == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ peserta | sort(attribute='jenjang') | map(attribute='nama') | join(' ') }}", "Ani Cici budi"),
        ("{{ peserta | sort(attribute='jenjang', reverse=true) | map(attribute='nama') | join(' ') }}", "budi Cici Ani"),
        ("{{ peserta | sort(attribute='warna') | map(attribute='nama') | join(' ') }}", "Ani Cici budi"),
        ("{{ peserta | sort(attribute='nama') | map(attribute='nama') | join(' ') }}", "Ani budi Cici"),
        ("{% for j, isi in peserta | groupby('jenjang') %}{{ j }}:{{ isi | length }} {% endfor %}", "Rendah:1 Sedang:1 Tinggi:1"),
        ("{% for g in peserta | groupby('warna') %}{{ g.grouper }}:{{ g.list | length }} {% endfor %}", "Merah:2 Kuning:1"),
        ("{{ peserta | map(attribute='jenjang') | max }}", "Tinggi"),
        ("{{ peserta | map(attribute='jenjang') | min }}", "Rendah"),
        ("{{ peserta | sort(attribute='nama', urutan=['Cici', 'budi']) | map(attribute='nama') | join(' ') }}", "Cici budi Ani"),
        ("{% for g in peserta | groupby('jenjang', urutan=['Sedang', 'Tinggi']) %}{{ g.grouper }} {% endfor %}", "Sedang Tinggi Rendah"),
    ],
)
def test_page__a_named_order_sorts_by_its_list(tmp_path: Path, text: str, printed: str) -> None:
    assert page(tmp_path, text).strip() == printed


def test_filename__has_years_without_points(tmp_path: Path) -> None:
    given = document(home(tmp_path, SPEC, COLOURS), DATA)
    examined = examine(given)
    assert given.compiled.filenames["pdf"](examined.scope) == "t-2026-2026-2024-2025-2027.pdf"


def test_message__has_years_without_points(tmp_path: Path) -> None:
    found = examine(document(home(tmp_path, SPEC, COLOURS), DATA.replace("tahun: 2026", "tahun: 2025"))).findings
    told: list[Finding] = [finding for finding in found if finding.is_error]
    assert [(f.message, f.hint) for f in told] == [("Tahun 2026 bukan 2025.", "Tulis 2026, bukan 2024.")]


def test_band__its_names_sort_in_the_order_of_the_table(tmp_path: Path) -> None:
    bands = (
        "bands:\n  uji:\n    source: {document: perdirjen-gtk-4141-2023, place: Uji}\n    bands:\n"
        "      - {above: 70, predikat: Tinggi}\n      - {above: 50, upto: 70, predikat: Cukup}\n      - {upto: 50, predikat: Rendah}\n"
    )
    spec = """\
fields:
  - name: n
    label: N
    type: table
    fields:
      - {name: a, label: A, type: number}
      - {name: p, label: P, type: text, band: uji, of: row.a, take: predikat}
computed: [{name: urut, label: Urut, expr: "n | groupby('p') | map(attribute='grouper') | list"}]
"""
    types = home(tmp_path, spec, {"specs/reference/uji.yaml": bands})
    assert examine(document(types, "n: [{a: 20}, {a: 60}, {a: 150}]")).scope["urut"] == ["Tinggi", "Cukup", "Rendah"]
