"""The only door to YAML (and JSON): one strict loader for a user's data, one for specs and reference tables.

In data every scalar stays text until the spec gives it a type (`no`, `0123`, `12:30`, `1_000` arrive as written).
In specs `true`/`false`, whole numbers and decimal numbers are typed; `no`, `off` and dates stay text.
Neither follows aliases or tags, takes a second document, or accepts a doubled key in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from generator.errors import BorangError, IntakeFault, SpecFault
from generator.guard import DATA, admit, read_given
from generator.json_causes import excess_of, json_cause
from generator.lines import Line, LineDict, LineList
from generator.written import Cut, DataFile, DataPath, DoubledKey, Span, as_lines, cuts_in_braces, cuts_in_brackets, is_tight, unread
from generator.yaml_causes import ALTERED, Cause, cause_of, hidden_break, is_altered, odd_blank
from validators.absence import CACAT, KOSONG
from validators.remainders import without_remainder
from validators.values import forbidden_character

_DEEPEST = 50
_LONGEST_INTEGER = 1000
_LONGEST_KEY = 500
_MOST_VALUES = 200_000
_MOST_MARKS = 400_000
_MOST_UNREAD = 200
_OPENS_EVENTS = re.compile(r"(?:^|[\s\[{,])[&*!]|^[ ?:-]{50}", re.MULTILINE)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_EMPTY = frozenset({"", "~", "null"})


@dataclass(slots=True)
class _NodeWalk:
    """What one pass over a node tree collects. text: None where how it was written does not matter (JSON)."""

    file: str
    text: str | None = None
    count: int = 0
    lines: dict[DataPath, int] = field(default_factory=dict[DataPath, int])
    doubled: list[DoubledKey] = field(default_factory=list[DoubledKey])
    cuts: list[Cut] = field(default_factory=list[Cut])
    spans: list[Span] = field(default_factory=list[Span])
    brackets: set[DataPath] = field(default_factory=set[DataPath])
    tight: set[DataPath] = field(default_factory=set[DataPath])
    folded: dict[DataPath, str] = field(default_factory=dict[DataPath, str])

    def fault(self, message: str, line: int, code: str = "berkas-melewati-batas") -> IntakeFault:
        """Return the fault that stops the reading."""
        return IntakeFault(message, file=self.file, place=f"baris {line}", code=code)

    def data(self, values: Any) -> DataFile:
        """Return the values with all that was collected about them."""
        lost = () if self.text is None else tuple(islice(unread(self.text, self.spans), _MOST_UNREAD))
        lines = self.lines or {(): 1}
        return DataFile(
            values, lines, tuple(self.doubled), tuple(self.cuts), lost, frozenset(self.brackets), frozenset(self.tight), self.folded
        )


def read_data(path: Path, *, content: bytes | None = None) -> DataFile:
    """Return a user's YAML or JSON file as text values with their lines. content: its bytes, where they are at hand already.

    Raises IntakeFault when the file cannot be read as UTF-8 (or UTF-16) YAML or JSON, uses an alias or a tag,
    holds several documents, is nested more than 50 deep or holds more than 200,000 values.
    """
    text = _read_text(path, IntakeFault) if content is None else _decoded(content, path, IntakeFault)
    return parse_data(text, file=path)


def parse_data(text: str, *, file: str | Path) -> DataFile:
    """Return `text` (the content of `file`, JSON when its name ends in .json) as text values with their lines."""
    is_json = str(file).lower().endswith(".json")
    walk = _NodeWalk(str(file), None if is_json else text)
    if not is_json:
        node = _compose(text, file, IntakeFault)
        return walk.data({} if node is None else _data_value(node, (), walk))
    values = _parse_json(text, file)
    with suppress(BorangError):  # JSON is nearly YAML: read once more as that, for the lines alone
        node = _compose(text, file, IntakeFault)
        if node is not None:
            _data_value(node, (), walk)
    return walk.data(values)


def write_data(values: dict[str, Any]) -> str:
    """Return text values as YAML, a line a value, that reads back as the same text."""
    return yaml.dump(values, Dumper=_TextDumper, allow_unicode=True, sort_keys=False, width=140)


class _TextDumper(yaml.SafeDumper):
    """Writes text as our reader takes it: no word or number needs quotation marks, several lines stand under a `|`."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - declared as its base declares it

    def represent_text(self, text: str) -> yaml.Node:
        return self.represent_scalar(
            "tag:yaml.org,2002:str", text, style="|" if "\n" in text else "'" if text.lower() in ("", "~", "null") else None
        )


_TextDumper.add_representer(str, _TextDumper.represent_text)


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
        raise SpecFault(
            "Spesifikasi harus berupa daftar kunci dan nilai.", file=path, place="baris 1", code="spesifikasi-bukan-kunci-dan-nilai"
        )
    return head


