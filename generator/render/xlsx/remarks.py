"""An Excel template with what lint found as notes at its cells: for people who would rather read it in Excel."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import Final
from xml.parsers import expat

from generator.errors import TemplateFault
from generator.office.package.xml import SyntaxFault
from generator.office.sheet.notes import CellNote, with_notes
from generator.render.xlsx.safety import members_of

AUTHOR: Final = "borang lint"
_CELL: Final = re.compile(r"lembar “(.*)”, sel ([A-Z]{1,3}[0-9]{1,7})")


def noted(data: bytes, remarks: Sequence[tuple[str, Sequence[str]]], file: str) -> bytes:
    """Return a template with a note at each place that is told ("lembar “Isi”, sel B4"); one without a cell comes at the first one.

    Raises TemplateFault for a workbook that is unsound or carries what it may not.
    """
    members_of(data, file=file)
    notes: list[CellNote] = []
    for place, lines in remarks:
        found = _CELL.search(place)
        said = [line for line in lines if line]
        notes.append(CellNote(found.group(1), found.group(2), "\n".join(said)) if found else CellNote("", "A1", "\n".join((place, *said))))
    try:
        return with_notes(data, notes, AUTHOR)
    except (zipfile.BadZipFile, SyntaxFault, expat.ExpatError, KeyError, ValueError, StopIteration, AttributeError) as error:
        message = "Templat ini tidak dapat disalin dengan catatan: isinya tidak seperti yang ditulis Excel."
        raise TemplateFault(message, file=file, code="templat-tidak-dapat-dicatati") from error
