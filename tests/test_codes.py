"""Every code that is raised or found stands in the one catalogue, and every code there is used. IN-02."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.errors import BorangError
from generator.scoring.refusal import MESSAGES as SCORES
from generator.scoring.schedule.checks import MESSAGES as SCHEDULE
from tests.modules import MODULES, nodes
from tests.pages import ROOT
from validators.faults import FAULTS
from validators.messages import CATALOGUE

KNOWN = {**CATALOGUE, **SCORES, **SCHEDULE}
MAKERS = {"finding", "Refusal", "Unreadable", "ScoreRefused", "Issue"}


def trees() -> Iterator[tuple[Path, tuple[ast.AST, ...]]]:
    for file in MODULES:
        if not file.is_relative_to(ROOT / "borang"):
            yield file, nodes(file)


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def raised(tree: tuple[ast.AST, ...]) -> Iterator[tuple[str, int]]:
    """Yield the codes that calls name: the first argument of what makes findings, the `code=` of a fault."""
    for node in tree:
        if not isinstance(node, ast.Call):
            continue
        first = literal(node.args[0]) if node.args and name_of(node) in MAKERS else None
        given = [literal(word.value) for word in node.keywords if word.arg == "code" and name_of(node).lower().endswith("fault")]
        yield from ((code, node.lineno) for code in (first, *given) if code)


def catalogue_keys(tree: tuple[ast.AST, ...]) -> set[int]:
    """Return the ids of the nodes that are keys of a mapping to (sentence, remedy)."""
    return {
        id(key)
        for node in tree
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if key is not None and isinstance(value, ast.Tuple)
    }


def test_codes__have_one_sentence_each() -> None:
    """Of two with one code the catalogue would hold the later: who has too long a text would be told of a database."""
    dicts = (node for file, tree in trees() if "validators" in file.parts for node in tree if isinstance(node, ast.Dict))
    pairs = (pair for node in dicts for pair in zip(node.keys, node.values, strict=True))
    told = Counter(literal(key) for key, value in pairs if key is not None and isinstance(value, ast.Tuple))
    assert [code for code, count in told.items() if code in CATALOGUE and count > 1] == []


def test_codes__that_are_raised_stand_in_the_catalogue() -> None:
    unknown = [f"{file.relative_to(ROOT)}:{line} {code}" for file, tree in trees() for code, line in raised(tree) if code not in KNOWN]
    assert unknown == []


def test_codes__of_the_catalogue_are_used() -> None:
    used: set[str] = set()
    for _, tree in trees():
        keys = catalogue_keys(tree)
        used |= {node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in keys}
    assert sorted(set(KNOWN) - used) == []


def test_fault__of_every_kind_has_a_code_of_the_catalogue() -> None:
    def kinds(kind: type[BorangError]) -> Iterator[type[BorangError]]:
        yield kind
        for below in kind.__subclasses__():
            yield from kinds(below)

    assert [kind.__name__ for kind in kinds(BorangError) if kind.code not in FAULTS] == []
    assert BorangError("x", code="yaml-tab").code == "yaml-tab"


def makers(tree: tuple[ast.AST, ...]) -> set[str]:
    """Return what makes a fault in a module: the kinds, and parameters that are one."""
    kinds = {"BorangError", "SpecFault", "TemplateFault", "MissingEngine", "IntakeFault", "DeliveryFault"}
    for node in tree:
        if isinstance(node, ast.arg) and node.annotation is not None and ast.unparse(node.annotation) == "type[BorangError]":
            kinds.add(node.arg)
    return kinds


def test_fault__that_is_raised_says_its_own_code_and_not_that_of_its_kind() -> None:
    bare = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in trees()
        for known in (makers(tree),)
        for node in tree
        if isinstance(node, ast.Call)
        and ((called := ast.unparse(node.func)) in known or called.endswith("compiled.fault"))
        and not any(word.arg == "code" for word in node.keywords)
    ]
    assert bare == []


def test_fault__the_helpers_that_make_one_are_told_its_code() -> None:
    """A default would be the same code for all that call it."""
    untold = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in trees()
        for node in tree
        if isinstance(node, ast.FunctionDef)
        for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if arg.arg == "code" and default is not None and node.name != "__init__"
    ]
    assert untold == []
