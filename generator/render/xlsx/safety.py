"""What a template must not carry: macros, links to other files, encryption, a dialect this program does not write."""

from __future__ import annotations

import zipfile
from functools import lru_cache

from generator.errors import TemplateFault
from generator.guard import EXCEL_TEMPLATE, admit
from generator.office.package.gate import Danger, dangers
from generator.office.package.parts import CONTENT_TYPES, Member, read_members
from generator.render.xlsx.faults import fault


def members_of(template: bytes, *, file: str) -> tuple[Member, ...]:
    """Return the members of a template's package, all of them sound and harmless.

    Raises TemplateFault for anything but a sound .xlsx file without macros and without links to other files.
    """
    try:
        members, found = _looked_through(template, file)
    except zipfile.BadZipFile as error:
        raise fault("berkas ini bukan buku kerja Excel (.xlsx) yang utuh.", file=file, code="templat-bukan-excel") from error
    if found is not None:
        message = f"{found.message[:1].lower()}{found.message[1:].rstrip('.')} ({found.part})."
        raise fault(message, file=file, hint=found.hint or None, code=found.code)
    return members


@lru_cache(maxsize=32)
def _looked_through(template: bytes, file: str) -> tuple[tuple[Member, ...], Danger | None]:
    """Return the members, and the first thing they may not carry; kept, for a template is read for each document."""
    admit(template, file, EXCEL_TEMPLATE, fault=TemplateFault)
    members = tuple(read_members(template))
    parts = {member.name: member.data for member in members}
    if CONTENT_TYPES not in parts:
        return members, Danger("Berkas ini bukan buku kerja Excel (.xlsx).", "", CONTENT_TYPES)
    return members, next(iter(dangers(parts)), None)
