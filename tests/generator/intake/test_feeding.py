"""A file that feeds several documents: what is taken, what differs, one document a row. FRM-07."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.document import Outcome
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.lint import lint_type, shared_faults
from generator.pipeline import Target
from generator.report import as_json, plain
from generator.spec.catalogue import Catalogue
from tests.growth import cpu_seconds

HEAD = "spec: 1\nrevision: 1\ntitle: T\nsource: {document: perdirjen-gtk-4141-2023, place: x}\n"
SPECS = {
    "induk": """id: induk
fields:
  - {name: judul, type: text, required: true}
  - {name: mulai, type: date}
  - {name: uraian, type: paragraph}
  - name: wilayah
    type: table
    key: nama
    fields: [{name: nama, type: text, required: true}, {name: guru, type: integer, minimum: 1}, {name: lain, type: text}]
  - {name: langkah, type: list, of: {type: text}}
  - name: orang
    type: table
    key: nama
    fields: [{name: nama, type: text, required: true}, {name: nilai, type: integer}]
  - {name: rencana, type: table, fields: [{name: kegiatan, type: paragraph}, {name: kali, type: integer}, {name: bukti, type: list, of: {type: text}}]}
outputs: [{kind: pdf, filename: "induk.pdf", default: true}]
""",
    "anak": """id: anak
fields:
  - {name: nama, type: text, required: true, from: induk.judul, formerly: [nama_lama]}
  - {name: mulai, type: date, from: induk.mulai}
  - {name: uraian, type: paragraph, from: induk.uraian}
  - name: wilayah
    type: table
    key: nama
    from: induk.wilayah
    fields: [{name: nama, type: text, required: true}, {name: guru, type: integer}, {name: dilatih, type: integer}]
  - {name: langkah, type: list, of: {type: text}, from: induk.langkah}
  - name: rencana
    type: table
    from: induk.rencana
    fields: [{name: kegiatan, type: paragraph}, {name: kali, type: integer}, {name: bukti, type: list, of: {type: text}}, {name: catatan, type: text}]
computed: [{name: jumlah, label: J, expr: "wilayah | sum(attribute='guru')"}]
outputs: [{kind: pdf, filename: "anak.pdf", default: true}]
""",
    "surat": """id: surat
each: {of: induk.orang, as: orang}
fields:
  - {name: judul, type: text, from: induk.judul}
  - name: penerima
    type: group
    from: orang
    fields: [{name: nama, type: text, required: true}, {name: nilai, type: integer}]
  - {name: nomor, type: text}
outputs: [{kind: pdf, filename: "surat-{{ penerima.nama | slug }}.pdf", default: true}]
""",
}
INDUK = """jenis: induk
judul: Pelatihan
mulai: 6 Juli 2026
uraian: Panjang.
wilayah:
  - {nama: Melati, guru: 20, lain: x}
  - {nama: Anggrek, guru: 10}
langkah: [satu, dua]
orang:
  - {nama: Ani, nilai: 80}
  - {nama: Budi, nilai: 70}
  - {nama: Ani., nilai: 60}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    for name, text in SPECS.items():
        (tmp_path / "specs" / f"{name}.yaml").write_text(HEAD + text, encoding="utf-8")
    (tmp_path / "induk.yaml").write_text(INDUK, encoding="utf-8")
    return tmp_path


def outcomes(folder: Path, text: str, *, target: Target | None = None, name: str = "isi.yaml") -> list[Outcome]:
    (folder / name).write_text(text, encoding="utf-8")
    incoming = Incoming(folder / name, shelf=Shelf())
    return list(run_bundle(incoming, Catalogue(Home(folder)), target or Target()))


def told(outcome: Outcome) -> set[tuple[str, str]]:
    return {(finding.code, ".".join(map(str, finding.path))) for finding in outcome.findings}


def test_feeding__what_is_not_written_is_taken(folder: Path) -> None:
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\n")[-1]
    assert told(own) == set()
    assert own.computed["jumlah"] == 30  # 20 + 10


def test_feeding__the_feeder_is_told_once_under_its_own_name(folder: Path) -> None:
    assert [one.type for one in outcomes(folder, "jenis: anak\ninduk: induk.yaml\n")] == ["induk", "anak"]
    assert [one.type for one in outcomes(folder, "jenis: surat\ninduk: induk.yaml\n")] == ["induk", "surat", "surat", "surat"]


