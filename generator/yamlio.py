"""The only door to YAML (and JSON): one strict loader for a user's data, one for specs and reference tables.

In data every scalar stays text until the spec gives it a type (`no`, `0123`, `12:30`, `1_000` arrive as written).
In specs `true`/`false`, whole numbers and decimal numbers are typed; `no`, `off` and dates stay text.
Neither follows aliases or tags, takes a second document, or accepts a doubled key in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from generator.errors import BorangError, IntakeFault, SpecFault, reason
from validators.absence import KOSONG

DataPath: TypeAlias = tuple[str | int, ...]

_DEEPEST = 50
_LARGEST_BYTES = 20 * 1024 * 1024
_LONGEST_INTEGER = 1000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_EMPTY = frozenset({"", "~", "null"})


class LineDict(dict[str, Any]):
    """A mapping of a spec that knows its file, its line and the line of each key."""

    line: int = 0
    file: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        """Return the line on which `key` stands, or the mapping's own."""
        return self.lines.get(key, self.line)


class LineList(list[Any]):
    """A sequence of a spec that knows its file and line."""

    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Doubled:
    """A key written twice in one mapping of a user's data."""

    path: DataPath
    line: int
    first_line: int


@dataclass(frozen=True, slots=True)
class DataFile:
    """A user's data as it was written.

    values: nested dict, list and text (from JSON also int, Decimal, bool); what was left empty is `KOSONG`.
    lines: the line of each value, keys included. doubled: keys written more than once; the last one stands in `values`.
    """

    values: Any
    lines: dict[DataPath, int]
    doubled: tuple[Doubled, ...] = ()


@dataclass(slots=True)
class _Walk:
    """What one pass over a node tree collects."""

    fault: Callable[[str, int], BorangError]
    lines: dict[DataPath, int] = field(default_factory=dict)
    doubled: list[Doubled] = field(default_factory=list)


def read_data(path: Path) -> DataFile:
    """Return a user's YAML or JSON file as text values with their lines.

    Raises IntakeFault when the file cannot be read as UTF-8 (or UTF-16) YAML or JSON, uses an alias or a tag,
    holds several documents, or is nested more than 50 deep.
    """
    return parse_data(_read_text(path, IntakeFault), file=path)


def parse_data(text: str, *, file: str | Path) -> DataFile:
    """Return `text` (the content of `file`, JSON when its name ends in .json) as text values with their lines."""
    walk = _Walk(fault=lambda message, line: IntakeFault(message, file=file, place=f"baris {line}"))
    if str(file).lower().endswith(".json"):
        values = _parse_json(text, file)
        with suppress(BorangError):  # JSON is nearly YAML: read once more as that, for the lines alone
            node = _compose(text, file, IntakeFault)
            if node is not None:
                _data_value(node, (), walk)
        return DataFile(values, walk.lines or {(): 1}, tuple(walk.doubled))
    node = _compose(text, file, IntakeFault)
    values = {} if node is None else _data_value(node, (), walk)
    return DataFile(values, walk.lines or {(): 1}, tuple(walk.doubled))


def read_spec(path: Path) -> Any:
    """Return a spec or a reference table as `LineDict`, `LineList` and typed scalars.

    Raises SpecFault with file and line for anything that is not strict YAML, doubled keys included.
    """
    return parse_spec(_read_text(path, SpecFault), file=path)


def parse_spec(text: str, *, file: str | Path) -> Any:
    """Return the text of a spec as `LineDict`, `LineList` and typed scalars."""
    node = _compose(text, file, SpecFault)
    return None if node is None else _spec_value(node, str(file))


def read_spec_head(path: Path) -> LineDict:
    """Return what stands before `fields:` in a spec: enough to list it, without reading the rest."""
    lines: list[str] = []
    for line in _read_text(path, SpecFault).splitlines(keepends=True):
        if line.startswith("fields:"):
            break
        lines.append(line)
    head = parse_spec("".join(lines), file=path)
    if not isinstance(head, LineDict):
        raise SpecFault("Spesifikasi harus berupa daftar kunci dan nilai.", file=path, place="baris 1")
    return head


def _read_text(path: Path, fault: type[BorangError]) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise fault("Berkas terlalu besar (lebih dari 20 MB).", file=path)
        raw = path.read_bytes()
    except FileNotFoundError:
        raise fault("Berkas tidak ditemukan.", file=path, hint="Periksa nama dan foldernya.") from None
    except IsADirectoryError:
        raise fault("Ini folder, bukan berkas.", file=path) from None
    except OSError as error:
        raise fault(f"Berkas tidak dapat dibaca ({reason(error)}).", file=path) from error
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise fault("Tulisan bukan UTF-8.", file=path, place=f"baris {line}", hint='Simpan ulang dengan pengodean "UTF-8".') from None


