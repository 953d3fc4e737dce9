"""A copy of a Word template with a comment at each paragraph that something is wrong with (TPL-03)."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.errors import TemplateFault
from generator.office.package.gate import dangers
from generator.office.package.parts import CONTENT_TYPES, read_parts, write_parts
from generator.office.package.xml import SyntaxFault
from generator.office.word.comments import main_part, with_comments

_AUTHOR: Final = "borang lint"
_BODY: Final = "isi"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong at a paragraph of the body, from 1; 0 stands for the whole file, and comes at its first paragraph."""

    lines: tuple[str, ...]
    paragraph: int = 0


def with_remarks(data: bytes, remarks: Sequence[Remark], file: str) -> bytes:
    """Return a Word template with the remarks as comments; it can be filled as it is, for comments are not delivered.

    Raises TemplateFault when it is no document that could be written again.
    """
    try:
        parts = read_parts(data)
        written = with_comments(parts, [(remark.paragraph, remark.lines) for remark in remarks], _AUTHOR)
        is_safe = not any(danger.part in (main_part(parts), CONTENT_TYPES) and not danger.paragraph for danger in dangers(parts))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxFault) as error:
        raise _fault("berkasnya rusak", file, code="templat-tidak-dapat-dicatati") from error
    if not is_safe:
        raise _fault("isinya tidak dapat disunting dengan aman", file, code="templat-tidak-dapat-dicatati")
    return write_parts(written)


def _fault(why: str, file: str, *, code: str) -> TemplateFault:
    return TemplateFault(f"Templat ini tidak dapat disalin dengan komentar: {why}.", file=file, code=code)


def remark_of(story: str | None, paragraph: int | None, lines: Sequence[str], where: str) -> Remark:
    """Return a remark at its paragraph; what stands in no paragraph of the body says where it stands."""
    if story == _BODY and paragraph:
        return Remark(tuple(lines), paragraph)
    return Remark((where, *lines))
