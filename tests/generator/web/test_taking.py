"""What a page shows of a form, posted again, is the same form: no value of any sample is lost or altered on the way through a browser.

The plan is the one input of the page; names are paths, rows have ids of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.home import Home
from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from generator.web.desk import Desk, DeskStart
from generator.web.form_content import FormContent, laid_out
from generator.web.naming import name_of, tree_of
from generator.web.pasting import pasted
from generator.web.taking import taken_in
from generator.web.tasks import CheckReport, DeskFile, FormSheetPlan, ReadTask, ToldFinding
from generator.web.traits import sheet_plan
from generator.web.views import ControlView, FormView, RowView
from tests.conftest import SAMPLES
from validators.findings import Severity

DESK = Desk(DeskStart(None, Path("isian.yaml")))
TYPES = Catalogue(Home(None)).names()


def plan(name: str) -> FormSheetPlan:
    return sheet_plan(DESK.catalogue.compiled(name), has_sample=False)


def posted(view: FormView) -> Iterator[tuple[str, str]]:
    """Yield what a browser posts of a page as it was made."""
    for part in view.parts:
        for control in part.controls:
            yield from _of_control(control)
        for block in (part.table, part.matrix):
            for row in block.rows if block is not None else ():
                yield from _of_row(row)


def _of_row(row: RowView) -> Iterator[tuple[str, str]]:
    if row.name:
        yield row.name, row.called
    for control in row.controls:
        yield from _of_control(control)
    for matrix in row.beside:
        for cells in matrix.rows:
            yield from _of_row(cells)
    for table in row.tables:
        for inner in table.rows:
            yield from _of_row(inner)


def _of_control(control: ControlView) -> Iterator[tuple[str, str]]:
    if control.widget == "centang":
        yield from ((control.name, value) for value in control.values)
    elif control.widget != "hitung":
        yield control.name, "" if control.other else control.value.replace("\n", "\r\n")
        if control.is_open:
            yield control.name, control.other


@pytest.mark.parametrize("name", TYPES)
def test_sample__comes_back_from_its_page_as_it_went_in(name: str) -> None:
    form, compiled = plan(name), DESK.catalogue.compiled(name)
    files = sorted((SAMPLES / name).glob("ok-*.yaml"))
    assert files
    for file in files:
        values = DESK.answer(ReadTask(name, DeskFile(file.name, source=file))).values
        view = laid_out(form, FormContent(values))
        names = [control for control, _ in posted(view)]
        assert all(len(control) < 500 for control in names)
        back = taken_in(form, posted(view), values).values
        assert typed(compiled, back)[0] == typed(compiled, values)[0], file.name


RHK = "coaching-rhk"


def rows(values: dict[str, Any]) -> list[str]:
    return [row["tujuan"] for row in values["rencana"]]


def test_rows__stand_in_the_order_of_the_page_under_ids_of_their_own() -> None:
    pairs = [("rencana.r9.", ""), ("rencana.r9.tujuan", "A"), ("rencana.r2.", ""), ("rencana.r2.tujuan", "B")]
    intake = taken_in(plan(RHK), pairs, {})
    assert rows(intake.values) == ["A", "B"]
    assert intake.ids == {("rencana", 0): "r9", ("rencana", 1): "r2"}
    assert intake.path_of("rencana.r2") == ("rencana", 1)
    assert intake.path_of("rencana") == ("rencana",)
    assert intake.path_of("guru") is None


def test_rows__one_of_which_nothing_is_filled_is_no_row() -> None:
    pairs = [("rencana.r1.tujuan", " "), ("rencana.r2.tujuan", "B"), ("rencana.r3.", "")]
    intake = taken_in(plan(RHK), pairs, {})
    assert intake.values == {"rencana": [{"tujuan": "B"}]}
    assert intake.ids == {("rencana", 0): "r2"}


def test_names__that_the_plan_does_not_know_are_dropped_and_what_the_page_has_no_place_for_stays() -> None:
    pairs = [("periode", "2026"), ("asing.x", "1"), ("rencana.bukan.tujuan", "1"), ("periode.x.y", "1"), (".".join("a" * 40), "1")]
    assert taken_in(plan(RHK), pairs, {"tiap": {"Ani": {}}, "periode": "lama"}).values == {"tiap": {"Ani": {}}, "periode": "2026"}


def test_values__that_the_form_leaves_to_another_file_stay_as_they_were() -> None:
    """A draft that was begun from a data file may have what the page does not ask."""
    kept = 0
    for name in TYPES:
        form = plan(name)
        for one in form.plan.left_out:
            values: Any = "apa adanya"
            for step in reversed(one.path):
                values = {step: values}
            assert taken_in(form, [], values).values == values, name
            kept += 1
    assert kept


def test_value__that_cannot_be_read_is_kept_as_it_is_typed() -> None:
    values = taken_in(plan(RHK), [("rencana.r1.kuantitas", "dua")], {}).values
    view = laid_out(plan(RHK), FormContent(values))
    assert [control.value for control in view.parts[-1].table.rows[0].controls if control.name.endswith("kuantitas")] == ["dua"]  # type: ignore[union-attr] - a table's part


def test_choice__is_found_by_its_label_and_other_words_stand_beside_it() -> None:
    labels = dict(plan(RHK).traits["rencana", "rhk"].choices)
    key = "coaching-peserta"
    for written, value, other in ((labels[key], key, ""), (key, key, ""), ("Lain sekali", "Lain sekali", "Lain sekali")):
        table = laid_out(plan(RHK), FormContent({"rencana": [{"rhk": written}]})).parts[-1].table
        assert table is not None
        control = table.rows[0].controls[0]
        assert (control.value, control.other) == (value, other)


def test_choices__that_begin_alike_say_so_once() -> None:
    table = laid_out(plan(RHK), FormContent({"rencana": [{}]})).parts[-1].table
    assert table is not None
    ((shared, choices),) = table.rows[0].controls[0].groups
    assert shared == "Meningkatnya kompetensi melalui peran sebagai …"
    assert ("coaching-peserta", "Peserta coaching/mentoring pengembangan kompetensi oleh guru, pengawas, atau kepala sekolah") in choices


def test_matrix__takes_a_row_along_that_is_renamed() -> None:
    """laporan-validasi: a rating for each pair of a `butir` and a `penilai`."""
    form = plan("laporan-validasi")
    sample = DESK.answer(ReadTask("laporan-validasi", DeskFile("a.yaml", source=SAMPLES / "laporan-validasi" / "ok-minimal.yaml"))).values
    pairs = list(posted(laid_out(form, FormContent(sample))))
    was, rated = sample["penilai"][0]["nama"], sample["penilaian"]
    at = next(at for at, (name, value) in enumerate(pairs) if value == was and name.endswith(".nama"))
    pairs[at] = (pairs[at][0], "Nama Baru, M.Pd.")
    back = taken_in(form, pairs, sample).values["penilaian"]
    assert {key: cells["Nama Baru, M.Pd."] for key, cells in back.items()} == {key: cells[was] for key, cells in rated.items()}
    assert all(was not in cells for cells in back.values())


def test_finding__stands_at_its_place_else_at_the_nearest_that_holds_it() -> None:
    def finding(*path: str | int, code: str = "x") -> ToldFinding:
        return ToldFinding(code, Severity.ERROR, path, "", "")

    found = (finding("rencana", 0, "dukungan", "asal", 1), finding("rencana", 0, "lain"), finding("guru"), finding(code="wajib-diisi"))
    content = FormContent({"rencana": [{"tujuan": "A"}]}, CheckReport(found), ids={("rencana", 0): "r7"}, tells_missing=False)
    view = laid_out(plan(RHK), content)
    assert [name for _, name in view.summary] == ["rencana.r7.dukungan.asal", "rencana.r7", "guru.nama"]
    assert view.parts[-1].errors == 2
    row = view.parts[-1].table.rows[0]  # type: ignore[union-attr] - a table's part
    assert row.is_open
    assert row.errors == 2


def test_names__hold_any_key() -> None:
    name = name_of(("nilai", "kDr. A.~ B/C %2E", "k1"))
    assert name.count(".") == 2
    assert tree_of([(name, "4")]) == {"nilai": {"kDr. A.~ B/C %2E": {"k1": ["4"]}}}


@pytest.mark.parametrize(
    "text",
    [
        "Kab. Melati\t30\nKab. Mawar\t25",
        "No\tKabupaten/Kota\tJumlah Guru\r\n1\tKab. Melati\t30\r\n2\tKab. Mawar\t25\r\n",
        "Jumlah Guru\tKabupaten/Kota\n30\tKab. Melati\n25\tKab. Mawar",
        "1\tKab. Melati\t30\n2\tKab. Mawar\t25",
    ],
)
def test_paste__goes_by_headings_else_by_order(text: str) -> None:
    values: dict[str, Any] = {"sasaran": [{"kabupaten_kota": "Ada"}]}
    form = plan("kak")
    table = next(sheet for sheet in form.plan.sheets if sheet.title == "4. Sasaran")
    path = table.slots[0].path[:-1]
    pasted(form, values, path, text)
    columns = [slot.path[-1] for slot in table.slots]
    held: Any = values
    for step in path:
        held = held[step]
    assert [tuple(row.get(column) for column in columns) for row in held][-2:] == [("Kab. Melati", "30"), ("Kab. Mawar", "25")]
