"""One document through the sentence: all findings in one round, faults with file and line, nothing made of bad data.

IN-02 (all at once, with line), IN-09 (rules), SCO-90, DESIGN "Absence is a value".
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.deliver import Folder
from generator.errors import SpecFault, UsageFault
from generator.examine import examine
from generator.pipeline import Target, outputs
from generator.spec.catalogue import Catalogue
from tests.homes import data_file, document, examined, home, run_file, told, write
from validators.findings import Severity

PAGE = "<html lang=id><title>Uji</title><body><p>{{ nama }}</p></body></html>"


def test_run__three_faults_are_three_findings_each_with_its_line(catalogue: Catalogue, tmp_path: Path) -> None:
    """A wrong choice, a missing tujuan, and 15 + 100 + 15 = 130 minutes for 3 JP × 45 = 135: one run, no document."""
    text = """\
jenis: rancangan-moderasi
identitas:
  mata_ajar: Asesmen Awal
  jp: 3
  pola: Balai
  peran_pengajar: Fasilitator
  tagihan: [Satu asesmen awal]
aktivitas:
  - {tahap: Pembuka, menit: 15, pengajar: a, peserta: b}
  - {tahap: Inti, menit: 100, pengajar: a, peserta: b}
  - {tahap: Penutup, menit: 15, pengajar: a, peserta: b}
"""
    folder = tmp_path / "out"
    outcome = run_file(write(tmp_path / "data.yaml", text), catalogue, Target(folder=Folder(folder)))
    assert (outcome.status, outcome.exit_code, outcome.files) == ("refused", 1, ())
    assert [(finding.code, finding.place.line) for finding in outcome.findings] == [
        ("wajib-diisi", 2),
        ("pilihan-tidak-dikenal", 6),
        ("M001-menit-sama-dengan-jp", 8),
    ]
    assert all(finding.message and finding.hint and finding.label for finding in outcome.findings)
    assert not folder.exists()


FIELDS = """\
fields:
  - {name: nama, label: Nama Lengkap, type: text, required: true}
  - {name: jumlah, label: Jumlah, type: integer}
  - {name: baris, label: Baris, type: table, fields: [{name: n, label: Bilangan, type: integer, required: true}]}
"""


def test_examine__an_unknown_key_without_a_value_is_found_too(tmp_path: Path) -> None:
    result = examined(home(tmp_path, FIELDS), "nama: Ani\ntidak_ada:\nbaris:\n  - n: 1\n    lain:\n")
    assert told(result.findings) == ["kunci-tidak-dikenal@baris.0.lain", "kunci-tidak-dikenal@tidak_ada"]


def test_examine__two_misspelt_keys_are_answered_with_the_nearest(tmp_path: Path) -> None:
    result = examined(home(tmp_path, FIELDS), "nama: Ani\njumlh: 3\nbaris: [{n: 1, m: 2}]\n")
    assert told(result.findings) == ["kunci-tidak-dikenal@baris.0.m", "kunci-tidak-dikenal@jumlh"]
    assert "“jumlah”" in next(finding.message for finding in result.findings if finding.path == ("jumlh",))


RULES = """\
rules:
  - {id: A001-jumlah, at: jumlah, check: jumlah > 5, message: "Jumlah {{ jumlah }}.", hint: Tambah.}
  - {id: A002-baris, each: baris, at: n, check: row.n < 10, message: "Baris {{ row.n }}.", severity: warning}
  - {id: A003-nama, at: nama, check: nama != 'Ani', message: "Nama {{ nama }}.", severity: note, source: {place: Bab II, basis: stated}}
  - {id: A004-semua, check: (baris | sum(attribute='n')) > 100, when: nama == 'Ani', message: Kurang.}
