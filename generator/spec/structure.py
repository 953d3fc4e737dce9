"""The structure of a spec against `spec.schema.json`: every fault at once, named by the thing it is in, in Indonesian."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault, raise_together
from generator.home import SHIPPED
from generator.lines import LineDict, LineList, file_of
from generator.spec.entries import types
from generator.spec.words import KEYS, WORDS
from validators.fitting import fits
from validators.spelling import nearest

_SCHEMA_FILE: Final = SHIPPED / "specs" / "spec.schema.json"
_SECTIONS: Final[Mapping[str, str]] = {
    "fields": "Isian",
    "computed": "Hitungan",
    "rules": "Aturan",
    "charts": "Grafik",
    "outputs": "Keluaran",
    "constants": "Konstanta",
    "of": "Isi",
    "source": "Sumber",
}
_TYPES: Final = {"string": "teks", "integer": "bilangan bulat", "number": "bilangan", "boolean": "true atau false", "array": "daftar [ ]"}
_TYPES_MORE: Final = {**_TYPES, "object": "kelompok kunci dan nilai"}


def check_structure(data: LineDict, file: Path, part: str = "") -> None:
    """Raise SpecFault, with all the others beside it, where a spec or a part of it has not the structure of the language."""
    schema = _schema(part, types())
    if fits(schema, data, _is_in):
        return
    found = {str(fault): fault for error in _validator(part, types()).iter_errors(data) for fault in _faults(error, data, file)}
    raise_together(sorted(found.values(), key=_line))


def _line(fault: SpecFault) -> int:
    return int((fault.place or "baris 0").removeprefix("baris "))


def _is_in(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


@cache
def _schema(part: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    """Return the schema of a whole spec, or of one of its parts (a name below `$defs`)."""
    schema = json.loads(_SCHEMA_FILE.read_text(encoding="utf-8"))
    for entry in ("field", "cell"):
        schema["$defs"][entry]["properties"]["type"]["enum"] = list(known)
    if part:
        schema = {"$defs": schema["$defs"], **schema["$defs"][part]}
    return schema


@cache
def _validator(part: str, known: tuple[str, ...]) -> Any:
    """Return jsonschema's validator of the same: what says what is wrong."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    from validators.judging import DECIMAL_TYPES

    return extend(Draft202012Validator, type_checker=DECIMAL_TYPES)(_schema(part, known))


def _faults(error: Any, data: LineDict, file: Path) -> Iterator[SpecFault]:
    """Yield the faults that an error stands for: one for each unknown key, else one."""
    if error.validator == "anyOf":  # an entry in full, or one word for it
        way = 0 if isinstance(error.instance, LineDict) else len(error.validator_value) - 1
        for inner in error.context:
            if inner.relative_schema_path[0] == way:
                yield from _faults(inner, data, file)
        return
    where, line = _where(data, error.absolute_path)
    if error.validator == "additionalProperties":
        for key in _unknown_keys(error):
            here = error.instance.line_of(key) if isinstance(error.instance, LineDict) else line
            yield _fault(where, f"kunci “{key}” tidak dikenal{_meant(key, list(error.schema['properties']))}", file, here)
        return
    problem = _problem(error)
    if problem:
        yield _fault(where, problem, file, line)


def _fault(where: str, problem: str, file: Path, line: int) -> SpecFault:
    return SpecFault(f"{where}: {problem}", file=file_of(line, file), place=f"baris {line}", code="spesifikasi-salah-susunan")


def _where(data: Any, path: Any) -> tuple[str, int]:
    """Return the thing that a path leads to as its author knows it, by its label or name, with its key; and the line."""
    holder, line, named, key = data, data.line, "Spesifikasi", ""
    section = ""
    for step in path:
        line = _line_in(holder, step, line)
        section, key = (str(step), str(step)) if isinstance(step, str) else (section, "")
        holder = holder[step]
        line = getattr(holder, "line", line) or line
        if isinstance(holder, LineDict):
            named, key = _named(section, holder, step, named), ""
    return (f"{named}, {key}" if key else named), line


def _line_in(holder: Any, step: Any, above: int) -> int:
    """Return the line of a key or entry, `above` where what holds it does not know."""
    return holder.line_of(step) if isinstance(holder, (LineDict, LineList)) else above


