"""What a document's data can print: single values, long texts, lists and tables, each with the name a template reaches it by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from generator.document import Document
from generator.errors import BorangError
from generator.examine import computed_parts, examine
from generator.example.outlined import OutlinedTypes, outlined, sentences
from generator.example.passage import folded
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Table, members
from generator.formatting import LongText, show
from generator.render.context import context_of
from generator.render.letterhead import letterhead
from generator.richtext import blocks_of
from generator.richtext.blocks import Block, ListBlock, Paragraph, Run
from validators.absence import is_absent
from validators.tree import as_group, as_rows

_WORKING: Final = ("judul", "langkah", "dasar", "keputusan")
_NO_DATA: Final = frozenset({"institusi", "dokumen", "lookup", "lampiran_perhitungan"})
"""Of the context: what is the office's or the program's, and stays in a document as it is."""


@dataclass(frozen=True, slots=True)
class KnownValue:
    """Something that the data can print. path: as a template names it. labels: its own first, then those of what it stands in.

    is_optional: whether a document may lack it. is_computed: whether the program works it out. suffix: the filters that the type's own
    pages print it with. condition: under which they do, "" where nothing is said. is_printed: whether they have it on a line.
    """

    path: str
    value: Any
    labels: tuple[str, ...] = ()
    is_optional: bool = False
    is_computed: bool = False
    suffix: str = ""
    condition: str = ""
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class KnownRows:
    """A table of the data: its rows as flat mappings of dotted column names.

    labels: of the columns, by name. optional: those that a row may lack. suffixes: the filters that the type's own pages print columns with.
    sums: what sums a column, by name. condition: under which the table is there. printed: the columns that the type's own pages have.
    lists: those that hold several things. called: its own label first, then those of what it stands in.
    """

    path: str
    rows: tuple[Mapping[str, Any], ...]
    labels: Mapping[str, str]
    is_optional: bool = False
    is_computed: bool = False
    optional: frozenset[str] = frozenset()
    suffixes: Mapping[str, str] = field(default_factory=dict[str, str])
    sums: Mapping[str, str] = field(default_factory=dict[str, str])
    condition: str = ""
    printed: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    called: tuple[str, ...] = ()

    def labels_in(self, name: str) -> dict[str, str]:
        """Return the labels of the columns of a table in its rows."""
        return {key.removeprefix(f"{name}."): label for key, label in self.labels.items() if key.startswith(f"{name}.")}


@dataclass
class KnownValues:
    """All that one document's data can print, by shape; workings: how its scores came about. context: what its templates see.

    sentences: what the spec itself words around values, as printed and as it is written there. office: the lines of the letterhead, which
    stay as they are whatever values stand in them.
    """

    context: Mapping[str, Any]
    singles: list[KnownValue] = field(default_factory=list)
    longs: list[KnownValue] = field(default_factory=list)
    lists: list[KnownValue] = field(default_factory=list)
    tables: list[KnownRows] = field(default_factory=list)
    matrices: list[KnownValue] = field(default_factory=list)
    workings: list[KnownRows] = field(default_factory=list)
    sentences: list[tuple[str, str]] = field(default_factory=list)
    office: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        """The first names that are taken, for a loop's variable to be another."""
        return frozenset(self.context)


def values_of(document: Document) -> KnownValues:
    """Return what a given document's data can print. Raises SpecFault when its spec cannot run."""
    examined = examine(document)
    context = context_of(document.compiled, examined.scope)
    office = frozenset(folded(line).casefold() for _, line in letterhead(document.given.institution).lines)
    known = KnownValues(context, sentences=list(sentences(document.compiled, context)), office=office)
    fields = {one.name: one for one in document.type.fields}
    words = {path: part.label for path, part in computed_parts(document).items()}
    computed = {one.name for one in document.type.computed}
    pages = outlined(document.compiled)
    for name, value in context.items():
        if name not in _NO_DATA and name.isidentifier():
            walk = _ContextWalk(known, words, pages, is_computed=name in computed or name not in fields)
            walk.take(name, value, fields.get(name), labels=(), is_optional=False)
    if document.type.workings:
        rows = tuple({name: one[name] for name in _WORKING} for one in context["lampiran_perhitungan"])
        known.workings.append(KnownRows("lampiran_perhitungan", rows, {}, is_computed=True))
    return known


