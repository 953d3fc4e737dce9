"""Everything that a feeding file has the data for, where one of the office's own types is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.bundle import run_bundle
from generator.deliver import Folder
from generator.intake.form import Incoming
from generator.pipeline import Target
from tests.homes import data_file, home, write

SPEC = "fields: [{name: a, label: A, type: text}]\n"
FED = "spec: 1\nid: anak\ntitle: Anak\nrevision: 1\nsource: {document: perdirjen-gtk-4141-2023, place: x}\nfields: [{name: a, label: A, type: text, from: uji.a}]\n"
HTML = "{{ a }}"


@pytest.mark.parametrize(("extra", "told"), [("outputs: [{kind: pdf, template: uji/uji.html, filename: anak.pdf}]\n", 1), ("", 0)])
def test_bundle__a_broken_type_is_told_and_stops_no_other(tmp_path: Path, extra: str, told: int) -> None:
    broken = FED.replace("id: anak", "id: rusak").replace("uji.a}]", "uji.a}]\ncomputed: [{name: x, label: X, expr: entah}]\n")
    files = {"templates/uji/uji.html": HTML, "specs/rusak.yaml": broken + "outputs: [{kind: pdf, filename: r.pdf}]\n"}
    types = home(tmp_path, SPEC, files)
    if extra:
        write(tmp_path / "specs" / "anak.yaml", FED + extra)
    target = Target(every_medium=True, folder=Folder(tmp_path / "hasil"))
    found = {(one.type, one.status, one.exit_code) for one in run_bundle(Incoming(data_file(tmp_path, "a: x\n")), types, target)}
    assert ("uji", "delivered", 0) in found
    assert (("rusak", "faulty", 3) in found) is bool(told)
    assert (("anak", "delivered", 0) in found) is bool(told)
