"""What borang must do (docs/kewajiban.md) against the tests and the types that hold it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from generator.spec.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[1]
ID = re.compile(r"\b(?!UTF-|KR-)[A-Z]{2,5}-\d\d\b")
ROW = re.compile(r"^\| ([A-Z]+-\d\d) \|(?: `([a-z-]+)`( X)? \|)?", re.MULTILINE)
BUILT, _, MISSING = (ROOT / "docs" / "kewajiban.md").read_text("utf-8").partition("\n## Belum dibangun\n")
SPEED = set(re.findall(r"^\| (PERF-\d\d) ", (ROOT / "docs" / "kinerja.md").read_text("utf-8"), re.MULTILINE))


def _cited() -> set[str]:
    """Return every id that the tests and benchmarks name."""
    files = [file for folder in ("tests", "benchmarks") for file in (ROOT / folder).rglob("*.py") if file != Path(__file__)]
    return {one for file in files for text in _docstrings(file) for one in ID.findall(text)}


def _docstrings(file: Path) -> list[str]:
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    docstrings = (ast.get_docstring(node) for node in nodes if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef))
    return [text for text in docstrings if text]


def test_every_id__is_a_duty_that_stands_once() -> None:
    told = [row[0] for row in ROW.findall(BUILT + MISSING)]
    assert sorted(told) == sorted(set(told))
    assert _cited() - set(told) - SPEED == set()


def test_every_duty__is_held_by_a_test_that_names_it() -> None:
    duties = {number for number, type_name, _ in ROW.findall(BUILT) if not type_name}
    assert len(duties) > 50
    assert duties - _cited() == set()


def test_every_type_among_the_duties__is_there_whole(catalogue: Catalogue) -> None:
    """With samples that are right and wrong, a page of its own, and the outputs that it must have."""
    rows = [(type_name, "xlsx" if x else "") for _, type_name, x in ROW.findall(BUILT) if type_name]
    assert len(rows) >= 30
    for type_name, workbook in rows:
        media = {output.medium for output in catalogue.compiled(type_name).spec.outputs}
        assert {"docx", "pdf", workbook} - {""} <= media, type_name
        assert (ROOT / "docs" / "jenis" / f"{type_name}.md").is_file(), type_name
        for prefix in ("ok-", "bad-"):
            assert list((ROOT / "samples" / type_name).glob(f"{prefix}*")), (type_name, prefix)


def test_what_is_missing__is_not_there_yet(catalogue: Catalogue) -> None:
    """A duty that was built moves up, where tests hold it."""
    assert {number for number, _, _ in ROW.findall(MISSING)} & _cited() == set()
    assert set(re.findall(r"`([a-z-]+)` X", MISSING)) & set(catalogue.names()) == set()