def test_feeding__a_written_value_that_differs_is_told_with_both_places(folder: Path) -> None:
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nnama: Lain\nmulai: 06/07/2026\n")[-1]
    assert told(own) == {("beda-dari-program", "nama")}
    finding = own.findings[0]
    assert (finding.place.file, finding.place.line) == (str(folder / "isi.yaml"), 3)
    assert f"{folder / 'induk.yaml'}, baris 2" in finding.message
    assert own.exit_code == 0


PLAN = "rencana:\n  - {kegiatan: Belajar, kali: 2, bukti: [Foto, Surat]}\n  - {kegiatan: Berbagi, kali: 1}\n"


@pytest.mark.parametrize(
    ("written", "differs"),
    [
        (PLAN, False),
        ("rencana:\n  - {kegiatan: Belajar, catatan: baru}\n  - {kegiatan: Berbagi, bukti: [Foto]}\n", False),
        (PLAN.replace("Berbagi", "Mengamati"), True),
        (PLAN.replace("kali: 1", "kali: 3"), True),
        (PLAN.replace("Surat", "Video"), True),
        (PLAN + "  - {kegiatan: Satu lagi}\n", True),
        (PLAN.replace("kali: 2", "kali: dua"), False),
    ],
    ids=["same", "own-columns", "text", "number", "list", "rows", "wrong"],
)
def test_feeding__a_table_without_a_key_that_differs_is_told_as_a_whole(folder: Path, written: str, differs: bool) -> None:
    """What one side leaves empty is no difference, what is wrong is told as such alone; the written rows are kept."""
    (folder / "induk.yaml").write_text(INDUK + PLAN, encoding="utf-8")
    own = outcomes(folder, f"jenis: anak\ninduk: induk.yaml\n{written}")[-1]
    found = [one for one in own.findings if one.code == "tabel-beda-dari-program"]
    assert [(one.path, one.place.line, one.also.line) for one in found] == ([(("rencana",), 3, 13)] if differs else [])


def test_feeding__a_former_name_is_applied_before_comparing(folder: Path) -> None:
    assert told(outcomes(folder, "jenis: anak\ninduk: induk.yaml\nnama_lama: Lain\n")[-1]) == {("beda-dari-program", "nama")}


def test_feeding__a_keyed_table_is_joined_in_the_feeders_order(folder: Path) -> None:
    """A written row adds its own columns or differs; the rows of the feeder come, in its order."""
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - {nama: Anggrek, dilatih: 9, guru: 11}\n")[-1]
    assert told(own) == {("beda-dari-program", "wilayah.1.guru")}
    assert own.findings[0].place.line == 4
    assert own.computed["jumlah"] == 31  # 20 of the feeder, 11 as written here


def test_feeding__a_row_that_the_feeder_does_not_have_is_an_error(folder: Path) -> None:
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - {nama: Mawar, guru: 1}\n")[-1]
    assert told(own) == {("baris-di-luar-asal", "wilayah.2.nama")}
    assert own.findings[0].place.line == 4


def test_feeding__plus_rows_allows_rows_of_ones_own(folder: Path) -> None:
    spec = folder / "specs" / "anak.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("from: induk.wilayah", "from: induk.wilayah\n    plus_rows: true"), "utf-8")
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - {nama: Mawar, guru: 1}\n")[-1]
    assert told(own) == set()
    assert own.computed["jumlah"] == 31  # 20 + 10 + 1


def test_feeding__a_list_or_long_text_that_is_written_stands(folder: Path) -> None:
    assert told(outcomes(folder, "jenis: anak\ninduk: induk.yaml\nuraian: Pendek.\nlangkah: [tiga]\n")[-1]) == set()


def test_feeding__a_finding_of_a_moved_row_keeps_its_line(folder: Path) -> None:
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - nama: Anggrek\n    dilatih: x\n")[-1]
    (wrong,) = [finding for finding in own.findings if finding.is_error]
    assert (wrong.path, wrong.place.line) == (("wilayah", 1, "dilatih"), 5)


