"""A folder of filled files becomes the data of one document. FRM-05."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.blank.xlsx_form import filled_xlsx
from generator.cli.options import data_files
from generator.errors import SpecFault
from generator.gather import GatheringResult, gather
from generator.home import Home
from generator.intake.as_text import data_text
from generator.intake.expected import expected_names
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from generator.spec.gathering import faults
from generator.yamlio import parse_data
from tests.cases import SAMPLES
from tests.documents import CATALOGUE
from validators.findings import Finding

HEAD = "spec: 1\nrevision: 1\ntitle: T\nsource: {document: perdirjen-gtk-4141-2023, place: x}\noutputs: [pdf]\n"
LEMBAR = """id: lembar
fields:
  - {name: objek, label: Objek, type: text, required: true}
  - {name: penilai, type: group, fields: [{name: nama, type: text, required: true}, {name: instansi, type: text}]}
  - name: butir
    type: table
    key: kode
    fields: [{name: kode, type: text}, {name: nilai, type: integer, minimum: 1, maximum: 4}]
"""
LAPORAN = """id: laporan
gathers:
  - {type: lembar, into: penilai, key: penilai.nama, values: {instansi: penilai.instansi}, same: [objek]}
  - {type: lembar, into: penilaian, key: penilai.nama, values: {rows: butir, row: kode, cell: nilai}}
fields:
  - {name: objek, type: text, required: true}
  - {name: penilai, type: table, key: nama, fields: [{name: nama, type: text}, {name: instansi, type: text}]}
  - {name: butir, type: table, key: kode, fields: [{name: kode, type: text}]}
  - {name: penilaian, type: matrix, rows: butir, columns: penilai, of: {type: integer}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "lembar.yaml").write_text(HEAD + LEMBAR, encoding="utf-8")
    (tmp_path / "specs" / "laporan.yaml").write_text(HEAD + LAPORAN, encoding="utf-8")
    (tmp_path / "isian").mkdir()
    sheet(tmp_path, "a", "Ani", (4, 3))
    sheet(tmp_path, "b", "Budi", (2, 4))
    return tmp_path


def sheet(folder: Path, name: str, reviewer: str, marks: tuple[object, ...], objek: str = "Kurikulum") -> None:
    rows = "".join(f"  - {{kode: B{n}, nilai: {mark}}}\n" for n, mark in enumerate(marks, start=1))
    text = f"jenis: lembar\nobjek: {objek}\npenilai: {{nama: {reviewer}, instansi: Balai}}\nbutir:\n{rows}"
    (folder / "isian" / f"{name}.yaml").write_text(text, encoding="utf-8")


def codes(folder: Path, **options: object) -> dict[str, list[str]]:
    found = gather("laporan", sorted((folder / "isian").glob("*.yaml")), Catalogue(Home(folder)), **options)
    return {Path(one.source).stem: [finding.code for finding in one.findings if finding.is_error] for one in found.outcomes}


def test_gather__rows_columns_and_what_is_the_same(folder: Path) -> None:
    found = gather("laporan", sorted((folder / "isian").glob("*.yaml")), Catalogue(Home(folder)))
    assert found.values == {
        "objek": "Kurikulum",
        "penilai": [{"nama": "Ani", "instansi": "Balai"}, {"nama": "Budi", "instansi": "Balai"}],
        "penilaian": {"B1": {"Ani": 4, "Budi": 2}, "B2": {"Ani": 3, "Budi": 4}},
    }


def test_gather__what_it_writes_reads_back(folder: Path) -> None:
    catalogue = Catalogue(Home(folder))
    found = gather("laporan", sorted((folder / "isian").glob("*.yaml")), catalogue)
    file = folder / "laporan.yaml"
    file.write_text(data_text("laporan", found.values), encoding="utf-8")
    document = read(file, catalogue)
    assert not isinstance(document, Finding)
    assert document.given.values["penilaian"] == found.values["penilaian"]


