"""Invented documents of a type, made of its field tree: what lint fills templates with, and `borang try` shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, assert_never

from generator.document import Document, Given
from generator.fields.examples import example, unreadable
from generator.fields.official import is_official
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, rows_at, walk
from generator.intake.institution import read_institution
from generator.intake.typing import typed
from generator.spec.compile import CompiledSpec
from generator.spec.keys import value_at

FULL: Final = "penuh"
_ROWS: Final = {FULL: 2, "banyak": 24}
_INNER_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class Invention:
    """An invented document. name: "kosong", "penuh", "banyak" (many rows), "salah tulis" or "salah susun"; raw: as a file holds it."""

    name: str
    raw: Mapping[str, Any]
    document: Document

    @property
    def words(self) -> str:
        """What it is, in a sentence."""
        return f"isian karangan yang {'banyak barisnya' if self.name == 'banyak' else self.name}"


def invented(compiled: CompiledSpec) -> Iterator[Invention]:
    """Yield the invented documents of a type: empty, full, with many rows, wrong in every value, wrong in every shape."""
    yield _as_invented(compiled, "kosong", {})
    for name, rows in _ROWS.items():
        yield _as_invented(compiled, name, filled(compiled, rows))
    yield _as_invented(compiled, "salah tulis", _Spoiling(compiled).document())
    yield _as_invented(compiled, "salah susun", {field_.name: _other_shape(field_) for field_ in compiled.spec.fields if field_.is_given})


def left_to_defaults(compiled: CompiledSpec) -> Invention:
    """Return the full document without what goes without saying, which no other invented document leaves to its default."""
    return _as_invented(compiled, "lengkap kecuali yang berbawaan", _Leaving(compiled, 2).document())


def filled(compiled: CompiledSpec, rows: int = 2) -> dict[str, Any]:
    """Return the raw values of a document in which every field is filled, tables with `rows` rows where their limits allow."""
    return _FormFilling(compiled, rows).document()


def _as_invented(compiled: CompiledSpec, name: str, raw: dict[str, Any]) -> Invention:
    values, found, _ = typed(compiled, raw)
    given = Given(compiled.spec.id, values, found=found, source=f"karangan-{name}", institution=read_institution(compiled.home))
    return Invention(name, raw, Document(compiled, given))


class _FormFilling:
    """One document being filled; the sides of its matrices are what its tables and lists were filled with."""

    signs_for: tuple[str, ...] = ("plh",)  # nobody signs as Plt. and as Plh. at once

    def __init__(self, compiled: CompiledSpec, rows: int) -> None:
        self.compiled = compiled
        self.library = compiled.home.library
        self.rows = rows

    def document(self) -> dict[str, Any]:
        """Return the raw values of the whole document, matrices last: their sides are then there."""
        values = self.group(self.compiled.spec.fields)
        self.name_rows(self.compiled.spec.fields, values, values)
        for path, field_ in walk(self.compiled.spec.fields):
            holder = value_at(values, path[:-1])
            if isinstance(field_, Matrix) and field_.is_given and isinstance(holder, dict):
                holder[field_.name] = self.matrix(field_, values)
        return values

    def name_rows(self, fields: tuple[Field, ...], held: dict[str, Any], values: Mapping[str, Any], number: int = 1) -> None:
        """Give what names rows of other tables the names of those, and each table that holds every row of another once those rows."""
        for field_ in fields:
            if not field_.is_given:
                continue
            if isinstance(field_, Scalar) and field_.target is not None:
                keys = self.side(".".join(field_.target.path), values)
                held[field_.name] = keys[(number - 1) % len(keys)] if keys else ""
            elif isinstance(field_, Group):
                self.name_rows(field_.fields, held[field_.name], values, number)
            elif isinstance(field_, Table):
                if field_.each_once:
                    held[field_.name] = self.each_once(field_, values)
                for at, row in enumerate(held[field_.name], 1):
                    self.name_rows(field_.fields, row, values, at)
            elif isinstance(field_, ListOf) and field_.of.target is not None:
                held[field_.name] = self.side(".".join(field_.of.target.path), values)

    def each_once(self, field_: Table, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        keys = self.side(field_.each_once, values)
        rows = [self.group(field_.fields, at, 1) for at in range(1, len(keys) + 1)]
        return [{**row, field_.key: key} if field_.key else row for row, key in zip(rows, keys, strict=True)]

    def scalar(self, field_: Scalar, number: int) -> Any:
        return example(field_, self.library, number)

    def group(self, fields: tuple[Field, ...], number: int = 1, depth: int = 0) -> dict[str, Any]:
        unasked = self.signs_for if is_official(field_.name for field_ in fields) else ()
        return {field_.name: self.value(field_, number, depth) for field_ in fields if field_.is_given and field_.name not in unasked}

    def value(self, field_: Field, number: int, depth: int) -> Any:
        match field_:
            case Scalar():
                return self.scalar(field_, number)
            case Group():
                return self.group(field_.fields, number, depth)
            case Table():
                return [self.group(field_.fields, at, depth + 1) for at in self.numbers(field_, depth)]
            case FixedTable():
                return {key: self.group(field_.fields, at, depth + 1) for at, key in enumerate(self.library.table(field_.rows).rows, 1)}
            case ListOf():
                return [self.scalar(field_.of, at) for at in self.numbers(field_, depth)]
            case Matrix():
                return {}
            case _:
                assert_never(field_)

    def numbers(self, field_: Table | ListOf, depth: int) -> range:
        wanted = max(self.rows if not depth else min(self.rows, _INNER_ROWS), field_.at_least or 0)
        return range(1, 1 + (wanted if field_.at_most is None else min(wanted, field_.at_most)))

    def matrix(self, field_: Matrix, values: Mapping[str, Any]) -> Any:
        rows, columns = (self.side(name, values) for name in (field_.rows, field_.columns))
        return {str(row): {str(column): self.scalar(field_.of, at) for at, column in enumerate(columns, 1)} for row in rows}

    def side(self, name: str, values: Mapping[str, Any]) -> list[Any]:
        steps = tuple(name.split("."))
        field_ = rows_at(self.compiled.spec.fields, name)
        held = value_at(values, steps) if field_ is not None else None
        if isinstance(field_, Table) and isinstance(held, list):
            return [row[field_.key] for row in held if field_.key in row]
        if isinstance(field_, FixedTable):
            return list(self.library.table(field_.rows).rows)
        if isinstance(held, list):
            return held
        return list(self.library.table(name).rows) if name in self.library.names() else []


class _Leaving(_FormFilling):
    """Leaves out what has a default."""

    def group(self, fields: tuple[Field, ...], number: int = 1, depth: int = 0) -> dict[str, Any]:
        asked = tuple(field_ for field_ in fields if not (isinstance(field_, Scalar) and field_.default))
        return super().group(asked, number, depth)


class _Spoiling(_FormFilling):
    """One document in which every single value is written wrong."""

    signs_for = ()

    def __init__(self, compiled: CompiledSpec) -> None:
        super().__init__(compiled, rows=2)

    def scalar(self, field_: Scalar, number: int) -> Any:
        return unreadable(field_)

    def matrix(self, field_: Matrix, values: Mapping[str, Any]) -> Any:
        return {"bukan baris": {"bukan lajur": unreadable(field_.of)}}


def _other_shape(field_: Field) -> Any:
    """Return something that the field's shape cannot be: a text for what holds others, a list for a single value."""
    return ["salah", {"susunan": "salah"}] if isinstance(field_, Scalar | Group) else "salah susun"