def test_feeding__what_is_taken_from_a_wrong_value_is_refused(folder: Path) -> None:
    """An error of the feeder touches the documents that take it, and no others."""
    (folder / "induk.yaml").write_text(INDUK.replace("guru: 20", "guru: banyak"), encoding="utf-8")
    assert ("asal-belum-benar", "wilayah") in told(outcomes(folder, "jenis: anak\ninduk: induk.yaml\n")[-1])
    assert told(outcomes(folder, "jenis: surat\ninduk: induk.yaml\n")[-1]) == set()


@pytest.mark.parametrize(("written", "code"), [("induc.yaml", "asal-tidak-ada"), ("rusak.yaml", "asal-tidak-terbaca")])
def test_feeding__a_feeder_that_is_not_there(folder: Path, written: str, code: str) -> None:
    (folder / "rusak.yaml").write_text("jenis: induk\na: [", encoding="utf-8")
    own = outcomes(folder, f"jenis: anak\ninduk: {written}\nnama: A\n")[-1]
    assert (code, "induk") in told(own)
    assert own.exit_code == 1


def test_each__one_document_a_row_with_what_is_written_for_it(folder: Path) -> None:
    text = 'jenis: surat\ninduk: induk.yaml\nnomor: umum\ntiap:\n  Budi: {nomor: "2"}\n  Cici: {nomor: "3"}\n'
    target = Target(folder=Folder(folder / "out"))
    _, *made = outcomes(folder, text, target=target)
    assert [one.row for one in made] == ["Ani", "Budi", "Ani."]
    assert ("baris-di-luar-asal", "tiap.Cici") in told(made[0])  # a key that no row has
    assert made[0].exit_code == 1


def test_each__a_form_that_names_its_row_is_one_document(folder: Path) -> None:
    """A teacher's own form names the school's file and the teacher: one document, not one for everybody."""
    _, *made = outcomes(folder, "jenis: surat\ninduk: induk.yaml\npenerima: {nama: Budi}\n", target=Target(folder=Folder(folder / "out")))
    assert [(one.row, one.status, told(one)) for one in made] == [("Budi", "delivered", set())]


def test_each__a_form_that_names_a_row_that_is_not_there_says_so_alone(folder: Path) -> None:
    _, *made = outcomes(folder, "jenis: surat\ninduk: induk.yaml\npenerima: {nama: Bud}\n")
    assert [(one.status, told(one)) for one in made] == [("refused", {("baris-di-luar-asal", "penerima.nama")})]
    assert "Budi" in str(made[0].findings[0].message)


def test_each__rows_of_one_name_are_numbered_and_told(folder: Path) -> None:
    _, *made = outcomes(folder, "jenis: surat\ninduk: induk.yaml\n", target=Target(folder=Folder(folder / "out")))
    names = [file.name for one in made for file in one.files]
    assert names == ["surat-ani.pdf", "surat-budi.pdf", "surat-ani (2).pdf"]
    assert [("nama-bernomor", "") in told(one) for one in made] == [False, False, True]


def test_bundle__all_of_a_feeder_makes_every_type_it_has_the_data_for(folder: Path) -> None:
    spec = folder / "specs" / "anak.yaml"
    spec.write_text(
        spec.read_text(encoding="utf-8").replace("fields:\n", "fields:\n  - {name: paraf, label: Paraf, type: text, required: true}\n", 1),
        "utf-8",
    )
    made = outcomes(folder, INDUK, target=Target(every_medium=True, folder=Folder(folder / "out")), name="p.yaml")
    assert [(one.type, one.status) for one in made] == [
        ("induk", "delivered"),
        ("anak", "lacking"),
        *[("surat", "delivered")] * 3,
    ]
    assert "Paraf" in made[1].findings[0].message
    assert {one.exit_code for one in made} == {0}
    assert (folder / "out" / "p" / "surat" / "surat-budi.pdf").is_file()


