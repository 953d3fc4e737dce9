"""Only `generator/fields` says a kind of field by its name. DESIGN: what a field is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.fields.scalars import SCALARS
from generator.fields.shapes import SHAPES

ROOT = Path(__file__).resolve().parents[3]
KINDS = frozenset({*SCALARS, *SHAPES})
FIELD_WORDS = frozenset({"kind", "type", "type_", "kind_"})
MODULES = [
    file for top in ("generator", "validators") for file in sorted((ROOT / top).rglob("*.py")) if file.parent != ROOT / "generator/fields"
]


def offences(source: str) -> list[int]:
    """Return the lines that compare a `.kind` or `.type` with a kind of field, or key a table by several of them."""
    return sorted({node.lineno for node in ast.walk(ast.parse(source)) if _compares(node) or _is_keyed(node)})


def _compares(node: ast.AST) -> bool:
    if isinstance(node, ast.Match):
        named = {text for case in node.cases for part in ast.walk(case.pattern) for text in _words(part)}
        return _asks_for_kind(node.subject) and bool(named & KINDS)
    if not isinstance(node, ast.Compare):
        return False
    sides = (node.left, *node.comparators)
    return any(map(_asks_for_kind, sides)) and any(set(_words(part)) & KINDS for side in sides for part in ast.walk(side))


def _asks_for_kind(node: ast.expr) -> bool:
    """Whether an expression gives a field's kind: an attribute of it, or its word in the spec."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "word_of"
    return isinstance(node, ast.Attribute) and node.attr in FIELD_WORDS


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _is_keyed(node: ast.AST) -> bool:
    """Whether a dict or set literal holds three kinds or more that mean nothing else in this program."""
    keys = node.keys if isinstance(node, ast.Dict) else node.elts if isinstance(node, ast.Set) else []
    own = KINDS - {"number", "date", "time", "text", "boolean", "integer", "table", "list"}
    return len({word for key in keys if key is not None for word in _words(key)} & own) >= 3


def _knows_fields(source: str) -> bool:
    """Whether a module can have a field in its hands; file formats, which have kinds of their own, cannot."""
    return any(f"generator.{name}" in source for name in ("fields", "spec", "document", "pipeline"))


def test_kinds__are_compared_in_fields_only() -> None:
    sources = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in MODULES}
    found = [f"{name}:{line}" for name, source in sources.items() if _knows_fields(source) for line in offences(source)]
    assert not found, "\n".join(["a kind of field compared by its name:", *found])


@pytest.mark.parametrize(
    "line",
    [
        "x = field.type == 'money'",
        "x = field.kind in ('table', 'group')",
        "x = field.kind in {'table'}",
        "x = 'choice' != field.type",
        "x = word_of(field) == 'table'",
        "match field.kind:\n    case 'date':\n        pass",
        "X = {'money': 1, 'choice': 2, 'reference': 3}",
    ],
)
def test_offences__sees_a_comparison(line: str) -> None:
    assert offences(line)


def test_offences__passes_other_words() -> None:
    assert not offences("x = output.medium == 'docx'\ny = token.type == token.FUNC\nz = field.name == 'text'")


NOT_DEFINED_AGAIN = frozenset({("generator/form/plan.py", "kind"), ("generator/editor_schema.py", "kind")})
"""The kind of a field, handed on: of what stands in a slot of a form, and of the field that a schema describes."""


def _defined(source: str) -> Iterator[str]:
    """Yield what a module gives a name to: functions, classes, parameters, attributes, variables."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case _:
                pass


def _says_kind(name: str) -> bool:
    return bool({"kind", "kinds"} & {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)})


def test_kind__is_said_of_fields_alone() -> None:
    """What an output, a chart, a relationship or a result is has a name of its own, so that `kind` can be searched for."""
    sources = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in MODULES}
    found = {(name, word) for name, source in sources.items() for word in _defined(source) if _says_kind(word)}
    found |= {(name, "module") for name in sources if _says_kind(Path(name).stem)}
    assert found == NOT_DEFINED_AGAIN


LAID_OUT_BY_A_SPEC = frozenset({"cli/template.py", "outline", "spec/model.py", "starter"})


def test_layout__is_what_a_spec_says_of_its_pages() -> None:
    """`layout:` of a spec, one of `LAYOUTS`; rows of a workbook have an arrangement, pages that were made are laid out."""
    sources = {file.relative_to(ROOT / "generator"): file.read_text(encoding="utf-8") for file in MODULES if "generator" in file.parts}
    found = {
        name for name, source in sources.items() if "layout" in name.stem or any("layout" in word.lower() for word in _defined(source))
    }
    assert {name.as_posix() if name.as_posix() in LAID_OUT_BY_A_SPEC else name.parts[0] for name in found} == LAID_OUT_BY_A_SPEC


@pytest.mark.parametrize("name", ["kind", "_KINDS", "TallyKind", "every_kind", "kind_of", "media_kinds"])
def test_says_kind__sees_the_word(name: str) -> None:
    assert _says_kind(name)


@pytest.mark.parametrize("name", ["medium", "unkindly", "type"])
def test_says_kind__passes_other_names(name: str) -> None:
    assert not _says_kind(name)
