"""Everything that a feeding file has the data for, with the files beside it that name it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.blank.xlsx_form import filled_xlsx
from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.document import Outcome
from generator.intake.form import Incoming, Shelf
from generator.pipeline import Target
from generator.report import summary
from generator.spec.catalogue import Catalogue
from tests.homes import data_file, home, write
from validators.findings import Severity

SPEC = "fields: [{name: a, label: A, type: text}]\n"
FED = "spec: 1\nid: anak\ntitle: Anak\nrevision: 1\nsource: {document: perdirjen-gtk-4141-2023, place: x}\nfields: [{name: a, label: A, type: text, from: uji.a}]\n"
HTML = "{{ a }}"


@pytest.mark.parametrize(("extra", "told"), [("outputs: [{kind: pdf, template: uji/uji.html, filename: anak.pdf}]\n", 1), ("", 0)])
def test_bundle__a_broken_type_is_told_and_stops_no_other(tmp_path: Path, extra: str, told: int) -> None:
    broken = FED.replace("id: anak", "id: rusak").replace("uji.a}]", "uji.a}]\ncomputed: [{name: x, label: X, expr: entah}]\n")
    files = {"templates/uji/uji.html": HTML, "specs/rusak.yaml": broken + "outputs: [{kind: pdf, filename: r.pdf}]\n"}
    types = home(tmp_path, SPEC, files)
    if extra:
        write(tmp_path / "specs" / "anak.yaml", FED + extra)
    target = Target(every_medium=True, folder=Folder(tmp_path / "hasil"))
    found = {(one.type, one.status, one.exit_code) for one in run_bundle(Incoming(data_file(tmp_path, "a: x\n")), types, target)}
    assert ("uji", "delivered", 0) in found
    assert (("rusak", "faulty", 3) in found) is bool(told)
    assert (("anak", "delivered", 0) in found) is bool(told)


INDUK = "fields:\n  - {name: a, label: A, type: text}\n  - {name: orang, label: Orang, type: table, key: nama, optional: true, fields: [{name: nama, label: Nama, type: text}]}\n"
NASKAH = FED.replace("id: anak", "id: naskah").replace("uji.a}]", "uji.a}, {name: b, label: B, type: text, required: true}]")
SURAT = (
    FED.replace("id: anak", "id: surat\neach: {of: uji.orang, as: orang}").replace(
        "uji.a}]", "uji.a}, {name: nama, label: N, type: text, from: orang.nama}]"
    )
    + "rules:\n  - {id: S001-bukan-budi, at: nama, check: nama != 'Budi', message: 'Budi.', hint: '-', withholds: Budi tidak ikut, source: {basis: derived}}\n"
    + "  - {id: S002-bukan-x, at: a, check: a != 'salah', message: 'Salah.', hint: '-', source: {basis: derived}}\n"
)
ROWS = "a: dari uji\norang: [{nama: Ani}, {nama: Budi}]\n"


def office(folder: Path, **beside: str) -> Catalogue:
    """Return the types `uji`, `naskah` and `surat`, of which `uji` feeds the others, and write files beside the file of `uji`."""
    page = "outputs: [{kind: pdf, template: uji/uji.html, filename: '%s.pdf'}]\n"
    files = {
        "templates/uji/uji.html": HTML,
        "specs/naskah.yaml": NASKAH + page % "naskah-{{ a }}",
        "specs/surat.yaml": SURAT + page % "surat-{{ nama }}",
    }
    return home(folder, INDUK, {**files, **{f"{name.replace('__', '/')}.yaml": text for name, text in beside.items()}})


def made_of(
    folder: Path, types: Catalogue, data: str = "a: dari uji\n", given: Sequence[str] = (), name: str = "data.yaml"
) -> list[tuple[str, ...]]:
    """Return of each document what it is told of, its type, its ending and its files below the folder `hasil`."""
    own = data_file(folder, data) if name == "data.yaml" else folder / name
    shelf = Shelf(given=frozenset(folder / one for one in given))
    target = Target(every_medium=True, folder=Folder(folder / "hasil"))
    found = run_bundle(Incoming(own, shown=name, shelf=shelf), types, target)
    return [(one.source, one.type, one.status, *(str(file.relative_to(folder / "hasil")) for file in one.files)) for one in found]


def test_bundle__files_beside_it_that_name_it_are_of_its_set(tmp_path: Path) -> None:
    """In its folder and in those of its types; what names another file, or none, is not."""
    beside = {
        "satu": "jenis: naskah\nuji: data.yaml\nb: x\n",
        "naskah__dua": "jenis: naskah\nuji: ../data.yaml\na: lain\nb: y\n",
        "naskah__orang_lain": "jenis: naskah\nuji: ../data2.yaml\nb: y\n",
        "data2": "jenis: uji\na: lain\n",
        "tanpa": "jenis: naskah\na: data.yaml saja\nb: y\n",
        "jauh__tiga": "jenis: naskah\nuji: ../data.yaml\nb: z\n",
    }
    assert made_of(tmp_path, office(tmp_path, **beside)) == [
        ("data.yaml", "uji", "delivered", "uji.pdf"),
        ("naskah/dua.yaml", "naskah", "delivered", "data/naskah/naskah-lain.pdf"),
        ("satu.yaml", "naskah", "delivered", "data/naskah/naskah-dari uji.pdf"),
        ("data.yaml", "surat", "lacking"),
    ]


def test_bundle__without_a_file_beside_it_what_lacks_is_told(tmp_path: Path) -> None:
    assert made_of(tmp_path, office(tmp_path))[1] == ("data.yaml", "naskah", "lacking")


def test_bundle__folders_next_to_its_own_count_where_that_is_called_as_its_type(tmp_path: Path) -> None:
    types = office(tmp_path, uji__data="jenis: uji\na: dari uji\n", naskah__satu="jenis: naskah\nuji: ../uji/data.yaml\nb: x\n")
    assert made_of(tmp_path, types, name="uji/data.yaml")[1][:3] == ("naskah/satu.yaml", "naskah", "delivered")
    (tmp_path / "uji").rename(tmp_path / "lain")
    again = made_of(tmp_path, types, name="lain/data.yaml")
    assert [one[:3] for one in again[:2]] == [("lain/data.yaml", "uji", "faulty"), ("lain/data.yaml", "naskah", "lacking")]


def test_bundle__two_files_of_one_name_are_named_apart_and_a_persons_file_stays(tmp_path: Path) -> None:
    types = office(tmp_path, satu="jenis: naskah\nuji: data.yaml\nb: x\n", dua="jenis: naskah\nuji: data.yaml\nb: y\n")
    write(tmp_path / "hasil/data/naskah/naskah-dari uji (2).pdf", "tulisan orang")
    made = made_of(tmp_path, types)
    assert made[1] == ("dua.yaml", "naskah", "delivered", "data/naskah/naskah-dari uji.pdf")
    assert made[2] == ("satu.yaml", "naskah", "faulty")
    assert (tmp_path / "hasil/data/naskah/naskah-dari uji (2).pdf").read_text(encoding="utf-8") == "tulisan orang"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ("jenis: naskah\nuji: data.yaml\n", "lacking"),
        ("jenis: naskah\nuji: data.yaml\nb: [\n", "unreadable"),
        ("jenis: nasakah\nuji: data.yaml\nb: x\n", "refused"),
        ("jenis: naskah\nuji_: data.yaml\nb: x\n", "refused"),
        ("uji: data.yaml\nb: x\n", "refused"),
    ],
    ids=["lacks", "no-yaml", "type", "key", "no-type"],
)
def test_bundle__what_is_wrong_beside_it_is_told_and_the_rest_is_made(tmp_path: Path, wrong: str, status: str) -> None:
    made = made_of(tmp_path, office(tmp_path, baik="jenis: naskah\nuji: data.yaml\nb: x\n", salah=wrong), ROWS)
    assert {one[0]: one[2] for one in made if one[0] in ("baik.yaml", "salah.yaml")} == {"baik.yaml": "delivered", "salah.yaml": status}
    assert ("data.yaml, Ani", "surat", "delivered", "data/surat/surat-Ani.pdf") in made


def test_bundle__a_file_for_one_row_goes_before_that_row_alone(tmp_path: Path) -> None:
    made = made_of(tmp_path, office(tmp_path, ani="jenis: surat\nuji: data.yaml\nnama: Ani\na: sendiri\n"), ROWS.replace("Budi", "Cica"))
    assert [one for one in made if one[1] == "surat"] == [
        ("ani.yaml, Ani", "surat", "delivered", "data/surat/surat-Ani.pdf"),
        ("data.yaml, Cica", "surat", "delivered", "data/surat/surat-Cica.pdf"),
    ]


def test_bundle__what_is_handed_in_with_it_is_made_once_and_with_it(tmp_path: Path) -> None:
    types = office(tmp_path, jauh__satu="jenis: naskah\nuji: ../data.yaml\nb: x\n", jauh__lain="jenis: naskah\na: A\nb: x\n")
    given = ("data.yaml", "jauh/satu.yaml", "jauh/lain.yaml")
    assert made_of(tmp_path, types, given=given)[1][1:3] == ("naskah", "delivered")
    assert made_of(tmp_path, types, given=given, name="jauh/satu.yaml") == []
    assert made_of(tmp_path, types, given=given[1:], name="jauh/satu.yaml")[-1][1:] == ("naskah", "delivered", "naskah-dari uji.pdf")
    assert made_of(tmp_path, types, given=given, name="jauh/lain.yaml") == [("jauh/lain.yaml", "naskah", "delivered", "naskah-A.pdf")]


def test_bundle__a_form_in_excel_beside_it_is_of_its_set(tmp_path: Path) -> None:
    types = office(tmp_path)
    write(tmp_path / "satu.xlsx", filled_xlsx(types.compiled("naskah"), {"uji": "data.yaml", "b": "x"})[0])
    assert made_of(tmp_path, types)[1] == ("satu.xlsx", "naskah", "delivered", "data/naskah/naskah-dari uji.pdf")


def test_bundle__a_row_that_a_rule_withholds_is_no_failure(tmp_path: Path) -> None:
    """A decision is told with its reason; with another error it is a fault, and so it is for a document of its own."""
    types = office(tmp_path)
    (own, ani, budi) = [one for one in _surat(tmp_path, types, ROWS) if one.type in ("uji", "surat")]
    assert (ani.status, budi.status, budi.withheld, budi.exit_code) == ("delivered", "withheld", "Budi tidak ikut", 0)
    assert [(one.code, one.severity) for one in budi.findings] == [("S001-bukan-budi", Severity.NOTE)]
    assert summary([own, ani, budi]) == "3 dokumen: 2 dibuat, 1 tidak terbit (Budi tidak ikut); 2 berkas jadi."
    wrong = [one for one in _surat(tmp_path, types, ROWS.replace("dari uji", "salah")) if one.type == "surat"]
    assert [(one.status, one.exit_code, len(one.findings.errors)) for one in wrong] == [("refused", 1, 1), ("refused", 1, 2)]
    alone = write(tmp_path / "budi.yaml", "jenis: surat\na: x\nnama: Budi\n")
    (one,) = run_bundle(Incoming(alone), types, Target())
    assert (one.status, one.exit_code) == ("refused", 1)


def _surat(folder: Path, types: Catalogue, data: str) -> list[Outcome]:
    target = Target(every_medium=True, folder=Folder(folder / "hasil", force=True))
    return list(run_bundle(Incoming(data_file(folder, data), shown="data.yaml"), types, target))