def test_gather__workbooks_into_a_workbook(folder: Path) -> None:
    """Reviewers' forms in Excel become the filled form of the report, also where its ratings come before their items."""
    catalogue = Catalogue(Home(folder))
    for file in sorted((folder / "isian").glob("*.yaml")):
        source = read(file, catalogue)
        assert not isinstance(source, Finding)
        file.with_suffix(".xlsx").write_bytes(filled_xlsx(source.compiled, source.given.values)[0])
        file.unlink()
    found = gather("laporan", data_files([folder / "isian"]), catalogue)
    assert [one.status for one in found.outcomes] == ["checked", "checked"]
    data, form = filled_xlsx(catalogue.compiled("laporan"), found.values)
    (folder / "laporan.xlsx").write_bytes(data)
    document = read(folder / "laporan.xlsx", catalogue)
    assert not isinstance(document, Finding)
    assert form.left == ()
    assert document.given.values["penilai"] == found.values["penilai"]
    assert document.given.values["penilaian"] == found.values["penilaian"]
    assert [row["kode"] for row in document.given.values["butir"]] == ["B1", "B2"]


def test_gather__a_finished_workbook_in_the_folder_is_no_form(folder: Path) -> None:
    book = Workbook()
    book.save(folder / "isian" / "laporan-jadi.xlsx")
    assert [file.name for file in data_files([folder / "isian"])] == ["a.yaml", "b.yaml"]


def test_gather__a_doubled_key_is_told_with_the_first_file(folder: Path) -> None:
    sheet(folder, "c", "ani ", (1, 1))
    assert codes(folder) == {"a": [], "b": [], "c": ["berkas-kembar"]}


def test_gather__a_value_that_must_be_the_same_everywhere(folder: Path) -> None:
    sheet(folder, "c", "Citra", (1, 1), objek="Modul")
    assert codes(folder)["c"] == ["beda-antar-berkas"]


def test_gather__of_groups_and_tables_that_differ_the_first_difference_is_said(tmp_path: Path) -> None:
    """Two words of a group; a table with a row less; both in types that are shipped."""
    text = (SAMPLES / "lembar-validasi" / "ok-lengkap.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    other = text.replace("Maheswara Putra", "Bagas Utama").replace("putaran: Sebelum revisi", "putaran: Sesudah revisi")
    (tmp_path / "b.yaml").write_text(other, encoding="utf-8")
    assert "putaran: Sesudah revisi" in other
    found = gather("laporan-validasi", data_files([tmp_path]), CATALOGUE).outcomes
    assert [one.message for one in found[1].findings.errors] == [
        f"A. Dokumen yang Dinilai di sini Sesudah revisi, sedangkan {tmp_path}/a.yaml memuat Sebelum revisi."
    ]


def test_gather__other_types_errors_and_broken_files_stay_out(folder: Path) -> None:
    (folder / "isian" / "c.yaml").write_text("jenis: laporan\nobjek: x\n", encoding="utf-8")
    (folder / "isian" / "d.yaml").write_text("jenis: lembar\n  a: [\n", encoding="utf-8")
    sheet(folder, "e", "Eko", (5, 1))
    told = codes(folder)
    assert told["c"] == ["berkas-jenis-lain"]
    assert told["e"] == ["terlalu-besar"]
    assert len(gather("laporan", sorted((folder / "isian").glob("*.yaml")), Catalogue(Home(folder))).values["penilai"]) == 2


@pytest.mark.parametrize(("revision", "told"), [("1", ["revisi-lain"]), ("2", []), ("3", ["revisi-lain"])])
def test_gather__a_form_of_another_revision_is_told_by_file(folder: Path, revision: str, told: list[str]) -> None:
    spec = folder / "specs" / "lembar.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("revision: 1", "revision: 2"), encoding="utf-8")
    file = folder / "isian" / "b.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("jenis: lembar\n", f"jenis: lembar\nrevisi: {revision}\n"), encoding="utf-8")
    found = gather("laporan", sorted((folder / "isian").glob("*.yaml")), Catalogue(Home(folder)))
    assert {Path(one.source).stem: [finding.code for finding in one.findings] for one in found.outcomes} == {"a": [], "b": told}
    assert len(found.values["penilai"]) == 2


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("b.json", '{"jenis": "lembar", "revisi": 1, "objek": "Modul"}', []),
        ("b.json", '{"jenis": "lembar", "revisi": 4, "objek": "Modul"}', ["revisi-lain"]),
        ("b.json", '{"jenis": "lembar", "revisi": null, "objek": "Modul"}', []),
        ("b.yaml", "jenis: lembar\nrevisi:\nobjek: Modul\n", []),
        ("b.yaml", "jenis: lembar\nrevisi: dua\nobjek: Modul\n", ["angka-tidak-terbaca"]),
        ("b.yaml", "jenis: lembar\nrevisi: [1]\nobjek: Modul\n", ["angka-tidak-terbaca"]),
    ],
)
def test_revision__is_read_as_a_number_is(folder: Path, name: str, text: str, told: list[str]) -> None:
    """A number of JSON, a blank and a word are the revision all the same, never an unknown key."""
    (folder / name).write_text(text, encoding="utf-8")
    document = read(folder / name, Catalogue(Home(folder)))
    assert not isinstance(document, Finding)
    assert ([(one.code, one.path) for one in document.given.found], "revisi" in document.given.values) == (
        [(code, ("revisi",)) for code in told],
        False,
    )


