"""The seal in a file's properties, and a file that is given to be verified."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator.errors import IntakeFault
from generator.fingerprint import has_trace, is_untouched
from generator.guard import SEALED, admit, read_given
from generator.office.package.parts import read_members
from generator.office.package.xml import SyntaxFault, parsed
from generator.render.sealing import seal_property
from generator.seal.keys import PublicKey
from generator.seal.text import SealReading, Verdict, verified

_MAIN: Final = "word/document.xml"
_SHOWN: Final = ("nomor", "nama")


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that was verified. is_touched: it carries the trace of its making, and was changed since."""

    found: SealReading
    is_touched: bool = False


def verified_file(file: Path, keys: tuple[PublicKey, ...]) -> SealedFile:
    """Return what the seal of a PDF or Word file says. Raises IntakeFault where it is neither, or cannot be read.

    Of a Word file the words are held against the seal; those of a PDF a person has to compare.
    """
    data = read_given(file, SEALED)
    admit(data, file, SEALED)
    is_touched = has_trace(data) and not is_untouched(data)
    try:
        found = verified(seal_property(data), keys)
    except ValueError as error:
        raise IntakeFault("PDF ini rusak atau terkunci.", file=file, code="sertifikat-tidak-terbaca") from error
    if found.verdict is Verdict.GENUINE and not data.startswith(b"%PDF") and not _shows(data, found):
        found = replace(found, verdict=Verdict.ALTERED)
    return SealedFile(found, is_touched)


def _shows(data: bytes, found: SealReading) -> bool:
    """Whether the words of a Word file hold what its seal says."""
    try:
        text = next((member.data for member in read_members(data) if member.name == _MAIN), b"")
        words = _folded("".join(str(part) for part in parsed(text).itertext()))
    except (zipfile.BadZipFile, zlib.error, SyntaxFault, ValueError):
        return False
    return all(_folded(found.said[name]) in words for name in _SHOWN)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split()).replace("\u2011", "-")
