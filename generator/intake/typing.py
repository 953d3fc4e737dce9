"""Gives raw values their types: text and typed cells become int, Decimal, date, choice, by the spec's fields.

What cannot be read becomes `CACAT` with a finding; what has no place in the spec stays as it was, for the shape check to name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path as FolderPath
from typing import Any, Final, assert_never

from generator.fields.official import ON_BEHALF, POSITION, is_official, typed_twice
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, key_field, rows_at
from generator.intake.form import WrittenForm
from generator.intake.pictures import Surroundings
from generator.intake.renaming import located, moved
from generator.spec.compile import CompiledSpec
from generator.spec.keys import key_text
from validators.absence import CACAT, KOSONG, is_absent
from validators.findings import Finding, Findings, Path, Severity
from validators.messages import HINT_IN_BRACES, finding, nearest, suggestion
from validators.shape import MOST_FINDINGS
from validators.values import shown

_AS_DATA: Final = WrittenForm()
_NO_BLANK: Final = re.compile(r"([A-Za-z_]\w*):([^\s/].*)", re.DOTALL)


@dataclass(slots=True)
class Typing:
    """One pass over the raw values of a document; collects findings, and where renamed values came from."""

    compiled: CompiledSpec
    written: WrittenForm = WrittenForm()
    folder: FolderPath | None = None
    found: list[Finding] = field(default_factory=list[Finding])
    renamed: dict[Path, Path] = field(default_factory=dict[Path, Path])

    def group(self, fields: tuple[Field, ...], raw: Any, path: Path) -> Any:
        """Return a group's members typed; unknown keys stay as they are."""
        if raw is KOSONG:
            raw = {}
        if not isinstance(raw, Mapping):
            return self._text_for_group(raw, path)
        given = {field_.name: field_ for field_ in fields if field_.is_given}
        current = {old: field_.name for field_ in given.values() for old in field_.formerly}
        groups = ((name, field_) for name, field_ in given.items() if isinstance(field_, Group))
        typed: dict[str, Any] = {name: self.group(field_.fields, KOSONG, (*path, name)) for name, field_ in groups}
        for key, value in raw.items():
            name = str(current.get(key, key) if key not in given else key)
            if name != key and (name in raw or (*path, name) in self.renamed):
                name = str(key)  # given under its present name too: the old one is then an unknown key
            if name != key:
                self.renamed[(*path, name)] = (*path, key)
            field_ = given.get(name)
            if field_ is not None:
                typed[name] = self.value(field_, value, (*path, name))
            elif not self._is_stray(fields, name, path):
                typed[name] = value
        if is_official(given):
            self._official(typed, path)
        return _completed_beside(given, typed)

    def _official(self, typed: dict[str, Any], path: Path) -> None:
        """Give a position on behalf of another its lines back, which YAML folds into one, and report what is said twice in it."""
        here = (*path, POSITION)
        lines = self.written.folded.get(located(here, self.renamed), "")
        if isinstance(typed.get(POSITION), str) and ON_BEHALF.match(lines):
            typed[POSITION] = lines
        for name, words in typed_twice(typed):
            self.found.append(finding("jabatan-tertulis-dua-kali", here, severity=Severity.WARNING, nilai=words, kunci=name))
        if typed.get("plt") is True and typed.get("plh") is True:
            self.found.append(finding("plt-dan-plh", (*path, "plh")))

    def _is_stray(self, fields: tuple[Field, ...], name: str, path: Path) -> bool:
        """Report an unknown key in { }: most likely the second half of a value with a comma. Others are left to the shape check."""
        if located(path, self.renamed) not in self.written.brackets or any(field_.name == name for field_ in fields):
            return False
        known = [field_.name for field_ in fields if field_.is_given]
        if len(self.found) >= MOST_FINDINGS:
            return True  # enough has been said of this file
        unknown = finding("kunci-tidak-dikenal", (*path, name), nilai=shown(name), usul=suggestion(name, known))
        near = nearest(name, known)
        self.found.append(replace(unknown, hint=HINT_IN_BRACES, meant=(*path, near) if near else ()))
        return True

    def value(self, field_: Field, raw: Any, path: Path) -> Any:
        """Return one field's value typed."""
        match field_:
            case Scalar():
                return self._scalar(field_, raw, path)
            case Group():
                return self.group(field_.fields, raw, path)
            case Table():
                return self._table(field_, raw, path)
            case FixedTable():
                return self._fixed_rows(field_, raw, path)
            case ListOf():
                return self._list(field_, raw, path)
            case Matrix():
                return self._matrix(field_, raw, path)
            case _:
                assert_never(field_)

    def _scalar(self, field_: Scalar, raw: Any, path: Path) -> Any:
        if isinstance(raw, (Mapping, list)):
            return self._nested_by_mistake(raw, path)
        read = kind_of(field_).reads(field_, raw, Surroundings(self.compiled.home.library, self.folder))
        self.found += [finding(issue.code, path, severity=issue.severity, **dict[str, Any](issue.facts)) for issue in read.issues]
        return (
            self._key(".".join(field_.target.path), read.value) if field_.target is not None and isinstance(read.value, str) else read.value
        )

    def _nested_by_mistake(self, raw: Any, path: Path) -> Any:
        """Report a value that YAML read as a list or group because of a mark in it; any other nesting is left to the shape check."""
        if not self.written.is_yaml:
            return raw
        if located(path, self.renamed) in self.written.brackets:
            self.found.append(finding("nilai-berkurung", path, nilai=_as_written(raw)))
            return CACAT
        if isinstance(raw, Mapping) and len(raw) == 1 and all(isinstance(part, str) for part in raw.values()):
            self.found.append(finding("titik-dua-dalam-nilai", path, nilai=_as_written(raw)))
            return CACAT
        return raw

    def _text_for_group(self, raw: Any, path: Path) -> Any:
        """Report `key:value` without the blank that makes it a key; any other text is left to the shape check."""
        if self.written.is_yaml and isinstance(raw, str) and (match := _NO_BLANK.fullmatch(raw)):
            self.found.append(finding("titik-dua-tanpa-spasi", path, nilai=shown(raw), betul=shown(f"{match[1]}: {match[2]}")))
            return CACAT
        return raw

    def _list(self, field_: ListOf, raw: Any, path: Path) -> Any:
        if isinstance(raw, str):
            raw = [line for line in raw.splitlines() if line.strip()]
        if not isinstance(raw, list):
            return raw
        items = [self.value(field_.of, item, (*path, index)) for index, item in enumerate(raw)]
        if located(path, self.renamed) in self.written.tight and all(isinstance(item, Decimal) for item in items):
            self.found.append(finding("daftar-rancu", path, nilai=",".join(str(item) for item in raw)))
            return CACAT
        return [] if all(item is KOSONG for item in items) else items

    def _table(self, field_: Table, raw: Any, path: Path) -> Any:
        if not isinstance(raw, list):
            return raw
        rows = [self.group(field_.fields, row, (*path, index)) for index, row in enumerate(raw)]
        while rows and _is_blank(rows[-1]):  # the example row of a blank form; rows above keep their numbers
            rows.pop()
        return rows

    def _fixed_rows(self, field_: FixedTable, raw: Any, path: Path) -> Any:
        """Return the rows by key; where one column of the table is filled in, its value may stand for the row. A row left empty is none."""
        if not isinstance(raw, Mapping):
            return raw
        table = self.compiled.home.library.table(field_.rows)
        only = next((column.name for column in field_.fields if column.is_given), field_.fields[0].name)
        typed: dict[str, Any] = {}
        for written, row in raw.items():
            key = self._renamed(table.key_of(written) or written, written, typed, path)
            row_values = row if isinstance(row, Mapping) else {} if is_absent(row) else {only: row}
            typed[key] = self.group(field_.fields, row_values, (*path, key))
        return typed

    def _matrix(self, field_: Matrix, raw: Any, path: Path) -> Any:
        if not isinstance(raw, Mapping):
            return raw
        typed: dict[str, Any] = {}
        for written, cells in raw.items():
            row = self._renamed(self._key(field_.rows, written), written, typed, path)
            typed[row] = self._matrix_row(field_, cells, (*path, row)) if isinstance(cells, Mapping) else cells
        return typed

    def _matrix_row(self, matrix: Matrix, cells: Mapping[str, Any], path: Path) -> dict[str, Any]:
        typed: dict[str, Any] = {}
        for written, cell in cells.items():
            column = self._renamed(self._key(matrix.columns, written), written, typed, path)
            typed[column] = self.value(matrix.of, cell, (*path, column))
        return typed

    def _key(self, side: str, written: str) -> str:
        """Return the key of a matrix's side as the side itself is read: a number without blanks, a reference by its code."""
        own = rows_at(self.compiled.spec.fields, side)
        if own is None or isinstance(own, FixedTable):
            listed = self.compiled.home.library.table(side if own is None else own.rows)
            return listed.key_of(written) or written
        key = key_field(own)
        value = Typing(self.compiled).value(key, written, ()) if key is not None else written
        return written if is_absent(value) else key_text(value)

    def _renamed(self, key: str, written: str, typed: Mapping[str, Any], path: Path) -> str:
        """Return `key`, noting where it was written; a row given twice keeps its second key as written, for its finding."""
        if key == written or key in typed:
            return written
        self.renamed[(*path, key)] = (*path, written)
        return key


