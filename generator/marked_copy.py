"""A copy of a person's own workbook in which what is wrong is marked: coloured cells, a note at each, and a sheet that lists it all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.parsers import expat

from generator.errors import IntakeFault
from generator.form.identity import FAULTS_SHEET
from generator.guard import FORM_BOOK, admit, read_given
from generator.office.package.xml import SyntaxFault
from generator.office.sheet.list_sheet import ListColumn
from generator.office.sheet.marks import CellMark, MarkWords, with_marks
from validators.findings import Finding, Severity

_AUTHOR: Final = "borang periksa"
_TITLE: Final = "Yang perlu diperbaiki"
_GUIDE: Final = "Klik nama selnya untuk ke sana. Warna merah hilang begitu sel itu diubah; lembar ini dan catatannya tidak dibaca."
_COLUMNS: Final = (
    ListColumn("No.", 5),
    ListColumn("Lembar", 20),
    ListColumn("Sel", 8, is_link=True),
    ListColumn("Isian", 28),
    ListColumn("Yang salah", 52),
    ListColumn("Yang dapat dilakukan", 44),
)
_SUFFIX: Final = "-ditandai"
_COPY: Final = re.compile(rf"{_SUFFIX}(?: \(baru(?: [0-9]+)?\))?$")
_WEIGHTS: Final = {Severity.ERROR: "", Severity.WARNING: "Perhatian: "}


def marked_name(file: Path) -> str:
    """Return the name of the marked copy of a workbook; that of a copy is its own."""
    return f"{_COPY.sub('', file.stem)}{_SUFFIX}.xlsx"


def marked_copy(file: Path, findings: Iterable[Finding]) -> bytes | None:
    """Return the workbook of a file with errors and warnings marked, None where there are none.

    findings: those that name the file's sheets and cells are marked there; others stand in the list alone. Raises IntakeFault for
    a workbook that cannot be read, or not be marked.
    """
    told = list(dict.fromkeys(one for one in findings if one.severity in _WEIGHTS))
    if not told:
        return None
    data = read_given(file, FORM_BOOK)
    admit(data, file, FORM_BOOK)
    words = MarkWords(_AUTHOR, FAULTS_SHEET, (f"{_TITLE}: {file.name}", _GUIDE), _COLUMNS)
    try:
        return with_marks(data, list(_marks(told, str(file))), words)
    except (zipfile.BadZipFile, SyntaxFault, expat.ExpatError, KeyError, ValueError, StopIteration, AttributeError) as error:
        hint = "Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu ulangi."
        raise IntakeFault("Buku kerja ini tidak dapat ditandai.", file=file, hint=hint, code="tidak-dapat-ditandai") from error


def _marks(told: Sequence[Finding], file: str) -> Iterator[CellMark]:
    """Yield the marks; what stands in another file, as in the one that feeds this, stands in the list alone."""
    for number, one in enumerate(told, start=1):
        is_here = one.place.file == file
        sheet, cell = (one.place.sheet or "", one.place.cell or "") if is_here else ("", "")
        said = f"{_WEIGHTS[one.severity]}{one.message}"
        note = "\n".join(part for part in (f"{one.label}: {said}" if one.label else said, one.hint) if part)
        where = sheet or str(replace(one.place, file=Path(one.place.file).name))
        yield CellMark(sheet, cell, note, (str(number), where, cell, one.label, said, one.hint))
