"""A blank YAML form: every field in order with its label, what is asked, its choices; ready to be filled and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from generator.blank.known import KnownFields
from generator.fields.official import is_official
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, has_given, walk
from generator.form.fed import FedField, told_of
from generator.form.plan import Slot
from generator.form.planning import plan_of
from generator.intake.as_text import as_text
from generator.intake.yaml_data import REVISION_KEY
from generator.spec.compile import CompiledSpec
from generator.spec.keys import value_at
from generator.yamlio import write_data
from validators.absence import KOSONG, is_absent

if TYPE_CHECKING:
    from generator.reference import Library

_NOTHING: Final = KnownFields()
_QUOTED: Final = "di antara tanda kutip"


def blank_yaml(compiled: CompiledSpec, waived: frozenset[tuple[str, ...]] = frozenset(), known: KnownFields = _NOTHING) -> str:
    """Return the blank form of a type as commented YAML; a required field is marked with *.

    waived: what an electronic office fills. known: what stands in it already, and what comes from elsewhere.
    """
    spec, plan = compiled.spec, plan_of(compiled)
    conditions = {check.path: str(check.facts["words"]) for check in compiled.checks if check.name == "berlaku"}
    head = [
        f"# {spec.title}",
        f"# Sumber: {plan.source}",
        "# Tanda * wajib diisi; yang lain boleh dibiarkan kosong. Tulisan setelah # adalah petunjuk.",
        "# Teks panjang ditulis di bawah tanda | dan menjorok dua spasi.",
        f"jenis: {spec.id}",
        *([] if spec.field_at((REVISION_KEY,)) else [f"{REVISION_KEY}: {spec.revision}"]),
        *(write_data(dict(known.head)).splitlines() if known.head else ()),
        "",
    ]
    labels = {path: field_.label or field_.name for path, field_ in walk(spec.fields)}
    left_out = {one.path: one for one in plan.left_out}
    form = _Form(compiled.home.library, {slot.path: slot for slot in plan.slots()}, conditions, labels, waived, known, left_out)
    lines = (line for field_ in spec.fields for line in _field(field_, form, (), ""))
    return "\n".join([*head, *lines, *known.tail]) + "\n"


@dataclass(frozen=True, slots=True)
class _Form:
    """What the lines of a form are written from. places: of the plan; conditions: in words; labels: of fields; left_out: what is not asked; by path."""

    library: Library
    places: Mapping[tuple[str, ...], Slot]
    conditions: Mapping[tuple[str, ...], str]
    labels: Mapping[tuple[str, ...], str]
    waived: frozenset[tuple[str, ...]] = frozenset()
    known: KnownFields = _NOTHING
    left_out: Mapping[tuple[str, ...], FedField] = field(default_factory=dict[tuple[str, ...], FedField])


def _field(field_: Field, form: _Form, above: tuple[str, ...], indent: str) -> Iterator[str]:
    if not has_given(field_):
        return
    path = (*above, field_.name)
    if path in form.waived:
        yield f"{indent}# {field_.label}: diberikan kantor elektronik, tidak diisi di sini"
        return
    if path in form.known.taken:
        yield f"{indent}# {field_.label}: {form.known.taken[path]}"
        yield from _rows_to_complete(field_, form, path, indent)
        return
    if path in form.left_out and is_absent(value_at(form.known.values, path)):
        yield f"{indent}# {told_of((form.left_out[path],), {})[0]}"
        return
    yield f"{indent}# {_note(field_, form, path)}"
    value = KOSONG if isinstance(field_, Group) else value_at(form.known.values, path)
    if is_absent(value):
        yield from _open(field_, form, path, indent)
    else:
        yield from (f"{indent}{line}" if line else "" for line in write_data({field_.name: value}).splitlines())


def _open(field_: Field, form: _Form, path: tuple[str, ...], indent: str) -> Iterator[str]:
    """Yield the lines below a field's note where nothing is known of it."""
    match field_:
        case Scalar():
            yield f"{indent}{field_.name}:"
        case Group():
            inner = [line for child in _asked(field_, form, path) for line in _field(child, form, path, indent + "  ")]
            if any(not line.lstrip().startswith("#") for line in inner):
                yield f"{indent}{field_.name}:"
            yield from inner
        case Table():
            yield from _table(field_, form, path, indent)
        case FixedTable():
            yield from _fixed_rows(field_, form, path, indent)
        case ListOf():
            yield f"{indent}{field_.name}:"
            yield f"{indent}  -"
        case Matrix():
            rows, columns = (form.labels.get(tuple(side.split(".")), side) for side in (field_.rows, field_.columns))
            yield f"{indent}# Ditulis: <{rows}>: {{<{columns}>: nilai}}"
            yield f"{indent}{field_.name}: {{}}"
        case _:
            assert_never(field_)


def _asked(group: Group, form: _Form, path: tuple[str, ...]) -> Iterator[Field]:
    """Yield the members of a group; of an official who comes from elsewhere nothing else is asked."""
    is_taken = is_official(child.name for child in group.fields) and any((*path, child.name) in form.known.taken for child in group.fields)
    yield from (child for child in group.fields if not is_taken or child.required or (*path, child.name) in form.known.taken)


def _rows_to_complete(field_: Field, form: _Form, path: tuple[str, ...], indent: str) -> Iterator[str]:
    """Yield the rows of a table that come from elsewhere, by their key, with the columns that are still to be filled in."""
    rows = form.known.rows.get(path, [])
    if not rows or not isinstance(field_, Table):
        return
    yield f"{indent}{field_.name}:"
    for number, row in enumerate(rows):
        for child in field_.fields:
            if child.name in row and child.name != field_.key and number == 0:
                yield f"{indent}    # {_note(child, form, (*path, child.name))}"
        key, *rest = sorted(row, key=lambda name: name != field_.key)
        yield f"{indent}  - {write_data({key: as_text(row[key])}).rstrip()}"
        yield from (f"{indent}    {name}:" for name in rest)


def _fixed_rows(field_: FixedTable, form: _Form, path: tuple[str, ...], indent: str) -> Iterator[str]:
    table = form.library.table(field_.rows)
    yield f"{indent}{field_.name}:"
    for key, row in table.rows.items():
        yield f"{indent}  # {row.get(table.label) or key}"
        yield f"{indent}  {key}:"
        for child in field_.fields:
            yield from _field(child, form, path, indent + "    ")


def _table(field_: Table, form: _Form, path: tuple[str, ...], indent: str) -> Iterator[str]:
    yield f"{indent}{field_.name}:"
    yield f"{indent}  # Satu baris diawali tanda -; salin bagian ini untuk baris berikutnya."
    lines = [line for child in field_.fields for line in _field(child, form, path, indent + "    ")]
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[first] = f"{indent}  - {lines[first].lstrip()}"
    yield from lines


def _note(field_: Field, form: _Form, path: tuple[str, ...]) -> str:
    """Return what stands in the comment above a field: its label, how it is written, its unit and help."""
    slot = form.places.get(path)
    hint, default = (slot.hint, slot.default) if slot is not None else ("", "")
    quoted = _QUOTED if slot is not None and slot.entry.rule == "length" else ""
    unit = field_.unit if isinstance(field_, Scalar) else ""
    condition = f"hanya bila {form.conditions[path]}" if path in form.conditions else ""
    facts = [
        field_.label + (" *" if field_.is_asked else ""),
        condition,
        hint,
        quoted,
        default,
        f"satuan {unit}" if unit else "",
        field_.help,
    ]
    return "; ".join(filter(None, facts))