def test_revision__a_field_of_that_name_goes_before_it(folder: Path) -> None:
    spec = folder / "specs" / "lembar.yaml"
    spec.write_text(spec.read_text(encoding="utf-8") + "  - {name: revisi, type: integer}\n", encoding="utf-8")
    file = folder / "isian" / "b.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("jenis: lembar\n", "jenis: lembar\nrevisi: 7\n"), encoding="utf-8")
    document = read(file, Catalogue(Home(folder)))
    assert not isinstance(document, Finding)
    assert (document.given.values["revisi"], document.given.found) == (7, ())


def test_gather__who_has_not_handed_in(folder: Path) -> None:
    assert codes(folder, expected=["ANI", "Budi", "Citra"])["yang belum masuk"] == ["belum-masuk"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: lembar", "type: lembur"),
        ("into: penilaian", "into: objek"),
        ("key: penilai.nama", "key: penilai.nema"),
        ("same: [objek]", "same: [x]"),
    ],
)
def test_faults__what_leads_nowhere_is_a_fault_of_the_spec(folder: Path, old: str, new: str) -> None:
    (folder / "specs" / "laporan.yaml").write_text(HEAD + LAPORAN.replace(old, new), encoding="utf-8")
    catalogue = Catalogue(Home(folder))
    assert [fault.place for fault in faults(catalogue.compiled("laporan"), catalogue)]


@pytest.mark.parametrize(
    ("old", "new"), [("key: penilai.nama, values: {instansi", "key: penilai.nam, values: {instansi"), ("same: [objek]", "same: [objeks]")]
)
def test_gather__a_fault_of_the_spec_is_none_of_each_file(folder: Path, old: str, new: str) -> None:
    """Each file was told to have failed, and a document without any of them was written."""
    (folder / "specs" / "laporan.yaml").write_text((HEAD + LAPORAN).replace(old, new), encoding="utf-8")
    with pytest.raises(SpecFault) as caught:
        gather("laporan", data_files((folder / "isian",)), Catalogue(Home(folder)))
    assert "laporan.yaml" in str(caught.value)


def test_gather__a_type_that_gathers_nothing(folder: Path) -> None:
    with pytest.raises(SpecFault):
        gather("lembar", [], Catalogue(Home(folder)))


def test_data_text__is_what_a_person_would_write() -> None:
    """Three decimals would be taken for thousands, so a fourth is written; what is empty is left out."""
    values = {"a": Decimal("2.345"), "b": Decimal("2.50"), "c": [True, "0123"], "d": {}, "e": date(2026, 7, 6)}
    written = parse_data(data_text("x", values), file="x.yaml").values
    assert written == {"jenis": "x", "a": "2,3450", "b": "2,5", "c": ["ya", "0123"], "e": "2026-07-06"}


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "0123",
        "12:30",
        "1_000",
        "~",
        "null",
        "# x",
        "a: b",
        "- x",
        "'x",
        '"x',
        "[a",
        "{a",
        "*a",
        "&a",
        "satu\ndua",
        " x ",
        "x\n\n  y",
        "é",
        "=1+1",
        "%",
        "@a",
        "ya",
        "a #7",
    ],
)
def test_data_text__any_text_reads_back(text: str) -> None:
    assert parse_data(data_text("x", {"a": text, "b": [text]}), file="x.yaml").values == {"jenis": "x", "a": text, "b": [text]}