def _named(section: str, holder: LineDict, step: Any, above: str) -> str:
    word = _SECTIONS.get(section)
    if word is None:
        return above if section in ("with", "labels", "schema") else f"{above}, {section}"
    if section in ("of", "source"):
        return f"{above}, {section}"
    number = f"ke-{step + 1}" if isinstance(step, int) else f"“{step}”"
    name = next((str(holder[key]) for key in ("label", "name", "id", "kind", "use") if holder.get(key)), "")
    return f"{word} “{name}”" if name else f"{word} {number}"


def _unknown_keys(error: Any) -> list[str]:
    return [str(key) for key in error.instance if key not in error.schema.get("properties", {})]


def _meant(written: str, known: list[str]) -> str:
    """Return how a sentence about an unknown key or word ends: with the English of an Indonesian one, else with the nearest."""
    folded = written.strip().casefold().replace(" ", "_").replace("-", "_")
    english = next((word for word in (*KEYS.get(folded, ()), *WORDS.get(folded, ())) if word in known), None)
    near = english or nearest(written, known)
    return f", maksud Anda “{near}”?" if near else "."


def _problem(error: Any) -> str:
    """Return what is wrong, as the end of a sentence; nothing where another error says it."""
    value, wanted = error.instance, error.validator_value
    if error.validator == "required":
        unknown = [_meant(str(key), list(wanted)) for key in value if key not in error.schema.get("properties", {})]
        missing = [key for key in wanted if key not in value and not any(f"“{key}”" in meant for meant in unknown)]
        return f"kunci {', '.join(missing)} belum ada." if missing else ""
    if error.validator == "enum":
        known = [str(choice) for choice in wanted]
        meant = _meant(str(value), known)
        return f"{_said(value)} tidak dikenal{meant if meant != '.' else f'; pilihannya {_listed(known)}.'}"
    if error.validator == "oneOf":
        return _of_several(error)
    if error.validator == "type":
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        return f"isinya harus {' atau '.join(_TYPES_MORE.get(type_, type_) for type_ in types)}, bukan {_said(value)}."
    sentences = {
        "pattern": f"“{str(value)[:60]}” tidak dapat dipakai di sini; tulis {_way(str(wanted))}.",
        "minLength": "tidak boleh kosong.",
        "minItems": "paling sedikit harus berisi satu.",
        "const": f"harus {wanted}.",
        "minimum": f"paling kecil {wanted}.",
        "maximum": f"paling besar {wanted}.",
        "minProperties": "paling sedikit harus berisi satu.",
    }
    return sentences.get(str(error.validator), f"“{str(value)[:60]}” tidak sesuai bahasa spesifikasi.")


def _said(value: Any) -> str:
    """Return a value of a spec as its author knows it, never as Python writes it."""
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    if isinstance(value, Mapping):
        return "kelompok kunci dan nilai"
    return "daftar" if isinstance(value, list) else "kosong" if value is None else f"“{str(value)[:60]}”"


def _way(pattern: str) -> str:
    """Return how a name of some kind is written, by example."""
    if pattern.startswith("^[A-Z]"):
        return "huruf besar, tiga angka, dan namanya, misalnya K001-selesai-setelah-mulai"
    if "\\." in pattern:
        return "nama isian, yang di dalam kelompok dengan titik, misalnya waktu.mulai"
    if "_]" in pattern:
        return "huruf kecil, angka, dan garis bawah, misalnya nama_kegiatan"
    return "huruf kecil, angka, dan tanda hubung, misalnya laporan-validasi"


def _of_several(error: Any) -> str:
    """Return which of several ways to write an entry is missing, or that two are mixed; of what is no entry, its type says all."""
    if not isinstance(error.instance, Mapping):
        return ""
    needed = [set(way["required"]) for way in error.validator_value if "required" in way]
    written = {key for key in error.instance if any(key in way for way in needed)}
    known = list(error.schema.get("properties", {}))
    meant = {_meant(str(key), known) for key in error.instance if key not in known}
    if any(f"“{key}”" in one for way in needed for key in way for one in meant):
        return ""
    ways = " atau ".join(" dan ".join(sorted(way)) for way in needed)
    return f"pakai salah satu saja: {ways}." if len(written) > 1 and "name" not in written else f"perlu {ways}."


def _listed(known: list[str]) -> str:
    return ", ".join(known) if len(known) <= 20 else f"{', '.join(known[:20])} …"
