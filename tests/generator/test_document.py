"""Given and scored documents are plain values: they travel to another process and back, and bytes are as good as a file.

DESIGN: `Given` and `Scored` survive pickle in a spawned process; readers take bytes with a name; a file may hold many documents.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.document import Document, Given, Scored
from generator.examine import examine
from generator.intake.form import Incoming, RawForm
from generator.intake.read import READERS, read_all
from generator.pipeline import Target, run_all
from generator.spec.catalogue import Catalogue
from generator.yamlio import parse_data
from tests.cases import samples
from tests.conftest import SAMPLES
from tests.homes import data_file, home, run_file
from validators.findings import Finding, Place

FIELDS = """
fields:
  - {name: nama, label: Nama, type: text, required: true}
  - name: peserta
    label: Peserta
    type: table
    fields:
      - {name: n, label: N, type: number, required: true}
      - {name: dua, label: Dua, type: number, expr: row.n * 2}
      - {name: hal, label: Hal, type: list, of: {type: integer}}
computed:
  - {name: jumlah, label: Jumlah, expr: "peserta | sum(attribute='n')"}
  - {name: banyak, label: Banyak, expr: peserta | length}
"""


def _again(given: Given, scored: Scored) -> tuple[bytes, bool]:
    """Run in another process: examine what came over, say whether it gives the same scope there."""
    from generator.home import Home

    compiled = Catalogue(Home()).compiled(given.type_name)
    here = examine(Document(compiled, given))
    return pickle.dumps(here.scored), here.scored == scored


def test_given_and_scored__of_every_sample_survive_another_process(catalogue: Catalogue) -> None:
    """One process, spawned: nothing of this one's memory is there."""
    found = {sample.id: document for sample in samples("ok-") for document in read_all(Incoming(sample.file), catalogue)}
    scored = {name: examine(document).scored for name, document in found.items() if isinstance(document, Document)}
    assert len(scored) > 30
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        answers = pool.starmap(_again, [(one.given, one) for one in scored.values()])
    wrong = [name for (name, one), (data, is_same) in zip(scored.items(), answers, strict=True) if not is_same or pickle.loads(data) != one]
    assert wrong == []


def test_read__bytes_with_a_name_give_the_same_values(catalogue: Catalogue) -> None:
    file = SAMPLES / "laporan-validasi" / "ok-revisi.yaml"
    (from_file,) = read_all(Incoming(file, shown="x.yaml"), catalogue)
    (from_bytes,) = read_all(Incoming(Path("x.yaml"), file.read_bytes()), catalogue)
    assert isinstance(from_file, Document)
    assert isinstance(from_bytes, Document)
    assert from_bytes.given.values == from_file.given.values
    assert from_bytes.given.places == from_file.given.places
    assert (from_file.given.folder, from_bytes.given.folder) == (str(file.parent), "")


def test_read__an_institution_handed_in_stands_for_the_file(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS, {"institusi.yaml": "nama: Dari Berkas\n"})
    (document,) = read_all(Incoming(data_file(tmp_path, "nama: Ani\n")), catalogue, institution={"nama": "Dari Pemanggil"})
    assert isinstance(document, Document)
    assert document.given.institution == {"nama": "Dari Pemanggil"}


def test_run_all__a_reader_may_find_many_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_lines(incoming: Incoming, _catalogue: Catalogue, _type_name: str) -> Iterator[RawForm]:
        for number, line in enumerate(incoming.file.read_text(encoding="utf-8").splitlines(), start=1):
            place = Place(incoming.name, line=number)
            yield RawForm("uji", parse_data(f"nama: {line}", file="x.yaml").values, {(): place}, mark=f"baris {number}")

    monkeypatch.setitem(READERS, ".baris", read_lines)
    catalogue = home(tmp_path, FIELDS)
    (tmp_path / "tiga.baris").write_text("Ani\n\nBudi\n", encoding="utf-8")
    outcomes = list(run_all(Incoming(tmp_path / "tiga.baris", shown="tiga.baris"), catalogue, Target()))
    assert [(one.source, one.status) for one in outcomes] == [
        ("tiga.baris, baris 1", "checked"),
        ("tiga.baris, baris 2", "refused"),
        ("tiga.baris, baris 3", "checked"),
    ]


def test_renamed_places__take_time_that_grows_with_the_rows(tmp_path: Path) -> None:
    """800 rows with two former names each: the places of all are found under the present names (quadratic once: 3 s)."""
    spec = FIELDS.replace("{name: n, ", "{name: n, formerly: [lama], ").replace("name: peserta", "name: peserta\n    formerly: [orang]")
    catalogue = home(tmp_path, spec)
    file = data_file(tmp_path, "nama: Ani\norang:\n" + "  - {lama: 1}\n" * 3000)
    (document,) = read_all(Incoming(file), catalogue)
    assert isinstance(document, Document)
    assert document.given.places["peserta", 2999, "n"].line == 3 + 3000
    assert not isinstance(document, Finding)
    assert run_file(file, catalogue, Target()).status == "checked"
