"""Invented forms of every shipped type, and every sample emptied, multiplied and spoilt, through the command line as people use it.

What is wrong in them is the user's and told as such: no run ends as a fault of a spec or template (3) or of the program (70).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import main
from generator.invention import invented
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES, SPECS

SHIPPED = sorted(file.stem for file in SPECS.glob("[!_]*.yaml"))
USERS = frozenset({"delivered", "checked", "lacking", "refused"})
"""What may become of a form that can be read, whatever its values."""


def keep(folder: Path, name: str, raw: Mapping[str, Any], type_name: str) -> None:
    file = folder / f"{name.replace(' ', '-')}.json"
    file.write_text(json.dumps({"jenis": type_name, **raw}, ensure_ascii=False, default=str), encoding="utf-8")


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, set[str]]:
    """Return the exit code and what became of the documents."""
    monkeypatch.setattr(sys, "argv", ["borang", *arguments, "--json"])
    with pytest.raises(SystemExit) as leaving:
        main()
    outcomes = json.loads(capsys.readouterr().out)["outcomes"]
    return int(leaving.value.code or 0), {
        f"{one['source']} {one['status']}: {one.get('fault')}" for one in outcomes if one["status"] not in USERS
    }


@pytest.mark.parametrize("type_name", SHIPPED)
def test_invented_forms__are_never_a_fault_of_the_program(type_name, tmp_path, monkeypatch, capsys, catalogue: Catalogue) -> None:
    """Empty, full, of many rows, wrong in every value, wrong in every shape: checked, and one made as a draft in Word and Excel.

    That none of them fails in any output is the trial's to say (`test_trial.py`).
    """
    monkeypatch.chdir(tmp_path)
    compiled = catalogue.compiled(type_name)
    media = ",".join(sorted({output.medium for output in compiled.spec.outputs} & {"docx", "xlsx"}))
    for one in invented(compiled):
        keep(tmp_path, one.name, one.raw, type_name)
        file = f"{one.name.replace(' ', '-')}.json"
        asked = ("make", file, "--draft", "--to", media, "-o", file[:-5]) if media and one.name == "salah tulis" else ("check", file)
        code, others = run(monkeypatch, capsys, *asked)
        assert not others
    assert code in (0, 1)


def emptied(value: Any) -> Any:
    """Return a value with all that is written in it taken out."""
    if isinstance(value, dict):
        return {key: emptied(child) for key, child in value.items()}
    return [emptied(child) for child in value] if isinstance(value, list) else ""


def multiplied(value: Any) -> Any:
    """Return a value with every row of its outer lists many times."""
    if isinstance(value, dict):
        return {key: multiplied(child) for key, child in value.items()}
    return value * 12 if isinstance(value, list) else value


def spoilt(value: Any) -> Any:
    """Return a value with something in every place that hardly belongs there."""
    if isinstance(value, dict):
        return {key: spoilt(child) for key, child in value.items()}
    return [spoilt(child) for child in value] if isinstance(value, list) else f"{value} ?? 1/0"


def halved(value: Any) -> Any:
    """Return a value without every second of its keys and rows."""
    if isinstance(value, dict):
        return {key: halved(child) for at, (key, child) in enumerate(value.items()) if at % 2 == 0}
    return [halved(child) for child in value[::2]] if isinstance(value, list) else value


def swapped(value: Any) -> Any:
    """Return a value whose texts have become lists and whose lists texts."""
    if isinstance(value, dict):
        return {key: swapped(child) for key, child in value.items()}
    return "daftar" if isinstance(value, list) else [value]


@pytest.mark.parametrize("type_name", SHIPPED)
def test_spoilt_samples__are_never_a_fault_of_the_program(type_name, tmp_path, monkeypatch, capsys) -> None:
    """Every sample file, as it is and changed all through, checked with its scores."""
    monkeypatch.chdir(tmp_path)
    forms = tmp_path / "isian"
    forms.mkdir()
    for file in sorted((SAMPLES / type_name).glob("*.yaml")):
        values = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        raw = {key: value for key, value in values.items() if key not in ("jenis", "program")}
        for change in (dict, emptied, multiplied, spoilt, halved, swapped):
            keep(forms, f"{file.stem}-{change.__name__}", change(raw), values.get("jenis", type_name))
    code, others = run(monkeypatch, capsys, "check", "isian")
    assert not others
    assert code in (0, 1)
