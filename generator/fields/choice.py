"""The kind `choice`: one of a closed list, written in the spec or the keys of a reference table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.fields.kind import Around, Look, Offer, ScalarKind, Tables, TypedValue
from generator.fields.shapes import Scalar
from generator.fields.text import read_text
from validators.absence import CACAT
from validators.findings import Severity
from validators.identifiers import Issue
from validators.polos import Bernama, Terurut
from validators.spelling import folded


def choices(field_: Scalar, tables: Tables) -> tuple[str, ...]:
    """Return the choices: as listed, or the keys of the reference table that `choices:` names."""
    return tuple(tables.table(field_.table).rows) if field_.table else field_.choices


def _reads(field_: Scalar, raw: Any, tables: Around) -> TypedValue:
    """Return the choice that equals what is written but for case and blanks, or that as it is, for the shape check to refuse.

    A choice knows its place in the list: it sorts by that.
    """
    read = read_text(field_, raw, tables)
    if not isinstance(read.value, str):
        return read
    if field_.table and (why := tables.table(field_.table).refusal_of(read.value)):
        return TypedValue(CACAT, (Issue("pilihan-ditolak", Severity.ERROR, {"nilai": read.value, "sebab": why}),))
    wanted = folded(read.value)
    listed = enumerate(choices(field_, tables))
    return TypedValue(next((Terurut(choice, rank) for rank, choice in listed if folded(choice) == wanted), read.value))


def _prints(field_: Scalar, value: Any, tables: Tables) -> Any:
    """Return a choice under the name that its reference table prints (`cetak`); it still equals its key."""
    rows: Mapping[str, Mapping[str, Any]] = tables.table(field_.table).rows if field_.table else {}
    named = rows.get(str(value), {}).get("cetak")
    return Bernama(str(named), list(rows).index(str(value)), str(value)) if named and isinstance(value, str) else value


CHOICE = ScalarKind(
    word="pilihan",
    reads=_reads,
    uses=frozenset({"choices", "unit"}),
    schema=lambda field_, tables: {"enum": list(choices(field_, tables))},
    prints=_prints,
    look=Look(width_cm=2.4),
    hint=lambda field_, tables: "pilih: " + " | ".join(choices(field_, tables)),
    needs=("choices", "choices:"),
    tables=lambda field_: (field_.table,) if field_.table else (),
    choices=choices,
    offer=lambda field_, tables: Offer(choices(field_, tables)),
    is_key=True,
)
