"""The register's file: one writer, told who; nothing of a transaction that failed; what is no register is told."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.errors import DeliveryFault
from generator.register.book import FILE, NumberState, RegisterEntry, entries_in, opened

ONE = RegisterEntry("sk", "panitia", "sk", 2026, 7, "7/2026", date(2026, 3, 2), "abc", "Panitia")


def test_register__gives_back_what_was_written(tmp_path: Path) -> None:
    with opened(tmp_path) as book, book.at_once():
        made = book.add(ONE)
    (there,) = entries_in(tmp_path)
    assert there == made
    assert (there.number, there.count, there.day, there.state) == ("7/2026", 7, date(2026, 3, 2), NumberState.VALID)


def test_register__is_written_by_one_who_is_named(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from generator.register.book import opened\nwith opened(Path({str(tmp_path)!r})): print('ada', flush=True); input()"
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "ada\n"
    with pytest.raises(DeliveryFault) as fault, opened(tmp_path):
        pass
    assert fault.value.code == "register-sedang-dipakai"
    assert f"proses {other.pid}" in str(fault.value)
    assert os.uname().nodename in str(fault.value)
    other.kill()
    other.communicate()
    with opened(tmp_path):
        pass


def test_register__takes_two_valid_numbers_of_one_document_never(tmp_path: Path) -> None:
    def add_both() -> None:
        with opened(tmp_path) as book, book.at_once():
            book.add(ONE)
            book.add(RegisterEntry("sk", "panitia", "sk", 2026, 8, "8/2026", date(2026, 3, 2), "abc"))

    with pytest.raises(DeliveryFault) as fault:
        add_both()
    assert fault.value.code == "register-tidak-dapat-dipakai"
    assert entries_in(tmp_path) == []  # neither of them


def test_register__that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"bukan basis data" * 100)
    with pytest.raises(DeliveryFault) as fault:
        entries_in(tmp_path)
    assert fault.value.code == "register-tidak-dapat-dipakai"