"""


def test_examine__shape_and_rules_are_told_in_one_round_in_the_files_order(tmp_path: Path) -> None:
    result = examined(home(tmp_path, FIELDS + RULES), "nama: Ani\njumlah: 3\nbaris: [{n: 12}, {n: 1}, {n: 30}]\n")
    found = [(finding.code, finding.path, finding.severity) for finding in result.findings]
    assert found == [
        ("A004-semua", (), Severity.ERROR),
        ("A003-nama", ("nama",), Severity.NOTE),
        ("A001-jumlah", ("jumlah",), Severity.ERROR),
        ("A002-baris", ("baris", 0, "n"), Severity.WARNING),
        ("A002-baris", ("baris", 2, "n"), Severity.WARNING),
    ]
    note = result.findings[1]
    assert (note.label, note.message) == ("Nama Lengkap", "Nama Ani.")
    assert note.source.endswith("Bab II")
    assert result.findings[3].label == "Baris, baris 1, Bilangan"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("nama: Budi\n", []),
        ("nama: Budi\njumlah:\n", []),
        ("nama: Budi\njumlah: tiga\n", ["angka-tidak-terbaca@jumlah"]),
        ("nama: Budi\nbaris: [{n: x}, {n: 12}]\n", ["A002-baris@baris.1.n", "angka-tidak-terbaca@baris.0.n"]),
        ("nama: Ani\nbaris: [{n: x}]\n", ["A003-nama@nama", "angka-tidak-terbaca@baris.0.n"]),
        ("nama: Ani\nbaris: teks\n", ["A003-nama@nama", "jenis-salah@baris"]),
        ("jumlah: 3\n", ["A001-jumlah@jumlah", "wajib-diisi@nama"]),
    ],
    ids=["absent", "empty", "unreadable", "other-row", "sum", "table", "missing"],
)
def test_examine__a_rule_on_what_is_absent_is_silent_and_sound_ones_run(tmp_path: Path, data: str, codes: list[str]) -> None:
    """Its cause is reported already; rules that read only sound values always run."""
    assert told(examined(home(tmp_path, FIELDS + RULES), data).findings) == codes


@pytest.mark.parametrize(
    ("addition", "line"),
    [
        ("rules:\n  - {id: A001-x, message: x, check: nama > 3}\n", 11),
        ("rules:\n  - {id: A001-x, message: x, check: nama == 'Ani', when: nama > 3}\n", 11),
        ("rules:\n  - {id: A001-x, message: '{{ nama + 1 }}', check: nama == 'Budi'}\n", 11),
        ("rules:\n  - {id: A001-x, each: baris, message: x, check: row.n == 1 and nama > 3}\n", 11),
        ("  - {name: lain, type: text, when: nama > 3}\n", 10),
        ("rules:\n  - {id: A001-x, message: x, check: \"lookup(nama, 'a')\"}\n", 11),
    ],
    ids=["check", "when", "message", "row", "field", "lookup"],
)
def test_examine__what_cannot_run_is_a_fault_of_the_spec_at_its_line(tmp_path: Path, addition: str, line: int) -> None:
    with pytest.raises(SpecFault) as caught:
        examined(home(tmp_path, FIELDS + addition), "nama: Ani\nbaris: [{n: 1}]\n")
    assert caught.value.file == str(tmp_path / "specs" / "uji.yaml")
    assert caught.value.place == f"baris {line}"


def test_run__a_fault_ends_in_an_outcome_with_its_exit_code(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS + "rules:\n  - {id: A001-x, message: x, check: nama > 3}\n")
    outcome = run_file(data_file(tmp_path, "nama: Ani\n"), catalogue, Target())
    assert (outcome.status, outcome.exit_code) == ("faulty", 3)
    assert "baris 11" in outcome.fault
    unreadable = run_file(tmp_path / "tidak-ada.yaml", catalogue, Target())
    assert (unreadable.status, unreadable.exit_code) == ("unreadable", 4)


MAKING = 'outputs:\n  - {kind: pdf, template: uji/uji.html, filename: "{{ nama | slug }}.pdf"}\n'


def test_run__a_sound_document_is_made_and_a_draft_of_an_unsound_one_is_marked(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS + MAKING, {"templates/uji/uji.html": PAGE})
    target = Target(folder=Folder(tmp_path / "out"))
    assert run_file(data_file(tmp_path, "nama: Ani Baru\n"), catalogue, Target()).status == "checked"
    made = run_file(data_file(tmp_path, "nama: Ani Baru\n"), catalogue, target)
    assert (made.status, [file.name for file in made.files]) == ("delivered", ["ani-baru.pdf"])
    bad = data_file(tmp_path, "jumlah: x\n", "salah.yaml")
    assert run_file(bad, catalogue, target).status == "refused"
    draft = run_file(bad, catalogue, replace(target, is_draft=True))
    assert draft.status == "delivered"
    assert draft.files[0].name.startswith("DRAF-")
    assert len(draft.findings.errors) == 2


def test_run__a_file_name_that_cannot_be_had_is_a_fault_of_the_spec(tmp_path: Path) -> None:
    """A decimal number has no slug: the sentence names the output's line, and no traceback is met."""
    making = 'outputs:\n  - {kind: pdf, template: uji/uji.html, filename: "{{ jumlah | tanggal }}.pdf"}\n'
    catalogue = home(tmp_path, FIELDS + making, {"templates/uji/uji.html": PAGE})
    outcome = run_file(data_file(tmp_path, "nama: Ani\njumlah: 3\n"), catalogue, Target(folder=Folder(tmp_path / "out")))
    assert (outcome.status, outcome.exit_code) == ("faulty", 3)
    assert "baris 11" in outcome.fault