def _completed_beside(given: Mapping[str, Field], typed: dict[str, Any]) -> dict[str, Any]:
    """Return the members of a group with those completed that say more with what stands beside them."""
    for name, field_ in given.items():
        beside = kind_of(field_).beside if isinstance(field_, Scalar) else None
        if beside is not None and isinstance(field_, Scalar) and name in typed:
            typed[name] = beside(field_, typed[name], typed)
    return typed


def typed(
    compiled: CompiledSpec, raw: Mapping[str, Any], written: WrittenForm = _AS_DATA, *, folder: FolderPath | None = None
) -> tuple[dict[str, Any], Findings, dict[Path, Path]]:
    """Return the values typed, what could not be read, and the old path of each value that came under a former name.

    written: how the values stand in the user's file; a file written by a program tells nothing by it.
    """
    present, old_paths = moved(compiled.spec.fields, raw)
    typing = Typing(compiled, written, folder, renamed=old_paths)
    values = typing.group(compiled.spec.fields, present, ())
    return values, Findings(typing.found), typing.renamed


def _as_written(raw: Any) -> str:
    """Return a value that YAML took apart, about as it was written."""
    if isinstance(raw, Mapping):
        return shown(", ".join(f"{key}: {value}" for key, value in raw.items()))
    return shown(f"[{', '.join(str(item) for item in raw)}]")


def _is_blank(value: Any) -> bool:
    """Whether nothing is written in a typed value."""
    if isinstance(value, Mapping):
        return all(_is_blank(member) for member in value.values())
    return value is KOSONG or value == []