def _compose(text: str, file: str | Path, fault: type[BorangError]) -> yaml.Node | None:
    try:
        for line, message in _forbidden_events(text):
            raise fault(message, file=file, place=f"baris {line}")
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise fault(_yaml_problem(error), file=file, place=f"baris {line}", hint=_YAML_HINT) from None
    except ValueError as error:  # a character outside Unicode's scalar values
        raise fault(f"Tulisan memuat karakter yang tidak sah ({error}).", file=file) from None
    return node


_YAML_HINT = "Periksa spasi di awal baris, titik dua, dan tanda kutipnya."


def _yaml_problem(error: yaml.YAMLError) -> str:
    problem = str(getattr(error, "problem", None) or "")
    for word, sentence in _PROBLEMS:
        if word in problem:
            return sentence
    return "Susunan YAML tidak dapat dibaca."


_PROBLEMS = (
    ("mapping values are not allowed", 'Ada titik dua ":" di tengah nilai; beri tanda kutip pada nilai itu.'),
    ("found character '\\t'", "Ada tab di awal baris; pakai spasi."),
    ("cannot start any token", "Ada tab atau tanda yang tidak boleh mengawali nilai; pakai spasi atau beri tanda kutip."),
    ("could not find expected ':'", 'Kunci tanpa titik dua ":".'),
    ("did not find expected key", "Awal baris ini tidak sejajar dengan baris-baris di atasnya; samakan jumlah spasinya."),
    ("but found another document", 'Berkas memuat lebih dari satu dokumen ("---").'),
    ("unexpected end of stream", "Tanda kutip atau kurung tidak ditutup."),
    ("control characters are not allowed", "Ada karakter kendali yang tidak terlihat."),
)


def _forbidden_events(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for aliases, anchors, tags and too deep nesting: the openings of alias bombs and of code."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, "Tanda * dan & di awal nilai (alias YAML) tidak dipakai di sini; beri tanda kutip."
        elif getattr(event, "tag", None) not in (None, "!"):
            yield line, "Tanda ! di awal nilai (tag YAML) tidak dipakai di sini; beri tanda kutip."
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth > _DEEPEST:
            yield line, "Susunannya terlalu dalam."


def _data_value(node: yaml.Node, path: DataPath, walk: _Walk) -> Any:
    walk.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _data_mapping(node, path, walk)
    if isinstance(node, yaml.SequenceNode):
        return [_data_value(child, (*path, index), walk) for index, child in enumerate(node.value)]
    if not getattr(node, "style", None) and node.value in _EMPTY:
        return KOSONG
    return node.value


def _data_mapping(node: yaml.MappingNode, path: DataPath, walk: _Walk) -> dict[str, Any]:
    values: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise walk.fault("Kunci harus berupa satu kata, bukan daftar.", line)
        key = str(key_node.value)
        child = (*path, key)
        if key in first:
            walk.doubled.append(Doubled(child, line, first[key]))
        first.setdefault(key, line)
        walk.lines[child] = line
        values[key] = _data_value(value_node, child, walk)
    return values


def _parse_json(text: str, file: str | Path) -> Any:
    def refuse(constant: str) -> Any:
        raise IntakeFault(f"{constant} bukan bilangan.", file=file)

    try:
        parsed = json.loads(text, parse_float=Decimal, parse_int=_json_integer, parse_constant=refuse)
        return _without_null(parsed)
    except json.JSONDecodeError as error:
        raise IntakeFault("Susunan JSON tidak dapat dibaca.", file=file, place=f"baris {error.lineno}") from None
    except RecursionError:
        raise IntakeFault("Susunannya terlalu dalam.", file=file) from None


def _json_integer(digits: str) -> int | str:
    """Return a whole number of JSON; one that no field takes stays text, for its finding."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


def _without_null(value: Any) -> Any:
    if value is None:
        return KOSONG
    if isinstance(value, dict):
        return {key: _without_null(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_without_null(child) for child in value]
    return value


def _spec_value(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _spec_mapping(node, file)
    if isinstance(node, yaml.SequenceNode):
        rows = LineList(_spec_value(child, file) for child in node.value)
        rows.line, rows.file = node.start_mark.line + 1, file
        return rows
    return node.value if getattr(node, "style", None) else _spec_scalar(node.value)


def _spec_mapping(node: yaml.MappingNode, file: str) -> LineDict:
    values = LineDict()
    values.line, values.file = node.start_mark.line + 1, file
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise SpecFault("Kunci harus berupa satu kata.", file=file, place=f"baris {line}")
        key = str(key_node.value)
        if key in values:
            raise SpecFault(f'Kunci "{key}" ditulis dua kali (pertama di baris {values.lines[key]}).', file=file, place=f"baris {line}")
        values.lines[key] = line
        values[key] = _spec_value(value_node, file)
    return values


def _spec_scalar(text: str) -> Any:
    if text in _EMPTY:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text) and len(text) <= _LONGEST_INTEGER:
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
