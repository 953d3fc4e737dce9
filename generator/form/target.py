"""Where the answer to a question goes: an address such as "guru.nama", "rencana.2.poin" or "penilaian[B1][Ani]", and what stands there.

Rows of a table are counted from 1, or named by their key in brackets; rows of a catalogue and the sides of a matrix are named by theirs.
An item of a list has a number ("dukungan.asal.2"); "dukungan.asal=Pengawas" is one choice of a list, ticked or not;
"dukungan.asal (pisah koma)" is a list whose items stand in one cell with commas between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, walk
from validators.messages import suggestion
from validators.values import shown

if TYPE_CHECKING:
    from generator.fields.kind import Tables

MOST_ROWS: Final = 1_000
_PART: Final = re.compile(r"\.?(?:\[(?P<key>(?:[^\]]|\]\])*)\]|(?P<name>[^.\[\]=]+))")
_SEPARATED: Final = re.compile(r"\s*\(pisah (koma|titik koma)\)\s*$")
_SEPARATORS: Final = {"koma": ",", "titik koma": ";"}
_NEEDS_BRACKETS: Final = re.compile(r"[.\[\]=]|^\s|\s$|^$|^[0-9]+$")


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row of a table that people fill, by what stands in its key column `column`."""

    key: str
    column: str


_Part: TypeAlias = tuple[str, bool]
"""A part of an address, and whether it stood in brackets."""
TargetStep: TypeAlias = str | int | KeyedRow


@dataclass(frozen=True, slots=True)
class AnswerTarget:
    """A place that takes an answer. steps: names, keys and rows from the top. choice: of a list, the one that is ticked there.

    separator: what stands between the items of a list, "" where they stand on lines or are choices that the type knows.
    """

    steps: tuple[TargetStep, ...]
    field: Scalar | ListOf
    choice: str = ""
    separator: str = ""

    @property
    def is_item(self) -> bool:
        """Whether it is one item of a list, by its number."""
        return isinstance(self.field, Scalar) and bool(self.steps) and isinstance(self.steps[-1], int)

    @property
    def address(self) -> str:
        """The place as a mapping writes it; `target_at` reads it back."""
        text = ""
        for step in self.steps:
            key = step.key if isinstance(step, KeyedRow) else str(step)
            is_plain = isinstance(step, int) or (isinstance(step, str) and not _NEEDS_BRACKETS.search(key))
            text += f".{key}" if is_plain else "[" + key.replace("]", "]]") + "]"
        return text.removeprefix(".") + (f"={self.choice}" if self.choice else "")


class NoTarget(Exception):
    """An address that leads nowhere, in a sentence."""


def target_at(address: str, fields: Sequence[Field], tables: Tables) -> AnswerTarget:
    """Return the place that an address names. Raises NoTarget with the nearest name where it leads nowhere."""
    separated = _SEPARATED.search(address)
    plain = address[: separated.start()] if separated else address
    text, _, choice = plain.partition("=") if "]" not in plain else _parted(plain)
    way, parts = _Way(address, choice.strip(), tables), _parts(text.strip(), address)
    try:
        found = way.named(parts, fields, ())
    except NoTarget:
        moved = _moved(parts, fields)
        if moved is None:
            raise
        found = way.named(moved, fields, ())
    if separated is None:
        return found
    if not isinstance(found.field, ListOf) or found.choice:
        raise NoTarget(f"“{shown(address)}” bukan daftar, jadi jawabannya tidak dipisah.")
    return replace(found, separator=_SEPARATORS[separated[1]])


def _moved(parts: Sequence[_Part], fields: Sequence[Field]) -> list[_Part] | None:
    """Return the parts of an address of an earlier revision as they are now; None where nothing was ever called so."""
    names = tuple(name for name, _ in parts)
    ways = ((tuple(old.split(".")), path) for path, field_ in walk(fields) for old in field_.formerly)
    whole = (((*path[:-1], *old) if len(old) == 1 else old, path) for old, path in ways)
    known = max((one for one in whole if names[: len(one[0])] == one[0]), key=lambda one: len(one[0]), default=None)
    return None if known is None else [*((name, False) for name in known[1]), *parts[len(known[0]) :]]


