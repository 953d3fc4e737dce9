"""`borang serve` before it serves: what keeps it from starting is said in one sentence. The rest is in tests/generator/web."""

from __future__ import annotations

import builtins
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.pages import run


def test_serve__on_a_port_that_is_taken_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, told = run(f"borang serve --no-browser --data {tmp_path} --port {other.getsockname()[1]}", monkeypatch)
    assert code == 3
    assert any("sudah dipakai program lain" in line for line in told)


def test_serve__without_its_libraries_says_how_to_install_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def lacking(name: str, *arguments: Any, **settings: Any) -> Any:
        if name.partition(".")[0] == "uvicorn":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return there(name, *arguments, **settings)

    monkeypatch.setattr(builtins, "__import__", lacking)
    code, told = run(f"borang serve --no-browser --data {tmp_path}", monkeypatch)
    assert code == 3
    assert any('pip install "borang[layanan]"' in line for line in told)