def _read_text(path: Path, fault: type[BorangError]) -> str:
    return _decoded(read_given(path, DATA, fault=fault), path, fault)


def _decoded(raw: bytes, path: Path, fault: type[BorangError]) -> str:
    admit(raw, path, DATA, fault=fault)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise fault(
            "Tulisan bukan UTF-8.", file=path, place=f"baris {line}", hint='Simpan ulang dengan pengodean "UTF-8".', code="bukan-utf8"
        ) from None


def _compose(text: str, file: str | Path, fault: type[BorangError]) -> yaml.Node | None:
    """Return the node tree of a text, in one pass; a second one looks for aliases, tags and depth only where there may be some."""
    if text.count("\n") + text.count(",") + text.count("[") + text.count("{") > _MOST_MARKS:
        raise fault(
            "Terlalu banyak baris dan isian untuk satu berkas.",
            file=file,
            hint="Bagi menjadi beberapa berkas.",
            code="berkas-melewati-batas",
        )
    hidden = hidden_break(text)
    if hidden is not None:
        raise _caused(hidden, file, fault)
    try:
        if _OPENS_EVENTS.search(text) or text.count("[") + text.count("{") > _DEEPEST:
            for line, message, hint in _forbidden_events(text):
                raise fault(message, file=file, place=f"baris {line}", hint=hint, code="yaml-alias" if hint else "berkas-melewati-batas")
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _caused(_cause(error, text), file, fault) from None
    except ValueError as error:  # a character outside Unicode's scalar values
        raise fault(f"Tulisan memuat karakter yang tidak sah ({error}).", file=file, code="karakter-tidak-sah") from None
    return node


def _caused(cause: Cause, file: str | Path, fault: type[BorangError]) -> BorangError:
    return fault(cause.message, file=file, place=f"baris {cause.line}", hint=cause.hint, code=cause.code)


def _cause(error: yaml.YAMLError, text: str) -> Cause:
    """Return the cause behind a parser's error; a character that YAML forbids is told by the reader without a mark."""
    begun, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    problem = " ".join(str(getattr(error, name, None) or "") for name in ("context", "problem", "reason"))
    place = mark or begun
    if place is None:
        position = int(getattr(error, "position", 0) or 0)
        return cause_of(problem, text, line=text.count("\n", 0, position), column=0)
    return cause_of(problem, text, line=place.line, column=place.column, begun=begun.line if begun is not None else None)


_QUOTE_HINT = "Apit nilainya dengan tanda kutip."


def _forbidden_events(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, message, hint) for aliases, anchors, tags and too deep nesting: the openings of alias bombs and of code."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, "Nilai diawali tanda * atau &, yang punya arti khusus di YAML (alias).", _QUOTE_HINT
        elif getattr(event, "tag", None) is not None:
            yield line, "Nilai diawali tanda !, yang punya arti khusus di YAML (tag).", _QUOTE_HINT
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth > _DEEPEST:
            yield line, "Susunannya terlalu dalam.", ""


def _data_value(node: Any, path: DataPath, walk: _NodeWalk) -> Any:
    line = node.start_mark.line + 1
    walk.lines.setdefault(path, line)
    walk.count += 1
    if walk.count > _MOST_VALUES or len(path) > _DEEPEST:
        raise walk.fault("Susunannya terlalu dalam." if len(path) > _DEEPEST else "Isian di berkas ini terlalu banyak.", line)
    if isinstance(node, yaml.MappingNode):
        return _data_mapping(node, path, walk)
    if isinstance(node, yaml.SequenceNode):
        return _data_sequence(node, path, walk)
    _note_span(node, path, walk)
    if walk.text is not None and node.style == '"' and is_altered(walk.text[node.start_mark.index : node.end_mark.index]):
        raise walk.fault(f"{ALTERED.message} {ALTERED.hint}", line, "yaml-garis-miring")
    if walk.text is not None and node.style not in ("|", ">") and node.start_mark.line != node.end_mark.line:
        walk.folded[path] = as_lines(walk.text[node.start_mark.index : node.end_mark.index])
    if not getattr(node, "style", None) and node.value in _EMPTY:
        return KOSONG
    return node.value


def _note_span(node: Any, path: DataPath, walk: _NodeWalk, *, is_key: bool = False) -> None:
    """Note where a scalar stands; the head line of a block text is not part of it."""
    if walk.text is None or node.start_mark.index == node.end_mark.index:
        return
    start = node.start_mark.index
    if node.style in ("|", ">"):
        start = max(start, walk.text.find("\n", start, node.end_mark.index))
    walk.spans.append(Span(start, node.end_mark.index, path, is_key))


