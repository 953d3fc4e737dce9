"""Click keeps the sentences it has once made: whoever runs a command here speaks Indonesian from the first one on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import indonesian, main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True, scope="session")
def _speaks_indonesian() -> None:
    indonesian.install()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in an empty folder; give exit code, standard output and error output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BORANG_HOME", raising=False)

    def run_(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["borang", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        assert "Terjadi kesalahan program" not in printed.err
        return int(leaving.value.code or 0), printed.out, printed.err

    return run_
