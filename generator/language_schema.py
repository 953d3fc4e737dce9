"""The JSON Schema of the spec language for editors: the structure that specs are held to, each key with what the guide says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from generator.home import SHIPPED

_PAGE: Final = "bahasa-spesifikasi.md"
_ROW: Final = re.compile(r"^\| (`[^|]+?) \| (.*?)(?: \| (.*?))? ?\|$")
_HEAD: Final = re.compile(r"^\| Kunci dalam `([a-z_]+)` \|")
_NAME: Final = re.compile(r"`([a-z_]+)[:`]")
_CODE: Final = re.compile(r"`[^`]*`")
_PARTS: Final[Mapping[str, str]] = {
    "Kepala": "",
    "Isian (fields)": "field",
    "Jenis isian": "type",
    "Tabel": "field",
    "Matriks": "field",
    "Cara tercetak": "field",
    "Potongan": "field",
    "Hitungan (computed)": "computed",
    "Grafik (charts)": "chart",
    "Aturan (rules)": "rule",
    "Keluaran (outputs)": "output",
}
"""The headings of the page, and the part of the schema whose keys stand below each."""


def language_schema() -> dict[str, Any]:
    """Return the schema of a spec file with a description at each key, in the words of the guide."""
    schema: dict[str, Any] = json.loads((SHIPPED / "specs" / "spec.schema.json").read_text(encoding="utf-8"))
    common = {**said_of("computed"), **said_of("type"), **said_of("field")}
    _describe(schema, {**common, **said_of("")})
    for part, body in schema["$defs"].items():
        _describe(body, said_of("source") if part == "source" else {**common, **said_of(part)})
    return schema


def _describe(body: dict[str, Any], said: Mapping[str, str]) -> None:
    """Give the keys of a part their words, and those of what stands within a key (`each`, `gathers`, `show`) the words of its own table."""
    for key, value in body.get("properties", {}).items():
        if key in said:
            value.setdefault("description", said[key])
        for within in _bodies(value):
            _describe(within, said_of(key))


def _bodies(value: Any) -> Iterator[dict[str, Any]]:
    """Yield what says, within the schema of a key, which keys stand there: its own, of its items, of any of its names."""
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        for inner in (value.get("items"), value.get("additionalProperties"), *value.get("anyOf", ())):
            yield from _bodies(inner)


def said_of(part: str) -> Mapping[str, str]:
    """Return what the guide says of each key of a part of the language: "" for the head, "field", "computed", ...; of a key that has keys, its name."""
    return _said().get(part, {})


@cache
def _said() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part, key, words in _rows():
        found.setdefault(part, {}).setdefault(key, words)
    return found


def _rows() -> Iterator[tuple[str, str, str]]:
    """Yield each row of the page's tables of keys: the part it stands in, the key, the words."""
    section: str | None = None
    part: str | None = None
    for line in (SHIPPED / "docs" / _PAGE).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = part = _PARTS.get(line.removeprefix("## "))
        elif (head := _HEAD.match(line)) is not None:
            part = head[1]
        elif not line.startswith("|"):
            part = section
        elif part is not None and (row := _ROW.match(line.replace("\\|", "¦"))):
            words = f"{row[1]}, misalnya {row[2]}" if _CODE.sub("", row[1]).strip(", ") else row[2]
            yield from ((part, name, _plain(words)) for name in _NAME.findall(row[1]) if part != "type")
            yield from ((part, name, _plain(row[3])) for name in _NAME.findall(row[3] or ""))


def _plain(words: str) -> str:
    """Return the words of a cell without its links."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("¦", "|").strip()