def _data_sequence(node: Any, path: DataPath, walk: _NodeWalk) -> list[Any]:
    cuts: list[Cut] = []
    rests: list[int] = []
    if walk.text is not None and node.flow_style:
        walk.brackets.add(path)
        cuts, rests = cuts_in_brackets(walk.text, node, path)
        if is_tight(walk.text, node):
            walk.tight.add(path)
    values = [_data_value(child, (*path, index), walk) for index, child in enumerate(node.value)]
    for index in rests:
        values[index] = KOSONG
    for cut in cuts:
        values[int(cut.path[-1])] = CACAT
    walk.cuts += cuts
    return values


def _data_mapping(node: Any, path: DataPath, walk: _NodeWalk) -> Any:
    cuts: list[Cut] = []
    rests: set[int] = set()
    if walk.text is not None and node.flow_style:
        walk.brackets.add(path)
        cuts, rests = cuts_in_braces(walk.text, node, path)
    pairs = node.value if not rests else [pair for index, pair in enumerate(node.value) if index not in rests]
    values = _data_members(pairs, path, walk)
    walk.cuts += cuts
    for cut in cuts:
        if cut.cause == "kurung":
            return CACAT
        if cut.cause == "koma":
            values[str(cut.path[-1])] = CACAT
    return values


def _data_members(pairs: list[tuple[Any, Any]], path: DataPath, walk: _NodeWalk) -> dict[str, Any]:
    values: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in pairs:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise walk.fault("Kunci harus berupa satu kata, bukan daftar.", line, "kunci-bukan-kata")
        key = str(key_node.value)
        if walk.text is not None and key != key.strip():
            raise _caused(odd_blank(line), walk.file, IntakeFault)
        if len(key) > _LONGEST_KEY:
            raise walk.fault(f"Kunci di baris ini lebih dari {_LONGEST_KEY} huruf.", line)
        child = (*path, key)
        _note_span(key_node, child, walk, is_key=True)
        if key in first:
            walk.doubled.append(DoubledKey(child, line, first[key]))
        first.setdefault(key, line)
        walk.lines[child] = line
        values[key] = _data_value(value_node, child, walk)
    return values


def _parse_json(text: str, file: str | Path) -> Any:
    def refuse(constant: str) -> Any:
        raise IntakeFault(f"{constant} bukan bilangan.", file=file, code="json-tidak-terbaca")

    try:
        parsed = json.loads(text, parse_float=_json_fraction, parse_int=_json_integer, parse_constant=refuse)
        if told := excess_of(parsed, _DEEPEST, _MOST_VALUES):
            raise IntakeFault(told, file=file, code="berkas-melewati-batas")
        return _without_null(parsed)
    except json.JSONDecodeError as error:
        raise _caused(json_cause(error), file, IntakeFault) from None
    except RecursionError:
        raise IntakeFault("Susunannya terlalu dalam.", file=file, code="berkas-melewati-batas") from None


def _json_fraction(digits: str) -> Decimal | str:
    """Return a number of JSON, which programs write, without the remainder of a computation; one that no number holds stays text, for its finding."""
    try:
        return Decimal(without_remainder(digits))
    except InvalidOperation:
        return digits


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
        rows.line, rows.file = Line(node.start_mark.line + 1, file), file
        rows.lines = [Line(child.start_mark.line + 1, file) for child in node.value]
        return rows
    _refuse_forbidden(node, file)
    return node.value if getattr(node, "style", None) else _spec_scalar(node.value)


def _refuse_forbidden(node: yaml.Node, file: str) -> None:
    """Raise SpecFault for text that no document can hold: its labels and titles would break every output."""
    if character := forbidden_character(str(node.value)):
        message, place = f"Tulisan memuat karakter yang tidak sah ({character}).", f"baris {Line(node.start_mark.line + 1)}"
        raise SpecFault(message, file=file, place=place, hint="Hapus karakter itu.", code="karakter-tidak-sah")


def _spec_mapping(node: yaml.MappingNode, file: str) -> LineDict:
    values = LineDict()
    values.line, values.file = Line(node.start_mark.line + 1, file), file
    for key_node, value_node in node.value:
        line = Line(key_node.start_mark.line + 1, file)
        if not isinstance(key_node, yaml.ScalarNode):
            raise SpecFault("Kunci harus berupa satu kata.", file=file, place=f"baris {line}", code="kunci-bukan-kata")
        _refuse_forbidden(key_node, file)
        key = str(key_node.value)
        if key in values:
            raise SpecFault(
                f'Kunci "{key}" ditulis dua kali (pertama di baris {values.lines[key]}).',
                file=file,
                place=f"baris {line}",
                code="spesifikasi-kunci-ganda",
            )
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
