"""What the program takes from the inside of Jinja is still there and still does what it did. DESIGN: one owner, and a test that fails.

When a new Jinja breaks one of these, `validators/jinja_inside.py` is the only place to mend.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import Environment

from validators.jinja_inside import OpenedEnvironment, keeping_types

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (Environment, "_parse", ["self", "source", "name", "filename"]),
        (Environment, "_generate", ["self", "source", "name", "filename", "defer_init"]),
        (Environment, "_compile", ["self", "source", "filename"]),
        (CodeGenerator, "_output_child_to_const", ["self", "node", "frame", "finalize"]),
        (CodeGenerator, "_output_child_pre", ["self", "node", "frame", "finalize"]),
        (CodeGenerator, "_output_child_post", ["self", "node", "frame", "finalize"]),
    ],
)
def test_jinja__has_what_is_overridden(owner: type, name: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters


class Watching(OpenedEnvironment):
    seen: list[str] = []  # noqa: RUF012 - one for the test

    def parsed(self, tree: nodes.Template) -> None:
        self.seen.append(type(tree).__name__)

    def rewritten(self, tree: nodes.Template) -> nodes.Template:
        for const in tree.find_all(nodes.Const):
            const.value = const.value * 10
        return tree


def test_environment__a_tree_is_seen_and_changed_before_it_is_compiled() -> None:
    environment = Watching()
    assert environment.from_string("{{ 4 }} dan {{ x }}").render(x=1) == "40 dan 1"
    assert Watching.seen == ["Template"]
    assert environment.compile_expression("4 + x")(x=1) == 41


def test_generator__output_keeps_its_type_where_it_is_asked_to() -> None:
    class Kept(Environment):
        code_generator_class = keeping_types(CodeGenerator, lambda node: isinstance(node, nodes.Name))

    template = Kept().from_string("{{ angka }}{{ angka + 1 }}")
    found: list[Any] = list(template.root_render_func(template.new_context({"angka": 7})))
    assert found == [7, "8"]


def test_inside__has_one_owner() -> None:
    files = [file for top in ("generator", "validators") for file in (ROOT / top).rglob("*.py") if file.name != "jinja_inside.py"]
    private = ("super()._parse(", "super()._generate(", "super()._compile(", "_output_child", "jinja2.nativetypes")
    assert [str(file.relative_to(ROOT)) for file in files for word in private if word in file.read_text(encoding="utf-8")] == []
