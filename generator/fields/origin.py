"""Where a field and its value come from: the citation, the table whose rows it names, the computation of what nobody fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: document id, place in it, and whether the source states it or we derive it."""

    document: str = ""
    place: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RowTarget:
    """The table whose rows a value names: its path, its key column, the labels of both."""

    path: tuple[str, ...]
    key: str = ""
    label: str = ""
    key_label: str = ""


@dataclass(frozen=True, slots=True)
class Computation:
    """How a value is computed: exactly one of an expression, a registered score, a band of a reference table, or a QR code.

    qr: the text in it is the expression `expr`. score: `arguments` maps the score's argument names to expressions. band: the number is the expression `expr`;
    `take` names the column of the band that is the result.
    """

    method: str
    expr: str = ""
    name: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict[str, str])
    take: str = ""
    line: int = 0
