"""What is no value prints in no format: a loop, a macro, a function are refused with their place, in lint as in make. IN-02."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from generator.deliver import Folder
from generator.intake.form import Incoming
from generator.lint import lint_type
from generator.pipeline import Target, run_all
from tests.generator.test_lint import word
from tests.homes import data_file, home

FIELDS = """\
fields:
  - {name: nama, label: Nama, type: text}
  - {name: baris, label: Baris, type: table, fields: [{name: n, label: N, type: text}]}
"""
TAGS = ["{{ lookup }}", "{{ tanda_tangan }}", "{{ cycler }}", "{{ joiner }}", "{{ dict }}", "{{ namespace }}", "{{ baris }}"]


def workbook(file: Path, *cells: str) -> bytes:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("Isi")
        for at, text in enumerate(cells):
            sheet.write_string(at, 0, text)
    return file.read_bytes()


def template(kind: str, folder: Path, tag: str) -> bytes:
    texts = ("{{ nama }} {{ baris[0].n }}", tag)
    if kind == "docx":
        return word(*texts)
    return workbook(folder / "asal.xlsx", *texts) if kind == "xlsx" else " ".join(texts).encode()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize(
    "tag", [*TAGS, "x {{ lookup }} y", "{{ [lookup] }}", "{{ nama ~ lookup }}", "{% macro m() %}a{% endmacro %}{{ m }}"]
)
def test_print__of_what_is_no_value_is_refused(tmp_path: Path, kind: str, tag: str) -> None:
    name = f"uji/uji.{'html' if kind == 'pdf' else kind}"
    spec = FIELDS + f"outputs: [{{kind: {kind}, template: {name}, filename: x.{kind}}}]\n"
    types = home(tmp_path, spec, {f"templates/{name}": template(kind, tmp_path, tag)})
    assert [finding.code for finding in lint_type("uji", types) if finding.is_error] in (["templat-rusak"], ["nama-tidak-dikenal"])
    file = data_file(tmp_path, "nama: A\nbaris:\n  - {n: a}\n")
    *_, outcome = run_all(Incoming(file), types, Target(every_medium=True, folder=Folder(tmp_path / "keluar")))
    assert outcome.status == "faulty", tag
    assert "<" not in (outcome.fault or "")
