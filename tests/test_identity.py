"""Documents of every type come back from its forms as they were: a fixed dose of the campaign `make fuzz`. FRM-02."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.render.office import program
from tests.documents import CATALOGUE
from tests.forms import as_typed_in, content, read_back, written
from tests.identity import HARD, as_libreoffice_writes, differing, documents, returned
from tests.sheet_pages import converted

SEED = 4141


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_identity__of_a_few_documents(name: str, tmp_path: Path) -> None:
    compiled = CATALOGUE.compiled(name)
    raws = list(documents(compiled, random.Random(f"{SEED} {name}"), 2))
    assert any(word in str(raws) for word in HARD)
    back = list(returned(compiled, raws, tmp_path))
    assert {one.way for one in back} >= {"yaml", "xlsx"}
    assert [f"{one.way} {fault}" for one in back for fault in differing(one.meant, one.read)] == []


@pytest.mark.skipif(program() is None, reason="LibreOffice is not on this machine")
def test_identity__through_libreoffice(tmp_path: Path) -> None:
    """One workbook of each type, all in one run of LibreOffice."""
    files: dict[str, bytes] = {}
    meant: dict[str, object] = {}
    for name in CATALOGUE.names():
        compiled = CATALOGUE.compiled(name)
        raw = next(documents(compiled, random.Random(f"{SEED} {name}"), 1))
        written(compiled, as_typed_in(compiled, raw), tmp_path / f"{name}.xlsx")
        files[name] = (tmp_path / f"{name}.xlsx").read_bytes()
        meant[name] = content(dict(read_back(tmp_path / f"{name}.xlsx", CATALOGUE).given.values))
    for name, data in converted(files, tmp_path / "lo", "xlsx").items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        read = content(dict(read_back(tmp_path / f"{name}.xlsx", CATALOGUE).given.values))
        assert list(differing(as_libreoffice_writes(meant[name]), as_libreoffice_writes(read))) == [], name


def test_differing__says_what_changed_and_where() -> None:
    assert list(differing({"a": [{"b": 1}]}, {"a": [{"b": 2}]})) == [".a[1].b: 1 -> 2"]
    assert list(differing({"a": [1]}, {"a": [1, 2]})) == [".a: [1] -> [1, 2]"]