@dataclass(frozen=True, slots=True)
class _ContextWalk:
    """A walk through the context that sorts what it meets by shape."""

    known: KnownValues
    words: Mapping[str, str]
    pages: OutlinedTypes
    is_computed: bool

    def take(self, path: str, value: Any, field_: Field | None, *, labels: tuple[str, ...], is_optional: bool) -> None:
        """Take in a value and what stands in it."""
        name = path.rpartition(".")[2]
        label = self.pages.labels.get(path) or (field_.label if field_ is not None else self.words.get(path, "")) or name.replace("_", " ")
        labels = (label, *labels)
        is_left_out = field_ is not None and not isinstance(field_, Group) and not field_.required
        is_optional = is_optional or is_left_out or (field_ is not None and bool(field_.when))
        group, rows = as_group(value), as_rows(value)
        condition = self.pages.conditions.get(path, "")
        suffix, is_printed = self.pages.suffixes.get(path, ""), path in self.pages.labels
        one = KnownValue(path, value, labels, is_optional, self.is_computed, suffix, condition, is_printed)
        if value is None or is_absent(value):
            return
        if isinstance(value, LongText):
            self.known.longs.append(one)
        elif group is not None and all(as_group(held) is not None for held in group.values()) and not isinstance(field_, Group):
            self.known.matrices.append(one)
        elif group is not None:
            inner = {child.name: child for child in (members(field_) if field_ is not None else ())}
            for key, held in group.items():
                if isinstance(key, str) and key.isidentifier():
                    self.take(f"{path}.{key}", held, inner.get(key), labels=labels, is_optional=is_optional)
        elif rows is not None:
            self._rows(one, rows, field_)
        elif is_single(value):
            self.known.singles.append(one)

    def _rows(self, one: KnownValue, rows: Sequence[Any], field_: Field | None) -> None:
        if rows and all(as_group(row) is not None for row in rows):
            labels = dict(_column_labels(field_)) if isinstance(field_, Table | FixedTable) else {}
            labels |= self.pages.columns_of(one.path, self.pages.labels)
            printed = frozenset(self.pages.columns_of(one.path, self.pages.labels))
            suffixes, sums = (self.pages.columns_of(one.path, held) for held in (self.pages.suffixes, self.pages.sums))
            lists = (
                frozenset(child.name for child in members(field_) if isinstance(child, ListOf)) if field_ is not None else frozenset[str]()
            )
            lines = tuple(dict(flat(row)) for row in rows)
            optional = frozenset(_optional_columns(field_)) if isinstance(field_, Table | FixedTable) else frozenset[str]()
            self.known.tables.append(
                KnownRows(
                    one.path,
                    lines,
                    labels,
                    one.is_optional,
                    one.is_computed,
                    optional,
                    suffixes,
                    sums,
                    one.condition,
                    printed,
                    lists,
                    one.labels,
                )
            )
        elif rows and all(is_single(item) for item in rows):
            self.known.lists.append(one)


def _column_labels(field_: Table | FixedTable | Group, above: str = "") -> Iterator[tuple[str, str]]:
    for child in members(field_):
        yield above + child.name, child.label or child.name.replace("_", " ")
        if isinstance(child, Group):
            yield from _column_labels(child, f"{above}{child.name}.")


def _optional_columns(field_: Table | FixedTable | Group, above: str = "") -> Iterator[str]:
    for child in members(field_):
        if isinstance(child, Group):
            yield from _optional_columns(child, f"{above}{child.name}.")
        elif not child.required or child.when:
            yield above + child.name


def flat(row: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a row's values by dotted name, those of groups in it too; what is absent is left out."""
    for name, value in row.items():
        if not isinstance(name, str) or not name.isidentifier() or value is None or is_absent(value):
            continue
        group = as_group(value)
        if group is not None:
            yield from flat(group, f"{above}{name}.")
        else:
            yield above + name, value


def is_single(value: Any) -> bool:
    """Whether a value prints by itself as text."""
    if value is None or is_absent(value) or as_group(value) is not None or as_rows(value) is not None:
        return False
    try:
        return isinstance(show(value), str)
    except (TypeError, ValueError, BorangError):
        return False


def lines_of(text: str) -> list[str]:
    """Return the paragraphs that a long text prints as, in their order, without the marks of lists; a table as its words."""
    return [line for block in blocks_of(text) for line in _lines(block) if line]


def shown_item(item: Any) -> str:
    """Return an item of a list as it prints, without the marks of bold and italic."""
    return folded(" ".join(lines_of(item)) if isinstance(item, str) else str(show(item)))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _said(block.runs)
    elif isinstance(block, ListBlock):
        for item in block.items:
            for inner in item:
                yield from _lines(inner)
    else:
        yield folded(" ".join(_said(cell) for row in (block.header, *block.rows) for cell in row))


def _said(runs: Sequence[Run]) -> str:
    return folded("".join(run.text + (" " if run.break_after else "") for run in runs))
