"""lint says what make will refuse, and nothing else: each broken spec or template is held against both. TPL-07."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.errors import BorangError
from generator.intake.form import Incoming
from generator.lint import lint_type
from generator.pipeline import Target, run_all
from generator.spec.catalogue import Catalogue
from tests.generator.test_lint import word
from tests.homes import data_file, home, write
from tests.pages import ROOT

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: nilai, label: Nilai, type: number}
  - {name: baris, label: Baris, type: table, key: n, fields: [{name: n, label: N, type: text}, {name: isi, label: Isi, type: number}]}
"""
DATA = "nama: Ani\nnilai: 7\nbaris:\n  - {n: a, isi: 1}\n  - {n: b, isi: 2}\n"
PDF = "outputs: [{kind: pdf, template: uji/uji.html, filename: x.pdf}]\n"
DOCX = "outputs: [{kind: docx, template: uji/uji.docx, filename: x.docx}]\n"
SOUND = "<p>{{ nama }} {{ nilai }}{% for b in baris %}{{ b.n }}{{ b.isi }}{% endfor %}</p>"
RULE = "{id: A001-uji, check: nilai > 0, at: nilai, message: 'Nilai.', source: {basis: derived}}"


def refused_by_lint(types: Catalogue) -> set[str]:
    return {finding.code for finding in lint_type("uji", types) if finding.is_error}


def refused_by_make(types: Catalogue, folder: Path, more: str = "") -> bool:
    file = data_file(folder, DATA + more)
    try:
        *_, outcome = run_all(Incoming(file), types, Target(every_medium=True, folder=Folder(folder / "keluar")))
    except BorangError:
        return True
    assert outcome.status in ("delivered", "faulty"), outcome.findings
    return outcome.status == "faulty"


BROKEN_SPECS = {
    "dua keluaran senama": FIELDS + "outputs:\n" + "  - {kind: pdf, template: uji/uji.html, filename: x.pdf}\n" * 2,
    "jenis isian": "fields:\n  - {name: nama, label: Nama, type: teks}\n" + PDF,
    "kunci tak dikenal": "fields:\n  - {name: nama, label: Nama, type: text, wajib: true}\n" + PDF,
    "nama dua kali": FIELDS + "constants:\n  nama: {value: 1}\n" + PDF,
    "nama program": FIELDS.replace("name: nilai", "name: institusi") + PDF,
    "hitungan tanpa cara": FIELDS + "computed:\n  - {name: x, label: X}\n" + PDF,
    "ungkapan rusak": FIELDS + "computed:\n  - {name: x, label: X, expr: 'nilai +'}\n" + PDF,
    "nama dalam ungkapan": FIELDS + "computed:\n  - {name: x, label: X, expr: nilaai}\n" + PDF,
    "hitungan berputar": FIELDS + "computed:\n  - {name: x, label: X, expr: y}\n  - {name: y, label: Y, expr: x}\n" + PDF,
    "teks ditambah": FIELDS + "computed:\n  - {name: x, label: X, expr: nama + 1}\n" + PDF,
    "pita tidak ada": FIELDS + "computed:\n  - {name: x, label: X, band: tidak-ada, of: nilai}\n" + PDF,
    "skor tidak ada": FIELDS + "computed:\n  - {name: x, label: X, score: tidak-ada, with: {a: nilai}}\n" + PDF,
    "aturan ke mana": FIELDS + "rules:\n  - " + RULE.replace("at: nilai", "at: nilaai") + "\n" + PDF,
    "aturan tabel": FIELDS + "rules:\n  - " + RULE.replace("at: nilai", "each: bariss, at: isi") + "\n" + PDF,
    "aturan rusak": FIELDS + "rules:\n  - " + RULE.replace("nilai > 0", "nama + 1") + "\n" + PDF,
    "syarat": FIELDS.replace("type: number}\n", "type: number, when: namaa}\n", 1) + PDF,
    "bawaan": FIELDS.replace("type: number}\n", "type: number, default: namaa}\n", 1) + PDF,
    "urutan": FIELDS.replace("type: number}\n", "type: number, not_before: namaa}\n", 1) + PDF,
    "pola": FIELDS.replace("type: text}\n", "type: text, pattern: '(a'}\n", 1) + PDF,
    "unsur": FIELDS.replace("type: text}\n", "type: text, element: zz}\n", 1) + "elements: kak\n" + PDF,
    "tabel rujukan": FIELDS.replace("type: number}\n", "type: reference, table: tidak-ada}\n", 1) + PDF,
    "kunci tabel": FIELDS.replace("key: n,", "key: m,") + PDF,
    "potongan": FIELDS + "  - {use: tidak-ada, name: p}\n" + PDF,
    "grafik": FIELDS + "charts:\n  - {name: g, kind: bar, of: baris, category: n, series: [isii], alt: x}\n" + PDF,
    "letak grafik": FIELDS
    + "charts:\n  - {name: g, kind: bar, of: baris, category: n, series: [isi], alt: x, after: zz}\noutputs: [{kind: pdf, filename: x.pdf}]\n",
    "nama berkas": FIELDS + PDF.replace("x.pdf", "'{{ namaa }}.pdf'"),
    "nama berkas rusak": FIELDS + PDF.replace("x.pdf", "'{{ nama + 1 }}.pdf'"),
    "templat tidak ada": FIELDS + PDF.replace("uji.html", "lain.html"),
    "asal": FIELDS.replace("type: number}\n", "type: number, from: program.tidak_ada}\n", 1) + PDF,
    "asal berputar": FIELDS + "gathers: {type: tidak-ada, into: baris, key: n}\n" + PDF,
}
BROKEN_PAGES = {
    "tak tertutup": "{% if nama %}",
    "nama": "{{ namaa }}",
    "saring": "{{ nama | tidakada }}",
    "hitung teks": "{{ nama + 1 }}",
    "include": "{% include 'tidak-ada.html' %}",
    "lookup": "{{ lookup('tidak-ada', nama) }}",
    "panggil": "{{ nama() }}",
    "rahasia": "{{ nama.__class__ }}",
    "banyak putaran": "{% for a in range(9) %}{% endfor %}",
    "pangkat": "{{ nilai ** 2 }}",
    "tabel utuh": "{{ baris }}",
    "tanggal": "{{ nama | tanggal }}",
}
SOUND_SPECS = {
    "biasa": FIELDS + PDF,
    "aturan kembar": FIELDS + f"rules:\n  - {RULE}\n  - {RULE}\n" + PDF,
    "tanpa templat": FIELDS + "outputs: [{kind: pdf, filename: x.pdf}]\n",
    "sumber tak terdaftar": FIELDS + f"rules:\n  - {RULE.replace('basis: derived', 'document: surat-kami, basis: stated')}\n" + PDF,
    "grafik tak tercetak": FIELDS + "charts:\n  - {name: g, kind: bar, of: baris, category: n, series: [isi], alt: x}\n" + PDF,
    "dua keluaran sejenis": FIELDS
    + "outputs:\n  - {kind: pdf, template: uji/uji.html, filename: x.pdf}\n  - {kind: pdf, name: lain, template: uji/uji.html, filename: y.pdf}\n",
}


