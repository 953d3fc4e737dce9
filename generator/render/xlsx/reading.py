"""A template's package becomes a `Book`: sheets with their cells, formats, names, and who owns which part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from generator.office.package.parts import Member
from generator.office.package.relations import relations
from generator.office.package.xml import SHEET_NS, Element, SyntaxFault, elements, local, namespace_of, parsed
from generator.office.sheet.formula import Formula, formula
from generator.office.sheet.references import reference
from generator.office.sheet.styles import SheetStyles, read_styles
from generator.render.xlsx.cellreading import address, runs_of
from generator.render.xlsx.charts import text_outside_copies, value_formulas
from generator.render.xlsx.faults import fault
from generator.render.xlsx.model import ChartPlace, TemplateBook, TemplateRow, TemplateSheet
from generator.render.xlsx.places import chart_places
from generator.render.xlsx.safety import members_of
from generator.render.xlsx.sheetreading import read_sheet
from generator.render.xlsx.tags import TextRun, has_tags

_MALFORMED: Final = (ValueError, IndexError, StopIteration, OverflowError, AttributeError)
_NOT_AS_WRITTEN: Final = "isi buku kerja tidak seperti yang ditulis Excel, sehingga tidak dapat dibaca."
_SAVE_AGAIN: Final = "Buka dan simpan ulang dengan Excel."
_MOST_BLANK: Final = 10_000
_FOLLOWED: Final = frozenset(
    {"table", "drawing", "comments", "vmlDrawing", "threadedComment", "ctrlProp", "pivotTable", "chart", "chartUserShapes", "chartEx"}
)


def read_book(template: bytes, *, file: str) -> TemplateBook:
    """Return a template, read. Raises TemplateFault for whatever in it cannot be filled."""
    try:
        members = members_of(template, file=file)
        return _book(members, {member.name: member.data for member in members}, file=file)
    except SyntaxFault as error:
        raise fault("bagian buku kerja tidak dapat dibaca (XML rusak).", file=file, code="templat-xml-rusak") from error
    except KeyError as error:
        raise fault(f"bagian {error} tidak ada di dalam buku kerja.", file=file, code="templat-bagian-hilang") from error
    except _MALFORMED as error:
        raise fault(_NOT_AS_WRITTEN, file=file, hint=_SAVE_AGAIN, code="templat-tidak-wajar") from error


@contextmanager
def sound(file: str) -> Iterator[None]:
    """Turn what a malformed part makes fail while it is moved or filled (a number that is none) into a TemplateFault."""
    try:
        yield
    except (SyntaxFault, KeyError, *_MALFORMED) as error:
        raise fault(_NOT_AS_WRITTEN, file=file, hint=_SAVE_AGAIN, code="templat-tidak-wajar") from error


def _book(members: tuple[Member, ...], parts: Mapping[str, bytes], *, file: str) -> TemplateBook:
    workbook = next((found.target for found in relations(parts, "") if found.type == "officeDocument"), "")
    if workbook not in parts:
        raise fault("berkas ini bukan buku kerja Excel (.xlsx).", file=file, code="templat-bukan-excel")
    root = parsed(parts[workbook])
    if namespace_of(root) != SHEET_NS:
        raise fault(
            "templat bukan buku kerja Excel biasa.",
            file=file,
            hint="Simpan sebagai Excel Workbook (.xlsx), bukan Strict Open XML.",
            code="templat-strict",
        )
    related = {found.id: found for found in relations(parts, workbook)}
    by_type = {found.type: found.target for found in related.values()}
    shared = _shared_strings(parts, by_type.get("sharedStrings", ""))
    sheets: list[TemplateSheet] = []
    for element in elements(root, "sheet"):
        relation = related[next(value for name, value in element.attrib.items() if name.endswith("}id"))]
        if relation.type == "worksheet":
            sheets.append(read_sheet(element.get("name", ""), relation.target, parts[relation.target], shared, file=file))
    _refuse_tags_elsewhere(parts, sheets, file=file)
    owners = _owners(parts, sheets)
    _refuse_tags_in_heads(parts, sheets, owners, file=file)
    return with_parts(
        TemplateBook(
            file=file,
            members=members,
            parts=parts,
            workbook=workbook,
            sheets=tuple(sheets),
            styles=_styles(parts, by_type.get("styles", ""), sheets),
            from_1904=any(found.get("date1904") in {"1", "true"} for found in elements(root, "workbookPr")),
            owners=owners,
            linked=tuple(name for name, data in parts.items() if name.startswith("xl/drawings/") and b'textlink="' in data),
        )
    )


def with_parts(book: TemplateBook) -> TemplateBook:
    """Return a book with what its other parts say of its sheets: names, charts and where they stand, which sheets are written anew."""
    parts, sheets = book.parts, book.sheets
    names = _names(parsed(parts[book.workbook]))
    places = chart_places(parts, book.owners, sheets)
    touched = _touched(sheets, names) | {place.sheet for place in places if place.source is not None}
    charts = tuple(name for name, data in parts.items() if name.startswith("xl/charts/") and (b"Cache>" in data or b"lvl " in data))
    return replace(
        book,
        sheets=tuple(replace(sheet, touched=sheet.name in touched, rows=_with_blank(sheet, places)) for sheet in sheets),
        charts=charts,
        growing=_growing(parts, charts, sheets),
        names=names,
        places=places,
    )


def _with_blank(sheet: TemplateSheet, places: Iterable[ChartPlace]) -> tuple[TemplateRow, ...]:
    """Return a sheet's rows with those that the file leaves out, for nothing stands in them: a page and a chart reach over them too."""
    written = {row.number: row for row in sheet.rows}
    last = max([*written, *(place.bottom for place in places if place.sheet == sheet.name)], default=0)
    if last - len(written) > _MOST_BLANK:
        return sheet.rows
    return tuple(written.get(number) or TemplateRow(number) for number in range(1, last + 1))


