"""Reads a spec file into the model: structure against `spec.schema.json`, pieces put in, sources merged."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.fields.origin import Citation
from generator.home import SHIPPED, Home
from generator.spec.entries import citation, computation, fault, field_of, types
from generator.spec.model import ChartText, Computed, Constant, Each, Output, RuleText, Spec
from generator.spec.pieces import Pieces
from generator.spec.shorthand import spelled_out
from generator.spec.soundness import check_sound
from generator.yamlio import LineDict, read_spec
from validators.findings import Severity

_SCHEMA_FILE: Final = SHIPPED / "specs" / "spec.schema.json"
_CHART_KEYS: Final = ("name", "kind", "of", "category", "labels", "title", "alt", "start", "finish", "unit", "element", "after")


def load_spec(file: Path, home: Home) -> Spec:
    """Return the spec in `file`; raises SpecFault with file and line for anything the language does not have."""
    data = read_spec(file)
    if not isinstance(data, LineDict):
        raise SpecFault("Spesifikasi harus berupa daftar kunci dan nilai.", file=file, place="baris 1")
    _check_structure(data, file)
    data = spelled_out(data, home)
    data["fields"] = Pieces(home, file, partial(_check_structure, part="field")).put_in(data["fields"])
    if data["id"] != file.stem:
        raise fault(f'id "{data["id"]}" harus sama dengan nama berkasnya ("{file.stem}").', data, "id")
    own = citation(data.get("source"), Citation())
    spec = Spec(
        id=data["id"],
        title=data["title"],
        revision=data["revision"],
        source=own,
        fields=tuple(field_of(entry) for entry in data["fields"]),
        constants=tuple(_constant(name, entry, own) for name, entry in (data.get("constants") or {}).items()),
        computed=tuple(_computed(entry, own) for entry in data.get("computed") or ()),
        rules=tuple(_rule(entry, own) for entry in data.get("rules") or ()),
        charts=tuple(_chart(entry) for entry in data.get("charts") or ()),
        outputs=tuple(_output(entry) for entry in data["outputs"]),
        elements=data.get("elements", ""),
        each=_each(data.get("each")),
        language=data["spec"],
        description=data.get("description", ""),
        file=str(file),
    )
    check_sound(spec)
    return spec


def _structure_validator(part: str = "") -> Any:
    return _validator(part, types())


@cache
def _validator(part: str, known: tuple[str, ...]) -> Any:
    """Return the validator of a whole spec, or of one of its parts (a name below `$defs`)."""
    from jsonschema import Draft202012Validator

    from validators.shape import DECIMAL_TYPES

    schema = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))
    for entry in ("field", "cell"):
        schema["$defs"][entry]["properties"]["type"]["enum"] = list(known)
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


def _constant(name: str, entry: LineDict, own: Citation) -> Constant:
    return Constant(name, entry["value"], entry.get("unit", ""), citation(entry.get("source"), own), entry.line)


def _computed(entry: LineDict, own: Citation) -> Computed:
    how = computation(entry)
    if how is None:
        raise fault("Nilai terhitung memerlukan tepat satu dari expr, score, atau band.", entry)
    return Computed(
        name=entry["name"],
        label=entry["label"],
        computation=how,
        type=entry.get("type", ""),
        unit=entry.get("unit", ""),
        plain=bool(entry.get("plain", False)),
        source=citation(entry.get("source"), own),
        element=entry.get("element", ""),
        after=entry.get("after", ""),
        print=entry.get("print", ""),
        line=entry.line,
    )


def _rule(entry: LineDict, own: Citation) -> RuleText:
    return RuleText(
        id=entry["id"],
        check=entry["check"],
        message=entry["message"],
        at=entry.get("at", ""),
        each=entry.get("each", ""),
        when=entry.get("when", ""),
        hint=entry.get("hint", ""),
        severity=Severity(entry.get("severity", "error")),
        source=citation(entry.get("source"), own),
        line=entry.line,
    )


def _chart(entry: LineDict) -> ChartText:
    same = {key: entry[key] for key in _CHART_KEYS if key in entry}
    return ChartText(**same, series=tuple(entry.get("series") or ()), line=entry.line)


def _each(entry: LineDict | None) -> Each | None:
    return None if entry is None else Each(entry["of"], entry["as"], entry.get("key", "nama"), entry.line)


def _output(entry: LineDict) -> Output:
    kind = entry["kind"]
    return Output(kind, entry.get("template", ""), entry["filename"], bool(entry.get("default")), entry.get("name", kind), entry.line)
