"""Where the charts of a template stand, and which repeated rows they draw: their own rows grow with those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.office.package.relations import relations
from generator.office.package.xml import Element, elements, parsed
from generator.office.sheet.formula import formula
from generator.render.xlsx.charts import value_formulas
from generator.render.xlsx.model import ChartPlace, TemplateSheet

_EMBEDDED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def chart_places(parts: Mapping[str, bytes], owners: Mapping[str, str], sheets: Sequence[TemplateSheet]) -> tuple[ChartPlace, ...]:
    """Return the places of all charts that stand over whole rows."""
    by_name = {sheet.name: sheet for sheet in sheets}
    found: list[ChartPlace] = []
    for name, sheet in owners.items():
        if name.startswith("xl/drawings/") and name.endswith(".xml") and b"graphicFrame" in parts[name]:
            links = {one.id: one.target for one in relations(parts, name)}
            found += _places(parsed(parts[name]), sheet, links, (parts, by_name))
    return tuple(found)


def _places(
    root: Element, sheet: str, links: Mapping[str, str], known: tuple[Mapping[str, bytes], Mapping[str, TemplateSheet]]
) -> Iterator[ChartPlace]:
    parts, sheets = known
    for anchor in elements(root, "twoCellAnchor"):
        rows = [
            int(found.text or "0") for corner in ("from", "to") for holder in elements(anchor, corner) for found in elements(holder, "row")
        ]
        chart = next((links.get(found.get(_EMBEDDED, ""), "") for found in elements(anchor, "chart")), "")
        if len(rows) == 2 and rows[1] > rows[0] and chart in parts:
            drawn = parsed(parts[chart])
            bars = any(found.get("val") == "bar" for found in elements(drawn, "barDir"))
            stacked = any(found.get("val") == "stacked" for found in elements(drawn, "grouping"))
            formulas = value_formulas(drawn)
            series = 1 if stacked else len(formulas)
            yield ChartPlace(sheet, rows[0] + 1, rows[1], _source(formulas, sheets) if bars else None, series)


def _source(formulas: Sequence[str], sheets: Mapping[str, TemplateSheet]) -> tuple[str, int] | None:
    for text in formulas:
        try:
            references = formula(text).references
        except ValueError:
            continue
        for one in references:
            sheet = sheets.get(one.sheet)
            loop = sheet.loop_at(one.first.row) if sheet is not None else None
            if sheet is not None and loop is not None:
                return sheet.name, loop
    return None
