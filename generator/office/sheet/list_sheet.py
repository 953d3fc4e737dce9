"""A sheet that is a list: words over it, a row of headings, rows of text, in each a link to the cell that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.office.package.xml import SHEET_NS, Element, child, new
from generator.office.sheet.addresses import letters, quoted_title
from generator.office.sheet.cells import writable
from generator.office.sheet.heights import Letters, fit, rounded_height
from generator.office.sheet.style_additions import StyleAdditions

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FONT: Final = '<sz val="11"/><color rgb="{0}"/><name val="Arial"/><family val="2"/>'
_LETTERS: Final = Letters(11, name="Arial")
_A4: Final = "9"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, its width in digits, whether its texts lead to the row's cell."""

    title: str
    width: int
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its texts, and the sheet and cell that it is about, None for none."""

    texts: tuple[str, ...]
    about: tuple[str, str] | None = None


def list_sheet(heading: Sequence[str], columns: Sequence[ListColumn], rows: Sequence[ListRow], styles: StyleAdditions) -> Element:
    """Return the root of the sheet; its formats are added to the styles. heading: its first line is the title."""
    title = styles.cell_format(font=f"<b/>{_FONT.format('FF000000').replace('11', '14', 1)}")
    head = styles.cell_format(
        font=f"<b/>{_FONT.format('FF000000')}", fill='<patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/></patternFill>'
    )
    plain, linked = styles.cell_format(font=_FONT.format("FF000000")), styles.cell_format(font=f"<u/>{_FONT.format('FF0563C1')}")
    root = new("worksheet", SHEET_NS)
    child(child(root, "sheetPr"), "pageSetUpPr", fitToPage="1")
    first = len(heading) + 2
    _view(root, first)
    holder = child(root, "cols")
    for number, column in enumerate(columns, start=1):
        child(holder, "col", min=str(number), max=str(number), width=str(column.width), customWidth="1")
    data, merges = child(root, "sheetData"), [f"A{number}:{letters(len(columns))}{number}" for number in range(1, len(heading) + 1)]
    whole = [ListColumn("", sum(column.width for column in columns))]
    for number, line in enumerate(heading, start=1):
        _row(data, number, whole, [(line, title if number == 1 else plain)])
    _row(data, first, columns, [(column.title, head) for column in columns])
    for number, row in enumerate(rows, start=first + 1):
        looks = (linked if column.is_link and row.about is not None else plain for column in columns)
        _row(data, number, columns, list(zip(row.texts, looks, strict=True)))
    merged = child(root, "mergeCells", count=str(len(merges)))
    for merge in merges:
        child(merged, "mergeCell", ref=merge)
    _links(root, first + 1, columns, rows)
    child(root, "pageMargins", left="0.5", right="0.5", top="0.6", bottom="0.6", header="0.3", footer="0.3")
    child(root, "pageSetup", paperSize=_A4, orientation="landscape", fitToHeight="0")
    return root


def _view(root: Element, head: int) -> None:
    """Let the sheet be in front, and its headings stay in sight."""
    view = child(child(root, "sheetViews"), "sheetView", tabSelected="1", workbookViewId="0")
    child(view, "pane", ySplit=str(head), topLeftCell=f"A{head + 1}", activePane="bottomLeft", state="frozen")
    child(view, "selection", pane="bottomLeft", activeCell=f"A{head + 1}", sqref=f"A{head + 1}")


def _row(data: Element, number: int, columns: Sequence[ListColumn], cells: Sequence[tuple[str, str]]) -> None:
    heights = (fit(column.width, wraps=True, letters=_LETTERS).height(text) for column, (text, _) in zip(columns, cells, strict=True))
    height = max(rounded_height(max(heights)), 15.0)
    row = child(data, "row", r=str(number), ht=f"{height:g}", customHeight="1")
    for column, (text, look) in enumerate(cells, start=1):
        cell = child(row, "c", r=f"{letters(column)}{number}", s=look)
        if text:
            cell.set("t", "inlineStr")
            held = child(child(cell, "is"), "t")
            held.text = writable(text)
            held.set(_SPACE, "preserve")


def _links(root: Element, first: int, columns: Sequence[ListColumn], rows: Sequence[ListRow]) -> None:
    column = next((number for number, column in enumerate(columns, start=1) if column.is_link), None)
    led = [(number, row.about) for number, row in enumerate(rows, start=first) if row.about is not None]
    if column is None or not led:
        return
    holder = child(root, "hyperlinks")
    for number, (sheet, cell) in led:
        child(holder, "hyperlink", ref=f"{letters(column)}{number}", location=f"{quoted_title(sheet)}!{cell}", display=f"{sheet}!{cell}")
