"""What the page that verifies certificates says of a number."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from generator.errors import DeliveryFault, UsageFault
from generator.register.book import NumberState, RegisterEntry, opened
from generator.web import registering
from generator.web.register_tasks import RegisterTask, VoidTask
from generator.web.registering import register_report, voided
from generator.web.verifying import standing

SAID = {"nomor": "005/GT/2026", "nama": "Citra  Lestari", "program": "Modul Ajar", "tanggal": "2026-07-31"}


def row(state: str, subject: str = "citra lestari", programme: str = "modul ajar", day: str = "2026-07-31") -> RegisterEntry:
    key, at = f"{subject.casefold()} | peserta | {programme}", date.fromisoformat(day)
    return RegisterEntry("sertifikat", key, "sertifikat", at.year, 5, "005/GT/2026", at, "x", subject, NumberState(state))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "tidak tercatat"),
        ([row("berlaku")], "berlaku"),
        ([row("batal")], "batal"),
        ([row("diganti"), row("berlaku")], "berlaku"),
        ([row("diganti"), row("batal")], "batal"),
        ([row("diganti"), row("berlaku", "Citra Lestari Ningrum")], "diganti"),
        ([row("diganti"), row("berlaku", programme="modul lain")], "diganti"),
        ([row("diganti", programme="modul lain"), row("berlaku")], "berlaku"),
        ([row("diganti"), row("berlaku", day="2026-08-01")], "diganti"),
        ([row("berlaku", "Budi")], "tidak tercatat"),
        ([row("berlaku", day="2025-07-31")], "tidak tercatat"),
    ],
)
def test_standing__is_that_of_the_row_that_the_certificate_says(rows: list[RegisterEntry], said: str) -> None:
    assert standing(rows, SAID) == said


def test_register__is_filtered_by_what_is_asked_the_newest_first(tmp_path: Path) -> None:
    with opened(tmp_path) as book, book.at_once():
        first = book.add(row("berlaku", "Anisa"))
        book.mark(first, NumberState.REPLACED)
        second = book.add(row("berlaku", "Anisa Putri"))
    office = {"folder": str(tmp_path)}
    assert [one.id for one in register_report(office, RegisterTask()).entries] == [second.id, first.id]
    assert [one.id for one in register_report(office, RegisterTask(state="diganti")).entries] == [first.id]
    assert [one.id for one in register_report(office, RegisterTask(words="putri 005")).entries] == [second.id]
    assert register_report(office, RegisterTask(year=2025)).count == 0
    assert [one.id for one in register_report(office, RegisterTask(most=1, after=1)).entries] == [first.id]
    assert register_report({}, RegisterTask()).entries == ()


def test_void__waits_for_who_writes_and_is_refused_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = {"folder": str(tmp_path)}
    with opened(tmp_path) as book:
        with book.at_once():
            entry = book.add(row("berlaku"))
        monkeypatch.setattr(registering, "_PATIENCE", 0)
        with pytest.raises(DeliveryFault):
            voided(office, VoidTask(entry.id, "salah"))
        monkeypatch.setattr(registering, "_PATIENCE", 30)
        waiting = threading.Thread(target=voided, args=(office, VoidTask(entry.id, "salah")))
        waiting.start()
    waiting.join()
    (found,) = register_report(office, RegisterTask()).entries
    assert (found.state, found.why) == (NumberState.VOID, "salah")
    with pytest.raises(UsageFault):
        voided(office, VoidTask(entry.id, "lagi"))
