"""The XML of one worksheet becomes a `Sheet`: a frame, rows, loops, widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.office.package.xml import (
    SHEET_NS,
    Element,
    Fragments,
    elements,
    instruction,
    local,
    namespace_of,
    parsed,
    serialised,
    with_default_namespace,
)
from generator.office.sheet.formula import formula
from generator.office.sheet.references import CellRect, Copy, reference
from generator.office.sheet.rowmap import RowBlock
from generator.render.xlsx.cellreading import CellReader, address, position
from generator.render.xlsx.faults import fault
from generator.render.xlsx.model import Loop, TemplateRow, TemplateSheet
from generator.render.xlsx.tags import CellText, TextRun

_BASE_WIDTH: Final = 8.43
PADDING: Final = 0.71
"""Of a column's width, in digits, what stands off its edges."""
_BASE_HEIGHT: Final = 15.0
_FORMULA_ELEMENTS: Final = ("formula", "formula1", "formula2", "f")


def read_sheet(name: str, part: str, data: bytes, shared: Sequence[tuple[TextRun, ...]], *, file: str) -> TemplateSheet:
    """Return one worksheet, read. Raises TemplateFault for tags that cannot stand where they stand."""
    root = with_default_namespace(parsed(data))
    if namespace_of(root) != SHEET_NS:
        raise fault(
            "templat bukan buku kerja Excel biasa.",
            file=file,
            hint="Simpan sebagai Excel Workbook (.xlsx), bukan Strict Open XML.",
            code="templat-strict",
        )
    holder = next(elements(root, "sheetData"))
    rows = _rows(holder, CellReader(name, shared, Fragments(root), file=file))
    _empty(holder)
    sizes = next(elements(root, "sheetFormatPr"), None)
    settings = {} if sizes is None else dict(sizes.attrib)
    return TemplateSheet(
        name=name,
        part=part,
        frame=serialised(root),
        rows=rows,
        loops=_loops(rows, name, file=file),
        widths=_widths(root),
        default_width=float(settings.get("defaultColWidth", _BASE_WIDTH + PADDING)) - PADDING,
        default_height=float(settings.get("defaultRowHeight", _BASE_HEIGHT)),
        merges=tuple(rect for rect in (_rect(name, found.get("ref", "")) for found in elements(root, "mergeCell")) if rect),
        reads=frozenset(_reads(root, rows)),
    )


def _empty(holder: Element) -> None:
    for found in list(holder):
        holder.remove(found)
    holder.text = None
    holder.append(instruction("borang", "rows"))


def _rows(holder: Element, reader: CellReader) -> tuple[TemplateRow, ...]:
    rows: list[TemplateRow] = []
    number = 0
    for element in holder:
        if local(element) == "row":
            number = int(element.get("r") or number + 1)
            rows.append(_row(element, number, reader))
    return tuple(rows)


def _row(element: Element, number: int, reader: CellReader) -> TemplateRow:
    cells, column, tail = [], 0, ""
    for found in element:
        if local(found) == "c":
            column = position(found, column)
            cells.append(reader.cell(found, number, column))
        else:
            tail += reader.fragments.text(found)
    height, is_hidden = element.get("ht"), element.get("hidden") in {"1", "true"}
    left_out = (
        ("r", "ht", "customHeight") if is_hidden else ("r", "ht", "customHeight", "hidden")
    )  # LibreOffice says of each row that it is not
    return TemplateRow(
        number=number,
        attributes=reader.fragments.attributes(element, *left_out),
        height=float(height) if height else None,
        fixed_height=element.get("customHeight") in {"1", "true"},
        hidden=is_hidden,
        cells=tuple(cells),
        tail=tail,
    )


def _widths(root: Element) -> dict[int, float]:
    widths: dict[int, float] = {}
    for found in elements(root, "col"):
        width = 0.0 if found.get("hidden") in {"1", "true"} else float(found.get("width", _BASE_WIDTH + PADDING)) - PADDING
        first, last = int(found.get("min", "1")), int(found.get("max", "1"))
        widths.update(dict.fromkeys(range(first, min(last, first + 500) + 1), width))
    return widths


def _rect(sheet: str, text: str) -> CellRect | None:
    found = reference(text)
    return found.rect({}, Copy(sheet)) if found else None


def _reads(root: Element, rows: Sequence[TemplateRow]) -> set[str]:
    read: set[str] = set()
    for row in rows:
        for cell in row.cells:
            if cell.formula is not None:
                read |= cell.formula.formula.sheets
                read |= {"*"} if cell.formula.solve is None or cell.formula.formula.names else set()
    for found in elements(root, *_FORMULA_ELEMENTS):
        try:
            pieces = formula(found.text or "")
        except ValueError:
            continue
        read |= pieces.sheets
    return read


def _loops(rows: Sequence[TemplateRow], sheet: str, *, file: str) -> tuple[Loop, ...]:
    loops: list[Loop] = []
    open_: list[tuple[int, str, CellText]] = []
    for row in rows:
        control = _control(row, sheet, file=file)
        if control is None:
            continue
        cell, text = control
        if text.holds == "for":
            open_.append((row.number, cell, text))
            continue
        if not open_:
            raise fault(
                "{%tr endfor %} tanpa {%tr for … %} di atasnya.", file=file, sheet=sheet, cell=cell, code="perulangan-tidak-berpasangan"
            )
        opening = open_.pop()
        if row.number - opening[0] < 2:
            raise fault(
                "tidak ada baris di antara {%tr for … %} dan {%tr endfor %}.", file=file, sheet=sheet, cell=cell, code="perulangan-kosong"
            )
        loops.append(Loop(RowBlock(opening[0], row.number), opening[1], opening[2]))
    if open_:
        raise fault(
            "{%tr for … %} tidak ditutup dengan {%tr endfor %}.",
            file=file,
            sheet=sheet,
            cell=open_[-1][1],
            code="perulangan-tidak-berpasangan",
        )
    return tuple(sorted(loops, key=lambda loop: loop.block.opening))


def _control(row: TemplateRow, sheet: str, *, file: str) -> tuple[str, CellText] | None:
    """Return the row's {%tr %} and its cell; such a row vanishes, so nothing else may stand in it."""
    found = [(cell, cell.tags) for cell in row.cells if cell.tags is not None and cell.tags.holds in {"for", "endfor"}]
    if not found:
        return None
    cell, text = found[0]
    for other in row.cells:
        if other is not cell and (other.value is not None or other.formula is not None or other.tags is not None):
            message = f"baris {{%tr …%}} tidak ikut dicetak, tetapi sel {address(row.number, other.column)} berisi."
            raise fault(
                message,
                file=file,
                sheet=sheet,
                cell=address(row.number, cell.column),
                hint="Pindahkan isinya ke baris lain.",
                code="sel-di-baris-perulangan",
            )
    return address(row.number, cell.column), text
