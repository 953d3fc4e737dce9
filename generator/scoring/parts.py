"""The parts of a score's result: what each is called in print, its type, its unit. They are written where the result is.

A part without words of its own is called by its name: `jumlah_penilai` is "Jumlah penilai".
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, Union, cast, get_args, get_origin, get_type_hints

_SAID: Final = "tercetak"
PERCENT: Final = "%"
BETWEEN: Final = " · "
"""Stands between the values of the columns that rows are taken together by."""


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A part of a result. hint: its type, without "or None"; unit: "%" for a share in percent.

    decimals: how many it prints with whatever a spec says; None: as the spec says. is_probability: no such number is nought.
    is_key: whether it may hold keys of a reference table, which print by name.
    """

    name: str
    label: str
    hint: Any
    unit: str = ""
    decimals: int | None = None
    is_probability: bool = False
    is_key: bool = False

    @property
    def least(self) -> str:
        """The smallest number but nought that its decimals can print: "0,001"."""
        return f"0,{'1'.zfill(self.decimals or 1)}"

    @property
    def row(self) -> Any:
        """The type of its rows where it is a table, None where it is none."""
        return row_type(self.hint)

    @property
    def is_pairs(self) -> bool:
        """Whether it holds a value for each pair of two keys."""
        return get_origin(self.hint) is Mapping

    @property
    def is_plain(self) -> bool:
        """Whether it is one value, or a list of such."""
        return self.row is None and not self.is_pairs and not parts_of(self.hint)


@dataclasses.dataclass(frozen=True, slots=True)
class _PartWords:
    label: str = ""
    unit: str = ""
    decimals: int | None = None
    is_probability: bool = False
    is_key: bool = False


def said(label: str = "", *, unit: str = "", decimals: int | None = None, probability: bool = False, key: bool = False) -> dict[str, Any]:
    """Return the metadata of a result's field: what it is called in print, how its numbers print, whether it holds keys."""
    return {_SAID: _PartWords(label, unit, decimals, probability, key)}


@cache
def parts_of(hint: Any) -> Mapping[str, Part]:
    """Return the parts of a record by name; none for what is no record."""
    hint = bare(hint)
    if not isinstance(hint, type):
        return {}
    held = cast("type[Any]", hint)
    if dataclasses.is_dataclass(held):
        named: dict[str, _PartWords] = {one.name: one.metadata.get(_SAID, _PartWords()) for one in dataclasses.fields(held)}
    else:
        named = dict.fromkeys(cast("tuple[str, ...]", getattr(held, "_fields", ())), _PartWords())
    hints = get_type_hints(held) if named else {}
    return {
        name: Part(name, one.label or words_of(name), bare(hints[name]), one.unit, one.decimals, one.is_probability, one.is_key)
        for name, one in named.items()
    }


def row_type(hint: Any) -> Any:
    """Return the type of the rows of a table, None for anything else."""
    hint = bare(hint)
    inner = get_args(hint)
    return inner[0] if get_origin(hint) is tuple and inner and parts_of(inner[0]) else None


def bare(hint: Any) -> Any:
    """Return a type without "or None"; of several others a union of them."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    hints = tuple(one for one in get_args(hint) if one is not types.NoneType)
    return hints[0] if len(hints) == 1 else Union[hints]  # noqa: UP007 - the parts are known at run time only


def part_at(hint: Any, path: str) -> Part:
    """Return the part of a result at a dotted path, into tables as well; raises KeyError with the name that is not there."""
    name, _, below = path.partition(".")
    part = parts_of(row_type(hint) or hint)[name]
    return part_at(part.row or part.hint, below) if below else part


def walk(hint: Any, above: str = "") -> Iterator[tuple[str, Part]]:
    """Yield every part of a result with its dotted path, those of its tables' rows as well."""
    for name, part in parts_of(row_type(hint) or hint).items():
        path = f"{above}.{name}" if above else name
        yield path, part
        yield from walk(part.row or part.hint, path)


def words_of(name: str) -> str:
    """Return the words of a name that nobody labels: "jumlah_penilai" gives "Jumlah penilai"."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def labels_of(hint: Any, *names: str) -> tuple[str, ...]:
    """Return what parts of a record are called in print, for the head of a table."""
    return tuple(parts_of(hint)[name].label for name in names)
