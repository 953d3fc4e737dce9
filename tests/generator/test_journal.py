"""The journal of a batch: held by one process, never ahead of the disk, broken ones told. BAT-03."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import journal as journals
from generator.errors import DeliveryFault
from generator.journal import DeliveredFile, JournalEntry, State

ONE = JournalEntry(
    "rhk-a", 0, 0, "baris 2", "A", "abc", {"xlsx": "rhk-a.xlsx"}, State.DONE, (DeliveredFile("rhk-a.xlsx", "d", 3, 4),), ({"code": "x"},)
)


def test_journal__gives_back_what_was_put_in_the_order_of_the_source(tmp_path: Path) -> None:
    journal = journals.opened(tmp_path)
    journal.put([JournalEntry("b", 1, 1, "", "B \ud800", "x", state=State.REFUSED, round=2), ONE])
    journal.close()
    journal = journals.opened(tmp_path)
    first, second = journal.every()
    assert (first, second.label) == (ONE, "B ?")
    assert [entry.key for entry in journal.every(State.REFUSED)] == ["b"]
    assert journal.leave(2) == 1
    assert [entry.key for entry in journal.every()] == ["b"]
    assert journal.counts() == {State.GONE: 1, State.REFUSED: 1}
    journal.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [journals.JOURNAL, ".borang-massal.lock"]


def test_journal__of_a_folder_is_held_by_one_and_let_go_by_its_death(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from generator import journal; journal.opened(Path({str(tmp_path)!r})); print('ada', flush=True); input()"
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "ada\n"
    with pytest.raises(DeliveryFault) as fault:
        journals.opened(tmp_path)
    assert fault.value.code == "folder-sedang-dipakai"
    other.kill()
    other.communicate()
    journals.opened(tmp_path).close()


def test_journal__that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / journals.JOURNAL).write_bytes(b"bukan basis data" * 100)
    for look in (journals.opened, journals.looked_at):
        with pytest.raises(DeliveryFault) as fault:
            look(tmp_path)
        assert fault.value.code == "jurnal-tidak-dapat-dipakai"


def test_journal__of_a_later_program_is_not_written(tmp_path: Path) -> None:
    journal = journals.opened(tmp_path)
    journal.note(versi="2")
    journal.close()
    with pytest.raises(DeliveryFault) as fault:
        journals.opened(tmp_path)
    assert fault.value.code == "jurnal-lain"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="the superuser writes everywhere")
def test_journal__in_a_folder_that_is_only_read_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DeliveryFault) as fault:
        journals.opened(tmp_path)
    assert fault.value.code == "folder-hasil-tidak-dapat-dipakai"


def test_journal__looked_at_is_a_copy(tmp_path: Path) -> None:
    assert list(journals.looked_at(tmp_path).every()) == []
    assert list(tmp_path.iterdir()) == []
    journal = journals.opened(tmp_path)
    journal.put([ONE])
    copy = journals.looked_at(tmp_path)
    copy.put([JournalEntry("c", 3, 3, "", "C", "x")])
    assert [entry.key for entry in copy.every()] == ["rhk-a", "c"]
    assert [entry.key for entry in journal.every()] == ["rhk-a"]
    journal.close()
