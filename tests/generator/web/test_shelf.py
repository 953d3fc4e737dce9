"""The first page lists every type, by what people are about to do."""

from __future__ import annotations

from pathlib import Path

from generator.home import Home
from generator.web.shelf import shelves


def test_shelves__every_shipped_type_has_a_purpose_and_stands_once() -> None:
    found = shelves(Home(None))
    names = [one.name for shelf in found for one in shelf.types]
    assert sorted(names) == sorted(Home(None).spec_files())
    assert [shelf.title for shelf in found] == ["Merancang pelatihan", "Melaksanakan", "Melaporkan", "Sekolah"]


def test_shelves__a_type_of_ones_own_is_there_and_a_broken_one_too(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "notula.yaml").write_text("id: notula\ntitle: Notula Rapat\nfields:\n")
    (tmp_path / "specs" / "rusak.yaml").write_text("title: [\n")
    own = shelves(Home(tmp_path))[-1]
    assert [(one.name, one.title) for one in own.types] == [("notula", "Notula Rapat"), ("rusak", "rusak")]


def test_search__finds_by_title_description_and_name() -> None:
    assert [one.name for shelf in shelves(Home(None), "RHK coaching") for one in shelf.types] == ["coaching-rhk"]
    assert "laporan-penyelenggaraan" in [one.name for shelf in shelves(Home(None), "format 4") for one in shelf.types]
    assert shelves(Home(None), "tidak ada yang begini") == []
