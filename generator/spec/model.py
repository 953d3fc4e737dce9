"""What a spec says, as frozen values. `generator.spec.load` makes them, everything else reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from validators.findings import Path, Severity

SCALAR_TYPES: Final = frozenset(
    {"text", "paragraph", "integer", "number", "money", "date", "time", "boolean", "choice", "reference", "identifier"}
)
NESTED_TYPES: Final = frozenset({"group", "table", "list", "matrix"})


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: document id, place in it, and whether the source states it or we derive it."""

    document: str = ""
    place: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Computation:
    """How a value is computed: exactly one of an expression, a registered score, or a band of a reference table.

    score: `arguments` maps the score's argument names to expressions. band: the number is the expression `expr`;
    `take` names the column of the band that is the result.
    """

    kind: str
    expr: str = ""
    name: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict[str, str])
    take: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. Which of the attributes matter depends on `type`."""

    name: str
    type: str
    label: str = ""
    required: bool = False
    help: str = ""
    unit: str = ""
    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    pattern: str = ""
    pattern_message: str = ""
    choices: tuple[str, ...] = ()
    kind: str = ""
    table: str = ""
    plain: bool = False
    fields: tuple[Field, ...] = ()
    of: Field | None = None
    at_least: int | None = None
    at_most: int | None = None
    key: str = ""
    rows: str = ""
    columns: str = ""
    computation: Computation | None = None
    when: str = ""
    formerly: tuple[str, ...] = ()
    schema: Mapping[str, Any] = field(default_factory=dict[str, Any])
    element: str = ""
    print: str = ""
    heading: str = ""
    source: Source = Source()
    line: int = 0

    @property
    def is_given(self) -> bool:
        """Whether the user fills the field, as opposed to its being computed."""
        return self.computation is None

    @property
    def has_fixed_rows(self) -> bool:
        """Whether the field is a table whose rows a reference table lists."""
        return self.type == "table" and bool(self.rows)

    def child(self, name: str) -> Field | None:
        """Return the nested field called `name`, if there is one."""
        return next((field_ for field_ in self.fields if field_.name == name), None)


@dataclass(frozen=True, slots=True)
class Constant:
    """A named number or text of the regulation."""

    name: str
    value: Any
    unit: str = ""
    source: Source = Source()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that the program computes from the whole document. after: the field or value it prints behind."""

    name: str
    label: str
    computation: Computation
    type: str = ""
    unit: str = ""
    source: Source = Source()
    element: str = ""
    after: str = ""
    print: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as the spec writes it; `generator.spec.compile` compiles it."""

    id: str
    check: str
    message: str
    at: str
    each: str = ""
    when: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR
    source: Source = Source()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """A file that the type can be made into. template: path below a templates folder, "" for the shared page."""

    kind: str
    template: str
    filename: str
    is_default: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class ChartText:
    """A chart as the spec writes it. after: the field or computed value it prints behind; "" for the one it draws."""

    name: str
    kind: str
    of: str
    category: str = ""
    series: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    title: str = ""
    alt: str = ""
    start: str = ""
    finish: str = ""
    unit: str = ""
    element: str = ""
    after: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Spec:
    """A document type."""

    id: str
    title: str
    revision: int
    source: Source
    fields: tuple[Field, ...]
    constants: tuple[Constant, ...] = ()
    computed: tuple[Computed, ...] = ()
    rules: tuple[RuleText, ...] = ()
    charts: tuple[ChartText, ...] = ()
    outputs: tuple[Output, ...] = ()
    elements: str = ""
    language: int = 1
    description: str = ""
    file: str = ""

    def field_at(self, path: Path) -> Field | None:
        """Return the field that a data path leads to (row numbers and matrix keys are passed over)."""
        fields, found = self.fields, None
        for step in path:
            if isinstance(step, int) or (
                found is not None and (found.type == "matrix" or found.has_fixed_rows) and found.child(step) is None
            ):
                found = found.of if found is not None and found.type == "list" else found
                continue
            found = next((candidate for candidate in fields if candidate.name == step), None)
            if found is None:
                return None
            fields = found.fields
        return found

    def label_at(self, path: Path) -> str:
        """Return the labels along a data path as the form prints them: "B. Aktivitas Belajar, baris 2, Alokasi Waktu"."""
        parts: list[str] = []
        for end, step in enumerate(path, start=1):
            field_ = self.field_at(path[:end])
            if isinstance(step, int):
                parts.append(f"baris {step + 1}")
            elif field_ is not None and field_.name == step:
                parts.append(field_.label or field_.name)
            else:
                parts.append(str(step))
        if not parts:
            return ""
        computed = next((c for c in self.computed if c.name == path[0]), None) if len(path) == 1 else None
        return computed.label if computed is not None else ", ".join(parts)


def walk_fields(fields: tuple[Field, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield every field with its path of names, parents first; a list's or matrix's cell field is not a field of its own."""
    for field_ in fields:
        here = (*path, field_.name)
        yield here, field_
        yield from walk_fields(field_.fields, here)
