"""A blank YAML form: every field in order with its label, what is asked, its choices; ready to be filled and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from generator.fields.scalars import hint_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.spec.compile import CompiledSpec


def blank_yaml(compiled: CompiledSpec) -> str:
    """Return the blank form of a type as commented YAML; a required field is marked with *."""
    spec = compiled.spec
    cite = compiled.home.library.citation(spec.source.document, spec.source.place)
    head = [
        f"# {spec.title}",
        f"# Sumber: {cite}",
        "# Tanda * wajib diisi; yang lain boleh dibiarkan kosong. Tulisan setelah # adalah petunjuk.",
        "# Teks panjang ditulis di bawah tanda | dan menjorok dua spasi.",
        f"jenis: {spec.id}",
        "",
    ]
    return "\n".join([*head, *(line for field_ in spec.fields for line in _field(field_, compiled, ""))]) + "\n"


def _field(field_: Field, compiled: CompiledSpec, indent: str) -> Iterator[str]:
    if not field_.is_given:
        return
    yield f"{indent}# {_note(field_, compiled)}"
    match field_:
        case Scalar():
            yield f"{indent}{field_.name}:"
        case Group():
            yield f"{indent}{field_.name}:"
            for child in field_.fields:
                yield from _field(child, compiled, indent + "  ")
        case Table():
            yield from _table(field_, compiled, indent)
        case FixedTable():
            yield from _fixed_rows(field_, compiled, indent)
        case ListOf():
            yield f"{indent}{field_.name}:"
            yield f"{indent}  -"
        case Matrix():
            yield f"{indent}# Ditulis: <{field_.rows}>: {{<{field_.columns}>: nilai}}"
            yield f"{indent}{field_.name}: {{}}"
        case _:
            assert_never(field_)


def _fixed_rows(field_: FixedTable, compiled: CompiledSpec, indent: str) -> Iterator[str]:
    table = compiled.home.library.table(field_.rows)
    yield f"{indent}{field_.name}:"
    for key, row in table.rows.items():
        yield f"{indent}  # {row.get(table.label) or key}"
        yield f"{indent}  {key}:"
        for child in field_.fields:
            yield from _field(child, compiled, indent + "    ")


def _table(field_: Table, compiled: CompiledSpec, indent: str) -> Iterator[str]:
    yield f"{indent}{field_.name}:"
    yield f"{indent}  # Satu baris diawali tanda -; salin bagian ini untuk baris berikutnya."
    lines = [line for child in field_.fields for line in _field(child, compiled, indent + "    ")]
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[first] = f"{indent}  - {lines[first].lstrip()}"
    yield from lines


def _note(field_: Field, compiled: CompiledSpec) -> str:
    facts = [field_.label + (" *" if field_.required else "")]
    facts.append(hint_of(field_, compiled.home.library))
    unit = field_.unit if isinstance(field_, Scalar) else ""
    facts += [f"satuan {unit}" if unit else "", field_.help]
    return "; ".join(filter(None, facts))
