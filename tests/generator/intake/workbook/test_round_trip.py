"""A document that is written into the form of its type reads back the same, and so does what is wrong with it. FRM-02."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.document import Document, Given
from generator.home import Home
from generator.intake.read import read
from generator.intake.typing import typed
from generator.invention import invented
from generator.spec.catalogue import Catalogue
from generator.spec.keys import value_at
from generator.yamlio import parse_data
from tests.cases import SPECS
from tests.forms import WORKBOOK, as_typed_in, asked_of, beside_what_feeds_it, content, read_back, told, written
from validators.findings import Finding

SAMPLES = SPECS.parent / "samples"
NAMES = Catalogue(Home()).names()
FILES = [file for name in NAMES for file in sorted((SAMPLES / name).glob("*.yaml"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_round_trip__samples(file: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    """Of a sample that is wrong all but keys that no form has: those are told, and stand for no value."""
    name = file.parent.name
    source = read(file, catalogue)
    assert isinstance(source, Document)
    raw = dict(parse_data(file.read_text(encoding="utf-8"), file=file).values)
    book = beside_what_feeds_it(file, raw, tmp_path) / WORKBOOK
    form = written(catalogue.compiled(name), as_typed_in(catalogue.compiled(name), _without_head(raw)), book)
    back = read_back(book, catalogue)
    if _rates_unknown_rows(source, raw) and not form.left:
        # ratings of a row that the table has not: the form has the row, and asks what it is
        read_, meant = content(dict(back.given.values)), content(dict(source.given.values))
        assert {key: value[: len(meant[key])] if isinstance(value, list) else value for key, value in read_.items()} == meant
        assert {code for code, _ in told(back) - told(source)} <= {"wajib-diisi"}
        assert any(len(value) > len(meant[key]) for key, value in read_.items() if isinstance(value, list))
    elif not form.left:
        assert content(dict(back.given.values)) == content(dict(source.given.values))
        empty = {
            ("wajib-diisi", (key,)) for key, value in raw.items() if value == {}
        }  # a matrix or group: a form cannot say that it is written
        assert _absent_alike(told(back)) - empty == _absent_alike(told(source)) - empty
    else:
        assert file.stem.startswith("bad-")
        strays = {path[0] for path in form.left}
        assert {found for found in told(back) if found[1][:1] not in {(name,) for name in strays}} <= told(source)


def _rates_unknown_rows(source: Document, raw: Mapping[str, object]) -> bool:
    """Whether a matrix has a row that its table has not; a column that is none is over a form's columns and told there alike."""
    unknown = [path for code, path in told(source) if code == "baris-matriks-tidak-dikenal"]
    return any(isinstance(value_at(raw, tuple(map(str, path))), Mapping) for path in unknown)


def _absent_alike(found: set[tuple[str, tuple[str | int, ...]]]) -> set[tuple[str, tuple[str | int, ...]]]:
    """Return findings in which a list that is written and empty is one that is not written: a form has no other."""
    return {("wajib-diisi" if code in ("baris-kurang", "butir-kurang") else code, path) for code, path in found}


@pytest.mark.parametrize("name", NAMES)
def test_round_trip__invented_documents(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    """Empty, full, with many rows, and wrong in every value."""
    compiled = catalogue.compiled(name)
    for one in invented(compiled):
        if one.name == "salah susun":  # a form has no place for a value of another shape
            continue
        raw = asked_of(compiled, one.raw, Path(WORKBOOK))
        form = written(compiled, as_typed_in(compiled, raw), tmp_path / WORKBOOK)
        back = read_back(tmp_path / WORKBOOK, catalogue)
        left = {".".join(path) for path in form.left}
        assert one.name == "salah tulis" or not left, left
        values, found, _ = typed(compiled, raw)
        given = Given(name, values, found=found)
        same = Document(compiled, Given(name, given.values, found=given.found, institution=back.given.institution))
        if one.name != "salah tulis":
            assert content(dict(back.given.values)) == content(dict(given.values)), one.name
            assert told(back) == told(same), one.name
        else:
            wrong = {(found.code, found.path) for found in given.found if found.code not in ("bukan-teks", "gambar-tanpa-folder")}
            lost = {path for path in (_names(found[1]) for found in wrong) if any(path.startswith(one) for one in left)}
            assert {found for found in wrong if _names(found[1]) not in lost} <= {(found.code, found.path) for found in back.given.found}


def test_round_trip__same_bytes_twice(catalogue: Catalogue, tmp_path: Path) -> None:
    compiled = catalogue.compiled("kak")
    values = next(one for one in invented(compiled) if one.name == "penuh").raw
    written(compiled, as_typed_in(compiled, values), tmp_path / "a.xlsx")
    written(compiled, as_typed_in(compiled, values), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_round_trip__every_value_knows_its_cell(catalogue: Catalogue, tmp_path: Path) -> None:
    compiled = catalogue.compiled("kak")
    values = next(one for one in invented(compiled) if one.name == "penuh").raw
    written(compiled, as_typed_in(compiled, values), tmp_path / WORKBOOK)
    given = read_back(tmp_path / WORKBOOK, catalogue).given
    assert str(given.places["sasaran", 1, "jumlah_guru"]).endswith("isian.xlsx, lembar “4. Sasaran”, sel B6")
    assert isinstance(given.found, tuple)
    assert not [one for one in given.found if isinstance(one, Finding) and one.is_error]


def _without_head(raw: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in raw.items() if key not in ("jenis", "revisi", "institusi")}


def _names(path: tuple[str | int, ...]) -> str:
    return ".".join(step for step in path if isinstance(step, str))
