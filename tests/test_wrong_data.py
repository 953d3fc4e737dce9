"""Wrong data is the user's: whatever stands in place of a value, the answer is findings, never a fault of the spec. IN-02, SAFE-07.

Each value of each type's largest sample is replaced in turn by each kind of wrong thing; the dose in `make test` is every n-th.
`BORANG_STEP=1` tries all.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from typing import Any

import pytest

from generator.home import Home
from generator.intake.form import Incoming, RawForm
from generator.intake.read import given_of
from generator.pipeline import Target, run
from generator.spec.catalogue import Catalogue
from generator.yamlio import read_data
from tests.cases import SAMPLES
from validators.absence import CACAT, KOSONG
from validators.findings import Finding

WRONG: tuple[Any, ...] = ("x", ["x"], {"x": "y"}, KOSONG, CACAT, [["x"]], [KOSONG], {}, [], "-1", "9" * 40, "\x07", True)
STEP = int(os.environ.get("BORANG_STEP", "97"))
TYPES = sorted(folder.name for folder in SAMPLES.iterdir() if (folder / "ok-minimal.yaml").exists())


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from spots(child, (*path, key))


def replaced(values: Any, path: tuple[Any, ...], wrong: Any) -> Any:
    changed = copy.deepcopy(values)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    return changed


@pytest.mark.parametrize("type_name", TYPES)
def test_wrong_value__is_answered_by_findings(type_name: str) -> None:
    good = sorted((SAMPLES / type_name).glob("ok-*.yaml"))
    file = next((one for one in good if one.stem == "ok-uji-isi"), good[0])
    catalogue = Catalogue(Home())
    values = read_data(file).values
    values.pop("jenis")
    tried = [(path, wrong) for path in spots(values) for wrong in WRONG][::STEP]
    for path, wrong in tried:
        form = RawForm(type_name, replaced(values, path, wrong), {})
        document = given_of(form, Incoming(file, shown="x.yaml"), catalogue)
        assert not isinstance(document, Finding)
        outcome = run(document, Target())
        assert outcome.exit_code in (0, 1), (path, wrong, outcome.fault)
