"""All that is taken from the inside of Jinja, which promises nothing of it: one owner, and a test that fails when Jinja changes it.

Two things cannot be had from outside: a tree between its parsing and its compiling, and output that keeps its type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateExpression
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing


class Unfound(StrictUndefined):
    """What is not there: a name that nothing has, or what a key did not find in a value."""

    __slots__ = ()

    @property
    def is_name(self) -> bool:
        """Whether it is a name, which no default stands in for: it is misspelt."""
        return self._undefined_obj is missing


def refuse_unknown_name(value: Any) -> None:
    """Raise UndefinedError where a value is a name that nothing has; what a key did not find may be left open."""
    if isinstance(value, Unfound) and value.is_name:
        str(value)


class OpenedEnvironment(ImmutableSandboxedEnvironment):
    """A sandboxed environment that lets its heirs see a tree after parsing and change it before it is compiled."""

    def parsed(self, tree: nodes.Template) -> None:
        """Look at a tree as it was written."""

    def rewritten(self, tree: nodes.Template) -> nodes.Template:
        """Return the tree that is compiled in place of the one written."""
        return tree

    def bounded(self) -> AbstractContextManager[None]:
        """Return what stands around parsing and compiling."""
        return nullcontext()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with self.bounded():
            tree = super()._parse(source, name, filename)
            self.parsed(tree)
        return tree

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:
        tree = self.rewritten(source)
        with self.bounded():
            return super()._generate(tree, name, filename, defer_init)

    def _compile(self, source: str, filename: str) -> CodeType:
        with self.bounded():
            return super()._compile(source, filename)


def evaluator(expression: TemplateExpression) -> Callable[[Mapping[str, Any]], Any]:
    """Return what gives a compiled expression's value in a scope, which it reads as it is: Jinja would copy all of it twice."""
    template = expression._template  # pyright: ignore[reportPrivateUsage] - it has no other way in

    def evaluate(scope: Mapping[str, Any]) -> Any:
        context = template.new_context(scope, shared=True)  # pyright: ignore[reportArgumentType] - it is only read
        for _ in template.root_render_func(context):
            pass
        return context.vars["result"]

    return evaluate


def keeping_types(base: type[CodeGenerator], is_raw: Callable[[nodes.Expr], bool]) -> type[CodeGenerator]:
    """Return a code generator whose output is the value itself where `is_raw` says so, elsewhere text, as always.

    Jinja's own native generator does the same for a whole template.
    """

    class RawGenerator(base):
        def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> Any:
            if is_raw(node):
                raise nodes.Impossible
            return super()._output_child_to_const(node, frame, finalize)

        def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
            if not is_raw(node):
                super()._output_child_pre(node, frame, finalize)

        def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
            if not is_raw(node):
                super()._output_child_post(node, frame, finalize)

    return RawGenerator
