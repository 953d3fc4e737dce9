"""From an entry of a spec to a field: its shape by its type, with the keys that this shape has."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from generator.errors import SpecFault, raise_together
from generator.fields.decimals import Decimals
from generator.fields.origin import Citation, Computation, RowTarget
from generator.fields.scalars import SCALARS
from generator.fields.shapes import SHAPES, Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, members, word_of
from generator.lines import LineDict, file_of
from validators.messages import suggestion

_RENAMED: Final = {
    "min_rows": "at_least",
    "min_items": "at_least",
    "max_rows": "at_most",
    "max_items": "at_most",
    "kind": "identifier",
    "from": "taken_from",
}
_BUILT: Final = frozenset({"fields", "of", "source", "choices", "formerly", "kind", "sums", "means", "beside", "sort", "target"})
"""Attributes of shapes that are made of what the entry says, not taken over as they stand."""
_EVERYWHERE: Final = frozenset({"name", "type", "label", "source", "formerly"})
_COMPUTING: Final = frozenset({"expr", "score", "with", "band", "of", "take", "qr"})
_BESIDE: Final = {"take": "band", "with": "score", "pattern_message": "pattern", "asked": "from"}
"""Keys that say something of another key, without which they are of no use."""
_MADE_OF: Final[Mapping[type, frozenset[str]]] = {
    Scalar: _COMPUTING | {"choices", "kind"},
    Group: frozenset({"fields"}),
    Table: frozenset({"fields", "sort"}),
    FixedTable: frozenset({"fields", "sort"}),
    ListOf: _COMPUTING,
    Matrix: frozenset({"of", "sums", "means", "beside"}),
}
"""The keys that a shape is built from; all others stand for attributes of its own."""


def types() -> tuple[str, ...]:
    """Return the words that `type:` may be."""
    return (*SCALARS, *SHAPES)


def fault(message: str, holder: LineDict, key: str = "", *, code: str) -> SpecFault:
    """Return a fault at an entry, or at one of its keys."""
    line = holder.line_of(key) if key else holder.line
    return SpecFault(message, file=file_of(line, holder.file), place=f"baris {line}", code=code)


def citation(entry: Mapping[str, Any] | None, parent: Citation) -> Citation:
    """Return a citation; what the entry does not say is its parent's."""
    entry = entry or {}
    return Citation(entry.get("document", parent.document), entry.get("place", parent.place), entry.get("basis", parent.basis))


def computation(entry: LineDict) -> Computation | None:
    """Return how an entry is computed; in a table's column the band's number stands under `of:` as well."""
    if entry.get("expr"):
        return Computation("expr", expr=entry["expr"], line=entry.line_of("expr"))
    if entry.get("qr"):
        return Computation("qr", expr=entry["qr"], line=entry.line_of("qr"))
    if entry.get("score"):
        arguments = {name: str(value) for name, value in (entry.get("with") or {}).items()}
        return Computation("score", name=entry["score"], arguments=arguments, line=entry.line_of("score"))
    if entry.get("band"):
        of = entry.get("of")
        if not isinstance(of, str):
            raise fault("band: memerlukan of: (bilangan yang dicari pitanya).", entry, "band", code="pita-tanpa-bilangan")
        return Computation("band", expr=of, name=entry["band"], take=entry.get("take", ""), line=entry.line_of("band"))
    return None


def field_of(entry: LineDict) -> Field:
    """Return the field of an entry; raises SpecFault where something that its type needs is missing."""
    type_, name = entry["type"], entry.get("name", "")
    shape = Scalar if type_ in SCALARS else SHAPES[type_]
    if shape is Table and entry.get("rows"):
        shape = FixedTable
    known = {each.name for each in dataclasses.fields(shape)} - _BUILT
    taken = known | _MADE_OF[shape] | _EVERYWHERE
    unused = [key for key in entry if _RENAMED.get(key, key) not in taken and key not in taken]
    unused += [key for key, other in _BESIDE.items() if key in entry and not entry.get(other)]
    unused += _unused_by_type(entry) if shape is Scalar else []
    raise_together(_unfit(entry, key) for key in unused)
    values: dict[str, Any] = {_RENAMED.get(key, key): value for key, value in entry.items() if value is not None}
    values = {key: value for key, value in values.items() if key in known}
    values |= {
        "name": name,
        "label": entry.get("label") or name,
        "formerly": tuple(entry.get("formerly") or ()),
        "line": entry.line,
        "lines": entry.lines,
    }
    if values.get("decimals") is not None:
        values["decimals"] = Decimals(values["decimals"])
    if values.get("size") is not None:
        values["size"] = tuple(values["size"])
    values |= {"source": citation(entry.get("source"), Citation())}
    made = _SHAPED[shape](entry, values)
    _check_names(made, entry)
    return made


