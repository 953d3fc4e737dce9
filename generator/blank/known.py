"""What a blank form knows already: values of an existing data file, and what its type takes from a file that feeds several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any, Final, cast

from generator.defaults import with_defaults
from generator.document import Document
from generator.errors import IntakeFault
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, at, members, walk
from generator.formatting import show
from generator.intake.as_text import as_text
from generator.intake.feeding import ROWS_KEY, each_rows, each_table, feeders_of
from generator.intake.form import Incoming
from generator.intake.letterhead import INSTITUTION_KEY, named_by
from generator.intake.merging import Feeder, merged
from generator.intake.read import raw_forms, read, without_revision
from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.keys import value_at
from generator.yamlio import write_data
from validators.absence import KOSONG, is_absent
from validators.findings import Findings, Path, Place, nearest_place

_Names = tuple[str, ...]
_LONGEST = 60


_UNNAMED: Final = (".xlsx", ".docx")
"""Files that may be forms which do not say of what type they are."""


@dataclass(frozen=True, slots=True)
class KnownFields:
    """What a form is begun with, by the names of its fields.

    values: what stands in it already. taken: in words, what is not filled in because another file gives it. rows: of tables whose rows
    come from there and have columns of their own, the rows to complete. head: lines after the type. tail: lines at the end.
    institution_file: the settings of the office whose form it is, where a file names them.
    """

    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    taken: Mapping[_Names, str] = field(default_factory=dict[_Names, str])
    rows: Mapping[_Names, list[dict[str, Any]]] = field(default_factory=dict[_Names, list[dict[str, Any]]])
    head: Mapping[str, str] = field(default_factory=dict[str, str])
    tail: tuple[str, ...] = ()
    institution_file: FilePath | None = None

    def gives(self, path: _Names) -> bool:
        """Whether another file gives all that stands at a path: nothing of it is to be completed here."""
        for end in range(1, len(path) + 1):
            if path[:end] in self.taken:
                return not any(path[end : end + 1] in ((), (name,)) for row in self.rows.get(path[:end], ()) for name in row)
        return False


def begun_from(file: FilePath, compiled: CompiledSpec, catalogue: Catalogue) -> KnownFields:
    """Return what a form takes over from a data file of its own or another type: the values of the fields that both have.

    Raises IntakeFault when the file cannot be read, or is of no type.
    """
    form = next(raw_forms(Incoming(file), catalogue))
    if not form.type and file.suffix.lower() in _UNNAMED:  # a form of other people's making: it is read by the words of this type
        form = next(raw_forms(Incoming(file), catalogue, type_name=compiled.spec.id))
    if form.type not in catalogue:
        raise IntakeFault(
            "Jenis dokumennya tidak dapat diketahui.",
            file=file,
            hint="Baris pertamanya menyebut jenisnya, misalnya jenis: kak.",
            code="jenis-tidak-disebut",
        )
    theirs = catalogue.compiled(form.type)
    each = theirs.spec.each
    raw = dict(without_revision(form.values if form.shared is None else form.shared, theirs.spec)[0])
    rows = raw.pop(ROWS_KEY, KOSONG) if each is not None else KOSONG
    values, _, _ = typed(theirs, raw, form.written, folder=file.parent)
    head: dict[str, str] = {}
    if theirs.spec.id == compiled.spec.id:
        head = {name: feeder.source.given.source for name, feeder in form.feeders.items() if feeder.source is not None}
    else:
        feeders = {name: feeder for name, feeder in form.feeders.items() if each is None or name != each.row}
        values, rows = merged(theirs.spec.fields, values, form.places, Findings(), feeders=feeders).values, KOSONG
    if form.institution_file is not None:
        head[INSTITUTION_KEY] = str(form.institution_file)
    shared = as_text(_shared(compiled.spec.fields, theirs.spec.fields, values))
    return KnownFields(_sound(compiled, shared, file.parent), head=head, tail=_rows_of_their_own(rows), institution_file=named_by(form))


def _rows_of_their_own(rows: Any) -> tuple[str, ...]:
    """Return the lines of what is written for single rows of an `each:` type, as they were."""
    written = as_text(rows) if isinstance(rows, Mapping) else {}
    return ("", *write_data({ROWS_KEY: written}).splitlines()) if written else ()


def taking_from(file: FilePath, compiled: CompiledSpec, catalogue: Catalogue, known: KnownFields, *, written: str) -> KnownFields:
    """Return what a form knows with what its type takes from a file that feeds it. written: how the form names that file.

    Raises IntakeFault when the file cannot be read, or is of a type that does not feed this one.
    """
    source = read(file, catalogue)
    names = feeders_of(compiled)
    if not isinstance(source, Document) or source.type.id not in names:
        other = source.type.id if isinstance(source, Document) else "tidak diketahui"
        hint = f"Yang dapat: berkas berjenis {', '.join(names)}." if names else "Jenis ini tidak mengambil isiannya dari berkas lain."
        raise IntakeFault(
            f"Berkasnya berjenis {other}, bukan asal isian {compiled.spec.id}.", file=file, hint=hint, code="jenis-asal-keliru"
        )
    source = with_defaults(source)
    feeder = Feeder(source.given.values, source.given.places, source=source)
    values, _, _ = typed(compiled, known.values)
    whole = merged(compiled.spec.fields, values, {}, Findings(), feeders={source.type.id: feeder})
    taken: dict[_Names, str] = dict(_of_row(compiled, catalogue, source.type.id))
    rows: dict[_Names, list[dict[str, Any]]] = {}
    for path, field_ in _leaves(compiled.spec.fields):
        value = value_at(whole.values, path)
        if is_absent(value) or not _has_content(value) or _has_content(value_at(values, path)):
            continue
        taken[path] = _words(field_, value, nearest_place(whole.places, path))
        if isinstance(field_, Table) and field_.key and _lacks_columns(field_, value):
            rows[path] = [{child.name: row.get(child.name) for child in field_.fields if _is_open(child, field_, value)} for row in value]
    named = known.institution_file or (FilePath(lent) if (lent := source.given.institution_file) else None)
    head, tail = {**known.head, source.type.id: written}, known.tail or _each_lines(compiled, feeder)
    return replace(known, taken=taken, rows=rows, head=head, tail=tail, institution_file=named)


def _leaves(fields: tuple[Field, ...], above: _Names = ()) -> Iterator[tuple[_Names, Field]]:
    """Yield the given fields that hold values themselves; groups are gone into, tables are not."""
    for field_ in fields:
        if isinstance(field_, Group):
            yield from _leaves(field_.fields, (*above, field_.name))
        elif field_.is_given:
            yield (*above, field_.name), field_


def _of_row(compiled: CompiledSpec, catalogue: Catalogue, feeder: str) -> Iterator[tuple[_Names, str]]:
    """Yield what is filled from the row that a document of an `each:` type is made for."""
    each = compiled.spec.each
    if each is None or each.feeder != feeder:
        return
    table = each_table(compiled, catalogue)
    columns, words = {child.name for child in table.fields}, f"dari baris “{table.label}” masing-masing"
    for path, field_ in walk(compiled.spec.fields):
        first, *steps = field_.taken_from.split(".")
        if first != each.row:
            continue
        if steps or not isinstance(field_, Group):
            yield path, words
        else:
            yield from (((*path, child.name), words) for child in field_.fields if child.name in columns)


def _each_lines(compiled: CompiledSpec, feeder: Feeder) -> tuple[str, ...]:
    each = compiled.spec.each
    keys = [row.key for row in each_rows(feeder, each)] if each is not None and each.feeder == feeder.source.type.id else []
    if not keys:
        return ()
    return (
        "",
        f"# Satu dokumen dibuat tiap baris berkas itu ({len(keys)}). Yang khusus bagi satu baris ditulis seperti ini, tanpa tanda # di depannya:",
        "# tiap:",
        f'#   "{keys[0]}":',
        "#     (isian): nilainya",
    )


def _words(field_: Field, value: Any, place: Place) -> str:
    match field_:
        case Scalar():
            text = " ".join(str(show(value)).split())
            shown = f"“{text if len(text) <= _LONGEST else f'{text[:_LONGEST]}…'}”"
        case Table() | FixedTable():
            shown = f"{len(value)} baris"
        case ListOf():
            shown = f"{len(value)} butir"
        case Matrix() | Group():
            shown = "terisi"
    where = str(replace(place, file=FilePath(place.file).name))
    return f"dari {where}: {shown}"


def _has_content(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_content(child) for child in value.values())
    return bool(value) if isinstance(value, (str, list, tuple)) else not is_absent(value) and value is not None


def _lacks_columns(table: Table, rows: Any) -> bool:
    return any(_is_open(child, table, rows) for child in table.fields if child.name != table.key)


def _is_open(column: Field, table: Table, rows: Any) -> bool:
    """Whether a column is still to be filled in: the key, to say which row, and what no row has."""
    return column.name == table.key or (column.is_given and not any(_has_content(row.get(column.name)) for row in rows))


def _shared(fields: tuple[Field, ...], theirs: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the fields that two types have under one name and in one shape."""
    found: dict[str, Any] = {}
    for field_ in fields:
        other = at(theirs, (field_.name,))
        value = values.get(field_.name)
        if other is None or type(other) is not type(field_) or not field_.is_given or not other.is_given or not _has_content(value):
            continue
        match field_:
            case Group() if isinstance(value, Mapping):
                found[field_.name] = _shared(field_.fields, members(other), value)
            case Table() if isinstance(value, list):
                found[field_.name] = [_shared(field_.fields, members(other), row) for row in value if isinstance(row, Mapping)]
            case FixedTable() if isinstance(value, Mapping):
                found[field_.name] = {
                    key: _shared(field_.fields, members(other), row) for key, row in value.items() if isinstance(row, Mapping)
                }
            case Scalar() | ListOf() | Matrix():
                found[field_.name] = value
            case _:  # no group or table, whatever it is: the field is asked again
                pass
    return found


def _sound(compiled: CompiledSpec, raw: dict[str, Any], folder: FilePath) -> dict[str, Any]:
    """Return the raw values without those that this type cannot read."""
    _, found, _ = typed(compiled, raw, folder=folder)
    for path in reversed(dict.fromkeys(error.path for error in found.errors)):  # the later items of a list first
        _drop(raw, path)
    return raw


def _drop(values: Any, path: Path) -> None:
    held: Any = values
    for step in path[:-1]:
        held = _inside(held, step)
    if _inside(held, path[-1]) is not None:
        held.pop(path[-1])


def _inside(held: Any, step: str | int) -> Any:
    """Return what stands under a key or number, None where nothing does."""
    if isinstance(held, dict):
        return cast("dict[Any, Any]", held).get(step)
    return held[step] if isinstance(held, list) and isinstance(step, int) and step < len(cast("list[Any]", held)) else None
