"""The kind `choice`: one of a closed list, written in the spec or the keys of a reference table, which may have other names (`alias`)."""

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
    """Return the choice that equals what is written but for case and blanks, or has it as another name; else what is written, to be refused.

    A choice knows its place in the list: it sorts by that.
    """
    read = read_text(field_, raw, tables)
    if not isinstance(read.value, str):
        return read
    if field_.table and (why := tables.table(field_.table).refusal_of(read.value)):
        return TypedValue(CACAT, (Issue("pilihan-ditolak", Severity.ERROR, {"nilai": read.value, "sebab": why}),))
    wanted = folded(read.value)
    listed = enumerate(choices(field_, tables))
    chosen = next((Terurut(choice, rank) for rank, choice in listed if folded(choice) == wanted), None)
    return TypedValue(chosen if chosen is not None else _by_other_name(field_, read.value, tables))


def _by_other_name(field_: Scalar, text: str, tables: Tables) -> str:
    """Return the row of the table that calls itself so too, as a tick on an attendance list calls `hadir`."""
    table = tables.table(field_.table) if field_.table else None
    key = table.key_of(text) if table is not None else None
    return text if table is None or key is None else Terurut(key, table.rank_of(key))


def _offer(field_: Scalar, tables: Tables) -> Offer:
    """Offer the choices; where a table gives them other names, those may be typed."""
    named = bool(field_.table) and any("alias" in row for row in tables.table(field_.table).rows.values())
    return Offer(choices(field_, tables), has_other_names=named)


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
    offer=_offer,
    is_key=True,
)