@pytest.mark.parametrize("broken", ["induk.tidak_ada", "tidak-ada.judul", "induk.wilayah"])
def test_feeding__from_that_leads_nowhere_is_a_fault_of_the_spec(folder: Path, broken: str) -> None:
    spec = folder / "specs" / "anak.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("from: induk.judul", f"from: {broken}"), "utf-8")
    assert outcomes(folder, "jenis: anak\ninduk: induk.yaml\n")[-1].exit_code == 3


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("anak", "from: induk.mulai", "from: induk.mulay"),
        ("surat", "of: induk.orang", "of: induk.judul"),
        ("surat", "surat-{{ penerima.nama | slug }}.pdf", "surat.pdf"),
    ],
)
def test_lint__says_what_leads_nowhere(folder: Path, name: str, old: str, new: str) -> None:
    """A `from:` without an end, an `each:` that is no table, a file name that is the same for every row."""
    spec = folder / "specs" / f"{name}.yaml"
    assert list(shared_faults(Catalogue(Home(folder)).compiled(name), Catalogue(Home(folder)))) == []
    spec.write_text(spec.read_text(encoding="utf-8").replace(old, new), "utf-8")
    catalogue = Catalogue(Home(folder))
    assert [fault.place for fault in shared_faults(catalogue.compiled(name), catalogue)]


def test_feeding__a_difference_names_the_other_place_in_json_too(folder: Path) -> None:
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nnama: Lain\n")[-1]
    (differs,) = [one.as_json() for one in own.findings]
    assert (differs["file"], differs["line"]) == (str(folder / "isi.yaml"), 3)
    assert (differs["also"]["file"], differs["also"]["line"]) == (str(folder / "induk.yaml"), 2)


def test_feeding__a_feeders_former_name_is_applied_too(folder: Path) -> None:
    spec = folder / "specs" / "induk.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("name: judul, ", "name: judul, formerly: [nama_program], "), "utf-8")
    (folder / "induk.yaml").write_text(INDUK.replace("judul:", "nama_program:"), encoding="utf-8")
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nnama: Lain\n")[-1]
    assert told(own) == {("beda-dari-program", "nama")}
    assert own.findings[0].also.line == 2


def test_feeding__a_field_may_not_be_called_as_what_feeds_the_type(folder: Path) -> None:
    """`induk: induk.yaml` could not be written beside a field `induk`."""
    spec = folder / "specs" / "anak.yaml"
    spec.write_text(spec.read_text(encoding="utf-8") + "", "utf-8")
    spec.write_text(spec.read_text(encoding="utf-8").replace("fields:\n", "fields:\n  - {name: induk, type: text}\n", 1), "utf-8")
    (own,) = outcomes(folder, "jenis: anak\nnama: A\n")
    assert (own.exit_code, "induk" in own.fault) == (3, True)


EXPRESSIONS = """id: kartu
each: {of: induk.orang, as: orang}
filename: "kartu-{{ orang.nama | slug }}"
fields:
  - {name: judul, type: text, from: induk.judul}
computed: [{name: sisa, label: S, type: number, expr: 100 - orang.nilai}]
rules: [{id: K001-cukup, check: orang.nilai >= 70, message: "{{ orang.nama }} {{ orang.nilai }}", at: judul, severity: warning, source: {basis: derived}}]
outputs: [pdf]
"""


def test_each__the_row_is_named_in_the_types_expressions(folder: Path) -> None:
    (folder / "specs" / "kartu.yaml").write_text(HEAD + EXPRESSIONS, encoding="utf-8")
    _, *made = outcomes(folder, "jenis: kartu\ninduk: induk.yaml\n", target=Target(folder=Folder(folder / "out")))
    assert [one.computed["sisa"] for one in made] == [20, 30, 40]  # 100 - 80, 70, 60
    assert [file.name for one in made for file in one.files] == ["kartu-ani.pdf", "kartu-budi.pdf", "kartu-ani (2).pdf"]
    assert [told(one) & {("K001-cukup", "judul")} for one in made] == [set(), set(), {("K001-cukup", "judul")}]


