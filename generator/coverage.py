"""Element, field, place: which headings of the regulation's form a document type has, and where its templates print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from jinja2 import nodes

from generator import formatting
from generator.errors import SpecFault
from generator.fields.scalars import choices_of
from generator.fields.shapes import FixedTable, Table, walk
from generator.render.contract import GIVEN_TO_TEMPLATES, output_sources
from generator.spec.model import Output
from generator.spec.shapes import LookupTables
from validators.expressions import exact_environment
from validators.names import ANY, Reader, Rows, Shape, Single

if TYPE_CHECKING:
    from generator.reference.model import Element
    from generator.spec.compile import CompiledSpec

MEDIA: Final = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class ElementCoverage:
    """An element of the form. fields: the dotted names tied to it; places: where each medium prints them, "" for nowhere."""

    element: Element
    fields: tuple[str, ...]
    places: Mapping[str, str]

    @property
    def is_complete(self) -> bool:
        """Whether something is tied to the element and printed in every medium that the type has."""
        return all(self.places.values())

    def as_json(self) -> dict[str, Any]:
        """Return the element as plain JSON data."""
        told = {"id": self.element.id, "number": self.element.number, "heading": self.element.heading, "level": self.element.level}
        return {**told, "fields": list(self.fields), "places": dict(self.places), "complete": self.is_complete}


def coverage(compiled: CompiledSpec) -> tuple[ElementCoverage, ...]:
    """Return the elements of the form that a type follows, in its order. Raises SpecFault when the type names no form.

    An element with nothing of its own but with elements below it stands where the first of these does.
    """
    spec = compiled.spec
    if not spec.elements:
        raise SpecFault(f"{spec.id} tidak menyebut elements:, daftar unsur yang diikutinya.", file=spec.file, code="unsur-tidak-disebut")
    elements = compiled.home.library.elements(spec.elements)
    tied = _tied(compiled)
    tied |= _named_rows(compiled, elements, tied)
    printed = {output.medium: _places(compiled, output) for output in spec.outputs if output.medium in MEDIA}
    own = [_covered(element, tied.get(element.id, ()), printed) for element in elements]
    return tuple(_with_those_below(covered, own) for covered in own)


def _tied(compiled: CompiledSpec) -> dict[str, tuple[str, ...]]:
    """Return the names of what is tied to each element, by the element's id."""
    spec = compiled.spec
    ties = [(f.element, ".".join(path)) for path, f in walk(spec.fields)]
    ties += [(entry.element, entry.name) for entry in (*spec.computed, *spec.charts)]
    found: dict[str, tuple[str, ...]] = {}
    for element, name in ties:
        if element:
            found[element] = (*found.get(element, ()), name)
    return found


def _named_rows(compiled: CompiledSpec, elements: tuple[Element, ...], tied: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the ties of elements that are a row of a table tied to the element above them: one of its fixed rows, or of a column's choices."""
    found: dict[str, tuple[str, ...]] = {}
    for element in elements:
        for name in () if element.id in tied else tied.get(element.parent, ()):
            row = _row_called(element.heading, compiled, name)
            if row:
                found[element.id] = (row,)
    return found


def _row_called(heading: str, compiled: CompiledSpec, name: str) -> str:
    """Return what of a table names its rows so: the table where they are fixed, the column whose choices say so; "" where nothing does."""
    library, field_ = compiled.home.library, compiled.spec.field_at(tuple(name.split(".")))
    if isinstance(field_, FixedTable):
        table = library.table(field_.rows)
        return name if heading in {str(row[table.label]) for row in table.rows.values()} else ""
    columns = field_.fields if isinstance(field_, Table) else ()
    return next((f"{name}.{column.name}" for column in columns if heading in choices_of(column, library)), "")


def _covered(element: Element, names: tuple[str, ...], printed: Mapping[str, Mapping[str, str]]) -> ElementCoverage:
    return ElementCoverage(element, names, {medium: _first(places, names) for medium, places in printed.items()})


def _first(places: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first place, in the template's order, of a name or of what lies within it."""
    return next((place for path, place in places.items() if any(path == name or path.startswith(f"{name}.") for name in names)), "")


def _with_those_below(covered: ElementCoverage, everything: list[ElementCoverage]) -> ElementCoverage:
    if covered.fields:
        return covered
    below = [_with_those_below(other, everything) for other in everything if other.element.parent == covered.element.id]
    if not below:
        return covered
    places = {medium: next((other.places[medium] for other in below if other.places[medium]), "") for medium in covered.places}
    return ElementCoverage(covered.element, (), places)


def _places(compiled: CompiledSpec, output: Output) -> dict[str, str]:
    """Return where a template first names each field, computed value and chart, in its order."""
    environment = exact_environment(formatting.FILTERS, autoescape=True)
    scope: dict[str, Shape] = {**compiled.scope_shapes, "draf": Rows(Single()), **dict.fromkeys(GIVEN_TO_TEMPLATES, ANY)}
    found: dict[str, str] = {}
    for source in output_sources(compiled, output):
        reader = _LineReader(LookupTables(compiled.home.library))
        reader.read(environment.parse(source.text), scope)
        for path, line in sorted(reader.lines.items(), key=lambda entry: entry[1]):
            found.setdefault(path, source.place(line))
    return found


@dataclass
class _LineReader(Reader):
    """A reader that keeps the line on which each field, and each name of the scope, is met first."""

    line: int = 1
    lines: dict[str, int] = field(default_factory=dict[str, int])

    def shape(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        self.line = node.lineno
        if isinstance(node, nodes.Name):
            self.lines.setdefault(node.name, node.lineno)
        return super().shape(node, scope)

    def _reach(self, shape: Shape) -> Shape:
        path = getattr(shape, "path", "")
        if path:
            self.lines.setdefault(path, self.line)
        return super()._reach(shape)


def lines(covered: tuple[ElementCoverage, ...]) -> Iterator[str]:
    """Yield what a person reads: an element a line, its fields and places below it, "BELUM" for what is missing."""
    for one in covered:
        number = f"{one.element.number} " if one.element.number else ""
        state = "" if one.is_complete else "  BELUM"
        yield f"{'  ' * max(one.element.level - 1, 0)}{one.element.id}  {number}{one.element.heading}{state}"
        if one.fields:
            indent = "  " * one.element.level + "    "
            yield f"{indent}isian: {', '.join(one.fields)}"
            yield from (f"{indent}{medium.upper()}: {place or 'BELUM tercetak'}" for medium, place in one.places.items())
    missing = sum(not one.is_complete for one in covered)
    yield f"{len(covered)} unsur, {len(covered) - missing} tercetak" + (f", {missing} BELUM." if missing else ".")
