"""Gives raw values their types: text and typed cells become int, Decimal, date, choice, by the spec's fields.

What cannot be read becomes `CACAT` with a finding; what has no place in the spec stays as it was, for the shape check to name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.spec.compile import CompiledSpec
from generator.spec.model import Field
from generator.spec.schema import choices_of
from validators import values as parse
from validators.absence import CACAT, KOSONG, Absence
from validators.findings import Finding, Findings, Path, Severity
from validators.identifiers import check_identifier
from validators.messages import finding, suggestion

_PARSERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": parse.parse_text,
    "paragraph": parse.parse_text,
    "integer": parse.parse_integer,
    "number": parse.parse_number,
    "money": parse.parse_money,
    "date": parse.parse_date,
    "time": parse.parse_time,
    "boolean": parse.parse_boolean,
}


@dataclass(slots=True)
class Typing:
    """One pass over the raw values of a document; collects findings, and where renamed values came from."""

    compiled: CompiledSpec
    found: list[Finding] = field(default_factory=list[Finding])
    renamed: dict[Path, Path] = field(default_factory=dict[Path, Path])

    def group(self, fields: tuple[Field, ...], raw: Any, path: Path) -> Any:
        """Return a group's members typed; unknown keys stay as they are."""
        if raw is KOSONG:
            raw = {}
        if not isinstance(raw, Mapping):
            return raw
        given = {field_.name: field_ for field_ in fields if field_.is_given}
        current = {old: field_.name for field_ in given.values() for old in field_.formerly}
        typed: dict[str, Any] = {name: self.group(f.fields, KOSONG, (*path, name)) for name, f in given.items() if f.type == "group"}
        for key, value in raw.items():
            name = str(current.get(key, key) if key not in given else key)
            if name != key and (name in raw or (*path, name) in self.renamed):
                name = str(key)  # given under its present name too: the old one is then an unknown key
            if name != key:
                self.renamed[(*path, name)] = (*path, key)
            field_ = given.get(name)
            typed[name] = value if field_ is None else self.value(field_, value, (*path, name))
        return typed

    def value(self, field_: Field, raw: Any, path: Path) -> Any:
        """Return one field's value typed."""
        nested = _NESTED.get(field_.type)
        if nested is not None:
            return nested(self, field_, raw, path)
        if isinstance(raw, (Mapping, list)):
            return raw
        return self._scalar(field_, raw, path)

    def _scalar(self, field_: Field, raw: Any, path: Path) -> Any:
        if field_.type == "identifier":
            return self._identifier(field_, raw, path)
        value = self._parsed(_PARSERS.get(field_.type, parse.parse_text), raw, path)
        if isinstance(value, Absence):
            return value
        if field_.type == "choice":
            return _folded(value, choices_of(field_, self.compiled.home.library))
        if field_.type == "reference":
            return self._reference(field_, value, path)
        return value

    def _parsed(self, parser: Callable[[Any], Any], raw: Any, path: Path) -> Any:
        value = parser(raw)
        if isinstance(value, parse.Unreadable):
            self.found.append(finding(value.code, path, **dict[str, Any](value.facts)))
            return CACAT
        return value

    def _identifier(self, field_: Field, raw: Any, path: Path) -> Any:
        value, issues = check_identifier(field_.kind, raw)
        self.found += [finding(issue.code, path, severity=issue.severity, **dict[str, Any](issue.facts)) for issue in issues]
        return value

    def _reference(self, field_: Field, value: str, path: Path) -> Any:
        table = self.compiled.home.library.table(field_.table)
        key = table.key_of(value)
        if key is not None:
            return key
        if table.open:
            labels = [str(row.get(table.label, key)) for key, row in table.rows.items()]
            facts: dict[str, Any] = {"nilai": value, "katalog": field_.table, "usul": suggestion(value, [*table.rows, *labels])}
            self.found.append(finding("di-luar-katalog", path, severity=Severity.WARNING, **facts))
        return value

    def _list(self, field_: Field, raw: Any, path: Path) -> Any:
        if isinstance(raw, str):
            raw = [line for line in raw.splitlines() if line.strip()]
        if not isinstance(raw, list) or field_.of is None:
            return raw
        items = [self.value(field_.of, item, (*path, index)) for index, item in enumerate(raw)]
        return [] if all(item is KOSONG for item in items) else items

    def _table(self, field_: Field, raw: Any, path: Path) -> Any:
        if field_.has_fixed_rows:
            return self._fixed_rows(field_, raw, path)
        if not isinstance(raw, list):
            return raw
        rows = [self.group(field_.fields, row, (*path, index)) for index, row in enumerate(raw)]
        while rows and _is_blank(rows[-1]):  # the example row of a blank form; rows above keep their numbers
            rows.pop()
        return rows

    def _fixed_rows(self, field_: Field, raw: Any, path: Path) -> Any:
        """Return the rows by key; where the table has one column, its value may stand for the row."""
        if not isinstance(raw, Mapping):
            return raw
        table = self.compiled.home.library.table(field_.rows)
        only = field_.fields[0].name
        typed: dict[str, Any] = {}
        for written, row in raw.items():
            key = self._renamed(table.key_of(written) or written, written, typed, path)
            row_values = row if isinstance(row, Mapping) else {only: row}
            typed[key] = self.group(field_.fields, row_values, (*path, key))
        return typed

    def _matrix(self, field_: Field, raw: Any, path: Path) -> Any:
        if not isinstance(raw, Mapping) or field_.of is None:
            return raw
        typed: dict[str, Any] = {}
        for written, cells in raw.items():
            row = self._renamed(self._key(field_.rows, written), written, typed, path)
            typed[row] = self._matrix_row(field_, field_.of, cells, (*path, row)) if isinstance(cells, Mapping) else cells
        return typed

    def _matrix_row(self, matrix: Field, of: Field, cells: Mapping[str, Any], path: Path) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for written, cell in cells.items():
            column = self._renamed(self._key(matrix.columns, written), written, typed, path)
            typed[column] = self.value(of, cell, (*path, column))
        return typed

    def _key(self, side: str, written: str) -> str:
        """Return the key of a matrix's side as the side itself is read: a number without blanks, a reference by its code."""
        own = self.compiled.spec.field_at((side,))
        if own is None:
            return self.compiled.home.library.table(side).key_of(written) or written
        key = own.of if own.type == "list" else own.child(own.key)
        value = Typing(self.compiled).value(key, written, ()) if key is not None else written
        return value if isinstance(value, str) else written

    def _renamed(self, key: str, written: str, typed: Mapping[str, Any], path: Path) -> str:
        """Return `key`, noting where it was written; a row given twice keeps its second key as written, for its finding."""
        if key == written or key in typed:
            return written
        self.renamed[(*path, key)] = (*path, written)
        return key

    def _group_field(self, field_: Field, raw: Any, path: Path) -> Any:
        return self.group(field_.fields, raw, path)


_NESTED: Final[Mapping[str, Callable[[Typing, Field, Any, Path], Any]]] = {
    "group": Typing._group_field,
    "list": Typing._list,
    "table": Typing._table,
    "matrix": Typing._matrix,
}


def typed(compiled: CompiledSpec, raw: Mapping[str, Any]) -> tuple[dict[str, Any], Findings, dict[Path, Path]]:
    """Return the values typed, what could not be read, and the old path of each value that came under a former name."""
    typing = Typing(compiled)
    values = typing.group(compiled.spec.fields, raw, ())
    return values, Findings(typing.found), typing.renamed


def _is_blank(value: Any) -> bool:
    """Whether nothing is written in a typed value."""
    if isinstance(value, Mapping):
        return all(_is_blank(member) for member in value.values())
    return value is KOSONG or value == []


def _folded(value: str, choices: tuple[str, ...]) -> str:
    """Return the choice that equals `value` but for case and blanks, or the value itself."""
    wanted = " ".join(value.casefold().split())
    return next((choice for choice in choices if " ".join(choice.casefold().split()) == wanted), value)
