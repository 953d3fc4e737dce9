"""What a file that feeds a type gives and a form leaves out: the form says where it comes from, and the type stays fillable. FRM-01, FRM-05."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.blank.docx_form import blank_docx, filled_docx
from generator.blank.known import KnownFields, taking_from
from generator.blank.pdf_form import form_page
from generator.blank.xlsx_form import blank_xlsx
from generator.blank.yaml_form import blank_yaml
from generator.document import Document
from generator.errors import SpecFault, UsageFault
from generator.examine import examine
from generator.form.cards import obstacles
from generator.form.filled import filled
from generator.form.planning import plan_of
from generator.intake.read import read
from generator.office.package.parts import read_parts
from generator.office.package.xml import parsed
from generator.office.word.wml import W
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from tests.documents import CATALOGUE
from tests.forms import CARDS, read_back
from tests.homes import HEAD, home, write

OWN = """
fields:
  - {name: hari, label: Hari, type: list, of: {type: text}}
  - {name: orang, label: Orang, type: table, key: nama, fields: [{name: nama, label: Nama, type: text}]}
  - {name: catatan, label: Catatan, type: matrix, rows: orang, columns: hari, of: {type: text}}
  - {name: moda, label: Moda Kegiatan, type: table, rows: moda, fields: [{name: kali, label: Kali, type: integer}]}
  - {name: akhir, label: Akhir, type: text}