def test_gather__each_row_of_an_export_counts_as_a_sheet(folder: Path) -> None:
    """FRM-06: the reviewers answered a form of Google's; the type is the only one that is gathered."""
    file = folder / "jawaban.csv"
    head = "Timestamp,Objek,penilai.nama,penilai.instansi,butir[B1].nilai,butir[B2].nilai"
    file.write_text(f"{head}\nx,Kurikulum,Citra,Dinas,3,4\nx,Kurikulum,Dewi,Dinas,5,4\nx,Kurikulum,citra,Dinas,1,1\n", encoding="utf-8")
    found = gather("laporan", [file], Catalogue(Home(folder)))
    assert found.values["penilai"] == [{"nama": "Citra", "instansi": "Dinas"}]
    assert found.values["penilaian"] == {"B1": {"Citra": 3}, "B2": {"Citra": 4}}
    assert [(one.source.removeprefix(f"{file}, "), [f.code for f in one.findings.errors]) for one in found.outcomes] == [
        ("baris 2", []),
        ("baris 3", ["terlalu-besar"]),
        ("baris 4", ["berkas-kembar"]),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("penilai.txt", "\ufeffAni\nBudi\n\nCitra  Dewi\nAni\n"),
        ("penilai.csv", "No;Nama Guru;Sekolah\n1;Ani;A\n2;Budi;B\n3;Citra Dewi;C\n"),
        ("penilai.csv", "Ani\nBudi\nCitra Dewi\n"),
    ],
)
def test_roster__names_in_lines_or_in_a_table(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert expected_names(tmp_path / name) == ["Ani", "Budi", "Citra Dewi"]


def test_gather__tells_who_is_missing_and_who_was_not_expected(folder: Path) -> None:
    found = gather("laporan", data_files([folder / "isian"]), Catalogue(Home(folder)), expected=["Ani", "Budy", "Citra"])
    assert [one["nama"] for one in found.values["penilai"]] == ["Ani", "Budi"]  # whoever hands in counts
    told = [(one.source.rpartition("/")[2], [(f.code, f.severity.value) for f in one.findings]) for one in found.outcomes]
    assert told == [
        ("a.yaml", []),
        ("b.yaml", [("di-luar-daftar", "warning")]),
        ("yang belum masuk", [("belum-masuk", "error"), ("belum-masuk", "error")]),
    ]
    assert "maksud Anda “Budy”?" in found.outcomes[1].findings[0].message


def test_gather__a_row_for_each_row_of_a_files_table(folder: Path) -> None:
    """Two reviewers with two items each: four rows, called by reviewer and number; what an expression leaves empty stays out."""
    (folder / "specs" / "rincian.yaml").write_text(
        HEAD
        + """id: rincian
gathers:
  - {type: lembar, into: isi, key: penilai.nama, values: {rows: butir, oleh: penilai.nama, kode: row.kode, tinggi: "row.nilai if row.nilai > 2 else ''"}}
fields:
  - {name: isi, type: table, key: baris, fields: [{name: baris, type: text}, {name: oleh, type: text}, {name: kode, type: text}, {name: tinggi, type: integer}]}
""",
        encoding="utf-8",
    )
    found = gather("rincian", data_files([folder / "isian"]), Catalogue(Home(folder)))
    assert found.values["isi"] == [
        {"baris": "Ani (1)", "oleh": "Ani", "kode": "B1", "tinggi": 4},
        {"baris": "Ani (2)", "oleh": "Ani", "kode": "B2", "tinggi": 3},
        {"baris": "Budi (1)", "oleh": "Budi", "kode": "B1"},
        {"baris": "Budi (2)", "oleh": "Budi", "kode": "B2", "tinggi": 4},
    ]


@pytest.mark.parametrize(
    ("values", "code"), [("{rows: objek}", "pengumpulan-salah"), ("{rows: butir, kode: row.kod}", "nama-dalam-ungkapan-tidak-ada")]
)
def test_gather__rows_that_are_no_table_and_columns_it_has_not(folder: Path, values: str, code: str) -> None:
    fields = "fields: [{name: isi, type: table, key: baris, fields: [{name: baris, type: text}, {name: kode, type: text}]}]\n"
    text = f"{HEAD}id: rincian\ngathers: [{{type: lembar, into: isi, key: penilai.nama, values: {values}}}]\n{fields}"
    (folder / "specs" / "rincian.yaml").write_text(text, encoding="utf-8")
    catalogue = Catalogue(Home(folder))
    assert [fault.code for fault in faults(catalogue.compiled("rincian"), catalogue)] == [code]


def test_gather__a_file_is_a_row_of_a_matrix_and_what_is_the_same_goes_where_it_is_said(folder: Path) -> None:
    text = LAPORAN.replace("values: {rows: butir, row: kode, cell: nilai}", "values: {columns: butir, column: kode, cell: nilai}")
    text = text.replace("same: [objek]", "same: {objek: berkas.nama}").replace(
        "rows: butir, columns: penilai", "rows: penilai, columns: butir"
    )
    text = text.replace(
        "  - {name: objek, type: text, required: true}", "  - {name: berkas, type: group, fields: [{name: nama, type: text}]}"
    )
    (folder / "specs" / "laporan.yaml").write_text(HEAD + text, encoding="utf-8")
    found = gather("laporan", sorted((folder / "isian").glob("*.yaml")), Catalogue(Home(folder)))
    assert found.values["berkas"] == {"nama": "Kurikulum"}
    assert found.values["penilaian"] == {"Ani": {"B1": 4, "B2": 3}, "Budi": {"B1": 2, "B2": 4}}


PROGRAM = """id: kegiatan
fields:
  - {name: judul, type: text}
  - name: sasaran
    type: table
    key: wilayah
    fields: [{name: wilayah, type: text}, {name: luas, type: integer}]
  - name: luaran
    type: table
    key: nama
    fields: [{name: nama, type: text}, {name: aktivitas, type: table, fields: [{name: kerja, type: text}]}]
"""
TAHUNAN = """id: tahunan
gathers:
  - {type: kegiatan, into: wilayah, key: judul, values: {rows: sasaran, nama: row.wilayah, luas: row.luas}}
  - {type: kegiatan, into: kerja, key: judul, values: {rows: luaran.aktivitas, luaran: parent.nama, kerja: row.kerja}}
fields:
  - {name: wilayah, type: table, key: nama, fields: [{name: nama, type: text}, {name: luas, label: Luas, type: integer}]}
  - {name: kerja, type: table, key: kode, fields: [{name: kode, type: text}, {name: luaran, type: text}, {name: kerja, type: text}]}
"""


def activities(folder: Path, *files: str, spec: str = TAHUNAN) -> GatheringResult:
    (folder / "specs" / "kegiatan.yaml").write_text(HEAD + PROGRAM, encoding="utf-8")
    (folder / "specs" / "tahunan.yaml").write_text(HEAD + spec, encoding="utf-8")
    (folder / "kerja").mkdir()
    for number, text in enumerate(files, start=1):
        (folder / "kerja" / f"{number}.yaml").write_text(f"jenis: kegiatan\njudul: K{number}\n{text}", encoding="utf-8")
    return gather("tahunan", data_files([folder / "kerja"]), Catalogue(Home(folder)))


def test_gather__rows_that_say_their_name_are_one_row_of_all_files(folder: Path) -> None:
    """Melati stands in both files, once without its size and in small letters; what a later file knows is filled in."""
    found = activities(
        folder,
        "sasaran:\n  - {wilayah: Melati}\n  - {wilayah: Kenanga, luas: 3}\n",
        "sasaran:\n  - {wilayah: melati, luas: 7}\n  - {luas: 9}\n  - {wilayah: Anggrek}\n",
    )
    assert [one.status for one in found.outcomes] == ["checked", "checked"]
    assert found.values["wilayah"] == [{"nama": "Melati", "luas": 7}, {"nama": "Kenanga", "luas": 3}, {"nama": "Anggrek"}]


def test_gather__of_a_row_that_two_files_write_differently_both_are_named(folder: Path) -> None:
    """The second file stays out, all of it, and what is told leads to its row."""
    found = activities(
        folder, "sasaran:\n  - {wilayah: Melati, luas: 7}\n", "sasaran:\n  - {wilayah: Anggrek}\n  - {wilayah: Melati, luas: 8}\n"
    )
    assert found.values["wilayah"] == [{"nama": "Melati", "luas": 7}]
    (told,) = found.outcomes[1].findings.errors
    assert (told.code, told.path, told.place.line) == ("beda-antar-berkas", ("sasaran", 1), 5)
    assert "8" in told.message
    assert "1.yaml memuat 7" in told.message


def test_gather__a_row_for_each_row_of_a_table_in_a_table(folder: Path) -> None:
    """`parent` is the row around it; numbers go through the whole file."""
    found = activities(
        folder,
        "luaran:\n  - {nama: Modul, aktivitas: [{kerja: menulis}, {kerja: menelaah}]}\n  - {nama: Laporan, aktivitas: [{kerja: menyusun}]}\n",
    )
    assert found.values["kerja"] == [
        {"kode": "K1 (1)", "luaran": "Modul", "kerja": "menulis"},
        {"kode": "K1 (2)", "luaran": "Modul", "kerja": "menelaah"},
        {"kode": "K1 (3)", "luaran": "Laporan", "kerja": "menyusun"},
    ]


@pytest.mark.parametrize("whole", ["judul", "penilai", "butir, rows: butir"])
def test_faults__whole_takes_what_is_of_its_kind(folder: Path, whole: str) -> None:
    file = folder / "specs" / "laporan.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{rows: butir, row: kode, cell: nilai}", f"{{whole: {whole}}}"), encoding="utf-8")
    catalogue = Catalogue(Home(folder))
    assert [fault.code for fault in faults(catalogue.compiled("laporan"), catalogue)] == ["pengumpulan-salah"]


