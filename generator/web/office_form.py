"""The settings of an institution as a form, and what is wrong with them, each at its place. In a child process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from generator.form.plan import FormSheet, Slot
from generator.home import Home
from generator.intake.institution import examined_settings, institution_type, named_picture_refusal
from generator.register.patterns import SETTING, problem_of
from generator.seal.document import is_address
from generator.web.desk_values import ToldFinding
from generator.web.shelf import numbered
from generator.web.tasks import FormSheetPlan, Names
from generator.web.telling import told
from generator.web.traits import sheet_plan
from validators.findings import Finding
from validators.findings import Path as FoundPath
from validators.messages import finding

_PICTURES: Final[Mapping[Names, str]] = {
    ("logo",): "di kiri kop",
    ("logo_kanan",): "logo kedua, mis. logo sekolah bila logo pemda di kiri",
    ("kop_gambar",): "kop jadi selebar teks; menggantikan tulisan dan logo",
    ("sertifikat", "latar"): "A4 mendatar; hanya isian di Letak yang dicetak di atasnya",
    ("sertifikat", "latar_belakang"): "di belakang daftar mata pelatihan",
}
"""Settings that name a file beside them, and what is said of each where the file itself is given."""
_TYPE: Final = (SETTING, "jenis")


def office_plan(home: Home) -> FormSheetPlan:
    """Return the form of the settings."""
    whole = sheet_plan(institution_type(home), has_sample=False)
    pictures = {path: replace(whole.traits[path], is_file=True) for path in _PICTURES}
    types = tuple((one.name, one.title) for one in numbered(home))
    traits = {**whole.traits, **pictures, _TYPE: replace(whole.traits[_TYPE], choices=types, is_open=True)}
    sheets = tuple(_with_files(sheet) if isinstance(sheet, FormSheet) else sheet for sheet in whole.plan.sheets)
    return replace(whole, plan=replace(whole.plan, sheets=sheets), traits=traits)


def _with_files(sheet: FormSheet) -> FormSheet:
    """Return the single fields, files told of as such."""
    return replace(sheet, lines=tuple(_with_file(line) if isinstance(line, Slot) else line for line in sheet.lines))


def _with_file(slot: Slot) -> Slot:
    told_of = _PICTURES.get(slot.path)
    return slot if told_of is None else replace(slot, field=replace(slot.field, help=told_of))


def office_findings(file: Path, home: Home) -> tuple[ToldFinding, ...]:
    """Return what is wrong with settings and the pictures beside them. Raises IntakeFault when they cannot be read."""
    written = examined_settings(home, file)
    label = institution_type(home).spec.label_at
    more = [replace(one, label=label(one.path)) for one in _found_beside(file.parent, written.values)]
    return told([*written.found.in_order(), *more], str(file))


def _found_beside(folder: Path, values: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what a document would be refused for later: pictures that do not print, patterns and addresses that cannot be."""
    for path in _PICTURES:
        name = _held(values, path)
        refused = named_picture_refusal(folder, name) if name else None
        if refused is not None:
            yield finding(refused.code, path, **dict[str, Any](refused.facts))
    rows = values.get(SETTING)
    for at, row in enumerate(rows if isinstance(rows, list) else ()):
        text = _held(row, ("pola",))
        if text and (problem := problem_of(text)):
            yield _wrong("pola-nomor-salah", (SETTING, at, "pola"), problem, "Contoh: {urut:4}/B7.14/GT.01.03/{tahun}.")
    address = _held(values, ("verifikasi",))
    if address and not is_address(address):
        hint = "Tulis alamat lengkap tanpa tanda pagar, misalnya https://contoh.example.id/sertifikat."
        yield _wrong("alamat-verifikasi-salah", ("verifikasi",), f"“{address}” bukan alamat https://.", hint)


def _wrong(code: str, path: FoundPath, message: str, hint: str) -> Finding:
    return Finding(code, message, path=path, hint=hint)


def _held(values: Any, path: Names) -> str:
    for step in path:
        values = values.get(step) if isinstance(values, Mapping) else None
    return values if isinstance(values, str) else ""
