"""A form to print and fill in with a pen: every type, on the office's paper, with boxes, ticks and empty rows. FRM-01."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest

from generator.blank.begun import begun
from generator.blank.known import KnownFields
from generator.blank.pdf_form import blank_pdf, form_page
from generator.spec.catalogue import Catalogue
from tests.documents import CATALOGUE
from tests.homes import home, table

FIELDS = """
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - {name: moda, label: Moda, type: choice, choices: [Luring, Daring]}
  - {name: kota, label: Kota, type: reference, table: kota}
  - {name: nip, label: NIP, type: identifier, kind: nip}
  - name: luaran
    label: Luaran
    type: table
    key: nama
    fields:
      - {name: nama, label: Nama, type: text}
      - {name: ada, label: Ada, type: boolean}
      - {name: anak, label: Anak, type: table, fields: [{name: isi, label: Isi Anak, type: text}]}
  - {name: tetap, label: Tetap, type: table, rows: palet, fields: [{name: ket, label: Keterangan, type: text}]}
  - {name: silang, label: Silang, type: matrix, rows: luaran, columns: palet, of: {type: integer}}
"""
KOTA = table(*(f"K{number}: Kota {number}" for number in range(1, 15)))


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    files = {"specs/reference/palet.yaml": table("M: Merah", "B: Biru"), "specs/reference/kota.yaml": KOTA}
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, files)


def page_of(types: Catalogue, known: KnownFields | None = None) -> str:
    compiled = types.compiled("uji")
    made = begun(compiled, frozenset(), known or KnownFields(), {})
    return form_page(made.form, compiled.home, made.elsewhere, {})


def words_in(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main>")[2]).split())


def test_form__boxes_ticks_rows_and_lists(types: Catalogue) -> None:
    """18 letters of a NIP; ten rows of a table; a list of fourteen at the end; rows and columns that the catalogue gives."""
    page = page_of(types)
    assert page.count('class="kotak-huruf"') == 18
    assert "☐ Luring</span>" in page
    said = words_in(page)
    assert "Judul *" in said
    assert "Kota pilih dari Daftar A" in said
    assert said.index("Daftar A • Kota 1 • Kota 2") > said.index("Keterangan 1 Merah 2 Biru")
    assert said.count("☐ ya ☐ tidak") == 10
    assert "Luaran No. Nama Ada" in said
    assert "Anak No. Nama kosong = sama dengan baris di atasnya Isi Anak" in said
    assert "Silang" in said
    assert "M Merah" in said


def test_form__what_is_known_stands_in_its_place(types: Catalogue) -> None:
    known = KnownFields(
        values={"judul": "Satu", "moda": "Daring", "luaran": [{"nama": "Modul", "ada": True}]}, taken={("kota",): "dari p.yaml"}
    )
    said = words_in(page_of(types, known))
    assert "Judul * Satu Moda ☐ Luring ☒ Daring Kota dari p.yaml; tidak perlu diisi" in said
    assert "1 Modul ☒ ya ☐ tidak" in said
    assert "Daftar A" not in said


@pytest.mark.parametrize("kertas", ["A4", "F4"])
def test_form__on_the_offices_paper(kertas: str, types: Catalogue) -> None:
    """F4 is 215 × 330 mm: 609 × 935 points; the same form gives the same bytes."""
    compiled = types.compiled("uji")
    data, form = blank_pdf(compiled, institution={"nama": "Balai Contoh", "kertas": kertas})
    assert form.left == ()
    with pikepdf.open(BytesIO(data)) as pdf:
        _, _, width, height = (round(float(edge)) for edge in pdf.pages[0].mediabox)
    assert (width, height) == {"A4": (595, 842), "F4": (609, 935)}[kertas]
    text = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert "BALAI CONTOH" in text
    assert "Formulir borang: uji, revisi 1" in text
    assert data == blank_pdf(compiled, institution={"nama": "Balai Contoh", "kertas": kertas})[0]


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_form__every_type_has_a_page(name: str) -> None:
    """Every label of the plan stands on it."""
    compiled = CATALOGUE.compiled(name)
    made = begun(compiled, frozenset(), KnownFields(), {})
    said = words_in(form_page(made.form, compiled.home, made.elsewhere, {}))
    for slot in made.form.plan.slots():
        if slot.is_read and slot.path[-1] not in "*#":
            assert slot.heading[-1].replace("&", "&amp;") in said, slot.path
