"""A form begun with what is known: `blank --program FILE` says what is taken, `--from FILE` brings values along. UX-01, FRM-07."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.examine import examine
from generator.home import Home
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from generator.yamlio import parse_data
from tests import pages
from tests.cases import SAMPLES
from validators.absence import KOSONG
from validators.findings import Finding

PROGRAM = SAMPLES / "program" / "ok-asesmen-formatif.yaml"


def blank(monkeypatch: pytest.MonkeyPatch, *words: str, code: int = 0) -> str:
    answered, printed = pages.run(shlex.join(["borang", "blank", *words]), monkeypatch)
    assert answered == code, printed
    return "\n".join(printed) + "\n"


def values(text: str) -> dict[str, Any]:
    return parse_data(text, file="x.yaml").values


def written(value: Any) -> Any:
    """What somebody wrote: nothing empty, and nothing that holds only what is empty."""
    if isinstance(value, dict):
        inner = {key: written(child) for key, child in value.items()}
        return {key: child for key, child in inner.items() if child not in (None, {}, [])}
    if isinstance(value, list):
        return [written(child) for child in value]
    return None if value is KOSONG else value


def test_program__what_is_taken_is_said_and_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of KAK only who drew it up is left; the line of each taken value is told."""
    text = blank(monkeypatch, "kak", "--program", str(PROGRAM))
    line = PROGRAM.read_text(encoding="utf-8").splitlines().index("tahun_anggaran: 2026") + 1
    assert f"# Tahun Anggaran: dari {PROGRAM.name}, baris {line}: “2026”" in text
    asked = values(text)
    assert asked.pop("program").endswith(PROGRAM.name)
    assert asked == {"jenis": "kak", "revisi": "1", "pengesahan": {"penyusun": {"jabatan": KOSONG, "nama": KOSONG, "nip": KOSONG}}}