@pytest.mark.parametrize("case", BROKEN_SPECS)
def test_spec__that_lint_refuses_make_refuses(tmp_path: Path, case: str) -> None:
    own = {"templates/uji/uji.html": SOUND} if "template:" in BROKEN_SPECS[case] else {}
    types = home(tmp_path, BROKEN_SPECS[case], own)
    write(tmp_path / "p.yaml", "jenis: program\n")
    more = "program: p.yaml\n" if case == "asal" else ""  # a type that feeds is looked at where a file is named for it
    assert (bool(refused_by_lint(types)), refused_by_make(types, tmp_path, more)) == (True, True)


@pytest.mark.parametrize("case", BROKEN_PAGES)
def test_page__that_lint_refuses_make_refuses(tmp_path: Path, case: str) -> None:
    types = home(tmp_path, FIELDS + PDF, {"templates/uji/uji.html": SOUND + BROKEN_PAGES[case]})
    assert (bool(refused_by_lint(types)), refused_by_make(types, tmp_path)) == (True, True)


@pytest.mark.parametrize("case", [case for case in BROKEN_PAGES if case not in ("include", "tabel utuh")])
def test_word_template__that_lint_refuses_make_refuses(tmp_path: Path, case: str) -> None:
    types = home(tmp_path, FIELDS + DOCX, {"templates/uji/uji.docx": word("{{ nama }} {{ nilai }} {{ baris[0].n }}", BROKEN_PAGES[case])})
    assert (bool(refused_by_lint(types)), refused_by_make(types, tmp_path)) == (True, True)


@pytest.mark.parametrize("case", SOUND_SPECS)
def test_spec__that_make_accepts_lint_accepts(tmp_path: Path, case: str) -> None:
    types = home(tmp_path, SOUND_SPECS[case], {"templates/uji/uji.html": SOUND})
    assert (refused_by_lint(types), refused_by_make(types, tmp_path)) == (set(), False)


def test_lint__has_no_error_of_its_own_but_those_that_make_refuses_too() -> None:
    """A new code of an error is held against make here: those of a spec and of a template, and a name that is not there."""
    said = "".join((ROOT / "generator" / name).read_text(encoding="utf-8") for name in ("lint.py", "render/contract.py"))
    errors = {found.group(1) for found in re.finditer(r'Finding\(\s*"([a-z-]+)",[^)]*?\)', said) if "Severity." not in found.group(0)}
    assert errors <= {"templat-rusak", "nama-tidak-dikenal"}
