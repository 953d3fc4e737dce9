"""Documents written as a wide export come back the same. FRM-06, IN-01.

Domain: what a form service can hold in one row. A text that is only `-` or `n/a` is no answer, as everywhere in an export; an apostrophe
before `=`, `+`, `-`, `@` is a spreadsheet's own; pictures are files and stay out; at most 1,000 columns.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.form.answers import NO_ANSWER
from generator.intake.as_text import as_text
from generator.intake.export.read import read_export
from generator.intake.form import Incoming, RawForm
from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from generator.yamlio import read_data
from tests.cases import Sample, samples
from tests.exports import csv_bytes, wide
from tests.generator.intake.workbook.test_generated import FIELDS, FORM
from tests.homes import home, table
from validators.absence import is_absent
from validators.spelling import folded

PADDING = [f"Kosong {number}" for number in range(1, 9)]


def content(value: Any) -> Any:
    """Return values without what is empty."""
    if isinstance(value, dict):
        return {key: inner for key, child in value.items() if (inner := content(child)) not in ({}, [], None)}
    if isinstance(value, list):
        return [inner for child in value if (inner := content(child)) not in ({}, None)]
    return None if is_absent(value) else value


def forms(catalogue: Catalogue, name: str, questions: dict[str, str]) -> list[RawForm]:
    data = csv_bytes(["Timestamp", *questions, *PADDING], ["2026/05/14 10:11:12 AM GMT+7", *questions.values()])
    return list(read_export(Incoming(Path("jawaban.csv"), data), catalogue, name))


@pytest.mark.parametrize("by_address", [False, True], ids=["judul", "alamat"])
@pytest.mark.parametrize("sample", [one for one in samples("ok-") if "gambar" not in one.file.name], ids=lambda one: one.id)
def test_sample__written_as_an_export_reads_back(sample: Sample, catalogue: Catalogue, by_address: bool) -> None:
    compiled = catalogue.compiled(sample.type)
    raw = {key: value for key, value in read_data(sample.file).values.items() if compiled.spec.field_at((key,)) is not None}
    values = typed(compiled, raw)[0]
    questions = wide(compiled, values, by_address=by_address)
    if not 0 < len(questions) <= 900:
        pytest.skip("all of it comes from the programme's file, or it is wider than a table may be")
    (form,) = forms(catalogue, sample.type, questions)
    assert [(one.code, one.message) for one in form.refused] == []
    assert content(typed(compiled, form.values)[0]) == content(typed(compiled, as_text(values))[0])


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": table("M: Merah", "B: Biru")})


def _kept(value: Any) -> Any:
    """Return generated values within the domain."""
    if isinstance(value, dict):
        return {key: inner for key, child in value.items() if (inner := _kept(child)) is not None}
    if isinstance(value, list):
        return [inner for child in value if (inner := _kept(child)) is not None]
    if isinstance(value, str):
        return None if folded(value) in NO_ANSWER or value.strip()[:1] == "'" else value
    return value


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(FORM, st.booleans())
def test_generated__documents_come_back_the_same(types: Catalogue, raw: dict[str, Any], by_address: bool) -> None:
    compiled = types.compiled("uji")
    values = typed(compiled, as_text(_kept(raw)))[0]
    questions = wide(compiled, values, by_address=by_address)
    if not questions:
        return
    (form,) = forms(types, "uji", questions)
    assert [(one.code, one.message) for one in form.refused] == []
    assert content(typed(compiled, form.values)[0]) == content(typed(compiled, as_text(values))[0])
    assert pickle.loads(pickle.dumps(form)).values == form.values