def _unused_by_type(entry: LineDict) -> list[str]:
    """Return the keys of a single value that its kind has no use for, though another kind has."""
    own = SCALARS[entry["type"]].uses | ({"of"} if entry.get("band") else set())
    special = {key for one in SCALARS.values() for key in one.uses} | {"of"}
    return [key for key, value in entry.items() if value is not None and key in special - own]


def _unfit(entry: LineDict, key: str) -> SpecFault:
    if key in _BESIDE and not entry.get(_BESIDE[key]):
        problem = f'Isian "{entry.get("name", "")}": {key}: hanya bersama {_BESIDE[key]}:.'
        return fault(problem, entry, key, code="isian-tidak-cocok")
    of = [name for name, one in SCALARS.items() if key in one.uses]
    rest = (
        f", hanya yang berjenis {' atau '.join((', '.join(of[:-1]), of[-1])) if len(of) > 1 else of[0]}"
        if of and entry["type"] in SCALARS
        else ""
    )
    said = f"{entry['type']} dengan rows:" if entry["type"] == "table" and entry.get("rows") else entry["type"]
    return fault(f'Isian "{entry.get("name", "")}" berjenis {said} tidak memakai {key}:{rest}.', entry, key, code="isian-tidak-cocok")


def _scalar(entry: LineDict, values: dict[str, Any]) -> Field:
    listed = entry.get("choices")
    chosen = {"table": listed} if isinstance(listed, str) else {"choices": tuple(str(choice) for choice in listed or ())}
    attribute, wanted = SCALARS[entry["type"]].needs
    if attribute == "target":
        of = entry.get("of")
        chosen = {"target": RowTarget(tuple(of.split("."))) if isinstance(of, str) and of else None}
    field_ = Scalar(**{**values, **chosen}, kind=entry["type"], computation=computation(entry))
    if attribute and not (getattr(field_, attribute) or chosen.get("table")) and field_.is_given:
        raise _lacking(entry, f"memerlukan {wanted}.")
    return field_


def _holder(shape: type[Group] | type[Table] | type[FixedTable], entry: LineDict, values: dict[str, Any]) -> Field:
    if not entry.get("fields"):
        raise _lacking(entry, "memerlukan fields:.")
    made = shape(**values, fields=tuple(field_of(child) for child in entry["fields"]))
    order = entry.get("sort") or ()
    columns = tuple(part.strip() for part in (order.split(",") if isinstance(order, str) else order))
    return made if isinstance(made, Group) else dataclasses.replace(made, sort=columns)


def _list(entry: LineDict, values: dict[str, Any]) -> Field:
    computed = computation(entry)
    of = Scalar(name="", kind="text") if computed is not None else _cell(entry, "memerlukan of:.")
    return ListOf(**values, of=of, computation=computed)


def _matrix(entry: LineDict, values: dict[str, Any]) -> Field:
    wanted = "memerlukan rows:, columns: dan of:."
    if not (entry.get("rows") and entry.get("columns")):
        raise _lacking(entry, wanted)
    sums, means, beside = (tuple(entry.get(key) or ()) for key in ("sums", "means", "beside"))
    return Matrix(**values, sums=sums, means=means, beside=beside, of=_cell(entry, wanted))


def _cell(entry: LineDict, wanted: str) -> Scalar:
    if isinstance(entry.get("of"), str):
        raise _lacking(entry, f"memerlukan of: yang ditulis sebagai isian: of: {{type: {entry['of']}}}.")
    if not isinstance(entry.get("of"), LineDict):
        raise _lacking(entry, wanted)
    of = field_of(entry["of"])
    if not isinstance(of, Scalar):
        raise _lacking(entry, f"hanya dapat berisi nilai tunggal, bukan {word_of(of)}.")
    return of


_SHAPED: Final = {
    Scalar: _scalar,
    Group: lambda entry, values: _holder(Group, entry, values),
    Table: lambda entry, values: _holder(Table, entry, values),
    FixedTable: lambda entry, values: _holder(FixedTable, entry, values),
    ListOf: _list,
    Matrix: _matrix,
}


def _lacking(entry: LineDict, problem: str) -> SpecFault:
    return fault(f'Isian "{entry.get("name", "")}" berjenis {entry["type"]} {problem}', entry, code="isian-tidak-lengkap")


def _check_names(field_: Field, entry: LineDict) -> None:
    names = [child.name for child in members(field_)]
    for name in names:
        if names.count(name) > 1:
            raise fault(f'Nama "{name}" dipakai dua kali dalam "{field_.name}".', entry, code="nama-isian-ganda")
    if isinstance(field_, Table) and field_.key:
        key = field_.child(field_.key)
        if key is None or not key.is_given:
            near = suggestion(field_.key, [child.name for child in field_.fields if child.is_given])
            raise fault(f'Kunci "{field_.key}" bukan kolom isian tabel "{field_.name}"{near}', entry, "key", code="kunci-tabel-salah")
