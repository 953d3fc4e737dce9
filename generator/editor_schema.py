"""The JSON Schema of a type's data file, for editors: what may be written, with the words of the form. The check is borang's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, assert_never

from generator.fields.scalars import hint_of, kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, has_given
from generator.intake.feeding import ROWS_KEY, feeders_of
from generator.intake.letterhead import INSTITUTION_KEY
from generator.spec.compile import CompiledSpec
from generator.spec.default_words import default_words

_NULL: Final = {"type": "null"}
_WRITTEN: Final[Mapping[str, Any]] = {"type": ["string", "number", "boolean", "null"]}


def editor_schema(compiled: CompiledSpec) -> dict[str, Any]:
    """Return the schema of a data file as it is written: numbers and dates may be text, everything may be left empty."""
    spec = compiled.spec
    words = {check.path: str(check.facts["words"]) for check in compiled.checks if check.name == "berlaku"}
    body = _object(spec.fields, compiled, (), words)
    body["properties"] = {
        "jenis": {"const": spec.id, "description": f"Jenis dokumen: {spec.title}."},
        "revisi": {"type": ["integer", "string"], "description": "Revisi formulir yang diisi."},
        INSTITUTION_KEY: {
            "type": "string",
            "description": "Berkas pengaturan institusi yang kopnya dipakai; bila kosong, institusi.yaml terdekat.",
        },
        **{feeder: {"type": "string", "description": f"Berkas {feeder} yang melengkapi isian ini."} for feeder in feeders_of(compiled)},
        **body["properties"],
    }
    if spec.each is not None:
        of_row = _object(spec.fields, compiled, (), words)
        said = f"Yang hanya milik satu dokumen, menurut {spec.each.key} barisnya."
        body["properties"][ROWS_KEY] = {"type": "object", "description": said, "additionalProperties": of_row}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": spec.title, "description": spec.description, **body}


def _object(
    fields: tuple[Field, ...], compiled: CompiledSpec, path: tuple[str, ...], words: Mapping[tuple[str, ...], str]
) -> dict[str, Any]:
    given = [field_ for field_ in fields if has_given(field_)]
    return {
        "type": "object",
        "properties": {field_.name: _described(field_, compiled, (*path, field_.name), words) for field_ in given},
        "additionalProperties": False,
    }


def _described(field_: Field, compiled: CompiledSpec, path: tuple[str, ...], words: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    return {
        "title": field_.label,
        "description": description(field_, compiled, words.get(path, "")),
        **_shape(field_, compiled, path, words),
    }


def description(field_: Field, compiled: CompiledSpec, condition: str = "") -> str:
    """Return what an editor says of a field: its label, whether it must be filled, how it is written, its unit, condition and help."""
    hint = hint_of(field_, compiled.home.library)
    unit = f"satuan {field_.unit}" if isinstance(field_, Scalar) and field_.unit else ""
    default = default_words(field_.default) if isinstance(field_, Scalar) and field_.default else ""
    facts = [
        field_.label,
        default or ("wajib diisi" if field_.required else "boleh kosong"),
        f"hanya bila {condition}" if condition else "",
        hint,
        unit,
    ]
    return "; ".join(filter(None, [*facts, field_.help]))[:2_000] + "."


def _shape(field_: Field, compiled: CompiledSpec, path: tuple[str, ...], words: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    match field_:
        case Scalar():
            return _scalar(field_, compiled)
        case Group():
            return {"anyOf": [_object(field_.fields, compiled, path, words), _NULL]}
        case Table():
            return {"anyOf": [{"type": "array", "items": _object(field_.fields, compiled, path, words)}, _NULL]}
        case FixedTable():
            row = {"anyOf": [_object(field_.fields, compiled, path, words), _WRITTEN]}  # a checklist's row may be its tick alone
            table = compiled.home.library.table(field_.rows)
            rows = {
                key: row if table.label == table.key else {"description": str(one[table.label]), **row} for key, one in table.rows.items()
            }
            return {"anyOf": [{"type": "object", "properties": rows, "additionalProperties": False}, _NULL]}
        case ListOf():
            return {"anyOf": [{"type": "array", "items": _scalar(field_.of, compiled)}, _NULL]}
        case Matrix():
            cells = {"type": "object", "additionalProperties": _scalar(field_.of, compiled)}
            return {"anyOf": [{"type": "object", "additionalProperties": cells}, _NULL]}
        case _:
            assert_never(field_)


def _scalar(field_: Scalar, compiled: CompiledSpec) -> dict[str, Any]:
    kind, library = kind_of(field_), compiled.home.library
    listed = list(kind.choices(field_, library)) or [key for name in kind.tables(field_) for key in library.table(name).rows]
    return {"anyOf": [{"enum": listed}, _WRITTEN]} if listed else dict(_WRITTEN)
