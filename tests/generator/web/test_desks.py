"""The child processes of the service: one that dies costs nothing but time, a fault is told in a sentence without places of ours.

Covers: SAFE-07 (no traceback, no path of the program's own).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.web import desks as module
from generator.web.desk import DeskStart
from generator.web.desks import BusyDesks, Desks
from generator.web.tasks import BlankTask, CheckTask, DeskFault, DeskFile, FormSheetPlan, MakeTask, PageTask, PlanTask, SampleTask
from tests import homes

KAK = DeskFile("kak.yaml", b"jenis: kak\njudul: Judul\n")


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    made = Desks(DeskStart(None, tmp_path_factory.mktemp("kantor") / "-"), 1)
    yield made
    made.close()


def test_desk__that_died_is_replaced_and_the_task_done(desks: Desks) -> None:
    assert isinstance(desks.ask(PlanTask("kak")), FormSheetPlan)
    for worker in desks._teams[0]._workers:
        worker.process.kill()
    assert isinstance(desks.ask(PlanTask("kak")), FormSheetPlan)


def test_desk__several_ask_at_once_and_each_gets_its_own(desks: Desks) -> None:
    found: dict[str, str] = {}

    def ask(name: str) -> None:
        answer = desks.ask(PlanTask(name))
        found[name] = answer.plan.type

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("kak", "undangan", "sk", "kak")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {"kak": "kak", "undangan": "undangan", "sk": "sk"}


def test_desk__too_many_are_asked_to_come_again(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 0)
    with pytest.raises(BusyDesks):
        desks.ask(PlanTask("kak"))


def test_fault__is_a_sentence_without_our_folder(desks: Desks) -> None:
    broken = desks.ask(CheckTask("kak", (DeskFile("kak.yaml", b"jenis: kak\njudul: [\n"),)))
    assert isinstance(broken, DeskFault)
    assert not broken.is_defect
    assert broken.message.startswith("kak.yaml, baris ")
    (report,) = desks.ask(MakeTask((DeskFile("kak.xlsx", b"PK\x03\x04"),)))
    assert report.status == "unreadable"
    assert "/" not in report.fault.partition(" ")[0]


def test_defect__gives_a_reference_of_eight_signs(desks: Desks) -> None:
    answer = desks.ask(PageTask(b"bukan PDF", 1))
    assert isinstance(answer, DeskFault)
    assert answer.is_defect
    assert len(answer.message.partition("rujukan ")[2].rstrip(").")) == 8


def test_check__tells_findings_totals_and_what_another_file_gives(desks: Desks) -> None:
    program = DeskFile("program-a.yaml", b"jenis: program\njudul: Literasi Numerasi\n")
    draft = DeskFile("kak.yaml", b"jenis: kak\nprogram: program-a.yaml\nsasaran:\n  daftar: []\n")
    alone, fed = desks.ask(CheckTask("kak", (KAK,))), desks.ask(CheckTask("kak", (draft, program)))
    assert alone.taken == {}
    assert "Literasi Numerasi" in fed.taken["judul",]
    assert {one.path for one in alone.findings if one.code == "wajib-diisi"} >= {("tahun_anggaran",)}


@pytest.mark.parametrize(("medium", "head"), [("yaml", b"#"), ("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_blank__is_given_in_every_medium(desks: Desks, medium: str, head: bytes) -> None:
    assert desks.ask(BlankTask("undangan", medium)).startswith(head)


def test_sample__begins_a_draft_with_its_pictures(desks: Desks) -> None:
    begun = desks.ask(SampleTask("dokumentasi", "yaml"))
    assert begun.pictures
    assert {file.name for file in begun.pictures} <= {name for row in begun.values["foto"] for name in row.values()}


def test_types__of_ones_own_are_read_anew_when_they_change(tmp_path: Path) -> None:
    homes.home(tmp_path, "fields:\n  - {name: judul, label: Judul, type: text}\n")
    own = Desks(DeskStart(tmp_path, tmp_path / "-"), 1)
    try:
        assert own.ask(PlanTask("uji")).plan.title == "Uji"
        spec = tmp_path / "specs" / "uji.yaml"
        spec.write_text(spec.read_text().replace("title: Uji", "title: Uji Baru"))
        assert own.ask(PlanTask("uji")).plan.title == "Uji Baru"
    finally:
        own.close()