def test_each__what_the_row_lacks_is_absent_in_expressions(folder: Path) -> None:
    (folder / "specs" / "kartu.yaml").write_text(HEAD + EXPRESSIONS, encoding="utf-8")
    (folder / "induk.yaml").write_text(INDUK.replace("{nama: Budi, nilai: 70}", "{nama: Budi}"), encoding="utf-8")
    made = outcomes(folder, "jenis: kartu\ninduk: induk.yaml\n")
    assert [plain(one.computed["sisa"]) for one in made[1:]] == [20, None, 40]
    (alone,) = outcomes(folder, "jenis: kartu\njudul: A\n")
    assert plain(alone.computed["sisa"]) is None


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("100 - orang.nilai", "100 - orang.nilay", 10), ("kartu-{{ orang.nama | slug }}", "kartu-{{ orang.nma | slug }}", 7)],
)
def test_each__lint_holds_the_row_against_its_columns(folder: Path, old: str, new: str, line: int) -> None:
    file = folder / "specs" / "kartu.yaml"
    file.write_text(HEAD + EXPRESSIONS, encoding="utf-8")
    assert [found.message for found in lint_type("kartu", Catalogue(Home(folder)))] == []
    file.write_text((HEAD + EXPRESSIONS).replace(old, new), encoding="utf-8")
    (found,) = lint_type("kartu", Catalogue(Home(folder)))
    assert (found.code, str(found.place).endswith(f"baris {line}")) == ("spesifikasi-rusak", True), str(found.place)
    assert "maksud Anda" in found.message


def test_each__outcomes_and_json_carry_the_rows_key_and_line(folder: Path) -> None:
    *_, last = outcomes(folder, "jenis: surat\ninduk: induk.yaml\n")
    (shown,) = json.loads(as_json([last]))["outcomes"]
    assert (shown["row"], shown["row_file"], shown["row_line"]) == ("Ani.", str(folder / "induk.yaml"), 12)


def test_feeding__what_is_wrong_with_a_taken_value_is_shown_where_it_stands(folder: Path) -> None:
    """A rule of the document that a taken value breaks points into the feeder's file."""
    spec = folder / "specs" / "anak.yaml"
    rule = 'rules: [{id: A001-kecil, each: wilayah, at: guru, check: row.guru < 20, message: "{{ row.guru }}", source: {basis: derived}}]\n'
    spec.write_text(spec.read_text(encoding="utf-8").replace("outputs:", f"{rule}outputs:"), "utf-8")
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\n")[-1]
    assert told(own) == {("A001-kecil", "wilayah.0.guru")}
    assert (own.findings[0].place.file, own.findings[0].place.line) == (str(folder / "induk.yaml"), 6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jenis: anak\ninduk: isi.yaml\n", "asal-melingkar"),
        ("jenis: anak\ninduk: lain.yaml\n", "asal-jenis-lain"),
        ("jenis: anak\ninduk: [a.yaml, b.yaml]\n", "asal-bukan-nama"),
        ("jenis: anak\ninduk: specs\n", "asal-tidak-ada"),
    ],
)
def test_feeding__what_is_no_file_of_the_feeders_type_is_told(folder: Path, text: str, code: str) -> None:
    """A file that names itself, one of another type, a list, a folder: told at its line, never a crash."""
    (folder / "lain.yaml").write_text("jenis: surat\njudul: A\n", encoding="utf-8")
    own = outcomes(folder, text + "nama: A\n")[-1]
    assert told(own) == {(code, "induk")}
    assert own.findings[0].place.line == 2


def test_feeding__two_files_that_feed_each_other_are_told(folder: Path) -> None:
    spec = folder / "specs" / "induk.yaml"
    spec.write_text(
        spec.read_text(encoding="utf-8").replace("{name: judul, type: text, required: true}", "{name: judul, type: text, from: anak.nama}"),
        "utf-8",
    )
    (folder / "induk.yaml").write_text(INDUK.replace("judul: Pelatihan", "anak: isi.yaml"), encoding="utf-8")
    *_, own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nnama: A\n")
    codes = {finding.code for one in outcomes(folder, "jenis: anak\ninduk: induk.yaml\nnama: A\n") for finding in one.findings}
    assert own.exit_code in (0, 1)
    assert "asal-melingkar" in codes


def test_feeding__a_name_left_empty_is_none(folder: Path) -> None:
    assert told(outcomes(folder, "jenis: anak\ninduk:\nnama: A\n")[-1]) == set()


def test_feeding__a_feeder_in_a_folder_below_is_named_with_it(folder: Path) -> None:
    (folder / "bawah").mkdir()
    (folder / "bawah" / "induk.yaml").write_text(INDUK, encoding="utf-8")
    first, own = outcomes(folder, "jenis: anak\ninduk: bawah/induk.yaml\nnama: Lain\n")
    assert first.source == str(folder / "bawah" / "induk.yaml")
    assert own.findings[0].also.file == str(folder / "bawah" / "induk.yaml")


