"""A document that is written on the cards of its type in Word reads back the same, and so does what is wrong with it. FRM-02."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.document import Document, Given
from generator.errors import UsageFault
from generator.form.cards import obstacles
from generator.form.planning import plan_of
from generator.intake.read import read
from generator.intake.typing import typed
from generator.invention import invented
from generator.spec.catalogue import Catalogue
from generator.yamlio import parse_data, write_data
from tests.cases import SPECS
from tests.documents import CATALOGUE
from tests.forms import CARDS, as_typed_in, asked_of, beside_what_feeds_it, content, read_back, told, written

SAMPLES = SPECS.parent / "samples"
NAMES = [name for name in CATALOGUE.names() if not obstacles(plan_of(CATALOGUE.compiled(name)))]
FILES = [file for name in NAMES for file in sorted((SAMPLES / name).glob("*.yaml"))]


def test_round_trip__which_types_have_cards() -> None:
    assert {"coaching-rhk", "jadwal-pelatihan", "kak", "rancangan-moderasi", "sk"} <= set(NAMES)
    assert not {"laporan-penyelenggaraan", "laporan-validasi", "laporan-evaluasi", "program"} & set(NAMES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_round_trip__samples(file: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    """Of a sample that is wrong all but keys that no form has: those are told, and stand for no value."""
    compiled = catalogue.compiled(file.parent.name)
    whole = parse_data(file.read_text(encoding="utf-8"), file=file).values
    asked = asked_of(compiled, whole, Path(CARDS))
    raw = {key: value for key, value in asked.items() if key not in ("jenis", "revisi", "institusi")}
    source = read(file if asked == whole else _beside(file, asked, tmp_path / "sumber"), catalogue)
    assert isinstance(source, Document)
    cards = beside_what_feeds_it(file, raw, tmp_path) / CARDS
    form = written(compiled, as_typed_in(compiled, raw), cards)
    back = read_back(cards, catalogue)
    if not form.left:
        assert content(dict(back.given.values)) == content(dict(source.given.values))
        assert {code for code, _ in told(back)} <= {*(code for code, _ in told(source)), "wajib-diisi"}
    else:
        assert file.stem.startswith("bad-")
        strays = {path[0] for path in form.left}
        assert {found for found in told(back) if found[1][:1] not in {(name,) for name in strays}} <= told(source)


def _beside(file: Path, values: Mapping[str, Any], folder: Path) -> Path:
    """Return a sample with other values, in a folder with what feeds it."""
    folder.mkdir()
    made = beside_what_feeds_it(file, values, folder) / file.name
    made.write_text(write_data(dict(values)), encoding="utf-8")
    return made


@pytest.mark.parametrize("name", NAMES)
def test_round_trip__invented_documents(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    """Empty, full and with many rows."""
    compiled = catalogue.compiled(name)
    for one in invented(compiled):
        if one.name.startswith("salah"):
            continue
        raw = asked_of(compiled, one.raw, Path(CARDS))
        form = written(compiled, as_typed_in(compiled, raw), tmp_path / CARDS)
        back, (values, found, _) = read_back(tmp_path / CARDS, catalogue), typed(compiled, raw)
        same = Document(compiled, Given(name, values, found=found, institution=back.given.institution))
        assert form.left == ()
        assert content(dict(back.given.values)) == content(dict(values)), one.name
        assert told(back) == told(same), one.name


def test_round_trip__every_value_knows_its_card_and_label(catalogue: Catalogue, tmp_path: Path) -> None:
    compiled = catalogue.compiled("kak")
    values = next(one for one in invented(compiled) if one.name == "penuh").raw
    written(compiled, as_typed_in(compiled, values), tmp_path / CARDS)
    places = read_back(tmp_path / CARDS, catalogue).given.places
    assert str(places["sasaran", 1, "jumlah_guru"]).endswith("isian.docx, “4. Sasaran”, kartu 2, isian “Jumlah Guru”")
    assert str(places["sasaran", 1]).endswith("isian.docx, “4. Sasaran”, kartu 2")
    assert str(places["waktu", "mulai"]).endswith("isian.docx, “5. Waktu Pelaksanaan”, isian “Mulai”")


def test_round_trip__same_bytes_twice(catalogue: Catalogue, tmp_path: Path) -> None:
    compiled = catalogue.compiled("kak")
    values = as_typed_in(compiled, next(one for one in invented(compiled) if one.name == "penuh").raw)
    written(compiled, values, tmp_path / "a.docx")
    written(compiled, values, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize("name", ["laporan-penyelenggaraan", "laporan-validasi", "laporan-evaluasi"])
def test_round_trip__what_no_card_holds_is_refused(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    """A table in a table, given rows, a matrix: each is named, and Excel with it."""
    with pytest.raises(UsageFault) as refused:
        written(catalogue.compiled(name), {}, tmp_path / CARDS)
    assert refused.value.code == "formulir-tidak-muat"
    assert f"borang blank {name} -o {name}.xlsx" in (refused.value.hint or "")