@pytest.mark.parametrize("kind", ["kak", "jadwal-pelatihan", "laporan-penyelenggaraan", "laporan-evaluasi"])
def test_program__the_form_is_a_document_at_once(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leaves out comes from the programme: the form as it is checks without an error."""
    blank(monkeypatch, kind, "--program", str(PROGRAM), "-o", str(tmp_path / "isi.yaml"))
    document = read(tmp_path / "isi.yaml", Catalogue(Home(SAMPLES)))
    assert not isinstance(document, Finding)
    assert [(found.code, found.path) for found in examine(document).findings.errors] == []


def test_program__what_it_does_not_have_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.yaml").write_text("jenis: program\njudul: A\nwaktu: {mulai: 6 Juli 2026}\n", encoding="utf-8")
    asked = values(blank(monkeypatch, "kak", "--program", str(tmp_path / "p.yaml")))
    assert ("judul" in asked, asked["tahun_anggaran"], asked["waktu"]) == (False, KOSONG, {"selesai": KOSONG, "tempat": KOSONG})


def test_program__rows_that_come_are_there_to_be_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table joined by its key: its rows stand with the columns that the programme does not have."""
    program = "jenis: program\nsasaran:\n  - {kabupaten_kota: Melati, jumlah_guru: 3}\n  - {kabupaten_kota: 'no', jumlah_guru: 4}\n"
    (tmp_path / "p.yaml").write_text(program, encoding="utf-8")
    asked = values(blank(monkeypatch, "laporan-penyelenggaraan", "--program", str(tmp_path / "p.yaml")))
    empty = {"jumlah_model": KOSONG, "target": KOSONG, "dilatih": KOSONG}
    assert asked["sasaran"] == [{"kabupaten_kota": "Melati", **empty}, {"kabupaten_kota": "no", **empty}]


def test_program__of_a_document_for_each_row_says_where_its_own_values_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    text = blank(monkeypatch, "sertifikat", "--program", str(PROGRAM))
    assert "Nama dengan gelar: dari baris “Peserta” masing-masing" in text
    assert '# tiap:\n#   "Anisa Rahmawati, S.Pd.":' in text


@pytest.mark.parametrize("kind", ["kak", "coaching-rhk"])
def test_program__a_file_that_does_not_feed_the_type_is_told(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blank(monkeypatch, kind, "--program", str(SAMPLES / "kak" / "ok-lengkap.yaml"), code=4)


@pytest.mark.parametrize(
    "sample",
    sorted(file for file in SAMPLES.glob("*/ok-*.yaml") if file.stem in ("ok-lengkap", "ok-uji-isi", "ok-asesmen-formatif")),
    ids=lambda file: f"{file.parent.name}/{file.stem}",
)
def test_from__the_values_of_last_year_come_along(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form begun from a document is that document again, with its pictures beside it."""
    for picture in sample.parent.glob("*.png"):
        shutil.copy(picture, tmp_path)
    blank(monkeypatch, sample.parent.name, "--from", str(sample), "-o", str(tmp_path / "isi.yaml"))
    catalogue = Catalogue(Home(SAMPLES))
    old, new = (read(file, catalogue) for file in (sample, tmp_path / "isi.yaml"))
    assert not isinstance(old, Finding)
    assert not isinstance(new, Finding)
    assert written(new.given.values) == written(old.given.values)


def test_from__another_type_brings_what_has_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = values(blank(monkeypatch, "laporan-evaluasi", "--from", str(SAMPLES / "kak" / "ok-lengkap.yaml")))
    kak = values((SAMPLES / "kak" / "ok-lengkap.yaml").read_text(encoding="utf-8"))
    assert asked["judul"] == kak["judul"]
    assert asked["moda"] == KOSONG
    assert asked["pengesahan"]["penanggung_jawab"]["nama"] == kak["pengesahan"]["penanggung_jawab"]["nama"]


def test_from__what_cannot_be_read_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("jenis: kak\njudul: A\ntahun_anggaran: dua ribu\npagu: 5.000\n", encoding="utf-8")
    asked = values(blank(monkeypatch, "kak", "--from", str(tmp_path / "a.yaml")))
    assert (asked["judul"], asked["tahun_anggaran"], asked["pagu"]) == ("A", KOSONG, "5000")


def test_from__the_programme_that_it_names_stays_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is written in the file comes along; what it takes is still taken."""
    (tmp_path / "lama").mkdir()
    (tmp_path / "lama" / "p.yaml").write_text("jenis: program\njudul: A\n", encoding="utf-8")
    (tmp_path / "lama" / "kak.yaml").write_text("jenis: kak\nprogram: p.yaml\ntahun_anggaran: 2025\n", encoding="utf-8")
    blank(monkeypatch, "kak", "--from", str(tmp_path / "lama" / "kak.yaml"), "-o", str(tmp_path / "kak.yaml"))
    asked = values((tmp_path / "kak.yaml").read_text(encoding="utf-8"))
    assert (asked["program"], asked["tahun_anggaran"], asked["judul"]) == ("lama/p.yaml", "2025", KOSONG)


def test_from__a_file_of_no_type_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("judul: A\n", encoding="utf-8")
    blank(monkeypatch, "kak", "--from", str(tmp_path / "a.yaml"), code=4)


def test_from__what_stands_for_single_rows_stays_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of one certificate is not the number of all, and it is not lost."""
    (tmp_path / "p.yaml").write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    own = "tiap:\n  Anisa Rahmawati, S.Pd.:\n    nomor: 13/K\n    penerima:\n      peran: Narasumber\n"
    (tmp_path / "s.yaml").write_text(f"jenis: sertifikat\nprogram: p.yaml\nnomor: 12/X\n{own}", encoding="utf-8")
    blank(monkeypatch, "sertifikat", "--from", str(tmp_path / "s.yaml"), "-o", str(tmp_path / "baru.yaml"))
    asked = values((tmp_path / "baru.yaml").read_text(encoding="utf-8"))
    assert (asked["nomor"], asked["penerima"]["peran"]) == ("12/X", KOSONG)
    assert asked["tiap"] == {"Anisa Rahmawati, S.Pd.": {"nomor": "13/K", "penerima": {"peran": "Narasumber"}}}


def test_from__another_type_gets_nothing_of_the_first_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.yaml").write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    own = "tiap:\n  Anisa Rahmawati, S.Pd.:\n    judul: Lain\n"
    (tmp_path / "s.yaml").write_text(f"jenis: sertifikat\nprogram: p.yaml\n{own}", encoding="utf-8")
    asked = values(blank(monkeypatch, "kak", "--from", str(tmp_path / "s.yaml")))
    assert asked["judul"] == values(PROGRAM.read_text(encoding="utf-8"))["judul"]
    assert "tiap" not in asked


@pytest.mark.parametrize("wrong", ["{a: 1}", "[satu, dua]", "tulisan"])
def test_from__what_has_another_shape_is_asked_again(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(f"jenis: kak\njudul: A\nanggaran: {wrong}\ntujuan: {wrong}\n", encoding="utf-8")
    asked = values(blank(monkeypatch, "kak", "--from", str(tmp_path / "a.yaml")))
    fresh = values(blank(monkeypatch, "kak"))
    assert asked == {**fresh, "judul": "A"}


def test_from__a_wrong_item_of_a_list_goes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "specs").mkdir()
    head = "spec: 1\nid: urut\nrevision: 1\ntitle: T\nsource: {document: perdirjen-gtk-4141-2023, place: x}\noutputs: [pdf]\n"
    (tmp_path / "specs" / "urut.yaml").write_text(
        f"{head}fields:\n  - {{name: angka, type: list, of: {{type: integer}}}}\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text("jenis: urut\nangka:\n  - 1\n  - dua\n  - tiga\n  - 4\n", encoding="utf-8")
    monkeypatch.setenv("BORANG_HOME", str(tmp_path))
    asked = values(blank(monkeypatch, "urut", "--from", str(tmp_path / "a.yaml")))
    assert asked["angka"] == ["1", "4"]


def test_program__a_long_way_to_its_file_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of YAML is folded behind its 140th letter."""
    file = tmp_path / "sebuah folder dengan nama panjang " / ("dan satu lagi di bawahnya " * 5).strip() / "program.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(PROGRAM.read_text(encoding="utf-8"), encoding="utf-8")
    blank(monkeypatch, "kak", "--program", str(file), "-o", str(tmp_path / "kak.yaml"))
    named = values((tmp_path / "kak.yaml").read_text(encoding="utf-8"))["program"]
    assert tmp_path / named == file


def test_from__the_letterhead_that_a_file_names_is_carried_to_where_the_form_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dinas.yaml").write_text("nama: Dinas Pendidikan Melati\n", encoding="utf-8")
    (tmp_path / "lama.yaml").write_text("jenis: undangan\ninstitusi: dinas.yaml\nperihal: Rapat\n", encoding="utf-8")
    target = tmp_path / "baru" / "undangan.yaml"
    target.parent.mkdir()

    blank(monkeypatch, "undangan", "--from", str(tmp_path / "lama.yaml"), "-o", str(target))

    assert "\ninstitusi: ../dinas.yaml\n" in target.read_text(encoding="utf-8")
    document = read(target, Catalogue(Home()))
    assert not isinstance(document, Finding)
    assert document.given.institution["nama"] == "Dinas Pendidikan Melati"