def test_gather__a_table_taken_whole_is_its_rows_by_their_own_names(folder: Path) -> None:
    """What a later file adds is filled in; what it writes otherwise is told at its row, and all of that file stays out."""
    whole = TAHUNAN.replace("into: wilayah", "into: sasaran").replace(
        "{rows: sasaran, nama: row.wilayah, luas: row.luas}", "{whole: sasaran}"
    )
    whole = whole.replace(
        "name: wilayah, type: table, key: nama, fields: [{name: nama", "name: sasaran, type: table, key: wilayah, fields: [{name: wilayah"
    )
    found = activities(
        folder,
        "sasaran:\n  - {wilayah: Melati}\n  - {wilayah: Kenanga, luas: 3}\n",
        "sasaran:\n  - {wilayah: melati, luas: 7}\n  - {luas: 9}\n  - {wilayah: Anggrek}\n",
        "sasaran:\n  - {wilayah: Dahlia}\n  - {wilayah: Kenanga, luas: 4}\n",
        spec=whole,
    )
    assert [one.status for one in found.outcomes] == ["checked", "checked", "refused"]
    assert found.values["sasaran"] == [{"wilayah": "Melati", "luas": 7}, {"wilayah": "Kenanga", "luas": 3}, {"wilayah": "Anggrek"}]
    (told,) = found.outcomes[2].findings.errors
    assert (told.code, told.path) == ("beda-antar-berkas", ("sasaran", 1))
    assert "1.yaml memuat 3" in told.message


def test_gather__a_table_taken_whole_stands_once(folder: Path) -> None:
    file = folder / "specs" / "laporan.yaml"
    text = file.read_text(encoding="utf-8")
    added = "  - {type: lembar, into: butir, key: penilai.nama, values: {whole: butir}}\nfields:"
    file.write_text(text.replace("fields:", added, 1), encoding="utf-8")
    found = gather("laporan", sorted((folder / "isian").glob("*.yaml")), Catalogue(Home(folder)))
    assert found.values["butir"] == [{"kode": "B1"}, {"kode": "B2"}]
