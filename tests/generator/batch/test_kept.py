"""The first documents of a batch are read once; what comes of them is what comes of those that are read again. PERF-03."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.batch import kept
from generator.batch.kept import Kept, KeptUnits
from generator.batch.pieces import Unit
from generator.batch.station import Station
from generator.document import Document, Given
from generator.fields.image import Gambar
from generator.home import SHIPPED, Home
from generator.intake.form import RawForm
from generator.spec.catalogue import Catalogue
from tests.generator.batch.batches import files, run, table, teachers

NAMES = ["Ani", "Budi", "", "Budi", "Citra"]


@pytest.mark.parametrize("room", [0, 100])
def test_batch__of_documents_read_again_is_the_same(room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 values: the first document is kept, the others are not."""
    run(table(tmp_path, *teachers(NAMES)), tmp_path / "sekali")
    monkeypatch.setattr(kept, "_MOST_VALUES", room)
    run(tmp_path / "guru.csv", tmp_path / "lagi")
    assert files(tmp_path / "lagi") == files(tmp_path / "sekali")


def test_names__told_of_the_fields_that_they_say_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(table(tmp_path, *teachers(NAMES)), tmp_path / "sebagian")
    monkeypatch.setattr(Station, "_named_fields", lambda _: None)
    run(tmp_path / "guru.csv", tmp_path / "semua")
    assert files(tmp_path / "sebagian") == files(tmp_path / "semua")


def document(**values: object) -> Document:
    compiled = Catalogue(Home(SHIPPED / "samples")).compiled("coaching-rhk")
    return Document(compiled, Given("coaching-rhk", values))


def test_kept__is_taken_once_and_by_its_own_mark() -> None:
    unit, kept_ones, given = Unit(3, Path("guru.csv"), "baris 5"), Kept(), document(sekolah={})
    kept_ones.keep(unit, "baris 5", given)
    assert kept_ones.taken(unit, "baris 6") is None
    assert kept_ones.taken(unit, "baris 5") is given
    assert kept_ones.taken(unit, "baris 5") is None


def test_kept__not_with_pictures() -> None:
    unit, kept_ones = Unit(3, Path("guru.csv"), "baris 5"), Kept()
    kept_ones.keep(unit, "", document(rencana=[{"foto": Gambar("a.png", b"x" * 10, "image/png", (1, 1))}]))
    assert kept_ones.taken(unit, "") is None


def test_kept_units__those_with_a_form_alone() -> None:
    units = KeptUnits()
    row = Unit(1, Path("guru.csv"), "baris 2", None, RawForm("", {}, {}))
    units.keep(row)
    units.keep(Unit(2, Path("a.yaml"), "a.yaml"))
    assert [units.taken(number) for number in (1, 2)] == [row, None]
