"""Tables as files: CSV in its dialects, and XLSX written part by part, so that every part can be damaged."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[str]]
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{}'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>"
)
RELATIONS = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def csv_file(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> bytes:
    """Return rows as CSV."""
    screen = io.StringIO()
    csv.writer(screen, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return screen.getvalue().encode(encoding)


def column(number: int) -> str:
    """Return a column's letters, 0 for A."""
    letters = ""
    while number >= 0:
        letters, number = chr(65 + number % 26) + letters, number // 26 - 1
    return letters


def sheet_xml(rows: Rows, strings: list[str]) -> str:
    """Return a sheet's XML: numbers as numbers, other text by its place in `strings`, which grows."""
    lines: list[str] = []
    for r, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{column(c)}{r}", text, strings) for c, text in enumerate(row) if text != "")
        lines.append(f'<row r="{r}">{cells}</row>')
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(address: str, text: str, strings: list[str]) -> str:
    if re.fullmatch(r"-?\d+([.,]\d+)?", text) and not re.fullmatch(r"0\d+", text):
        return f'<c r="{address}"><v>{text.replace(",", ".")}</v></c>'
    if text not in strings:
        strings.append(text)
    return f'<c r="{address}" t="s"><v>{strings.index(text)}</v></c>'


def parts_of(sheets: Mapping[str, Rows]) -> dict[str, bytes]:
    """Return a workbook's parts by name; the first sheet is xl/worksheets/sheet1.xml."""
    strings: list[str] = []
    written = {f"xl/worksheets/sheet{n}.xml": sheet_xml(rows, strings) for n, rows in enumerate(sheets.values(), start=1)}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name in written)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(written) + 1)
    )
    shared = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    listed = "".join(f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(sheets, start=1))
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts = {
        "[Content_Types].xml": CONTENT_TYPES.format(types),
        "_rels/.rels": RELATIONS.format(f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS.format(relations + shared),
        "xl/sharedStrings.xml": f'<?xml version="1.0"?><sst xmlns="{MAIN}">{texts}</sst>',
    }
    return {name: text.encode("utf-8") for name, text in (parts | written).items()}


def packed(parts: Mapping[str, bytes], extra: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """Return parts as a package; `extra` entries follow, a doubled name among them if it is so."""
    import warnings

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a doubled name is meant
        for name, data in [*parts.items(), *extra]:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def xlsx_file(rows: Rows, change: Callable[[dict[str, bytes]], None] | None = None, **more: Rows) -> bytes:
    """Return rows as a workbook, changed part by part; `more` sheets follow."""
    parts = parts_of({"Data": rows, **more})
    if change is not None:
        change(parts)
    return packed(parts)


def swapped(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """Return a change of a part's text, once; the old text must be there."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode("utf-8")
        assert old in text, old
        parts[part] = text.replace(old, new, 1).encode("utf-8")

    return change
