"""lint says what make will refuse: each type runs on invented documents, empty, full, with many rows, wrong all through. TPL-03."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.examine import examine
from generator.fields.scalars import SCALARS
from generator.fields.shapes import Scalar, walk
from generator.home import Home
from generator.invention import invented
from generator.lint import lint_type
from generator.pipeline import Target, run
from generator.spec.catalogue import Catalogue
from generator.trial import trial
from tests.homes import document, home, table

TYPES = Catalogue(Home()).names()
SPEC = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: nilai, label: Nilai, type: number, minimum: 0, maximum: 100}
  - {name: mulai, label: Mulai, type: date}
  - {name: orang, label: Orang, type: list, of: {type: text}}
  - {name: skor, label: Skor, type: matrix, rows: orang, columns: warna, of: {type: integer, minimum: 1, maximum: 4}}
  - name: peserta
    label: Peserta
    type: table
    key: nama
    fields: [{name: nama, label: Nama, type: text}, {name: n, label: N, type: integer}, {name: warna, label: Warna, type: reference, table: warna}]
"""
COLOURS = {"specs/reference/warna.yaml": table("M: Merah", "K: Kuning")}
PRINTED = "{{ nama }}{{ nilai }}{{ mulai }}{{ orang }}{% for p in peserta %}{{ p.nama }}{{ p.n }}{{ p.warna }}{% endfor %}{{ skor['a'] }}"


@pytest.mark.parametrize("name", TYPES)
def test_shipped_type__never_fails_on_invented_documents(name: str, catalogue: Catalogue) -> None:
    compiled = catalogue.compiled(name)
    assert [(one.name, str(fault)) for fault, one in trial(compiled, compiled.spec.outputs)] == []


@pytest.mark.parametrize("name", TYPES)
def test_invented_document__full_has_nothing_unread(name: str, catalogue: Catalogue) -> None:
    """What is invented can be read: no finding of the shape but what the type's own limits ask for, no picture, and what a score refuses."""
    compiled = catalogue.compiled(name)
    full = next(one for one in invented(compiled) if one.name == "penuh")
    words = {path for path, field in walk(compiled.spec.fields) if isinstance(field, Scalar) and field.kind in ("image", "text")}
    errors = [finding for finding in examine(full.document).findings if finding.is_error]
    codes = {finding.code for finding in errors if tuple(step for step in finding.path if isinstance(step, str)) not in words}
    assert not codes & {
        "wajib-diisi",
        "jenis-salah",
        "angka-tidak-terbaca",
        "tanggal-tidak-terbaca",
        "pilihan-tidak-dikenal",
        "nomor-panjang",
    }


def test_invented_documents__are_empty_full_long_and_wrong(tmp_path: Path) -> None:
    compiled = home(tmp_path, SPEC, COLOURS).compiled("uji")
    by_name: dict[str, Any] = {one.name: one for one in invented(compiled)}
    assert list(by_name) == ["kosong", "penuh", "banyak", "salah tulis", "salah susun"]
    full = examine(by_name["penuh"].document)
    assert not full.findings.has_errors
    assert full.scope["skor"] == {"Orang 1": {"M": 1, "K": 2}, "Orang 2": {"M": 1, "K": 2}} or len(full.scope["skor"]) == 2
    assert len(by_name["banyak"].raw["peserta"]) == 24
    wrong = examine(by_name["salah tulis"].document)
    assert {finding.path[:1] for finding in wrong.findings.errors} >= {
        ("nama",),
        ("nilai",),
        ("mulai",),
        ("orang",),
        ("peserta",),
        ("skor",),
    }


@pytest.mark.parametrize("kind", sorted(SCALARS))
def test_invented_value__of_each_kind_reads_and_its_opposite_does_not(kind: str, tmp_path: Path) -> None:
    more = {"choice": ", choices: [A, B]", "reference": ", table: warna", "identifier": ", kind: nip", "row": ", of: t"}.get(kind, "")
    rows = "  - {name: t, label: T, type: table, key: k, fields: [{name: k, label: K, type: text}]}\n" if kind == "row" else ""
    compiled = home(tmp_path, f"fields:\n{rows}  - {{name: a, label: A, type: {kind}{more}}}\n", COLOURS).compiled("uji")
    by_name = {one.name: one for one in invented(compiled)}
    assert not examine(by_name["penuh"].document).findings.has_errors
    assert examine(by_name["salah tulis"].document).findings.has_errors
    assert examine(by_name["salah susun"].document).findings.has_errors