def _parted(address: str) -> tuple[str, str, str]:
    """Return an address cut at the mark of a choice, which may also stand within brackets."""
    end = address.rfind("]") + 1
    head, mark, choice = address[end:].partition("=")
    return address[:end] + head, mark, choice


def _parts(text: str, address: str) -> list[_Part]:
    """Return the parts of an address, and of each whether it stood in brackets."""
    parts: list[_Part] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            raise NoTarget(f"Tempat “{shown(address)}” tidak terbaca.")
        parts.append((match["name"].strip(), False) if match["key"] is None else (match["key"].replace("]]", "]"), True))
        at = match.end()
    if not parts:
        raise NoTarget(f"Tempat “{shown(address)}” tidak terbaca.")
    return parts


@dataclass(frozen=True, slots=True)
class _Way:
    """The way of one address through the fields of a type."""

    address: str
    choice: str
    tables: Tables

    def entered(self, parts: Sequence[_Part], field_: Field, steps: tuple[TargetStep, ...]) -> AnswerTarget:
        """Return the place that the parts lead to from a field."""
        match field_:
            case Group():
                return self.named(parts, field_.fields, steps)
            case Table() | FixedTable():
                return self._in_row(parts, field_, steps)
            case Matrix():
                if len(parts) == 2 and not self.choice:
                    return AnswerTarget((*steps, parts[0][0], parts[1][0]), field_.of)
                sides = f"{field_.name}[{field_.rows}][{field_.columns}]"
                raise NoTarget(f"“{shown(self.address)}” matriks; sebut baris dan kolomnya: {sides}.")
            case ListOf():
                if not parts:
                    return AnswerTarget(steps, field_, self.choice)
                if len(parts) == 1 and not self.choice:
                    return AnswerTarget((*steps, self._row_number(parts[0][0])), field_.of)
            case Scalar():
                if not parts and not self.choice:
                    return AnswerTarget(steps, field_)
            case _:
                assert_never(field_)
        raise NoTarget(f"Tempat “{shown(self.address)}” lebih dalam daripada isiannya.")

    def named(self, parts: Sequence[_Part], fields: Sequence[Field], steps: tuple[TargetStep, ...]) -> AnswerTarget:
        """Return the place that the parts lead to from a group, a row, or the top."""
        given = {field_.name: field_ for field_ in fields if field_.is_given}
        if not parts:
            raise NoTarget(f"“{shown(self.address)}” kelompok isian; sebut salah satu isinya: {', '.join(given)}.")
        name = parts[0][0]
        if name in given:
            return self.entered(parts[1:], given[name], (*steps, name))
        if any(field_.name == name for field_ in fields):
            raise NoTarget(f"“{shown(self.address)}” dihitung program, tidak diisi.")
        raise NoTarget(f"Tempat “{shown(self.address)}” tidak ada: “{shown(name)}” tidak dikenal{suggestion(name, list(given))}")

    def _in_row(self, parts: Sequence[_Part], field_: Table | FixedTable, steps: tuple[TargetStep, ...]) -> AnswerTarget:
        if len(parts) < 2:
            first = next((child.name for child in field_.fields if child.is_given), "")
            example = f"{field_.name}.1.{first}" if isinstance(field_, Table) else f"{field_.name}[baris].{first}"
            raise NoTarget(f"“{shown(self.address)}” tabel; sebut baris dan kolomnya, misalnya {example}.")
        written, is_key = parts[0]
        row: TargetStep
        if isinstance(field_, FixedTable):
            row = self._key_of(field_, written)
        elif is_key and field_.key:
            row = KeyedRow(written, field_.key)
        else:
            row = self._row_number(written)
        return self.named(parts[1:], field_.fields, (*steps, row))

    def _key_of(self, field_: FixedTable, written: str) -> str:
        table = self.tables.table(field_.rows)
        key = table.key_of(written)
        if key is None:
            near = suggestion(written, list(table.rows))
            raise NoTarget(f"Tempat “{shown(self.address)}” tidak ada: baris “{shown(written)}” tidak dikenal{near}")
        return key

    def _row_number(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:9]) <= MOST_ROWS:
            raise NoTarget(f"Tempat “{shown(self.address)}”: “{shown(text)}” bukan nomor baris dari 1 sampai {MOST_ROWS}.")
        return int(text)
