"""Checks the names in expressions and templates against what the scope will hold, before any data comes.

A scope is described by shapes: `ANY` (nothing is known), `SCALAR`, a `Record` of named members, `Rows` of a record.
`unknown_names` walks a parsed Jinja tree and reports each dotted name that the shapes do not hold, with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from jinja2 import nodes

from validators.spelling import nearest


@dataclass(frozen=True, slots=True)
class UnknownShape:
    """A shape about which nothing is known; every name in it passes."""


@dataclass(frozen=True, slots=True)
class Single:
    """A plain value: it has no members. path: the field it is, if it is one."""

    path: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A group of named members. choose: the shape of any other key (a matrix row), if there may be one."""

    members: Mapping[str, Shape]
    choose: Shape | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list whose items have the shape `of`."""

    of: Shape
    path: str = ""


Shape: TypeAlias = UnknownShape | Single | Record | Rows
ANY: Final = UnknownShape()
SCALAR: Final = Single()
DATE: Final = Record({"year": SCALAR, "month": SCALAR, "day": SCALAR})
_LOOP: Final = Record(dict.fromkeys(("index", "index0", "first", "last", "length", "revindex", "revindex0"), SCALAR), choose=ANY)
_SAME_ROWS: Final = frozenset({"ada", "list", "sort", "select", "reject", "selectattr", "rejectattr", "unique"})
_ATTRIBUTE_FIRST: Final = frozenset({"selectattr", "rejectattr", "sum", "min", "max", "rerata", "groupby", "kelompok"})
_LISTS_OF_ROWS: Final = frozenset({"batch", "slice"})
_ONE_ROW: Final = frozenset({"first", "last", "min", "max"})


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that the scope does not hold; nearest: the known name most like it."""

    name: str
    line: int
    nearest: str | None = None