def test_feeding__an_unknown_row_says_which_is_meant(folder: Path) -> None:
    (wrong,) = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - {nama: anggrek}\n")[-1].findings
    assert (wrong.code, "maksud Anda “Anggrek”" in wrong.message) == ("baris-di-luar-asal", True)


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ("tiap: [a]", "jenis-salah", "tiap"),
        ("tiap: Budi", "jenis-salah", "tiap"),
        ("tiap: {Budi: 7}", "jenis-salah", "tiap.Budi"),
        ("tiap: {budi: {nomor: 7}}", "baris-di-luar-asal", "tiap.budi"),
        ("tiap: {Budi: {nomer: 7}}", "kunci-tidak-dikenal", "nomer"),
    ],
)
def test_each__what_is_written_for_a_row_is_never_lost_in_silence(folder: Path, written: str, code: str, path: str) -> None:
    made = outcomes(folder, f"jenis: surat\ninduk: induk.yaml\n{written}\n")
    assert (code, path) in {pair for one in made for pair in told(one)}
    assert max(one.exit_code for one in made) == 1


def test_each__rows_of_their_own_without_a_feeder_are_unknown(folder: Path) -> None:
    (own,) = outcomes(folder, "jenis: surat\npenerima: {nama: A}\ntiap: {A: {nomor: 1}}\n")
    assert ("kunci-tidak-dikenal", "tiap") in told(own)


def test_each__a_table_without_rows_makes_nothing_and_says_so(folder: Path) -> None:
    (folder / "induk.yaml").write_text(INDUK[: INDUK.index("orang:")], encoding="utf-8")
    _, own = outcomes(folder, "jenis: surat\ninduk: induk.yaml\n")
    assert (own.status, own.exit_code, told(own)) == ("refused", 1, {("asal-tanpa-baris", "induk")})
    made = outcomes(folder, INDUK[: INDUK.index("orang:")], target=Target(every_medium=True, folder=Folder(folder / "out")), name="p.yaml")
    assert [(one.type, one.status, one.exit_code) for one in made if one.type == "surat"] == [("surat", "lacking", 0)]


@pytest.mark.parametrize("kind", ["anak", "surat"])
def test_feeding__what_would_come_from_an_unreadable_file_is_not_called_missing(folder: Path, kind: str) -> None:
    """One wrong name is one finding; the fields that it leaves empty are not asked for beside it."""
    (own,) = outcomes(folder, f"jenis: {kind}\ninduk: tidak-ada.yaml\n")
    assert (told(own), own.exit_code) == ({("asal-tidak-ada", "induk")}, 1)


def test_feeding__what_does_not_come_from_it_is_still_asked_for(folder: Path) -> None:
    spec = folder / "specs" / "anak.yaml"
    spec.write_text(
        spec.read_text(encoding="utf-8").replace("fields:\n", "fields:\n  - {name: paraf, type: text, required: true}\n", 1), "utf-8"
    )
    (own,) = outcomes(folder, "jenis: anak\ninduk: tidak-ada.yaml\nmulai: 31 Juni 2026\n")
    assert told(own) == {("asal-tidak-ada", "induk"), ("wajib-diisi", "paraf"), ("tanggal-tidak-ada", "mulai")}


def test_each__what_is_written_for_a_row_leaves_the_rest_of_its_group(folder: Path) -> None:
    """A mark for all and a name for one, in one group: neither is lost."""
    text = "jenis: surat\ninduk: induk.yaml\npenerima: {nilai: 50}\ntiap:\n  Budi: {penerima: {nama: Budi Santosa}}\n"
    _, _, budi, _ = outcomes(folder, text)
    assert told(budi) == {("beda-dari-program", "penerima.nama"), ("beda-dari-program", "penerima.nilai")}
    lines = {found.path[-1]: found.place.line for found in budi.findings}
    assert lines == {"nilai": 3, "nama": 5}