def test_outputs__default_every_and_chosen(tmp_path: Path) -> None:
    three = """\
outputs:
  - {kind: docx, template: uji/a.docx, filename: a.docx}
  - {kind: pdf, template: uji/a.html, filename: a.pdf, default: true}
"""
    given = document(home(tmp_path, FIELDS + three), "nama: Ani\n")
    assert [output.medium for output in outputs(given, Target())] == ["pdf"]
    assert [output.medium for output in outputs(given, Target(every_medium=True))] == ["docx", "pdf"]
    assert [output.medium for output in outputs(given, Target(("docx",)))] == ["docx"]
    with pytest.raises(UsageFault):
        outputs(given, Target(("xlsx",)))


def test_examine__the_same_document_twice_gives_the_same_and_is_left_alone(tmp_path: Path) -> None:
    given = document(home(tmp_path, FIELDS + RULES), "nama: Ani\njumlah: 3\nbaris: [{n: 12}]\n")
    before = repr(given.given.values)
    assert examine(given).findings == examine(given).findings
    assert repr(given.given.values) == before


@pytest.mark.parametrize("behind", ["", " null", " x", " []", " {}"])
@pytest.mark.parametrize("where", ["tidak_ada:", "baris:\n  - n: 1\n    lain:"])
def test_unknown_key__is_told_where_nothing_else_is_wrong(tmp_path: Path, where: str, behind: str) -> None:
    """IN-03: in a form that is sound otherwise too, which takes the short way."""
    rows = "" if where.startswith("baris") else "baris:\n  - n: 1\n"
    result = examined(home(tmp_path, FIELDS), f"nama: Ani\n{rows}{where}{behind}\n")
    assert [finding.code for finding in result.findings] == ["kunci-tidak-dikenal"]


MISSPELT = """\
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - {name: moda, label: Moda, type: choice, choices: [a, b]}
  - {name: tautan, label: Tautan, type: text, required: true, when: moda == 'a'}
  - {name: waktu, label: Waktu, type: group, fields: [{name: mulai, label: Mulai, type: date, required: true}]}
  - {name: baris, label: Baris, type: table, required: true, fields: [{name: volume, label: Volume, type: integer, required: true}]}
  - {name: butir, label: Butir, type: list, required: true, of: {type: text}}
"""


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("judul: J", "judull: J"),
        ("moda: a\ntautan: t", "moda: a\ntautn: t"),
        ("waktu: {mulai: 1 Juli 2026}", "waktuu: {mulai: 1 Juli 2026}"),
        ("waktu: {mulai: 1 Juli 2026}", "waktu: {mulay: 1 Juli 2026}"),
        ("baris:\n  - volume: 1", "bariss:\n  - volume: 1"),
        ("baris:\n  - volume: 1", "baris:\n  - {volum: 1}"),
        ("butir: [a]", "butr: [a]"),
    ],
)
def test_misspelt__required_key_is_one_finding(tmp_path: Path, written: str, found: str) -> None:
    """What is missing because its key is misspelt is told at the key, once; the form that is right has no finding. IN-07."""
    data = "judul: J\nmoda: a\ntautan: t\nwaktu: {mulai: 1 Juli 2026}\nbaris:\n  - volume: 1\nbutir: [a]\n"
    catalogue = home(tmp_path, MISSPELT)
    assert told(examined(catalogue, data).findings) == []
    assert {one.split("@")[0] for one in told(examined(catalogue, data.replace(written, found)).findings)} == {"kunci-tidak-dikenal"}
    missing = "\n".join(line for line in data.replace(written, found).splitlines() if line)
    assert len(told(examined(catalogue, missing).findings)) == 1