def _refuse_tags_elsewhere(parts: Mapping[str, bytes], sheets: Iterable[TemplateSheet], *, file: str) -> None:
    """Raise TemplateFault for tags where they would be printed as they stand: page headers, text boxes, charts."""
    for sheet in sheets:
        for found in elements(parsed(sheet.frame), "headerFooter"):
            if has_tags("".join(found.itertext(with_tail=True))):
                raise fault(
                    f"tag di kepala atau kaki halaman lembar “{sheet.name}” tidak dapat diisi; tulis di dalam sel.",
                    file=file,
                    code="tanda-di-luar-sel",
                )
    for name, data in parts.items():
        if name.startswith(("xl/drawings/", "xl/charts/")) and name.endswith(".xml") and has_tags(text_outside_copies(parsed(data))):
            raise fault(
                f"tag di dalam kotak teks atau grafik ({name}) tidak dapat diisi; tulis di dalam sel.", file=file, code="tanda-di-luar-sel"
            )


def _refuse_tags_in_heads(parts: Mapping[str, bytes], sheets: Iterable[TemplateSheet], owners: Mapping[str, str], *, file: str) -> None:
    """Raise TemplateFault for a tag in the heading of an Excel table: Excel wants the words that the table's part has."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for part, owner in owners.items():
        root = parsed(parts[part]) if part.startswith("xl/tables/") else None
        found = reference(root.get("ref", "")) if root is not None and root.get("headerRowCount", "1") != "0" else None
        if found is None:
            continue
        last = found.last or found.first
        cells = (cell for row in by_name[owner].rows if row.number == found.first.row for cell in row.cells)
        tagged = [cell for cell in cells if cell.tags is not None and found.first.column <= cell.column <= last.column]
        if tagged:
            place = address(found.first.row, tagged[0].column)
            raise fault(
                "judul kolom tabel Excel tidak dapat berisi tag.",
                file=file,
                sheet=owner,
                cell=place,
                hint="Ubah tabel menjadi rentang biasa.",
                code="tanda-di-judul-tabel",
            )


def _growing(parts: Mapping[str, bytes], charts: Iterable[str], sheets: Iterable[TemplateSheet]) -> frozenset[str]:
    """Return the charts that draw numbers of repeated rows."""
    by_name = {sheet.name: sheet for sheet in sheets}
    return frozenset(name for name in charts if any(_is_repeated(text, by_name) for text in value_formulas(parsed(parts[name]))))


def _is_repeated(text: str, sheets: Mapping[str, TemplateSheet]) -> bool:
    try:
        found = formula(text).references
    except ValueError:
        return False
    spans = ((sheets.get(each.sheet), each.first.row, (each.last or each.first).row) for each in found)
    return any(
        sheet is not None and any(block.opening <= bottom and top <= block.closing for block in sheet.blocks)
        for sheet, top, bottom in spans
    )


def _shared_strings(parts: Mapping[str, bytes], name: str) -> list[tuple[TextRun, ...]]:
    return [runs_of(element) for element in parsed(parts[name]) if local(element) == "si"] if name in parts else []


def _styles(parts: Mapping[str, bytes], name: str, sheets: Iterable[TemplateSheet]) -> SheetStyles:
    wanted = [cell.style for sheet in sheets for row in sheet.rows for cell in row.cells if cell.tags is not None]
    return read_styles(name, parts[name], wanted) if name in parts else SheetStyles("", (), {}, None)


def _names(root: Element) -> dict[str, dict[str, Formula]]:
    """Return the defined names, hidden ones too, by the sheet they belong to ("" for all sheets) and lower-case name.

    A name of one sheet is its own even where the workbook has another of that name: copying a sheet makes such twins.
    """
    sheets = [element.get("name", "") for element in elements(root, "sheet")]
    names: dict[str, dict[str, Formula]] = {}
    for element in elements(root, "definedName"):
        number = element.get("localSheetId")
        owner = "" if number is None else sheets[int(number)] if int(number) < len(sheets) else None
        try:
            found = formula(element.text or "", grows=True)
        except ValueError:
            continue
        if owner is not None:
            names.setdefault(owner, {}).setdefault(element.get("name", "").lower(), found)
    return names


def _touched(sheets: Iterable[TemplateSheet], names: Mapping[str, Mapping[str, Formula]]) -> set[str]:
    """Return the names of sheets to write: those with tags, and those whose formulas read one, however indirectly."""
    reads = {sheet.name: sheet.reads for sheet in sheets}
    touched = {sheet.name for sheet in sheets if any(cell.tags for row in sheet.rows for cell in row.cells)}
    everywhere = {name for local_names in names.values() for found in local_names.values() for name in found.sheets} | touched
    reads = {name: read | everywhere if "*" in read else read for name, read in reads.items()}
    while more := {name for name, read in reads.items() if name not in touched and read & touched}:
        touched |= more
    return touched


def _owners(parts: Mapping[str, bytes], sheets: Iterable[TemplateSheet]) -> dict[str, str]:
    owners: dict[str, str] = {}
    for sheet in sheets:
        waiting = [sheet.part]
        while waiting:
            for found in relations(parts, waiting.pop()):
                if found.type in _FOLLOWED and not found.external and found.target in parts and found.target not in owners:
                    owners[found.target] = sheet.name
                    waiting.append(found.target)
    return owners