def test_feeding__rows_without_a_name_on_both_sides_are_not_joined(folder: Path) -> None:
    """Who a row belongs to cannot be told: the feeder's row stays as it is, what is written here is asked for its name."""
    text = INDUK.replace("  - {nama: Melati, guru: 20, lain: x}\n", "  - {guru: 20}\n  - {nama: , guru: 3}\n")
    (folder / "induk.yaml").write_text(text, encoding="utf-8")
    own = outcomes(
        folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - {dilatih: 5}\n  - {nama: , dilatih: 6}\n  - {nama: Anggrek, dilatih: 7}\n"
    )
    assert [one.status for one in own] == ["refused", "refused"]
    assert {("wajib-diisi", "wilayah.3.nama"), ("wajib-diisi", "wilayah.4.nama")} <= told(own[-1])


def test_feeding__a_finding_in_a_row_of_a_moved_row_moves_with_both(folder: Path) -> None:
    """B is second in the file that feeds, S4 second of its schools; both are written first."""
    for name, taken in (("peta", ""), ("sebar", "    from: peta.wilayah\n")):
        fields = f"fields:\n  - name: wilayah\n    type: table\n    key: nama\n{taken}    fields:\n      - {{name: nama, type: text}}\n"
        inner = "      - {name: sekolah, type: table, key: nama, fields: [{name: nama, type: text}, {name: guru, type: integer}]}\noutputs: [pdf]\n"
        (folder / "specs" / f"{name}.yaml").write_text(f"{HEAD}id: {name}\n{fields}{inner}", encoding="utf-8")
    rows = "wilayah:\n  - {nama: A, sekolah: [{nama: S1, guru: 1}]}\n  - {nama: B, sekolah: [{nama: S3, guru: 3}, {nama: S4, guru: 4}]}\n"
    (folder / "peta.yaml").write_text(f"jenis: peta\n{rows}", encoding="utf-8")
    text = "jenis: sebar\npeta: peta.yaml\nwilayah:\n  - nama: B\n    sekolah:\n      - nama: S4\n        guru: x\n      - nama: S3\n        guru: y\n"
    own = outcomes(folder, text)[-1]
    assert {(one.path, one.place.line) for one in own.findings} == {
        (("wilayah", 1, "sekolah", 1, "guru"), 7),
        (("wilayah", 1, "sekolah", 0, "guru"), 9),
    }


@pytest.mark.parametrize(
    ("text", "found"), [("idnuk: induk.yaml", "kunci-tidak-dikenal@idnuk"), ("induk: [induk.yaml]", "asal-bukan-nama@induk")]
)
def test_feeder__that_is_named_wrongly_is_one_finding(folder: Path, text: str, found: str) -> None:
    """What the file would have given is not missed beside it."""
    own = outcomes(folder, f"jenis: anak\n{text}\n")[-1]
    assert {f"{code}@{path}" for code, path in told(own)} == {found}


def test_feeding__a_row_written_twice_is_a_doubled_key(folder: Path) -> None:
    """Its second row was told as one that the feeder does not have, and it itself as the one that is meant."""
    own = outcomes(folder, "jenis: anak\ninduk: induk.yaml\nwilayah:\n  - {nama: Anggrek, dilatih: 9}\n  - {nama: Anggrek, dilatih: 8}\n")[
        -1
    ]
    assert told(own) == {("kunci-kembar", "wilayah.2.nama")}
    assert own.findings[0].place.line == 5


def test_feeding__of_many_rows_takes_time_in_proportion(folder: Path) -> None:
    """The places of all rows were looked through for each row: 8,000 rows took 25 seconds."""
    induk = (folder / "induk.yaml").read_text(encoding="utf-8")

    def took(many: int) -> float:
        rows = "".join(f"  - {{nama: W{number}, guru: 1}}\n" for number in range(many))
        (folder / "banyak.yaml").write_text(f"{induk.partition('wilayah:')[0]}wilayah:\n{rows}", encoding="utf-8")
        written = "".join(f"  - {{nama: W{number}, dilatih: 1}}\n" for number in range(many))
        anak = f"jenis: anak\ninduk: banyak.yaml\nwilayah:\n{written}"
        assert outcomes(folder, anak)[-1].computed["jumlah"] == many
        return cpu_seconds(lambda: outcomes(folder, anak))

    took(10)
    assert took(2_400) < 20 * took(300)
