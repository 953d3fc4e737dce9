"""What has nothing to show is not shown: charts of fewer than two categories go, sheets without a value are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from generator.office.package.parts import CONTENT_TYPES, Member, packed
from generator.office.package.relations import relations, relations_name, without_parts, without_relations
from generator.office.package.xml import Element, elements, parsed, serialised
from generator.render.xlsx.model import TemplateBook

_COLS = re.compile(r"<cols>.*?</cols>", re.DOTALL)
_COL = re.compile(r"<col\b[^>]*/>")
_BOUND = re.compile(r' (?:min|max)="[0-9]+"')
_TITLE_TAGS = 2
_PRINT_AREA = "_xlnm.Print_Area"
Changes = dict[str, Member | None]


@dataclass(frozen=True, slots=True)
class Empty:
    """Charts, by part, and sheets, by name, that have nothing to show."""

    charts: tuple[str, ...] = ()
    sheets: frozenset[str] = frozenset()


def without_empty(book: TemplateBook, changes: Changes, empty: Empty) -> Changes:
    """Return the changes of a filled workbook with its empty charts taken out and its empty sheets hidden.

    A sheet whose charts have all gone, and on which nothing else is filled, is hidden too; one sheet always stays.
    """
    if not empty.charts and not empty.sheets:
        return changes
    changes = dict(changes)
    bare = _without_charts(book, changes, empty.charts) if empty.charts else set()
    hidden = empty.sheets | {name for name in bare if not _is_filled(book, name)}
    if hidden:
        changes[book.workbook] = _hidden(book.workbook, _part(book, changes, book.workbook), hidden)
    return changes


def _is_filled(book: TemplateBook, name: str) -> bool:
    """Tell whether a sheet whose charts are gone has anything else: rows, formulas, or more tags than a title needs."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == name)
    cells = [cell for row in sheet.rows for cell in row.cells]
    tags = sum(cell.tags is not None for cell in cells)
    return bool(sheet.loops) or tags > _TITLE_TAGS or any(cell.formula is not None for cell in cells)


def _part(book: TemplateBook, changes: Mapping[str, Member | None], name: str) -> bytes:
    member = changes.get(name)
    return member.data if member is not None else book.parts[name]


def _without_charts(book: TemplateBook, changes: Changes, charts: Iterable[str]) -> set[str]:
    """Take charts out of their drawings; return the sheets that have no drawing left."""
    wanted, bare = set(charts), set()
    for name, sheet in book.owners.items():
        links = {found.id: found.target for found in relations(book.parts, name) if found.target in wanted}
        if not links or not name.startswith("xl/drawings/"):
            continue
        root = parsed(_part(book, changes, name))
        for anchor in [anchor for anchor in root if _draws(anchor, links)]:
            root.remove(anchor)
        if not len(root):
            bare.add(sheet)
        rels = relations_name(name)
        changes[name] = packed(name, serialised(root))
        changes[rels] = packed(rels, without_relations(_part(book, changes, rels), links))
    gone = [part for chart in wanted for part in _with_own(book, chart)]
    changes |= dict.fromkeys(gone)
    changes[CONTENT_TYPES] = packed(CONTENT_TYPES, without_parts(_part(book, changes, CONTENT_TYPES), gone))
    return bare


def _draws(anchor: Element, links: Iterable[str]) -> bool:
    charts = elements(anchor, "chart")
    return any(value in links for chart in charts for name, value in chart.attrib.items() if str(name).endswith("}id"))


def _with_own(book: TemplateBook, chart: str) -> list[str]:
    """Return a chart's part and those that only it has: its relationships, style and colours."""
    own = [found.target for found in relations(book.parts, chart) if found.target.startswith("xl/charts/")]
    return [name for name in (chart, relations_name(chart), *own) if name in book.parts]


@lru_cache(maxsize=64)
def _hidden(part: str, data: bytes, names: frozenset[str]) -> Member:
    """Return the part that lists the sheets with some of them hidden; documents that lack the same share it."""
    root = parsed(data)
    sheets = list(elements(root, "sheet"))
    shown = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    leaving = [sheet for sheet in shown if sheet.get("name") in names]
    if len(leaving) == len(shown):
        leaving = leaving[1:]
    for sheet in leaving:
        sheet.set("state", "hidden")
    _print_none(root, {str(sheets.index(sheet)) for sheet in leaving})
    first = next(str(number) for number, sheet in enumerate(sheets) if sheet.get("state", "visible") == "visible")
    for view in elements(root, "workbookView"):
        active = int(view.get("activeTab", "0"))
        if active >= len(sheets) or sheets[active] in leaving:
            view.set("activeTab", first)
        if view.get("firstSheet") is not None and int(view.get("firstSheet", "0")) < int(first):
            view.set("firstSheet", first)
    return packed(part, serialised(root))


def _print_none(root: Element, numbers: Set[str]) -> None:
    """Take the print areas of some sheets out: LibreOffice prints a hidden sheet that has one."""
    for holder in list(elements(root, "definedNames")):
        for name in [found for found in holder if found.get("name") == _PRINT_AREA and found.get("localSheetId") in numbers]:
            holder.remove(name)
        if not len(holder):
            root.remove(holder)


def with_hidden_columns(head: str, columns: set[int]) -> str:
    """Return the start of a sheet's XML, up to its rows, with some columns hidden."""
    kept: list[str] = []
    found = _COLS.search(head)
    for text in _COL.findall(found.group()) if found else ():
        first, last = (int(_number(text, name)) for name in ("min", "max"))
        for column in range(first, last + 1) if columns & set(range(first, min(last, first + 500) + 1)) else ():
            hidden = ' hidden="1"' if column in columns and "hidden=" not in text else ""
            kept.append(_BOUND.sub("", text).replace("<col", f'<col min="{column}" max="{column}"{hidden}', 1))
        if not columns & set(range(first, min(last, first + 500) + 1)):
            kept.append(text)
    known = {column for text in kept for column in range(int(_number(text, "min")), int(_number(text, "max")) + 1)}
    kept += [f'<col min="{column}" max="{column}" width="9" hidden="1"/>' for column in sorted(columns - known)]
    whole = "<cols>" + "".join(sorted(kept, key=lambda text: int(_number(text, "min")))) + "</cols>"
    return head.replace(found.group(), whole, 1) if found else head.replace("<sheetData", f"{whole}<sheetData", 1)


def _number(text: str, name: str) -> str:
    found = re.search(f' {name}="([0-9]+)"', text)
    return found.group(1) if found else "1"
