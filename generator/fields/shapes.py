"""The shapes of fields: a closed union of frozen values, each with what it has and nothing else; walks over them.

A walk that treats the shapes differently ends its `match` with `assert_never`, so that pyright names every walk that
forgets a new shape. What depends on the kind of a scalar is asked of its entry in `generator.fields.scalars`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias, assert_never, final

from generator.fields.origin import Citation, Computation, RowTarget
from validators.findings import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _FieldBase:
    """What every field has. name: "" for the cell of a list or matrix. when: the condition under which it applies.

    taken_from: where its value stands in a file that feeds several documents, "program.waktu.mulai". asked: whether a form asks for
    it, which what only such a file gives is not. intro: a sentence under its
    heading, with tags.
    """

    name: str
    label: str = ""
    help: str = ""
    required: bool = False
    when: str = ""
    formerly: tuple[str, ...] = ()
    taken_from: str = ""
    asked: bool = True
    element: str = ""
    print: str = ""
    intro: str = ""
    schema: Mapping[str, Any] = field(default_factory=dict[str, Any])
    source: Citation = Citation()
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict[str, int], compare=False, repr=False)

    def line_of(self, key: str) -> int:
        """Return where a fault of one of its keys is told: at the field, but of a key that a piece of another file says, there."""
        line = self.lines.get(key, self.line)
        return self.line if getattr(line, "file", "") == getattr(self.line, "file", "") else line

    @property
    def is_asked(self) -> bool:
        """Whether something must be written in it."""
        return self.required

    @property
    def is_given(self) -> bool:
        """Whether the user fills the field, as opposed to its being computed."""
        return True

    def child(self, name: str) -> Field | None:
        """Return the field called `name` that stands in this one, if there is one."""
        return None


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar(_FieldBase):
    """One value. kind: its entry in `generator.fields.scalars`.

    choices: as listed. table: the reference table that lists what may be written. target: the table of the form whose row it names. identifier: which number of a person
    or school. caption: the field beside a picture that says what it shows. size: how wide and high a picture may be in print, in cm, nothing for a
    small one. plain: a year or number code, printed without
    grouping. decimals: how many it prints with. computation: of what nobody fills. default: an expression that gives the value where nothing is written.
    not_before: the field that it may not be earlier (or less) than.
    """

    kind: str
    unit: str = ""
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    pattern: str = ""
    pattern_message: str = ""
    choices: tuple[str, ...] = ()
    table: str = ""
    target: RowTarget | None = None
    identifier: str = ""
    caption: str = ""
    size: tuple[Decimal, ...] = ()
    plain: bool = False
    decimals: int | None = None
    computation: Computation | None = None
    default: str = ""
    not_before: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the user fills the field, as opposed to its being computed."""
        return self.computation is None

    @property
    def is_asked(self) -> bool:
        """Whether something must be written in it: it is required, and nothing goes without saying."""
        return self.required and not self.default


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Group(_FieldBase):
    """Fields that belong together, once."""

    fields: tuple[Field, ...]

    def child(self, name: str) -> Field | None:
        """Return the member called `name`, if there is one."""
        return _named(self.fields, name)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Table(_FieldBase):
    """Rows that the user adds. key: the column that names a row; heading: the one that heads its chapter.

    group_by: the column whose values head the rows that share them. plus_rows: whether there may be rows that the file it is
    taken from does not have. sort: the columns that order its rows in print, "-poin" from the greatest. each_once: the path of the
    table or list, or the reference table, of which it holds every row once. caption: its title, numbered through the document.
    orientation: "portrait" or "landscape" where the guess is wrong. widths: of columns by name, in cm.
    """

    fields: tuple[Field, ...]
    key: str = ""
    each_once: str = ""
    heading: str = ""
    group_by: str = ""
    caption: str = ""
    orientation: str = ""
    widths: Mapping[str, int | Decimal] = field(default_factory=dict[str, int | Decimal])
    at_least: int | None = None
    at_most: int | None = None
    plus_rows: bool = False
    sort: tuple[str, ...] = ()

    def child(self, name: str) -> Field | None:
        """Return the column called `name`, if there is one."""
        return _named(self.fields, name)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class FixedTable(_FieldBase):
    """A row for each row of the reference table `rows`; caption, orientation, widths: as in `Table`."""

    fields: tuple[Field, ...]
    rows: str
    heading: str = ""
    sort: tuple[str, ...] = ()
    caption: str = ""
    orientation: str = ""
    widths: Mapping[str, int | Decimal] = field(default_factory=dict[str, int | Decimal])

    def child(self, name: str) -> Field | None:
        """Return the column called `name`, if there is one."""
        return _named(self.fields, name)


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf(_FieldBase):
    """Values one after another, each read as `of`."""

    of: Scalar
    at_least: int | None = None
    at_most: int | None = None
    computation: Computation | None = None

    @property
    def is_given(self) -> bool:
        """Whether the user fills the field, as opposed to its being computed."""
        return self.computation is None


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(_FieldBase):
    """A value, read as `of` or computed for each pair of a row and a column.

    rows, columns: the paths of keyed tables or lists, or names of reference tables. sums, means: of which sides the sums and means
    print, "rows" and "columns". beside: columns of the table `rows` that print behind the cells. caption, orientation: as in `Table`.
    """

    rows: str
    columns: str
    of: Scalar
    sums: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    caption: str = ""
    orientation: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the user fills the field, as opposed to its being computed."""
        return self.of.computation is None


Field: TypeAlias = Scalar | Group | Table | FixedTable | ListOf | Matrix
SHAPES: Mapping[str, type[Field]] = {"group": Group, "table": Table, "list": ListOf, "matrix": Matrix}
"""The shapes that are no scalar, by the word of the spec; a table with `rows:` is a `FixedTable`."""


def _named(fields: Sequence[Field], name: str) -> Field | None:
    return next((field_ for field_ in fields if field_.name == name), None)


def word_of(field_: Field) -> str:
    """Return the word of the spec for a field's shape or kind: `type:`."""
    match field_:
        case Scalar():
            return field_.kind
        case Group():
            return "group"
        case Table() | FixedTable():
            return "table"
        case ListOf():
            return "list"
        case Matrix():
            return "matrix"
        case _:
            assert_never(field_)


