"""Reads a spec file into the model: structure against `spec.schema.json`, pieces put in, sources merged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.home import SHIPPED, Home
from generator.spec.model import (
    ChartText,
    Computation,
    Computed,
    Constant,
    Field,
    Output,
    RuleText,
    Source,
    Spec,
)
from generator.spec.soundness import check_sound
from generator.yamlio import LineDict, read_spec
from validators.findings import Severity

_SCHEMA_FILE: Final = SHIPPED / "specs" / "spec.schema.json"
_ROW_LIMITS: Final = {"min_rows": "at_least", "min_items": "at_least", "max_rows": "at_most", "max_items": "at_most"}
_SAME_NAME: Final = (
    "name",
    "type",
    "label",
    "required",
    "help",
    "unit",
    "minimum",
    "maximum",
    "pattern",
    "pattern_message",
    "kind",
    "table",
    "plain",
)
_SAME_NAME_NESTED: Final = ("key", "rows", "columns", "when", "schema", "element", "print", "heading")
_CHART_KEYS: Final = ("name", "kind", "of", "category", "labels", "title", "alt", "start", "finish", "unit", "element", "after")


def load_spec(file: Path, home: Home) -> Spec:
    """Return the spec in `file`; raises SpecFault with file and line for anything the language does not have."""
    data = read_spec(file)
    if not isinstance(data, LineDict):
        raise SpecFault("Spesifikasi harus berupa daftar kunci dan nilai.", file=file, place="baris 1")
    _check_structure(data, file)
    data["fields"] = [_with_piece(entry, home, file) for entry in data["fields"]]
    if data["id"] != file.stem:
        raise _fault(f'id "{data["id"]}" harus sama dengan nama berkasnya ("{file.stem}").', data, "id")
    own = _source(data.get("source"), Source())
    spec = Spec(
        id=data["id"],
        title=data["title"],
        revision=data["revision"],
        source=own,
        fields=tuple(_field(entry, own) for entry in data["fields"]),
        constants=tuple(_constant(name, entry, own) for name, entry in (data.get("constants") or {}).items()),
        computed=tuple(_computed(entry, own) for entry in data.get("computed") or ()),
        rules=tuple(_rule(entry, own) for entry in data.get("rules") or ()),
        charts=tuple(_chart(entry) for entry in data.get("charts") or ()),
        outputs=tuple(_output(entry) for entry in data["outputs"]),
        elements=data.get("elements", ""),
        language=data["spec"],
        description=data.get("description", ""),
        file=str(file),
    )
    check_sound(spec)
    return spec


@cache
def _structure_validator(part: str = "") -> Any:
    """Return the validator of a whole spec, or of one of its parts (a name below `$defs`)."""
    from jsonschema import Draft202012Validator

    from validators.shape import DECIMAL_TYPES

    schema = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))
    if part:
        schema = {"$defs": schema["$defs"], **schema["$defs"][part]}
    from jsonschema.validators import extend

    return extend(Draft202012Validator, type_checker=DECIMAL_TYPES)(schema)


def _check_structure(data: LineDict, file: Path, part: str = "") -> None:
    from jsonschema.exceptions import best_match

    error = best_match(_structure_validator(part).iter_errors(data))
    if error is None:
        return
    holder: Any = data
    line = data.line
    for step in error.absolute_path:
        if isinstance(holder, LineDict):
            line = holder.line_of(str(step))
        holder = holder[step]
        line = getattr(holder, "line", line) or line
    where = ".".join(str(step) for step in error.absolute_path) or "spesifikasi"
    line = _line_of_extra(error, line)
    raise SpecFault(f"{where}: {_structure_problem(error)}", file=file, place=f"baris {line}")


def _line_of_extra(error: Any, line: int) -> int:
    extra = _extra_keys(error)
    return error.instance.line_of(extra[0]) if extra and isinstance(error.instance, LineDict) else line


def _extra_keys(error: Any) -> list[str]:
    if error.validator != "additionalProperties":
        return []
    return [key for key in error.instance if key not in error.schema.get("properties", {})]


def _structure_problem(error: Any) -> str:
    if error.validator == "additionalProperties":
        key = _extra_keys(error)[0]
        near = get_close_matches(key, list(error.schema["properties"]), n=1)
        return f'kunci "{key}" tidak dikenal' + (f', maksud Anda "{near[0]}"?' if near else ".")
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return f"kunci {', '.join(missing)} belum ada."
    if error.validator == "enum":
        near = get_close_matches(str(error.instance), [str(choice) for choice in error.validator_value], n=1)
        known = ", ".join(str(choice) for choice in error.validator_value)
        return f'"{error.instance}" tidak dikenal' + (f', maksud Anda "{near[0]}"?' if near else f"; pilihannya {known}.")
    if error.validator == "oneOf":
        return "harus memuat tepat satu dari bentuk yang ada (mis. expr, score, atau band)."
    if error.validator == "pattern":
        return f'"{error.instance}" tidak sesuai bentuk {error.validator_value}.'
    if error.validator == "type":
        return f"jenis nilainya keliru ({str(error.instance)[:60]!r})."
    return f"{str(error.instance)[:60]!r} tidak sesuai bahasa spesifikasi ({error.validator}: {error.validator_value})."


def _with_piece(entry: LineDict, home: Home, file: Path, above: tuple[str, ...] = ()) -> LineDict:
    if "use" in entry:
        name = entry["use"]
        if name in above:
            raise SpecFault(f'Potongan "{name}" memakai dirinya sendiri.', file=file, place=f"baris {entry.line}")
        entry, above = _merged(entry, home, file), (*above, name)
    if entry.get("fields"):
        entry["fields"] = [_with_piece(child, home, file, above) for child in entry["fields"]]
    return entry


def _merged(entry: LineDict, home: Home, file: Path) -> LineDict:
    """Return a field with its piece put in; what the entry says itself wins."""
    try:
        piece_file = home.piece(entry["use"])
    except SpecFault as fault:
        raise SpecFault(fault.message, file=file, place=f"baris {entry.line_of('use')}", hint=fault.hint) from fault
    piece = read_spec(piece_file)
    own = {key: value for key, value in entry.items() if key != "use"}
    if not isinstance(piece, LineDict) or "type" not in {**piece, **own}:
        raise SpecFault(f'Potongan "{entry["use"]}" tidak memuat type.', file=file, place=f"baris {entry.line}")
    merged = LineDict({**piece, **own})
    merged.line, merged.file, merged.lines = piece.line, str(piece_file), dict(piece.lines)
    _check_structure(merged, piece_file, "field")
    merged.line, merged.file, merged.lines = entry.line, entry.file, dict(entry.lines)
    return merged


def _fault(message: str, holder: LineDict, key: str = "") -> SpecFault:
    return SpecFault(message, file=holder.file, place=f"baris {holder.line_of(key) if key else holder.line}")


def _source(entry: Mapping[str, Any] | None, parent: Source) -> Source:
    entry = entry or {}
    return Source(entry.get("document", parent.document), entry.get("place", parent.place), entry.get("basis", parent.basis))


def _computation(entry: LineDict, number: str = "of") -> Computation | None:
    """Return how an entry is computed; in a table's column the band's number stands under `of:` as well."""
    if entry.get("expr"):
        return Computation("expr", expr=entry["expr"], line=entry.line_of("expr"))
    if entry.get("score"):
        arguments = {name: str(value) for name, value in (entry.get("with") or {}).items()}
        return Computation("score", name=entry["score"], arguments=arguments, line=entry.line_of("score"))
    if entry.get("band"):
        of = entry.get(number)
        if not isinstance(of, str):
            raise _fault("band: memerlukan of: (bilangan yang dicari pitanya).", entry, "band")
        return Computation("band", expr=of, name=entry["band"], take=entry.get("take", ""), line=entry.line_of("band"))
    return None


def _field(entry: LineDict, spec_source: Source) -> Field:
    values: dict[str, Any] = {key: entry[key] for key in (*_SAME_NAME, *_SAME_NAME_NESTED) if entry.get(key) is not None}
    values |= {name: entry[key] for key, name in _ROW_LIMITS.items() if key in entry}
    of = entry.get("of")
    field_ = Field(
        **{"name": "", "label": entry.get("name", ""), **values},
        choices=_choices(entry.get("choices")),
        fields=tuple(_field(child, spec_source) for child in entry.get("fields") or ()),
        of=_cell(of, spec_source) if isinstance(of, LineDict) else None,
        computation=_computation(entry),
        formerly=tuple(entry.get("formerly") or ()),
        source=_source(entry.get("source"), Source()),
        line=entry.line,
    )
    _check_field(field_, entry)
    return field_


def _cell(entry: LineDict, spec_source: Source) -> Field:
    return _field(entry, spec_source)


def _choices(value: Any) -> tuple[str, ...]:
    """Return listed choices; a text names a reference table and is resolved when the spec is compiled."""
    if isinstance(value, str):
        return (f"@{value}",)
    return tuple(str(choice) for choice in value or ())


_NEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "choice": ("choices", "choices:"),
    "reference": ("table", "table:"),
    "identifier": ("kind", "kind:"),
    "group": ("fields", "fields:"),
    "list": ("of", "of:"),
    "matrix": ("rows", "rows:, columns: dan of:"),
}


def _check_field(field_: Field, entry: LineDict) -> None:
    attribute, wanted = _NEEDS.get(field_.type, ("", ""))
    if attribute and not getattr(field_, attribute) and field_.is_given:
        raise _fault(f'Isian "{field_.name}" berjenis {field_.type} memerlukan {wanted}.', entry)
    if field_.type == "table" and not field_.fields:
        raise _fault(f'Tabel "{field_.name}" memerlukan fields:.', entry)
    if field_.type == "matrix" and not (field_.columns and field_.of):
        raise _fault(f'Matriks "{field_.name}" memerlukan rows:, columns: dan of:.', entry)
    names = [child.name for child in field_.fields]
    for name in names:
        if names.count(name) > 1:
            raise _fault(f'Nama "{name}" dipakai dua kali dalam "{field_.name}".', entry)
    key = field_.child(field_.key)
    if field_.key and field_.type == "table" and not field_.rows and (key is None or not key.is_given):
        raise _fault(f'Kunci "{field_.key}" bukan kolom isian tabel "{field_.name}".', entry, "key")


def _constant(name: str, entry: LineDict, own: Source) -> Constant:
    return Constant(name, entry["value"], entry.get("unit", ""), _source(entry.get("source"), own), entry.line)


def _computed(entry: LineDict, own: Source) -> Computed:
    computation = _computation(entry)
    if computation is None:
        raise _fault("Nilai terhitung memerlukan tepat satu dari expr, score, atau band.", entry)
    return Computed(
        name=entry["name"],
        label=entry["label"],
        computation=computation,
        type=entry.get("type", ""),
        unit=entry.get("unit", ""),
        source=_source(entry.get("source"), own),
        element=entry.get("element", ""),
        after=entry.get("after", ""),
        print=entry.get("print", ""),
        line=entry.line,
    )


def _rule(entry: LineDict, own: Source) -> RuleText:
    return RuleText(
        id=entry["id"],
        check=entry["check"],
        message=entry["message"],
        at=entry.get("at", ""),
        each=entry.get("each", ""),
        when=entry.get("when", ""),
        hint=entry.get("hint", ""),
        severity=Severity(entry.get("severity", "error")),
        source=_source(entry.get("source"), own),
        line=entry.line,
    )


def _chart(entry: LineDict) -> ChartText:
    same = {key: entry[key] for key in _CHART_KEYS if key in entry}
    return ChartText(**same, series=tuple(entry.get("series") or ()), line=entry.line)


def _output(entry: LineDict) -> Output:
    return Output(entry["kind"], entry.get("template", ""), entry["filename"], bool(entry.get("default", False)), entry.line)