@dataclass(slots=True)
class Reader:
    """Reads one tree: collects the unknown names, every dotted name that is used, and the path of every field that is reached.

    handed: the paths of what is given whole to a macro or filter. tables: the columns of each reference table, for `lookup('rhk', kode).poin`.
    """

    tables: Mapping[str, Mapping[str, Shape]]
    filters: frozenset[str] = frozenset()
    unknown: list[UnknownName] = field(default_factory=list[UnknownName])
    used: set[str] = field(default_factory=set[str])
    reached: set[str] = field(default_factory=set[str])
    handed: set[str] = field(default_factory=set[str])

    def read(self, node: nodes.Node, scope: Mapping[str, Shape]) -> None:
        """Check the names of a statement or template body."""
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, (nodes.Template, nodes.Block, nodes.Scope, nodes.FilterBlock, nodes.CallBlock)):
            self._body(node, scope)
        elif isinstance(node, nodes.With):
            named = {
                name.name: self.shape(value, scope)
                for name, value in zip(node.targets, node.values, strict=True)
                if isinstance(name, nodes.Name)
            }
            self._sequence(node.body, {**scope, **named})
        elif isinstance(node, nodes.Macro):
            self._body(node, {**scope, **{arg.name: ANY for arg in node.args}, "caller": ANY})
        elif isinstance(node, nodes.If):
            self.shape(node.test, scope)
            self._sequence([*node.body, *node.elif_, *node.else_], scope)
        elif isinstance(node, nodes.Expr):
            self.shape(node, scope)
        else:
            self._body(node, scope)

    def _body(self, node: nodes.Node, scope: Mapping[str, Shape]) -> None:
        self._sequence(list(node.iter_child_nodes()), scope)

    def _sequence(self, children: list[nodes.Node], scope: Mapping[str, Shape]) -> None:
        here = dict(scope)
        for child in children:
            if isinstance(child, nodes.Assign) and isinstance(child.target, nodes.Name):
                here[child.target.name] = self.shape(child.node, here)
            elif isinstance(child, nodes.AssignBlock) and isinstance(child.target, nodes.Name):
                self._sequence(child.body, here)
                here[child.target.name] = SCALAR
            elif isinstance(child, nodes.Macro):
                here[child.name] = ANY
                self.read(child, here)
            elif isinstance(child, (nodes.Import, nodes.FromImport)):
                here.update(_imported(child))
            else:
                self.read(child, here)

    def _loop(self, node: nodes.For, scope: Mapping[str, Shape]) -> None:
        rows = self.shape(node.iter, scope)
        item = self._reach(rows.of) if isinstance(rows, Rows) else ANY
        inner = {**scope, "loop": _LOOP}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = item
        else:
            targets = [name.name for name in node.target.find_all(nodes.Name)]
            parts = list(item.members.values()) if isinstance(item, Record) and len(item.members) == len(targets) else [ANY] * len(targets)
            inner.update(zip(targets, parts, strict=True))
        if node.test is not None:
            self.shape(node.test, inner)
        self._sequence([*node.body, *node.else_], inner)

    def shape(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        """Return the shape of an expression, reporting unknown names in it."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._member(self.shape(node.node, scope), node.attr, node)
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Call):
            return self._call(node, scope)
        if isinstance(node, nodes.CondExpr):
            self.shape(node.test, scope)
            shapes = [self.shape(branch, scope) for branch in (node.expr1, node.expr2) if branch is not None]
            return shapes[0]
        for child in node.iter_child_nodes():
            self.shape(child, scope)
        return SCALAR if isinstance(node, nodes.Const) else ANY

    def _name(self, node: nodes.Name, scope: Mapping[str, Shape]) -> Shape:
        self.used.add(node.name)
        if node.name in scope:
            return self._reach(scope[node.name])
        self._report(node.name, node.lineno, list(scope))
        return ANY

    def _reach(self, shape: Shape) -> Shape:
        path = getattr(shape, "path", "")
        if path:
            self.reached.add(path)
        return shape

    def _item(self, node: nodes.Getitem, scope: Mapping[str, Shape]) -> Shape:
        holder = self.shape(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) and not isinstance(holder, Rows):
            return self._member(holder, node.arg.value, node)
        self.shape(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return holder
        if isinstance(holder, Rows):
            return self._reach(holder.of)
        return self._reach(holder.choose) if isinstance(holder, Record) and holder.choose else ANY

    def _member(self, holder: Shape, name: str, node: nodes.Node, above: str = "") -> Shape:
        full = f"{above or _dotted(getattr(node, 'node', None))}.{name}".lstrip(".")
        self.used.add(full)
        if isinstance(holder, UnknownShape):
            return ANY
        if isinstance(holder, Record):
            found = holder.members.get(name, holder.choose)
            if found is not None:
                return self._reach(found)
            self._report(full, node.lineno, list(holder.members), prefix=full[: -len(name)])
            return ANY
        self._report(full, node.lineno, [])
        return ANY

    def _filter(self, node: nodes.Filter, scope: Mapping[str, Shape]) -> Shape:
        if self.filters and node.name not in self.filters:
            self._report(f"| {node.name}", node.lineno, sorted(name for name in self.filters if not name.startswith("_")), prefix="| ")
        self._check_mapped(node)
        rows = self._handed(node.node, scope) if node.node is not None else ANY
        for argument in [*node.args, *(pair.value for pair in node.kwargs)]:
            self.shape(argument, scope)
        attribute = self._attribute(node, rows)
        if node.name in _SAME_ROWS:
            return rows
        if node.name in _ONE_ROW and attribute is None:
            return rows.of if isinstance(rows, Rows) else ANY
        if node.name == "map":
            return Rows(attribute or ANY)
        if node.name in ("groupby", "kelompok"):
            return Rows(Record({"grouper": attribute or ANY, "list": rows}))
        if node.name == "rinci":
            return self._detailed(node, rows)
        if node.name in _LISTS_OF_ROWS:
            return Rows(rows)
        if node.name == "sum" and isinstance(attribute, Rows):  # inner tables put one after another: sum(attribute='...', start=[])
            return attribute
        return rows if node.name == "atau" else ANY

    def _detailed(self, node: nodes.Filter, rows: Shape) -> Shape:
        """Return the shape of inner rows with the row that each belongs to."""
        named = node.args[0] if node.args else None
        inner: Shape = ANY
        if isinstance(named, nodes.Const) and isinstance(rows, Rows):
            inner = self._member(rows.of, str(named.value), node, _dotted(node.node))
        own = inner.of if isinstance(inner, Rows) else ANY
        held = rows.of if isinstance(rows, Rows) else ANY
        return Rows(Record({"induk": held, "isi": own, "nomor": SCALAR, "pertama": SCALAR}))

    def _handed(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        """Return the shape of what a macro or filter is given; the path of a group is kept, as all of it may be printed there."""
        if isinstance(node, nodes.CondExpr):
            self.shape(node.test, scope)
            shapes = [self._handed(branch, scope) for branch in (node.expr1, node.expr2) if branch is not None]
            return shapes[0]
        if isinstance(node, (nodes.List, nodes.Tuple)):
            for item in node.items:
                self._handed(item, scope)
            return ANY
        shape = self.shape(node, scope)
        if isinstance(shape, Record) and shape.path:
            self.handed.add(shape.path)
        return shape

    def _check_mapped(self, node: nodes.Filter) -> None:
        """`map('x')` applies the filter x; the column x is `map(attribute='x')`."""
        named = node.args[0] if node.name == "map" and node.args else None
        if self.filters and isinstance(named, nodes.Const) and named.value not in self.filters:
            self._report(f"| map('{named.value}')", node.lineno, [])

    def _attribute(self, node: nodes.Filter, rows: Shape) -> Shape | None:
        """Return the shape of the attribute that a collection filter names, checked against the rows."""
        named = next((pair.value for pair in node.kwargs if pair.key == "attribute"), None)
        if named is None and node.name in _ATTRIBUTE_FIRST and node.args:
            named = node.args[0]
        if not isinstance(named, nodes.Const):
            return None
        inner = rows.of if isinstance(rows, Rows) else rows.choose if isinstance(rows, Record) else None
        shape: Shape = ANY
        is_keyed = not isinstance(rows, Rows)  # a matrix: its columns are keys, whatever signs are in them
        for column in str(named.value).split(",") if node.name == "sort" and not is_keyed else [str(named.value)]:
            shape, above = inner or ANY, _dotted(node.node)
            for step in [column] if is_keyed else column.strip().split("."):
                shape = self._member(shape, step, node, above)
                above = f"{above}.{step}".lstrip(".")
        return shape

    def _call(self, node: nodes.Call, scope: Mapping[str, Shape]) -> Shape:
        called = self.shape(node.node, scope)
        for argument in [*node.args, *(pair.value for pair in node.kwargs)]:
            for one in argument.items if isinstance(argument, nodes.List) else [argument]:
                self._handed(one, scope)
        if isinstance(node.node, nodes.Name) and node.node.name == "lookup" and node.args and isinstance(node.args[0], nodes.Const):
            table = str(node.args[0].value)
            if table not in self.tables:
                self._report(table, node.lineno, list(self.tables))
                return ANY
            return Record(self.tables[table])
        return called if isinstance(called, UnknownShape) else ANY

    def _report(self, name: str, line: int, known: list[str], prefix: str = "") -> None:
        near = nearest(name[len(prefix) :], known)
        self.unknown.append(UnknownName(name, line, f"{prefix}{near}" if near else None))


def read_names(
    tree: nodes.Node,
    scope: Mapping[str, Shape],
    tables: Mapping[str, Mapping[str, Shape]] | None = None,
    filters: frozenset[str] = frozenset(),
) -> Reader:
    """Return what reading a parsed tree against `scope` gives: unknown names, names used, fields reached."""
    reader = Reader({} if tables is None else tables, filters)  # their number is not asked: that would read every table
    reader.read(tree, scope)
    return reader


def unknown_names(
    tree: nodes.Node,
    scope: Mapping[str, Shape],
    tables: Mapping[str, Mapping[str, Shape]] | None = None,
    filters: frozenset[str] = frozenset(),
) -> tuple[UnknownName, ...]:
    """Return the names in a parsed tree that `scope` does not hold, each once."""
    return tuple(dict.fromkeys(read_names(tree, scope, tables, filters).unknown))


def used_names(tree: nodes.Node) -> frozenset[str]:
    """Return the dotted names that a tree uses, as written."""
    reader = Reader({})
    reader.read(tree, {})
    return frozenset(reader.used)


def free_names(tree: nodes.Node) -> frozenset[str]:
    """Return the names that an expression takes from its scope, without their members."""
    return frozenset(node.name for node in (tree, *tree.find_all(nodes.Name)) if isinstance(node, nodes.Name))


def _dotted(node: nodes.Node | None) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_dotted(node.node)}[]"
    if isinstance(node, nodes.Filter) and node.name in _SAME_ROWS:
        return _dotted(node.node)
    return ""


def _imported(node: nodes.Import | nodes.FromImport) -> Iterator[tuple[str, Shape]]:
    if isinstance(node, nodes.Import):
        yield node.target, ANY
        return
    for name in node.names:
        yield (name[1] if isinstance(name, tuple) else name), ANY
