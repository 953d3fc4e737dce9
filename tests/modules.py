"""The program's own modules as trees of syntax, each parsed and walked once for all tests of a process."""

from __future__ import annotations

import ast
import gc
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from tests.pages import ROOT

MODULES: Final = sorted(file for top in ("borang", "generator", "validators") for file in (ROOT / top).rglob("*.py"))


@cache
def tree(file: Path) -> ast.Module:
    """Return a module's tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Return all that stands in a module, as `ast.walk` gives it."""
    known = _walked()
    return known[file] if file in known else tuple(ast.walk(tree(file)))


@cache
def _walked() -> Mapping[Path, tuple[ast.AST, ...]]:
    found = {file: tuple(ast.walk(tree(file))) for file in MODULES}
    gc.freeze()  # a million objects that stay: every collection in the tests that follow would look through them
    return found
