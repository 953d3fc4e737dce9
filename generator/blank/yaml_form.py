"""A blank YAML form: every field in order with its label, what is asked, its choices; ready to be filled and read back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.compile import CompiledSpec
from generator.spec.model import Field
from generator.spec.schema import choices_of

_KIND = {
    "integer": "bilangan bulat",
    "number": "bilangan",
    "money": "rupiah, mis. 500.000",
    "date": "tanggal, mis. 12 Juli 2023",
    "time": "waktu, mis. 07.30",
    "boolean": "ya/tidak",
    "identifier": "di antara tanda kutip",
    "list": "daftar",
}


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
    if field_.type == "group":
        yield f"{indent}{field_.name}:"
        for child in field_.fields:
            yield from _field(child, compiled, indent + "  ")
    elif field_.type == "table":
        yield from _table(field_, compiled, indent)
    elif field_.type == "matrix":
        yield f"{indent}# Ditulis: <{field_.rows}>: {{<{field_.columns}>: nilai}}"
        yield f"{indent}{field_.name}: {{}}"
    elif field_.type == "list":
        yield f"{indent}{field_.name}:"
        yield f"{indent}  -"
    else:
        yield f"{indent}{field_.name}:"


def _table(field_: Field, compiled: CompiledSpec, indent: str) -> Iterator[str]:
    yield f"{indent}{field_.name}:"
    if field_.has_fixed_rows:
        for key, row in compiled.home.library.table(field_.rows).rows.items():
            label = row.get(compiled.home.library.table(field_.rows).label)
            yield f"{indent}  # {label or key}"
            yield f"{indent}  {key}:"
            for child in field_.fields:
                yield from _field(child, compiled, indent + "    ")
        return
    yield f"{indent}  # Satu baris diawali tanda -; salin bagian ini untuk baris berikutnya."
    lines = [line for child in field_.fields for line in _field(child, compiled, indent + "    ")]
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[first] = f"{indent}  - {lines[first].lstrip()}"
    yield from lines


def _note(field_: Field, compiled: CompiledSpec) -> str:
    facts = [field_.label + (" *" if field_.required else "")]
    if field_.type == "choice":
        facts.append("pilih: " + " | ".join(choices_of(field_, compiled.home.library)))
    elif field_.type == "reference":
        table = compiled.home.library.table(field_.table)
        facts.append(f"kode dari katalog {field_.table}: " + " | ".join(table.rows))
    elif field_.type in _KIND:
        facts.append(_KIND[field_.type])
    facts += [text for text in (f"satuan {field_.unit}" if field_.unit else "", field_.help) if text]
    return "; ".join(facts)