def members(field_: Field) -> tuple[Field, ...]:
    """Return the fields that stand in a field: a group's members, a table's columns."""
    match field_:
        case Group() | Table() | FixedTable():
            return field_.fields
        case Scalar() | ListOf() | Matrix():
            return ()
        case _:
            assert_never(field_)


def has_given(field_: Field) -> bool:
    """Tell whether the user fills anything in a field: fixed rows and groups whose members are all computed ask for nothing."""
    inner = members(field_)
    return any(has_given(child) for child in inner) if inner else field_.is_given


def cell(field_: Field) -> Scalar | None:
    """Return how the single values of a field are read; None for what holds fields of its own."""
    match field_:
        case Scalar():
            return field_
        case ListOf() | Matrix():
            return field_.of
        case Group() | Table() | FixedTable():
            return None
        case _:
            assert_never(field_)


def key_field(side: Field) -> Field | None:
    """Return the field that names the rows of a matrix's side: a keyed table's key column, a list's cell."""
    match side:
        case Table():
            return side.child(side.key)
        case ListOf():
            return side.of
        case Scalar() | Group() | FixedTable() | Matrix():
            return None
        case _:
            assert_never(side)


def computation_of(field_: Field) -> Computation | None:
    """Return how a field is computed; None where the user fills it."""
    match field_:
        case Scalar() | ListOf():
            return field_.computation
        case Matrix():
            return field_.of.computation
        case Group() | Table() | FixedTable():
            return None
        case _:
            assert_never(field_)


def walk(fields: Sequence[Field], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield every field with its path of names, parents first; the cell of a list or matrix is not a field of its own."""
    for field_ in fields:
        here = (*path, field_.name)
        yield here, field_
        yield from walk(members(field_), here)


def at(fields: Sequence[Field], path: Path) -> Field | None:
    """Return the field that a path leads to: names alone, or a data path, whose row numbers and keys are passed over."""
    within, found = fields, None
    for step in path:
        next_ = _named(within, step) if isinstance(step, str) else None
        if next_ is not None:
            found, within = next_, members(next_)
        elif isinstance(step, int):
            found = found.of if isinstance(found, ListOf) else found
        elif not isinstance(found, (FixedTable, Matrix)):
            return None
    return found


def rows_at(fields: Sequence[Field], name: str) -> Table | FixedTable | ListOf | None:
    """Return the table or list that a dotted name leads to; None for a single value, whose name a reference table may have too."""
    found = at(fields, tuple(name.split(".")))
    return found if isinstance(found, Table | FixedTable | ListOf) else None


def label_at(fields: Sequence[Field], path: Path) -> str:
    """Return the labels along a data path as the form prints them: "B. Aktivitas Belajar, baris 2, Alokasi Waktu"."""
    parts: list[str] = []
    for end, step in enumerate(path, start=1):
        field_ = at(fields, path[:end])
        if isinstance(step, int):
            parts.append(f"baris {step + 1}")
        elif field_ is not None and field_.name == step:
            parts.append(field_.label or field_.name)
        else:
            parts.append(str(step))
    return ", ".join(parts)