"""
CLASSES = (
    "{name: nama, label: Nama, type: text}, {name: murid, label: Murid, type: table, fields: [{name: siapa, label: Siapa, type: text}]}"
)
TABLE = f"  - {{name: kelas, label: Kelas, type: table, key: nama, fields: [{CLASSES}]}}\n"


def fed(spec: str, *names: str) -> str:
    """Return a spec some of whose fields come from the file `induk`."""
    for name in names:
        spec = spec.replace(f"name: {name}, label", f"name: {name}, from: induk.{name}, label")
    return spec


def types(folder: Path, *names: str, own: str = OWN) -> Catalogue:
    parent = HEAD.replace("id: uji", "id: induk") + own.lstrip("\n") + "outputs: [pdf]\n"
    return home(folder, fed(own, *names), {"specs/induk.yaml": parent})


def said(data: bytes) -> list[str]:
    root = parsed(read_parts(data)["word/document.xml"])
    return ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in root.iter(f"{W}p")]


def known(catalogue: Catalogue, folder: Path, text: str) -> KnownFields:
    file = write(folder / "induk.yaml", f"jenis: induk\n{text}")
    return taking_from(file, catalogue.compiled("uji"), catalogue, KnownFields(), written="induk.yaml")


def test_cards__leave_out_what_they_cannot_hold_and_a_file_gives(tmp_path: Path) -> None:
    """A matrix and given rows that the type may be without; its own rows and days are asked as ever, in their places."""
    data, form = blank_docx(types(tmp_path, "catatan", "moda").compiled("uji"))
    assert [one.path for one in form.plan.left_out] == [("catatan",), ("moda",)]
    words = said(data)
    assert "Catatan, Moda Kegiatan: dari berkas induk, tidak diisi di sini" in words
    places = [words.index("Hari"), words.index("Orang"), words.index("Akhir")]
    assert places == sorted(places)


def test_cards__what_no_file_gives_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault) as refused:
        blank_docx(types(tmp_path, "moda").compiled("uji"))
    assert "tidak dapat memuat “Catatan”:" in str(refused.value)
    assert "--program" not in (refused.value.hint or "")


def test_cards__what_must_be_had_is_left_out_where_the_file_has_it(tmp_path: Path) -> None:
    """Without the file, or with one that has not got it, the form is refused, and says how it can be had."""
    catalogue = types(
        tmp_path,
        "catatan",
        own=OWN.replace("label: Catatan", "label: Catatan, required: true").replace(
            OWN[OWN.index("  - {name: moda") : OWN.index("  - {name: akhir")], ""
        ),
    )
    compiled = catalogue.compiled("uji")
    lacking = known(catalogue, tmp_path, "akhir: x\n")
    for begun_with in (KnownFields(), lacking):
        with pytest.raises(UsageFault) as refused:
            blank_docx(compiled, known=begun_with)
        assert "Atau sebut berkas induk yang sudah memuatnya: borang blank uji --program BERKAS -o uji.docx" in (refused.value.hint or "")
    having = known(catalogue, tmp_path, "hari: [Senin]\norang: [{nama: Ani}]\ncatatan: {Ani: {Senin: hadir}}\n")
    data, _ = blank_docx(compiled, known=having)
    assert "Catatan: dari induk.yaml, baris 4: terisi; tidak perlu diisi" in said(data)
    write(tmp_path / CARDS, data)
    back = read_back(tmp_path / CARDS, catalogue)
    assert back.given.values["catatan"] == {"Ani": {"Senin": "hadir"}}
    assert list(back.given.found) == []


def test_cards__rows_in_the_rows_of_a_table_come_with_it(tmp_path: Path) -> None:
    """Where the rows come without them, they are to be completed, and no card holds them."""
    catalogue = types(tmp_path, "kelas", own=f"\nfields:\n{TABLE}")
    compiled = catalogue.compiled("uji")
    with pytest.raises(UsageFault):
        blank_docx(compiled)
    with pytest.raises(UsageFault):
        blank_docx(compiled, known=known(catalogue, tmp_path, "kelas: [{nama: IV A}]\n"))
    data, _ = blank_docx(compiled, known=known(catalogue, tmp_path, "kelas: [{nama: IV A, murid: [{siapa: Ani}]}]\n"))
    (tmp_path / CARDS).write_bytes(data)
    assert read_back(tmp_path / CARDS, catalogue).given.values["kelas"] == [{"nama": "IV A", "murid": [{"siapa": "Ani"}]}]


def test_unasked__no_form_asks_for_it(tmp_path: Path) -> None:
    """Whatever it is; a text form that is begun with it still holds it."""
    names = ("hari", "orang", "catatan", "akhir")
    catalogue = types(tmp_path, *names)
    spec = tmp_path / "specs" / "uji.yaml"
    text = spec.read_text(encoding="utf-8")
    for name in names:
        text = text.replace(f"from: induk.{name},", f"from: induk.{name}, asked: false,")
    spec.write_text(
        text.replace("  - {name: moda", "  - {name: judul, label: Judul, type: text}\n  - {name: moda").replace(
            ", rows: moda", ", key: kali"
        ),
        encoding="utf-8",
    )
    compiled = Catalogue(catalogue.home).compiled("uji")
    sentence = "Hari, Orang, Catatan, Akhir: dari berkas induk, tidak diisi di sini"
    assert [slot.path for slot in plan_of(compiled).slots()] == [("induk",), ("judul",), ("moda", "kali")]
    assert sentence in said(blank_docx(compiled)[0])
    assert sentence in form_page(filled(plan_of(compiled), {}, compiled.home.library), compiled.home, {}, {})
    assert sentence.encode() in b"".join(read_parts(blank_xlsx(compiled)[0]).values())
    text = blank_yaml(compiled)
    assert ("\n# Akhir: dari berkas induk, tidak diisi di sini\n" in text, "\nakhir:" in text) == (True, False)
    assert "\nakhir: selesai\n" in blank_yaml(compiled, known=KnownFields(values={"akhir": "selesai"}))
    assert filled_docx(compiled, {"akhir": "selesai"})[1].left == (("akhir",),)


def test_unasked__is_of_use_only_with_a_source(tmp_path: Path) -> None:
    with pytest.raises(SpecFault, match=r"asked: hanya bersama from:\."):
        home(tmp_path, "fields:\n  - {name: a, label: A, type: text, asked: false}\n").compiled("uji")


def test_certificate__a_filled_word_form_takes_attendance_from_the_recap(tmp_path: Path) -> None:
    """Edi Sukamto was there on 4 of 5 days, 80 %; the form names the file of the recap and no day."""
    source = read(SAMPLES / "sertifikat" / "ok-rekap-kehadiran.yaml", CATALOGUE)
    assert isinstance(source, Document)
    own = {name: value for name, value in source.given.values.items() if name not in ("hari", "tercatat", "catatan")}
    shutil.copytree(SAMPLES / "rekap-kehadiran", tmp_path / "rekap-kehadiran")
    data, form = filled_docx(CATALOGUE.compiled("sertifikat"), {**own, "rekap-kehadiran": "rekap-kehadiran/ok-lengkap.yaml"})
    assert form.left == ()
    (tmp_path / CARDS).write_bytes(data)
    back = read_back(tmp_path / CARDS, CATALOGUE)
    assert len(back.given.values["catatan"]) == 36
    assert examine(back).scored.scope["kehadiran"] == 80


def test_shipped__types_whose_tables_the_programme_gives_have_cards() -> None:
    """An attendance list, the recap of it and two reports; the others lack them only where the type must have what no card holds."""
    assert not any(
        obstacles(plan_of(CATALOGUE.compiled(name)))
        for name in ("sertifikat", "daftar-hadir", "rekap-kehadiran", "laporan-kegiatan", "evaluasi-reaksi", "kajian-kebutuhan")
    )


@pytest.mark.parametrize(
    "name", ["rekap-nilai", "laporan-evaluasi", "laporan-penyelenggaraan", "evaluasi-penyelenggaraan", "rencana-kegiatan"]
)
def test_shipped__with_a_programme_that_has_it_each_report_has_cards(name: str, tmp_path: Path) -> None:
    """The form as it is handed out, with the programme's file, is read without a fault of its places."""
    compiled = CATALOGUE.compiled(name)
    file = SAMPLES / "program" / "ok-koding.yaml"
    shutil.copy(file, tmp_path)
    begun = taking_from(file, compiled, CATALOGUE, KnownFields(), written=file.name)
    (tmp_path / CARDS).write_bytes(blank_docx(compiled, known=begun)[0])
    back = read_back(tmp_path / CARDS, CATALOGUE)
    assert list(back.given.found) == []
    fed = {("nilai",), ("luaran",), ("aktivitas", "daftar")}
    assert [found for found in examine(back).findings if found.code == "wajib-diisi" and {found.path[:1], found.path[:2]} & fed] == []
