"""The settings of an institution as a form: what people write of them, without tables and pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.errors import IntakeFault
from generator.form.plan import FormSheet, Sheet, Slot
from generator.home import Home
from generator.intake.institution import institution_type, read_institution, with_sound_logo
from generator.web.tasks import FormSheetPlan
from generator.web.traits import sheet_plan

_ELSEWHERE: Final = ("logo", "logo_kanan", "kop_gambar", "sertifikat")
"""Pictures, which are files beside the settings, and what is placed on them."""


def office_plan(home: Home) -> FormSheetPlan:
    """Return the form of the settings."""
    whole = sheet_plan(institution_type(home), has_sample=False)
    return replace(
        whole, plan=replace(whole.plan, sheets=tuple(_asked(sheet) for sheet in whole.plan.sheets if isinstance(sheet, FormSheet)))
    )


def _asked(sheet: FormSheet) -> Sheet:
    return replace(sheet, lines=tuple(line for line in sheet.lines if not isinstance(line, Slot) or line.path[0] not in _ELSEWHERE))


def office_fault(file: Path, home: Home) -> str:
    """Return what is wrong with settings in words, "" where nothing is."""
    try:
        found = with_sound_logo(read_institution(home, named=file))[1]
    except IntakeFault as fault:
        return f"{fault.message} {fault.hint or ''}".strip()
    return next((one.message for one in found), "")
