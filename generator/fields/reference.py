"""The kind `reference`: a row of a reference table, by its key, label or alias; an open table takes other words too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.fields.kind import Around, Lines, Offer, ScalarKind, Tables, TypedValue
from generator.fields.shapes import Scalar
from generator.fields.text import read_text
from validators.findings import Severity
from validators.identifiers import Issue
from validators.messages import suggestion
from validators.polos import Bernama, Terurut


def _reads(field_: Scalar, raw: Any, tables: Around) -> TypedValue:
    read = read_text(field_, raw, tables)
    if not isinstance(read.value, str):
        return read
    table = tables.table(field_.table)
    key = table.key_of(read.value)
    if key is not None:
        return TypedValue(Terurut(key, table.rank_of(key)))
    return TypedValue(read.value, (_unlisted(field_.table, table, read.value),) if table.open else ())


def _unlisted(name: str, table: Lines, text: str) -> Issue:
    labels = [str(row.get(table.label, key)) for key, row in table.rows.items()]
    facts = {"nilai": text, "katalog": name, "usul": suggestion(text, [*table.rows, *labels])}
    return Issue("di-luar-katalog", Severity.WARNING, facts)


def _schema(field_: Scalar, tables: Tables) -> Mapping[str, Any]:
    table = tables.table(field_.table)
    return {"type": "string"} if table.open else {"enum": list(table.rows)}


def _prints(field_: Scalar, value: Any, tables: Tables) -> Any:
    table = tables.table(field_.table)
    key = str(value)
    return Bernama(table.name_of(key), table.rank_of(key), key) if key in table.rows else value


def _offer(field_: Scalar, tables: Tables) -> Offer:
    table = tables.table(field_.table)
    return Offer(tuple(str(row.get(table.label) or key) for key, row in table.rows.items()), table.open)


def _enters(field_: Scalar, value: Any, tables: Tables) -> Any:
    """Return the label of a row, as the drop-down offers it; its key where the label is not its own alone."""
    table = tables.table(field_.table)
    label = str(table.rows.get(str(value), {}).get(table.label) or value)
    return label if table.key_of(label) == str(value) else str(value)


REFERENCE = ScalarKind(
    word="rujukan",
    reads=_reads,
    uses=frozenset({"table", "unit"}),
    schema=_schema,
    prints=_prints,
    hint=lambda field_, tables: f"kode dari katalog {field_.table}: " + " | ".join(tables.table(field_.table).rows),
    needs=("table", "table:"),
    tables=lambda field_: (field_.table,),
    offer=_offer,
    enters=_enters,
    is_key=True,
)
