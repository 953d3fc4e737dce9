"""A blank YAML form: every field in order with its label, what is asked, its choices; ready to be filled and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, walk
from generator.form.plan import Slot, plan_of
from generator.spec.compile import CompiledSpec

if TYPE_CHECKING:
    from generator.reference import Library


def blank_yaml(compiled: CompiledSpec, waived: frozenset[tuple[str, ...]] = frozenset()) -> str:
    """Return the blank form of a type as commented YAML; a required field is marked with *. waived: what an electronic office fills."""
    spec, plan = compiled.spec, plan_of(compiled)
    conditions = {check.path: str(check.facts["words"]) for check in compiled.checks if check.name == "berlaku"}
    head = [
        f"# {spec.title}",
        f"# Sumber: {plan.source}",
        "# Tanda * wajib diisi; yang lain boleh dibiarkan kosong. Tulisan setelah # adalah petunjuk.",
        "# Teks panjang ditulis di bawah tanda | dan menjorok dua spasi.",
        f"jenis: {spec.id}",
        "",
    ]
    labels = {path: field_.label or field_.name for path, field_ in walk(spec.fields)}
    form = _Form(compiled.home.library, {slot.path: slot for slot in plan.slots()}, conditions, labels, waived)
    return "\n".join([*head, *(line for field_ in spec.fields for line in _field(field_, form, (), ""))]) + "\n"


@dataclass(frozen=True, slots=True)
class _Form:
    """What the lines of a form are written from. places: of the plan; conditions: in words; labels: of fields; by path."""

    library: Library
    places: Mapping[tuple[str, ...], Slot]
    conditions: Mapping[tuple[str, ...], str]
    labels: Mapping[tuple[str, ...], str]
    waived: frozenset[tuple[str, ...]] = frozenset()


def _field(field_: Field, form: _Form, above: tuple[str, ...], indent: str) -> Iterator[str]:
    if not field_.is_given:
        return
    path = (*above, field_.name)
    if path in form.waived:
        yield f"{indent}# {field_.label}: diberikan kantor elektronik, tidak diisi di sini"
        return
    yield f"{indent}# {_note(field_, form, path)}"
    match field_:
        case Scalar():
            yield f"{indent}{field_.name}:"
        case Group():
            yield f"{indent}{field_.name}:"
            for child in field_.fields:
                yield from _field(child, form, path, indent + "  ")
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
    hint = slot.hint if slot is not None else ""
    unit = field_.unit if isinstance(field_, Scalar) else ""
    condition = f"hanya bila {form.conditions[path]}" if path in form.conditions else ""
    facts = [field_.label + (" *" if field_.required else ""), condition, hint, f"satuan {unit}" if unit else "", field_.help]
    return "; ".join(filter(None, facts))
