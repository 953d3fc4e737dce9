"""The rule language: Jinja expressions in a locked environment, exact, and aware of absence.

The same environment serves rules, one-line computations, messages, file names and templates. What it changes in Jinja:
numbers are exact (literals become fractions, `/` never gives a binary fraction), absence flows through operators
(`validators.operators`), data is reached by key only, and nothing can be called but what the caller hands in.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, cast

from jinja2 import BaseLoader, TemplateAssertionError, TemplateSyntaxError, Undefined, nodes
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.visitor import NodeTransformer

from validators import bounds, operators
from validators.absence import Absence, is_absent
from validators.filters import TESTS, filters_with, written_names
from validators.jinja_inside import OpenedEnvironment, Unfound, evaluator
from validators.lists import SharedRows
from validators.messages import nearest
from validators.polos import Baris, Polos
from validators.tag_words import RUNTIME_FAULTS, sentence
from validators.tree import KeyedRows, as_group, as_rows

_MAX_QUOTED: Final = 120
_DATE_PARTS: Final = frozenset({"year", "month", "day"})
_OF_LOOP: Final = frozenset({"index", "index0", "first", "last", "length"})


class ExpressionFault(Exception):
    """An expression that cannot be read or cannot run: the fault of whoever wrote it, not of the data.

    line: the line within the expression's or template's own text, 1-based.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class _ExactNodes(NodeTransformer):
    """Rewrites a parsed tree so that numbers are exact and logic knows absence."""

    def visit_Const(self, node: nodes.Const) -> nodes.Node:
        if isinstance(node.value, float):
            share = Fraction(repr(node.value))
            return nodes.Div(nodes.Const(share.numerator), nodes.Const(share.denominator), lineno=node.lineno)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        left, result = node.expr, None
        for operand in node.ops:
            step = _call("_banding", left, nodes.Const(operand.op), operand.expr)
            result = step if result is None else _call("_dan", result, step)
            left = operand.expr
        return result or node

    def visit_And(self, node: nodes.And) -> nodes.Node:
        self.generic_visit(node)
        return _call("_dan", node.left, node.right)

    def visit_Or(self, node: nodes.Or) -> nodes.Node:
        self.generic_visit(node)
        return _call("_salah_satu", node.left, node.right)

    def visit_Not(self, node: nodes.Not) -> nodes.Node:
        self.generic_visit(node)
        return _call("_bukan", node.node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        first, *rest = node.nodes
        return _call("_gabung", first, *rest)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        return _call("_potong", node.node, *(nodes.Const(None) if end is None else end for end in ends))

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = _call("_putaran", cast("nodes.Expr", node.iter))
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        self.generic_visit(node)
        branches = (node.expr1,) if node.expr2 is None else (node.expr1, node.expr2)
        return _call("_jika", node.test, *branches)


def _call(name: str, first: nodes.Expr, *rest: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(first, name, list(rest), [], None, None, lineno=first.lineno)


class _BoundedContext(Context):
    """What a template runs in; with each one the count of its loops' rounds begins."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        bounds.begin_rounds()


class ExactEnvironment(OpenedEnvironment):
    """A Jinja environment with exact numbers, absence, bounds, data reached by key, and no calls but those handed in."""

    context_class = _BoundedContext

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"-", "+"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return `left operator right` exactly."""
        return operators.arithmetic(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Return `operator arg` exactly."""
        return operators.arithmetic(operator, 0, arg)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value under a key of data; absence gives itself, anything else has no attributes."""
        if type(obj) is dict and attribute in obj:  # a group, as nearly all are
            return obj[attribute]  # pyright: ignore[reportUnknownVariableType] - a cast would cost more than the look
        if isinstance(obj, Absence):
            return obj
        if (isinstance(obj, LoopContext) and attribute in _OF_LOOP) or (isinstance(obj, SharedRows) and attribute in SharedRows._fields):
            return getattr(obj, attribute)
        if isinstance(obj, (Undefined, LoopContext)):
            return super().getattr(obj, attribute)
        group = as_group(obj)
        if group is not None:
            return group[attribute] if attribute in group else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, datetime.date) and attribute in _DATE_PARTS:
            return Polos(getattr(obj, attribute))
        if isinstance(obj, Baris) and attribute in obj.row:
            return obj.row[attribute]
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the item of a list, the row that a key names, or the value under a key; `KOSONG` where a list has none such."""
        if isinstance(obj, Absence):
            return obj
        if is_absent(argument):
            return argument
        items = as_rows(obj)
        if items is not None and isinstance(argument, int):
            return items[argument] if -len(items) <= argument < len(items) else operators.KOSONG
        if isinstance(obj, KeyedRows):
            return obj.named(argument)
        group = as_group(obj)
        if group is not None and isinstance(argument, str | datetime.date) and argument in group:
            return cast("Mapping[Any, Any]", group)[argument]  # ahead of `getattr`, which knows names alone: a matrix may be keyed by dates
        return self.getattr(obj, argument) if isinstance(argument, str) else self.undefined(obj=obj, name=str(argument))

    def call(__self, __context: Context, __obj: Any, *arguments: Any, **named: Any) -> Any:  # noqa: N805 - Jinja's own: any name may be said
        """Return what a call gives; what the caller marked is called at once, being no format method and in want of no context."""
        if not getattr(__obj, "in_expressions", False):
            return super().call(__context, __obj, *arguments, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return __obj(*arguments, **named)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow what the caller marked with `callable_in_expressions`, template macros and `loop.cycle`."""
        return bool(getattr(obj, "in_expressions", False)) or isinstance(obj, (Macro, LoopContext)) or _is_loop_method(obj)

    def parsed(self, tree: nodes.Template) -> None:
        """Refuse a tree that is too large."""
        bounds.check_tree(tree)

    def rewritten(self, tree: nodes.Template) -> nodes.Template:
        """Return the tree with exact numbers and operators that know absence; an unknown filter is told first."""
        self._check_filters(tree)
        with _named_bounds():
            return _ExactNodes().visit(tree)

    def bounded(self) -> AbstractContextManager[None]:
        """Return what tells the bounds of Python itself as a fault of the template."""
        return _named_bounds()

    def _check_filters(self, tree: nodes.Template) -> None:
        """Raise TemplateAssertionError, with the nearest name, for a filter or test that there is not."""
        known: dict[type[nodes.Node], tuple[list[str], str]] = {
            nodes.Filter: (list(cast("Any", self).filters), "filter"),
            nodes.Test: (list(cast("Any", self).tests), "uji"),
        }
        for node in tree.find_all((nodes.Filter, nodes.Test)):
            names, words = known[type(node)]
            if node.name not in names:
                near = nearest(node.name, written_names(names))
                ending = f", maksud Anda “{near}”?" if near else ""
                raise TemplateAssertionError(f"{words} “{node.name}” tidak ada{ending}", node.lineno)


@contextmanager
def _named_bounds() -> Generator[None, None, None]:
    """Tell what Python itself refuses (depth, size, digits) as a fault of the template."""
    try:
        yield
    except (RecursionError, MemoryError, OverflowError, SyntaxError, ValueError) as error:
        raise TemplateSyntaxError("ungkapan terlalu rumit, atau bilangannya terlalu panjang", 1) from error


def _is_loop_method(obj: Any) -> bool:
    return isinstance(getattr(obj, "__self__", None), LoopContext)


def callable_in_expressions(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a function as one that expressions and templates may call."""
    function.in_expressions = True  # type: ignore[attr-defined] - Jinja asks a function for it
    return function


def exact_environment(
    filters: Mapping[str, Callable[..., Any]] | None = None,
    *,
    finalize: Callable[[Any], Any] | None = None,
    autoescape: bool = False,
    loader: BaseLoader | None = None,
) -> ExactEnvironment:
    """Return a locked environment with the language's own filters and those the caller hands in.

    finalize: how a value prints that has no filter.
    """
    environment = ExactEnvironment(undefined=Unfound, finalize=finalize, autoescape=autoescape, loader=loader, keep_trailing_newline=True)
    cast("Any", environment).globals.clear()
    environment.filters = filters_with(filters or {}) | _REWRITTEN
    environment.tests = dict(TESTS)
    return environment


_REWRITTEN: Final[dict[str, Callable[..., Any]]] = {
    "_banding": operators.compare,
    "_dan": operators.both,
    "_salah_satu": operators.either,
    "_bukan": operators.negate,
    "_jika": operators.choose,
    "_putaran": bounds.counted,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; `tree` is its parsed form before rewriting, for the checking of names."""

    source: str
    tree: nodes.Node
    run: Callable[..., Any]

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        """Return the value in `scope`; raises ExpressionFault where it cannot run."""
        try:
            value = self.run(scope)
            if isinstance(value, Undefined):
                str(value)  # raises UndefinedError with the missing name
        except RUNTIME_FAULTS as error:
            raise ExpressionFault(f"Ungkapan `{_quoted(self.source)}` tidak dapat dijalankan: {sentence(error)}.") from error
        return value


def compile_expression(environment: ExactEnvironment, source: str) -> Expression:
    """Return the compiled expression; raises ExpressionFault when it is not one."""
    try:
        with _named_bounds():
            tree = _parsed(environment, source)
            _refuse_power(tree)
            run = evaluator(environment.compile_expression(source, undefined_to_none=False))
    except TemplateSyntaxError as error:
        raise ExpressionFault(f"Ungkapan `{_quoted(source)}` keliru: {sentence(error)}.", error.lineno) from error
    return Expression(source, tree, run)


def _parsed(environment: ExactEnvironment, source: str) -> nodes.Expr:
    parser = Parser(environment, source, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError(f"“{parser.stream.current.value}” ada di tempat yang salah", parser.stream.current.lineno)
    bounds.check_tree(tree)
    return tree


def _quoted(source: str) -> str:
    """Return an expression as a fault quotes it: a long one cut."""
    return source if len(source) <= _MAX_QUOTED else f"{source[:_MAX_QUOTED]}…"


def compile_text(environment: ExactEnvironment, source: str) -> Callable[[Mapping[str, Any]], str]:
    """Return a function that fills the `{{ }}` of a message or file name; raises ExpressionFault when it is malformed."""
    try:
        _refuse_power(environment.parse(source))
        template = environment.from_string(source)
    except TemplateSyntaxError as error:
        raise ExpressionFault(f"Teks `{_quoted(source)}` keliru: {sentence(error)}.", error.lineno) from error

    def fill(scope: Mapping[str, Any]) -> str:
        try:
            return template.render(scope)
        except RUNTIME_FAULTS as error:
            raise ExpressionFault(f"Teks `{_quoted(source)}` tidak dapat diisi: {sentence(error)}.") from error

    return fill


def _refuse_power(tree: nodes.Node) -> None:
    for node in (tree, *tree.find_all(nodes.Pow)):
        if isinstance(node, nodes.Pow):
            raise ExpressionFault("Operator ** tidak ada dalam bahasa ini.", node.lineno)
