"""What a data file says, read by PyYAML alone: the judge's own reading, type by type, kept apart from the program's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SPECS = Path(__file__).resolve().parents[2] / "specs"
MONTHS = dict(
    zip(
        ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"],
        range(1, 13),
        strict=True,
    )
)
HEAD = ("jenis", "revisi", "institusi", "borang")


class _Loader(yaml.BaseLoader):
    """YAML as text, as PyYAML's base loader gives it; a key written twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if any(isinstance(key, (list, dict)) for key in keys) or len(set(keys)) != len(keys):
            raise yaml.YAMLError("kunci")
        return super().construct_mapping(node, deep)


def tree(text: str) -> dict[str, Any] | None:
    """Return what a data file says as nested text, or None where it is no YAML mapping."""
    try:
        found = yaml.load(text, _Loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return found if isinstance(found, dict) and all(isinstance(key, str) for key in found) else None


def leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every written scalar with its path; the file's head lines are left out."""
    if isinstance(node, Mapping):
        for key, child in node.items():
            if path or key not in HEAD:
                yield from leaves(child, (*path, str(key)))
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from leaves(child, (*path, str(number)))
    else:
        yield path, str(node)


@cache
def field_types(type_name: str) -> Mapping[str, str]:
    """Return the kind of every field of a shipped type by its path with "*" for rows, read from the spec's YAML itself."""
    spec = yaml.load((SPECS / f"{type_name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    found: dict[str, str] = {}
    _walk(spec["fields"], "", found)
    return found


def _walk(fields: list[dict[str, Any]], prefix: str, found: dict[str, str]) -> None:
    for written in fields:
        piece = SPECS / "_pieces" / f"{written.get('use', '')}.yaml"
        one = (yaml.load(piece.read_text(encoding="utf-8"), yaml.BaseLoader) if written.get("use") else {}) | written
        if "name" not in one:  # a piece of several fields, put in where it stands
            _walk(one.get("fields", []), prefix, found)
            continue
        path = f"{prefix}{one['name']}"
        found[path] = one.get("type", "")
        if "fields" in one:
            _walk(one["fields"], f"{path}." if one["type"] == "group" else f"{path}.*.", found)
        if isinstance(one.get("of"), dict):
            found[f"{path}.*"] = one["of"].get("type", "")
            found[f"{path}.*.*"] = one["of"].get("type", "")


def kind_at(type_name: str, path: tuple[str, ...]) -> str:
    """Return the kind of the field at a path, "" when there is none."""
    types = field_types(type_name)
    exact = ".".join(path)
    if exact in types:
        return types[exact]
    for pattern, kind in types.items():
        if re.fullmatch(re.escape(pattern).replace(r"\*", r"[^.]+(?:\.[0-9]+)?"), exact):
            return kind
    return ""


def says(kind: str, text: str) -> str | None:
    """Return what a written text means as a field of `kind`, in one canonical form; None where it means nothing certain."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if kind in ("integer", "number", "money"):
        return _number(kind, plain)
    if kind == "date":
        return _date(plain)
    if kind == "time":
        clock = re.fullmatch(r"(\d{1,2})[.:](\d{2})", plain)
        return f"{int(clock[1]):02d}.{clock[2]}" if clock and int(clock[1]) < 24 and int(clock[2]) < 60 else None
    if kind in ("text", "paragraph", "identifier"):
        return plain
    return None


def _number(kind: str, plain: str) -> str | None:
    bare = re.sub(r"^Rp\s?", "", plain) if kind == "money" else plain
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", bare) and (kind != "number" or bare.count(".") > 1 or "," in bare):
        bare = bare.replace(".", "")  # one point alone could be a decimal one
    elif not re.fullmatch(r"-?\d+([.,]\d+)?", bare) or (re.fullmatch(r"-?\d{1,3}[.,]\d{3}", bare) and kind != "integer"):
        return None
    return str(Fraction(bare.replace(",", ".")))


def _date(plain: str) -> str | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    slashed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", plain)
    worded = re.fullmatch(r"(\d{1,2}) ([A-Za-z]+) (\d{4})", plain)
    try:
        if iso:
            return date(*map(int, iso.groups())).isoformat()
        if slashed:
            return date(*map(int, reversed(slashed.groups()))).isoformat()
        if worded and worded[2].lower() in MONTHS:
            return date(int(worded[3]), MONTHS[worded[2].lower()], int(worded[1])).isoformat()
    except ValueError:
        return None
    return None


def reads_as(type_name: str, text: str) -> Any:
    """Return the expectation that each written character is in the document's values, as it stands there, or in something said."""
    said = tree(text)

    def check(seen: Any) -> str:
        if said is None or seen.exit_code == 4:
            return "" if seen.exit_code != 0 else "diterima, padahal bukan YAML yang utuh"
        if any(str(finding["code"]).startswith("jenis-dokumen") for finding in seen.findings):
            return ""  # of an unknown type nothing is read, and that is said
        told = [tuple(map(str, finding.get("path", ()))) for finding in seen.findings]
        known = set(HEAD)
        for path, written in leaves(said):
            known.add(".".join(path))
            if not any(path[: len(place)] == place or place[: len(path)] == path for place in told):
                fault = _leaf_fault(kind_at(type_name, path), written, _value_at(seen.values, ".".join(path)))
                if fault:
                    return f"salah diam-diam: {'.'.join(path)}: {fault}"
        invented = [name for name in seen.values if name not in known and name.rsplit(".", 1)[0] not in known]
        return f"muncul sendiri: {invented[0]}" if invented else ""

    return check


def _value_at(values: Mapping[str, str], name: str) -> str | None:
    """Return the value at a path; a row that is written as its only value stands one step deeper."""
    deeper = [value for path, value in values.items() if path.rsplit(".", 1)[0] == name]
    return values.get(name, deeper[0] if len(deeper) == 1 else None)


def _leaf_fault(kind: str, written: str, found: str | None) -> str:
    if written.strip() in ("", "null", "~"):
        return "" if found is None else f"kosong dibaca {found!r}"
    if found is None:
        return f"{written!r} hilang"
    if kind in ("integer", "number", "money", "date", "time", "text", "paragraph", "identifier"):
        meaning = says(kind, written)
        return "" if found == meaning else f"{written!r} dibaca {found!r}"
    return ""