@pytest.mark.parametrize(
    "tag",
    [
        "{{ nama | tanggal }}",
        "{{ nama + 1 }}",
        "{{ nilai[:2] }}",
        "{{ nama | sum }}",
        "{{ mulai < nilai }}",
        "{{ nilai | romawi }}",
        "{% for a, b in peserta %}{{ a }}{% endfor %}",
        "{{ peserta | join(', ') }}",
        "{{ nilai | angka(2, 3, 4) }}",
        "{{ nama | terbilang }}",
        "{{ lookup('tidak-ada', nama) }}",
        "{{ nama() }}",
        "{{ peserta }}",
        "{{ 'x' | angka }}",
        "{% include 'tidak-ada.html' %}",
    ],
)
def test_lint__names_a_template_that_fails_only_when_it_is_filled(tmp_path: Path, tag: str) -> None:
    """What lint finds no fault with is made; what make refuses, lint refuses."""
    types = home(tmp_path, SPEC, {**COLOURS, "templates/uji/uji.html": PRINTED.replace("{{ skor['a'] }}", "") + tag})
    found = [finding for finding in lint_type("uji", types) if finding.is_error]
    assert [finding.code for finding in found] in (["templat-rusak"], ["spesifikasi-rusak"], ["nama-tidak-dikenal"]), found


@pytest.mark.parametrize(
    ("computed", "line"),
    [("expr: nama + 1", 16), ("expr: nilai | tanggal", 16), ("expr: peserta | sort | list", 16), ("band: predikat-capaian, of: nama", 16)],
)
def test_lint__names_a_computation_that_fails_only_when_it_runs(tmp_path: Path, computed: str, line: int) -> None:
    spec = SPEC + f"computed:\n  - {{name: x, label: X, {computed}}}\noutputs: [{{kind: pdf, filename: x.pdf}}]\n"
    found = [finding for finding in lint_type("uji", home(tmp_path, spec, COLOURS)) if finding.is_error]
    assert [finding.code for finding in found] == ["spesifikasi-rusak"]
    assert f"baris {line + 2}" in str(found[0].place)


def test_lint__and_make_agree_on_a_message_that_cannot_be_filled(tmp_path: Path) -> None:
    spec = (
        SPEC
        + "rules:\n  - {id: A001-uji, check: nilai > 1000, at: nilai, message: 'Nilai {{ nama | angka }}.', source: {basis: derived}}\n"
    )
    spec += "outputs: [{kind: pdf, filename: x.pdf}]\n"
    types = home(tmp_path, spec, COLOURS)
    assert [finding.code for finding in lint_type("uji", types) if finding.is_error] == ["spesifikasi-rusak"]
    outcome = run(document(types, "nama: A\nnilai: 7\n"), Target())
    assert (outcome.status, outcome.exit_code) == ("faulty", 3)


def test_lint__says_what_no_template_prints(tmp_path: Path) -> None:
    charts = "charts:\n  - {name: g, kind: bar, of: peserta, category: nama, series: [n], alt: x}\n"
    files = {
        **COLOURS,
        "templates/uji/uji.html": "{{ nilai }}{{ mulai }}{% for p in peserta %}{{ p.nama }}{{ p.n }}{{ p.warna }}{% endfor %}",
    }
    spec = SPEC + charts + "outputs: [{kind: pdf, template: uji/uji.html, filename: uji.pdf}]\n"
    found = {(finding.code, str(finding.severity)) for finding in lint_type("uji", home(tmp_path, spec, files))}
    assert found == {("grafik-tidak-tercetak", "warning"), ("isian-tidak-tercetak", "note")}


def test_lint__says_that_a_source_is_not_registered_and_make_works(tmp_path: Path) -> None:
    types = home(tmp_path, SPEC + "outputs: [{kind: pdf, filename: x.pdf}]\n", COLOURS)
    file = tmp_path / "specs" / "uji.yaml"
    file.write_text(file.read_text("utf-8").replace("perdirjen-gtk-4141-2023", "pedoman-kantor"), "utf-8")
    found = list(lint_type("uji", types))
    assert [(finding.code, str(finding.severity)) for finding in found] == [("sumber-tidak-terdaftar", "warning")]
    from generator.blank.yaml_form import blank_yaml

    assert "pedoman-kantor" in blank_yaml(types.compiled("uji"))


def test_lint__a_group_handed_to_a_macro_in_a_list_is_printed(tmp_path: Path) -> None:
    spec = (
        "fields:\n  - {name: p, label: P, type: group, fields: [{name: a, label: A, type: text}, {name: b, label: B, type: text}]}\n"
        "outputs: [{kind: pdf, template: uji/uji.html, filename: uji.pdf}]\n"
    )
    page = "{% macro m(x) %}{% endmacro %}{{ m([p] if p.a is not kosong else p) }}"
    assert list(lint_type("uji", home(tmp_path, spec, {"templates/uji/uji.html": page}))) == []


def test_document__a_list_of_groups_in_place_of_texts_is_wrong_and_no_more(tmp_path: Path) -> None:
    """What names the rows of a matrix is wrong: the user's to mend, not a defect of the program."""
    given = document(home(tmp_path, SPEC, COLOURS), "orang: [{a: b}, {c: d}]\nskor: {x: {M: 1}}\n")
    assert {finding.path[:1] for finding in examine(given).findings.errors} >= {("orang",)}
